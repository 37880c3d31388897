"""A letter leaves: what the door let through is handed to its messenger, and what came of it is marked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot import closing, outbox, voices
from bot.clock import Clock
from bot.copies import Copy
from bot.departure import Departure, File
from bot.fault import told
from bot.messengers import Forgets, HasToWait, Messenger, NotSent, TooLarge, TryAgain, Unreachable
from bot.meter import Meter
from bot.writer import Writer
from domain.document import Document, says
from domain.enclosure import PICTURES
from domain.letter import Kind
from handlers.kit.command import PrivateLetter
from storage import erasing, hands, letters, members, reports, teams
from storage.database import Rows
from storage.letters import Recipient

_log = logging.getLogger(__name__)
PATIENCE = 30  # seconds for a messenger to answer
_PATIENCE_WITH_A_FILE = 120  # which has to be carried there
_MOST_TRIES = 5  # to make a file
_MOST_TRIES_WITH_A_PICTURE = 2
_WHY_NOT = {True: "file-too-large", False: "fault"}  # the messenger does not take one
_OFTEN = 0.1  # seconds
_FIRST_PAUSE = timedelta(seconds=5)
_LONGEST_PAUSE = timedelta(minutes=30)
Mark = Callable[[Rows], None]


class Deliver:
    """Sends letters side by side, those to one recipient one after the other. Acknowledgements have a lane of their
    own there: each belongs to a message that stands already, so no other letter has to wait for it, nor it for them.

    `witness` is told the named steps `attempt noted`, `sent` and `marked`; tests of kills listen to it. `meter` counts.
    """

    def __init__(
        self,
        messengers: Mapping[str, Messenger],
        writer: Writer,
        clock: Clock,
        witness: Callable[[str], None],
        enclose: Callable[[Departure], Awaitable[File]],
        meter: Meter,
        copy: Copy,
    ) -> None:
        self._messengers, self._writer, self._clock, self._witness = messengers, writer, clock, witness
        self._enclose, self._meter, self._copy = enclose, meter, copy
        self._lanes: dict[str, asyncio.Queue[tuple[Departure, int]]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._until: dict[str, datetime] = {}  # by lane: how long its first letter waits, which none overtakes
        self._unmarked: set[int] = set()
        self._stopping = False
        self.forgot = False  # somebody was forgotten since this was looked at last

    def wait(self, until: Mapping[Recipient, datetime]) -> None:
        """From before this start, letters to these wait so long."""
        self._until |= {to.key: at for to, at in until.items()}

    def depart(self, departures: Iterable[Departure]) -> None:
        """Take letters whose attempt is noted. Returns at once."""
        for departure in departures:
            self._witness("attempt noted")
            self._unmarked.add(departure.letter)
            key = _lane(departure)
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = asyncio.Queue()
                worker = asyncio.get_running_loop().create_task(self._work(key, lane))
                self._workers.add(worker)
                worker.add_done_callback(self._workers.discard)
            lane.put_nowait((departure, self._copy.life))

    @property
    def is_idle(self) -> bool:
        """Is nothing on its way, and what came of everything that was in the database?"""
        return not self._unmarked

    @property
    def on_their_way(self) -> frozenset[int]:
        """The letters that wait in a lane, are being sent, or whose mark is not durable yet."""
        return frozenset(self._unmarked)

    async def settle(self) -> None:
        """Wait until nothing is on its way."""
        while self._workers:
            await asyncio.gather(*self._workers)

    async def _work(self, key: str, lane: asyncio.Queue[tuple[Departure, int]]) -> None:
        put_off = False
        try:
            while not lane.empty():
                departure, life = lane.get_nowait()
                try:
                    put_off = await self._see_off(departure, life, key, put_off)
                except Exception as fault:  # noqa: BLE001  # it is tried again once its lease is over; others leave
                    _log.error("letter %d was not seen off: %s", departure.letter, told(fault))
                    self._unmarked.discard(departure.letter)
        finally:
            del self._lanes[key]

    async def _see_off(self, departure: Departure, life: int, key: str, put_off: bool) -> bool:
        """The first letter of a lane leaves, or not. Are those behind it to wait, too?"""
        if not await self._is_ours(departure, life):
            self._unmarked.discard(departure.letter)
            return put_off
        until, now = self._until.get(key), self._clock()
        if self._stopping or (until is not None and (put_off or until > now)):
            mark = self._not_now(departure, until or now)
        else:
            self._until.pop(key, None)
            mark = await self._send(departure, key)
            put_off = key in self._until
        self._writer.later(partial(self._mark, departure, mark), partial(self._marked, departure.letter))
        return put_off

    async def _is_ours(self, departure: Departure, life: int) -> bool:
        """May this copy of the bot still send a letter? One that was away from the database for a while waits until it
        is back, and asks, for others may have taken the letter up."""
        while not (self._copy.is_sure or self._stopping):  # noqa: ASYNC110  # it is another thread that is waited for
            await asyncio.sleep(_OFTEN)
        if self._stopping or life == self._copy.life:
            return True
        return not await self._writer.run(lambda rows: hands.is_anothers(rows, departure.letter, self._copy.number))

    def _mark(self, departure: Departure, mark: Mark, rows: Rows) -> None:
        """What came of a letter, unless another copy took it up meanwhile."""
        if self._copy.is_alone or not hands.is_anothers(rows, departure.letter, self._copy.number):
            mark(rows)

    def stop(self) -> None:
        """What is being sent arrives; what waits in its lane waits for the next start."""
        self._stopping = True

    def _not_now(self, departure: Departure, at: datetime, *, unknown: bool = False) -> Mark:
        later = letters.try_again if unknown or departure.again else letters.try_later
        return lambda rows: later(rows, departure.letter, at)

    def _marked(self, letter: int, durable: bool) -> None:
        self._unmarked.discard(letter)
        if durable:
            self._witness("marked")

    async def _send(self, departure: Departure, key: str) -> Mark:
        """Send one letter; the returned function marks in the database what came of it."""
        if departure.enclosure is not None and not _is_bare(departure):
            try:
                departure = replace(departure, file=await self._enclose(departure))
            except Exception as fault:  # noqa: BLE001  # it is ours, and no half letter leaves
                _log.error("the file of letter %d could not be made: %s", departure.letter, told(fault))
                if departure.enclosure not in PICTURES:
                    return self._without_its_file(departure)
        try:
            async with asyncio.timeout(PATIENCE if departure.file is None else _PATIENCE_WITH_A_FILE):
                if departure.turns:
                    return await self._turn(departure)
                with self._meter.sends(departure):
                    message = await self._hand_over(departure)
        except HasToWait as wait:
            at = self._until[key] = self._clock() + wait.after
            return self._not_now(departure, at, unknown=isinstance(wait, TryAgain))
        except NotSent as refused:
            if departure.file is not None and departure.enclosure in PICTURES:
                return await self._send(replace(departure, enclosure=None, file=None), key)
            if departure.file is not None and not isinstance(refused, Unreachable):
                return self._told_instead(departure, says(_WHY_NOT[isinstance(refused, TooLarge)]))
            return self._refused(departure, unreachable=isinstance(refused, Unreachable))
        except Exception as fault:  # noqa: BLE001  # nobody knows whether it left: try again, at most one copy more
            _log.warning("letter %d: no answer (%s)", departure.letter, told(fault))
            at = self._clock() + _pause(departure.attempts)
            return lambda rows: letters.try_again(rows, departure.letter, at)
        self._witness("sent")
        return self._left(departure, message)

    def _without_its_file(self, departure: Departure) -> Mark:
        if departure.attempts >= _MOST_TRIES:
            return self._told_instead(departure, says("fault"))
        return self._not_now(departure, self._clock() + _pause(departure.attempts))

    def _told_instead(self, departure: Departure, why: Document) -> Mark:
        """A letter does not leave, and whoever waits for its file hears why."""
        now = self._clock()

        def told_so(rows: Rows) -> None:
            letters.fail(rows, departure.letter, letters.REFUSED)
            if departure.member is not None:
                said = PrivateLetter(departure.member.person, Kind.SYSTEM, why)
                outbox.private(rows, departure.team, said, f"file:{departure.letter}", now)

        return told_so

    async def _turn(self, departure: Departure) -> Mark:
        """A chat is closed or opened."""
        assert departure.chat is not None
        messenger = self._messengers[departure.messenger]
        mark = await closing.turn(departure.chat, messenger, self._writer.run, self._clock)

        def turned(rows: Rows) -> None:
            mark(rows)
            letters.forget(rows, departure.letter)

        self._witness("sent")
        return turned

    def _refused(self, departure: Departure, *, unreachable: bool) -> Mark:
        if departure.leaves:
            return self._took_leave(departure)
        if departure.farewell:
            return self._said_farewell(departure)
        now = self._clock()
        return lambda rows: _failed(rows, departure, now, unreachable=unreachable)

    def _left(self, departure: Departure, message: str) -> Mark:
        if departure.leaves:
            return self._took_leave(departure)
        if departure.farewell:
            return self._said_farewell(departure)
        if departure.fleeting:
            return lambda rows: letters.forget(rows, departure.letter)
        return lambda rows: _sent(rows, departure, message)

    async def _hand_over(self, departure: Departure) -> str:
        messenger = self._messengers[departure.messenger]
        if departure.farewell and departure.said:
            if isinstance(messenger, Forgets):
                await messenger.forget(departure.account)
            return ""
        if not departure.said or departure.chat is None:
            return await messenger.send(departure)
        await messenger.leave(departure.chat.place)
        return ""

    def _said_farewell(self, departure: Departure) -> Mark:
        """It was said, or cannot be: the messenger forgets next, and then nothing is left of it."""
        if departure.said:
            self.forgot = True
            return lambda rows: letters.forget(rows, departure.letter)
        now = self._clock()
        return lambda rows: letters.said_farewell(rows, departure.letter, now)

    def _took_leave(self, departure: Departure) -> Mark:
        """Goodbye was said, or may not be said any more: leaving is next. The bot left: there is no such team."""
        if departure.said:
            return lambda rows: erasing.team(rows, departure.team.id)
        now = self._clock()
        return lambda rows: letters.said_goodbye(rows, departure.letter, now)


def _is_bare(departure: Departure) -> bool:
    """No picture may keep its words from arriving: tried so often, it stays behind."""
    return departure.enclosure in PICTURES and departure.attempts > _MOST_TRIES_WITH_A_PICTURE


def _lane(departure: Departure) -> str:
    chat, member = departure.chat, departure.member
    to = Recipient(chat=chat.id if chat else None, person=member.person if member else None).key
    return f"{to}:ack" if departure.kind is Kind.ACK else to


def _sent(rows: Rows, departure: Departure, message: str) -> None:
    if departure.kind is Kind.LATER:
        voices.posted(rows, departure.letter)
    may_carry = bool(departure.carries) or departure.attempts > 1  # what it carried may have stopped being true since
    letters.sent(rows, departure.letter, message, carries=may_carry)
    if departure.edits is not None and message != departure.edits_message:
        letters.stands_as(rows, departure.edits, message)  # it was gone and was posted anew


def _failed(rows: Rows, departure: Departure, now: datetime, *, unreachable: bool) -> None:
    letter = letters.find(rows, departure.letter)  # its team and person may be others since it was on its way
    if letter is None:
        return
    account = members.address_of(rows, letter.person_id, departure.account_id) if letter.person_id else None
    if unreachable and account is not None:
        members.set_reachable(rows, account.id, False)
        if members.address_of(rows, letter.person_id).reachable:  # type: ignore[union-attr]
            letters.try_later(rows, departure.letter, now)  # by another account of theirs
            return
    letters.fail(rows, departure.letter, "unreachable" if unreachable else letters.REFUSED)
    if departure.kind is Kind.LATER:
        voices.give_back(rows, departure.letter, teams.by_id(rows, letter.team_id), now)
    if unreachable and account is not None:
        reports.look_soon(rows, now, person=letter.person_id)
    is_news = unreachable and account is not None and letter.task_id is not None
    if is_news and members.tell_unreachable_on(rows, letter.person_id, letter.task_id):
        cause = f"unreachable:{departure.letter}"
        outbox.refresh_cards(rows, teams.open_chats(rows, letter.team_id), [letter.task_id], cause, now)


def _pause(attempts: int) -> timedelta:
    return min(_LONGEST_PAUSE, _FIRST_PAUSE * float(2 ** min(attempts, 10)))
