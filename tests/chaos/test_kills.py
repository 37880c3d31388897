"""Whenever the bot is killed, every command counts once, and every letter arrives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.compare import check, doubled
from tests.chaos.launcher import STEPS
from tests.chaos.lives import Kill, Launcher, Story, launcher
from tests.chaos.long_week import long_week
from tests.dose import dose
from tests.postgres import Cluster, fresh_database

SHORT = Path(__file__).with_name("ten_days.jsonl")
UNTIL = "2026-03-31T12:00:00+02:00"


@pytest.fixture(scope="module")
def ten_days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launcher]:
    with launcher(SHORT, UNTIL, tmp_path_factory.mktemp("lives")) as lives:
        yield lives


@pytest.fixture(scope="module")
def undisturbed(ten_days: Launcher) -> Story:
    return played_through(ten_days)


def played_through(lives: Launcher, database: str | None = None) -> Story:
    story = Story(database or file_in(lives.folder, "undisturbed"))
    lives.live(story)
    return story


def file_in(folder: Path, name: str) -> str:
    return f"sqlite:///{folder / name}.db"


def test_undisturbed_the_ten_days_have_all_that_kills_could_hurt(undisturbed: Story) -> None:
    kinds = {line["kind"] for line in undisturbed.letters}
    assert {"ack", "answer", "card", "proposal", "nudge", "digest", "system", "urgent", "later"} <= kinds
    assert any("carries" in line for line in undisturbed.letters)
    assert any(line["edits"] for line in undisturbed.letters)
    assert len(undisturbed.tasks) == 10
    assert set(undisturbed.steps) == {*STEPS, "any"}
    check(undisturbed, undisturbed)


# `after commit` and `attempt noted` are the same moment for the database: the attempt is noted in the commit of
# whatever made the letter. The first is told by the thread that commits, the second by the loop, once a letter.
@pytest.mark.parametrize("step", STEPS)
def test_killed_at_a_named_step_nothing_is_lost_and_nothing_counts_twice(
    step: str, ten_days: Launcher, undisturbed: Story
) -> None:
    chance = random.Random(step)
    story = Story(file_in(ten_days.folder, step.replace(" ", "-")))
    ten_days.live(story, Kill(step, chance.randint(2, undisturbed.steps[step])))
    assert story.kills == 1
    ten_days.live(story)
    check(story, undisturbed)
    assert doubled(story) <= 6  # what one commit let through at once
    if step == "sent":
        assert doubled(story) >= 1


def test_the_carrier_of_joined_letters_says_the_same_again(ten_days: Launcher, undisturbed: Story) -> None:
    carrier = next(n for n, line in enumerate(undisturbed.letters, 1) if "carries" in line)
    story = Story(file_in(ten_days.folder, "carrier"))
    ten_days.live(story, Kill("sent", carrier))
    ten_days.live(story)
    check(story, undisturbed)
    assert sum("carries" in line for line in story.letters) == 1 + sum(
        "carries" in line for line in undisturbed.letters
    )


def test_killed_twenty_times_at_random_the_ten_days_are_the_same(ten_days: Launcher, undisturbed: Story) -> None:
    kill_at_random(ten_days, undisturbed, kills=20, seed=2)


@pytest.mark.chaos
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", dose([1, 2, 3, 4], [1]))
def test_killed_fifty_times_a_long_week_is_the_same(seed: int, tmp_path: Path) -> None:
    script = tmp_path / "week.jsonl"
    script.write_text(long_week(seed), encoding="utf-8")
    with launcher(script, "2026-10-27T12:00:00+01:00", tmp_path) as lives:
        kill_at_random(lives, played_through(lives), kills=50, seed=seed)


def test_on_postgresql_kills_change_nothing_either(postgres: Cluster, ten_days: Launcher) -> None:
    undisturbed = played_through(ten_days, fresh_database(postgres))
    chance = random.Random(3)
    story = Story(fresh_database(postgres))
    while not story.ended:
        ten_days.live(story, a_kill(chance, undisturbed) if story.kills < 5 else None)
    check(story, undisturbed)


def kill_at_random(lives: Launcher, undisturbed: Story, *, kills: int, seed: int) -> None:
    """Kill so many times in all; a story that came to its end before is followed by another."""
    chance = random.Random(seed)
    told, number = 0, 0
    while told < kills:
        number += 1  # a story may end without a kill, and the next one begins anew all the same
        story = Story(file_in(lives.folder, f"random-{seed}-{number}"))
        while not story.ended:
            lives.live(story, a_kill(chance, undisturbed) if told + story.kills < kills else None)
        check(story, undisturbed)
        told += story.kills


def a_kill(chance: random.Random, undisturbed: Story) -> Kill:
    if chance.random() < 0.2:
        return Kill(after=chance.uniform(0.05, 0.6))
    return Kill("any", chance.randint(1, undisturbed.steps["any"]))
