"""Takes in what happened at Telegram, however it came.

One ordered lane per chat, chats side by side: messages of one group are applied in the order in which they were
written, and a slow one holds up no other group. An update that cannot be understood is set aside, with its id in the
log, instead of being fetched for ever.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy.exc import OperationalError
from telegram import Bot
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.fault import told
from bot.messengers import Ears
from bot.messengers.telegram.incoming import heard
from bot.messengers.telegram.sending import seconds
from bot.messengers.telegram.standings import Standings
from bot.receive import is_meant_for_the_bot, is_private_matter
from domain.message import Ability, Action, Incoming, Standing

_log = logging.getLogger(__name__)
_ACTS = frozenset({Action.TEXT, Action.EDIT, Action.PRESS, Action.REACT})
_PATIENCE = 10.0  # seconds that somebody looks at a button which they pressed
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 30.0
WANTED = (
    "message",
    "edited_message",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "chat_member",
)


class Unusable(Exception):
    """Nothing can be heard this way; says why in one sentence."""


class Taken(Unusable):
    """Another process hears what happens."""


class Listening:
    """What one bot hears. `now` is the machine's clock."""

    def __init__(self, bot: Bot, now: Callable[[], datetime], standings: Standings) -> None:
        self._bot, self._now = bot, now
        self._standings = standings
        self._answering: set[asyncio.Task[None]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()  # those that somebody waits for

    async def take_in(self, updates: Sequence[dict[str, Any]], ears: Ears) -> None:
        """Returns when all of these are applied, or set aside."""
        lanes: dict[str, list[Incoming]] = defaultdict(list)
        for raw in updates:
            for event in self._heard(raw):
                lanes[_lane(event)].append(event)
        await asyncio.gather(*(self._in_order(lane, ears) for lane in lanes.values()))

    async def take_one(self, raw: Any, ears: Ears) -> None:
        """The same for one update, after those of its chat that are being taken in already.

        Raises OperationalError while the database is out of reach: then it has to come again.
        """
        events = self._heard(raw)
        if not events:
            return
        turn = self._turns.setdefault(_lane(events[0]), asyncio.Lock())
        async with turn:
            for event in events:
                await self._apply(event, ears)

    async def close(self) -> None:
        """Presses that are not answered yet never will be."""
        for task in self._answering:
            task.cancel()
        await asyncio.gather(*self._answering, return_exceptions=True)

    def _heard(self, raw: Any) -> list[Incoming]:
        """The events of an update. If it is a press, it is answered meanwhile."""
        events, press = self._understood(raw)
        if press is not None:
            self._answering.add(task := asyncio.ensure_future(self._answer(press)))
            task.add_done_callback(self._answering.discard)
        return events

    def _understood(self, raw: Any) -> tuple[list[Incoming], str | None]:
        """The events of an update, and the id of the press in it."""
        query = raw.get("callback_query") if isinstance(raw, dict) else None
        press = str(query["id"]) if isinstance(query, dict) and "id" in query else None
        try:
            if (change := raw.get("my_chat_member") or raw.get("chat_member")) is not None:
                self._standings.forget(str(change["chat"]["id"]))
            return list(heard(raw, self._bot.bot, self._now())), press
        except Exception as fault:  # noqa: BLE001  # set aside: the next ones are not to wait for it
            _log.warning("update %d is set aside: %s", number_of(raw), told(fault))
            return [], press

    async def _in_order(self, lane: list[Incoming], ears: Ears) -> None:
        for event in lane:
            await self._hand_over(event, ears)

    async def _hand_over(self, event: Incoming, ears: Ears) -> None:
        """Apply one event. While the database is out of reach it waits."""
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._apply(event, ears)
                return
            except OperationalError as fault:
                _log.error("update %a cannot be kept (%s); trying again in %d s", event.event, told(fault), pause)
                await asyncio.sleep(pause)
                pause = min(_LONGEST_PAUSE, pause * 1.5)

    async def _apply(self, event: Incoming, ears: Ears) -> None:
        """Apply one event, or set it aside. Raises OperationalError while the database is out of reach.

        Its name is logged in ASCII: it holds ids as they came, which may be anything.
        """
        try:
            if is_meant_for_the_bot(event):
                await self._bring(event, ears)
        except OperationalError:
            raise
        except Exception as fault:  # noqa: BLE001  # the next ones are not to wait for it
            _log.error("update %a is set aside: %s", event.event, told(fault))

    async def _bring(self, event: Incoming, ears: Ears) -> None:
        """To the house, with how things stand where it happened."""
        if event.action in _ACTS:
            event = replace(event, standings=await self._standings_of(event, ears))
        gone = [*await ears.receive(event)]
        if is_private_matter(event) and event.message_id is not None:
            gone.append(event.message_id)
        if gone and any(Ability.DELETE in (each.abilities or ()) for each in event.standings):
            for message in gone:
                await self._remove(event, message)

    async def _standings_of(self, event: Incoming, ears: Ears) -> tuple[Standing, ...]:
        account = event.sender.external_id
        if event.place is not None:
            return (await self._standings.of(event.place, account),)
        if places := await ears.places_of(event.sender):
            return tuple(await asyncio.gather(*(self._standings.of(place, account) for place in places)))
        return await self._standings.of_stranger(await ears.places_to_look_for(event.sender), account)

    async def _remove(self, event: Incoming, message: str) -> None:
        """What was typed in a group and is nobody's business there."""
        if event.place is not None:
            try:
                await self._bot.delete_message(event.place.external_id, int(message))
            except TelegramError as fault:
                _log.info("a private matter could not be deleted (%s)", type(fault).__name__)

    async def _answer(self, press: str) -> None:
        """Ends the waiting sign on the button, also of a press that means nothing any more."""
        try:
            await self._answer_at_most_twice(press)
        except BadRequest:
            pass  # too old
        except Exception as fault:  # noqa: BLE001  # nobody waits for it; only what and where, never its words
            _log.info("a press could not be answered: %s", told(fault))

    async def _answer_at_most_twice(self, press: str) -> None:
        try:
            await self._bot.answer_callback_query(press)
        except RetryAfter as wait:
            if (pause := seconds(wait).total_seconds()) > _PATIENCE:
                raise
            await asyncio.sleep(pause)
            await self._bot.answer_callback_query(press)


def _lane(event: Incoming) -> str:
    return event.place.external_id if event.place else event.sender.external_id


def number_of(raw: Any) -> int:
    """The id of an update; -1 where it has none."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return number if isinstance(number, int) else -1
