"""Deadlines in the nights when the clocks change, in every zone there is.

A time that spring leaves out moves forward by the length of the gap; of an hour that autumn repeats, the first counts,
unless it has passed already.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deadline import Reading, read

USUAL = settings(deadline=None, max_examples=150)
ZONES = sorted(available_timezones())
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


@cache
def changes(name: str, year: int) -> list[datetime]:
    """The instants of a year at which this zone changes its clocks."""
    zone = ZoneInfo(name)

    def offset(at: datetime) -> timedelta | None:
        return at.astimezone(zone).utcoffset()

    found = []
    start = datetime(year, 1, 1, tzinfo=UTC)
    for days in range(366):
        same, other = start + days * DAY, start + (days + 1) * DAY
        if offset(same) == offset(other):
            continue
        while other - same > SECOND:
            middle = same + (other - same) // 2
            middle -= timedelta(microseconds=middle.microsecond)
            same, other = (middle, other) if offset(middle) == offset(same) else (same, middle)
        found.append(other)
    return found


@st.composite
def nights(draw: st.DrawFn, reach: int = 36 * 60) -> tuple[datetime, datetime]:
    """A moment (aware) near a change of the clocks, and the change (UTC); any moment where the clocks never change."""
    name = draw(st.sampled_from(ZONES))
    year = draw(st.integers(1990, 2099))
    any_time = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 365 * 24 * 60)))
    change = draw(st.sampled_from(changes(name, year) or [any_time]))
    near = draw(st.one_of(st.integers(-reach, reach), st.integers(-180, 180)))
    return (change + timedelta(minutes=near)).astimezone(ZoneInfo(name)), change


def said(text: str, now: datetime, language: str = "fr") -> Reading:
    return read(text, language=language, reference=now)


def first_showing(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which clocks first show `wall`, or would have if they had not jumped over it."""
    former, later = (wall.replace(tzinfo=UTC) - offset for offset in offsets_around(wall, zone))
    showing = [at for at in (former, later) if at.astimezone(zone).replace(tzinfo=None) == wall]
    return min(showing, default=former)


def offsets_around(wall: datetime, zone: ZoneInfo) -> list[timedelta]:
    """Of two days before and of two days after; in between the clocks change once at most."""
    around = [(wall.replace(tzinfo=UTC) + days * DAY).astimezone(zone).utcoffset() for days in (-2, 2)]
    return [offset for offset in around if offset is not None]


def as_utc(moment: date | datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else None


@USUAL
@given(nights(), st.integers(-180, 180), st.booleans())
def test_a_day_and_a_time_are_the_first_moment_that_clocks_show_them(
    night: tuple[datetime, datetime], minutes: int, after: bool
) -> None:
    now, change = night
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    # Around the change as the clocks before it show it, so that the gap and the repeated hour are hit.
    former = (change - SECOND).astimezone(zone).utcoffset()
    assert former is not None
    wall = (change + former).replace(tzinfo=None, second=0, microsecond=0) + timedelta(minutes=minutes)
    text = f"le {wall.day} {MONTHS[wall.month - 1]} {wall.year} à {wall:%Hh%M}"
    reading = said(f"{text} ouvrir la salle" if after else f"ouvrir la salle {text}", now)
    due = first_showing(wall, zone)
    if wall.date() < now.date():
        assert reading.due is None
    elif due > now.astimezone(UTC):
        assert as_utc(reading.due) == due
        assert isinstance(reading.due, datetime)
        assert reading.due.tzinfo is zone
        if reading.due.replace(tzinfo=None) != wall:  # in the gap: moved past it, by its length
            assert due >= change
            assert due == change + (wall - (change + former).replace(tzinfo=None))
    else:
        for one in (reading.due, *reading.alternatives):
            assert (as_utc(one) or due) >= due
    assert reading.title == "ouvrir la salle" or reading.due is None


@USUAL
@given(nights(), st.integers(1, 99), st.sampled_from(("fr", "en")))
def test_hours_are_elapsed_time(night: tuple[datetime, datetime], hours: int, language: str) -> None:
    now, _ = night
    reading = said(f"dans {hours} heures" if language == "fr" else f"in {hours} hours", now, language)
    assert as_utc(reading.due) == now.astimezone(UTC) + hours * HOUR
    assert isinstance(reading.due, datetime)
    assert reading.due.tzinfo is now.tzinfo


@USUAL
@given(nights(), st.integers(1, 240))
def test_minutes_are_elapsed_time(night: tuple[datetime, datetime], minutes: int) -> None:
    now, _ = night
    assert as_utc(said(f"dans {minutes} minutes", now).due) == now.astimezone(UTC) + timedelta(minutes=minutes)


@USUAL
@given(nights(), st.integers(1, 31), st.sampled_from(("fr", "en")))
def test_days_are_those_of_the_calendar(night: tuple[datetime, datetime], days: int, language: str) -> None:
    now, _ = night
    text = f"dans {days} jours" if language == "fr" else f"in {days} days"
    assert said(text, now, language).due == now.date() + days * DAY
    assert said("demain" if language == "fr" else "tomorrow", now, language).due == now.date() + DAY
    assert said("aujourd'hui" if language == "fr" else "today", now, language).due == now.date()


@USUAL
@given(nights(), st.integers(0, 24 * 60 - 1), st.sampled_from(("à {}", "tous les jours à {}", "demain à {}")))
def test_a_time_of_day_is_the_next_that_clocks_show(night: tuple[datetime, datetime], minutes: int, words: str) -> None:
    now, _ = night
    zone = now.tzinfo
    assert isinstance(zone, ZoneInfo)
    hour, minute = divmod(minutes, 60)
    due = as_utc(said(words.format(f"{hour:02}h{minute:02}"), now).due)
    assert due is not None
    assert due > now.astimezone(UTC)
    first = 1 if words.startswith("demain") else 0
    walls = [datetime(now.year, now.month, now.day, hour, minute) + days * DAY for days in range(first, 4)]
    shown = [at for wall in walls for at in showings(wall, zone) if at > now.astimezone(UTC)]
    if due.astimezone(zone).replace(tzinfo=None) in walls:
        assert due == min(shown)
    else:  # in a gap
        assert due in {first_showing(wall, zone) for wall in walls}
        assert due < min(shown, default=due + DAY) + DAY


def showings(wall: datetime, zone: ZoneInfo) -> list[datetime]:
    """Every instant (UTC) at which clocks show `wall`: none in a gap, two where an hour is repeated."""
    both = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return sorted({at for at in both if at.astimezone(zone).replace(tzinfo=None) == wall})


@pytest.mark.parametrize(
    ("zone", "now", "text", "due"),
    [
        # Midnight does not exist: Havana 8 March 2026, Cairo 24 April 2026, Beirut 29 March 2026, Azores 29 March 2026.
        ("America/Havana", "2026-03-07T20:00", "demain à 0h30", "2026-03-08T01:30:00-04:00"),
        ("America/Havana", "2026-03-07T20:00", "ce soir à minuit", "2026-03-08T01:00:00-04:00"),
        ("Africa/Cairo", "2026-04-23T20:00", "minuit", "2026-04-24T01:00:00+03:00"),
        ("Asia/Beirut", "2026-03-28T20:00", "demain à 00:15", "2026-03-29T01:15:00+03:00"),
        ("Atlantic/Azores", "2026-03-28T20:00", "demain à 0h30", "2026-03-29T01:30:00+00:00"),
        # Midnight comes twice, the first time as the end of the day before: Havana 1 November, Azores 25 October.
        ("America/Havana", "2026-10-31T20:00", "demain à 0h30", "2026-11-01T00:30:00-04:00"),
        ("Atlantic/Azores", "2026-10-24T20:00", "demain à 0h30", "2026-10-25T00:30:00+00:00"),
        # Half an hour, two hours, and a change in the evening.
        ("Australia/Lord_Howe", "2026-10-03T20:00", "demain à 2h15", "2026-10-04T02:45:00+11:00"),
        ("Antarctica/Troll", "2026-03-28T20:00", "demain à 1h30", "2026-03-29T03:30:00+02:00"),
        ("Asia/Pyongyang", "2018-05-04T20:00", "ce soir à 23h45", "2018-05-05T00:15:00+09:00"),
        ("America/Nuuk", "2024-03-30T20:00", "ce soir à 22h30", "2024-03-30T22:30:00-02:00"),
        # Whole days that never were: Apia 30 December 2011, Kwajalein 21 August 1993, Kiritimati 31 December 1994.
        ("Pacific/Apia", "2011-12-29T20:00", "demain à 9h", "2011-12-31T09:00:00+14:00"),
        ("Pacific/Apia", "2011-12-29T20:00", "dans 24 heures", "2011-12-31T20:00:00+14:00"),
        ("Pacific/Apia", "2011-12-29T20:00", "demain", "2011-12-30"),
        ("Pacific/Apia", "2011-12-29T20:00", "après-demain", "2011-12-31"),
        ("Pacific/Kwajalein", "1993-08-20T20:00", "demain à 9h", "1993-08-22T09:00:00+12:00"),
        ("Pacific/Kiritimati", "1994-12-30T20:00", "demain à 9h", "1995-01-01T09:00:00+14:00"),
    ],
)
def test_clocks_that_change_in_odd_ways(zone: str, now: str, text: str, due: str) -> None:
    reading = said(text, datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone)))
    assert isinstance(reading.due, date)
    assert reading.due.isoformat() == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("dans 10 minutes", "2026-10-25T02:50:00+01:00"),
        ("dans 24 heures", "2026-10-26T02:40:00+01:00"),
        ("dans 1 jour", "2026-10-26"),
        ("à 2h50", "2026-10-25T02:50:00+01:00"),
        ("à 2h30", "2026-10-26T02:30:00+01:00"),
        ("à 3h15", "2026-10-25T03:15:00+01:00"),
        ("aujourd'hui à 2h50", "2026-10-25T02:50:00+01:00"),
        ("tous les jours à 2h50", "2026-10-25T02:50:00+01:00"),
        ("tous les jours à 2h30", "2026-10-26T02:30:00+01:00"),
    ],
)
def test_a_message_written_when_the_hour_repeats(text: str, due: str) -> None:
    now = datetime(2026, 10, 25, 2, 40, tzinfo=ZoneInfo("Europe/Paris"), fold=1)
    reading = said(text, now)
    assert isinstance(reading.due, date)
    assert reading.due.isoformat() == due
