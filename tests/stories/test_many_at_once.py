"""Many digests are due in the same minute: whoever says something meanwhile is answered first; nobody goes without."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot import tick
from bot.departure import Departure
from bot.replay.play import Player
from bot.replay.resolve import MESSENGER, place_of, sender
from bot.replay.script import instant, read
from domain.letter import Kind
from domain.message import Action, Incoming
from storage import teams
from storage.tables import ChatRow, DigestRow
from tests.scene import Notebook

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
TEAMS = [f"quartier {number}" for number in range(1, 13)]
DUE = instant("2026-03-09T09:00:00+01:00")


class Post(Notebook):
    """Sends, and does something once its first digest is about to leave."""

    meanwhile: Callable[[], Awaitable[object]] | None = None
    said: asyncio.Task[object] | None = None

    async def send(self, departure: Departure) -> str:
        if departure.kind is Kind.DIGEST and self.meanwhile is not None:
            self.said, self.meanwhile = asyncio.ensure_future(self.meanwhile()), None
        return await super().send(departure)

    @property
    def kinds(self) -> list[Kind]:
        return [departure.kind for departure in self.sent]


@pytest.fixture
async def post() -> Post:
    return Post()


@pytest.fixture
async def player(engine: Engine, post: Post) -> AsyncIterator[Player]:
    """Twelve groups with a task each, a minute before their digests are due."""
    lines: list[dict[str, object]] = [
        {"team": name, "start": "2026-03-02T10:00:00+01:00", "members": ["Léa"]} for name in TEAMS
    ]
    for number, name in enumerate(TEAMS):
        said = {"at": "2026-03-03T10:00:00+01:00", "team": name, "who": "Léa", "text": "/tache Chanter"}
        lines.append({**said, "id": f"m{number}"})
    player = Player(read([json.dumps(line) for line in lines]), engine, post, strict=True)
    try:
        await player.play(DUE - timedelta(minutes=1))
        player.clock.move_to(DUE)
        post.sent.clear()
        yield player
    finally:
        await player.close()


def asks(number: int) -> Incoming:
    """Somebody of the last group makes a task."""
    return Incoming(
        own_account=MESSENGER,
        event=f"new{number}",
        said_at=DUE,
        sender=sender("Léa"),
        action=Action.TEXT,
        place=place_of(TEAMS[-1]),
        text="/tache Danser",
        message_id=f"new{number}",
    )


async def test_what_is_said_while_digests_are_made_is_answered_before_any_leaves(player: Player, post: Post) -> None:
    passes = asyncio.ensure_future(player.app.tick())
    await asyncio.sleep(0)  # it has begun
    player.clock.move_to(DUE + timedelta(seconds=1))
    await player.app.receive(asks(1))
    await passes
    await player.app.settle()
    assert sorted(post.kinds[:2]) == [Kind.ACK, Kind.CARD]
    assert post.kinds[2:] == [Kind.DIGEST] * len(TEAMS)
    assert "Danser" in post.sent[-1].speech.plain, "a digest tells what is true when it leaves"


async def test_what_is_said_while_digests_leave_is_answered_before_the_last(player: Player, post: Post) -> None:
    post.meanwhile = lambda: player.app.receive(asks(1))
    await player.app.tick()
    await player.app.settle()
    assert post.said is not None
    await post.said
    assert post.kinds.count(Kind.DIGEST) == len(TEAMS)
    assert {Kind.ACK, Kind.CARD} <= set(post.kinds[: len(TEAMS) // 2])


async def test_no_more_are_made_than_the_messenger_takes_and_the_others_are_due_still(
    player: Player, post: Post, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "MOST_DIGESTS", 4)
    hold = asyncio.Event()

    async def held(_departure: Departure) -> str:
        await hold.wait()
        return "held"

    with monkeypatch.context() as patch:
        patch.setattr(post, "send", held)
        await player.app.tick()
        for _ in range(3):
            await player.app.tick()
        with engine.connect() as rows:
            made = len(rows.execute(select(col(DigestRow.id))).all())
            due = len(teams.digests_due(rows, DUE, 100))
        hold.set()
        await player.app.settle()
    assert 4 <= made < 4 + tick.AT_ONCE
    assert made + due == len(TEAMS)
    for _ in TEAMS:
        await player.app.tick()
        await player.app.settle()
    assert post.kinds == [Kind.DIGEST] * due
    with engine.connect() as rows:
        planned = rows.execute(select(col(ChatRow.digest_at))).scalars().all()
    assert set(planned) == {DUE + timedelta(days=7)}
