"""What a story with kills must have in common with the same story undisturbed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel, col

from storage.database import open_database
from storage.tables import AssignmentRow, DigestRow, HistoryRow, InboxRow, LaterRow, LetterRow, TaskRow, UrgentRow
from tests.chaos.lives import Story

# Columns without ids: PostgreSQL counts on where a killed transaction had counted.
_SAME = (
    (InboxRow.own_account, InboxRow.event, InboxRow.handled_at),
    (LetterRow.kind, LetterRow.state, LetterRow.reason, LetterRow.held, LetterRow.sound, LetterRow.left_at),
    (DigestRow.window_start, DigestRow.window_end),
    (HistoryRow.at, HistoryRow.what, HistoryRow.detail),
    (TaskRow.number, TaskRow.due_revision, TaskRow.closed_at, TaskRow.doubt, TaskRow.help_wanted),
    (UrgentRow.at, UrgentRow.in_group, UrgentRow.reason),
    (LaterRow.at, LaterRow.words),
    (AssignmentRow.role, AssignmentRow.consent, AssignmentRow.since, AssignmentRow.nudge_at, AssignmentRow.lapses_at),
)


def rows_of(story: Story) -> dict[str, list[str]]:
    """What the database holds in the end, as far as it must not depend on kills."""
    engine = open_database(story.database)
    try:
        with engine.connect() as rows:
            found = {}
            for columns in _SAME:
                asked = select(*(col(column) for column in columns))
                found[str(asked.get_final_froms()[0])] = sorted(repr(tuple(row)) for row in rows.execute(asked))
            return found
    finally:
        engine.dispose()


def windows_of(story: Story) -> Counter[tuple[Any, ...]]:
    engine = open_database(story.database)
    try:
        with engine.connect() as rows:
            digests = SQLModel.metadata.tables["digest"]
            found = rows.execute(select(digests.c.team_id, digests.c.window_start))
            return Counter(tuple(row) for row in found)
    finally:
        engine.dispose()


def check(story: Story, undisturbed: Story) -> None:
    """Every command once, every letter at least once and at most once more per kill, one digest a window."""
    assert story.ended
    assert story.tasks == undisturbed.tasks
    for life in story.lives:
        twice = [letter for letter, times in Counter(line["id"] for line in life).items() if times > 1]
        assert not twice, "a life sends a letter once"
    copies = _copies(story.letters)
    for letter, lines in copies.items():
        assert len(lines) <= 1 + story.kills, letter
        assert all(line == lines[0] for line in lines), f"the copies of letter {letter} differ"
    assert _by_recipient(story.letters) == _by_recipient(undisturbed.letters)
    assert rows_of(story) == rows_of(undisturbed)
    assert set(windows_of(story).values()) <= {1}


def doubled(story: Story) -> int:
    """How many copies left beside the first ones."""
    return len(story.letters) - len(_copies(story.letters))


def _copies(lines: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        found[line["id"]].append(line)
    return found


def _by_recipient(lines: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The letters as each recipient saw them first, in order, with names in place of ids."""
    firsts = {letter: copies[0] for letter, copies in _copies(lines).items()}
    seen: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in firsts.values():
        edited = firsts[line["edits"]] if line["edits"] else None
        whole = {**line, "id": None, "edits": edited and (edited["at"], edited["about"])}
        seen[f"{line['team']}: {line['to']}"].append(whole)
    return dict(seen)
