"""A chat that is closed at night: whatever happens on the way, in the morning members may do what the administrators
wanted last, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.closure import Permissions, Record, changes_to_close, changes_to_open, standing, to_close

VALUES: dict[str, tuple[Any, ...]] = {  # the value of a closed chat first; the last two fields closing leaves alone
    "text": (False, True),
    "photos": (False, True),
    "message": (50, None, 0, 25, 100),
    "sealed": (50, None, 0, 100),
    "react": (True, False),
    "invite": (None, 0, 50),
}
CLOSED = {name: VALUES[name][0] for name in ("text", "photos", "message", "sealed")}
STOPS = ("read", "written", "refused", "lost", "done")
Changes = list[tuple[str, Any]]


@dataclass
class Chat:
    """What members may do, what the administrators wanted last, and what the bot wrote down."""

    there: dict[str, Any]
    wanted: dict[str, Any] = field(init=False)
    record: Record | None = None
    done: bool = False

    def __post_init__(self) -> None:
        self.wanted = dict(self.there)

    def seen(self) -> Permissions:
        return Permissions(dict(self.there), CLOSED)

    def administrator(self, name: str, value: Any) -> None:
        """Who puts a field back to what it is in the closed chat wants nothing of their own any more."""
        if self.there[name] == value:
            return  # nothing is changed by that
        self.there[name] = value
        as_closed = self.record is not None and name in self.record.closed and self.record.closed[name] == value
        self.wanted[name] = self.record.before[name] if as_closed and self.record is not None else value

    def turns(self, *, closes: bool, stop: str = "done", meanwhile: Changes = ()) -> None:  # type: ignore[assignment]
        """The bot takes its turn, and gets as far as `stop`; `meanwhile` somebody is quicker than its disk."""
        if self.done if closes else self.record is None:
            return
        changes: Any = {}
        there = self.seen()
        for last in (False, True):
            there = self.seen()
            if stop == "read":
                return
            if closes:
                self.record = to_close(there, self.record)
                changes = changes_to_close(there, self.record)
            else:
                assert self.record is not None
                changes = changes_to_open(there, self.record)
            if not last:
                for name, value in meanwhile:
                    self.administrator(name, value)
        if stop == "written":
            return
        if stop == "refused" and changes:
            if not self.done:
                kept = standing(there, self.record)
                self.record = kept if kept.before else None
            return
        self.there |= changes
        if stop != "lost":
            self.done, self.record = closes, self.record if closes else None


change = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(VALUES[name])))
turn = st.tuples(st.booleans(), st.sampled_from(STOPS), st.lists(change, max_size=2))
begins = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@given(begins, st.lists(st.one_of(change, turn), max_size=25))
@example(dict.fromkeys(VALUES), [(True, "lost", []), ("message", 0), (True, "done", []), (False, "lost", [])])
@example({**dict.fromkeys(VALUES), "text": True}, [(True, "written", []), ("text", False), (True, "refused", [])])
def test_permissions_after_anything_are_what_the_administrators_last_wanted(
    there: dict[str, Any], happens: list[Any]
) -> None:
    chat = Chat(there)
    for each in happens:
        if len(each) == 2:
            chat.administrator(*each)
        else:
            chat.turns(closes=each[0], stop=each[1], meanwhile=each[2])
    chat.turns(closes=False)
    assert chat.there == chat.wanted


@given(begins, st.lists(change, max_size=4))
def test_a_closed_chat_lets_nobody_write_and_leaves_the_rest_alone(there: dict[str, Any], before: Changes) -> None:
    chat = Chat(there)
    for name, value in before:
        chat.administrator(name, value)
    rest = {name: value for name, value in chat.there.items() if name not in CLOSED}
    chat.turns(closes=True)
    assert chat.there == {**CLOSED, **rest}


def test_where_members_may_not_write_anyway_nothing_is_closed() -> None:
    there = Permissions({**CLOSED, "react": True}, CLOSED)
    assert to_close(there, None) == Record({}, {})


@pytest.mark.parametrize("value", [True, "later"])
def test_what_an_administrator_changed_meanwhile_stays(value: object) -> None:
    record = to_close(Permissions({"text": True, "photos": None}, {"text": False, "photos": False}), None)
    now = Permissions({"text": value, "photos": False}, {})
    assert changes_to_open(now, record) == {"photos": None}
