"""Several messengers are served side by side: one that cannot be reached yet keeps nobody waiting."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from socket import socket

import aiohttp
import pytest

from bot.clock import wall_clock
from bot.config import Config, Database, Health, Host, Web
from bot.departure import Departure
from bot.messengers import Ears, Refused
from bot.messengers.pretended import Pretended
from bot.service import serve_at
from bot.status import as_lines, look
from domain.letter import Kind
from domain.message import Action, Incoming, Place, Sender
from storage import schema
from tests.postgres import Cluster, fresh_database

PATIENCE = 30.0


class Somewhere(Pretended):
    """A messenger where somebody adds the bot to a group and types a command. Until `reached` nobody can open it."""

    prefix = "!"
    mentions_people = False

    def __init__(self, name: str, refuses: str = "") -> None:
        self.name, self._refuses = name, refuses
        self.reached, self.heard, self.closed = asyncio.Event(), asyncio.Event(), False
        self.sent: asyncio.Queue[Departure] = asyncio.Queue()

    @property
    def called(self) -> str:
        return self.name

    async def open(self) -> None:
        await self.reached.wait()
        if self._refuses:
            raise Refused(self._refuses)

    async def close(self) -> None:
        self.closed = True

    async def send(self, departure: Departure) -> str:
        assert self.reached.is_set()
        await self.sent.put(departure)
        return departure.key

    async def leave(self, place: Place) -> None:
        raise AssertionError(place)

    async def listen(self, ears: Ears) -> None:
        place, ana = Place(self.name, "", "bal"), Sender(self.name, "", "ana", "Ana", reachable=False)
        for event, action, text in (("1", Action.ADDED, ""), ("2", Action.TEXT, "!tache Chanter")):
            said = wall_clock()
            await ears.receive(
                Incoming(self.name, event, said, ana, action, place, text=text, message_id=event, title="bal")
            )
        self.heard.set()
        await asyncio.Event().wait()


def settings(folder: Path) -> Config:
    return Config(database=Database(url=f"sqlite:///{folder}/team.db"), host=Host(admission="open"))  # type: ignore[arg-type]


async def card_at(messenger: Somewhere) -> Departure:
    async with asyncio.timeout(PATIENCE):
        while (letter := await messenger.sent.get()).kind is not Kind.CARD:
            pass
    return letter


async def test_one_that_cannot_be_reached_yet_does_not_keep_the_other_from_serving(tmp_path: Path) -> None:
    here, far = Somewhere("here"), Somewhere("far")
    serving = asyncio.ensure_future(serve_at([far, here], settings(tmp_path)))
    here.reached.set()
    assert (await card_at(here)).messenger == "here"
    assert not far.heard.is_set()
    far.reached.set()
    assert (await card_at(far)).messenger == "far"
    serving.cancel()
    await serving
    assert (here.closed, far.closed) == (True, True)


async def test_what_waits_for_one_that_is_not_open_yet_leaves_when_it_is(tmp_path: Path) -> None:
    first = Somewhere("far")
    first.reached.set()
    serving = asyncio.ensure_future(serve_at([first], settings(tmp_path)))
    await card_at(first)
    serving.cancel()
    await serving
    again, here = Somewhere("far"), Somewhere("here")
    here.reached.set()
    await _let_the_group_hear(tmp_path)
    serving = asyncio.ensure_future(serve_at([again, here], settings(tmp_path)))
    await card_at(here)
    assert again.sent.empty()
    again.reached.set()
    async with asyncio.timeout(PATIENCE):
        letter = await again.sent.get()
    assert letter.kind is Kind.SYSTEM
    serving.cancel()
    await serving


async def _let_the_group_hear(folder: Path) -> None:
    """A letter to the far group is in the outbox."""
    from bot import outbox
    from domain.document import says
    from storage import schema, teams

    engine = schema.ready(f"sqlite:///{folder}/team.db")
    with engine.begin() as rows:
        chat = teams.chat_at(rows, Place("far", "", "bal"))
        assert chat is not None
        outbox.say(rows, chat, says("noted"), "test", wall_clock())
    engine.dispose()


async def test_told_to_stop_it_does_not_wait_for_one_that_cannot_be_reached(tmp_path: Path) -> None:
    far = Somewhere("far")
    serving = asyncio.ensure_future(serve_at([far], settings(tmp_path)))
    await asyncio.sleep(0)
    serving.cancel()
    async with asyncio.timeout(PATIENCE):
        await serving
    assert far.closed


class Clings(Somewhere):
    """It cannot be closed."""

    async def close(self) -> None:
        raise OSError(self.name)


async def test_what_cannot_be_closed_keeps_nothing_else_open(tmp_path: Path) -> None:
    clings, here = Clings("clings"), Somewhere("here")
    here.reached.set()
    serving = asyncio.ensure_future(serve_at([clings, here], settings(tmp_path)))
    await card_at(here)
    assert (tmp_path / "team.db-wal").exists()
    serving.cancel()
    with pytest.raises(OSError, match=r"^clings$"):
        await serving
    assert here.closed
    assert not (tmp_path / "team.db-wal").exists()  # so was the database


async def test_one_that_refuses_the_bot_ends_it_with_its_sentence(tmp_path: Path) -> None:
    here, strict = Somewhere("here"), Somewhere("strict", refuses="They know no such bot.")
    here.reached.set()
    strict.reached.set()
    async with asyncio.timeout(PATIENCE):
        with pytest.raises(Refused, match=r"^They know no such bot\.$"):
            await serve_at([here, strict], settings(tmp_path))
    assert (here.closed, strict.closed) == (True, True)


async def test_calendars_are_shown_where_the_host_says_and_nowhere_else(tmp_path: Path) -> None:
    here = Somewhere("here")
    here.reached.set()
    port = free_port()
    ours = settings(tmp_path).model_copy(
        update={"web": Web(address="https://example.org/bal/", listen=f"127.0.0.1:{port}")}
    )
    serving = asyncio.ensure_future(serve_at([here], ours))
    await card_at(here)
    async with aiohttp.ClientSession() as client:
        async with client.get(f"http://127.0.0.1:{port}/calendar/{'A' * 43}.ics") as answer:
            assert answer.status == 404
        serving.cancel()
        await serving
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(f"http://127.0.0.1:{port}/")
        serving = asyncio.ensure_future(serve_at([Somewhere("here")], settings(tmp_path)))
        await asyncio.sleep(0)
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(f"http://127.0.0.1:{port}/")
        serving.cancel()
        await serving


async def test_where_another_program_listens_already_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        ours = settings(tmp_path).model_copy(update={"web": Web(address="https://example.org", listen=listen)})
        with pytest.raises(Refused, match=f"^Nothing can arrive at {listen}"):
            await serve_at([Somewhere("here")], ours)


async def test_a_copy_that_stands_by_says_that_another_one_has_the_messenger_open(
    tmp_path: Path, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.watch.EVERY", 0.2)  # seconds between two signs of life
    database = Database(url=fresh_database(postgres))  # type: ignore[arg-type]
    shared = settings(tmp_path).model_copy(update={"database": database})
    schema.ready(database.url.get_secret_value()).dispose()
    ports, serving = [free_port(), free_port()], []
    for port in ports:
        messenger, health = Somewhere("there"), Health(listen=f"127.0.0.1:{port}")
        messenger.reached.set()
        serving.append(asyncio.ensure_future(serve_at([messenger], shared.model_copy(update={"health": health}))))

    def is_said() -> list[str]:
        lines = [line.split(",")[0] for line in as_lines(look(shared, wall_clock()))]
        return sorted(line for line in lines if line.startswith("There "))

    async with asyncio.timeout(PATIENCE):
        while is_said() != ["There       open", "There       open in another copy"]:  # noqa: ASYNC110  # a row in a database
            await asyncio.sleep(0.1)
    async with aiohttp.ClientSession() as client:
        told = [await _told(client, f"http://127.0.0.1:{port}") for port in ports]
    assert sorted(told) == [(200, "0.0"), (200, "1.0")]
    for each in serving:
        each.cancel()
        await each


async def _told(client: aiohttp.ClientSession, here: str) -> tuple[int, str]:
    """Whether a copy is ready, and its figure for whether the messenger is open."""
    async with client.get(f"{here}/readyz") as ready, client.get(f"{here}/metrics") as page:
        (figure,) = re.findall(r"^accalmie_messenger_open{.*} (.*)$", await page.text(), re.M)
        return ready.status, figure


def free_port() -> int:
    with socket() as looking:
        looking.bind(("127.0.0.1", 0))
        port: int = looking.getsockname()[1]
        return port
