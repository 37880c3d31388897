"""What decides a date among 10,000 open tasks that wait for each other: read from the rows, reckoned, beside reading
the tasks alone. `python -m bench.deciding` prints it by itself."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, insert

from bench import processes
from bench.commands import NOW, prepare
from domain.plan import Plan, plan
from domain.task import TaskKind
from domain.team import Team
from handlers.kit import planning
from storage import tasks, teams
from storage.database import Rows
from storage.tables import DependencyRow, TaskRow

_MANY = 10_000
_MILESTONES = 20
_PARIS = ZoneInfo("Europe/Paris")
SHAPES: dict[str, Callable[[int], tuple[int, ...]]] = {
    "row": lambda place: (place - 1,) if place else (),
    "net": lambda place: tuple({max(place - 1 - place % 7, 0), place // 2, place // 3} - {place}),
    "projects": lambda place: (),  # what leads to a milestone, nobody said
}


def measured(*, quick: bool) -> dict[str, Any]:
    """Milliseconds of the processor (medians), and how many times as long as reading the tasks they are."""
    many, times = (_MANY // 10, 1) if quick else (_MANY, 5)
    found = {}
    for shape, waits_for in SHAPES.items():
        with tempfile.TemporaryDirectory() as folder:
            engine = prepare(f"sqlite:///{folder}/deciding.db")
            team = _fill(engine, many, waits_for)
            found[shape] = _timed(engine, team, times)
            engine.dispose()
    return {"tasks": many, **found}


def _fill(engine: Engine, many: int, waits_for: Callable[[int], tuple[int, ...]]) -> int:
    with engine.begin() as rows:
        team = int(rows.exec_driver_sql("SELECT id FROM team ORDER BY id LIMIT 1").scalar_one())
        rows.execute(insert(TaskRow), [_task(team, place, many) for place in range(many)])
        links = [{"task_id": place + 1, "waits_for_id": each + 1} for place in range(many) for each in waits_for(place)]
        if links:
            rows.execute(insert(DependencyRow), links)
    return team


def _task(team: int, place: int, many: int) -> dict[str, Any]:
    """Every second one has a date, and some are milestones."""
    day = (NOW + timedelta(days=place % 60)).date() if place % 2 else None
    is_milestone = place % (many // _MILESTONES) == many // _MILESTONES - 1
    return {
        "id": place + 1,
        "team_id": team,
        "number": place + 1,
        "title": f"Réserver la salle {place}",
        "search_text": " reserver la salle",
        "state": "open",
        "kind": (TaskKind.MILESTONE if is_milestone else TaskKind.TASK).value,
        "due_day": day,
        "deadline": NOW + timedelta(days=place % 60) if day else None,
        "project": f"projet{place % 5}",
        "effort_minutes": 30 * (place % 40),
        "created_at": NOW,
    }


def _timed(engine: Engine, team_id: int, times: int) -> dict[str, Any]:
    reading, command, rule = [], [], []
    with engine.connect() as rows:
        team = teams.by_id(rows, team_id)
        for _ in range(times):
            began = time.process_time()
            there = tasks.of_team(rows, team_id)
            read = time.process_time()
            _looked_at(plan(there, NOW.date(), _PARIS))
            reckoned = time.process_time()
            _command(rows, team)
            reading.append(read - began)
            rule.append(reckoned - read)
            command.append(time.process_time() - reckoned)
        rows.rollback()
    return {
        "reading_ms": round(median(reading) * 1000, 1),
        "reckoning_ms": round(median(rule) * 1000, 1),
        "command_ms": round(median(command) * 1000, 1),
        "command_to_reading": round(median(command) / median(reading), 2),
    }


def _command(rows: Rows, team: Team) -> None:
    _looked_at(planning.planned(rows, team, tasks.of_team(rows, team.id), NOW))


def _looked_at(found: Plan) -> None:
    """All that the command and the digest ask."""
    assert found.key_to or found.short or found.ends
    for end in list(found.ends)[:3]:
        found.chain(end)
        found.before(end)


if __name__ == "__main__":
    print(processes.as_json(measured(quick=False)))
