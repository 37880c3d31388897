"""A chat leaves its team, or an account its person, and everybody keeps their own.

What was made in a chat, or came with it, goes with it; numbers stay as they are on both sides, so that no card and no
button means another task. People are where they are seen, and where they carry something; elsewhere they left. In each
team, what is somebody's stays with whichever of their accounts is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, literal, null, or_, select, update
from sqlmodel import col

from storage import attendance, charters, digests, letters, projects, seen, templates
from storage.database import AnyRow, Rows
from storage.joining import NOBODY_ASKED
from storage.letters import Recipient
from storage.members import NAMES_STAY
from storage.tables import (
    AccountRow,
    AssignmentRow,
    ChangeRow,
    ChatRow,
    ChoiceRow,
    DebateRow,
    DependencyRow,
    FeedRow,
    HoursRow,
    LaterRow,
    LetterRow,
    LinkRow,
    MembershipRow,
    PersonRow,
    ReportRow,
    RequestRow,
    RoleRow,
    TaskRow,
    TeamRow,
    ThanksRow,
    UnsoughtRow,
    UrgentRow,
    WeekHoursRow,
)
from storage.uniting import SOURCES, columns

_NO_RIGHTS: dict[str, Any] = {
    "administrator": False,
    "asked_at": None,
    "role_in": None,
    "named": False,
    "own_digest": False,
    "watches": False,
}


_OF_SOMEBODY = (
    (FeedRow, "person_id"),
    (HoursRow, "person_id"),
    (RequestRow, "asker_id"),
    (ThanksRow, "to_id"),
    (UnsoughtRow, "person_id"),
    (UrgentRow, "person_id"),
    (WeekHoursRow, "person_id"),
)


_THROUGH: dict[str, Any] = {
    "task_id": TaskRow,
    "debate_id": DebateRow,
    "letter_id": LetterRow,
    "report_id": ReportRow,
    "request_id": RequestRow,
}
"""By which column a row belongs to a team that does not name it."""


@dataclass(frozen=True)
class Share:
    """What goes with a chat (row ids), and what stays. `cut`: how often a task waits for one on the other side."""

    tasks: frozenset[int]
    debates: frozenset[int]
    staying: int
    cut: int


def share(rows: Rows, team_id: int, chat_id: int) -> Share:
    """What would go with a chat, if it left its team."""
    chats = set(rows.execute(select(col(ChatRow.id)).where(col(ChatRow.team_id) == team_id)).scalars())
    goes, stays = _of_chat(rows, TaskRow, team_id, chat_id, chats)
    debates, _ = _of_chat(rows, DebateRow, team_id, chat_id, chats)
    return Share(frozenset(goes), frozenset(debates), len(stays), len(list(_cut(rows, goes, stays))))


def _of_chat(rows: Rows, table: Any, team_id: int, chat_id: int, chats: set[int]) -> tuple[set[int], set[int]]:
    """The rows that were made in a chat or came with it, and the others."""
    names = [name for name in ("source_message", "asked_in", "home_id", "follows_id") if hasattr(table, name)]
    found = select(col(table.id), *(col(getattr(table, name)) for name in names))
    homes: dict[int, int | None] = {}
    for row in rows.execute(found.where(col(table.team_id) == team_id).order_by(col(table.id))):
        said_in = (getattr(row, name) or "" for name in names[:-1] if name != "home_id")
        places = [int(place.split(":")[1]) for place in said_in if place.startswith("chat:")]
        homes[row.id] = next((place for place in places if place in chats), row.home_id)
        if homes[row.id] is None and "follows_id" in names:  # the next one of a task that recurs
            homes[row.id] = homes.get(row.follows_id)
    goes = {id_ for id_, home in homes.items() if home == chat_id}
    return goes, set(homes) - goes


def _cut(rows: Rows, goes: Iterable[int], stays: Iterable[int]) -> Iterator[AnyRow]:
    here, there = set(goes), set(stays)
    for row in rows.execute(select(DependencyRow.__table__)):  # type: ignore[attr-defined]
        if {row.task_id, row.waits_for_id} & here and {row.task_id, row.waits_for_id} & there:
            yield row


def part(rows: Rows, team_id: int, chat_id: int, now: datetime) -> int:
    """The chat has a team of its own from now on: its row id."""
    chats = set(rows.execute(select(col(ChatRow.id)).where(col(ChatRow.team_id) == team_id)).scalars())
    goes, stays = _of_chat(rows, TaskRow, team_id, chat_id, chats)
    debates, _ = _of_chat(rows, DebateRow, team_id, chat_id, chats)
    new = _found(rows, team_id, chat_id)
    for row in list(_cut(rows, goes, stays)):
        both = (col(DependencyRow.task_id) == row.task_id, col(DependencyRow.waits_for_id) == row.waits_for_id)
        rows.execute(delete(DependencyRow).where(*both))
    _move(rows, TaskRow, goes, new)
    _move(rows, DebateRow, debates, new)
    _tell_nothing_twice(rows, team_id, new, chat_id)
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(team_id=new))
    rows.execute(update(LaterRow).where(col(LaterRow.chat_id) == chat_id).values(team_id=new))
    rows.execute(delete(LinkRow).where(col(LinkRow.chat_id) == chat_id))
    rows.execute(delete(ChangeRow).where(col(ChangeRow.team_id) == team_id))
    gone = _people(rows, team_id, new, chat_id, chats - {chat_id}, now)
    charters.part(rows, team_id, new)
    projects.part(rows, team_id, new)
    templates.part(rows, team_id, new)
    for table, person in _OF_SOMEBODY:
        theirs = col(getattr(table, person)).in_(gone)
        rows.execute(update(table).where(col(table.team_id) == team_id, theirs).values(team_id=new))
    _letters(rows, team_id, new, chat_id, gone)
    for each in (team_id, new):
        attendance.of_members_alone(rows, each)
        seen.goes_without_saying(rows, each)
    return new


def _found(rows: Rows, team_id: int, chat_id: int) -> int:
    """A team like the one that the chat was in, called as the chat is."""
    was = rows.execute(select(TeamRow.__table__).where(col(TeamRow.id) == team_id)).one()  # type: ignore[attr-defined]
    title = rows.execute(select(col(ChatRow.title)).where(col(ChatRow.id) == chat_id)).scalar()
    values = {**was._mapping, "name": title or was.name, "erase_at": None}
    del values["id"]
    return int(rows.execute(insert(TeamRow).values(**values).returning(col(TeamRow.id))).scalar_one())


def _move(rows: Rows, table: Any, which: Iterable[int], team_id: int) -> None:
    for each in which:
        rows.execute(update(table).where(col(table.id) == each).values(team_id=team_id))


def _tell_nothing_twice(rows: Rows, team_id: int, new: int, chat_id: int) -> None:
    """What was told stays told: by a digest that is the new team's own."""
    last = digests.last(rows, team_id)
    if last is None:
        return
    told = digests.add(rows, new, last.window_start, last.window_end)
    for table in (TaskRow, DebateRow):
        ours = (col(table.team_id) == new, col(table.told_in).is_not(None))
        rows.execute(update(table).where(*ours).values(told_in=told))
    rows.execute(update(ChatRow).where(col(ChatRow.id) == chat_id).values(digest_told=told))


def _people(rows: Rows, team_id: int, new: int, chat_id: int, others: set[int], now: datetime) -> set[int]:
    """Everybody has a membership on both sides: where they are seen, or carry something, it is one; else they left
    there. Returns those who are no more in the team that they were in."""
    here, there = seen.people_in(rows, [chat_id]), seen.people_in(rows, others)
    table = MembershipRow.__table__  # type: ignore[attr-defined]
    found = rows.execute(select(table).where(table.c.team_id == team_id)).all()
    people = {row.person_id for row in found if row.left_at is None}
    gone = people & here - there
    _roles(rows, team_id, new, gone, stays=people - gone)
    here |= _carriers(rows, new)
    gone -= _carriers(rows, team_id)
    left = {**_NO_RIGHTS, "left_at": now, "erase_at": now + NAMES_STAY}
    for row in found:
        is_theirs = row.role_in == chat_id
        values = {**row._mapping, "team_id": new}
        if row.left_at is None and row.person_id not in here:
            values |= left
        elif not is_theirs:
            values |= {"administrator": False, "asked_at": None, "role_in": None}
        rows.execute(insert(MembershipRow).values(**values))
        mine = update(MembershipRow).where(table.c.team_id == team_id, table.c.person_id == row.person_id)
        if row.person_id in gone:
            rows.execute(mine.values(**left))
        elif is_theirs:
            rows.execute(mine.values(administrator=False, asked_at=None, role_in=None))
    return gone


def _carriers(rows: Rows, team_id: int) -> set[int]:
    """Who carries an open task of a team or is asked to, or holds a role."""
    carried = (
        select(col(AssignmentRow.person_id))
        .join(TaskRow, col(TaskRow.id) == col(AssignmentRow.task_id))
        .where(col(TaskRow.team_id) == team_id, col(TaskRow.state) == "open")
    )
    held = select(col(RoleRow.holder_id)).where(col(RoleRow.team_id) == team_id, col(RoleRow.holder_id).is_not(None))
    return {*rows.execute(carried).scalars(), *rows.execute(held).scalars()}


def _roles(rows: Rows, team_id: int, new: int, gone: set[int], *, stays: set[int]) -> None:
    """A role goes with whoever holds it, or is asked to, if they are seen in the chat that leaves alone."""
    table = RoleRow.__table__  # type: ignore[attr-defined]
    for row in rows.execute(select(table).where(table.c.team_id == team_id)).all():
        this = update(table).where(table.c.id == row.id)
        if (row.holder_id or row.asked_id) in gone:
            rows.execute(this.values(team_id=new))
            if row.asked_id in stays:
                rows.execute(this.values(**NOBODY_ASKED))
        elif row.asked_id in gone:
            rows.execute(this.values(**NOBODY_ASKED))


def _letters(rows: Rows, team_id: int, new: int, chat_id: int, gone: set[int]) -> None:
    """Each letter is of the team of its chat, its task, or its person. A card on the wrong side has no buttons any
    more, and is written no more."""
    table = LetterRow.__table__  # type: ignore[attr-defined]
    moved = {each: select(col(each.id)).where(col(each.team_id) == new) for each in (TaskRow, DebateRow)}
    about_theirs = table.c.task_id.in_(moved[TaskRow]) | table.c.debate_id.in_(moved[DebateRow])
    about_nothing = table.c.task_id.is_(None) & table.c.debate_id.is_(None)
    private = table.c.person_id.is_not(None) & (about_theirs | (about_nothing & table.c.person_id.in_(gone)))
    ours = table.c.team_id == team_id
    rows.execute(update(table).where(ours, or_(table.c.chat_id == chat_id, private)).values(team_id=new))
    strays = select(table.c.id).where(
        table.c.team_id.in_((team_id, new)),
        table.c.chat_id.is_not(None),
        ~about_nothing,
        (table.c.chat_id == chat_id) != about_theirs,
    )
    stray = list(rows.execute(strays).scalars())
    for each in stray:
        rows.execute(delete(ChoiceRow).where(col(ChoiceRow.letter_id) == each))
        if letters.by_id(rows, each).state in letters.PENDING:
            letters.drop(rows, each, "the chat has another team")


# ---- an account


def part_account(rows: Rows, account: int) -> int:
    """The account is a person of its own from now on: its row id."""
    person = rows.execute(select(col(AccountRow.person_id)).where(col(AccountRow.id) == account)).scalar_one()
    table = PersonRow.__table__  # type: ignore[attr-defined]
    copy = dict(rows.execute(select(table).where(table.c.id == person)).one()._mapping)
    del copy["id"]
    copy |= {"quiet": null()} if copy["quiet"] is None else {}
    new = int(rows.execute(insert(PersonRow).values(**copy).returning(col(PersonRow.id))).scalar_one())
    rows.execute(update(AccountRow).where(col(AccountRow.id) == account).values(person_id=new))
    rows.execute(
        update(LetterRow)
        .where(col(LetterRow.person_id) == person, col(LetterRow.account_id) == account)
        .values(account_id=None)
    )
    rows.execute(delete(LinkRow).where(col(LinkRow.person_id) == person))
    mine = seen.chats_of(rows, account)
    members = MembershipRow.__table__  # type: ignore[attr-defined]
    for row in rows.execute(select(members).where(members.c.person_id == person)).all():
        chats = set(rows.execute(select(col(ChatRow.id)).where(col(ChatRow.team_id) == row.team_id)).scalars())
        if not chats & mine:
            continue
        if seen.is_there(rows, row.team_id, person):
            _beside(rows, row, new, mine)
        else:
            _take_over(rows, row.team_id, person, new)
        seen.goes_without_saying(rows, row.team_id)
    return new


def _beside(rows: Rows, row: AnyRow, new: int, mine: set[int]) -> None:
    """Both are in the team: what is theirs stays with the one who stays, and each has their own role in the chats."""
    table = MembershipRow.__table__  # type: ignore[attr-defined]
    others = seen.chats_of_person(rows, row.person_id)
    is_mine = row.administrator and row.role_in in mine and row.role_in not in others
    role = {name: getattr(row, name) for name in ("administrator", "asked_at", "role_in")} if is_mine else {}
    values = {**row._mapping, **_NO_RIGHTS, **role, "person_id": new}
    rows.execute(insert(MembershipRow).values(**values))
    if is_mine:
        this = (table.c.team_id == row.team_id, table.c.person_id == row.person_id)
        rows.execute(update(table).where(*this).values(administrator=False, asked_at=None, role_in=None))


def _take_over(rows: Rows, team_id: int, person: int, new: int) -> None:
    """They are in the team by this account alone: all that is theirs there goes with it."""
    of = {each: select(col(table.id)).where(col(table.team_id) == team_id) for each, table in _THROUGH.items()}
    for column in columns():
        table = column.table.c
        through = next((name for name in _THROUGH if name in table), None)
        if "team_id" in table and column.table.name != "choice":
            there = table.team_id == team_id
        elif through is not None:
            there = table[through].in_(of[through])
        else:
            continue
        values: dict[str, Any] = {column.name: new}
        if column.table.name == "letter":
            values["recipient"] = Recipient(person=new).key
        rows.execute(update(column.table).where(column == person, there).values(values))
    was, now = (f"{Recipient(person=each).key}:" for each in (person, new))
    for source, name in SOURCES:
        column = col(getattr(source, name))
        named = literal(now) + func.substr(column, len(was) + 1)
        rows.execute(update(source).where(col(source.team_id) == team_id, column.startswith(was)).values({name: named}))
