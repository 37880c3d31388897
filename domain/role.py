"""A role in a team: what somebody answers for (treasurer, keys, press), who holds it, and who is being asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.sentence import Known, Named, names_in, who_is
from domain.text import OFF, fold, tidy
from domain.text import words as words_of

LONGEST_NAME = 40  # characters
MOST_ROLES = 30  # in a team

ACCEPT = frozenset({"accept", "accepte", "accepter"})
DECLINE = frozenset({"decline", "refuse", "refuser"})
_ME = frozenset({"me", "moi"})
_OFF = OFF | {"personne", "nobody"}
_BETWEEN = frozenset({"a", "to", "pour", "for", "par", "by", "est", "is", "comme", "as"})
_QUOTES = "\"'“”«»\u00a0 "
_MOST_NAMES = 3  # words of somebody's name that is typed without its sign


@dataclass(frozen=True)
class TeamRole:
    """`holder` and `asked` are people, with their names; `asked_at` (aware UTC) tells one proposal from an older one to
    the same person."""

    id: int
    team_id: int
    name: str
    holder: int | None
    holder_name: str | None
    asked: int | None
    asked_name: str | None
    asked_by: int | None
    asked_at: datetime | None

    def asks(self, person: int, since: float | None = None) -> bool:
        """Is this person being asked, since that instant (a timestamp) if it is given?"""
        asked_at = self.asked_at.timestamp() if self.asked_at else None
        return self.asked == person and since in (None, asked_at)

    @property
    def is_vacant(self) -> bool:
        """Nobody holds it, and nobody is being asked."""
        return self.holder is None and self.asked is None


@dataclass(frozen=True)
class Said:
    """What a line says of a role: its name, and whom it is for, or that it is for whoever writes, or for nobody."""

    name: str
    who: Named | None = None
    me: bool = False
    off: bool = False


def read(text: str, people: Sequence[Known], roles: Sequence[str]) -> Said:
    """Understand `treasury @sam`, `treasury me`, `treasury off`, `treasury`; somebody's name may stand without its sign
    at the end, unless there is a role of that whole name."""
    named, rest = names_in(text, people)
    pieces = rest.split()
    last = fold(pieces[-1]) if pieces else ""
    if last in _OFF | _ME:
        return Said(_name(pieces[:-1]), off=last in _OFF, me=last in _ME)
    if named:
        return Said(_name(pieces), named[0])
    if fold(_name(pieces)) not in {fold(role) for role in roles}:
        for size in range(min(_MOST_NAMES, len(pieces) - 1), 0, -1):
            typed = " ".join(pieces[-size:])
            if found := who_is(typed, people):
                return Said(_name(pieces[:-size]), Named(typed, found))
    return Said(_name(pieces))


def is_name(name: str) -> bool:
    """May a role be called so? Not like a word that means something here, nor like a number."""
    taken = ACCEPT | DECLINE | _ME | _OFF
    return bool(words_of(name)) and fold(name) not in taken and not name.isdecimal()


def _name(pieces: Sequence[str]) -> str:
    """A role's name without what people put between it and somebody's name."""
    kept = list(pieces)
    while kept and _is_between(kept[-1]):
        kept.pop()
    while kept and _is_between(kept[0]):
        kept.pop(0)
    return tidy(" ".join(kept).strip(_QUOTES).rstrip(" :,;=").rstrip(_QUOTES))


def _is_between(piece: str) -> bool:
    return not words_of(piece) or fold(piece) in _BETWEEN
