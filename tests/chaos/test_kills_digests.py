"""Killed while the digests of many groups leave: each has one for its week, and what is said meanwhile counts once."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tests.chaos.compare import check, windows_of
from tests.chaos.launcher import STEPS
from tests.chaos.lives import Kill, Launcher, Story, launcher

TEAMS = [f"quartier {number}" for number in range(1, 8)]
UNTIL = "2026-03-09T10:00:00+01:00"


def transcript(folder: Path) -> Path:
    """Groups with a task each, one with a nudge at the minute at which digests are due, and words at that minute."""
    lines: list[dict[str, object]] = [
        {
            "team": name,
            "language": "fr",
            "timezone": "Europe/Paris",
            "members": ["Léa"],
            "start": "2026-03-02T09:00+01:00",
        }
        for name in TEAMS
    ]
    for number, name in enumerate(TEAMS):
        said = {"at": "2026-03-03T10:00:00+01:00", "team": name, "who": "Léa", "id": f"m{number}"}
        lines.append({**said, "text": f"/tache Chanter {'moi mardi 9h' if number == 5 else ''}"})
    lines.append(
        {"at": "2026-03-09T09:00:00+01:00", "team": TEAMS[3], "who": "Léa", "id": "late", "text": "/tache Danser"}
    )
    file = folder / "digests.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


def played(lives: Launcher, folder: Path, name: str, kill: Kill | None = None) -> Story:
    story = Story(f"sqlite:///{folder / name}.db")
    if kill is not None:
        lives.live(story, kill)
        assert story.kills == 1
    lives.live(story)
    return story


def test_killed_between_any_two_slices_every_group_has_its_digest_once(tmp_path: Path) -> None:
    with launcher(transcript(tmp_path), UNTIL, tmp_path) as lives:
        undisturbed = played(lives, tmp_path, "undisturbed")
        check(undisturbed, undisturbed)
        assert len(windows_of(undisturbed)) == len(TEAMS)
        assert sum(line["kind"] == "digest" for line in undisturbed.letters) == len(TEAMS)
        chance = random.Random(10)
        for step in STEPS:  # near the end, where the digests leave; how many commits there are differs by a few
            count = undisturbed.steps[step] - chance.randint(len(TEAMS), 2 * len(TEAMS))
            check(played(lives, tmp_path, step.replace(" ", "-"), Kill(step, count)), undisturbed)
        for number in range(3):
            kill = Kill("any", undisturbed.steps["any"] - chance.randint(3 * len(TEAMS), 7 * len(TEAMS)))
            check(played(lives, tmp_path, f"random-{number}", kill), undisturbed)
