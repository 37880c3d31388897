"""The composition root: one clock, one database, the messengers, and the three verbs wired together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from bot.claim import Claimed, Hands, claim
from bot.clock import Clock
from bot.copies import TICK, Alone, Copy
from bot.deliver import Deliver
from bot.departure import Manner
from bot.enclosures import Enclosing
from bot.floods import Flood, Floods
from bot.house import House
from bot.messengers import Messenger
from bot.meter import Meter, Unmeasured
from bot.reading import Reader
from bot.receive import is_meant_for_the_bot, receive
from bot.tick import go_on, tick
from bot.together import until_one_ends
from bot.troubles import Troubles
from bot.writer import Writer
from domain.message import Incoming, Place, Sender
from storage import hands, members, memory, retention, schedule, teams
from storage.database import Rows, scrub
from storage.snapshot import remove_old

T = TypeVar("T")
_MOST_IN_A_ROW = 300  # transactions in which time does what is due
_NO_RULES, _UNMEASURED = House(), Unmeasured()
_A_DAY = timedelta(days=1)
_WAITS_FOR_THE_DATABASE = 5.0  # seconds, once the bot has to stop
_MOST_LOOKED_THROUGH = 20  # chats that are asked whether a stranger is there


class App:
    """The running bot. Make it inside an event loop, and `close` it.

    `house`: what its host has settled. `said_at` maps a messenger's time to when it was said (identity in production).
    `witness` is told the named steps `before commit`, `after commit`, `attempt noted`, `sent` and `marked`. `strict`: a
    phrase that cannot be said is an error. `again`: everything may be heard again from its beginning, so that no
    event is ever too old to be known. `meter` counts; `troubles` hears what is wrong. `copy`: what this process is
    among others on the same database.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        messengers: Mapping[str, Messenger],
        *,
        house: House = _NO_RULES,
        said_at: Callable[[datetime], datetime] = lambda messengers_time: messengers_time,
        witness: Callable[[str], None] = lambda _step: None,
        strict: bool = False,
        again: bool = False,
        meter: Meter = _UNMEASURED,
        troubles: Troubles | None = None,
        copy: Copy | None = None,
    ) -> None:
        self.engine, self.clock, self._again, self._meter = engine, clock, again, meter
        self._said_at, self._house, self._closing = said_at, house, False
        self._floods = Floods(house.limits)
        self._pruned: datetime | None = None  # when all that is old went last
        self.ticked: datetime | None = None
        self._passing: datetime | None = None  # more of what was due then is about to be done
        self._is_more_due = False  # letters, for the next transaction
        manners = {name: Manner(each.prefix, each.mentions_people) for name, each in messengers.items()}
        self._messengers, self._manners, self._strict = messengers, manners, strict
        self._copy = copy or Alone()
        self._writer = Writer(
            engine,
            before_commit=self._claim,
            after_commit=self._claimed,
            witness=witness,
            meter=meter,
            troubles=troubles,
        )
        self.read = Reader(engine, self._writer.run)
        enclosing = Enclosing(self.read, clock)
        self._deliver = Deliver(messengers, self._writer, clock, witness, enclosing, meter, self._copy)
        self._copy.woken = self._look

    def _claim(self, rows: Rows) -> Claimed:
        """At the end of every transaction."""
        leave = partial(self._copy.wake_others, rows)
        if self._closing:
            leave()
            return Claimed([])
        by = None if self._copy.is_alone else Hands(self._copy.number, self._sends())
        how: dict[str, Any] = {"strict": self._strict, "by": by, "for_others": leave, "passing": self._passing}
        claimed = claim(rows, self.clock(), self._manners, **how)
        if claimed.is_more_due and not self._is_more_due:
            leave()  # each takes some of what there is
        return claimed

    def _sends(self) -> frozenset[str]:
        """The messengers by which this process can send now."""
        return frozenset(name for name, each in self._messengers.items() if getattr(each, "is_open", True))

    def _look(self) -> None:
        """Another copy left something."""
        self._writer.later(_nothing)

    async def receive(self, incoming: Incoming) -> Sequence[str]:
        """A message arrives. Returns when its effect is committed: the messages of that place which have none there any
        more."""
        if is_meant_for_the_bot(incoming):
            now = self.clock()
            heard = replace(incoming, said_at=min(self._said_at(incoming.said_at), now))
            flood = self._floods.hear(heard)
            if flood is Flood.UNHEARD:
                self._meter.unheard(heard.sender.messenger, heard.action.value)
            else:
                too_much = flood is Flood.TOLD
                with self._meter.heard(heard.sender.messenger, heard.action.value):
                    return await self._writer.run(
                        lambda rows: receive(rows, heard, now, self._house, too_much=too_much)
                    )
        return ()

    async def places_of(self, sender: Sender) -> Sequence[Place]:
        """The chats that somebody shares with the bot, at the messenger where they write."""
        return await self._writer.run(lambda rows: teams.places_of(rows, sender))

    async def places_to_look_for(self, sender: Sender) -> Sequence[Place]:
        """The chats in which a stranger may be who writes to the bot in private."""
        return await self._writer.run(lambda rows: teams.open_places(rows, sender.messenger, _MOST_LOOKED_THROUGH))

    async def knows(self, sender: Sender) -> bool:
        """Is anything kept of this account?"""
        return await self._writer.run(lambda rows: members.person_behind(rows, sender)) is not None

    async def remembered(self, own_account: str) -> Mapping[str, str]:
        """What a messenger wrote down for one account of the bot."""
        return await self._writer.run(lambda rows: memory.of(rows, own_account))

    async def remember(self, own_account: str, changes: Mapping[str, str | None]) -> None:
        """Write down, in one commit, what a messenger has to know after a restart; None forgets a name."""
        await self._writer.run(lambda rows: memory.change(rows, own_account, changes))

    async def tick(self) -> None:
        """Time passes. Of several copies one does what is due, the others look after their own letters."""
        with self._meter.beats():
            if self._copy.has(TICK):
                await self._tick()
            else:
                await self._writer.run(self._look_after_ours)
        self.ticked = self.clock()

    def _look_after_ours(self, rows: Rows) -> None:
        """Letters in the hands of this process that it does not know of."""
        owner = None if self._copy.is_alone else self._copy.number
        hands.release_leases(rows, self.clock(), self._deliver.on_their_way, owner)

    def _begin(self, rows: Rows, now: datetime) -> int | None:
        self._look_after_ours(rows)
        if dead := self._copy.dead(rows):
            hands.release_those_of(rows, now, dead)
        return tick(rows, now)

    async def _tick(self) -> None:
        now, forgot = self.clock(), self._deliver.forgot
        await self._do_what_is_due(now)
        if self._pruned is None or not timedelta(0) <= now - self._pruned < _A_DAY:
            is_more_left = await self._writer.run(lambda rows: retention.prune(rows, now, events=not self._again))
            self._pruned = self._pruned if is_more_left else now
            await asyncio.to_thread(remove_old, self.engine, now)
            forgot = True
        if forgot:
            self._deliver.forgot = False
            try:
                await asyncio.to_thread(scrub, self.engine)
            except OperationalError:  # the writer says why; what was erased goes from the log with the next beat
                self._deliver.forgot = True

    async def _do_what_is_due(self, now: datetime) -> None:
        """A little in each transaction, and what was said meanwhile before the next one. What is left after that, time
        does when it passes next."""
        try:
            on = await self._writer.run(lambda rows: self._until(self._begin(rows, now), now))
            for _ in range(_MOST_IN_A_ROW):
                if on is None or self._closing:
                    break
                on = await self._writer.run(lambda rows, on=on: self._until(go_on(rows, now, on), now))  # type: ignore[misc]
        finally:
            self._passing = None
        if on is not None:
            self._writer.later(_nothing)  # what was written can leave

    def _until(self, place: int | None, now: datetime) -> int | None:
        """Within a transaction: are the letters that were written in it to wait for those of the next?"""
        self._passing = now if place is not None else None
        return place

    def _claimed(self, claimed: Claimed) -> None:
        self._deliver.depart(claimed.departures)
        self._is_more_due = claimed.is_more_due and not self._closing
        if self._is_more_due:
            self._writer.later(_nothing)

    async def recover(self) -> None:
        """After a start with nobody else at work: letters whose attempt was never answered are tried again, and what
        is new does not overtake those that wait. If others are, one of them takes up what is left of the dead."""
        await self._writer.run(self._recover)

    def _recover(self, rows: Rows) -> None:
        if not self._copy.others(rows):
            self._deliver.wait(hands.recover(rows))

    async def write(self, work: Callable[[Rows], T]) -> T:
        """Run work on the rows, in a commit of its own or shared."""
        return await self._writer.run(work)

    async def next_due(self) -> datetime | None:
        """When something happens next by itself."""
        return await self._writer.run(schedule.next_due)

    async def settle(self) -> None:
        """Wait until every letter that may leave now has left, and is marked."""
        await self._writer.run(_nothing)
        while not self._deliver.is_idle or (self._is_more_due and not self._closing):
            await self._deliver.settle()
            await self._writer.run(_nothing)  # after the marks, and with what they let out

    async def listen(self) -> None:
        """Let every messenger bring what arrives, until the first of them ends."""
        await until_one_ends(*(each.listen(self) for each in self._messengers.values()))

    async def close(self) -> None:
        """Let what is being sent arrive, mark it, and stop. Nothing more sets out: nobody could mark it, and whoever
        runs the bot waits some seconds only."""
        self._closing = True
        self._deliver.stop()
        self._writer.hurry(_WAITS_FOR_THE_DATABASE)
        with suppress(OperationalError):  # what is not marked is tried again after the next start
            await self.settle()
        await self._writer.close()


def _nothing(_rows: Rows) -> None:
    """Work for a transaction in which letters are claimed."""
