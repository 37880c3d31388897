"""How often phones ring in a year of forty people with four hundred tasks (`tests/year`), beside the usual scheme.

The usual scheme: reminders a day, an hour, half an hour and five minutes before each deadline, a message for each
change of a task, and a list every morning, all to the whole group. It is worked out from the same year: from the
deadlines that held and the tasks that were open then. A sound in the group rings on the phone of everybody in it.
"""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine
from sqlmodel import SQLModel

from domain import wall_clock
from storage import schema
from tests.year import people
from tests.year.diary import PARIS, START, UNTIL
from tests.year.life import lived
from tests.year.oracle import Left
from tests.year.playing import TERMINAL, Living

_BEFORE = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=30), timedelta(minutes=5))
_MORNING = time(9)
_DAY = timedelta(days=1)
_NEVER = datetime.max.replace(tzinfo=UTC)


def measured(*, quick: bool = False) -> dict[str, Any]:
    """Sounds of the year, by what they were for, and for each person and finished task. `quick`: of eight weeks."""
    until = START + timedelta(weeks=8) if quick else UNTIL
    engine = schema.ready("sqlite://")
    living = Living(lived(), engine, TERMINAL)
    asyncio.run(living.live(until))
    tables = _tables(engine)
    engine.dispose()
    ours = _ours(letter for letter in living.phones.arrived if letter.at < until)
    usual = _usual(tables, until)
    finished = sum(row["state"] == "done" for row in tables["task"])
    each = len(people.COORDINATORS + people.MEMBERS) * finished
    return {
        "people": len(people.COORDINATORS + people.MEMBERS),
        "tasks": len(tables["task"]),
        "finished": finished,
        "accalmie": _told(ours, each),
        "usual": _told(usual, each),
        "ratio": round(ours.total() / usual.total(), 4),
    }


def _told(sounds: Counter[str], each: int) -> dict[str, Any]:
    return {
        "sounds": sounds.total(),
        **dict(sorted(sounds.items())),
        "for_each_person_and_finished_task": round(sounds.total() / each, 4),
    }


def _ours(letters: Iterable[Left]) -> Counter[str]:
    """What left with sound, by its kind."""
    sounds: Counter[str] = Counter()
    for letter in letters:
        if letter.sound:
            sounds[letter.kind] += 1 if letter.to else _phones(letter.at)
    return sounds


def _usual(tables: Mapping[str, list[dict[str, Any]]], until: datetime) -> Counter[str]:
    sounds: Counter[str] = Counter()
    sounds["changes"] = sum(_phones(row["at"]) for row in tables["history"])
    moved = [row for row in tables["history"] if row["what"] == "moved"]
    for task in tables["task"]:
        for reminder in _reminders(task, [row for row in moved if row["task_id"] == task["id"]]):
            if reminder < until:
                sounds["reminders"] += _phones(reminder)
    day = START.date() + _DAY
    while day < until.date():
        sounds["lists"] += _phones(wall_clock.instant(day, _MORNING, PARIS))
        day += _DAY
    return sounds


def _reminders(task: Mapping[str, Any], moved: Iterable[Mapping[str, Any]]) -> Iterator[datetime]:
    """Those before each deadline that a task had, while it held and the task was open."""
    since, ends = task["created_at"], task["closed_at"] or _NEVER
    held = []
    for move in moved:
        held.append((_instant(move["detail"]["was"]), since, move["at"]))
        since = move["at"]
    held.append((task["deadline"], since, ends))
    for deadline, begins, over in held:
        if deadline is not None:
            yield from (at for ahead in _BEFORE if begins <= (at := deadline - ahead) < min(over, ends))


def _instant(was: str | None) -> datetime | None:
    """A deadline as the history keeps it: a moment, or a day that counts to its end."""
    if was is None or len(was) > 10:
        return datetime.fromisoformat(was) if was else None
    return wall_clock.end_of_day(datetime.fromisoformat(was).date(), PARIS)


def _phones(at: datetime) -> int:
    day = at.astimezone(PARIS).date()
    return sum(people.is_member(who, day) for who in people.EVERYBODY)


def _tables(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    found = {}
    with engine.connect() as rows:
        for name in ("task", "history"):
            table = SQLModel.metadata.tables[name]
            found[name] = [dict(row._mapping) for row in rows.execute(table.select().order_by(table.c.id))]
    return found


if __name__ == "__main__":
    print(json.dumps(measured(), indent=2))
