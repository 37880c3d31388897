"""What is erased for good: the name of somebody who left, and a whole team with all that it has."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlmodel import col

from domain.letter import Kind
from domain.text import fold
from storage import attendance, changes, choices, feeds, hours, later, reports, requests, searches, urgent
from storage.database import Rows
from storage.letters import Recipient
from storage.tables import (
    AccountRow,
    AssignmentRow,
    ChoiceRow,
    DebateRow,
    HistoryRow,
    LetterRow,
    MembershipRow,
    NoteRow,
    PersonRow,
    RoleRow,
    TaskRow,
    TeamRow,
    ThanksRow,
    ViewRow,
)

TEAMS_STAY = timedelta(days=90)
"""How long a team is kept once the bot was removed from its last chat."""

_IN_USE = timedelta(days=1)  # nobody waits longer before they press a button below an answer


def person(rows: Rows, team_id: int, person_id: int, now: datetime) -> None:
    """Nothing of a team names this person any more. In no other team, they are gone altogether; tasks stay."""
    tasks = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    debates = select(col(DebateRow.id)).where(col(DebateRow.team_id) == team_id)
    named: tuple[tuple[Any, Any], ...] = (
        (HistoryRow.person_id, col(HistoryRow.task_id).in_(tasks)),
        (NoteRow.person_id, col(NoteRow.task_id).in_(tasks)),
        (AssignmentRow.by_id, col(AssignmentRow.task_id).in_(tasks)),
        (TaskRow.author_id, col(TaskRow.team_id) == team_id),
        (RoleRow.holder_id, col(RoleRow.team_id) == team_id),
        (RoleRow.asked_id, col(RoleRow.team_id) == team_id),
        (RoleRow.asked_by_id, col(RoleRow.team_id) == team_id),
        (DebateRow.author_id, col(DebateRow.team_id) == team_id),
        (ViewRow.person_id, col(ViewRow.debate_id).in_(debates)),
    )
    for column, here in named:
        rows.execute(update(column.class_).where(here, col(column) == person_id).values({column.key: None}))
    rows.execute(
        delete(AssignmentRow).where(col(AssignmentRow.task_id).in_(tasks), col(AssignmentRow.person_id) == person_id)
    )
    _forget_in_tasks(rows, team_id, person_id)
    thanked = (col(ThanksRow.by_id) == person_id) | (col(ThanksRow.to_id) == person_id)
    rows.execute(delete(ThanksRow).where(col(ThanksRow.team_id) == team_id, thanked))
    later.forget_of(rows, team_id, person_id)
    feeds.forget_of(rows, team_id, person_id)
    hours.forget(rows, team_id, person_id)
    attendance.forget_of(rows, team_id, person_id)
    urgent.forget(rows, team_id, person_id)
    requests.forget(rows, team_id, person_id)
    searches.forget(rows, team_id, person_id, now)
    reports.forget_of(rows, team_id, person_id)
    changes.forget(rows, team_id, person_id)
    _forget_what_was_typed(rows, team_id, now - _IN_USE)
    choices.forget(rows, team_id, person_id)
    to_them = (col(LetterRow.team_id) == team_id, col(LetterRow.person_id) == person_id)
    rows.execute(delete(LetterRow).where(*to_them))
    rows.execute(
        delete(MembershipRow).where(col(MembershipRow.team_id) == team_id, col(MembershipRow.person_id) == person_id)
    )
    _people_in_no_team(rows, [person_id])


def _forget_in_tasks(rows: Rows, team_id: int, person_id: int) -> None:
    """The labels that name them, and the private messages that tasks were made by."""
    accounts = rows.execute(select(AccountRow.__table__).where(col(AccountRow.person_id) == person_id))  # type: ignore[attr-defined]
    names = {fold(n) for a in accounts for n in (a.name, a.name.partition(" ")[0], a.handle or "") if n}
    labelled = select(col(TaskRow.id), col(TaskRow.for_name)).where(
        col(TaskRow.team_id) == team_id, col(TaskRow.for_name).is_not(None)
    )
    theirs = [row.id for row in rows.execute(labelled) if fold(row.for_name) in names]
    rows.execute(update(TaskRow).where(col(TaskRow.id).in_(theirs)).values(for_name=None))
    private = f"{Recipient(person=person_id).key}:"
    mine = col(TaskRow.team_id) == team_id
    made_of, asked_in = col(TaskRow.source_message), col(TaskRow.asked_in)
    rows.execute(update(TaskRow).where(mine, made_of.startswith(private)).values(source_message=None, link=None))
    rows.execute(update(TaskRow).where(mine, asked_in.startswith(private)).values(asked_in=None))
    ours, about = col(DebateRow.team_id) == team_id, col(DebateRow.source_message)
    rows.execute(update(DebateRow).where(ours, about.startswith(private)).values(source_message=None, link=None))


def team(rows: Rows, team_id: int) -> None:
    """A team with all that it has, and its people who are in no other."""
    theirs = select(col(MembershipRow.person_id)).where(col(MembershipRow.team_id) == team_id)
    people = list(rows.execute(theirs).scalars())
    tasks = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    rows.execute(update(AccountRow).where(col(AccountRow.told_on).in_(tasks)).values(told_on=None))
    rows.execute(delete(ChoiceRow).where(col(ChoiceRow.team_id) == team_id))  # under letters of another team
    rows.execute(delete(TeamRow).where(col(TeamRow.id) == team_id))
    _people_in_no_team(rows, people)


def _people_in_no_team(rows: Rows, people: Iterable[int]) -> None:
    is_anywhere = exists().where(col(MembershipRow.person_id) == col(PersonRow.id))
    for each in people:
        rows.execute(delete(PersonRow).where(col(PersonRow.id) == each, ~is_anywhere))


def _forget_what_was_typed(rows: Rows, team_id: int, before: datetime) -> None:
    """A button below an answer may hold a name that somebody typed; those of older answers count no more."""
    answers = select(col(LetterRow.id)).where(
        col(LetterRow.team_id) == team_id,
        col(LetterRow.kind) == Kind.ANSWER.value,
        col(LetterRow.left_at) < before,
    )
    rows.execute(delete(ChoiceRow).where(col(ChoiceRow.letter_id).in_(answers)))
