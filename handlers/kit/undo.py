"""Keeps what somebody changed, so that they can take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.task import Task
from handlers.kit.command import Call
from storage import changes

_KEPT = timedelta(days=1)  # after a bot that was away heard of the change; it may hear the `/undo` later still


def remember(call: Call, *before: Task, others: tuple[dict[str, Any], ...] = (), present: Task | None = None) -> None:
    """Called once everything is changed. `before`: the tasks as they were; `others`, `present`: see
    `storage.changes`."""
    changes.remember(
        call.rows,
        call.team.id,
        call.member.person,
        at=call.said_at,
        forget_at=call.now + _KEPT,
        source=call.source,
        before=before,
        others=others,
        present=present,
    )


def forget(call: Call) -> None:
    """What was just done cannot be taken back, and leaves no trace."""
    changes.forget(call.rows, call.team.id, call.member.person)
