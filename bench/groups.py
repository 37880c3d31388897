"""Fills a database with many groups on Telegram, each with some people and tasks, whose digests are due at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import SQLModel

from bench.telegram_server import chat, person
from domain.quiet_hours import QuietHours
from domain.text import search_text
from storage.tables import AccountRow, AssignmentRow, ChatRow, HistoryRow, MembershipRow, PersonRow, TaskRow, TeamRow

DUE = datetime(2026, 3, 9, 8, tzinfo=UTC)  # a Monday, nine o'clock in Paris
PEOPLE = 4  # in each group
TASKS = 6  # in each: three are open, of which one is taken and one late, and the others were finished this week
_MESSENGER, _AT_ONCE = "telegram", 1000
_MADE = DUE - timedelta(days=6)
_TITLES = ("Réserver la salle", "Coller les affiches", "Écrire aux élus", "Acheter le pain", "Laver le sol", "Trier")
Made = dict[type[SQLModel], list[dict[str, Any]]]


def fill(engine: Engine, groups: int) -> None:
    """So many groups, in a database that is empty: the row ids are counted here."""
    for first in range(0, groups, _AT_ONCE):
        made: Made = {
            table: []
            for table in (
                TeamRow,
                ChatRow,
                PersonRow,
                AccountRow,
                MembershipRow,
                TaskRow,
                AssignmentRow,
                HistoryRow,
            )
        }
        for group in range(first, min(first + _AT_ONCE, groups)):
            _group(made, group)
        with engine.begin() as rows:
            for table, values in made.items():
                rows.execute(insert(table), values)
    if engine.dialect.name == "postgresql":
        _count_on(engine)


def _group(made: Made, group: int) -> None:
    team = group + 1
    made[TeamRow].append(
        {
            "id": team,
            "name": f"Groupe {group}",
            "language": "fr",
            "zone": "Europe/Paris",
            "last_number": TASKS,
            "created_at": _MADE,
        }
    )
    made[ChatRow].append(
        {
            "id": team,
            "team_id": team,
            "messenger": _MESSENGER,
            "external_id": str(chat(group)["id"]),
            "quiet": QuietHours.DEFAULT.to_json(),
            "digest_weekday": 0,
            "digest_at": DUE,
        }
    )
    for number in range(PEOPLE):
        _person(made, group, number)
    for number, title in enumerate(_TITLES):
        _task(made, team, number, title)


def _person(made: Made, group: int, number: int) -> None:
    who: Mapping[str, Any] = person(group, number)
    key = group * PEOPLE + number + 1
    made[PersonRow].append({"id": key})
    made[AccountRow].append(
        {
            "id": key,
            "person_id": key,
            "messenger": _MESSENGER,
            "external_id": str(who["id"]),
            "handle": who["username"],
            "name": who["first_name"],
            "reachable": True,
        }
    )
    made[MembershipRow].append({"team_id": group + 1, "person_id": key, "joined_at": _MADE})


def _task(made: Made, team: int, number: int, title: str) -> None:
    key = (team - 1) * TASKS + number + 1
    taker = (team - 1) * PEOPLE + number % PEOPLE + 1
    is_open, deadline = number < TASKS // 2, DUE + timedelta(days=number - 1, hours=9)
    made[TaskRow].append(
        {
            "id": key,
            "team_id": team,
            "number": number + 1,
            "title": title,
            "search_text": search_text(title),
            "state": "open" if is_open else "done",
            "author_id": taker,
            "due_day": deadline.date(),
            "deadline": deadline,
            "due_set_at": _MADE,
            "project": "bal",
            "created_at": _MADE,
            "closed_at": None if is_open else DUE - timedelta(days=number - TASKS // 2 + 1),
        }
    )
    if number != 1:
        made[AssignmentRow].append(
            {
                "task_id": key,
                "person_id": taker,
                "role": "lead",
                "consent": "accepted",
                "since": _MADE,
            }
        )
    made[HistoryRow].append({"task_id": key, "person_id": taker, "at": _MADE, "what": "made", "detail": {}})


def _count_on(engine: Engine) -> None:
    """PostgreSQL counts ids by itself from here on."""
    counted: Sequence[str] = ("team", "chat", "person", "account", "task")
    with engine.begin() as rows:
        for table in counted:
            rows.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )
        rows.exec_driver_sql("ANALYZE")
