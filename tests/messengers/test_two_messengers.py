"""One team on Telegram and on Matrix: a task made here, taken there, done here; nothing twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.app import App
from bot.house import House
from bot.messengers.matrix import Matrix as MatrixMessenger
from bot.messengers.telegram import Telegram as TelegramMessenger
from tests.matrix_server.people import Matrix
from tests.matrix_server.someone import Room
from tests.matrix_server.someone import Someone as Matrixian
from tests.messengers.matrix_scene import logs_in
from tests.messengers.telegram_scene import HELLO, MONDAY, Scene
from tests.messengers.test_telegram_whispers import whispered
from tests.telegram_server.people import Telegram

WEEK = 7 * 86_400 - 3_600  # seconds, until Monday at nine


@dataclass
class Both(Scene):
    """The bot in a group on Telegram, and in a room on Matrix where Ana and Léa are, too."""

    folder: Path = Path()
    there: MatrixMessenger = field(init=False)
    room: Room = field(init=False)
    rita: Matrixian = field(init=False)
    leia: Matrixian = field(init=False)

    async def starts(self) -> None:
        self.messenger = TelegramMessenger(self.bot.token, self.clock, server=self.telegram.url, paced=False)
        self.there = MatrixMessenger(self.folder, self.clock)
        for messenger in (self.messenger, self.there):
            await messenger.open()
        messengers = {each.name: each for each in (self.messenger, self.there)}
        self.app = App(
            self.engine,
            self.clock,
            messengers,
            house=House(is_open=True),
            said_at=lambda _: self.clock.now,
            strict=True,
        )
        await self.app.recover()
        self.listening = asyncio.ensure_future(self.app.listen())

    async def stops(self) -> None:
        await super().stops()
        await self.there.close()

    async def shown_there(self, words: str) -> str:
        return (await self.leia.is_shown(words, self.room)).text


@pytest.fixture
async def both(telegram_here: Telegram, matrix: Matrix, engine: Engine, tmp_path: Path) -> AsyncIterator[Both]:
    await telegram_here.do("time_stands", unix=MONDAY.timestamp())
    bot, account = await telegram_here.bot("accalmie_bot", name="Accalmie"), await matrix.account("Accalmie")
    ana = await telegram_here.person("Ana", username="ana_b")
    lea, marc = await telegram_here.person("Léa"), await telegram_here.person("Marc", username="marc")
    group = await telegram_here.group("Bal", ana, lea, marc)
    await logs_in(matrix.url, account, tmp_path / "matrix")
    scene = Both(telegram_here, bot, group, ana, lea, marc, engine, folder=tmp_path / "matrix")
    await scene.starts()
    try:
        await ana.adds(bot, group)
        await scene.shows(HELLO)
        scene.rita, scene.leia = await matrix.person("Rita"), await matrix.person("Léia")
        scene.room = await scene.rita.makes_room("Salon", scene.leia, account)
        await scene.shown_there(HELLO)
        await ana.types("/relier", group)
        await scene.has_heard()
        (given,) = await whispered(scene, ana)
        code = given.text.splitlines()[1].split()[-1]
        await scene.rita.types(f"!relier {code}", scene.room)
        await scene.shown_there("une seule équipe")
        await scene.shows("une seule équipe")
        yield scene
    finally:
        await scene.stops()


async def test_a_task_made_here_is_taken_there_and_done_here_and_one_digest_comes_in_each(both: Both) -> None:
    card = await both.asks_for("Chanter")
    await both.shown_there("Chanter")
    await both.leia.types("!prendre 1", both.room)
    await both.changes(card, to="Léia")
    await both.marc.types("/fait 1", both.group)

    async def is_done() -> bool:
        there = [each for each in await both.leia.sees(both.room) if "#1 Chanter" in each.text]
        return len(there) == 1 and "✅" in there[0].text

    await both.leia.until(is_done)
    assert len(await both.posted("#1 Chanter")) == 1
    await both.passes(WEEK)
    await both.shown_there("Bilan du")
    await both.shows("Bilan du")
    await both.passes(60)
    assert len(await both.posted("Bilan du")) == 1
    assert len([each for each in await both.leia.sees(both.room) if "Bilan du" in each.text]) == 1


async def test_a_persons_two_accounts_get_each_private_letter_once(both: Both) -> None:
    await both.leia.types("!taches", both.room)
    await both.lea.starts(both.bot)
    await both.lea.types("/relier", both.bot)
    given = await both.lea.is_shown("/relier ", both.bot)
    code = given.text.splitlines()[1].split()[-1]
    direct = await both.leia.opens_direct(await _itself(both), encrypted=False)
    await both.leia.types(f"!relier {code} oui", direct)
    await both.leia.is_shown("ne fais plus qu'un", direct)
    await both.lea.is_shown("est aussi à toi", both.bot)
    await both.marc.types("/tache Danser @Léa", both.group)
    await both.leia.is_shown("Danser", direct)
    await both.has_heard()
    assert not [each for each in await both.lea.sees(both.bot) if "Danser" in each.text]
    await both.passes(60)
    await both.lea.types("/taches moi", both.bot)
    await both.has_heard()
    await both.marc.types("/tache Veiller @Léa", both.group)
    await both.lea.is_shown("Veiller", both.bot)
    await both.has_heard()
    assert not [each for each in await both.leia.sees(direct) if "Veiller" in each.text]


@dataclass(frozen=True)
class _Named:
    id: str


async def _itself(both: Both) -> _Named:
    return _Named(both.there.called.rpartition(" ")[2])
