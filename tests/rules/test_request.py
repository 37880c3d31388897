"""What may be left empty, which step comes next, and how often one person may ask another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.request import (
    DAY,
    FOUR,
    KEPT,
    MOST_A_DAY,
    ORDER,
    PAUSE,
    WRITTEN,
    Past,
    Request,
    Step,
    again_at,
    may_be_empty,
    more_at,
)
from domain.sentence import Known, names_first

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
EMPTY = Request(1, 1, 1, dict.fromkeys(WRITTEN, ""), Step.SEE, 0, NOON, None, NOON, (2,))
moments = st.integers(0, 60 * 24 * 90).map(lambda minutes: NOON + timedelta(minutes=minutes))


def test_four_steps_and_what_it_is_about_come_in_order_and_then_it_is_shown() -> None:
    form, seen = EMPTY, []
    while form.step is not Step.SHOW:
        seen.append(form.step)
        form = form.written(form.step, f"my {form.step}")
    assert seen == [*FOUR, Step.ABOUT]
    assert form.words == {step: f"my {step}" for step in WRITTEN}
    assert form.kept().step is Step.SHOW, "there is nothing after that"
    assert EMPTY.back().step is Step.SEE, "nor before"


def test_only_what_is_asked_for_must_be_said() -> None:
    assert [step for step in WRITTEN if not may_be_empty(step)] == [Step.WANT]


@given(st.lists(st.sampled_from(["write", "back", "keep", "anew", *WRITTEN]), max_size=30))
def test_whatever_is_done_to_a_form_it_stays_one(moves: list[str]) -> None:
    form = EMPTY
    for move in moves:
        at = form.step
        match move:
            case "write" if at is not Step.SHOW:
                form = form.written(at, "x")
            case "back":
                form = form.back()
            case "keep":
                form = form.kept()
            case "anew":
                form = form.anew()
            case step if step in WRITTEN and step != at:
                form = form.written(Step(step), "y")
                assert form.step is at, "what is corrected moves nothing"
        assert form.step in ORDER
        assert set(form.words) == set(WRITTEN)
    assert (form.people, form.id) == (EMPTY.people, EMPTY.id)


# ---- how often


@given(st.lists(st.tuples(moments, st.booleans()), max_size=6), moments)
def test_to_one_person_never_two_in_a_week_and_never_one_while_another_is_unanswered(
    sent: list[tuple[datetime, bool]], now: datetime
) -> None:
    past = [Past(at, over) for at, over in sent if at <= now]
    again = again_at(past, now)
    is_free = all(now - each.sent_at >= (PAUSE if each.over else KEPT) for each in past)
    assert (again is None) == is_free
    if again is not None:
        assert again_at(past, again) is None, "then they may"
        assert again_at(past, again - timedelta(seconds=1)) is not None, "and not before"


@given(st.lists(moments, max_size=40))
def test_no_day_holds_more_requests_of_one_person_than_the_rule_says(wishes: list[datetime]) -> None:
    sent: list[datetime] = []
    for now in sorted(wishes):
        if more_at(sent, now) is None:
            sent.append(now)
    for first in sent:
        assert sum(first <= each < first + DAY for each in sent) <= MOST_A_DAY


@given(st.lists(moments, max_size=6), moments)
def test_when_it_says_that_more_may_leave_it_is_so(sent: list[datetime], now: datetime) -> None:
    past = [at for at in sent if at <= now]
    if (at := more_at(past, now)) is not None:
        assert at > now
        assert more_at(past, at) is None


# ---- whom a line names


PEOPLE = (
    Known(1, "Léa Martin", ("lea", "Léa Martin", "Léa")),
    Known(2, "Sam", ("sam", "Sam", "Sam")),
    Known(3, "Anne-Marie", ("", "Anne-Marie", "Anne-Marie")),
)


@pytest.mark.parametrize(
    ("typed", "people", "rest"),
    [
        ("@sam", [2], ""),
        ("@sam @léa", [2, 1], ""),
        ("sam, léa martin et anne-marie", [2, 1, 3], ""),
        ("Sam and Lea", [2, 1], ""),
        ("@sam: can you ask @lea?", [2], "can you ask @lea?"),
        ("Sam peux-tu venir ?", [2], "peux-tu venir ?"),
        ("@sam @sam", [2], ""),
        ("Samuel", [], "Samuel"),
        ("and sam", [], "and sam"),
        ("", [], ""),
    ],
)
def test_names_at_the_beginning_are_whom_it_is_for_and_the_rest_stays(typed: str, people: list[int], rest: str) -> None:
    named, left = names_first(typed, PEOPLE)
    assert [each.people[0].person for each in named] == people
    assert left == rest


@given(st.text(max_size=60))
def test_any_text_ends_and_nothing_is_invented(typed: str) -> None:
    named, left = names_first(typed, PEOPLE)
    assert len(left) <= len(typed) + 1
    assert all(each.typed for each in named)
