"""What everybody promised and can give, read from the rows, is what counting minute by minute finds."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import mean
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from domain import wall_clock
from domain.load import Hours, monday, spread
from domain.load_told import told
from domain.plan import usual_week
from domain.workload import TeamLoad, by_week
from storage import hours, loads, teams
from tests.conftest import memory

ZONES = ("Europe/Paris", "America/New_York", "Pacific/Apia", "Asia/Kolkata")
PEOPLE = (1, 2, 3, 4, 5, 6)
START = datetime(2026, 3, 20, tzinfo=UTC)  # the clocks change nine days later, in New York they just did


@dataclass(frozen=True)
class Part:
    person: int
    role: str
    consent: str


@dataclass(frozen=True)
class Made:
    """A task as it is put into the rows."""

    effort: int | None
    day: date | None
    at: datetime | None
    wanted: int
    state: str
    parts: tuple[Part, ...]
    kind: str = "task"


@dataclass(frozen=True)
class Team:
    zone: str
    default: int | None
    now: datetime
    tasks: tuple[Made, ...]
    hours: dict[int, tuple[int, int]]
    weeks: dict[tuple[int, int], int]  # person, weeks from now on
    away: dict[int, tuple[int, int | None]]  # hours from now on, or further notice
    left: frozenset[int]


offsets = st.integers(-40, 120)
instants = st.integers(-1000, 3000).map(lambda n: START + timedelta(hours=n))


@st.composite
def parts(draw: Any) -> tuple[Part, ...]:
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=4))
    lead = draw(st.sampled_from((*people, None)))
    consents = st.sampled_from(("accepted", "accepted", "proposed"))
    return tuple(Part(each, "lead" if each == lead else "helper", draw(consents)) for each in people)


@st.composite
def made(draw: Any) -> Made:
    due = draw(st.sampled_from(("none", "day", "instant")))
    return Made(
        effort=draw(st.none() | st.integers(1, 3000)),
        day=START.date() + timedelta(days=draw(offsets)) if due == "day" else None,
        at=draw(instants) if due == "instant" else None,
        wanted=draw(st.integers(1, 5)),
        state=draw(st.sampled_from(("open", "open", "open", "done", "cancelled"))),
        parts=draw(parts()),
        kind=draw(st.sampled_from(("task", "task", "task", "task", "milestone", "event"))),
    )


few = st.integers(0, 1200)
somebody = st.sampled_from(PEOPLE)
groups = st.builds(
    Team,
    zone=st.sampled_from(ZONES),
    default=st.none() | st.integers(1, 240),
    now=st.integers(0, 24 * 30).map(lambda n: START + timedelta(hours=n)),
    tasks=st.lists(made(), max_size=8).map(tuple),
    hours=st.dictionaries(somebody, st.tuples(few, few).map(lambda pair: (min(pair), max(pair)))),
    weeks=st.dictionaries(st.tuples(somebody, st.integers(0, 8)), few),
    away=st.dictionaries(
        somebody, st.tuples(st.integers(-30, 0) | st.integers(-300, 0), st.none() | st.integers(1, 900)), max_size=2
    ),
    left=st.frozensets(somebody, max_size=1),
)


def put(rows: Connection, group: Team) -> None:
    def row(table: str, **values: Any) -> None:
        rows.execute(insert(SQLModel.metadata.tables[table]).values(**values))

    common = {"name": "bal", "language": "fr", "created_at": START, "last_number": 0, "holidays": True}
    row("team", id=1, zone=group.zone, default_effort=group.default, **common)
    row("team", id=2, zone=group.zone, default_effort=group.default, **common)
    today = wall_clock.local_day(group.now, ZoneInfo(group.zone))
    for person in PEOPLE:
        since, until = group.away.get(person, (None, None))
        ago = None if since is None else group.now + timedelta(hours=since)
        row("person", id=person, away_since=ago, away_until=until and group.now + timedelta(hours=until))
        for team in (1, 2):
            gone = START if person in group.left and team == 1 else None
            none = dict.fromkeys(("administrator", "named", "own_digest", "watches"), False)
            row("membership", team_id=team, person_id=person, joined_at=START, left_at=gone, **none)
    for number, task in enumerate(group.tasks, start=1):
        for team in (1, 2):  # the same again in another team must count nothing
            row(
                "task",
                id=number * 10 + team,
                team_id=team,
                number=number,
                title="x",
                search_text=" x",
                state=task.state,
                kind=task.kind,
                due_day=task.day,
                due_at=task.at,
                effort_minutes=task.effort,
                wanted=task.wanted,
                created_at=START,
                due_revision=0,
                important=False,
                help_wanted=False,
            )
            for part in task.parts:
                values = {"person_id": part.person, "role": part.role, "consent": part.consent, "since": START}
                row("assignment", task_id=number * 10 + team, helps=False, offered=False, **values)
    for person, (least, most) in group.hours.items():
        if person not in group.left:
            hours.give(rows, 1, person, Hours(least, most))
        hours.give(rows, 2, person, Hours(9999, 9999))
    for (person, ahead), minutes in group.weeks.items():
        hours.give_week(rows, 1, person, monday(today) + timedelta(weeks=ahead), Hours(minutes, minutes))


def read(group: Team) -> TeamLoad:
    with memory() as engine, engine.begin() as rows:
        put(rows, group)
        return loads.of_team(rows, teams.by_id(rows, 1), group.now)


def by_hand(group: Team) -> dict[int | None, list[tuple[int, date]]]:
    """Minute by minute: whose each minute of each open task is, and until when; the same figures in other words."""
    zone = ZoneInfo(group.zone)
    today = group.now.astimezone(zone).date()
    owed: dict[int | None, list[tuple[int, date]]] = defaultdict(list)
    for task in group.tasks:
        if task.state != "open" or task.kind != "task":
            continue
        due = task.day or (task.at.astimezone(zone).date() if task.at else None)
        last = today + timedelta(days=55) if due is None else max(due, today)
        yes = [part for part in task.parts if part.consent == "accepted" and part.person not in group.left]
        lead = [part.person for part in yes if part.role == "lead"]
        helpers = [part.person for part in yes if part.role == "helper"]
        places: list[int | None] = [lead[0] if lead else None, *helpers]
        places += [None] * (task.wanted - len(places))
        if not helpers and not lead:
            places = [None] * task.wanted
        minutes = Counter[int]()
        whole = task.effort or group.default or 0
        for minute in range(whole):
            in_turn = minute < whole - whole % len(places)
            minutes[minute % len(places) if in_turn else 0] += 1
        for place, many in minutes.items():
            owed[places[place]].append((many, last))
    return owed


@given(groups)
def test_every_minute_of_every_open_task_is_somebodys_once(group: Team) -> None:
    load, expected = read(group), by_hand(group)
    found: dict[int | None, list[tuple[int, date]]] = {
        person: [(one.minutes, one.until) for one in there.promises] for person, there in load.people.items()
    }
    found[None] = [(one.minutes, one.until) for one in load.nobody]
    assert {who: sorted(owed) for who, owed in found.items() if owed} == {
        who: sorted(owed) for who, owed in expected.items()
    }
    whole = sum(
        task.effort or group.default or 0 for task in group.tasks if (task.state, task.kind) == ("open", "task")
    )
    assert sum(many for owed in found.values() for many, _ in owed) == whole


@given(groups)
def test_every_minute_is_in_exactly_one_week_and_in_none_that_is_over(group: Team) -> None:
    load = read(group)
    for there in load.people.values():
        for promise in there.promises:
            weeks = spread(promise, load.today, there.away)
            assert sum(weeks.values()) == promise.minutes
            assert all(monday(load.today) <= week <= monday(promise.until) for week in weeks)


@given(groups)
def test_what_is_there_is_what_was_given_day_by_day(group: Team) -> None:
    load, zone = read(group), ZoneInfo(group.zone)
    last = load.today + timedelta(days=70)
    assert {who for who, one in load.people.items() if one.supply} == set(group.hours) - group.left
    for person, there in load.people.items():
        if there.supply is None:
            continue
        sevenths = [0, 0]
        for count in range(71):
            day = load.today + timedelta(days=count)
            week = (monday(day) - monday(load.today)).days // 7
            single = group.weeks.get((person, week))
            both = group.hours[person] if single is None else (single, single)
            if not _is_away(group, person, day, zone):
                sevenths = [sevenths[0] + both[0], sevenths[1] + both[1]]
        assert there.supplied(load.today, last) == sevenths[0] // 7
        assert there.supplied(load.today, last, at_most=True) == sevenths[1] // 7


def _is_away(group: Team, person: int, day: date, zone: ZoneInfo) -> bool:
    """Hour by hour: they are away at some time of the day, and not back by its end."""
    if person not in group.away:
        return False
    since, until = group.away[person]
    back = None if until is None else group.now + timedelta(hours=until)
    midnight = datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return group.now + timedelta(hours=since) < midnight and (back is None or back >= midnight)


@given(groups)
def test_what_was_assumed_is_counted(group: Team) -> None:
    load = read(group)
    still_open = [task for task in group.tasks if (task.state, task.kind) == ("open", "task")]
    assert load.assumed() == sum(task.effort is None for task in still_open)
    counting = [task for task in still_open if task.effort or group.default]
    assert load.undated() == sum(task.day is None and task.at is None for task in counting)
    for person in PEOPLE:
        mine = [
            task
            for task in still_open
            if any(p.person == person and p.consent == "accepted" for p in task.parts) and person not in group.left
        ]
        assert load.assumed(person) == sum(task.effort is None for task in mine)


@given(st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([(0, 0), (0, 60), (60, 60), (60, 120)])))
def test_totals_are_told_from_five_people_on_who_give_some(given_hours: dict[int, tuple[int, int]]) -> None:
    nothing: Any = {"tasks": (), "weeks": {}, "away": {}, "left": frozenset()}
    load = read(Team("Europe/Paris", 60, START, hours=given_hours, **nothing))
    enough = sum(least > 0 for least, _ in given_hours.values()) >= 5
    assert load.may_be_told == enough
    usual = [one.supply.usual for one in load.people.values() if one.supply]
    assert usual_week(usual) == (max(round(mean(each.least for each in usual) / 60), 1) * 60 if enough else 7 * 60)


def test_who_gave_no_hours_promised_all_the_same_and_has_no_room_to_claim() -> None:
    task = Made(120, None, None, 1, "open", (Part(3, "lead", "accepted"),))
    group = Team("Europe/Paris", 60, START, (task,), {}, {}, {}, frozenset())
    one = read(group).people[3]
    assert one.supply is None
    assert [promise.minutes for promise in one.promises] == [120]
    assert one.room(START.date(), START.date(), START.date()) is None
    assert one.supplied(START.date(), START.date()) == 0


def test_who_helps_with_a_task_that_nobody_leads_has_not_promised_all_of_it() -> None:
    task = Made(121, None, None, 1, "open", (Part(3, "helper", "accepted"), Part(4, "lead", "proposed")))
    load = read(Team("Europe/Paris", 60, START, (task,), {}, {}, {}, frozenset()))
    assert {who: [promise.minutes for promise in one.promises] for who, one in load.people.items()} == {3: [60]}
    assert [promise.minutes for promise in load.nobody] == [61]


def test_the_day_on_which_somebody_goes_away_is_away_and_that_of_the_return_is_not() -> None:
    group = Team("Europe/Paris", 60, START, (), {3: (420, 420)}, {}, {3: (0, 48)}, frozenset())
    load = read(group)
    days = [load.today + timedelta(days=n) for n in range(3)]
    assert [load.people[3].supplied(day, day) for day in days] == [0, 0, 60]


@given(groups, st.sampled_from((30, 60)))
def test_the_weeks_hold_every_minute_and_their_rounded_figures_add_up(group: Team, unit: int) -> None:
    load = read(group)
    people = tuple(load.people.values())
    weeks = by_week(people, load.today)
    whole = sum(promise.minutes for one in people for promise in one.promises)
    assert sum(week.promised for week in weeks.weeks) + weeks.after == whole
    assert [week.monday for week in weeks.weeks] == [monday(load.today) + timedelta(weeks=n) for n in range(8)]
    said = told(weeks, unit)
    assert abs((said.promised + said.after) * unit - whole) * 2 <= unit
    there = sum(one.supplied(load.today, said.last) for one in people)
    assert sum(week.least or 0 for week in weeks.weeks) == there
    if any(one.supply for one in people):
        assert abs(sum(each.least or 0 for each in said.figures) * unit - there) * 2 <= unit
        assert all((each.least or 0) <= (each.most or 0) for each in said.figures)
    else:
        assert all(each.least is None and each.most is None for each in said.figures)
