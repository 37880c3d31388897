"""Killed while somebody is forgotten: it is done once, whole, and the last letter arrives."""

from __future__ import annotations

import json
from pathlib import Path

from storage.database import open_database
from tests.chaos.lives import Kill, Story, launcher
from tests.stories.test_nothing_is_left import walked

AT = "2026-03-02T10:{:02}:00+01:00"
UNTIL = "2026-03-03T12:00:00+01:00"
SAID = (
    ("Marc", "/tache Décorer moi"),
    ("Léa", "/tache Chanter @Marc"),
    ("Marc", "/noter 1 les lampions"),
    ("Léa", "/merci @Marc"),
    ("Marc", "/oubliemoi"),
)


def transcript(folder: Path) -> Path:
    team: dict[str, object] = {"team": "bal", "language": "fr", "timezone": "Europe/Paris", "coordinators": ["Ana"],
            "members": ["Léa", "Marc"], "start": AT.format(0)}  # fmt: skip
    lines: list[dict[str, object]] = [team]
    lines += [{"at": AT.format(n), "who": who, "text": text, "id": f"m{n}"} for n, (who, text) in enumerate(SAID, 1)]
    lines.append({"at": AT.format(9), "who": "Marc", "press": "forgetme yes", "id": "p1"})
    file = folder / "forgetting.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return file


def test_killed_at_any_step_they_are_forgotten_once_and_wholly(tmp_path: Path) -> None:
    with launcher(transcript(tmp_path), UNTIL, tmp_path) as lives:
        undisturbed = Story(f"sqlite:///{tmp_path / 'undisturbed'}.db")
        lives.live(undisturbed)
        everything = undisturbed.steps["any"]
        assert goodbyes(undisturbed) == 1
        for step in range(everything - 15, everything + 1):
            story = Story(f"sqlite:///{tmp_path / str(step)}.db")
            lives.live(story, Kill("any", step))
            lives.live(story)
            assert story.kills == 1
            assert 1 <= goodbyes(story) <= 2, step
            assert titles(story) == titles(undisturbed), step
            engine = open_database(story.database)
            assert "Marc" not in walked(engine), step
            engine.dispose()


def goodbyes(story: Story) -> int:
    return sum("mon dernier message" in letter["text"].replace("\N{NO-BREAK SPACE}", " ") for letter in story.letters)


def titles(story: Story) -> list[tuple[str, str, int]]:
    return [(task["title"], task["state"], len(task["owners"])) for task in story.tasks]
