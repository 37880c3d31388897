"""What closing a chat to writing changes there, and what opening it puts back: exactly what was, field by field.

Messengers say what members may do as fields with values (None: a field that is not there). What was is written down
before anything is changed; whatever an administrator changes meanwhile is theirs, and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.quiet_hours import is_quiet
from domain.team import Chat

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Permissions:
    """What members may do `now`, and the fields that closing the chat to writing sets, with their `closed` values.
    `whole`: what the messenger needs besides to change a part of it."""

    now: Fields
    closed: Fields
    whole: Any = None


@dataclass(frozen=True)
class Record:
    """The fields that closing changes: what they were before, and what they are meanwhile."""

    before: Fields
    closed: Fields


NOTHING = Record({}, {})


@dataclass(frozen=True)
class Closure:
    """How it stands with one chat. `wanted`: it is to be closed in its quiet hours. `record`: what is to be put back;
    None while the chat is open, and `done` once it is closed. `until` (aware UTC): what the members were told. `told`:
    the coordinators know that it does not work."""

    wanted: bool
    record: Record | None
    done: bool
    until: datetime | None
    told: bool

    def closes(self, chat: Chat, now: datetime) -> bool:
        """Is the chat to be closed at that instant?"""
        return self.wanted and chat.is_open and is_quiet((chat.quiet,), now, chat.team.zone)

    def turns(self, *, closes: bool) -> bool:
        """Is anything left to be done, so that it is closed, or open again?"""
        return not self.done if closes else self.record is not None


def standing(there: Permissions, record: Record | None) -> Record:
    """The part of a record that holds: fields with another value were never changed, or an administrator changed them
    since."""
    if record is None:
        return NOTHING
    ours = [name for name, value in record.closed.items() if there.now.get(name) == value]
    return Record({name: record.before[name] for name in ours}, {name: record.closed[name] for name in ours})


def to_close(there: Permissions, record: Record | None) -> Record:
    """What to write down before closing; empty where members may not write anyway. `record`: of an attempt of which
    nobody knows whether it got through."""
    ours = standing(there, record)
    new = {name: value for name, value in there.closed.items() if name not in ours.closed}
    new = {name: value for name, value in new.items() if there.now.get(name) != value}
    return Record({**ours.before, **{name: there.now.get(name) for name in new}}, {**ours.closed, **new})


def changes_to_close(there: Permissions, record: Record) -> Fields:
    return {name: value for name, value in record.closed.items() if there.now.get(name) != value}


def changes_to_open(there: Permissions, record: Record) -> Fields:
    return standing(there, record).before
