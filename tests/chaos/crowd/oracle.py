"""What must be true in the end, whatever happened: of the rows, and of all letters that left."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from sqlalchemy import Engine, text, update
from sqlmodel import col

from bot.clock import wall_clock
from storage.tables import ChatRow
from tests.chaos.crowd.messenger import Letter
from tests.chaos.crowd.people import Crowd, Group
from tests.chaos.crowd.troubles import Troubles

ON_THE_LINE = 5.0
"""Seconds that a letter may still be on its way when the process that sent it is killed, on a busy machine."""
WEEKS = 2  # that pass meanwhile: digests of each group
_NUMBER = re.compile(r"<[bs]><a href=\"[^\"]*\">#(\d+)</a>")
_IN_HISTORY = ("made", "corrected", "taken", "done")
_LETTERS = """
    SELECT chat.external_id AS chat, letter.kind, letter.state, letter.attempts, letter.reply_to, task.number,
           letter.edits IS NOT NULL AS edits
    FROM letter JOIN chat ON chat.id = letter.chat_id LEFT JOIN task ON task.id = letter.task_id"""
_UNDER_WAY = "SELECT count(*) FROM letter WHERE state NOT IN ('sent', 'joined', 'dropped')"
Place = tuple[str, int, int]
"""Letters that cannot be told from each other: "ack" with the message, "card" with the task, "edit", or "other"."""


def a_week_passes(database: Engine) -> None:
    """The digest of each group is due now."""
    with database.begin() as rows:
        rows.execute(update(ChatRow).where(col(ChatRow.digest_weekday).is_not(None)).values(digest_at=wall_clock()))


def digests(database: Engine) -> int:
    return _number(database, "SELECT count(*) FROM digest")


def heard(database: Engine) -> int:
    """Updates that are kept."""
    return _number(database, "SELECT count(*) FROM inbox")


def under_way(database: Engine) -> int:
    """Letters whose life is not over."""
    return _number(database, _UNDER_WAY)


def check_commands(database: Engine, crowd: Crowd) -> None:
    """Nothing lost, nothing twice."""
    _tasks(database, crowd)
    _effects(database, crowd)


def _tasks(database: Engine, crowd: Crowd) -> None:
    """Numbers without holes and doubles, each task as it was corrected, and done."""
    found = defaultdict(list)
    for chat, number, title, state in _found(
        database,
        "SELECT external_id, number, task.title, state FROM task JOIN chat USING (team_id) ORDER BY number, task.id",
    ):
        found[int(chat)].append((number, title, state))
    expected = {
        group.chat: [(each.number, group.title(each.number), "done") for each in group.tasks] for group in crowd.groups
    }
    assert found == expected


def _effects(database: Engine, crowd: Crowd) -> None:
    """Each command did once what it does."""
    _same(
        _found(
            database,
            "SELECT external_id, number, what FROM history JOIN task ON task.id = task_id JOIN chat USING (team_id)",
        ),
        (
            (str(group.chat), task.number, what)
            for group in crowd.groups
            for task in group.tasks
            for what in _IN_HISTORY
        ),
    )
    notes = """SELECT external_id, task.number, note.words FROM note
               JOIN task ON task.id = task_id JOIN chat USING (team_id)"""
    _same(
        _found(database, notes),
        ((str(group.chat), task.number, group.note(task.number)) for group in crowd.groups for task in group.tasks),
    )


def check_weeks(database: Engine, crowd: Crowd) -> None:
    """One row for each group and window, and the windows follow each other."""
    windows = defaultdict(list)
    for chat, start, end in _found(
        database,
        "SELECT external_id, window_start, window_end FROM digest JOIN chat USING (team_id) ORDER BY digest.id",
    ):
        windows[int(chat)].append((start, end))
    assert set(windows) == {group.chat for group in crowd.groups}
    for theirs in windows.values():
        assert len(theirs) == WEEKS, theirs
        assert all(before[1] == after[0] for before, after in pairwise(theirs)), theirs


def check_letters(database: Engine, crowd: Crowd, letters: list[Letter], troubles: Troubles) -> int:
    """Each left at least once, and at most as often as it was attempted; between two copies lies a kill or a cut.
    Returns how many copies left beside the first ones."""
    rows = _found(database, _LETTERS)
    assert not [row for row in rows if row.attempts > 1 + troubles.kills + troubles.cuts]
    sent, attempts, seen = Counter[Place](), Counter[Place](), defaultdict[Place, list[float]](list)
    for row in rows:
        attempts[_place_of_row(row)] += row.attempts
        sent[_place_of_row(row)] += row.state == "sent"
    for letter in letters:
        seen[_place_of(letter)].append(letter.at)
    acknowledged = Counter({place: number for place, number in sent.items() if place[0] == "ack"})
    assert acknowledged == Counter(
        ("ack", group.chat, message) for group in crowd.groups for message in _commands(group)
    )
    for place, number in sent.items():
        assert number <= len(seen[place]) <= attempts[place], (place, number, len(seen[place]), attempts[place])
        if number == 1:
            for one, next_one in pairwise(seen[place]):
                why = any(began <= next_one and one <= over + ON_THE_LINE for began, over in troubles.spans)
                assert why, (place, one, next_one, troubles.spans)
    assert set(seen) <= set(attempts)
    return len(letters) - sum(sent.values())


def _commands(group: Group) -> Iterator[int]:
    """The messages of a group that are acknowledged, those of tasks once more when they are corrected."""
    yield from group.typed
    yield from (task.said for task in group.tasks)


def _place_of_row(row: Any) -> Place:
    chat = int(row.chat)
    if row.kind == "ack":
        return "ack", chat, int(row.reply_to)
    if row.edits:
        return "edit", chat, 0
    return ("card", chat, row.number) if row.kind == "card" else ("other", chat, 0)


def _place_of(letter: Letter) -> Place:
    if letter.method == "setMessageReaction":
        return "ack", letter.chat, letter.message
    if letter.method == "editMessageText":
        return "edit", letter.chat, 0
    card = _NUMBER.match(letter.text)
    return ("card", letter.chat, int(card[1])) if card else ("other", letter.chat, 0)


def _same(found: Iterable[Any], expected: Iterable[Any]) -> None:
    there, wanted = Counter(map(tuple, found)), Counter(expected)
    assert not wanted - there, f"lost: {list((wanted - there).items())[:5]}"
    assert not there - wanted, f"twice: {list((there - wanted).items())[:5]}"


def _found(database: Engine, query: str) -> list[Any]:
    with database.connect() as rows:
        return list(rows.execute(text(query)))


def _number(database: Engine, query: str) -> int:
    with database.connect() as rows:
        return int(rows.execute(text(query)).scalar_one())
