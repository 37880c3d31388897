"""When something happens by itself: every due column there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import col

from storage.database import Rows
from storage.prepared import Prepared
from storage.tables import (
    UNDER_WAY,
    AssignmentRow,
    ChatRow,
    ChoiceRow,
    ClosureRow,
    DebateRow,
    LetterRow,
    MembershipRow,
    PersonRow,
    ReportRow,
    RequestRow,
    RoleRow,
    SearchRow,
    TaskRow,
    TeamRow,
    UrgentRow,
)

_UNDER_WAY = text(UNDER_WAY)  # the words of the index, or SQLite would not see that it may use it

_DUE_COLUMNS: tuple[Any, ...] = (
    AssignmentRow.nudge_at,
    AssignmentRow.lapses_at,
    ChatRow.digest_at,
    ChatRow.leave_at,
    ChoiceRow.forget_at,
    ClosureRow.look_at,
    DebateRow.due_at,
    MembershipRow.erase_at,
    PersonRow.away_until,
    ReportRow.erase_at,
    ReportRow.look_at,
    RequestRow.erase_at,
    RoleRow.lapses_at,
    SearchRow.moves_on_at,
    TaskRow.look_at,
    TeamRow.erase_at,
    UrgentRow.forget_at,
)
_FIRST_LETTER = Prepared(select(func.min(col(LetterRow.not_before)).label("at")).where(_UNDER_WAY))
_FIRSTS = tuple(Prepared(select(func.min(col(due)).label("at")).where(col(due).is_not(None))) for due in _DUE_COLUMNS)


def next_due(rows: Rows) -> datetime | None:
    """The earliest instant at which anything happens by itself: a letter, a lease, or time that passes."""
    return _first(rows, (_FIRST_LETTER, *_FIRSTS))


def next_passing(rows: Rows) -> datetime | None:
    """The earliest instant at which time that passes does something: a nudge, a lapse, a search that goes on, a digest,
    the end of the time to admit a chat, of an absence, an event, a chat that closes or opens, a debate's unnamed lines,
    an erasure."""
    return _first(rows, _FIRSTS)


def _first(rows: Rows, firsts: Iterable[Prepared]) -> datetime | None:
    return min((at for first in firsts if (at := first.value(rows)) is not None), default=None)
