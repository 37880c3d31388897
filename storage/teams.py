"""Queries about teams, their chats and their members."""

from __future__ import annotations

import json
from datetime import datetime, time
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Text, bindparam, cast, insert, select, update
from sqlmodel import col

from domain.message import Place, Sender
from domain.quiet_hours import QuietHours
from domain.sentence import Known
from domain.team import Chat, Member, Team
from domain.week import WeeklySlot
from storage.database import AnyRow, AnySelect, Rows, changed
from storage.prepared import Prepared
from storage.tables import AccountRow, ChatRow, MembershipRow, PersonRow, TeamRow

_zone = cache(ZoneInfo)

_CHATS: AnySelect = select(
    *(column for column in ChatRow.__table__.c if column.name != "quiet"),  # type: ignore[attr-defined]
    cast(col(ChatRow.quiet), Text).label("quiet"),  # read once by `_quiet`, not in every command
    col(TeamRow.name).label("team_name"),
    col(TeamRow.language).label("team_language"),
    col(TeamRow.zone).label("team_zone"),
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

_MEMBERS = (
    select(
        col(AccountRow.person_id),
        col(AccountRow.name),
        col(AccountRow.handle),
        col(AccountRow.reachable),
        col(MembershipRow.team_id),
        col(MembershipRow.coordinator),
        col(MembershipRow.left_at),
        col(PersonRow.language),
        col(PersonRow.zone),
    )
    .join(MembershipRow, col(MembershipRow.person_id) == col(AccountRow.person_id))
    .join(PersonRow, col(PersonRow.id) == col(AccountRow.person_id))
)
_IN_TEAM = _MEMBERS.where(col(MembershipRow.team_id) == bindparam("team_id")).order_by(col(AccountRow.id))
_MEMBERS_OF = Prepared(_IN_TEAM)
_MEMBER_OF = Prepared(_IN_TEAM.where(col(AccountRow.person_id) == bindparam("person_id")))
_SENDER = (
    col(AccountRow.messenger) == bindparam("messenger"),
    col(AccountRow.server) == bindparam("server"),
    col(AccountRow.external_id) == bindparam("external_id"),
)
_MEMBER_BY_SENDER = Prepared(_IN_TEAM.where(*_SENDER))
_TEAMS_OF_SENDER = _MEMBERS.where(*_SENDER, col(MembershipRow.left_at).is_(None)).order_by(col(MembershipRow.team_id))
_UNREACHABLE_ON = Prepared(
    select(col(AccountRow.person_id)).where(
        col(AccountRow.told_on) == bindparam("task_id"), col(AccountRow.reachable).is_(False)
    )
)
_ADDRESS_OF = Prepared(
    select(AccountRow.__table__)  # type: ignore[attr-defined]
    .where(col(AccountRow.person_id) == bindparam("person_id"))
    .order_by(col(AccountRow.reachable).desc(), col(AccountRow.id))
    .limit(1)
)
_ACCOUNT = select(AccountRow.__table__).where(*_SENDER)  # type: ignore[attr-defined]


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


def teams_of(rows: Rows, sender: Sender) -> tuple[int, ...]:
    """The ids of the teams in which a sender is a member now."""
    return tuple(row.team_id for row in rows.execute(_TEAMS_OF_SENDER, _who(sender)))


def digests_due(rows: Rows, now: datetime) -> tuple[Chat, ...]:
    """The chats whose digest is due by now."""
    due = _CHATS.where(col(ChatRow.digest_at) <= now).order_by(col(ChatRow.digest_at), col(ChatRow.id))
    return tuple(_chat(row) for row in rows.execute(due))


def digests_after(rows: Rows, at: datetime) -> tuple[Chat, ...]:
    """The chats whose digest is planned later than an instant."""
    return tuple(_chat(row) for row in rows.execute(_CHATS.where(col(ChatRow.digest_at) > at)))


def member(rows: Rows, team_id: int, person: int) -> Member | None:
    row = _MEMBER_OF.first(rows, team_id=team_id, person_id=person)
    return _member(row) if row else None


def member_by_sender(rows: Rows, team_id: int, sender: Sender) -> Member | None:
    """The member behind a sender; somebody who left is still found, with `left_at`."""
    row = _MEMBER_BY_SENDER.first(rows, team_id=team_id, **_who(sender))
    return _member(row) if row else None


def known(rows: Rows, team_id: int) -> tuple[Known, ...]:
    """The current members with the names they answer to."""
    return tuple(
        Known(row.person_id, row.name, (row.handle or "", row.name, row.name.partition(" ")[0]))
        for row in _MEMBERS_OF.all(rows, team_id=team_id)
        if row.left_at is None
    )


def coordinators(rows: Rows, team_id: int) -> tuple[Member, ...]:
    members = (_member(row) for row in _MEMBERS_OF.all(rows, team_id=team_id))
    return tuple(m for m in members if m.coordinator and m.is_current)


def _where(place: Place) -> dict[str, str]:
    return {
        "messenger": place.messenger,
        "server": place.server,
        "external_id": place.external_id,
        "thread": place.thread,
    }


def _who(sender: Sender) -> dict[str, str]:
    return {"messenger": sender.messenger, "server": sender.server, "external_id": sender.external_id}


def _chat(row: AnyRow) -> Chat:
    zone = _zone(row.team_zone)
    slot = None
    if row.digest_weekday is not None:
        slot = WeeklySlot(row.digest_weekday, time.fromisoformat(row.digest_time))
    return Chat(
        id=row.id,
        team=Team(row.team_id, row.team_name, row.team_language, zone, row.team_created_at),
        place=Place(row.messenger, row.server, row.external_id, row.thread),
        quiet=_quiet(row.quiet),
        digest=slot,
        digest_at=row.digest_at,
    )


@lru_cache
def _quiet(stored: str) -> QuietHours:
    return QuietHours.from_json(json.loads(stored))


def _member(row: AnyRow) -> Member:
    return Member(
        person=row.person_id,
        team_id=row.team_id,
        name=row.name,
        coordinator=row.coordinator,
        reachable=row.reachable,
        language=row.language,
        zone=row.zone,
        left_at=row.left_at,
    )


def add_team(rows: Rows, *, name: str, language: str, zone: str, now: datetime) -> int:
    values = {"name": name, "language": language, "zone": zone, "last_number": 0, "created_at": now}
    return int(rows.execute(insert(TeamRow).values(**values).returning(col(TeamRow.id))).scalar_one())


def add_chat(rows: Rows, team_id: int, place: Place, *, slot: WeeklySlot, digest_at: datetime) -> int:
    """A new chat, with quiet hours from the start."""
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
    }
    return int(rows.execute(insert(ChatRow).values(**values).returning(col(ChatRow.id))).scalar_one())


def set_quiet(rows: Rows, chat_id: int, quiet: QuietHours) -> None:
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(quiet=quiet.to_json()))


def set_digest(rows: Rows, chat_id: int, slot: WeeklySlot | None, digest_at: datetime | None) -> None:
    values: dict[str, Any] = {"digest_weekday": slot.weekday if slot else None, "digest_at": digest_at}
    if slot:
        values["digest_time"] = slot.at.strftime("%H:%M")
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(**values))


def set_digest_at(rows: Rows, chat_id: int, digest_at: datetime) -> None:
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(digest_at=digest_at))


def join(rows: Rows, team_id: int, sender: Sender, now: datetime) -> Member:
    """Make a sender a member (again), or bring up to date what the messenger says of them; None leaves a value."""
    account = rows.execute(_ACCOUNT, _who(sender)).one_or_none()
    fresh: dict[str, Any] = {"name": sender.name, "handle": sender.handle}
    if sender.reachable is not None:
        fresh["reachable"] = sender.reachable
    if account is None:
        person = int(rows.execute(insert(PersonRow).values().returning(col(PersonRow.id))).scalar_one())
        rows.execute(insert(AccountRow).values(person_id=person, **_who(sender), **fresh))
    else:
        person = account.person_id
        rows.execute(update(AccountRow).where(col(AccountRow.id) == account.id).values(**fresh))
    there = member(rows, team_id, person)
    if there is None:
        role = bool(sender.coordinator)
        rows.execute(insert(MembershipRow).values(team_id=team_id, person_id=person, coordinator=role, joined_at=now))
    else:
        values: dict[str, Any] = {"left_at": None}
        if not there.is_current:
            values |= {"joined_at": now, "coordinator": False}
        if sender.coordinator is not None:
            values["coordinator"] = sender.coordinator
        _change_membership(rows, team_id, person, values)
    now_there = member(rows, team_id, person)
    assert now_there is not None
    return now_there


def leave(rows: Rows, team_id: int, person: int, now: datetime) -> None:
    """Rights and role end at once; the name stays until it is erased."""
    _change_membership(rows, team_id, person, {"left_at": now, "coordinator": False})


def set_reachable(rows: Rows, person: int, reachable: bool) -> None:
    """Whether private letters reach a person. Somebody reached again may be told anew should that end."""
    rows.execute(
        update(AccountRow)
        .where(col(AccountRow.person_id) == person, col(AccountRow.reachable).is_not(reachable))
        .values(reachable=reachable, told_on=None)
    )


def tell_unreachable_on(rows: Rows, person: int, task_id: int) -> bool:
    """Whoever no private letter reaches is told so once: on this task's card, unless another one said it already."""
    mine = col(AccountRow.person_id) == person
    told = update(AccountRow).where(mine, col(AccountRow.told_on).is_(None)).values(told_on=task_id)
    return changed(rows, told) > 0


def unreachable_on(rows: Rows, task_id: int) -> frozenset[int]:
    """The people whom the card of this task tells that no private letter reaches them."""
    return frozenset(row.person_id for row in _UNREACHABLE_ON.all(rows, task_id=task_id))


def address_of(rows: Rows, person: int) -> AnyRow | None:
    """The account (messenger, server, external_id, reachable) to which a person's private letters go."""
    return _ADDRESS_OF.first(rows, person_id=person)


def _change_membership(rows: Rows, team_id: int, person: int, values: dict[str, Any]) -> None:
    rows.execute(
        update(MembershipRow)
        .where(col(MembershipRow.team_id) == team_id, col(MembershipRow.person_id) == person)
        .values(**values)
    )
