"""Somebody asks to be forgotten: in all their teams, at once, and in what is still on its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, null, select, union, update
from sqlmodel import col

from domain.text import fold
from storage import erasing, memory
from storage.database import Rows
from storage.letters import Life
from storage.naming import has_a_name, names_of
from storage.tables import (
    AccountRow,
    AssignmentRow,
    AttendanceRow,
    ChangeRow,
    ChoiceRow,
    DebateRow,
    HistoryRow,
    LetterRow,
    MembershipRow,
    NoteRow,
    TaskRow,
    UrgentRow,
    ViewRow,
)

_IDS = ("person", "person_id", "by_id", "late", "mention")  # what a person's id is called in stored documents
_SOMEBODY = {"phrase": "somebody", "values": {}}  # as `domain.document` stores it


@dataclass(frozen=True)
class Traces:
    """The tasks and debates (their ids) on whose cards somebody's name may stand."""

    tasks: tuple[int, ...]
    debates: tuple[int, ...]


@dataclass(frozen=True)
class Forgotten:
    """Somebody who is nobody any more: where their name may stand on cards, by team, and the accounts that they had
    (messenger, server, external id)."""

    traces: Mapping[int, Traces]
    accounts: tuple[tuple[str, str, str], ...]


def teams_of(rows: Rows, person: int) -> tuple[int, ...]:
    """The teams that know somebody, also those that they left."""
    theirs = select(col(MembershipRow.team_id)).where(col(MembershipRow.person_id) == person)
    return tuple(rows.execute(theirs.order_by(col(MembershipRow.team_id))).scalars())


def traces(rows: Rows, team_id: int, person: int) -> Traces:
    """Where a team's cards may name somebody, older ones included that show how things were."""
    of_team = select(col(TaskRow.id)).where(col(TaskRow.team_id) == team_id)
    parts: tuple[tuple[Any, Any], ...] = (
        (AssignmentRow.task_id, (col(AssignmentRow.person_id) == person) | (col(AssignmentRow.by_id) == person)),
        (AttendanceRow.task_id, col(AttendanceRow.person_id) == person),
        (HistoryRow.task_id, col(HistoryRow.person_id) == person),
        (NoteRow.task_id, col(NoteRow.person_id) == person),
        (LetterRow.task_id, col(LetterRow.person_id) == person),  # such as a proposal that was declined
    )
    named: list[Any] = [select(col(task).label("id")).where(theirs, col(task).in_(of_team)) for task, theirs in parts]
    wrote: Any = select(col(TaskRow.id).label("id")).where(
        col(TaskRow.team_id) == team_id, col(TaskRow.author_id) == person
    )
    debates = select(col(DebateRow.id)).where(col(DebateRow.team_id) == team_id)
    signed = select(col(ViewRow.debate_id)).where(col(ViewRow.person_id) == person, col(ViewRow.named).is_(True))
    there = rows.execute(union(wrote, *named)).scalars()
    return Traces(
        tuple(sorted(there)),
        tuple(sorted(set(rows.execute(signed.where(col(ViewRow.debate_id).in_(debates))).scalars()))),
    )


def forget(rows: Rows, person: int, now: datetime) -> Forgotten:
    """Nothing names this person any more but what people typed themselves, nor any account of theirs."""
    theirs = select(col(AccountRow.messenger), col(AccountRow.server), col(AccountRow.external_id))
    accounts = tuple(
        (row[0], row[1], row[2]) for row in rows.execute(theirs.where(col(AccountRow.person_id) == person))
    )
    found = {team_id: forget_in(rows, team_id, person, now) for team_id in teams_of(rows, person)}
    memory.forget_value(rows, [external for _, _, external in accounts])
    return Forgotten(found, accounts)


def forget_in(rows: Rows, team_id: int, person: int, now: datetime) -> Traces:
    """The same, in one team; in no other, they are gone altogether."""
    there, names = traces(rows, team_id, person), names_of(rows, person)
    _take_out_of_letters(rows, team_id, person, names)
    _take_out_of_changes(rows, team_id, person, names)
    _take_out_of_choices(rows, team_id, person, names)
    erasing.person(rows, team_id, person, now)
    return there


def _take_out_of_letters(rows: Rows, team_id: int, person: int, names: Sequence[str]) -> None:
    """What still waits for others names nobody there; what speaks for this person, or to them in a chat, is dropped; of
    what a reaction did, it is kept no longer whose it was."""
    ours = col(LetterRow.team_id) == team_id
    urgent = select(col(UrgentRow.id)).where(col(UrgentRow.team_id) == team_id, col(UrgentRow.person_id) == person)
    theirs = [f"urgent:{each}" for each in rows.execute(urgent).scalars()]
    over = {"state": Life.DROPPED.value, "reason": "forgotten", "sound": False, "document": null(), "detail": null()}
    under_way = col(LetterRow.state).in_([Life.WAITING.value, Life.UNKNOWN.value, Life.ATTEMPTING.value])
    rows.execute(update(LetterRow).where(ours, under_way, col(LetterRow.cause).in_(theirs)).values(**over))
    detailed = select(col(LetterRow.id), col(LetterRow.detail)).where(
        ours, col(LetterRow.person_id).is_(None), col(LetterRow.detail).is_not(None)
    )
    about = [row.id for row in rows.execute(detailed) if mentions(row.detail, person)]
    rows.execute(update(LetterRow).where(col(LetterRow.id).in_(about), under_way).values(**over))
    rows.execute(update(LetterRow).where(col(LetterRow.id).in_(about)).values(detail=null()))
    written = select(col(LetterRow.id), col(LetterRow.document)).where(ours, col(LetterRow.document).is_not(None))
    for row in rows.execute(written).all():
        bare = _without(row.document, person, frozenset(map(fold, names)))
        if bare != row.document:
            rows.execute(update(LetterRow).where(col(LetterRow.id) == row.id).values(document=bare))


def _take_out_of_changes(rows: Rows, team_id: int, person: int, names: Sequence[str]) -> None:
    """What others could still take back, where it would bring this person back."""
    for row in rows.execute(select(ChangeRow.__table__).where(col(ChangeRow.team_id) == team_id)).all():  # type: ignore[attr-defined]
        if mentions([row.before, row.after], person) or _labels(row.before, names) or _labels(row.after, names):
            its = (col(ChangeRow.team_id) == team_id, col(ChangeRow.person_id) == row.person_id)
            rows.execute(delete(ChangeRow).where(*its))


def _take_out_of_choices(rows: Rows, team_id: int, person: int, names: Sequence[str]) -> None:
    """Buttons of others that name this person count no more."""
    letters = select(col(LetterRow.id)).where(col(LetterRow.team_id) == team_id)
    typed = select(col(ChoiceRow.id), col(ChoiceRow.command)).where(
        col(ChoiceRow.letter_id).in_(letters) | (col(ChoiceRow.team_id) == team_id), col(ChoiceRow.command) != ""
    )
    named = [row.id for row in rows.execute(typed) if _is_about(row.command, person, names)]
    rows.execute(delete(ChoiceRow).where(col(ChoiceRow.id).in_(named)))


def _is_about(command: str, person: int, names: Sequence[str]) -> bool:
    return f"person:{person}" in command.split() or has_a_name(command, names)


def _labels(images: Sequence[Any], names: Sequence[str]) -> bool:
    """Is a task in these images labelled for somebody of this name?"""
    labels = (image["task"].get("for_name") for image in images if "task" in image)
    return any(label and has_a_name(label, names) for label in labels)


def mentions(stored: Any, person: int) -> bool:
    """Does a stored document hold this person's id?"""
    if isinstance(stored, dict):
        return any((name in _IDS and each == person) or mentions(each, person) for name, each in stored.items())
    return isinstance(stored, list) and any(mentions(each, person) for each in stored)


def _without(stored: Any, person: int, names: frozenset[str]) -> Any:
    """A stored document in which this person is somebody; buttons that are for them, or name them, are gone."""
    if isinstance(stored, list):
        return [_without(each, person, names) for each in stored]
    if not isinstance(stored, dict):
        return _SOMEBODY if isinstance(stored, str) and fold(stored) in names else stored
    if stored.get("mention") == person:
        return _SOMEBODY
    bare = {
        name: each if name in ("phrase", "style") else _without(each, person, names) for name, each in stored.items()
    }
    if "choices" in stored and "lines" in stored:
        bare["choices"] = [
            each
            for each, was in zip(bare["choices"], stored["choices"], strict=True)
            if was["person"] != person and not _is_about(str(was["command"]), person, tuple(names))
        ]
    return bare
