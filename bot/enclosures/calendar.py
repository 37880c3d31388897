"""The dates of open tasks as iCalendar (RFC 5545), which calendars on phones read.

Each task is an event, because phones show no to-dos: of the whole day where no time was said, else of half an hour from
that time on, and an appointment for as long as it lasts. It blocks no time and rings nowhere. An occurrence of a
recurring task has the name (UID) of the first one: read again, it takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

import icalendar

from bot.departure import Departure, File
from bot.enclosures.words import Words
from domain import appointment, recurrence, wall_clock
from domain.card import due_phrase, effort_phrase, status
from domain.document import phrase
from domain.enclosure import Enclosure
from domain.task import Task, TaskKind
from storage import attendance, tasks
from storage.database import Rows

MEDIA_TYPE = "text/calendar"
_LASTS = timedelta(minutes=30)
_READ_AGAIN = timedelta(hours=6)  # what subscribers are asked for
_CLOCK = re.compile(r";?BY(HOUR|MINUTE|SECOND)=[^;]*")
_UNTIL = re.compile(r"UNTIL=(\d{8})(?:T(\d{6}))?Z?")


def file(rows: Rows, departure: Departure, now: datetime) -> File:
    """The calendar as a file: the team's, or of what its reader carries."""
    assert departure.member is not None
    words = Words(departure.language, departure.team, now)
    person = departure.member.person if departure.enclosure is Enclosure.OWN_CALENDAR else None
    return File(words.name(phrase("file-calendar"), "ics"), MEDIA_TYPE, calendar(rows, words, person))


def calendar(rows: Rows, words: Words, person: int | None) -> bytes:
    """The open tasks with a deadline: of the whole team, or (`person`) those that somebody carries, and the
    events to which they come. The same bytes as long as nothing of it changes."""
    team = words.team
    made = icalendar.Calendar()
    made.add("prodid", "-//Accalmie//Accalmie//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    named = (
        phrase("calendar-of-me", team=team.name) if person is not None else phrase("calendar-of-team", team=team.name)
    )
    made.add("name", words(named))
    made.add("x-wr-calname", words(named))
    made.add("refresh-interval", _READ_AGAIN, parameters={"value": "DURATION"})
    made.add("x-published-ttl", "PT6H")
    first = tasks.first_of_series(rows, team.id)
    come = attendance.tasks_of(rows, team.id, person) if person is not None else frozenset()
    for task in _dated(tasks.of_team(rows, team.id), person, come):
        made.add_component(_event(task, words, first.get(task.id, task.id), is_own=person is not None))
    made.add_missing_timezones(date(team.created_at.year - 1, 1, 1), date(words.now.year + 6, 1, 1))
    return bytes(made.to_ical())


def _dated(those: Iterable[Task], person: int | None, come: Collection[int]) -> list[Task]:
    mine = [t for t in those if person is None or t.id in come or any(a.person == person for a in t.accepted)]
    return sorted((task for task in mine if task.due is not None), key=lambda task: task.number)


def _event(task: Task, words: Words, first: int, *, is_own: bool) -> icalendar.Event:
    zone = ZoneInfo(task.repeat_zone) if task.repeat_zone else words.team.zone
    event = icalendar.Event()
    event.add("uid", _name(words, first))
    event.add("sequence", task.due_revision)
    stamp = max(task.created_at, task.due_set_at or task.created_at).replace(microsecond=0)
    event.add("dtstamp", stamp.astimezone(UTC))
    mark = "🏁 " if task.kind is TaskKind.MILESTONE else ""
    title = f"{mark}#{task.number} {task.title}"
    event.add("summary", title if is_own or task.lead is None else f"{title} ({task.lead.name})")
    assert task.due is not None
    if isinstance(task.due, datetime):
        starts = wall_clock.local(task.due, zone)
        event.add("dtstart", starts)
        event.add("dtend", wall_clock.local(_ends(task, task.due), zone))
    else:
        event.add("dtstart", task.due)
        event.add("dtend", task.due + timedelta(days=1))
    if task.repeat and recurrence.begins(task.repeat, task.due, zone):
        event.add("rrule", icalendar.vRecur.from_ical(_rule(task.repeat, task.due, zone)))
    said = [words(status(task)), words(due_phrase(task.due, task.due_part))]
    said += [words(effort_phrase(task.effort_minutes))] if task.effort_minutes else []
    said += [task.quote] if task.quote and task.kind is TaskKind.EVENT else []
    event.add("description", "\n".join(said))
    if task.project:
        event.add("categories", [task.project])
    if task.link and task.link.startswith("https://"):
        event.add("url", task.link)
    event.add("transp", "TRANSPARENT")
    return event


def _ends(task: Task, due: datetime) -> datetime:
    return (appointment.ends(task) if task.kind is TaskKind.EVENT else None) or due + _LASTS


def _name(words: Words, first: int) -> str:
    """The same for ever, and no other bot's: of the team, since when it is there, and the first task of a series."""
    return f"{uuid5(NAMESPACE_URL, f'accalmie:{words.team.id}:{words.team.created_at.isoformat()}:{first}')}"


def _rule(rule: str, due: date | datetime, zone: ZoneInfo) -> str:
    """A rule as calendars want it: its time of day is the event's, and it ends at an instant, or on a day."""
    bare = _CLOCK.sub("", rule).strip(";")
    return _UNTIL.sub(lambda found: f"UNTIL={_until(found, due, zone)}", bare)


def _until(found: re.Match[str], due: date | datetime, zone: ZoneInfo) -> str:
    day, clock = found.groups()
    if not isinstance(due, datetime):
        return day
    at = datetime.strptime(f"{day}{clock or '235959'}", "%Y%m%d%H%M%S")  # noqa: DTZ007  # of the wall
    return f"{wall_clock.instant(at.date(), at.time(), zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
