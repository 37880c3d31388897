"""Whether a group can take something on: the first day that an exhaustive look finds, and figures that add up."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.can_we import HORIZON, Person, can_we
from domain.load import Hours, Promise, Supply

TODAY = date(2026, 3, 25)


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


promises = st.lists(st.builds(lambda m, d: Promise(m, on(d)), st.integers(1, 600), st.integers(-3, 60)), max_size=4)
people = st.lists(
    st.builds(
        lambda least, away, owed: Person(Supply(Hours(least, least), away=frozenset(map(on, away))), tuple(owed)),
        st.integers(0, 600),
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
    """Day by day from today: whoever has minutes left does what they promised, first what is due first; the rest of the
    day goes to what is due first of the new work and what nobody has taken."""
    open_work = sorted([(one.until, one.minutes) for one in nobody if one.until <= horizon] + [(by, minutes)])
    spare = [_spare(one, horizon) for one in group]
    for day in sorted({due for due, _ in open_work}):
        needed = sum(many for due, many in open_work if due <= day)
        if sum(each[max(day, TODAY)] for each in spare) < needed and day >= by:
            return False
    return True


def _spare(one: Person, horizon: date) -> dict[date, int]:
    """By each day: what of a person's minutes up to then no promise needs, then or later."""
    days = [on(n) for n in range((horizon - TODAY).days + 1)]
    assert one.supply is not None
    there, total = {}, 0.0
    assert one.supply is not None
    for day in days:
        total += one.supply.on(day)
        owed = sum(p.minutes for p in one.promises if max(p.until, TODAY) <= day)
        there[day] = int(total + 1e-6) - owed
    spare, least = {}, None
    for day in reversed(days):
        is_due = any(max(p.until, TODAY) == day for p in one.promises)
        spare[day] = there[day] if least is None else min(there[day], least)
        if is_due:
            least = spare[day]
    return {day: max(left, 0) for day, left in spare.items()}


def test_the_figures_add_up_for_a_treasurer() -> None:
    ana = Person(Supply(Hours(420, 420)), (Promise(120, on(6)),))
    lea = Person(Supply(Hours(210, 210)), (Promise(300, on(6)),))  # promised more than she has: her own matter
    answer = can_we(200, on(6), [ana, lea], [Promise(60, on(3))], TODAY)
    assert (answer.there, answer.promised, answer.nobody, answer.free) == (630, 420, 60, 240)
    assert answer.by == on(6)
    assert can_we(241, on(6), [ana, lea], [Promise(60, on(3))], TODAY).by == on(7)


def test_where_nobody_has_hours_the_answer_is_no() -> None:
    assert can_we(1, on(6), [], [], TODAY).by is None
    assert can_we(0, on(6), [], [], TODAY).by == on(6)
