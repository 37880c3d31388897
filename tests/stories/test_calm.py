"""What may leave, when: the gate row by row, held letters, three sounds a day, and both changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds


async def test_at_night_a_command_is_acknowledged_and_its_card_shown_silently(scene: Scene) -> None:
    await scene.at("mon 23:00")
    left = await scene.says("Léa", "/tache Décorer")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    left = await scene.presses("Marc", "take 1", on="card:1")
    assert kinds(left) == [("answer", "Marc", False), ("card", "bal", False)]


@pytest.mark.parametrize(("when", "sound"), [("mon 12:00", True), ("mon 22:00", False)])
async def test_an_answer_comes_at_once_and_at_night_without_sound(scene: Scene, when: str, sound: bool) -> None:
    await scene.at(when)
    left = await scene.whispers("Marc", "/taches")
    assert kinds(left) == [("answer", "Marc", sound)]


async def test_a_proposal_made_at_night_rings_when_quiet_ends(scene: Scene) -> None:
    await scene.at("mon 21:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    assert scene.row("letter", kind="proposal")["held"]
    assert await scene.at("tue 7:59") == []
    left = await scene.at("tue 8:00")
    assert kinds(left) == [("proposal", "Marc", True)]


async def test_a_proposal_made_in_the_last_open_minute_rings_at_once(scene: Scene) -> None:
    await scene.at("mon 20:59")
    left = await scene.says("Léa", "/tache Décorer @Marc")
    assert ("proposal", "Marc", True) in kinds(left)


async def test_what_was_held_for_a_person_leaves_as_one_letter_with_one_sound(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chanter moi mercredi")
    await scene.at("tue 22:00")
    for what in "abc":
        await scene.says("Léa", f"/tache Décorer {what} @Marc")
    left = await scene.at("wed 8:00")
    assert kinds(left) == [("proposal", "Marc", True)]
    assert keys(*left).count("proposal-asks") == 3
    assert "nudge-day" in keys(*left)
    assert [kind for kind, _ in left[0].carries].count(Kind.PROPOSAL) == 2
    assert [kind for kind, _ in left[0].carries].count(Kind.NUDGE) == 1
    states = [row["state"] for row in scene.rows("letter", kind="proposal")]
    assert sorted(states) == ["joined", "joined", "sent"]
    assert {row["joined_into"] for row in scene.rows("letter", state="joined")} == {left[0].letter}


async def test_a_joined_proposal_can_be_answered(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.at("tue 8:00")
    await scene.presses("Marc", "decline 1", on="proposal:1:Marc")
    await scene.presses("Marc", "accept 2", on="proposal:2:Marc")
    assert [[a.consent.value for a in task.assignments] for task in scene.tasks()] == [[], ["accepted"]]


async def test_the_fourth_private_sound_of_a_day_joins_the_next_days(scene: Scene) -> None:
    for what in "abcde":
        await scene.says("Léa", f"/tache Décorer {what} @Marc")
        await scene.waits("10m")
    assert kinds(scene.letters(Kind.PROPOSAL)) == [("proposal", "Marc", True)] * 3
    assert {row["held"] for row in scene.rows("letter", kind="proposal", state="waiting")} == {True}
    left = await scene.at("tue 8:00")
    assert kinds(left) == [("proposal", "Marc", True)]
    assert keys(*left).count("proposal-asks") == 2


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        ("/prendre 1", "not asked any more"),
        ("/fait 1", "not asked any more"),
        ("/proposer 1 @Sam", "not asked any more"),
    ],
)
async def test_a_held_proposal_that_is_not_true_any_more_is_dropped(scene: Scene, meanwhile: str, reason: str) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.says("Léa", meanwhile)
    await scene.at("tue 9:00")
    assert scene.letters(to="Marc") == []
    row = scene.rows("letter", kind="proposal", person_id=scene.person("Marc"))[0]
    assert (row["state"], row["reason"]) == ("dropped", reason)


async def test_what_waits_for_somebody_who_left_is_dropped_and_their_tasks_are_free(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi vendredi")
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.leaves("Marc")
    assert [task.assignments for task in scene.tasks()] == [(), ()]
    await scene.waits("6d")
    assert scene.letters(to="Marc") == []
    assert {row["state"] for row in scene.rows("letter", person_id=scene.person("Marc"))} == {"dropped"}


async def test_new_quiet_hours_are_asked_about_what_waits_at_once(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    left = await scene.says("Ana", "/calme non")
    assert ("proposal", "Marc", True) in kinds(left)


async def test_quiet_hours_differ_by_day_and_only_coordination_changes_them(scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.says("Léa", "/calme 20:00-10:00")) == ["refusal-coordinators"]
    assert scene.state() == before
    assert keys(*await scene.says("Léa", "/calme")).count("quiet-window") == 1
    left = await scene.says("Ana", "/calme 20h-10h week-end")
    assert keys(*left).count("quiet-window") == 2
    await scene.says("Ana", "/quiet off friday")
    quiet = scene.rows("chat")[0]["quiet"]
    assert quiet == [[1260, 480]] * 4 + [None] + [[1200, 600]] * 2
    assert keys(*await scene.says("Ana", "/calme 0:00-24:00")) == ["refusal-never-open"]


@pytest.mark.parametrize(
    ("start", "asked", "opens"),
    [
        (datetime(2026, 3, 6, 10), "sun 22:00", datetime(2026, 3, 9, 8)),
        (datetime(2026, 4, 29, 10), "2026-05-01 12:00", datetime(2026, 5, 2, 8)),  # a public holiday
    ],
)
async def test_after_a_day_that_is_quiet_as_a_whole_the_night_is_quiet_too(
    stage: Stage, start: datetime, asked: str, opens: datetime
) -> None:
    scene = await stage(start=start.replace(tzinfo=PARIS))
    await scene.says("Ana", "/calme 0:00-24:00 dimanche")
    await scene.at(asked)
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.at(f"{opens:%Y-%m-%d %H:%M}")
    assert [d.at for d in scene.letters(Kind.PROPOSAL)] == [opens.replace(tzinfo=PARIS)]


async def test_a_chat_that_rang_today_gets_its_digest_silently(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Ana", "/bilan dimanche 10:00")
    await scene.at("sun 10:00")
    assert kinds(scene.letters(Kind.DIGEST)) == [("digest", "bal", True)]
    # A second one on one day cannot be asked for: the week was told. A rung chat is one whose letter says so.
    with scene.engine.begin() as rows:
        rows.exec_driver_sql("UPDATE letter SET left_at = datetime(left_at, '+7 days') WHERE kind = 'digest'")
    await scene.at("sun 9:00")
    await scene.at("sun 10:00")
    assert [d.sound for d in scene.letters(Kind.DIGEST)] == [True, False]


async def test_a_digest_due_at_night_is_held_until_morning(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Ana", "/bilan mardi 23:00")
    assert await scene.at("wed 7:59") == []
    left = await scene.at("wed 8:00")
    assert kinds(left) == [("digest", "bal", True)]


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        ("2026-03-29 01:30", datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),  # spring: 8:00 comes an hour early
        ("2026-10-25 01:30", datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),  # autumn: an hour late
    ],
)
async def test_in_both_nights_of_the_changing_clocks_letters_wait_for_eight_on_the_wall(
    stage: Stage, asked: str, opens: datetime
) -> None:
    scene = await stage(start=datetime.fromisoformat(asked).replace(tzinfo=PARIS) - timedelta(hours=2))
    await scene.at(asked)
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.waits("1d")
    assert [d.at for d in scene.letters(Kind.PROPOSAL)] == [opens]


async def test_quiet_that_ends_in_the_hour_that_autumn_repeats_ends_once(stage: Stage) -> None:
    scene = await stage(start=datetime(2026, 10, 24, 12, tzinfo=PARIS))
    await scene.says("Ana", "/calme 21:00-02:30")
    await scene.at("sat 22:00")
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.waits("12h")
    assert [d.at for d in scene.letters(Kind.PROPOSAL)] == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]
