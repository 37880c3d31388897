"""A chat is closed to writing when its quiet hours begin, and opened when they end: `/quiet close`.

`look` runs inside the writer's transaction and puts a letter without words into the outbox: so one process alone takes
the turn, and tries again what nobody knows. `turn` takes it, with the messenger. What is to be put back is committed
before anything is changed.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot import outbox
from bot.clock import Clock
from bot.messengers import Messenger, NotSent
from domain import closure as rule
from domain.closure import Closure, Fields, Permissions, Record
from domain.document import Choice, Document, Moment, Style, Typed, line, phrase
from domain.gate import LOOK_AGAIN
from domain.letter import Kind
from domain.quiet_hours import NeverOpen, closes, opens
from domain.team import Chat
from handlers.kit.command import PrivateLetter
from handlers.start import DOORS
from storage import closures, letters, members, teams
from storage.database import AnyRow, Rows
from storage.letters import Recipient

_A_WHILE = timedelta(hours=1)  # until a chat is looked at again of which the turn was not taken
Mark = Callable[[Rows], None]


class Write(Protocol):
    def __call__(self, work: Callable[[Rows], _Step | None]) -> Awaitable[_Step | None]: ...


@dataclass(frozen=True)
class _Step:
    """What there is to do: to close or to open, and the fields that change. `known`: the record of earlier attempts."""

    closes: bool
    changes: Fields
    known: Record | None


def is_turn(letter: AnyRow) -> bool:
    """Does nothing leave with this letter, but a chat is closed or opened?"""
    return bool(letter.detail and letter.detail.get("turns"))


def is_left_to_do(rows: Rows, chat_id: int, now: datetime) -> bool:
    closure = closures.of(rows, chat_id)
    return closure is not None and closure.turns(closes=closure.closes(teams.chat_by_id(rows, chat_id), now))


# ---- time passes


def look(rows: Rows, chat_id: int, now: datetime) -> None:
    """A chat may have to be closed, or opened."""
    chat, closure = teams.chat_by_id(rows, chat_id), closures.of(rows, chat_id)
    if closure is None or not chat.is_open:
        closures.look_at(rows, chat_id, None)  # until the bot is there again
        return
    it_closes, edge = closure.closes(chat, now), _edge(chat, now)
    if closure.turns(closes=it_closes):
        cause, turns = f"closing:{chat_id}:{now.timestamp()}", {"turns": True}
        to = Recipient(chat=chat_id)
        letters.add(rows, chat.team.id, to, Kind.SYSTEM, cause=cause, now=now, fleeting=True, detail=turns)
        edge = min(edge or now + _A_WHILE, now + _A_WHILE)
    elif it_closes and closure.until is not None:
        if closure.until <= now:
            _say(rows, chat, now)  # the chat was told an earlier end
        elif edge is not None:
            edge = min(edge, closure.until)
    elif not closure.wanted:
        closures.forget(rows, chat_id)
        return
    closures.look_at(rows, chat_id, edge)


def _edge(chat: Chat, now: datetime) -> datetime | None:
    """When the quiet hours of a chat end next; begin next, if it is open."""
    begins = closes((chat.quiet,), now, chat.team.zone)
    return begins if begins is None or begins > now else _end(chat, now)


def _end(chat: Chat, now: datetime) -> datetime:
    try:
        return opens((chat.quiet,), now, chat.team.zone)
    except NeverOpen:
        return now + LOOK_AGAIN


def _say(rows: Rows, chat: Chat, now: datetime) -> None:
    until = _end(chat, now)
    closures.change(rows, chat.id, until=until)
    outbox.say(rows, chat, _closed(until), f"closed:{chat.id}:{until.timestamp()}:{now.timestamp()}", now)


def _closed(until: datetime) -> Document:
    """The one line of a closed chat, with the ways to write all the same."""
    lines = (
        line(phrase("chat-closed", until=Moment(until))),
        line(phrase("chat-closed-urgent", command=Typed("urgent")), style=Style.NOTE),
    )
    return Document(lines, tuple(Choice(f"start {name}", phrase(f"choice-closed-{name}")) for name in DOORS))


# ---- the turn


async def turn(chat: Chat, messenger: Messenger, write: Write, clock: Clock) -> Mark:
    """Close or open a chat, as it should be by now. The returned function marks in the database what came of it.

    Raises TryLater; any other exception means that nobody knows what came of it.
    """
    there: Permissions | None = None
    try:
        there, step = await messenger.permissions(chat.place), None
        while True:
            step = await write(partial(_write_down, chat_id=chat.id, there=there, now=clock(), before=step))
            if step is None:
                return lambda rows: None  # it is as it should be, meanwhile
            now_there = await messenger.permissions(chat.place)
            if now_there == there:
                break
            there = now_there  # an administrator was quicker than the disk
        if step.changes:
            await messenger.permit(chat.place, there, step.changes)
    except NotSent:
        return partial(_refused, chat_id=chat.id, there=there, now=clock())
    return partial(_turned, chat_id=chat.id, closed=step.closes, now=clock())


def _write_down(rows: Rows, *, chat_id: int, there: Permissions, now: datetime, before: _Step | None) -> _Step | None:
    closure = closures.of(rows, chat_id)
    if closure is None:
        return None
    it_closes = closure.closes(teams.chat_by_id(rows, chat_id), now)
    if not closure.turns(closes=it_closes):
        return None
    if not it_closes:
        return _Step(False, rule.changes_to_open(there, closure.record or rule.NOTHING), None)
    known = before.known if before is not None else closure.record
    record = rule.to_close(there, known)
    closures.write_down(rows, chat_id, record)
    return _Step(True, rule.changes_to_close(there, record), known)


def _turned(rows: Rows, *, chat_id: int, closed: bool, now: datetime) -> None:
    closure = closures.of(rows, chat_id)
    if closure is None:
        return
    chat = teams.chat_by_id(rows, chat_id)
    closures.change(rows, chat_id, done=closed, told=False, until=None, look_at=now)
    if not closed:
        closures.write_down(rows, chat_id, None)
    elif closure.record is not None and closure.record.before and closure.closes(chat, now):
        _say(rows, chat, now)


def _refused(rows: Rows, *, chat_id: int, there: Permissions | None, now: datetime) -> None:
    """The bot may not. What it did not change is not its own; the coordinators learn it once, in private."""
    closure = closures.of(rows, chat_id)
    if closure is None:
        return
    if there is not None and not closure.done:
        record = rule.standing(there, closure.record)
        closures.write_down(rows, chat_id, record if record.before else None)
    if not closure.told:
        _tell_coordinators(rows, teams.chat_by_id(rows, chat_id), closure, now)
    closures.change(rows, chat_id, told=True, look_at=now + _A_WHILE)


def _tell_coordinators(rows: Rows, chat: Chat, closure: Closure, now: datetime) -> None:
    stays = closure.done
    said = Document(
        (
            line(
                phrase("chat-stays-closed" if stays else "chat-not-closed", team=chat.team.name, status=Typed("status"))
            ),
        )
    )
    for each in members.coordinators(rows, chat.team.id):
        kind = Kind.REQUEST if stays else Kind.SYSTEM
        outbox.private(rows, chat.team, PrivateLetter(each.person, kind, said), f"closing:{chat.id}:{now}", now)
