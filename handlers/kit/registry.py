"""Finds the commands: every file of `handlers/` that has a `COMMAND`. Refuses to start on a contradiction."""

from __future__ import annotations

import importlib
import pkgutil
from difflib import SequenceMatcher, get_close_matches
from functools import cache

import handlers
from domain.text import fold
from handlers.kit.command import Command

_ALIKE = 0.75  # of four letters, one may be wrong, or two exchanged
_MUCH_ALIKE = 0.85
_AS_NEAR = 0.05
_SHORTEST = 3  # letters of a name that may be a slip


@cache
def commands() -> tuple[Command, ...]:
    """All commands, those of the menu first, then by name.

    Raises ValueError if two of them share a name or one has no example.
    """
    files = (module.name for module in pkgutil.iter_modules(handlers.__path__) if not module.ispkg)
    found: list[Command] = [importlib.import_module(f"handlers.{name}").COMMAND for name in files]
    _by_name(tuple(found))
    return tuple(sorted(found, key=lambda c: (c.menu or len(found), c.en)))


def find(name: str) -> Command | None:
    """The command with a name, English or French; accents and capitals do not count."""
    return _named().get(fold(name))


def of(name: str) -> Command:
    """The command with a canonical name, which exists."""
    return _named()[name]


def likely(name: str) -> tuple[Command, ...]:
    """The command that somebody probably meant by a name that none has: a word used instead, or a slip. Two, where it
    is as near to both."""
    wanted = fold(name)
    for command in commands():
        if wanted in command.nearly:
            return (command,)
    named = _named()
    near = get_close_matches(wanted, named, n=2, cutoff=_ALIKE) if len(wanted) >= _SHORTEST else []
    # Whoever slips seldom does so in the first letter.
    near = [one for one in near if one[0] == wanted[0] or _likeness(one, wanted) >= _MUCH_ALIKE]
    best = max((_likeness(one, wanted) for one in near), default=0.0)
    return tuple(dict.fromkeys(named[one] for one in near if best - _likeness(one, wanted) < _AS_NEAR))


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, other, one, autojunk=False).ratio()


@cache
def names_in(language: str) -> dict[str, str]:
    """The canonical English names, and what each is called in a language."""
    return {command.en: command.names[language] for command in commands()}


@cache
def _named() -> dict[str, Command]:
    return _by_name(commands())


def _by_name(found: tuple[Command, ...]) -> dict[str, Command]:
    named: dict[str, Command] = {}
    for command in found:
        if not command.examples:
            raise ValueError(f"the command {command.en!r} has no example")
        for name in {command.en, fold(command.fr), *command.also}:
            if name in named:
                raise ValueError(f"two commands are called {name!r}")
            named[name] = command
    return named
