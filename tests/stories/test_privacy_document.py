"""`docs/privacy.md` promises nothing without a test, and promises the same in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BOTH = [ROOT / "docs" / "privacy.md", ROOT / "docs" / "privacy.fr.md"]
_TEST = re.compile(r"`(test_\w+)`")


def promises(file: Path) -> list[str]:
    """The lines of a page that promise something, each with those that belong to it."""
    found: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        is_row = line.startswith("| ") and not line.startswith(("| ---", "| what |", "| quoi |"))
        if line.startswith("- ") or is_row:
            found.append(line)
        elif found and line.startswith("  "):
            found[-1] += line
    return found


def there() -> set[str]:
    """The tests of the project, by name."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "tests").rglob("test_*.py"))
    defined = (node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {node.name for node in defined if node.name.startswith("test_")}


@pytest.mark.parametrize("file", BOTH, ids=lambda file: file.name)
def test_every_promise_names_tests_that_exist(file: Path) -> None:
    known, said = there(), promises(file)
    assert len(said) > 40
    assert [line for line in said if not _TEST.search(line)] == []
    assert [name for line in said for name in _TEST.findall(line) if name not in known] == []


def test_both_languages_promise_the_same_in_the_same_order() -> None:
    english, french = ([_TEST.findall(line) for line in promises(file)] for file in BOTH)
    assert english == french


def test_the_mirror_of_each_command_is_named() -> None:
    english, french = (file.read_text(encoding="utf-8") for file in BOTH)
    assert all(f"`/{name}`" in english for name in ("privacy", "mydata", "forgetme"))
    assert all(f"`/{name}`" in french for name in ("donnees", "mesdonnees", "oubliemoi"))
