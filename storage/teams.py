"""Queries about teams and the chats they talk in."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Text, bindparam, cast, insert, select, update
from sqlmodel import col

from domain import countries
from domain.message import Ability, Place, Sender
from domain.quiet_hours import QuietHours
from domain.team import Chat, Talk, Team
from domain.week import WeeklySlot
from storage.database import AnyRow, AnySelect, Rows
from storage.prepared import Prepared
from storage.tables import AccountRow, ChatRow, MembershipRow, TeamRow

_zone = cache(ZoneInfo)
_CHATS: AnySelect = select(
    *(column for column in ChatRow.__table__.c if column.name != "quiet"),  # type: ignore[attr-defined]
    cast(col(ChatRow.quiet), Text).label("quiet"),  # read once by `_quiet`, not in every command
    col(TeamRow.name).label("team_name"),
    col(TeamRow.language).label("team_language"),
    col(TeamRow.zone).label("team_zone"),
    col(TeamRow.country).label("team_country"),
    col(TeamRow.holidays).label("team_holidays"),
    col(TeamRow.default_effort).label("team_default_effort"),
    col(TeamRow.created_at).label("team_created_at"),
).join(TeamRow, col(TeamRow.id) == col(ChatRow.team_id))
_AT_PLACE = (
    col(ChatRow.messenger) == bindparam("messenger"),
    col(ChatRow.server) == bindparam("server"),
    col(ChatRow.external_id) == bindparam("external_id"),
    col(ChatRow.thread) == bindparam("thread"),
)
_CHAT_AT = Prepared(_CHATS.where(*_AT_PLACE))
_THEIR_TEAM = select(col(ChatRow.team_id)).where(*_AT_PLACE).scalar_subquery()
_CHATS_WITH = Prepared(_CHATS.where(col(ChatRow.team_id) == _THEIR_TEAM))
_CHAT_BY_ID = Prepared(_CHATS.where(col(ChatRow.id) == bindparam("chat_id")))
_CHATS_OF = Prepared(_CHATS.where(col(ChatRow.team_id) == bindparam("team_id")).order_by(col(ChatRow.id)))


def chat_at(rows: Rows, place: Place) -> Chat | None:
    """The chat at a messenger's place, if the bot knows it."""
    row = _CHAT_AT.first(rows, **_where(place))
    return _chat(row) if row else None


def chats_with(rows: Rows, place: Place) -> tuple[Chat, ...]:
    """All chats of the team that talks at a place, the chat there first; none if the bot does not know it."""
    found = (_chat(row) for row in _CHATS_WITH.all(rows, **_where(place)))
    return tuple(sorted(found, key=lambda chat: (chat.place != place, chat.id)))


def chat_by_id(rows: Rows, chat_id: int) -> Chat:
    return _chat(_CHAT_BY_ID.one(rows, chat_id=chat_id))


def chats_of(rows: Rows, team_id: int) -> tuple[Chat, ...]:
    """The chats of a team, the oldest first; a team has at least one."""
    return tuple(_chat(row) for row in _CHATS_OF.all(rows, team_id=team_id))


def open_chats(rows: Rows, team_id: int) -> tuple[Chat, ...]:
    """The chats of a team in which the bot is there and admitted, the oldest first; perhaps none."""
    return tuple(chat for chat in chats_of(rows, team_id) if chat.is_open)


def every(rows: Rows) -> list[Team]:
    """All teams, the oldest first."""
    return [_team(row) for row in rows.execute(select(TeamRow.__table__).order_by(col(TeamRow.id)))]  # type: ignore[attr-defined]


def by_id(rows: Rows, team_id: int) -> Team:
    row = rows.execute(select(TeamRow.__table__).where(col(TeamRow.id) == team_id)).one()  # type: ignore[attr-defined]
    return _team(row)


def _team(row: AnyRow, of: str = "") -> Team:
    """A team by its own columns, or by those that a chat's row has of it."""

    def its(name: str) -> Any:
        return getattr(row, f"{of}{name}")

    country = its("country") or countries.of_zone(its("zone"))
    return Team(
        its("id"),
        its("name"),
        its("language"),
        _zone(its("zone")),
        its("created_at"),
        country,
        its("holidays"),
        its("default_effort"),
    )


def move(rows: Rows, was: Place, to: Place) -> tuple[int, ...]:
    """A chat has another address, with all its topics: their ids. Told again, or known there already: none, and nothing
    changes."""
    if rows.execute(select(col(ChatRow.id)).where(*_of(to))).first() is not None:
        return ()
    moved = rows.execute(select(col(ChatRow.id)).where(*_of(was))).scalars().all()
    rows.execute(update(ChatRow).where(*_of(was)).values(external_id=to.external_id, moved_from=was.external_id))
    return tuple(moved)


def chats_once_at(rows: Rows, place: Place) -> tuple[Chat, ...]:
    """All chats of the team that talked at a place before it moved, the chat of there first."""
    found = _CHATS.where(
        col(ChatRow.messenger) == place.messenger,
        col(ChatRow.server) == place.server,
        col(ChatRow.moved_from) == place.external_id,
        col(ChatRow.thread) == "",
    )
    row = rows.execute(found).first()
    if row is None:
        return ()
    chat = _chat(row)
    return (chat, *(other for other in chats_of(rows, chat.team.id) if other.id != chat.id))


def _of(place: Place) -> tuple[Any, ...]:
    """All rows of a chat, whatever the topic."""
    return (
        col(ChatRow.messenger) == place.messenger,
        col(ChatRow.server) == place.server,
        col(ChatRow.external_id) == place.external_id,
    )


def places_of(rows: Rows, sender: Sender) -> tuple[Place, ...]:
    """The chats at a sender's messenger in which the teams talk that they are in; of a chat's topics, the chat."""
    theirs = (
        select(col(ChatRow.external_id), col(ChatRow.server))
        .join(MembershipRow, col(MembershipRow.team_id) == col(ChatRow.team_id))
        .join(AccountRow, col(AccountRow.person_id) == col(MembershipRow.person_id))
        .where(
            col(AccountRow.messenger) == sender.messenger,
            col(AccountRow.server) == sender.server,
            col(AccountRow.external_id) == sender.external_id,
            col(MembershipRow.left_at).is_(None),
            col(ChatRow.messenger) == sender.messenger,
            col(ChatRow.code).is_(None),
            col(ChatRow.gone_at).is_(None),
        )
        .distinct()
    )
    return tuple(Place(sender.messenger, row.server, row.external_id) for row in rows.execute(theirs))


def open_places(rows: Rows, messenger: str, most: int) -> tuple[Place, ...]:
    """Chats at a messenger in which the bot talks, the newest first; topics are parts of theirs."""
    found = (
        select(col(ChatRow.server), col(ChatRow.external_id))
        .where(col(ChatRow.messenger) == messenger, col(ChatRow.code).is_(None), col(ChatRow.gone_at).is_(None))
        .where(col(ChatRow.thread) == "")
        .order_by(col(ChatRow.id).desc())
        .limit(most)
    )
    return tuple(Place(messenger, row.server, row.external_id) for row in rows.execute(found))


def waiting_for(rows: Rows, code: str) -> Chat | None:
    """The chat that waits for its host by this code."""
    row = rows.execute(_CHATS.where(col(ChatRow.code) == code, col(ChatRow.gone_at).is_(None))).one_or_none()
    return _chat(row) if row else None


def waiting(rows: Rows) -> tuple[Chat, ...]:
    """The chats that wait for their host, the oldest first."""
    found = _CHATS.where(col(ChatRow.code).is_not(None), col(ChatRow.gone_at).is_(None)).order_by(col(ChatRow.id))
    return tuple(_chat(row) for row in rows.execute(found))


def is_taken(rows: Rows, code: str) -> bool:
    return rows.execute(select(col(ChatRow.id)).where(col(ChatRow.code) == code)).first() is not None


def not_admitted(rows: Rows, now: datetime, most: int) -> tuple[Chat, ...]:
    """The chats that the host should have admitted by now."""
    due = _CHATS.where(col(ChatRow.leave_at) <= now).order_by(col(ChatRow.leave_at), col(ChatRow.id))
    return tuple(_chat(row) for row in rows.execute(due.limit(most)))


def to_erase(rows: Rows, now: datetime, most: int) -> tuple[int, ...]:
    """The ids of the teams that are to be erased by now."""
    due = select(col(TeamRow.id)).where(col(TeamRow.erase_at) <= now)
    return tuple(rows.execute(due.order_by(col(TeamRow.erase_at)).limit(most)).scalars())


def digests_due(rows: Rows, now: datetime, most: int, but: Collection[str] = ()) -> tuple[Chat, ...]:
    """The chats whose digest is due by now; none at the messengers `but`."""
    due = _CHATS.where(col(ChatRow.digest_at) <= now).order_by(col(ChatRow.digest_at), col(ChatRow.id))
    if but:
        due = due.where(col(ChatRow.messenger).not_in(but))
    return tuple(_chat(row) for row in rows.execute(due.limit(most)))


def digests_after(rows: Rows, at: datetime, most: int) -> tuple[Chat, ...]:
    """The chats whose digest is planned later than an instant."""
    return tuple(_chat(row) for row in rows.execute(_CHATS.where(col(ChatRow.digest_at) > at).limit(most)))


def _where(place: Place) -> dict[str, str]:
    return {
        "messenger": place.messenger,
        "server": place.server,
        "external_id": place.external_id,
        "thread": place.thread,
    }


@lru_cache(maxsize=512)  # by all that is stored of it: every command and every letter reads its chat
def _chat(row: AnyRow) -> Chat:
    slot = None
    if row.digest_weekday is not None:
        slot = WeeklySlot(row.digest_weekday, time.fromisoformat(row.digest_time))
    team = _team(row, of="team_")
    return Chat(
        id=row.id,
        team=team,
        place=Place(row.messenger, row.server, row.external_id, row.thread),
        quiet=quiet_hours(row.quiet, team.country if team.holidays else ""),
        digest=slot,
        digest_at=row.digest_at,
        digest_thread=row.digest_thread,
        code=row.code,
        joined_at=row.joined_at,
        gone_at=row.gone_at,
        abilities=_abilities(row.abilities),
        talk=Talk(row.talk),
        title=row.title,
        digest_told=row.digest_told,
    )


@lru_cache
def _abilities(stored: str | None) -> frozenset[Ability] | None:
    return frozenset(Ability(word) for word in stored.split()) if stored is not None else None


@lru_cache(maxsize=512)
def quiet_hours(stored: str, country: str = "") -> QuietHours:
    """Quiet hours as a column holds them, with the public holidays of a country (empty: none)."""
    return replace(QuietHours.from_json(json.loads(stored)), country=country)


def add_team(rows: Rows, *, name: str, language: str, zone: str, now: datetime) -> int:
    values = {"name": name, "language": language, "zone": zone, "last_number": 0, "created_at": now}
    return int(rows.execute(insert(TeamRow).values(**values).returning(col(TeamRow.id))).scalar_one())


def add_chat(
    rows: Rows,
    team_id: int,
    place: Place,
    *,
    slot: WeeklySlot,
    digest_at: datetime | None,
    code: str | None = None,
    leave_at: datetime | None = None,
    joined_at: datetime | None = None,
) -> int:
    """A new chat, with quiet hours from the start. `code`: the host admits it by this, until `leave_at`."""
    values = {
        "team_id": team_id,
        "messenger": place.messenger,
        "server": place.server,
        "external_id": place.external_id,
        "thread": place.thread,
        "quiet": QuietHours.DEFAULT.to_json(),
        "digest_weekday": slot.weekday,
        "digest_time": slot.at.strftime("%H:%M"),
        "digest_at": digest_at,
        "code": code,
        "leave_at": leave_at,
        "joined_at": joined_at,
    }
    return int(rows.execute(insert(ChatRow).values(**values).returning(col(ChatRow.id))).scalar_one())


def set_quiet(rows: Rows, chat_id: int, quiet: QuietHours) -> None:
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(quiet=quiet.to_json()))


def set_digest(
    rows: Rows, chat_id: int, slot: WeeklySlot | None, digest_at: datetime | None, *, thread: str | None = None
) -> None:
    """When the digest of a chat comes, if ever, and in which topic (`thread` None: in the one where it came)."""
    values: dict[str, Any] = {"digest_weekday": slot.weekday if slot else None, "digest_at": digest_at}
    if slot:
        values["digest_time"] = slot.at.strftime("%H:%M")
    if thread is not None:
        values["digest_thread"] = thread
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(**values))


def set_digest_at(rows: Rows, chat_id: int, digest_at: datetime) -> None:
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(digest_at=digest_at))


def set_digest_told(rows: Rows, chat_id: int, digest_id: int | None) -> None:
    """The digest (row id) that is the last one for a chat: the next one goes on from there."""
    _change(rows, chat_id, digest_told=digest_id)


def set_talk(rows: Rows, chat_id: int, talk: Talk) -> None:
    _change(rows, chat_id, talk=talk.value)


def set_abilities(rows: Rows, chat: Chat) -> None:
    """What the bot can do in a chat, as the messenger says now."""
    _change(rows, chat.id, abilities=None if chat.abilities is None else " ".join(sorted(chat.abilities)))


def admit(rows: Rows, chat_id: int, digest_at: datetime | None) -> None:
    """The host lets the bot talk in a chat."""
    _change(rows, chat_id, code=None, leave_at=None, digest_at=digest_at)


def go(rows: Rows, chat_id: int, now: datetime) -> None:
    """The bot is not in a chat any more: no digest comes there."""
    _change(rows, chat_id, gone_at=now, leave_at=None, digest_at=None)


def come_back(rows: Rows, chat: Chat, joined_at: datetime, digest_at: datetime | None) -> None:
    """The bot is in a chat again: its team is not erased."""
    _change(rows, chat.id, joined_at=joined_at, gone_at=None, digest_at=digest_at)
    set_erase_at(rows, chat.team.id, None)


def wait_longer(rows: Rows, chat_id: int, leave_at: datetime) -> None:
    """Give the host more time to admit a chat."""
    _change(rows, chat_id, leave_at=leave_at)


def set_erase_at(rows: Rows, team_id: int, at: datetime | None) -> None:
    rows.execute(update(TeamRow).where(col(TeamRow.id) == team_id).values(erase_at=at))


def _change(rows: Rows, chat_id: int, **values: Any) -> None:
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(**values))
