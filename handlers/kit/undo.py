"""Keeps what somebody changed, so that they can take it back."""

from __future__ import annotations

from typing import Any

from domain.task import Task
from handlers.kit.command import Call
from storage import changes


def remember(call: Call, *before: Task, others: tuple[dict[str, Any], ...] = ()) -> None:
    """Called once everything is changed. `before`: the tasks as they were; `others`: see `storage.changes`."""
    changes.remember(
        call.rows,
        call.team.id,
        call.member.person,
        at=call.said_at,
        source=call.source,
        before=before,
        others=others,
    )


def forget(call: Call) -> None:
    """What was just done cannot be taken back, and leaves no trace."""
    changes.forget(call.rows, call.team.id, call.member.person)
