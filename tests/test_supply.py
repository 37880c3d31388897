"""What the bot is made of: dependencies named by their hashes, licences that allow it, and nothing in the code by which
words could become statements, programs or objects."""

from __future__ import annotations

import ast
import importlib.metadata as installed
import re
from functools import cache
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


@cache
def shipped() -> list[tuple[str, list[ast.AST]]]:
    """Each file of the bot, with all that stands in it."""
    files = [file for room in SHIPPED for file in sorted((ROOT / room).rglob("*.py"))]
    return [(str(file.relative_to(ROOT)), list(ast.walk(ast.parse(file.read_text("utf-8"))))) for file in files]


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
    """Of anything but constants of the code."""
    if isinstance(word, ast.JoinedStr):
        names = [each.value for each in word.values if isinstance(each, ast.FormattedValue)]
        return not all(isinstance(name, ast.Name) and name.id.isupper() for name in names)
    if isinstance(word, ast.BinOp):
        return True
    return isinstance(word, ast.Call) and isinstance(word.func, ast.Attribute) and word.func.attr in ("format", "join")


def test_no_statement_is_put_together_from_words() -> None:
    """But for the names of savepoints and settings, which are constants of the code."""
    found, names = set(), set()
    for file, nodes in shipped():
        for call in (node for node in nodes if isinstance(node, ast.Call) and node.args):
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
    for file, nodes in shipped():
        for node in nodes:
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
    for file, nodes in shipped():
        for node in nodes:
            if isinstance(node, ast.keyword) and node.arg in ("ssl", "verify", "verify_ssl", "check_hostname"):
                assert ast.unparse(node.value) != "False", (file, node.value.lineno)
            assert getattr(node, "attr", "") not in ("_create_unverified_context", "CERT_NONE"), file


def test_only_messengers_reach_the_network() -> None:
    """And what listens, and asks that how it is. No address that people give is fetched by anything."""
    network = {
        "aiohttp",
        "ftplib",
        "http",
        "httpx",
        "nio",
        "requests",
        "smtplib",
        "socket",
        "ssl",
        "telegram",
        "urllib3",
    }
    at = set()
    for file, nodes in shipped():
        for node in nodes:
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = ["ssl" if name == "urllib.request" else name for name in names]
            if network & {name.partition(".")[0] for name in names}:
                at.add(file)
    allowed = (
        "bot/messengers/telegram/",
        "bot/messengers/matrix/",
        "bot/http.py",
        "bot/web/",
        "bot/health/",
        "bot/status.py",
    )
    assert {file for file in at if not file.startswith(allowed)} == set()


def test_the_image_runs_as_nobody_in_particular() -> None:
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.findall(r"^USER (.*)$", image, re.MULTILINE) == ["10001:10001"]
    for right in ("read_only: true", "cap_drop:\n      - ALL", "no-new-privileges:true"):
        assert right in (ROOT / "compose.yaml").read_text("utf-8")
    several = (ROOT / "compose.postgresql.yaml").read_text("utf-8")
    of_the_bot = several.partition("  accalmie:\n")[2].partition("\n\n")[0]
    assert "file: compose.yaml\n      service: accalmie" in of_the_bot
    assert not re.search(r"privileged|network_mode|docker\.sock|cap_add", of_the_bot)
