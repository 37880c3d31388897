"""What waits for the morning in people's names, once it is posted, or cannot be."""

from __future__ import annotations

from datetime import datetime

from bot import outbox
from domain.document import Document, line, phrase, says, to_json
from domain.letter import Kind
from domain.team import Member, Team
from domain.voice import quoted
from handlers.kit.command import PrivateLetter
from storage import later, letters
from storage.database import Rows
from storage.letters import Recipient


def posted(rows: Rows, letter_id: int) -> None:
    """Nothing of it is kept."""
    later.forget(rows, letters.by_id(rows, letter_id).cause)


def give_back(rows: Rows, letter_id: int, team: Team, now: datetime) -> None:
    """The messenger would not take it: whoever wrote it gets their words again."""
    carrier = letters.by_id(rows, letter_id).cause
    for row in later.carried(rows, carrier):
        told = Document((line(phrase("later-refused")), *quoted(row.words)))
        outbox.private(rows, team, PrivateLetter(row.person_id, Kind.SYSTEM, told), f"later:{row.id}:refused", now)
    later.forget(rows, carrier)


def drop_those_of(rows: Rows, team: Team, member: Member, cause: str, now: datetime) -> None:
    """They left: nothing is posted in their name any more, and they are told so, once."""
    if later.forget_of(rows, team.id, member.person) and member.reachable:
        said = to_json(says("later-left", team=team.name))
        to = Recipient(person=member.person)
        letters.add(rows, team.id, to, Kind.SYSTEM, cause=cause, now=now, document=said, detail={letters.PARTING: True})
