"""What the codes in `tests.stories.matrix` mean, and how what came differs from what was promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from typing import Any

from tests.stories.matrix import MEMBERS, OUT_OF_REACH, Grid, Picture

Letters = tuple[tuple[str, str], ...]
ACK: Letters = (("ack", "bal"),)
QUESTIONS = {"?both": ("release 2", "cancel 2"), "?release": ("release 2",), "?cancel": ("cancel 2",)}


@dataclass(frozen=True)
class Came:
    """What came of one line. `letters`: kind and receiver, cards aside; `said`: the phrases of the answer; `card`: a
    card of the task left; `untouched`: no row changed. None: it does not matter."""

    picture: Picture
    untouched: bool | None
    card: bool | None
    letters: Letters = ()
    said: tuple[str, ...] = ()
    offers: tuple[str, ...] | None = None


def _asks(was: Picture, role: str) -> Picture:
    """Tia is asked. One person at a time is asked to lead."""
    others = {a for a in was.asked if role != "lead" or a[1] != "lead"}
    return replace(was, asked=frozenset({*others, ("Tia", role)}))


def _yes(was: Picture, grid: Grid) -> Picture:
    return replace(was, **grid.then)


def _again(was: Picture, grid: Grid) -> Picture:
    whom = _owner(was)
    others = frozenset(a for a in was.asked if a[0] != whom)
    return replace(was, lead=None, asked=others | {(whom, "lead")}, **grid.then)


def _owner(was: Picture) -> str:
    return was.lead or next(name for name, role in was.asked if role == "lead")


def _leads(was: Picture, who: str) -> Picture:
    asked = frozenset(a for a in was.asked if a[0] != who and a[1] != "lead")
    return replace(was, lead=who, helpers=was.helpers - {who}, asked=asked)


def _without(was: Picture, who: str) -> Picture:
    asked = frozenset(a for a in was.asked if a[0] != who)
    return replace(was, lead=None if was.lead == who else was.lead, helpers=was.helpers - {who}, asked=asked)


BECOMES: dict[str, Callable[[Picture, str, Grid], Picture]] = {
    "yes": lambda was, _who, grid: _yes(was, grid),
    "again": lambda was, _who, grid: _again(was, grid),
    "leads": lambda was, who, _grid: _leads(was, who),
    "helps": lambda was, who, _grid: replace(_without(was, who), helpers=was.helpers | {who}),
    "frees": lambda was, who, _grid: _without(was, who),
    "asks": lambda was, _who, _grid: _asks(was, "lead"),
    "asks-help": lambda was, _who, _grid: _asks(was, "helper"),
    "un-made": lambda was, _who, _grid: replace(was, state="cancelled", asked=frozenset()),
    "un-taken": lambda was, who, _grid: _without(was, who),
    "un-asked": lambda was, _who, _grid: _without(was, "Asa"),
    "un-done": lambda was, _who, _grid: replace(was, state="open"),
    "un-dropped": lambda was, _who, _grid: replace(was, state="open"),
}


def refusal(code: str) -> str:
    """The key of the sentence that a `no:` stands for."""
    short = {"no:nothing": "refusal-nothing-to-undo", "no:changed": "refusal-undo-changed"}
    return short.get(code, f"refusal-{code[3:]}")


def _said_in_private(grid: Grid, code: str) -> tuple[str, ...]:
    if grid.private is None:
        return ()
    return ("noted-helping" if code == "helps" else grid.private,)


def expected(grid: Grid, role: str, code: str, was: Picture) -> Came:
    """What a cell of the table promises."""
    who = MEMBERS[role]
    answer: Letters = (("answer", "bal" if role in OUT_OF_REACH else who),)
    if code == "-":
        return Came(was, untouched=True, card=False)
    if code.startswith("no:"):
        return Came(was, untouched=True, card=False, letters=answer, said=(refusal(code),))
    if code in QUESTIONS:
        return Came(was, True, False, answer, ("ask-abandon",), QUESTIONS[code])
    if code == "shown":
        return Came(was, untouched=True, card=True, letters=ACK)
    if code == "same":
        return Came(was, untouched=None, card=None, letters=ACK)
    then = BECOMES[code](was, who, grid)
    more: Letters = ()
    if code in ("asks", "asks-help"):
        more = (("proposal", "Tia"),)
    elif code == "again":
        more = (("proposal", _owner(was)),)
    elif grid.name == "cancel" and was.lead not in (None, who):
        more = (("system", str(was.lead)),)
    told = answer if grid.private else ACK
    return Came(then, False, True, tuple(sorted(told + more)), _said_in_private(grid, code))


def alike(came: Came, promise: Came, code: str) -> Came:
    """What came, without what the promise leaves open."""
    # What a question says may go on; a refusal may carry a button.
    came = replace(came, said=came.said[:1]) if code in QUESTIONS else replace(came, offers=None)
    if code == "un-dropped":  # the lead was told that it was dropped, and may be told that it is not
        came = replace(came, letters=tuple(letter for letter in came.letters if letter != ("system", "Lou")))
    if promise.untouched is None:
        came = replace(came, untouched=None, card=None)
    return came


def apart(came: Any, promise: Any) -> list[str]:
    """What came otherwise than promised, in words."""
    found: list[str] = []
    for each in fields(promise):
        is_, should = getattr(came, each.name), getattr(promise, each.name)
        if isinstance(should, Picture):
            found += apart(is_, should)
        elif is_ != should:
            found.append(f"{each.name} is {is_}, not {should}")
    return found
