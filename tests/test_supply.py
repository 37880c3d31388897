"""What the bot is made of: dependencies named by their hashes, licences that allow it, and nothing in the code by which
words could become statements, programs or objects."""

from __future__ import annotations

import ast
import importlib.metadata as installed
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("domain", "storage", "handlers", "bot")
LOCKS = sorted([*ROOT.glob("*.lock"), *(ROOT / "tools").glob("*.lock")])
_PINNED = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[^\s;]+( ; .+)?( --hash=sha256:[0-9a-f]{64})+( +# via .*)?")
_ALLOWED = re.compile(
    r"MIT|BSD|Apache|APL|ISC|Internet Systems Consortium|PSF|Python Software|LGPL|Lesser|MPL|Unlicense"
)
_FREE = "Permission is hereby granted, free of charge"  # the words of the MIT licence
_NEVER = {"ctypes", "marshal", "multiprocessing", "pickle", "shelve", "subprocess", "telnetlib", "yaml"}
_NOT_CALLED = {"eval", "exec", "compile", "__import__", "system", "popen", "mktemp"}


def shipped() -> Iterator[tuple[str, ast.Module]]:
    for room in SHIPPED:
        for file in sorted((ROOT / room).rglob("*.py")):
            yield str(file.relative_to(ROOT)), ast.parse(file.read_text("utf-8"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_dependency_is_named_by_its_version_and_hashes(lock: Path) -> None:
    lines = lock.read_text("utf-8").replace("\\\n", " ").splitlines()
    named = [" ".join(line.split()) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    assert named
    assert [line for line in named if not _PINNED.fullmatch(line)] == []


def test_nothing_is_installed_but_by_hashes() -> None:
    for name in ("Makefile", "Dockerfile"):
        text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
        orders = re.findall(r"[^&;\n]*(?:pip\S*\s.*?\binstall|\$\(INSTALL\))\s[^&;\n]*", text)
        orders = [order for order in orders if ":=" not in order and "apt-get" not in order]
        assert orders
        assert [order for order in orders if not re.search(r"--require-hashes|--no-deps", order)] == []


def test_every_licence_allows_it_to_be_given_on() -> None:
    locked = (ROOT / "requirements.lock").read_text("utf-8")
    for name in re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==", locked, re.MULTILINE):
        try:
            told = installed.metadata(name)
        except installed.PackageNotFoundError:
            continue  # for other machines than this one
        said = [word for key in ("License-Expression", "License", "Classifier") for word in told.get_all(key) or ()]
        files = [each for each in installed.files(name) or () if "LICENSE" in each.name.upper()]
        assert _ALLOWED.search(" ".join(said)) or any(_FREE in each.read_text() for each in files), name


def _is_put_together(word: ast.expr) -> bool:
    if isinstance(word, ast.JoinedStr | ast.BinOp):
        return True
    return isinstance(word, ast.Call) and isinstance(word.func, ast.Attribute) and word.func.attr in ("format", "join")


def test_no_statement_is_put_together_from_words() -> None:
    """But for the names of savepoints and settings, which are constants of the code."""
    found, names = set(), set()
    for file, tree in shipped():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if "migrations" in file:
                continue  # of constants: nobody's words are known there
            if name in ("execute", "exec_driver_sql", "executescript", "text") and _is_put_together(call.args[0]):
                found.add((file, ast.unparse(call.args[0])))
            if name == "savepoint":
                names.add(isinstance(call.args[1], ast.Constant))
    assert {file for file, _ in found} == {"storage/database.py"}
    assert {said for _, said in found} == {
        "f'PRAGMA {pragma}'",
        "f'SAVEPOINT {name}'",
        "f'ROLLBACK TO SAVEPOINT {name}'",
        "f'RELEASE SAVEPOINT {name}'",
    }
    assert names == {True}


def test_nothing_that_arrives_can_become_a_program_or_an_object() -> None:
    for file, tree in shipped():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not _NEVER & {each.name.partition(".")[0] for each in node.names}, file
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").partition(".")[0] not in _NEVER, file
            if isinstance(node, ast.Call):
                bare = node.func.id if isinstance(node.func, ast.Name) else ""
                of = ast.unparse(node.func.value) if isinstance(node.func, ast.Attribute) else ""
                called = node.func.attr if isinstance(node.func, ast.Attribute) and of in ("os", "tempfile") else bare
                assert called not in _NOT_CALLED, (file, node.lineno)


def test_certificates_are_always_looked_at() -> None:
    for file, tree in shipped():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in ("ssl", "verify", "verify_ssl", "check_hostname"):
                assert ast.unparse(node.value) != "False", (file, node.value.lineno)
            assert getattr(node, "attr", "") not in ("_create_unverified_context", "CERT_NONE"), file
