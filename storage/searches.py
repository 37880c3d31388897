"""Who is looked for to take a task: whose turn it is, until when, who was asked before, and who does not want to be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlmodel import col

from domain.letter import Kind
from domain.task import Role
from storage.database import AnyRow, Rows
from storage.letters import SEARCH, Life, Recipient
from storage.prepared import Prepared
from storage.tables import LetterRow, SearchRow, TaskRow, UnsoughtRow

INVITES = "invited:"
"""Begins the cause of a letter that tells somebody of a task for which hands are wanted."""
_AFTER_INVITES = INVITES[:-1] + chr(ord(INVITES[-1]) + 1)
_SEARCH = SearchRow.__table__  # type: ignore[attr-defined]
_OF_TASK = Prepared(select(_SEARCH).where(col(SearchRow.task_id) == bindparam("its_task")))
_BY_ID = Prepared(select(_SEARCH).where(col(SearchRow.id) == bindparam("search_id")))
_DUE = Prepared(
    select(_SEARCH)
    .where(col(SearchRow.moves_on_at) <= bindparam("now"))
    .order_by(col(SearchRow.moves_on_at), col(SearchRow.id))
    .limit(bindparam("most"))
)
_ASK = Prepared(update(SearchRow).where(col(SearchRow.id) == bindparam("search_id")))
_END = Prepared(delete(SearchRow).where(col(SearchRow.task_id) == bindparam("its_task")))
_END_FOR = Prepared(
    delete(SearchRow).where(
        col(SearchRow.task_id) == bindparam("its_task"), col(SearchRow.role) == bindparam("for_role")
    )
)


@dataclass(frozen=True)
class Search:
    """A search that goes on. `seeker`: for whom; `leads`: who carried the task when it began, and hands it over;
    `asked`: whose turn it is, until `moves_on_at` (aware UTC)."""

    id: int
    task_id: int
    seeker: int
    role: Role
    leads: int | None
    asked: int | None
    moves_on_at: datetime


def begin(rows: Rows, task_id: int, seeker: int, role: Role, leads: int | None, now: datetime) -> Search:
    values = {"person_id": seeker, "role": role.value, "leads_id": leads, "moves_on_at": now}
    made = insert(SearchRow).values(task_id=task_id, **values).returning(col(SearchRow.id))
    return Search(int(rows.execute(made).scalar_one()), task_id, seeker, role, leads, None, now)


def of_task(rows: Rows, task_id: int) -> Search | None:
    row = _OF_TASK.first(rows, its_task=task_id)
    return _search(row) if row else None


def by_id(rows: Rows, search_id: int) -> Search | None:
    row = _BY_ID.first(rows, search_id=search_id)
    return _search(row) if row else None


def due(rows: Rows, now: datetime, most: int) -> list[Search]:
    return [_search(row) for row in _DUE.all(rows, now=now, most=most)]


def asking(rows: Rows, team_id: int, person: int) -> list[Search]:
    """Those of a team in which it is this person's turn."""
    found = select(_SEARCH).join(TaskRow, col(TaskRow.id) == col(SearchRow.task_id))
    theirs = (col(TaskRow.team_id) == team_id, col(SearchRow.asked_id) == person)
    return [_search(row) for row in rows.execute(found.where(*theirs).order_by(col(SearchRow.id)))]


def ask(rows: Rows, search_id: int, person: int | None, moves_on_at: datetime) -> None:
    """It is this person's turn; nobody's: there is nobody left to ask."""
    _ASK.change(rows, search_id=search_id, asked_id=person, moves_on_at=moves_on_at)


def wait(rows: Rows, search_id: int, until: datetime) -> None:
    """Whoever is asked has until then."""
    _ASK.change(rows, search_id=search_id, moves_on_at=until)


def end(rows: Rows, task_id: int, role: Role | None = None) -> None:
    """Nobody is looked for any more (in this part): letters that still wait are dropped when their turn comes."""
    if role is None:
        _END.change(rows, its_task=task_id)
    else:
        _END_FOR.change(rows, its_task=task_id, for_role=role.value)


def _search(row: AnyRow) -> Search:
    return Search(row.id, row.task_id, row.person_id, Role(row.role), row.leads_id, row.asked_id, row.moves_on_at)


# ---- who was asked, or told


def asked_before(rows: Rows, task_id: int) -> dict[int, bool]:
    """The people who got a letter that asks them to take a task, or to help with it; and whether it was by a search.
    What they said to it is not kept."""
    asking = (col(LetterRow.task_id) == task_id, col(LetterRow.person_id).is_not(None))
    kinds = col(LetterRow.kind).in_([Kind.PROPOSAL.value, Kind.REQUEST.value])
    found = select(col(LetterRow.person_id), col(LetterRow.detail)).where(*asking, kinds)
    people: dict[int, bool] = {}
    for row in rows.execute(found.order_by(col(LetterRow.id))):
        people[row.person_id] = people.get(row.person_id, False) or bool(row.detail and SEARCH in row.detail)
    return people


def invited(rows: Rows, person: int) -> AnyRow | None:
    """The newest letter (state, held, not_before, left_at) of those that tell somebody where hands are wanted, in
    whichever team; None: there is none that left or will."""
    cause = col(LetterRow.cause)
    theirs = (col(LetterRow.recipient) == Recipient(person=person).key, cause >= INVITES, cause < _AFTER_INVITES)
    lost = col(LetterRow.state).in_([Life.DROPPED.value, Life.FAILED.value])
    found = select(LetterRow.__table__).where(*theirs, ~lost)  # type: ignore[attr-defined]
    return rows.execute(found.order_by(col(LetterRow.id).desc()).limit(1)).one_or_none()


# ---- who does not want to be asked


def unsought(rows: Rows, team_id: int) -> Collection[int]:
    theirs = select(col(UnsoughtRow.person_id)).where(col(UnsoughtRow.team_id) == team_id)
    return frozenset(rows.execute(theirs).scalars())


def wants_none(rows: Rows, team_id: int, person: int) -> bool:
    here = (col(UnsoughtRow.team_id) == team_id, col(UnsoughtRow.person_id) == person)
    return bool(rows.execute(select(exists().where(*here))).scalar())


def set_wants_none(rows: Rows, team_id: int, person: int, wants_none: bool) -> None:
    here = (col(UnsoughtRow.team_id) == team_id, col(UnsoughtRow.person_id) == person)
    rows.execute(delete(UnsoughtRow).where(*here))
    if wants_none:
        rows.execute(insert(UnsoughtRow).values(team_id=team_id, person_id=person))


# ---- who is gone


def leave(rows: Rows, team_id: int, person: int, now: datetime) -> None:
    """Somebody left: nobody is looked for in their place any more, and what they were asked is the next one's."""
    here = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    ours = col(SearchRow.task_id).in_(here)
    rows.execute(delete(SearchRow).where(ours, col(SearchRow.person_id) == person))
    over = update(SearchRow).where(ours, col(SearchRow.asked_id) == person)
    rows.execute(over.values(asked_id=None, moves_on_at=now))


def forget(rows: Rows, team_id: int, person: int, now: datetime) -> None:
    """Nothing of a team tells whom they looked for, or what they were asked."""
    leave(rows, team_id, person, now)
    set_wants_none(rows, team_id, person, False)
