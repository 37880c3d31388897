"""A recurring task comes back on the first day of its rule that is after its old deadline and not over yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from domain import deadline, wall_clock
from domain.recurrence import next_due

PARIS = ZoneInfo("Europe/Paris")
ZONES = [
    ZoneInfo(name)
    for name in ("Europe/Paris", "America/St_Johns", "Pacific/Auckland", "Africa/Cairo", "Asia/Kolkata",
                 "Australia/Lord_Howe", "America/Havana", "UTC")
]  # fmt: skip
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")

zones = st.sampled_from(ZONES)
instants = st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)).map(
    lambda at: at.replace(second=0, microsecond=0)
)
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))
intervals = st.integers(1, 4).map(lambda n: f";INTERVAL={n}" if n > 1 else "")
weekdays = st.sets(st.sampled_from(DAYS), min_size=1, max_size=3).map(lambda names: ",".join(sorted(names)))
rules = st.one_of(
    st.builds("FREQ=DAILY{}".format, intervals),
    st.builds("FREQ=WEEKLY{}".format, intervals),
    st.builds("FREQ=WEEKLY{};BYDAY={}".format, intervals, weekdays),
    st.builds("FREQ=MONTHLY{};BYMONTHDAY={}".format, intervals, st.sampled_from([1, 15, 28, 29, 30, 31, -1])),
    st.builds("FREQ=MONTHLY{};BYDAY={}{}".format, intervals, st.sampled_from([1, 2, 4, -1]), st.sampled_from(DAYS)),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, st.integers(1, 12), st.integers(1, 28)),
    st.just("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
)
hours = st.builds(";BYHOUR={};BYMINUTE={}".format, st.integers(0, 23), st.sampled_from([0, 30]))


def wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


@given(rules, days, instants, zones)
@example("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 2), datetime(2026, 3, 2, 22, 59, tzinfo=UTC), PARIS)
def test_a_day_is_the_first_of_the_rule_after_the_old_one_that_is_not_over(
    rule: str, due: date, now: datetime, zone: ZoneInfo
) -> None:
    found = next_due(rule, due, now, zone)
    assert type(found) is date
    assert found > due
    assert wall_clock.end_of_day(found, zone) > now
    of_the_rule = rrulestr(rule, dtstart=datetime.combine(due, time()))
    assert datetime.combine(found, time()) in of_the_rule
    earlier = of_the_rule.between(datetime.combine(due, time.max), datetime.combine(found, time()))
    assert all(wall_clock.end_of_day(day.date(), zone) <= now for day in earlier)


@given(rules, hours, instants, instants, zones)
@example(
    "FREQ=DAILY",
    ";BYHOUR=2;BYMINUTE=30",
    datetime(2026, 10, 24, tzinfo=UTC),
    datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
    PARIS,
)
@example(
    "FREQ=DAILY",
    ";BYHOUR=2;BYMINUTE=30",
    datetime(2026, 3, 28, tzinfo=UTC),
    datetime(2026, 3, 29, 1, 10, tzinfo=UTC),
    PARIS,
)
def test_a_moment_is_the_first_of_the_rule_after_the_old_one_and_after_now(
    rule: str, hour: str, due: datetime, now: datetime, zone: ZoneInfo
) -> None:
    found = next_due(rule + hour, due, now, zone)
    assert isinstance(found, datetime)
    assert found > max(due, now)
    of_the_rule = rrulestr(rule + hour, dtstart=wall(due, zone))
    upcoming = (wall_clock.instant(at.date(), at.time(), zone) for at in of_the_rule)
    assert found == next(at for at in upcoming if at > max(due, now))


@given(rules, instants, instants, zones)
def test_a_deadline_that_was_moved_to_an_hour_keeps_that_hour(
    rule: str, due: datetime, now: datetime, zone: ZoneInfo
) -> None:
    found = next_due(rule, due, now, zone)
    assert isinstance(found, datetime)
    assert found > max(due, now)
    same_hour = wall(found, zone).time() == wall(due, zone).time()
    assert same_hour or wall_clock.instant(wall(found, zone).date(), wall(due, zone).time(), zone) == found


@given(rules, hours, days, instants, zones)
def test_a_rule_with_an_hour_after_a_day_without_one_comes_after_that_day(
    rule: str, hour: str, due: date, now: datetime, zone: ZoneInfo
) -> None:
    found = next_due(rule + hour, due, now, zone)
    assert isinstance(found, datetime)
    assert found > now
    assert found >= wall_clock.end_of_day(due, zone)


@given(rules, days, instants, zones, st.integers(-30, 900))
def test_after_its_last_day_it_does_not_come_back(
    rule: str, due: date, now: datetime, zone: ZoneInfo, lasts: int
) -> None:
    until = due + timedelta(days=lasts)
    found = next_due(f"{rule};UNTIL={until:%Y%m%d}T235959", due, now, zone)
    unlimited = next_due(rule, due, now, zone)
    assert unlimited is not None
    assert found == (unlimited if unlimited <= until else None)


@pytest.mark.parametrize(
    ("rule", "due", "now", "following"),
    [
        # Done early, on its day, the day after, weeks late, and on the very day of a later one.
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 9), "2026-03-05 12:00", date(2026, 3, 16)),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 9), "2026-03-09 23:59", date(2026, 3, 16)),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 9), "2026-03-10 00:00", date(2026, 3, 16)),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 9), "2026-04-01 12:00", date(2026, 4, 6)),
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 9), "2026-03-30 12:00", date(2026, 3, 30)),
        # Moved to a Wednesday, it comes back on Mondays; every other week counts from the week it was moved to.
        ("FREQ=WEEKLY;BYDAY=MO", date(2026, 3, 11), "2026-03-11 12:00", date(2026, 3, 16)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", date(2026, 3, 9), "2026-03-09 12:00", date(2026, 3, 23)),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", date(2026, 3, 9), "2026-03-24 12:00", date(2026, 4, 6)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", date(2026, 1, 31), "2026-01-31 12:00", date(2026, 2, 28)),
        ("FREQ=MONTHLY;BYDAY=1TH", date(2026, 3, 5), "2026-03-05 12:00", date(2026, 4, 2)),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", date(2024, 2, 29), "2026-03-01 12:00", date(2028, 2, 29)),
        ("FREQ=DAILY", date(2026, 3, 2), "2026-03-02 12:00", date(2026, 3, 3)),
    ],
)
def test_when_it_comes_back(rule: str, due: date, now: str, following: date) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    assert next_due(rule, due, at, PARIS) == following


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2026-03-28 12:00", "2026-03-29T03:30:00+02:00"),  # 2:30 is left out that night
        ("2026-10-24 12:00", "2026-10-25T02:30:00+02:00"),  # it is there twice: the first counts
        ("2026-10-25 02:10", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25 02:40", "2026-10-26T02:30:00+01:00"),
    ],
)
def test_in_the_nights_when_the_clocks_change(now: str, following: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    due = datetime(2026, 3, 1, 2, 30, tzinfo=PARIS)
    assert next_due("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", due, at, PARIS) == datetime.fromisoformat(following)


@given(
    st.sampled_from(
        [
            "tous les lundis",
            "every friday 6pm",
            "chaque mois",
            "tous les 2 jours",
            "le premier jeudi du mois 19h",
            "every month",
            "tous les ans",
            "le 31 de chaque mois",
            "tous les lundis jusqu'au 30 juin",
            "every 2 weeks",
        ]
    ),
    st.integers(0, 10_000),
)
def test_every_rule_that_is_read_can_be_counted_on(text: str, hours_late: int) -> None:
    reference = datetime(2026, 3, 2, 10, tzinfo=PARIS)
    reading = next(r for code in ("fr", "en") if (r := deadline.read(text, language=code, reference=reference)).repeat)
    assert reading.repeat is not None
    assert reading.due is not None
    now = reference + timedelta(hours=hours_late)
    following = next_due(reading.repeat, reading.due, now, PARIS)
    if following is None:
        assert "UNTIL" in reading.repeat
    elif isinstance(following, datetime):
        assert isinstance(reading.due, datetime)
        assert following > now
    else:
        assert following >= now.date()
