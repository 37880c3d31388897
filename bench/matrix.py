"""Our bot on Matrix beside a bare echo on the same library, in rooms of one real Synapse on loopback, as JSON.

`python -m bench.matrix`: one person types commands, one after the other (`one`) or with eight that are not answered yet
(`eight`), in a plain and in an encrypted room. A command is answered when the person can read the task's card, or the
echo. Ours sends more for it: a reaction to the command, the card, and reactions below the card; so the ratios are told
for each command, and for each event that was sent. The server takes most of the time, and is not ours.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from statistics import median
from subprocess import Popen
from typing import Any

from bench import processes, serving
from bench.matrix_bots import ACCOUNT, BOTS, REQUESTS
from bench.rounds import Round, together
from bot.messengers.matrix.login import Wishes, log_in
from tests.matrix_server.device import Account
from tests.matrix_server.people import Matrix
from tests.matrix_server.process import Homeserver, Missing
from tests.matrix_server.seen import Told
from tests.matrix_server.someone import Room, Someone

SAID = "!task Réserver la salle {} avant vendredi 18h #bal"
_NUMBER = re.compile(r"salle (\d+)")
_WIDTHS = {"one": 1, "eight": 8}
_SENT = frozenset({"m.room.message", "m.room.encrypted", "m.reaction"})
_PATIENCE = 60.0  # seconds for an answer
_OUTPUT = "output"
_BOTS = "bench.matrix_bots"
_numbers = count(1)


@dataclass(frozen=True)
class Load:
    """So many commands of each kind in a round. `quiet`: seconds without an event by which the bot has done all."""

    rounds: int
    commands: dict[str, int]
    warm: int
    quiet: float


FULL = Load(3, {"one": 50, "eight": 160}, 20, 1.5)
QUICK = Load(1, {"one": 2, "eight": 8}, 1, 0.25)


@dataclass(frozen=True)
class Played(Round):
    """`sent`: events of the bot; `asked`: its requests by kind; `server`: processor time of the server, in seconds."""

    sent: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    server: float = 0.0


@dataclass
class Bot:
    """One that runs."""

    name: str
    account: Account
    folder: Path
    process: Popen[bytes]

    def asked(self) -> Counter[str]:
        """All that it has asked the server for since it began."""
        file = self.folder / REQUESTS
        return Counter(file.read_text().split()) if file.exists() else Counter()

    def said(self) -> str:
        """What it complained of."""
        return (self.folder / _OUTPUT).read_text("utf-8", "replace")


@dataclass
class Talk:
    """The person and one bot in a room."""

    bot: Bot
    person: Someone
    room: Room
    sent: int = 0  # events of the bot
    joined: asyncio.Event = field(default_factory=asyncio.Event)
    _looked: int = 0
    _waiting: dict[int, asyncio.Future[None]] = field(default_factory=dict)

    @property
    def _events(self) -> list[Told]:
        return self.person.device.events(self.room.id)

    def look(self) -> None:
        """Takes in what the person's app shows by now."""
        for event in self._events[self._looked :]:
            if not event.readable:  # its key is on the way
                return
            self._looked += 1
            if event.sender != self.bot.account.id:
                continue
            if event.type == "m.room.member":
                self.joined.set()
            elif event.type in _SENT:
                self.sent += 1
                found = _NUMBER.search(str(event.content.get("body", "")))
                if found and (answered := self._waiting.pop(int(found[1]), None)):
                    answered.set_result(None)

    async def command(self) -> float:
        """Seconds until it is answered."""
        number = next(_numbers)
        answered = self._waiting[number] = asyncio.get_running_loop().create_future()
        said = {"msgtype": "m.text", "body": SAID.format(number)}
        began = time.perf_counter()
        await self.person.device.client.room_send(self.room.id, "m.room.message", said, ignore_unverified_devices=True)
        try:
            async with asyncio.timeout(_PATIENCE):
                await answered
        except TimeoutError:
            raise RuntimeError(f"{self.bot.name} did not answer:\n{self.bot.said()[-4000:]}") from None
        return time.perf_counter() - began

    async def settles(self, quiet: float) -> None:
        """Until the bot has sent nothing for so long."""
        before = -1
        while before != self.sent:
            before = self.sent
            await asyncio.sleep(quiet)


async def played(talk: Talk, server: int, width: int, commands: int, quiet: float) -> Played:
    """So many commands, of which so many wait for their answer at a time. `server`: its process id."""
    left = iter(range(commands))

    async def types() -> list[float]:
        return [await talk.command() for _ in left]

    pid = talk.bot.process.pid
    sent, asked, cpu, its = talk.sent, talk.bot.asked(), processes.cpu(pid), processes.cpu(server)
    began = time.perf_counter()
    waits = [wait for those in await asyncio.gather(*(types() for _ in range(width))) for wait in those]
    took = time.perf_counter() - began
    await talk.settles(quiet)
    cpu, its = processes.cpu(pid) - cpu, processes.cpu(server) - its
    return Played(commands, took, cpu, waits, talk.sent - sent, talk.bot.asked() - asked, its)


def told(rounds: Sequence[Played]) -> dict[str, Any]:
    """What they come to, for each command."""
    done = sum(each.done for each in rounds)
    asked = sum((each.asked for each in rounds), Counter[str]())
    sent = sum(each.sent for each in rounds)
    return together(rounds) | {
        "p50_ms": round(median(wait for each in rounds for wait in each.waits) * 1000, 1),
        "server_cpu_ms_each": round(sum(each.server for each in rounds) / done * 1000, 1),
        "events_each": round(sent / done, 2),
        "cpu_ms_an_event": round(sum(each.cpu for each in rounds) / sent * 1000, 3),
        "requests_each": round(sum(asked.values()) / done, 2),
        "requests": {kind: round(times / done, 2) for kind, times in asked.most_common()},
    }


def ratios(ours: dict[str, Any], echo: dict[str, Any]) -> dict[str, float]:
    """Ours to the echo. More is faster only in `a_second`."""
    names = ("a_second", "p50_ms", "cpu_ms_each", "cpu_ms_an_event", "server_cpu_ms_each", "requests_each")
    return {name: round(ours[name] / echo[name], 2) for name in names if echo[name]}


# ---- who is there


@contextmanager
def _server(folder: Path) -> Iterator[Homeserver]:
    server = Homeserver(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


async def _account(people: Matrix, name: str, folder: Path) -> Account:
    """One with what the bot of this name needs before it starts."""
    account = await people.account(name)
    if name == "accalmie":
        wishes = Wishes(lambda _: account.id, people.url, lambda: people.url, lambda: account.password)
        await log_in(folder, wishes)
        serving.make_database(folder)
    else:
        login = {"user": account.id, "device": account.device, "token": account.token}
        (folder / ACCOUNT).write_text(json.dumps(login))
    return account


@asynccontextmanager
async def _bots(people: Matrix, folder: Path, profile: Path | None) -> AsyncIterator[list[Bot]]:
    bots = []
    with ExitStack() as running:
        for name in BOTS:
            own = folder / name
            own.mkdir()
            account = await _account(people, name, own)
            more = [str(profile)] if profile and name == "accalmie" else []
            output = running.enter_context((own / _OUTPUT).open("wb"))
            process = processes.running(_BOTS, name, people.url, str(own), *more, stderr=output)
            bots.append(Bot(name, account, own, running.enter_context(process)))
        yield bots


@asynccontextmanager
async def _talking(person: Someone, bots: Sequence[Bot], *, encrypted: bool) -> AsyncIterator[dict[str, Talk]]:
    """A room with each of them, where the person looks at what comes."""
    talks = {}
    for bot in bots:
        room = await person.makes_room(f"{bot.name} {encrypted}", bot.account, encrypted=encrypted)
        talks[bot.name] = Talk(bot, person, room)

    async def look() -> None:
        while True:
            await person.device.looks(10)
            for talk in talks.values():
                talk.look()

    looking = asyncio.ensure_future(look())
    try:
        async with asyncio.timeout(_PATIENCE):
            for talk in talks.values():
                await talk.joined.wait()
        yield talks
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


async def _in_rooms(person: Someone, bots: Sequence[Bot], server: int, load: Load, *, encrypted: bool) -> Any:
    kind = "encrypted" if encrypted else "plain"
    rounds: dict[str, dict[str, list[Played]]] = {bot.name: {how: [] for how in _WIDTHS} for bot in bots}
    async with _talking(person, bots, encrypted=encrypted) as talks:
        for talk in talks.values():
            await played(talk, server, 1, load.warm, load.quiet)
        for number in range(load.rounds):  # each in turn, so that whatever else the machine does slows both of them
            _say(f"matrix, {kind}: round {number}")
            for how, width in _WIDTHS.items():
                for name, talk in talks.items():
                    rounds[name][how].append(await played(talk, server, width, load.commands[how], load.quiet))
    figures = {name: {how: told(those) for how, those in each.items()} for name, each in rounds.items()}
    return figures | {
        "ratios": {how: ratios(figures["accalmie"][how], figures["echo"][how]) for how in _WIDTHS},
    }


async def _measured(folder: Path, server: Homeserver, load: Load, profile: Path | None) -> dict[str, Any]:
    assert server.process is not None
    figures: dict[str, Any] = {}
    async with Matrix(server.url, folder) as people, _bots(people, folder, profile) as bots:
        person = await people.person("Léa")
        for encrypted in (False, True):
            kind = "encrypted" if encrypted else "plain"
            figures[kind] = await _in_rooms(person, bots, server.process.pid, load, encrypted=encrypted)
        figures["peak_mb"] = {bot.name: processes.memory(bot.process.pid, "VmHWM") for bot in bots}
    return figures


def measured(*, quick: bool, rounds: int = 3, profile: Path | None = None) -> dict[str, Any]:
    """All the figures. Seconds are this machine's; the ratios are what to look at."""
    load = QUICK if quick else replace(FULL, rounds=rounds)
    with tempfile.TemporaryDirectory() as folder:
        try:
            (at := Path(folder, "server")).mkdir()
            with _server(at) as server:
                return asyncio.run(_measured(Path(folder), server, load, profile))
        except Missing as reason:
            return {"skipped": str(reason)}


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.matrix", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything can be measured")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", type=Path, help="where the time of our bot goes, into files named like this")
    chosen = parser.parse_args()
    print(processes.as_json(measured(quick=chosen.quick, rounds=chosen.rounds, profile=chosen.profile)))


if __name__ == "__main__":
    main()
