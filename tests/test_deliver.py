"""A fault holds no letter back for ever: what was not sent is tried again, and what is behind it leaves."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand, wall_clock
from bot.config import Config, Host
from bot.copies import Alone
from bot.house import house_of
from domain.message import Action, Incoming, Place, Sender
from tests.scene import Notebook

PATIENCE = 30.0
HOUSE = house_of(Config(host=Host(admission="open")))


class Back(Alone):
    """A copy that was away from the database. While it `fails` it cannot ask whose letters are."""

    fails = False

    @property
    def number(self) -> int:  # type: ignore[override]
        if self.fails:
            raise OSError
        return 0


async def hears(app: App, number: int, action: Action, text: str = "") -> None:
    place, ana = Place("terminal", "", "bal"), Sender("terminal", "", "ana", "Ana", reachable=False)
    message = {"text": text, "message_id": str(number), "title": "bal"}
    await app.receive(Incoming("terminal", str(number), app.clock(), ana, action, place, **message))  # type: ignore[arg-type]


async def test_a_question_to_the_database_that_fails_holds_no_letter_back_for_ever(engine: Engine) -> None:
    """A copy that comes back asks whether its letters are still its own."""
    clock, copy, messenger = ClockInHand(wall_clock()), Back(), Notebook()
    app = App(engine, clock, {"terminal": messenger}, house=HOUSE, copy=copy)  # type: ignore[arg-type]
    await hears(app, 1, Action.ADDED)
    await app.settle()
    messenger.sent.clear()

    copy.is_sure = False
    await hears(app, 2, Action.TEXT, "/tache Chanter")
    copy.life += 1
    copy.fails = True
    copy.is_sure = True
    async with asyncio.timeout(PATIENCE):
        await app.settle()
    assert messenger.sent == []
    copy.fails = False
    await hears(app, 3, Action.TEXT, "/tache Danser")
    async with asyncio.timeout(PATIENCE):
        await app.settle()
    assert "Danser" in repr(messenger.sent)
    clock.move_to(clock() + timedelta(hours=1))
    await app.tick()
    async with asyncio.timeout(PATIENCE):
        await app.settle()
    assert "Chanter" in repr(messenger.sent)
    await app.close()
