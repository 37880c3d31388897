"""`accalmie replay --files` and `accalmie import` as a host drives them: a group goes from one database to another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.test_cli import TEAM, is_one_sentence, lines_of, run

ALONE: dict[str, Any] = {**TEAM, "team": "ciné", "coordinators": ["Zoé"], "members": []}
WEEK: list[dict[str, Any]] = [
    TEAM,
    {"at": "2026-03-02T10:00:00+01:00", "who": "Léa", "text": "/tache Réserver la salle moi vendredi 18h"},
    {"at": "2026-03-02T10:01:00+01:00", "who": "Ana", "text": "/export json", "private": True},
]


def played(folder: Path, *lines: dict[str, Any], database: str, files: str = "files") -> list[dict[str, Any]]:
    said = "\n".join(json.dumps(line) for line in lines)
    url = f"sqlite:///{folder}/{database}"
    return lines_of(run("replay", "-", "--tasks", "--database", url, "--files", files, said=said, folder=folder))


def imported(folder: Path, *arguments: str) -> Any:
    (folder / "config.toml").write_text(f'[database]\nurl = "sqlite:///{folder}/new.db"\n', "utf-8")
    return run("import", *arguments, folder=folder)


def test_a_group_goes_from_one_database_to_another(tmp_path: Path) -> None:
    told = played(tmp_path, *WEEK, database="old.db")
    (letter,) = [line for line in told if "file" in line]
    file = tmp_path / "files" / f"{letter['id']}-{letter['file']}"
    assert [path.name for path in (tmp_path / "files").iterdir()] == [file.name]
    played(tmp_path, ALONE, database="new.db")
    ended = imported(tmp_path, str(file))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("ciné: tasks 1, notes 0")
    (task,) = played(tmp_path, ALONE, database="new.db")
    assert (task["title"], task["owners"], task["due"]) == ("Réserver la salle", [], "2026-03-06T18:00:00+01:00")
    again = imported(tmp_path, str(file))
    assert again.returncode == 2
    assert is_one_sentence(again.stderr)


def test_whatever_cannot_be_imported_is_said_in_one_sentence(tmp_path: Path) -> None:
    played(tmp_path, ALONE, database="new.db")
    (tmp_path / "broken.json").write_text("{", "utf-8")
    (tmp_path / "other.json").write_text('{"format": "something else"}', "utf-8")
    for arguments in (("absent.json",), ("broken.json",), ("other.json",), (".",)):
        ended = imported(tmp_path, *arguments)
        assert ended.returncode == 2, arguments
        assert is_one_sentence(ended.stderr), ended.stderr


def test_without_the_option_a_file_is_named_and_written_nowhere(tmp_path: Path) -> None:
    said = "\n".join(json.dumps(line) for line in WEEK)
    (letter,) = [line for line in lines_of(run("replay", "-", "--json", said=said, folder=tmp_path)) if "file" in line]
    assert letter["file"] == "archives-bal-2026-03-02.json"
    assert list(tmp_path.iterdir()) == []
