"""What is old goes by itself, and nothing happens twice for that."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from bot.app import App
from bot.replay.play import Player
from bot.replay.resolve import MESSENGER, place_of, sender
from bot.replay.script import EventLine, Script, TeamLine
from domain.letter import Kind
from domain.message import Action, Incoming
from storage import retention
from storage.retention import KEPT
from storage.tables import TaskRow
from tests.scene import MONDAY, PARIS, Notebook, Scene, keys
from tests.stories.test_leaving import a_busy_person

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
_SETTLED = ("sent", "joined", "dropped", "failed")


async def later(scene: Scene, days: int) -> None:
    """Days pass, and then a look at what is old."""
    await scene.waits(f"{days}d")
    scene.player.clock.move_to(scene.now + timedelta(minutes=1))
    await scene.player.app.tick()


def heard(scene: Scene) -> set[str]:
    return {row["event"] for row in scene.rows("inbox")}


async def test_words_and_questions_of_what_is_settled_are_gone_after_a_week(scene: Scene) -> None:
    await a_busy_person(scene, "Marc")
    await scene.whispers("Marc", "/agenda avis A")
    await scene.at("mon 21:30")
    await scene.whispers("Marc", "/plustard")
    await later(scene, 8)
    settled = [row for row in scene.rows("letter") if row["state"] in _SETTLED]
    assert [row for row in settled if row["document"] is not None] == []
    assert [row for row in settled if row["kind"] == "answer" and row["detail"]] == []
    assert scene.rows("change") == []
    assert [row for row in scene.rows("choice") if row["forget_at"] is not None and row["forget_at"] < scene.now] == []


async def test_old_letters_and_events_go_and_the_cards_stay(scene: Scene) -> None:
    await a_busy_person(scene, "Marc")
    there, before = len(scene.rows("letter")), heard(scene)
    await later(scene, 20)
    assert before <= heard(scene)
    await scene.says("Léa", "/tache Encore")
    await later(scene, 33)
    await scene.says("Léa", "/tache Toujours")
    await later(scene, 2)
    left = scene.rows("letter")
    assert not before & heard(scene)
    assert len([row for row in left if row["created_at"] < scene.now - KEPT]) < there / 2
    pressed = {row["letter_id"] for row in scene.rows("choice")}
    old = [row for row in left if row["created_at"] < scene.now - KEPT and row["id"] not in pressed]
    assert {row["kind"] for row in old} == {"card"}
    assert keys(*await scene.presses("Léa", "take 1", on="card:1"))
    assert scene.task(1).lead, "its button counts still"
    await later(scene, 40)
    old = [row for row in scene.rows("letter") if row["created_at"] < scene.now - retention.BUTTONS_KEPT]
    assert {row["kind"] for row in old} == {"card"}


async def test_an_event_that_comes_again_after_a_long_absence_counts_once(scene: Scene) -> None:
    """Killed before its messenger was told, off for two months: what was heard last comes again first, or soon."""
    await scene.says("Léa", "/tache Décorer", id="m1")
    await scene.says("Léa", "/tache Chanter", id="m2")
    await scene.sleeps("60d")
    await scene.player.app.tick()
    await scene.says("Léa", "/tache Chanter", id="m2")
    await scene.says("Marc", "/tache Danser", id="m3")
    await scene.waits("10m")
    await scene.player.app.write(lambda rows: retention.prune(rows, scene.player.clock()))
    await scene.says("Léa", "/tache Décorer", id="m1")
    assert [task.title for task in scene.tasks()] == ["Décorer", "Chanter", "Danser"]
    await later(scene, 2)
    assert "m1" not in heard(scene)
    assert "m3" in heard(scene)


async def test_a_message_that_did_something_is_not_done_again_when_it_is_corrected_months_later(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Marc", "/prendre 1", id="m1")
    await scene.says("Marc", "/lacher 1", id="m2")
    await scene.says("Marc", "/prendr 1", id="m3")  # did nothing
    await later(scene, 40)
    await scene.says("Ana", "/tache Encore")
    await later(scene, 2)
    assert [row for row in scene.rows("letter") if row["kind"] == "ack" and row["reply_to"] == "m1"] == []
    for message in ("m1", "m3"):
        assert await scene.corrects("Marc", "/prendre 1", on=message) == []
    assert scene.task(1).lead is None


async def test_no_digest_or_reminder_comes_twice_for_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer demain")
    await scene.says("Marc", "/prendre 1")
    for _ in range(6):
        await later(scene, 10)
    digests = [d.document for d in scene.letters(Kind.DIGEST) if d.chat is not None]
    assert len(digests) == 8  # one for each Monday
    assert len(scene.rows("digest")) == 8
    nudges = [(d.about, d.at) for d in scene.letters(Kind.NUDGE)]
    assert len(nudges) == len(set(nudges)) <= 3


async def test_one_look_has_bounded_work(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "_AT_ONCE", 3)
    for number in range(8):
        await scene.says("Léa", f"/tache Tâche {number}")
    await scene.waits("40d")
    await scene.says("Léa", "/tache Encore")
    await scene.waits("2d")
    app: App = scene.player.app
    counts = []
    for _ in range(12):
        await app.tick()
        counts.append(len(scene.rows("inbox")))
    assert all(before - after <= 3 for before, after in itertools.pairwise(counts))
    assert counts[-1] == 1


async def test_each_bot_account_counts_for_itself(scene: Scene) -> None:
    """One that heard nothing for long keeps what it heard last, however much another one hears."""
    other = Incoming("terminal:other", "x1", scene.now, sender("Léa"), Action.TEXT, place_of("bal"), text="/tache Une")
    await scene.player.app.receive(other)
    for _ in range(5):
        await scene.says("Léa", "/taches")
        await later(scene, 20)
    assert "x1" in heard(scene)
    await scene.player.app.receive(other)
    assert len(scene.tasks()) == 1
    assert MESSENGER == "terminal"


async def test_a_transcript_that_is_played_again_months_later_does_nothing_twice(engine: Engine) -> None:
    """It brings everything from its beginning again, each time."""
    team = TeamLine("bal", "fr", PARIS, ("Ana",), ("Léa",), MONDAY, None)
    said = [
        EventLine(MONDAY + timedelta(days=40 * n), f"e{n}", "bal", "Léa", Action.TEXT, f"/tache Affiche {n}")
        for n in range(3)
    ]
    first = await played(Script((team,), tuple(said)), engine)
    assert await played(Script((team,), tuple(said)), engine) == first
    assert [title for title, _ in first] == ["Affiche 0", "Affiche 1", "Affiche 2"]


async def played(script: Script, engine: Engine) -> list[tuple[str, int]]:
    player = Player(script, engine, Notebook(), strict=True)
    await player.play(script.events[-1].at + timedelta(days=40))
    await player.close()
    with engine.connect() as rows:
        return [(row.title, row.number) for row in rows.execute(select(col(TaskRow.title), col(TaskRow.number)))]
