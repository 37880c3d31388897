"""Killed while somebody is looked for: everybody is asked once, in the same order, and the task is handed over once."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.chaos.compare import check
from tests.chaos.launcher import STEPS
from tests.chaos.lives import Kill, Launcher, Story, launcher

DAY = "2026-03-{:02}T{}:00+01:00"
UNTIL = DAY.format(12, "12:00")
SAID: tuple[tuple[int, str, str, dict[str, object]], ...] = (
    (2, "10:00", "Léa", {"text": "/tache Décorer le 23/03 ~2h moi"}),
    (2, "10:01", "Ana", {"text": "/tache Chanter le 23/03 ~2h"}),
    (2, "10:02", "Léa", {"text": "/tache Danser le 23/03 ~9h"}),
    (2, "10:03", "Marc", {"text": "/dispo 4h", "private": True}),
    (2, "10:04", "Inès", {"text": "/dispo 5h", "private": True}),
    (2, "10:05", "Tom", {"text": "/dispo 3h", "private": True}),
    (2, "10:06", "Paul", {"text": "/dispo 1h", "private": True}),
    (2, "10:10", "Léa", {"text": "/proposer 1 quelqu'un", "private": True}),
    (2, "10:11", "Paul", {"press": "take 3", "on": "card:3"}),
    (2, "10:12", "Paul", {"press": "give 3 someone", "private": True}),
    (2, "10:20", "Inès", {"press": "decline 1", "private": True}),
    (2, "22:00", "Ana", {"text": "/renfort 2"}),
    (3, "09:00", "Marc", {"press": "hours noask", "private": True}),
    (4, "10:00", "Tom", {"press": "accept 1", "private": True}),
    (4, "10:30", "Léa", {"text": "/tache Balayer le 23/03 ~1h"}),
    (4, "10:31", "Léa", {"text": "/renfort 4"}),
    (10, "10:00", "Inès", {"press": "take 4 help", "private": True}),
)


def transcript(folder: Path) -> Path:
    team: dict[str, object] = {"team": "bal", "language": "fr", "timezone": "Europe/Paris", "coordinators": ["Ana"],
            "members": ["Léa", "Marc", "Inès", "Tom", "Paul"], "start": DAY.format(2, "09:00")}  # fmt: skip
    lines: list[dict[str, object]] = [team]
    for number, (day, time, who, does) in enumerate(SAID, 1):
        lines.append({"at": DAY.format(day, time), "who": who, "id": f"m{number}", **does})
    file = folder / "searching.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("searching")


def played(lives: Launcher, folder: Path, name: str, kill: Kill | None = None) -> Story:
    story = Story(f"sqlite:///{folder / name}.db")
    if kill is not None:
        lives.live(story, kill)
        assert story.kills == 1
    lives.live(story)
    return story


def test_killed_at_any_step_everybody_is_asked_once_and_in_turn(folder: Path) -> None:
    with launcher(transcript(folder), UNTIL, folder) as lives:
        undisturbed = played(lives, folder, "undisturbed")
        asked = [line["to"] for line in undisturbed.letters if line["kind"] == "request"]
        assert len(asked) >= 5
        assert any("Avec #3" in line["text"] for line in undisturbed.letters)
        check(undisturbed, undisturbed)
        chance = random.Random(9)
        for step in STEPS:
            count = chance.randint(2, undisturbed.steps[step])
            check(played(lives, folder, step.replace(" ", "-"), Kill(step, count)), undisturbed)
        for number in range(10):
            kill = Kill("any", chance.randint(1, undisturbed.steps["any"]))
            check(played(lives, folder, f"random-{number}", kill), undisturbed)
