"""Which phrases the code says, read from the code itself."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

SAYING = {"phrase", "says", "Phrase", "Refusal", "refuse"}
_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Call:
    """One place that says a phrase: its key, as written and as a pattern, and the values given, if known."""

    where: str
    key: str
    pattern: str
    names: frozenset[str] | None


@dataclass(frozen=True)
class Said:
    """What the code says: by calls, and by keys in its tables (whole, or begun as in f"help-{name}")."""

    calls: tuple[Call, ...]
    written: frozenset[str]
    begun: frozenset[str]

    def uses(self, key: str) -> bool:
        return (
            key in self.written
            or any(key.startswith(begin) for begin in self.begun)
            or any(re.fullmatch(call.pattern, key) for call in self.calls)
        )


def said_in(files: Iterable[Path], root: Path) -> Said:
    """What these files say."""
    trees = {file.relative_to(root).as_posix(): ast.parse(file.read_text("utf-8")) for file in files}
    calls = tuple(call for file, tree in trees.items() for call in _calls(file, tree))
    texts = [node for tree in trees.values() for node in ast.walk(tree)]
    written = {n.value for n in texts if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    begun = {_beginning(node) for node in texts if isinstance(node, ast.JoinedStr)}
    return Said(calls, frozenset(text for text in written if _KEY.fullmatch(text)), frozenset(begun - {""}))


def faults_of(said: Said, needed: dict[str, frozenset[str]]) -> list[str]:
    """Calls whose phrase does not exist, or takes other values than they give."""
    faults = []
    for call in said.calls:
        found = [key for key in needed if re.fullmatch(call.pattern, key)]
        if not found:
            faults.append(f"{call.where}: {call.key!r} is in no .ftl file")
        elif call.names is not None and not any(call.names == needed[key] for key in found):
            takes = " or ".join(sorted({str(sorted(needed[key])) for key in found}))
            faults.append(f"{call.where}: {call.key!r} takes {takes}, it is given {sorted(call.names)}")
    return faults


def unused(said: Said, keys: Iterable[str]) -> list[str]:
    """Keys that no code says."""
    return [f"{key}: is in the .ftl files, and no code says it" for key in keys if not said.uses(key)]


def _calls(file: str, tree: ast.AST) -> Iterator[Call]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    for call in sorted(calls, key=lambda call: call.lineno):
        if _name(call.func) in SAYING:
            for key, pattern in _keys(call.args[0]):
                yield Call(f"{file}:{call.lineno}", key, pattern, _names(call))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _keys(key: ast.expr) -> Iterator[tuple[str, str]]:
    """The keys an argument can be, as written and as a pattern. A variable has its key written elsewhere."""
    match key:
        case ast.Constant(value=str(text)):
            yield text, re.escape(text)
        case ast.IfExp(body=body, orelse=other):
            yield from _keys(body)
            yield from _keys(other)
        case ast.JoinedStr(values=parts):
            fixed = [str(p.value) if isinstance(p, ast.Constant) else None for p in parts]
            pattern = "".join(".+" if part is None else re.escape(part) for part in fixed)
            yield "".join("{…}" if part is None else part for part in fixed), pattern


def _names(call: ast.Call) -> frozenset[str] | None:
    """The names of the values given, whether as keywords or as a written mapping."""
    names: list[str | None] = [keyword.arg for keyword in call.keywords]
    for given in call.args[1:]:
        if not isinstance(given, ast.Dict):
            return None
        names += [str(key.value) if isinstance(key, ast.Constant) else None for key in given.keys]
    return None if None in names else frozenset(name for name in names if name is not None)


def _beginning(text: ast.JoinedStr) -> str:
    """How the keys begin that such a text makes; nothing if it makes no keys."""
    first = text.values[0] if text.values else None
    begin = str(first.value) if isinstance(first, ast.Constant) else ""
    return begin if re.fullmatch(rf"{_KEY.pattern}-", begin) else ""
