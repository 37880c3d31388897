"""What holds in each room, kept from the state that the server tells: who is in it, who may do what, what it is called.

The library keeps some of this too, but knows neither the creators of newer rooms, who stand above all levels, nor
demotions by removal. Power levels are those of the Matrix specification ("Client-Server API", "m.room.power_levels";
room version 12, "Creators").
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.messengers import TryLater
from domain.message import Place

Json = Mapping[str, Any]
NAME = "matrix"
COORDINATES = 50  # the level of a moderator
_ABOVE_ALL = 10_000_000
PRESENT = ("join", "invite")
_PATIENCE = 15.0  # seconds until a new room comes into sight
_SOON = timedelta(seconds=1)
_CREATORS_FROM = 12  # the first room version in which creators stand above all levels


@dataclass(frozen=True)
class Member:
    """Somebody in a room. `membership`: join, invite, leave, ban or knock; `direct`: invited to talk in private."""

    membership: str
    name: str
    direct: bool = False


@dataclass
class Room:
    """One room in which the bot is."""

    id: str
    name: str = ""
    encrypted: bool = False
    members: dict[str, Member] = field(default_factory=dict)
    replaced_by: str | None = None
    replaces: str | None = None
    other_bots: set[str] = field(default_factory=set)  # who speaks as bots do
    created_by: str = ""
    _taken_in: set[str] = field(default_factory=set)  # state events, by id
    _levels: Json | None = None
    _creators: frozenset[str] = frozenset()

    @property
    def place(self) -> Place:
        return Place(NAME, "", self.id)

    def take_in_state(self, event: Json) -> None:
        """A state event that the server tells beside what happened. One that was told before is old: where things
        happened at once, Synapse tells what held for one of them, though something newer holds."""
        if event.get("event_id") not in self._taken_in:
            self.take_in(event)

    def take_in(self, event: Json) -> None:
        """A state event: what it says holds from now on."""
        self._taken_in.add(str(event.get("event_id")))
        content = event.get("content")
        if not isinstance(content, Mapping):
            return
        match event.get("type"), event.get("state_key"):
            case "m.room.member", str(who):
                self.members[who] = member_of(who, content)
            case "m.room.name", "":
                self.name = _text(content.get("name"))
            case "m.room.encryption", "":
                self.encrypted = True  # there is no way back
            case "m.room.power_levels", "":
                self._levels = content
            case "m.room.tombstone", "":
                self.replaced_by = _text(content.get("replacement_room")) or None
            case "m.room.create", "":
                self._created(event, content)

    def _created(self, event: Json, content: Json) -> None:
        self.created_by = _text(event.get("sender"))
        predecessor = content.get("predecessor")
        self.replaces = _text(predecessor.get("room_id")) or None if isinstance(predecessor, Mapping) else None
        if _has_creators(_text(content.get("room_version"))):
            more = content.get("additional_creators")
            others = [each for each in more if isinstance(each, str)] if isinstance(more, list) else []
            self._creators = frozenset({self.created_by, *others})

    # ---- who may do what

    def level(self, who: str, levels: Json | None = None) -> int:
        """Somebody's power level; by other `levels` than those that hold now, if they are given."""
        if who in self._creators:
            return _ABOVE_ALL
        levels = self._levels if levels is None else levels
        if levels is None:
            return 100 if who == self.created_by else 0
        users = levels.get("users")
        own = users.get(who) if isinstance(users, Mapping) else None
        return number(own, number(levels.get("users_default"), 0))

    def coordinates(self, who: str) -> bool:
        return self.is_in(who) and self.level(who) >= COORDINATES

    def may(self, who: str, what: str, otherwise: int = 50) -> bool:
        """What the levels name by one word, such as redact or invite."""
        return self.level(who) >= number((self._levels or {}).get(what), otherwise)

    def closes(self, who: str) -> bool:
        """May somebody keep from writing whoever is no moderator?"""
        levels = self._levels or {}
        events = levels.get("events")
        own = events.get("m.room.power_levels") if isinstance(events, Mapping) else None
        needed = number(own, number(levels.get("state_default"), 50))
        return self.level(who) >= max(needed, COORDINATES)

    def changed_role(self, event: Json) -> Iterator[tuple[str, bool]]:
        """Whose role another list of levels changes, and whether they coordinate with it."""
        before = event.get("unsigned", {}).get("prev_content") or {}
        after = event["content"]
        lists = [each.get("users") for each in (before, after)]
        named = {who for users in lists if isinstance(users, Mapping) for who in users}
        if number(before.get("users_default"), 0) != number(after.get("users_default"), 0):
            named |= set(self.members)
        for who in sorted(named):
            did, does = (self.level(who, levels) >= COORDINATES for levels in (before, after))
            if did != does and self.is_in(who):
                yield who, does

    # ---- who is there

    def is_in(self, who: str) -> bool:
        member = self.members.get(who)
        return member is not None and member.membership == "join"

    def people(self) -> list[str]:
        """Who is there, or invited."""
        return [who for who, member in self.members.items() if member.membership in PRESENT]

    def partner(self, me: str) -> str | None:
        """The one person with whom the bot is alone here. None: nobody is, or several are."""
        others = [who for who in self.people() if who != me]
        return others[0] if len(others) == 1 else None

    def called(self, who: str) -> str:
        member = self.members.get(who)
        return member.name if member is not None else local_part(who)

    def has_other_bots(self, me: str) -> bool:
        """Does anybody else here look like a bot, or speak like one?"""
        return any(self.is_in(who) for who in (self.other_bots | set(filter(_looks_like_a_bot, self.members))) - {me})


class Rooms:
    """The rooms in which the bot is, as far as they came into sight."""

    def __init__(self) -> None:
        self._known: dict[str, Room] = {}
        self._news = asyncio.Condition()
        self._is_told = self._ended = False

    def get(self, room: str) -> Room | None:
        return self._known.get(room)

    def all(self) -> Collection[Room]:
        return self._known.values()

    def at(self, room: str) -> Room:
        """The room; one that was never seen, with nothing in it yet."""
        return self._known.setdefault(room, Room(room))

    def lose(self, room: str) -> None:
        self._known.pop(room, None)

    async def tell(self) -> None:
        """Something changed: whoever waits for a room looks again."""
        self._is_told = True
        await self._look_again()

    async def _look_again(self) -> None:
        async with self._news:
            self._news.notify_all()

    async def known(self) -> None:
        """Wait until the server has told of the rooms for the first time: before that the bot seems to be in none.
        Raises TryLater."""
        await self._until(lambda: self._is_told)

    async def comes(self, name: str, is_ready: Callable[[Room], bool]) -> Room:
        """Wait until a room is as the bot made it. Raises TryLater."""
        await self._until(lambda: (room := self._known.get(name)) is not None and is_ready(room))
        return self._known[name]

    async def _until(self, is_so: Callable[[], bool]) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE), self._news:
                await self._news.wait_for(lambda: self._ended or is_so())
        if not is_so():
            raise TryLater(_SOON)

    async def end(self) -> None:
        """Nothing comes into sight any more."""
        self._ended = True
        await self._look_again()

    def shared_with(self, who: str) -> list[Room]:
        return [room for room in self._known.values() if room.is_in(who)]


def member_of(who: str, content: Json) -> Member:
    name = _text(content.get("displayname")).strip() or local_part(who)
    return Member(_text(content.get("membership")), name, bool(content.get("is_direct")))


def local_part(user: str) -> str:
    """`lea` of `@lea:example.org`."""
    return user.removeprefix("@").partition(":")[0]


def server_of(user: str) -> str:
    """`example.org` of `@lea:example.org`; with the port, where there is one."""
    return user.partition(":")[2]


def _looks_like_a_bot(user: str) -> bool:
    name = local_part(user).casefold()
    return name.startswith("bot") or name.endswith("bot")


def _has_creators(version: str) -> bool:
    return (version.isdecimal() and int(version) >= _CREATORS_FROM) or version.startswith("org.matrix.hydra")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def number(value: object, otherwise: int) -> int:
    """Old rooms have levels as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.strip().lstrip("-").isdecimal() else otherwise
