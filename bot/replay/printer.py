"""Prints the letters of a played transcript for other programs: JSON Lines, flushed before a letter counts as sent."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from bot.departure import Departure
from bot.messengers import Ears
from bot.messengers.pretended import Pretended
from bot.messengers.saving import save
from domain.message import Place
from domain.task import State, Task
from storage import tasks, teams
from storage.database import Rows


class JsonPrinter(Pretended):
    """A messenger that writes each letter as one line of JSON, and files into a folder, if there is one."""

    name = "terminal"
    prefix = "/"
    mentions_people = False

    def __init__(self, sink: TextIO, files: Path | None = None) -> None:
        self._sink, self._files = sink, files

    async def send(self, departure: Departure) -> str:
        if self._files is not None:
            save(departure, self._files)
        self._sink.write(json.dumps(as_json(departure), ensure_ascii=False) + "\n")
        self._sink.flush()
        return str(departure.edits or departure.letter)

    async def leave(self, place: Place) -> None:
        """The letter that says goodbye says it."""

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives here but what the transcript says."""


def as_json(departure: Departure) -> dict[str, Any]:
    """A letter as the machine interface gives it, with the letters that were joined into it beside."""
    to = {"person": departure.to_whom} if departure.member else {"chat": departure.team.name}
    line: dict[str, Any] = {
        "at": departure.at.astimezone(departure.team.zone).isoformat(),
        "id": departure.letter,
        "team": departure.team.name,
        "to": to,
        "kind": departure.kind.value,
        "sound": departure.sound,
        "text": departure.speech.plain,
        "buttons": [button.command for button in departure.buttons],
        "about": _about(departure.about),
        "edits": departure.edits,
    }
    if departure.carries:
        line["carries"] = [{"kind": kind.value, "about": _about(number)} for kind, number in departure.carries]
    if departure.reply_to is not None:
        line["reply_to"] = departure.reply_to
    if departure.leaves:
        line["leaves"] = True
    if departure.file is not None:
        line["file"] = departure.file.name
    return line


def tasks_as_json(rows: Rows, team_names: Sequence[str], place_of: Any) -> Iterator[dict[str, Any]]:
    """Every task of these teams, by team and number."""
    for name in team_names:
        chat = teams.chat_at(rows, place_of(name))
        if chat is None:
            continue
        for task in sorted(tasks.of_team(rows, chat.team.id, states=tuple(State)), key=lambda t: t.number):
            yield _task(name, task, chat.team.zone)


def _task(team: str, task: Task, zone: Any) -> dict[str, Any]:
    due: str | None = None
    if task.due_at is not None:
        due = task.due_at.astimezone(zone).isoformat()
    elif task.due_day is not None:
        due = task.due_day.isoformat()
    people = (*task.accepted, *task.proposed)
    return {
        "team": team,
        "number": task.number,
        "title": task.title,
        "state": task.state.value,
        "owners": [{"name": a.name, "role": a.role.value, "consent": a.consent.value} for a in people],
        "due": due,
        "repeat": task.repeat,
        "project": task.project,
        "effort_minutes": task.effort_minutes,
        "important": task.important,
        "wanted": task.wanted,
        "waits_for": list(task.waits_for),
    }


def _about(number: int | None) -> str | None:
    return None if number is None else f"task:{number}"
