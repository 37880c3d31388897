"""Recurring tasks: finishing one makes the next, and taking that back takes it away again."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.letter import Kind
from domain.task import Role, State
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def bins(stage: Stage) -> Scene:
    """Monday, 10:00. Léa puts the bins out every Thursday, Marc helps; this week's is task 1."""
    scene = await stage()
    await scene.says("Léa", "/tache Sortir les poubelles tous les jeudis moi #local ~1h x2 !!")
    await scene.says("Marc", "/prendre 1 aide")
    return scene


def states(scene: Scene) -> list[State]:
    return [task.state for task in scene.tasks()]


def dues(scene: Scene) -> list[object]:
    return [task.due for task in scene.tasks()]


@pytest.mark.parametrize("who", ["Léa", "Sam"])
async def test_finishing_one_makes_the_next_with_the_same_people(bins: Scene, who: str) -> None:
    left = await bins.says(who, "/fait 1")
    one, following = bins.tasks()
    assert (one.state, following.state) == (State.DONE, State.OPEN)
    assert (one.due, following.due) == (date(2026, 3, 5), date(2026, 3, 12))
    same = ("title", "repeat", "project", "effort_minutes", "important", "wanted", "author")
    assert [getattr(following, name) for name in same] == [getattr(one, name) for name in same]
    assert [(a.name, a.role) for a in following.accepted] == [("Léa", Role.LEAD), ("Marc", Role.HELPER)]
    cards = [d for d in left if d.kind is Kind.CARD]
    assert sorted((d.about, d.edits is None) for d in cards) == [(1, False), (2, True)]
    assert offers(next(d for d in cards if d.about == 2)) == ["done 2"]


async def test_the_button_does_the_same_in_english(stage: Stage) -> None:
    scene = await stage(language="en")
    await scene.says("Léa", "/task Put the bins out every thursday 6pm me")
    await scene.presses("Marc", "done 1", on="card:1")
    assert dues(scene) == [datetime(2026, 3, day, 18, tzinfo=PARIS) for day in (5, 12)]


async def test_who_carries_the_next_is_reminded_of_it_and_not_of_the_last(bins: Scene) -> None:
    await bins.says("Léa", "/fait 1")
    await bins.at("2026-03-14 12:00")
    nudges = [
        (d.about, kinds([d])[0][1], d.at.astimezone(PARIS).strftime("%a %H:%M")) for d in bins.letters(Kind.NUDGE)
    ]
    assert nudges == [
        (2, "Léa", "Tue 08:00"),
        (2, "Marc", "Tue 08:00"),
        (2, "Léa", "Thu 08:00"),
        (2, "Léa", "Fri 08:00"),
    ]


async def test_done_weeks_late_it_comes_back_after_today(bins: Scene) -> None:
    await bins.at("2026-03-30 12:00")
    await bins.says("Léa", "/fait 1")
    assert dues(bins) == [date(2026, 3, 5), date(2026, 4, 2)]


async def test_done_on_the_day_of_a_later_one_that_one_is_next(bins: Scene) -> None:
    await bins.at("2026-03-19 12:00")
    await bins.says("Léa", "/fait 1")
    assert dues(bins) == [date(2026, 3, 5), date(2026, 3, 19)]


async def test_done_early_twice_in_a_row_each_makes_one(bins: Scene) -> None:
    await bins.says("Léa", "/fait 1")
    await bins.says("Léa", "/fait 2")
    assert dues(bins) == [date(2026, 3, 5), date(2026, 3, 12), date(2026, 3, 19)]
    assert states(bins) == [State.DONE, State.DONE, State.OPEN]
    assert keys(*await bins.says("Léa", "/fait 1")) == ["refusal-closed"]
    assert len(bins.tasks()) == 3


async def test_the_hour_stays_over_the_change_of_clocks(stage: Stage) -> None:
    scene = await stage(start=datetime(2026, 3, 27, 10, tzinfo=PARIS))
    await scene.says("Léa", "/tache Ouvrir tous les samedis 18h moi")
    await scene.says("Léa", "/fait 1")
    assert [t.due_at.astimezone(UTC).hour for t in scene.tasks() if t.due_at] == [17, 16]


@pytest.mark.parametrize("typed", ["/rouvrir 1", "/oups"])
async def test_what_was_not_done_after_all_takes_the_next_away(bins: Scene, typed: str) -> None:
    await bins.says("Léa", "/fait 1")
    left = await bins.says("Léa", typed)
    assert states(bins) == [State.OPEN, State.CANCELLED]
    assert sorted(d.about for d in left if d.kind is Kind.CARD and d.about) == [1, 2]
    await bins.waits("2w")
    assert {d.about for d in bins.letters(Kind.NUDGE)} == {1}
    await bins.says("Léa", "/fait 1")
    assert states(bins) == [State.DONE, State.CANCELLED, State.OPEN]


@pytest.mark.parametrize("back", ["/rouvrir 1", "/oups"])
@pytest.mark.parametrize(
    "touched",
    [
        "/prendre 2 aide", "/noter 2 lundi c'est férié", "/echeance 2 vendredi", "/renfort 2",
        "/corriger 2 Sortir le verre", "/proposer 2 @Ana", "/apres 2 3", "/apres 3 2", "/fait 2", "/supprimer 2",
    ],
)  # fmt: skip
async def test_what_somebody_touched_stays(bins: Scene, touched: str, back: str) -> None:
    await bins.says("Léa", "/fait 1")
    await bins.says("Ana", "/tache Acheter des sacs")
    left = await bins.says("Sam" if touched != "/supprimer 2" else "Ana", touched)
    assert keys(*left)[0] == "ack"
    expected = bins.task(2).state
    await bins.says("Léa", back)
    assert bins.task(1).state is State.OPEN
    assert bins.task(2).state is expected


async def test_released_by_who_carried_it_the_next_stays(bins: Scene) -> None:
    await bins.says("Léa", "/fait 1")
    await bins.says("Marc", "/lacher 2")
    await bins.says("Léa", "/rouvrir 1")
    assert states(bins) == [State.OPEN, State.OPEN]


async def test_taking_back_a_reopening_brings_the_next_back(bins: Scene) -> None:
    await bins.says("Léa", "/fait 1")
    await bins.says("Sam", "/rouvrir 1")
    assert states(bins) == [State.OPEN, State.CANCELLED]
    await bins.says("Sam", "/oups")
    assert states(bins) == [State.DONE, State.OPEN]
    assert [(a.name, a.role) for a in bins.task(2).accepted] == [("Léa", Role.LEAD), ("Marc", Role.HELPER)]
    await bins.at("2026-03-10 09:00")
    assert {d.about for d in bins.letters(Kind.NUDGE)} == {2}


async def test_dropping_one_ends_it_and_taking_that_back_too(bins: Scene) -> None:
    await bins.says("Léa", "/supprimer 1")
    assert states(bins) == [State.CANCELLED]
    await bins.says("Léa", "/oups")
    assert states(bins) == [State.OPEN]
    await bins.says("Léa", "/fait 1")
    assert len(bins.tasks()) == 2


async def test_without_repetition_it_does_not_come_back(bins: Scene) -> None:
    await bins.says("Léa", "/corriger 1 sans répétition")
    await bins.says("Léa", "/fait 1")
    assert states(bins) == [State.DONE]


async def test_a_moved_deadline_changes_this_one_only(bins: Scene) -> None:
    await bins.says("Léa", "/echeance 1 vendredi")
    await bins.says("Léa", "/fait 1")
    assert dues(bins) == [date(2026, 3, 6), date(2026, 3, 12)]


async def test_a_date_that_was_taken_away_does_not_end_it(bins: Scene) -> None:
    await bins.says("Léa", "/echeance 1 aucune")
    await bins.says("Léa", "/fait 1")
    assert dues(bins) == [None, date(2026, 3, 5)]


async def test_after_its_last_day_it_does_not_come_back(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Arroser tous les jeudis jusqu'au 13 mars moi")
    await scene.says("Léa", "/fait 1")
    await scene.says("Léa", "/fait 2")
    assert dues(scene) == [date(2026, 3, 5), date(2026, 3, 12)]


async def test_who_was_only_asked_is_not_asked_again_by_itself(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Arroser tous les jeudis @Sam")
    await scene.says("Marc", "/fait 1")
    assert scene.task(2).assignments == ()
    assert scene.task(2).is_free


async def test_several_at_once_each_make_their_next(bins: Scene) -> None:
    await bins.says("Léa", "/tache Arroser tous les jours")
    await bins.says("Léa", "/fait 1 2")
    assert [(t.title, t.due) for t in bins.tasks()[2:]] == [
        ("Sortir les poubelles", date(2026, 3, 12)),
        ("Arroser", date(2026, 3, 3)),
    ]
    await bins.says("Léa", "/oups")
    assert states(bins) == [State.OPEN, State.OPEN, State.CANCELLED, State.CANCELLED]


async def test_its_end_is_told_in_the_digest_and_the_next_among_what_is_due(bins: Scene) -> None:
    await bins.says("Léa", "/fait 1")
    (letter,) = [d for d in await bins.at("2026-03-09 09:00") if d.kind is Kind.DIGEST]
    numbers = [
        (line.phrases[0].values["number"].number)  # type: ignore[union-attr]
        for line in letter.document.lines
        if line.phrases[0].key == "item"
    ]
    assert [key for key in keys(letter) if key.startswith("digest-")][1:3] == ["digest-week", "digest-done"]
    assert numbers == [2, 1]
