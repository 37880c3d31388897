"""A transcript lived through by people at a messenger, and what each letter of it was.

What `bot.replay` does with a line, somebody does here with their app. The clock is in the test's hand. This is what all
messengers have in common; what people do with their hands, each has in a module of its own.
"""

from __future__ import annotations

import io
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection, Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand
from bot.departure import Departure
from bot.messengers import Ears, Messenger
from bot.replay.play import Player
from bot.replay.printer import JsonPrinter, tasks_as_json
from bot.replay.resolve import place_of
from bot.replay.script import EventLine, Script
from domain.closure import Fields, Permissions
from domain.document import to_json
from domain.letter import Kind
from domain.message import Action, Place

_STUCK = 1000  # looks at one instant without the clock moving on
_LETTER = re.compile(r"(?P<kind>[a-z]+):(?P<number>\d+)")
Json = dict[str, Any]
S = TypeVar("S")
"""A message as its reader saw it."""


@dataclass(frozen=True)
class Sent(Generic[S]):
    """A letter that left, and the message as its reader saw it then (nothing of what has no message)."""

    departure: Departure
    seen: S | None = None


class Noting(Generic[S]):
    """A messenger, with somebody beside it who notes what it took."""

    def __init__(
        self, messenger: Messenger, look: Callable[[Departure, str], Awaitable[S | None]] | None = None
    ) -> None:
        self.name, self.prefix = messenger.name, messenger.prefix
        self.mentions_people = messenger.mentions_people
        self.sent: list[Sent[S]] = []
        self._messenger, self._look = messenger, look

    async def send(self, departure: Departure) -> str:
        message = await self._messenger.send(departure)
        seen = await self._look(departure, message) if self._look is not None else None
        self.sent.append(Sent(departure, seen))
        return message

    async def leave(self, place: Place) -> None:
        await self._messenger.leave(place)

    async def permissions(self, place: Place) -> Permissions:
        return await self._messenger.permissions(place)

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        await self._messenger.permit(place, there, changes)

    async def listen(self, ears: Ears) -> None:
        await self._messenger.listen(ears)


Reaction = tuple[datetime, str]
"""When somebody pressed something by a reaction in the group, and who."""


@dataclass(frozen=True)
class Played(Generic[S]):
    """What came of a transcript. `letters` and `tasks` hold nothing by which one messenger differs from another."""

    letters: list[Json]
    tasks: list[Json]
    sent: list[Sent[S]]
    reactions: list[Reaction] = field(default_factory=list)


def from_the_beginning(script: Script) -> Script:
    """The same, from the moment when the first coordinator adds the bot and everybody comes in and presses Start.

    A replay may begin with a team that is there; at a messenger nobody is known before that."""
    (team,) = script.teams
    assert team.start is not None
    host, *others = team.coordinators + team.members
    begin = EventLine(team.start, "added", team.name, host, Action.ADDED)
    events = [begin]
    events += [replace(begin, name=f"in-{who}", who=who, action=Action.JOIN) for who in others]
    for who in (host, *others):
        if team.reachable is None or who in team.reachable:
            events.append(replace(begin, name=f"start-{who}", who=who, action=Action.TEXT, text="/start", private=True))
    return Script((replace(team, admitted=False, hosts=(host,)),), (*events, *script.events))


async def replayed(
    script: Script, engine: Engine, until: datetime, *, prefix: str = "/", reactions: Collection[Reaction] = ()
) -> Played[None]:
    """By `bot.replay`, on its own messenger. `prefix`: with which letters name commands. `reactions`: what people
    elsewhere pressed by a reaction in the group; there the card is the answer, so the answer to each of these presses
    is left out."""
    notes: Noting[None] = Noting(JsonPrinter(io.StringIO()))
    notes.prefix = prefix
    player = Player(script, engine, notes, strict=True)
    try:
        await player.play(until)
        answers = [each for each in notes.sent if _answers(each.departure, reactions)]
        assert len(answers) == len(reactions), "each press has one answer"
        notes.sent = [each for each in notes.sent if each not in answers]
        return await played(player.app, notes, script, place_of)
    finally:
        await player.close()


def _answers(departure: Departure, presses: Collection[Reaction]) -> bool:
    return (
        departure.kind is Kind.ANSWER
        and departure.member is not None
        and (departure.at, departure.member.name) in presses
    )


async def played(app: App, notes: Noting[S], script: Script, places: Callable[[str], Place]) -> Played[S]:
    """What came of it by now."""
    names = [team.name for team in script.teams]
    tasks = await app.write(lambda rows: list(tasks_as_json(rows, names, places)))
    # Letters to several people leave side by side; those to one reader, one after the other.
    sent = sorted(notes.sent, key=lambda each: (each.departure.at, _reader(each.departure), each.departure.letter))
    place = {each.departure.letter: number for number, each in enumerate(sent)}
    return Played([_told(each.departure, place) for each in sent], tasks, sent)


def _reader(departure: Departure) -> str:
    return f"person {departure.member.name}" if departure.member else f"group {departure.team.name}"


def _told(departure: Departure, place: dict[int, int]) -> Json:
    """A letter without what may differ: ids, links, numbers of messages."""
    return {
        "at": departure.at,
        "to": _reader(departure),
        "kind": departure.kind,
        "sound": departure.sound,
        "about": departure.about,
        "document": _without_links(to_json(departure.document)),
        "text": departure.speech.plain,
        "carries": departure.carries,
        "edits": place[departure.edits] if departure.edits else None,
        "leaves": departure.leaves,
    }


def _without_links(stored: Any) -> Any:
    match stored:
        case dict():
            return {name: _without_links(value) for name, value in stored.items() if name != "link"}
        case list():
            return [_without_links(each) for each in stored]
    return stored


def without_lines(phrases: Collection[str], letters: list[Json]) -> list[Json]:
    """The letters without lines that begin with one of these phrases, which say what differs between messengers."""
    there = deepcopy(letters)
    for letter in there:
        lines = letter["document"]["lines"] if letter["document"] is not None else []
        kept = [each for each in lines if each["phrases"][0]["phrase"] not in phrases]
        if len(kept) < len(lines):
            letter["document"]["lines"] = kept
            del letter["text"]  # the same lines, said
    return there


@dataclass
class Week(ABC, Generic[S]):
    """A transcript at one messenger, while it happens."""

    script: Script
    clock: ClockInHand

    def __post_init__(self) -> None:
        self.said: dict[str, S] = {}
        self.app: App
        self.notes: Noting[S]

    @property
    @abstractmethod
    def place(self) -> Place:
        """The group."""

    @abstractmethod
    async def happens(self, event: EventLine) -> None:
        """Somebody does what a line says."""

    @abstractmethod
    async def has_heard(self) -> None:
        """Returns when the bot has dealt with all that happened so far."""

    async def lives(self, until: datetime) -> Played[S]:
        for event in self.script.events:
            await self._pass_time(event.at)
            await self.happens(event)
            await self.has_heard()
        await self._pass_time(until)
        return await played(self.app, self.notes, self.script, lambda _team: self.place)

    # ---- time

    async def _pass_time(self, until: datetime) -> None:
        """Everything that is due up to an instant happens, each thing at its own."""
        seen = 0
        while (due := await self.app.next_due()) is not None and due <= until:
            seen = seen + 1 if due <= self.clock() else 0
            assert seen < _STUCK, "something is due for ever"
            await self.stand_at(max(due, self.clock()))
            await self.app.tick()
            await self.app.settle()
        await self.stand_at(max(until, self.clock()))

    async def stand_at(self, at: datetime) -> None:
        self.clock.move_to(at)

    # ---- what is there

    def offered(self, event: EventLine, who: str) -> Sent[S]:
        """The newest letter with the button that somebody presses; the one that is named, if one is."""
        command = " ".join(event.text.split())
        for sent in self._newest(event.on):
            to = sent.departure.member
            has_it = any(each.command == command for each in sent.departure.buttons)
            if has_it and sent.seen is not None and (to is None or to.name == who):
                return sent
        for s in self.notes.sent[-8:]:
            print(
                "SENT",
                s.departure.at,
                s.departure.kind,
                s.departure.member and s.departure.member.name,
                s.departure.speech.plain,
                [b.command for b in s.departure.buttons],
                s.seen is not None,
            )
        raise AssertionError(f"{who} sees no button that does {command!r}")

    def named(self, reference: str) -> S:
        """A message by its name in the transcript, or the newest letter like `card:3`."""
        if reference in self.said:
            return self.said[reference]
        return next(sent.seen for sent in self._newest(reference) if sent.seen is not None)

    def _newest(self, like: str | None) -> Iterable[Sent[S]]:
        match = _LETTER.match(like or "")
        for sent in reversed(self.notes.sent):
            about = (sent.departure.kind, sent.departure.about), *sent.departure.carries
            if match is None or (Kind(match["kind"]), int(match["number"])) in about:
                yield sent
