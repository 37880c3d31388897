"""Fills a database with tasks that were made, taken, mostly finished, and shown in their chats."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

from sqlalchemy import Engine, insert

from bench.commands import NOW
from domain.text import search_text
from storage.tables import AssignmentRow, HistoryRow, InboxRow, LetterRow, TaskRow

AT_ONCE = 5000


def fill(engine: Engine, tasks: int, *, seed: int = 1) -> None:
    """So many tasks, spread evenly over the teams that are there; one in eight is still open."""
    chance = random.Random(seed)
    with engine.connect() as rows:
        homes = rows.exec_driver_sql("SELECT team_id, id FROM chat ORDER BY id").all()
        people = {
            team: [row.person_id for row in rows.exec_driver_sql(f"SELECT * FROM membership WHERE team_id = {team}")]
            for team, _ in homes
        }
        rows.rollback()
    for first in range(1, tasks + 1, AT_ONCE):
        made: dict[type, list[dict[str, Any]]] = {
            table: [] for table in (TaskRow, AssignmentRow, HistoryRow, LetterRow, InboxRow)
        }
        for number in range(first, min(first + AT_ONCE, tasks + 1)):
            team, chat = homes[number % len(homes)]
            one = _rows(chance, number, number // len(homes) + 1, team, chat, people[team])
            for table, row in one.items():
                made[table].append(row)
        with engine.begin() as rows:
            for table, values in made.items():
                rows.execute(insert(table), values)
    with engine.begin() as rows:
        rows.exec_driver_sql(
            "UPDATE team SET last_number = (SELECT coalesce(max(number), 0) FROM task WHERE team_id = team.id)"
        )


def _rows(
    chance: random.Random, row: int, number: int, team: int, chat: int, people: list[int]
) -> dict[type, dict[str, Any]]:
    made = NOW - timedelta(days=chance.uniform(8, 700))
    is_open = chance.random() < 1 / 8
    title = f"Réserver la salle des fêtes, {row}"
    deadline = made + timedelta(days=30)
    person = chance.choice(people)
    return {
        TaskRow: {
            "id": row,
            "team_id": team,
            "number": number,
            "title": title,
            "search_text": search_text(title),
            "state": "open" if is_open else "done",
            "author_id": person,
            "due_day": deadline.date(),
            "deadline": deadline,
            "due_set_at": made,
            "project": "bal",
            "effort_minutes": 120,
            "created_at": made,
            "closed_at": None if is_open else deadline,
            "source_message": f"old-{row}",
        },
        AssignmentRow: {
            "task_id": row,
            "person_id": person,
            "role": "lead",
            "consent": "accepted",
            "since": made,
        },
        HistoryRow: {"task_id": row, "person_id": person, "at": made, "what": "made", "detail": {}},
        LetterRow: {
            "team_id": team,
            "chat_id": chat,
            "recipient": f"chat:{chat}",
            "kind": "card",
            "cause": f"old:{row}",
            "ordinal": row,
            "task_id": row,
            "state": "sent",
            "attempts": 1,
            "not_before": made,
            "created_at": made,
            "left_at": made,
            "message_id": f"card-{row}",
        },
        InboxRow: {"own_account": "instant", "event": f"old-{row}", "handled_at": made},
    }
