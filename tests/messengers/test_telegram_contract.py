"""What the house relies on in every messenger, as `bot.messengers.Messenger` says it: one test for all of them.

The terminal refuses nothing, knows nobody who is out of reach, and never asks to wait: what is about that is asked of
those messengers that can.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.clock import ClockInHand
from bot.departure import Button, Departure
from bot.messengers import Messenger, NotSent, TryLater, Unreachable
from bot.messengers.console import Page
from bot.messengers.telegram import Telegram as OnTelegram
from bot.speech import Voice, say
from bot.terminal.narration import Narrator
from domain.document import Choice, Document, Style, TaskNumber, line, phrase, says
from domain.letter import Kind
from domain.message import Place
from domain.quiet_hours import QuietHours
from domain.team import Chat, Member, Team
from tests.telegram_server.people import BotAccount, Group, Someone, Telegram
from tests.telegram_server.process import served_here

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
TEAM = Team(1, "Bal", "fr", PARIS, NOW, "FR")
ALL = ("terminal", "telegram")
CAN_REFUSE = ("telegram",)


class Stand(ABC):
    """A messenger in a group of Léa's, who can be reached in private, and what may go wrong with it."""

    messenger: Messenger
    place: Place
    account: str  # Léa's

    def __init__(self) -> None:
        self._letters = 0

    async def sends(self, title: str, *, private: bool = False, **more: Any) -> str:
        return await self.messenger.send(self.letter(title, private=private, **more))

    def letter(self, title: str, *, private: bool = False, **more: Any) -> Departure:
        """A letter about a task of this title, with one button."""
        self._letters += 1
        document = Document(
            (line(phrase("card-title", number=TaskNumber(1), title=title), style=Style.TITLE),),
            (Choice("take 1", phrase("choice-take")),),
        )
        speech = say(document, Voice("fr", PARIS, self.messenger.prefix, strict=True))
        letter = Departure(
            letter=self._letters,
            key=f"{self._letters}",
            at=NOW,
            kind=Kind.ANSWER if private else Kind.CARD,
            sound=False,
            document=document,
            speech=speech,
            buttons=(Button(7, speech.choices[0].label, "take 1", None),),
            team=TEAM,
            messenger=self.messenger.name,
            chat=None if private else Chat(1, TEAM, self.place, QuietHours.OFF, None, None),
            member=Member(1, 1, "Léa", False, None, False, True, 1, None, None, None) if private else None,
            account=self.account if private else self.place.external_id,
            about=1,
            edits=None,
            edits_message=None,
            reply_to=None,
            attempts=1,
            fleeting=False,
        )
        return replace(letter, **more)

    @abstractmethod
    async def shows(self) -> str:
        """All that stands in the group and in Léa's private chat now."""

    @abstractmethod
    async def vanishes(self) -> None:
        """From now on nobody knows what comes of a letter."""


class AtTheTerminal(Stand):
    def __init__(self) -> None:
        super().__init__()
        self._sink = io.StringIO()
        self.messenger = Page(self._sink, Narrator("fr", strict=True))
        self.place, self.account = Place("terminal", "", "Bal"), "Léa"

    async def shows(self) -> str:
        return self._sink.getvalue()

    async def vanishes(self) -> None:
        self._sink.close()


class AtTelegram(Stand):
    def __init__(self, telegram: Telegram, bot: BotAccount, group: Group, lea: Someone, messenger: OnTelegram) -> None:
        super().__init__()
        self.telegram, self.bot, self.group, self.lea, self.messenger = telegram, bot, group, lea, messenger
        self.place, self.account = Place("telegram", "", str(group.id)), str(lea.id)

    async def shows(self) -> str:
        seen = [*await self.group.messages(), *await self.lea.sees(self.bot)]
        return "\n".join(each.text for each in seen)

    async def vanishes(self) -> None:
        await self.telegram.do("fails", trouble="reset_after", times=0)


@asynccontextmanager
async def at_telegram() -> AsyncIterator[AtTelegram]:
    async with served_here() as telegram:
        await telegram.do("time_stands", unix=NOW.timestamp())
        bot = await telegram.bot("accalmie_bot", name="Accalmie")
        lea = await telegram.person("Léa")
        group = await telegram.group("Bal", lea, bot)
        await lea.starts(bot)
        messenger = OnTelegram(bot.token, ClockInHand(NOW), server=telegram.url, paced=False)
        await messenger.open()
        try:
            yield AtTelegram(telegram, bot, group, lea, messenger)
        finally:
            await messenger.close()
        assert await telegram.violations() == []


@pytest.fixture
async def stand(request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    if request.param == "terminal":
        yield AtTheTerminal()
    else:
        async with at_telegram() as made:
            yield made


every_messenger = pytest.mark.parametrize("stand", ALL, indirect=True)
who_can_refuse = pytest.mark.parametrize("stand", CAN_REFUSE, indirect=True)


@every_messenger
def test_it_has_a_name_and_a_prefix(stand: Stand) -> None:
    assert stand.messenger.name == stand.place.messenger
    assert stand.messenger.prefix


@every_messenger
@pytest.mark.parametrize("private", [False, True])
async def test_an_edit_names_the_message_by_the_id_that_send_returned(stand: Stand, private: bool) -> None:
    first = await stand.sends("Salle", private=private)
    other = await stand.sends("Chaises", private=private)
    assert first
    assert other not in {"", first}
    for title in ("Grande salle", "Grande salle", "Petite salle"):  # the second one changes nothing
        edited = await stand.sends(title, private=private, edits=1, edits_message=first)
        assert edited == first
        assert title in await stand.shows()
    assert "Chaises" in await stand.shows()


@every_messenger
async def test_a_message_is_answered_and_acknowledged_by_its_id(stand: Stand) -> None:
    first = await stand.sends("Salle")
    assert await stand.sends("Chaises", reply_to=first)
    ack = says("ack")
    said = say(ack, Voice("fr", PARIS, "/", strict=True))
    await stand.sends("", kind=Kind.ACK, reply_to=first, document=ack, speech=said, buttons=())


@every_messenger
async def test_to_leave_twice_is_no_error(stand: Stand) -> None:
    await stand.messenger.leave(stand.place)
    await stand.messenger.leave(stand.place)


@every_messenger
@pytest.mark.parametrize("private", [False, True])
async def test_a_letter_of_which_nobody_knows_is_not_said_to_be_refused(stand: Stand, private: bool) -> None:
    await stand.vanishes()
    with pytest.raises(Exception) as fault:  # noqa: PT011  # whatever the messenger's library raises
        await stand.sends("Salle", private=private)
    assert not isinstance(fault.value, NotSent | TryLater)


@who_can_refuse
async def test_a_letter_to_a_group_that_the_bot_left_is_refused(stand: AtTelegram) -> None:
    first = await stand.sends("Salle")
    await stand.messenger.leave(stand.place)
    edit: dict[str, Any] = {"edits": 1, "edits_message": first}
    for more in ({}, edit):
        with pytest.raises(NotSent) as refused:
            await stand.sends("Grande salle", **more)
        assert not isinstance(refused.value, Unreachable), "it is a group"


@who_can_refuse
@pytest.mark.parametrize("why", ["never opened", "closed", "no such account"])
async def test_somebody_out_of_reach_is_told_from_other_refusals(stand: AtTelegram, why: str) -> None:
    if why == "never opened":
        stand.account = str((await stand.telegram.person("Marc")).id)
    elif why == "closed":
        await stand.lea.blocks(stand.bot)
    else:
        await stand.telegram.do("deletes_account", person=stand.lea.id)
    with pytest.raises(Unreachable):
        await stand.sends("Salle", private=True)
    assert await stand.sends("Salle"), "the group is reached as before"


@who_can_refuse
@pytest.mark.parametrize("seconds", [1, 7200])
@pytest.mark.parametrize("method", ["sendMessage", "editMessageText"])
async def test_a_letter_that_must_wait_says_how_long(stand: AtTelegram, method: str, seconds: int) -> None:
    first = await stand.sends("Salle")
    more: dict[str, Any] = {"edits": 1, "edits_message": first} if method == "editMessageText" else {}
    busy = {"code": 429, "said": f"retry after {seconds}", "parameters": {"retry_after": seconds}}
    await stand.telegram.do("fails", trouble="refused", method=method, **busy)
    with pytest.raises(TryLater) as wait:
        await stand.sends("Grande salle", **more)
    assert wait.value.after == timedelta(seconds=seconds)
    assert "Grande salle" not in await stand.shows(), "it surely did not leave"
    assert await stand.sends("Petite salle", private=True), "other chats go on"
