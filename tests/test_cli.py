"""`accalmie due` and `accalmie replay` as other programs drive them: by arguments, pipes and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.clock import wall_clock
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
    (1, {**TEAM, "admitted": "no"}),
    (1, {**TEAM, "hosts": "Léa"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "add": False}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "admit": "yes"}),
    (3, {"at": "2026-03-02T10:01:00+01:00", "who": "Léa", "add": True, "remove": True}),
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


class TestAdmit:
    """`accalmie admit`: the host lets the bot talk in a chat to which somebody added it."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        """An hour ago Léa added the bot to a chat; the database is where the configuration says."""
        (tmp_path / "config.toml").write_text("[database]\nurl = 'sqlite:///kept.db'\n", "utf-8")
        added = {"at": (wall_clock() - timedelta(hours=1)).isoformat(), "who": "Léa", "add": True}
        transcript(tmp_path, [{**TEAM, "start": None, "admitted": False}, added])
        return tmp_path

    def letters(self, folder: Path) -> list[dict[str, Any]]:
        """What leaves up to a minute from now."""
        until = (wall_clock() + timedelta(minutes=1)).isoformat()
        played = ("replay", "week.jsonl", "--json", "--database", "sqlite:///kept.db", "--until", until)
        return lines_of(run(*played, folder=folder))

    def test_the_code_that_the_bot_told_lets_it_in_whatever_its_case(self, folder: Path) -> None:
        (told,) = self.letters(folder)
        assert (told["kind"], told["sound"], told["to"]) == ("system", False, {"chat": "bal"})
        code = told["text"].partition("accalmie admit ")[2].split()[0]
        ended = run("admit", f" {code[:3].lower()}-{code[3:].lower()}", folder=folder)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.startswith("bal is admitted")
        assert is_one_sentence(ended.stdout)
        (hello,) = self.letters(folder)
        assert (hello["kind"], hello["buttons"][0]) == ("system", "start")
        assert run("admit", code, folder=folder).returncode == 2, "once is enough"

    def test_without_a_code_it_lists_the_chats_that_wait(self, folder: Path) -> None:
        """For a chat in which the bot may not write, and so tells no code."""
        (told,) = self.letters(folder)
        code = told["text"].partition("accalmie admit ")[2].split()[0]
        assert run("admit", folder=folder).stdout == f"{code}  bal\n"
        assert run("admit", code, folder=folder).returncode == 0
        assert is_one_sentence(run("admit", folder=folder).stdout)

    @pytest.mark.parametrize("code", ["AAAAAA", "", "K7QF2M'; --", "bal"])
    def test_any_other_code_is_refused_in_one_sentence(self, code: str, folder: Path) -> None:
        self.letters(folder)
        ended = run("admit", code, folder=folder)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert is_one_sentence(ended.stderr)
        assert self.letters(folder) == []

    def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(self, tmp_path: Path) -> None:
        (tmp_path / "c.toml").write_text("[database]\nurl = 'sqlite:////nowhere/x.db'\n", "utf-8")
        ended = run("admit", "AAAAAA", "--config", "c.toml", folder=tmp_path)
        assert (ended.returncode, ended.stdout) == (2, "")
        assert is_one_sentence(ended.stderr)


class TestTheBotComesAndGoes:
    """Transcripts in which the bot is added to a group, let in, and removed."""

    OUTSIDE: dict[str, Any] = {**TEAM, "admitted": False, "hosts": ["Odile"]}  # noqa: RUF012

    def at(self, day: int, who: str, **what: Any) -> dict[str, Any]:
        return {"at": f"2026-03-{day:02}T10:00:00+01:00", "who": who, **what}

    def played(self, folder: Path, *events: dict[str, Any], until: str = "2026-03-09T12:00:00+01:00") -> Any:
        return lines_of(
            run("replay", transcript(folder, [self.OUTSIDE, *events]), "--tasks", "--until", until, folder=folder)
        )

    def test_let_in_by_a_host_it_works_from_then_on(self, tmp_path: Path) -> None:
        hello, *others, task = self.played(
            tmp_path,
            self.at(2, "Léa", text="/tache Trop tôt"),
            self.at(3, "Odile", add=True),
            self.at(3, "Ana", text="/tache Décorer moi"),
        )
        assert (hello["kind"], hello["sound"], hello["edits"]) == ("system", False, None)
        assert hello["buttons"] == ["start", "settings language en", "settings", "privacy", "charter", "help"]
        assert [letter["kind"] for letter in others] == ["ack", "card", "digest"]
        assert (task["title"], task["owners"][0]["name"]) == ("Décorer", "Ana")

    def test_let_in_by_its_code(self, tmp_path: Path) -> None:
        lines = self.played(tmp_path, self.at(3, "Léa", add=True), self.at(3, "host", admit=True))
        assert ["accalmie admit" in letter["text"] for letter in lines] == [True, False]
        again = self.played(tmp_path, self.at(3, "Léa", add=True), self.at(3, "host", admit=True))
        assert again == lines, "a transcript is always played the same"

    def test_not_let_in_it_leaves_after_a_day(self, tmp_path: Path) -> None:
        _, goodbye = self.played(tmp_path, self.at(3, "Léa", add=True), self.at(6, "Léa", text="/aide"))
        assert (goodbye["at"], goodbye["leaves"]) == ("2026-03-04T10:00:00+01:00", True)

    def test_removed_it_is_silent(self, tmp_path: Path) -> None:
        lines = self.played(
            tmp_path,
            self.at(3, "Odile", add=True),
            self.at(3, "Ana", text="/tache Décorer moi"),
            self.at(4, "Ana", remove=True),
            self.at(5, "Ana", text="/fait 1"),
        )
        assert [line["kind"] for line in lines if "kind" in line] == ["system", "ack", "card"]
        assert lines[-1]["state"] == "open"

    def test_it_is_shown_to_people_as_well(self, tmp_path: Path) -> None:
        events = [self.at(3, "Léa", add=True), self.at(3, "Jo", admit=True), self.at(4, "Léa", remove=True)]
        ended = run("replay", transcript(tmp_path, [self.OUTSIDE, *events]), folder=tmp_path)
        assert ended.returncode == 0, ended.stderr
        for line in ("Léa       ajoute le robot", "Jo        laisse entrer le robot", "Léa       retire le robot"):
            assert line in ended.stdout
        assert "10:00  Léa" in ended.stdout, "in the group's zone, even before the bot knows the group"

    def test_in_private_a_person_of_several_teams_may_mean_any_of_them(self, tmp_path: Path) -> None:
        other = {**TEAM, "team": "ciné", "members": ["Marc"], "coordinators": ["Zoé"]}
        lines = [
            TEAM,
            other,
            self.at(3, "Zoé", text="/task Projeter", team="ciné"),
            self.at(3, "Zoé", text="/task Balayer", team="ciné"),
            self.at(3, "Ana", text="/task Décorer"),
            self.at(3, "Marc", text="/take 2", private=True),
            self.at(3, "Marc", text="/take 1", private=True),
            self.at(3, "Marc", press="take 1", team="ciné"),
        ]
        played = lines_of(run("replay", transcript(tmp_path, lines), "--tasks", folder=tmp_path))
        taken = {(line["team"], line["number"]) for line in played if line.get("owners")}
        assert taken == {("ciné", 1), ("ciné", 2)}
        (asked,) = [line for line in played if line.get("buttons") == ["take 1", "take 1"]]
        assert asked["to"] == {"person": "Marc"}


def test_without_a_command_it_says_what_there_is(tmp_path: Path) -> None:
    ended = run(folder=tmp_path)
    said = ended.stdout + ended.stderr
    assert [command for command in ("run", "admit", "demo", "replay", "due") if command not in said] == []


def test_a_slip_in_the_configuration_stops_the_bot_with_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[storage]\nurl = 'hunter2'\n", "utf-8")
    ended = run("run", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert is_one_sentence(ended.stderr)
    assert "storage" in ended.stderr
    assert "hunter2" not in ended.stderr
