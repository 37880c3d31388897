"""`accalmie due` and `accalmie replay` as other programs drive them: by arguments, pipes and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.replay.script import Broken, read

ROOT = Path(__file__).parent.parent
SECONDS = 60  # no run takes longer, even on a loaded machine
TEAM: dict[str, Any] = {
    "team": "bal",
    "language": "fr",
    "timezone": "Europe/Paris",
    "coordinators": ["Ana"],
    "members": ["Léa", "Marc"],
    "start": "2026-03-02T08:00:00+01:00",
}
WEEK: list[dict[str, Any]] = [
    TEAM,
    {"at": "2026-03-02T10:00:00+01:00", "who": "Ana", "text": "/tache Réserver la salle @Marc dans 3 jours #bal ~2h"},
    {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "text": "Super, merci à vous !"},
    {"at": "2026-03-02T10:05:00+01:00", "who": "Marc", "press": "accept 1", "on": "proposal:1:Marc"},
    {"at": "2026-03-03T10:00:00+01:00", "who": "Léa", "text": "/tache Imprimer les affiches"},
    {"at": "2026-03-04T10:00:00+01:00", "who": "Léa", "text": "/fait 2"},
]
MONDAY = "2026-03-09T09:00:00+01:00"
# What cannot be played, by the number of the line that it stands for.
BROKEN: list[tuple[int, dict[str, Any] | str]] = [
    (3, "{"),
    (3, "[1]"),
    (4, {"at": "2026-03-02T09:00:00+01:00", "who": "Léa", "text": "earlier"}),
    (3, {"at": "2026-03-02T10:01:00", "who": "Léa", "text": "no offset"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "text": "nobody"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "text": "x", "team": "other"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "text": "x", "react": "✅"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "text": "x", "private": "yes"}),
    (3, {**TEAM, "team": "late"}),
    (1, {**TEAM, "timezone": "Mars/Olympus"}),
    (1, {**TEAM, "language": "xx"}),
    (1, {**TEAM, "members": "Léa"}),
]


def run(*arguments: str, said: str = "", folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=said,
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
    )


def environment() -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith("ACCALMIE_")}
    return {**mine, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}


def transcript(folder: Path, lines: Sequence[dict[str, Any] | str], name: str = "week.jsonl") -> str:
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    (folder / name).write_text("".join(f"{text}\n" for text in texts), "utf-8")
    return name


def with_line(number: int, other: dict[str, Any] | str) -> list[dict[str, Any] | str]:
    """The week with another line in this place."""
    return [*WEEK[: number - 1], other, *WEEK[number:]]


def lines_of(ended: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def is_one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


class TestDue:
    """`accalmie due`: what is understood in a text."""

    def test_one_text_is_one_object(self, tmp_path: Path) -> None:
        ended = run("due", "--now", "2026-03-02T10:00:00+01:00", "Appeler la mairie dans 3 jours", folder=tmp_path)
        assert lines_of(ended) == [
            {
                "due": "2026-03-05",
                "has_time": False,
                "part": None,
                "span": [18, 30],
                "title": "Appeler la mairie",
                "repeat": None,
                "alternatives": [],
            }
        ]

    def test_a_time_is_an_instant_in_the_zone_that_was_named(self, tmp_path: Path) -> None:
        arguments = ("--language", "en", "--now", "2026-03-02T23:30:00Z", "--timezone", "Europe/Helsinki")
        (answer,) = lines_of(run("due", *arguments, "tomorrow 8pm", folder=tmp_path))
        assert (answer["due"], answer["has_time"]) == ("2026-03-04T20:00:00+02:00", True)

    def test_without_now_it_is_this_moment(self, tmp_path: Path) -> None:
        assert lines_of(run("due", "dans 3 jours", folder=tmp_path))[0]["due"]

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--language", "xx", "demain"),
            ("--timezone", "Mars/Olympus", "demain"),
            ("--now", "yesterday", "demain"),
            ("--now", "2026-03-02T10:00:00", "demain"),
            (),
        ],
    )
    def test_a_wrong_argument_is_told_in_one_sentence(self, arguments: tuple[str, ...], tmp_path: Path) -> None:
        ended = run("due", *arguments, folder=tmp_path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert is_one_sentence(ended.stderr)

    def test_lines_are_answered_one_for_one_and_a_broken_one_in_its_place(self, tmp_path: Path) -> None:
        good = {
            "id": "a",
            "text": "dans 3 jours",
            "lang": "fr",
            "reference": "2026-03-02T10:00:00",
            "tz": "Europe/Paris",
        }
        said = [json.dumps(good), "{", json.dumps({**good, "id": 7, "lang": "xx"}), json.dumps({**good, "id": "z"})]
        ended = run("due", "--jsonl", said="\n".join(said) + "\n", folder=tmp_path)
        answers = [json.loads(line) for line in ended.stdout.splitlines()]
        assert ended.returncode == 1
        assert [answer["id"] for answer in answers] == ["a", None, 7, "z"]
        assert ["error" in answer for answer in answers] == [False, True, True, False]
        assert [answer.get("due") for answer in answers] == ["2026-03-05", None, None, "2026-03-05"]
        keys = {"id", "due", "has_time", "part", "span", "title", "repeat", "alternatives"}
        assert keys <= answers[0].keys()

    def test_a_line_is_answered_before_the_next_is_asked(self, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "bot", "due", "--jsonl"]
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=tmp_path,
            env=environment(),
            encoding="utf-8",
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            for number in range(3):
                line = {
                    "id": number,
                    "text": "dans 3 jours",
                    "lang": "fr",
                    "reference": "2026-03-02T10:00",
                    "tz": "UTC",
                }
                process.stdin.write(json.dumps(line) + "\n")
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["id"] == number  # the test's time-out watches
            process.stdin.close()
            assert process.wait(SECONDS) == 0


class TestReplay:
    """`accalmie replay`: a transcript in, letters out."""

    def test_every_letter_is_one_line_with_all_its_fields(self, tmp_path: Path) -> None:
        letters = lines_of(run("replay", transcript(tmp_path, WEEK), "--json", folder=tmp_path))
        keys = {"at", "id", "team", "to", "kind", "sound", "text", "buttons", "about", "edits"}
        assert all(keys <= letter.keys() for letter in letters)
        card = next(letter for letter in letters if letter["kind"] == "card")
        proposal = next(letter for letter in letters if letter["kind"] == "proposal")
        assert (card["to"], card["sound"], card["about"], card["edits"]) == ({"chat": "bal"}, False, "task:1", None)
        assert (proposal["to"], proposal["sound"]) == ({"person": "Marc"}, True)
        assert proposal["buttons"] == ["accept 1", "decline 1"]
        assert "Réserver la salle" in card["text"]
        assert not [letter for letter in letters if "Super" in letter["text"]]

    def test_time_ends_with_the_last_event_or_goes_on_until(self, tmp_path: Path) -> None:
        week = transcript(tmp_path, WEEK)
        short = lines_of(run("replay", week, "--json", folder=tmp_path))
        until = lines_of(run("replay", week, "--json", "--until", MONDAY, folder=tmp_path))
        assert until[: len(short)] == short
        assert not [letter for letter in short if letter["at"] > "2026-03-04T10:00:00+01:00"]
        digests = [letter for letter in until if letter["kind"] == "digest"]
        assert [digest["at"] for digest in digests] == [MONDAY]
        assert "#2 Imprimer les affiches" in digests[0]["text"]

    def test_tasks_come_after_the_letters(self, tmp_path: Path) -> None:
        lines = lines_of(run("replay", transcript(tmp_path, WEEK), "--tasks", folder=tmp_path))
        *letters, first, second = lines
        assert all("kind" in letter for letter in letters)
        assert first == {
            "team": "bal",
            "number": 1,
            "title": "Réserver la salle",
            "state": "open",
            "owners": [{"name": "Marc", "role": "lead", "consent": "accepted"}],
            "due": "2026-03-05",
            "repeat": None,
            "project": "bal",
            "effort_minutes": 120,
            "important": False,
            "wanted": 1,
            "waits_for": [],
        }
        assert (second["number"], second["state"]) == (2, "done")

    def test_it_is_told_to_people_as_well(self, tmp_path: Path) -> None:
        ended = run("replay", transcript(tmp_path, WEEK), "--until", MONDAY, folder=tmp_path)
        assert ended.returncode == 0, ended.stderr
        assert "Réserver la salle" in ended.stdout
        assert "\x1b" not in ended.stdout, "no colours where there is no terminal"

    def test_a_transcript_may_come_through_a_pipe(self, tmp_path: Path) -> None:
        said = (tmp_path / transcript(tmp_path, WEEK)).read_text("utf-8")
        piped = lines_of(run("replay", "-", "--json", said=said, folder=tmp_path))
        assert piped == lines_of(run("replay", "week.jsonl", "--json", folder=tmp_path))

    def test_a_database_keeps_the_state_and_a_second_run_goes_on_where_it_was(self, tmp_path: Path) -> None:
        whole = lines_of(run("replay", transcript(tmp_path, WEEK), "--tasks", "--until", MONDAY, folder=tmp_path))
        half = transcript(tmp_path, WEEK[:4], "half.jsonl")
        kept = ("--database", f"sqlite:///{tmp_path}/kept.db")
        first = lines_of(run("replay", half, "--json", *kept, folder=tmp_path))
        second = lines_of(run("replay", "week.jsonl", "--tasks", "--until", MONDAY, *kept, folder=tmp_path))
        again = lines_of(run("replay", "week.jsonl", "--tasks", "--until", MONDAY, *kept, folder=tmp_path))
        assert first
        assert first + second == whole
        assert again == whole[-2:], "no letter leaves twice"

    @pytest.mark.parametrize(("line", "broken"), [BROKEN[0], BROKEN[2], BROKEN[-1]])
    def test_a_broken_line_stops_everything_before_anything_is_applied(
        self, line: int, broken: dict[str, Any] | str, tmp_path: Path
    ) -> None:
        kept = tmp_path / "kept.db"
        week = transcript(tmp_path, with_line(line, broken))
        ended = run("replay", week, "--json", "--database", f"sqlite:///{kept}", folder=tmp_path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert f"line {line}" in ended.stderr
        assert is_one_sentence(ended.stderr)
        assert not kept.exists()

    @pytest.mark.parametrize(("line", "broken"), BROKEN)
    def test_a_broken_line_is_named(self, line: int, broken: dict[str, Any] | str) -> None:
        texts = [each if isinstance(each, str) else json.dumps(each) for each in with_line(line, broken)]
        with pytest.raises(Broken, match=rf"^line {line}: "):
            read(texts)

    @pytest.mark.parametrize(
        "arguments",
        [
            ("nowhere.jsonl",),
            ("week.jsonl", "--until", "sunday"),
            ("week.jsonl", "--until", "2026-03-09T09:00:00"),
            ("week.jsonl", "--config", "nowhere.toml"),
            ("week.jsonl", "--database", "mysql://nowhere/x"),
            ("week.jsonl", "--database", "not an address"),
            (".",),
        ],
    )
    def test_a_wrong_argument_is_told_in_one_sentence(self, arguments: tuple[str, ...], tmp_path: Path) -> None:
        transcript(tmp_path, WEEK)
        ended = run("replay", *arguments, "--json", folder=tmp_path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert is_one_sentence(ended.stderr)


def test_without_a_command_it_says_what_there_is(tmp_path: Path) -> None:
    ended = run(folder=tmp_path)
    said = ended.stdout + ended.stderr
    assert [command for command in ("run", "demo", "replay", "due") if command not in said] == []


def test_a_slip_in_the_configuration_stops_the_bot_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[storage]\nurl = 'hunter2'\n", "utf-8")
    ended = run("run", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert is_one_sentence(ended.stderr)
    assert "storage" in ended.stderr
    assert "hunter2" not in ended.stderr
