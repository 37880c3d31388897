"""Few carry much: told as a share, in groups where nobody can be picked out."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from domain.few import ENOUGH_PEOPLE, MUCH, STEP, Few, few

loads = st.lists(st.integers(1, 3000), max_size=30)
nobodys = st.integers(0, 5000)
more = st.integers(0, 30)


@given(loads, nobodys, more, st.randoms())
def test_it_does_not_matter_whose_load_it_is(each: list[int], nobody: int, others: int, chance: random.Random) -> None:
    mixed = list(each)
    chance.shuffle(mixed)
    assert few(mixed, nobody, len(each) + others) == few(each, nobody, len(each) + others)


@given(loads, nobodys, st.integers(0, ENOUGH_PEOPLE - 1))
def test_nothing_is_told_of_a_small_group(each: list[int], nobody: int, people: int) -> None:
    assert few(each, nobody, people) is None


@given(loads, nobodys, more)
def test_whoever_is_told_of_is_a_third_of_the_group_at_most_and_never_alone(
    each: list[int], nobody: int, others: int
) -> None:
    people = len(each) + others
    found = few(each, nobody, people)
    if found is not None:
        assert 2 <= found.people <= people // 3


@given(loads, nobodys, more)
def test_the_share_is_of_all_that_is_open_and_rounded_down(each: list[int], nobody: int, others: int) -> None:
    found = few(each, nobody, len(each) + others)
    if found is not None:
        exact = 100 * sum(sorted(each)[-found.people :]) / (sum(each) + nobody)
        assert found.percent <= exact < found.percent + STEP
        assert MUCH <= found.percent <= 100
        assert found.percent % STEP == 0


@given(st.integers(1, 3000), st.integers(ENOUGH_PEOPLE, 40))
def test_nothing_is_told_where_all_carry_the_same(minutes: int, people: int) -> None:
    assert few([minutes] * people, 0, people) is None


def test_nothing_is_told_where_nothing_is_open() -> None:
    assert few([], 0, 12) is None


def test_one_who_carries_all_is_told_of_as_one_of_two() -> None:
    assert few([600], 0, 6) == Few(2, 100)
