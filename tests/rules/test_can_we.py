"""Whether a group can take something on: the first day that an exhaustive look finds, and figures that add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.can_we import HORIZON, Answer, Person, can_we
from domain.load import Hours, Promise, Supply

TODAY = date(2026, 3, 25)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


promises = st.lists(st.builds(lambda m, d: Promise(m, on(d)), st.integers(1, 600), st.integers(-3, 60)), max_size=4)
people = st.lists(
    st.builds(
        lambda least, away, owed: Person(
            None if least is None else Supply(Hours(least, least), away=frozenset(map(on, away))), tuple(owed)
        ),
        st.none() | st.integers(0, 600),
        st.sets(st.integers(0, 30), max_size=10),
        promises,
    ),
    max_size=4,
)


@settings(max_examples=25)
@given(st.integers(1, 3000), st.integers(-2, 40), people, promises)
def test_the_first_day_is_the_one_that_an_exhaustive_look_finds(
    minutes: int, until: int, group: list[Person], nobody: list[Promise]
) -> None:
    answer = can_we(minutes, on(until), group, nobody, TODAY)
    horizon = max(on(until), TODAY + HORIZON)
    days = [on(n) for n in range((horizon - TODAY).days + 1) if on(n) >= max(on(until), TODAY)]
    fits = [day for day in days if _fits(minutes, day, group, nobody, horizon)]
    assert answer.by == (fits[0] if fits else None)


def _fits(minutes: int, by: date, group: list[Person], nobody: list[Promise], horizon: date) -> bool:
    """Everybody who said what they can give puts their minutes on one heap, and takes from it what is due: is there,
    from the day on by which the new work is to be done, always enough for what is due so far?"""
    heaps = dict.fromkeys(range(len(group)), 0.0)
    for day in (on(n) for n in range((horizon - TODAY).days + 1)):
        for place, one in enumerate(group):
            heaps[place] += one.supply.on(day) if one.supply else 0
        due = [promise for one in group if one.supply for promise in one.promises] + nobody
        taken = sum(promise.minutes for promise in due if promise.until <= day)
        is_end = day == by or any(max(promise.until, TODAY) == day for promise in due)
        if day >= by and is_end and sum(int(heap + 1e-6) for heap in heaps.values()) < taken + minutes:
            return False
    return True


@given(st.integers(1, 3000), st.integers(0, 40), people, promises)
def test_the_figures_add_up_for_a_treasurer(
    minutes: int, until: int, group: list[Person], nobody: list[Promise]
) -> None:
    answer = can_we(minutes, on(until), group, nobody, TODAY)
    mine = answer.promised - answer.elsewhere
    assert answer.free == answer.there - mine - answer.nobody - answer.later
    assert answer.later >= 0
    assert (answer.by == on(until)) == (answer.free >= minutes)


@given(st.integers(1, 3000), st.integers(0, 40), people, promises, st.sampled_from([30, 60]))
def test_the_figures_that_are_told_add_up_too_and_are_never_more_generous(
    minutes: int, until: int, group: list[Person], nobody: list[Promise], unit: int
) -> None:
    exact = can_we(minutes, on(until), group, nobody, TODAY)
    told = exact.rounded(unit)
    assert told.free == told.there - (told.promised - told.elsewhere) - told.nobody - told.later
    assert exact.free - unit < told.free <= exact.free
    assert 0 <= told.there <= exact.there
    for name in ("there", "nobody", "later", "elsewhere"):
        assert getattr(told, name) % unit == 0 <= getattr(told, name)
        assert abs(getattr(told, name) - getattr(exact, name)) < unit
    assert abs((told.promised - told.elsewhere) - (exact.promised - exact.elsewhere)) < unit
    assert told.by == exact.by


def test_what_is_told_of_uneven_minutes_adds_up() -> None:
    told = Answer(by=None, there=7980, promised=340, elsewhere=0, nobody=450, later=0, free=7190).rounded(60)
    assert (told.there, told.promised, told.nobody, told.later, told.free) == (7980, 360, 480, 0, 7140)


@given(st.integers(1, 3000), st.integers(0, 40), people, promises, st.randoms())
def test_it_is_the_same_whoever_has_which_hours(
    minutes: int, until: int, group: list[Person], nobody: list[Promise], chance: Random
) -> None:
    """So that no figure tells of one of them: among those who gave hours, only the sum counts."""
    said = [one for one in group if one.supply is not None]
    supplies = [one.supply for one in said]
    chance.shuffle(supplies)
    others = [replace(one, supply=supply) for one, supply in zip(said, supplies, strict=True)]
    silent = [one for one in group if one.supply is None]
    before = can_we(minutes, on(until), group, nobody, TODAY)
    assert can_we(minutes, on(until), [*others, *silent], nobody, TODAY) == before


def test_what_is_free_by_a_day() -> None:
    ana = Person(Supply(Hours(420, 420)), (Promise(120, on(6)),))
    lea = Person(Supply(Hours(210, 210)), (Promise(300, on(6)),))  # she promised more than she has
    sam = Person(None, (Promise(900, on(5)),))
    answer = can_we(150, on(6), [ana, lea, sam], [Promise(60, on(3)), Promise(600, on(13))], TODAY)
    assert (answer.there, answer.promised, answer.elsewhere, answer.nobody) == (630, 1320, 900, 60)
    assert (answer.later, answer.free, answer.by) == (0, 150, on(6))  # as much comes in a week as is due then
    assert can_we(151, on(6), [ana, lea, sam], [Promise(60, on(3))], TODAY).by == on(7)
    kept = can_we(1, on(6), [ana, lea, sam], [Promise(60, on(3)), Promise(700, on(13))], TODAY)
    assert (kept.later, kept.free) == (70, 80)


def test_what_was_promised_too_much_is_told_as_less_than_nothing() -> None:
    ana = Person(Supply(Hours(70, 70)), (Promise(120, on(0)),))
    assert can_we(1, on(0), [ana], [], TODAY).free == -110


def test_where_nobody_has_hours_the_answer_is_no() -> None:
    assert can_we(1, on(6), [], [], TODAY).by is None
    assert can_we(0, on(6), [], [], TODAY).by == on(6)
