"""How often somebody may make the group ring, whatever they try and whenever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.urgent import WEEK, Use, Way, again_at, way

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
spans = st.lists(st.timedeltas(timedelta(0), timedelta(days=9)), max_size=40)


def tried(waits: list[timedelta], *, coordinates: bool) -> list[tuple[datetime, Way]]:
    """Somebody tries again and again, after waiting so long each time: where each went."""
    now, uses, went = MONDAY, list[Use](), list[tuple[datetime, Way]]()
    for wait in waits:
        now += wait
        goes = way(uses, now, coordinates=coordinates)
        went.append((now, goes))
        if goes is not Way.NOWHERE:
            uses.append(Use(now, goes is Way.GROUP))
    return went


@given(spans, st.booleans())
def test_in_no_seven_days_more_than_once_for_members_and_three_times_for_coordinators(
    waits: list[timedelta], coordinates: bool
) -> None:
    went = tried(waits, coordinates=coordinates)
    for goes, most in ((Way.GROUP, 3 if coordinates else 1), (Way.COORDINATORS, 3)):
        instants = [at for at, where in went if where is goes]
        for at in instants:
            assert sum(at <= other < at + WEEK for other in instants) <= most


@given(spans, st.booleans())
def test_the_first_one_of_seven_days_always_makes_the_group_ring(waits: list[timedelta], coordinates: bool) -> None:
    went = tried(waits, coordinates=coordinates)
    for place, (at, where) in enumerate(went):
        if not any(other is Way.GROUP and at < then + WEEK for then, other in went[:place]):
            assert where is Way.GROUP


@given(spans, st.booleans())
def test_from_when_on_is_said_to_the_instant(waits: list[timedelta], coordinates: bool) -> None:
    went = tried(waits, coordinates=coordinates)
    uses = [Use(at, where is Way.GROUP) for at, where in went if where is not Way.NOWHERE]
    now = went[-1][0] if went else MONDAY
    again = again_at(uses, now, coordinates=coordinates)
    assert way(uses, again, coordinates=coordinates) is Way.GROUP
    if again > now:
        assert way(uses, again - timedelta(microseconds=1), coordinates=coordinates) is not Way.GROUP


@pytest.mark.parametrize(("after", "goes"), [(timedelta(days=7, seconds=-1), Way.COORDINATORS), (WEEK, Way.GROUP)])
def test_the_week_rolls(after: timedelta, goes: Way) -> None:
    assert way([Use(MONDAY, in_group=True)], MONDAY + after, coordinates=False) is goes
