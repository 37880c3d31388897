"""Queries about people: who is in a team, under which name, and how private letters reach them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Text, bindparam, cast, exists, func, insert, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import col

from domain.absence import Absence
from domain.message import Sender
from domain.sentence import Known
from domain.team import Member
from storage.database import AnyRow, AnySelect, Rows, changed
from storage.prepared import Prepared
from storage.tables import AccountRow, AssignmentRow, ChatRow, MembershipRow, PersonRow
from storage.teams import quiet_hours

NAMES_STAY = timedelta(days=30)
"""How long the name of somebody who left is kept, should they return."""

_ELSEWHERE = aliased(MembershipRow)


def _talks(team_id: Any) -> Any:
    """Is the bot there, and admitted, in a chat of this team?"""
    is_open = (col(ChatRow.team_id) == team_id, col(ChatRow.code).is_(None), col(ChatRow.gone_at).is_(None))
    return exists().where(*is_open)


_TEAMS = (
    select(func.count())
    .where(
        col(_ELSEWHERE.person_id) == col(AccountRow.person_id),
        col(_ELSEWHERE.left_at).is_(None),
        _talks(col(_ELSEWHERE.team_id)),
    )
    .scalar_subquery()
)
_OTHER_ACCOUNT = aliased(AccountRow)
_ANOTHER = (col(_OTHER_ACCOUNT.person_id) == col(AccountRow.person_id), col(_OTHER_ACCOUNT.id) != col(AccountRow.id))
_SEVERAL = exists().where(*_ANOTHER)
_REACHED_ELSEWHERE = exists().where(*_ANOTHER, col(_OTHER_ACCOUNT.reachable).is_(True))
_MEMBERS: AnySelect = (
    select(
        col(AccountRow.id).label("account"),
        col(AccountRow.person_id),
        col(AccountRow.name),
        col(AccountRow.handle),
        or_(col(AccountRow.reachable), _REACHED_ELSEWHERE).label("reachable"),
        _SEVERAL.label("several"),
        col(MembershipRow.team_id),
        col(MembershipRow.administrator),
        col(MembershipRow.asked_at),
        col(MembershipRow.named),
        col(MembershipRow.left_at),
        col(PersonRow.language),
        col(PersonRow.zone),
        cast(col(PersonRow.quiet), Text).label("quiet"),
        col(PersonRow.away_since),
        col(PersonRow.away_until),
        _TEAMS.label("teams"),
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
_TEAMS_OF_SENDER = _MEMBERS.where(
    *_SENDER, col(MembershipRow.left_at).is_(None), _talks(col(MembershipRow.team_id))
).order_by(col(MembershipRow.team_id))
_OUT_OF_REACH = Prepared(
    select(col(AccountRow.person_id), col(AccountRow.told_on))
    .join(AssignmentRow, col(AssignmentRow.person_id) == col(AccountRow.person_id))
    .where(
        col(AssignmentRow.task_id) == bindparam("task_id"), col(AccountRow.reachable).is_(False), ~_REACHED_ELSEWHERE
    )
)
_ADDRESSES = (
    select(AccountRow.__table__)  # type: ignore[attr-defined]
    .where(col(AccountRow.person_id) == bindparam("person_id"))
    .limit(1)
)
_LIKELIEST = (col(AccountRow.acted_at).is_(None), col(AccountRow.acted_at).desc(), col(AccountRow.id))
_ADDRESS_OF = Prepared(_ADDRESSES.order_by(col(AccountRow.reachable).desc(), *_LIKELIEST))
_ADDRESS_NEAR = Prepared(
    _ADDRESSES.order_by(col(AccountRow.reachable).desc(), (col(AccountRow.id) == bindparam("near")).desc(), *_LIKELIEST)
)
_ACCOUNT = select(AccountRow.__table__).where(*_SENDER)  # type: ignore[attr-defined]


def teams_of(rows: Rows, sender: Sender) -> tuple[int, ...]:
    """The ids of the teams in which a sender is a member now, and the bot talks."""
    return tuple(row.team_id for row in rows.execute(_TEAMS_OF_SENDER, _who(sender)))


def person_behind(rows: Rows, sender: Sender) -> int | None:
    """The person of an account, whatever teams they are in."""
    account = rows.execute(_ACCOUNT, _who(sender)).one_or_none()
    return int(account.person_id) if account is not None else None


def teams_of_person(rows: Rows, person: int) -> tuple[int, ...]:
    """The ids of the teams in which somebody is a member now."""
    theirs = (col(MembershipRow.person_id) == person, col(MembershipRow.left_at).is_(None))
    found = select(col(MembershipRow.team_id)).where(*theirs).order_by(col(MembershipRow.team_id))
    return tuple(rows.execute(found).scalars())


def back_by(rows: Rows, now: datetime, most: int) -> tuple[int, ...]:
    """The people whose absence is over by now."""
    due = select(col(PersonRow.id)).where(col(PersonRow.away_until) <= now).order_by(col(PersonRow.away_until))
    return tuple(rows.execute(due.limit(most)).scalars())


def away_since(rows: Rows, person: int) -> datetime | None:
    """Since when somebody is away; None: they are not."""
    since: datetime | None = rows.execute(select(col(PersonRow.away_since)).where(col(PersonRow.id) == person)).scalar()
    return since


def by_person(rows: Rows, team_id: int, person: int) -> Member | None:
    row = _MEMBER_OF.first(rows, team_id=team_id, person_id=person)
    return _member(row) if row else None


def by_sender(rows: Rows, team_id: int, sender: Sender) -> Member | None:
    """The member behind a sender; somebody who left is still found, with `left_at`."""
    row = _MEMBER_BY_SENDER.first(rows, team_id=team_id, **_who(sender))
    return _member(row) if row else None


def known(rows: Rows, team_id: int) -> tuple[Known, ...]:
    """The current members with the names they answer to, those of all their accounts."""
    found: dict[int, Known] = {}
    for row in _MEMBERS_OF.all(rows, team_id=team_id):
        if row.left_at is None:
            names = (row.handle or "", row.name, row.name.partition(" ")[0])
            there = found.get(row.person_id)
            found[row.person_id] = (
                Known(row.person_id, row.name, names) if there is None else replace(there, names=there.names + names)
            )
    return tuple(found.values())


def coordinators(rows: Rows, team_id: int) -> tuple[Member, ...]:
    """The current members who coordinate: named by one, or administrators as the messenger said last."""
    members = (_member(row) for row in _MEMBERS_OF.all(rows, team_id=team_id))
    found = {each.person: each for each in members if each.is_current and (each.named or each.administrator)}
    return tuple(found.values())


def joined(rows: Rows, team_id: int) -> dict[int, datetime]:
    """Since when each person is in a team."""
    found = select(col(MembershipRow.person_id), col(MembershipRow.joined_at))
    return {row.person_id: row.joined_at for row in rows.execute(found.where(col(MembershipRow.team_id) == team_id))}


def _who(sender: Sender) -> dict[str, str]:
    return {"messenger": sender.messenger, "server": sender.server, "external_id": sender.external_id}


def _member(row: AnyRow) -> Member:
    return Member(
        person=row.person_id,
        account=row.account,
        has_several=row.several,
        team_id=row.team_id,
        name=row.name,
        administrator=row.administrator,
        role_asked_at=row.asked_at,
        named=row.named,
        reachable=row.reachable,
        teams=row.teams,
        language=row.language,
        zone=row.zone,
        left_at=row.left_at,
        quiet=quiet_hours(row.quiet) if row.quiet is not None else None,
        away=Absence(row.away_since, row.away_until) if row.away_since is not None else None,
        handle=row.handle,
    )


def join(rows: Rows, team_id: int, sender: Sender, now: datetime, roles: Mapping[int, bool] | None = None) -> Member:
    """Make a sender a member (again), or bring up to date what the messenger says of them; None leaves a value.
    `roles`: whether they administer each of these chats of the team, where that was asked for each."""
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
    there = by_person(rows, team_id, person)
    role = _role(rows, team_id, person, sender, now, roles)
    if there is None:
        anew = {"administrator": False, "named": False, "own_digest": False, "watches": False, "joined_at": now, **role}
        rows.execute(insert(MembershipRow).values(team_id=team_id, person_id=person, **anew))
    elif there.is_current:
        if role:
            change(rows, team_id, person, **role)
    else:
        change(rows, team_id, person, left_at=None, erase_at=None, joined_at=now, **role)
    now_there = by_sender(rows, team_id, sender)
    assert now_there is not None
    return now_there


def _role(
    rows: Rows, team_id: int, person: int, sender: Sender, now: datetime, roles: Mapping[int, bool] | None
) -> dict[str, Any]:
    """What their role is from now on, in columns. A chat speaks for itself alone: whoever administers another one of
    the team goes on doing so."""
    if sender.coordinator is None:
        return {}
    if not roles or len(roles) == 1:
        chat = next(iter(roles)) if roles else None
        roles = {chat: sender.coordinator}  # type: ignore[dict-item]
    now_in = next((chat for chat, coordinates in roles.items() if coordinates), None)
    if any(roles.values()):
        return {"administrator": True, "asked_at": now, "role_in": now_in}
    theirs = (col(MembershipRow.team_id) == team_id, col(MembershipRow.person_id) == person)
    was_in = rows.execute(
        select(col(MembershipRow.role_in)).where(*theirs, col(MembershipRow.administrator).is_(True))
    ).scalar()
    if was_in is not None and None not in roles and was_in not in roles:
        return {}
    return {"administrator": False, "asked_at": now, "role_in": None}


def end_role(rows: Rows, team_id: int, person: int, chat_id: int) -> None:
    """They administer a chat no more, whatever of another one."""
    theirs = (col(MembershipRow.team_id) == team_id, col(MembershipRow.person_id) == person)
    ended = update(MembershipRow).where(*theirs, col(MembershipRow.role_in) == chat_id)
    rows.execute(ended.values(administrator=False, asked_at=None, role_in=None))


def acted(rows: Rows, account: int, now: datetime) -> None:
    """Somebody of several accounts used this one."""
    rows.execute(update(AccountRow).where(col(AccountRow.id) == account).values(acted_at=now))


def leave(rows: Rows, team_id: int, person: int, now: datetime) -> None:
    """Rights end at once; the name stays until it is erased."""
    no_rights = {
        "administrator": False,
        "asked_at": None,
        "role_in": None,
        "named": False,
        "own_digest": False,
        "watches": False,
    }
    change(rows, team_id, person, left_at=now, erase_at=now + NAMES_STAY, **no_rights)


def names_to_erase(rows: Rows, now: datetime, most: int) -> tuple[tuple[int, int], ...]:
    """Team and person of those who left so long ago that their name is erased by now."""
    due = select(col(MembershipRow.team_id), col(MembershipRow.person_id)).where(col(MembershipRow.erase_at) <= now)
    found = rows.execute(due.order_by(col(MembershipRow.erase_at)).limit(most))
    return tuple((row.team_id, row.person_id) for row in found)


def set_reachable(rows: Rows, account: int, reachable: bool) -> bool:
    """Whether private letters reach an account; returns whether it was not so before. Somebody reached again may be
    told anew should that end."""
    otherwise = update(AccountRow).where(col(AccountRow.id) == account, col(AccountRow.reachable).is_not(reachable))
    return changed(rows, otherwise.values(reachable=reachable, told_on=None)) > 0


def tell_unreachable_on(rows: Rows, person: int, task_id: int) -> bool:
    """Whoever no private letter reaches is told so once: on this task's card, unless another one said it already."""
    mine = col(AccountRow.person_id) == person
    told = update(AccountRow).where(mine, col(AccountRow.told_on).is_(None)).values(told_on=task_id)
    return changed(rows, told) > 0


def out_of_reach(rows: Rows, task_id: int) -> dict[int, bool]:
    """The people in a task whom no private letter reaches, and whether its card is the one that tells them so."""
    return {row.person_id: row.told_on == task_id for row in _OUT_OF_REACH.all(rows, task_id=task_id)}


def address_of(rows: Rows, person: int, near: int | None = None) -> AnyRow | None:
    """The account (id, messenger, server, external_id, reachable) to which a person's private letters go: `near`, the
    one that this is about, or else the one that they used last, unless only another one is within reach."""
    if near is not None:
        return _ADDRESS_NEAR.first(rows, person_id=person, near=near)
    return _ADDRESS_OF.first(rows, person_id=person)


def accounts(rows: Rows, person: int) -> Sequence[AnyRow]:
    """All accounts of a person, the oldest first."""
    theirs = select(AccountRow.__table__).where(col(AccountRow.person_id) == person)  # type: ignore[attr-defined]
    return rows.execute(theirs.order_by(col(AccountRow.id))).all()


def account_by_id(rows: Rows, account: int) -> AnyRow | None:
    found = select(AccountRow.__table__).where(col(AccountRow.id) == account)  # type: ignore[attr-defined]
    return rows.execute(found).one_or_none()


def add_account(rows: Rows, person: int, sender: Sender) -> int:
    """An account that nobody knew is this person's; returns its id."""
    values = {"person_id": person, "name": sender.name, "handle": sender.handle, "reachable": True}
    made = insert(AccountRow).values(**_who(sender), **values).returning(col(AccountRow.id))
    return int(rows.execute(made).scalar_one())


def account_of(rows: Rows, sender: Sender) -> AnyRow | None:
    """The account that a sender is, with the person whose it is."""
    return rows.execute(_ACCOUNT, _who(sender)).one_or_none()


def accounts_of(rows: Rows, people: Sequence[int], messenger: str) -> dict[int, str]:
    """The external ids of some people's accounts at a messenger; of several, the newest."""
    theirs = (col(AccountRow.person_id).in_(people), col(AccountRow.messenger) == messenger)
    found = select(col(AccountRow.person_id), col(AccountRow.external_id)).where(*theirs).order_by(col(AccountRow.id))
    return {row.person_id: row.external_id for row in rows.execute(found)}


def change(rows: Rows, team_id: int, person: int, **values: Any) -> None:
    """Change columns of a membership."""
    rows.execute(
        update(MembershipRow)
        .where(col(MembershipRow.team_id) == team_id, col(MembershipRow.person_id) == person)
        .values(**values)
    )
