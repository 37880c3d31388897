"""Days on which the server, the line to it, the login or the database is not as usual."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot.messengers import Refused
from bot.messengers.matrix.session import load
from tests.matrix_server.device import Impossible
from tests.matrix_server.people import Matrix
from tests.matrix_server.process import Homeserver, own_homeserver, strict_homeserver
from tests.matrix_server.someone import Room, Someone
from tests.messengers.matrix_scene import Scene, in_a_room, logs_in
from tests.messengers.odd_server import odd_server

__all__ = ["own_homeserver", "strict_homeserver"]
MISSED = 300  # messages; the server tells a bot that comes back of the last hundred
MOST_ASKED = 12  # times in some seconds in which nothing works: after 1 s, then 1.5 s, then 2.3 s …
SECONDS = 4


async def says(person: Someone, words: str, room: Room) -> str:
    """Without looking at what is new; slower if the server wants that."""
    said = {"msgtype": "m.text", "body": words}
    while True:
        try:
            sent = person.device.client.room_send(room.id, "m.room.message", said, ignore_unverified_devices=True)
            answer: Any = await sent
            if hasattr(answer, "event_id"):
                return str(answer.event_id)
            await asyncio.sleep((answer.retry_after_ms or 1000) / 1000)
        except Impossible as refusal:
            await asyncio.sleep((refusal.retry_after_ms or 1000) / 1000)


def found(engine: Engine, query: str) -> list[Any]:
    with engine.connect() as rows:
        return [row[0] for row in rows.execute(text(query))]


async def are_there(room: Scene, query: str, expected: list[Any], within: float = 60) -> None:
    async def is_so() -> bool:
        return len(found(room.engine, query)) >= len(expected)

    await room.ana.until(is_so, within)
    await room.app.settle()
    assert found(room.engine, query) == expected


async def nothing_is_under_way(room: Scene) -> None:
    async def is_so() -> bool:
        return found(room.engine, UNDER_WAY) == [0]

    await room.ana.until(is_so)


UNDER_WAY = "SELECT count(*) FROM letter WHERE state NOT IN ('sent', 'joined', 'dropped')"
NOTES = "SELECT words FROM note ORDER BY id"
TITLES = "SELECT title FROM task ORDER BY number"


# ---- too much


@pytest.mark.parametrize(
    ("tasks", "encrypted"),
    [
        (2, False),
        (2, True),
        pytest.param(8, True, marks=pytest.mark.chaos),
    ],
)
async def test_told_to_slow_down_it_says_everything_in_order_and_once(
    strict_homeserver: Homeserver, engine: Engine, tmp_path: Path, tasks: int, encrypted: bool
) -> None:
    async with (
        Matrix(strict_homeserver.url, tmp_path) as matrix,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=encrypted) as room,
    ):
        titles = [f"Tâche {number}" for number in range(1, tasks + 1)]
        async with room.time_passes():
            for place, title in enumerate(titles):
                await says((room.lea, room.marc)[place % 2], f"!tache {title}", room.room)

            async def all_of_it() -> bool:
                cards = [each for each in await room.room.messages() if each.sender == room.bot.id and "#" in each.text]
                return len(cards) == tasks and all("🙋" in each.reactions for each in cards)

            await room.ana.until(all_of_it, within=60 + tasks * 20)
            await room.app.settle()
        assert [each.splitlines()[0] for each in await room.said() if each.startswith("#")] == [
            f"#{number} {title}" for number, title in enumerate(titles, 1)
        ]


# ---- away


@pytest.mark.timeout(240)
async def test_after_an_hour_of_messages_each_command_is_done_once_in_order(room: Scene) -> None:
    await room.asks_for("Réserver la salle")
    await room.app.settle()
    await room.stops()
    room.clock.now += timedelta(hours=1)
    expected = []
    for number in range(MISSED):
        words = f"On a dit {number}"
        if number % 2:
            expected.append(f"Vu {number}")
            words = f"!noter 1 Vu {number}"
        await says((room.lea, room.marc)[number % 4 // 2], words, room.room)
    await room.starts()
    await are_there(room, NOTES, expected)
    assert found(room.engine, "SELECT count(*) FROM history WHERE what = 'made'") == [1]


async def test_what_was_typed_more_than_a_day_ago_is_answered_in_one_letter(room: Scene) -> None:
    await room.lea.types("!aide tache", room.room)
    private = await room.private(room.lea)
    await room.lea.is_shown("!tache", private, by=room.bot)
    await room.stops()
    for words in ("!fait 98", "!fait 99", "!tache Chanter"):
        await room.lea.types(words, room.room)
    room.clock.now += timedelta(days=3)
    said_at: datetime = room.clock.now - timedelta(days=2)
    room.said_at = lambda _: said_at
    await room.starts()
    await room.shows("Chanter")
    async with room.time_passes(speed=60):
        told = await room.lea.is_shown("pendant mon absence", private, by=room.bot)
    assert "98" in told.text
    assert "99" in told.text


# ---- the server is away, or odd


@pytest.mark.parametrize("encrypted", [False, True])
async def test_when_the_server_comes_back_the_bot_goes_on(
    own_homeserver: Homeserver, engine: Engine, tmp_path: Path, encrypted: bool
) -> None:
    async with (
        Matrix(own_homeserver.url, tmp_path) as matrix,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=encrypted) as room,
    ):
        await room.asks_for("Avant")
        for number in range(2):
            own_homeserver.stop()
            own_homeserver.start()
            async with room.time_passes(speed=10):
                await room.asks_for(f"Après {number}")
        await room.app.settle()
        assert found(engine, TITLES) == ["Avant", "Après 0", "Après 1"]
        cards = [each.splitlines()[0] for each in await room.said() if each.startswith("#")]
        assert cards == ["#1 Avant", "#2 Après 0", "#3 Après 1"]


async def test_what_could_not_leave_while_the_server_was_down_leaves_soon_after(
    own_homeserver: Homeserver, engine: Engine, tmp_path: Path
) -> None:
    async with (
        Matrix(own_homeserver.url, tmp_path) as matrix,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True) as room,
    ):
        await room.asks_for("Affiches")
        await room.app.settle()
        own_homeserver.stop()
        room.clock.now += timedelta(days=7)  # a digest is due
        for _ in range(10):
            room.clock.now += timedelta(minutes=10)
            await room.app.tick()
            await room.app.settle()
        assert found(engine, "SELECT count(*) > 0 FROM letter WHERE state NOT IN ('sent', 'joined', 'dropped')") == [1]
        own_homeserver.start()
        async with room.time_passes():
            await nothing_is_under_way(room)


ODD = {
    "500": (500, {"errcode": "M_UNKNOWN", "error": "Internal server error"}),
    "502": (502, "<html>Bad gateway</html>"),
    "nothing": (200, {}),
    "a list": (200, []),
    "no JSON": (200, "<html>Log in to this network</html>"),
    "half": (200, {"next_batch": 7, "rooms": []}),
}


@pytest.mark.parametrize("odd", ODD)
async def test_while_the_server_talks_nonsense_it_is_asked_now_and_then_and_then_all_arrives(
    matrix: Matrix, engine: Engine, tmp_path: Path, odd: str
) -> None:
    async with (
        odd_server(matrix.url) as between,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True, by_way_of=between.url) as room,
    ):
        await room.asks_for("Avant")
        await room.app.settle()
        between.answers[""] = ODD[odd]
        await room.lea.types("!tache Pendant", room.room)
        between.asked.clear()
        async with room.time_passes():
            await asyncio.sleep(SECONDS)
        assert 0 < len(between.asked) <= MOST_ASKED
        between.answers.clear()
        async with room.time_passes(speed=10):
            await room.asks_for("Après")
            await room.shows("Pendant")
        assert found(engine, TITLES) == ["Avant", "Pendant", "Après"]


@pytest.mark.parametrize("odd", ODD)
async def test_letters_that_the_server_answers_with_nonsense_are_tried_now_and_then_and_arrive_once(
    matrix: Matrix, engine: Engine, tmp_path: Path, odd: str
) -> None:
    async with (
        odd_server(matrix.url) as between,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True, by_way_of=between.url) as room,
    ):
        await room.asks_for("Avant")
        await room.app.settle()
        between.answers["/send/"] = ODD[odd]
        between.asked.clear()
        await room.lea.types("!tache Pendant", room.room)
        async with room.time_passes():
            await asyncio.sleep(SECONDS)
        assert 0 < len([each for each in between.asked if "/send/" in each]) <= MOST_ASKED
        between.answers.clear()
        async with room.time_passes(speed=20):
            await room.shows("Pendant")
        await room.app.settle()
        assert len([each for each in await room.said() if "Pendant" in each]) == 1


async def test_a_letter_whose_answer_is_lost_is_there_once(matrix: Matrix, engine: Engine, tmp_path: Path) -> None:
    async with (
        odd_server(matrix.url) as between,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True, by_way_of=between.url) as room,
    ):
        await room.asks_for("Avant")
        await room.app.settle()
        between.loses = "/send/"
        await room.lea.types("!tache Pendant", room.room)
        await room.shows("Pendant")
        between.loses = ""
        async with room.time_passes(speed=20):
            await room.asks_for("Après")
            await nothing_is_under_way(room)
        for title in ("Pendant", "Après"):
            assert len([each for each in await room.said() if title in each]) == 1


async def test_what_was_on_its_way_when_the_bot_was_stopped_leaves_after_a_slow_start(
    matrix: Matrix, engine: Engine, tmp_path: Path
) -> None:
    async with (
        odd_server(matrix.url) as between,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True, by_way_of=between.url) as room,
    ):
        await room.lea.types("!aide tache", room.room)
        private = await room.private(room.lea)
        await room.app.settle()
        between.answers["/send/"] = ODD["502"]
        await room.lea.types("!tache Pendant", room.room)
        await room.lea.types("!aide fait", room.room)
        await are_there(room, TITLES, ["Pendant"])
        await room.stops()
        between.answers = {"/sync": ODD["502"]}
        room.clock.now += timedelta(hours=1)
        await room.starts()
        await room.app.tick()  # with this the letters set out, and nobody has told the bot of its rooms yet
        between.answers.clear()
        async with room.time_passes():
            await room.shows("Pendant")
            await room.lea.is_shown("!fait", private, by=room.bot)
        assert await room.lea.invitations() == []


# ---- the login


async def test_without_its_keys_it_says_so_and_does_not_start_and_with_a_new_login_it_goes_on(room: Scene) -> None:
    await room.asks_for("Avant")
    await room.stops()
    for each in room.folder.glob("keys_*"):
        each.unlink()
    with pytest.raises(Refused, match=r"keys of the device are gone.*accalmie matrix login"):
        await room.starts()
    await room.lea.types("!tache Pendant", room.room)
    await logs_in(room.matrix.url, room.bot, room.folder)
    await room.starts()
    card = await room.asks_for("Après")
    assert card.encrypted is room.encrypted
    await room.marc.reacts(card, "🙋")
    await room.changes(card, to="Marc")
    assert found(room.engine, TITLES) == ["Avant", "Après"] if room.encrypted else ["Avant", "Pendant", "Après"]


async def test_a_login_that_was_ended_elsewhere_ends_the_bot_in_words_and_a_new_one_misses_nothing(
    room: Scene,
) -> None:
    await room.asks_for("Avant")
    await room.matrix.ends_session(load(room.folder).token)
    with pytest.raises(Refused, match=r"takes the login of this bot no more.*accalmie matrix login"):
        await asyncio.wait_for(room.listening, 30)
    await room.stops()
    with pytest.raises(Refused, match=r"takes the login of this bot no more.*accalmie matrix login"):
        await room.starts()
    await logs_in(room.matrix.url, room.bot, room.folder)
    await room.starts()
    card = await room.asks_for("Après")
    assert card.text.startswith("#2 ")


# ---- the database


async def test_with_an_older_copy_of_the_database_it_does_again_what_is_missing_and_nothing_twice(
    room: Scene, tmp_path: Path
) -> None:
    await room.asks_for("Avant")
    await room.app.settle()
    await room.stops()
    original, copy = tmp_path / "accalmie.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    room.clock.now += timedelta(minutes=5)
    await room.starts()
    await room.asks_for("Après")
    await room.lea.types("!noter 2 Vu", room.room)
    await are_there(room, NOTES, ["Vu"])
    await room.stops()
    room.engine.dispose()
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(original)) as target:
        source.backup(target)
    room.clock.now += timedelta(minutes=5)
    await room.starts()
    await are_there(room, NOTES, ["Vu"])
    await room.asks_for("Encore")
    await room.app.settle()
    assert found(room.engine, TITLES) == ["Avant", "Après", "Encore"]
    assert len([each for each in await room.said() if each.startswith("#2 ")]) == 1
