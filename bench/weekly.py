"""The digest of a very large team: found, composed and put into words."""

from __future__ import annotations

import time
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bench.commands import NOW
from bot.speech import Voice, say
from handlers.kit import registry, weekly
from storage import teams


def digest(engine: Engine, times: int) -> dict[str, Any]:
    """Milliseconds for the first team's digest."""
    paris = ZoneInfo("Europe/Paris")
    took = []
    with engine.connect() as rows:
        first = rows.exec_driver_sql("SELECT id FROM team ORDER BY id LIMIT 1").scalar_one()
        team = teams.chats_of(rows, first)[0].team
        tasks = rows.exec_driver_sql(f"SELECT count(*) FROM task WHERE team_id = {first:d}").scalar_one()
        for _ in range(times):
            began = time.perf_counter()
            document = weekly.as_of_now(rows, team, NOW, whole=False)
            say(document, Voice("fr", paris, "/", registry.names_in("fr")), today=NOW.date())
            took.append(time.perf_counter() - began)
        rows.rollback()
    return {"tasks": tasks, "ms": round(median(took) * 1000, 1)}
