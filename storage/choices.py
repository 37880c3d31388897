"""The buttons below letters: the command line each stands for, and for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, or_, select, update
from sqlmodel import col

from storage.database import AnyRow, Rows
from storage.letters import Life
from storage.prepared import Prepared
from storage.tables import ChoiceRow, LetterRow

USED_UP = ""  # the command of a choice that counts no more
_ADD_CHOICE = Prepared(insert(ChoiceRow).returning(col(ChoiceRow.id)))
_DROP_CHOICE = Prepared(delete(ChoiceRow).where(col(ChoiceRow.id) == bindparam("choice_id")))
_USE_UP = Prepared(update(ChoiceRow).where(col(ChoiceRow.id) == bindparam("choice_id")).values(command=USED_UP))
_FORGET_OLD = Prepared(delete(ChoiceRow).where(col(ChoiceRow.forget_at) <= bindparam("now")))
_CHOICES_OF = Prepared(
    select(ChoiceRow.__table__)  # type: ignore[attr-defined]
    .where(col(ChoiceRow.letter_id) == bindparam("its_letter"))
    .order_by(col(ChoiceRow.id))
)


Offered = tuple[str, int | None, int | None, int | None]
"""A button: its command, for whom it is, in which other team it counts, which proposal it answers."""


def offer(
    rows: Rows, letter_id: int, offered: Iterable[Offered], *, forget_at: datetime | None = None, first: bool = False
) -> list[int]:
    """Make these buttons the buttons of a letter; ids in order. `forget_at`: until when they can be pressed. `first`:
    it had none before.

    A button that is there already keeps its id, so a press that crosses an edit still counts; the others go.
    """
    before = () if first else of_letter(rows, letter_id)
    there = {(row.command, row.person_id, row.team_id, row.needs): row.id for row in before}
    ids = []
    for button in offered:
        known = there.pop(button, None)
        if known is None:
            command, person, team, needs = button
            values = {"command": command, "person_id": person, "team_id": team, "needs": needs, "forget_at": forget_at}
            known = int(_ADD_CHOICE.value(rows, letter_id=letter_id, **values))
        ids.append(known)
    for gone in there.values():
        _DROP_CHOICE.change(rows, choice_id=gone)
    return ids


def forget_old(rows: Rows, now: datetime) -> None:
    """Buttons below answers go after their day: nothing that somebody typed stays in them."""
    _FORGET_OLD.change(rows, now=now)


def of_letter(rows: Rows, letter_id: int) -> Sequence[AnyRow]:
    """The buttons of a letter in the order of their ids, those that are used up too."""
    return _CHOICES_OF.all(rows, its_letter=letter_id)


def of_team(rows: Rows, team_id: int) -> Sequence[AnyRow]:
    """The buttons (id, command) that count in a team, wherever they are shown."""
    found = select(col(ChoiceRow.id), col(ChoiceRow.command)).join(
        LetterRow, col(LetterRow.id) == col(ChoiceRow.letter_id)
    )
    counts_in = func.coalesce(col(ChoiceRow.team_id), col(LetterRow.team_id))
    return rows.execute(found.where(counts_in == team_id, col(ChoiceRow.command) != USED_UP)).all()


def reword(rows: Rows, choice_id: int, command: str) -> None:
    """A button does the same by another line."""
    rows.execute(update(ChoiceRow).where(col(ChoiceRow.id) == choice_id).values(command=command))


def use_up(rows: Rows, choice_id: int) -> None:
    """A button was pressed that counts once. Its row keeps its place among the others, which have numbers there."""
    _USE_UP.change(rows, choice_id=choice_id)


def by_id(rows: Rows, choice_id: int) -> AnyRow | None:
    """A button with the letter below which it stands, and the team in which it counts. None: there is none, or it is
    used up."""
    return rows.execute(
        select(
            ChoiceRow.__table__,  # type: ignore[attr-defined]
            col(LetterRow.chat_id),
            col(LetterRow.person_id).label("to_person"),
            func.coalesce(col(ChoiceRow.team_id), col(LetterRow.team_id)).label("counts_in"),
            col(LetterRow.message_id),
            col(LetterRow.thread),
            col(LetterRow.whispered_in),
        )
        .join(LetterRow, col(LetterRow.id) == col(ChoiceRow.letter_id))
        .where(col(ChoiceRow.id) == choice_id, col(ChoiceRow.command) != USED_UP)
    ).one_or_none()


def is_offered(rows: Rows, person: int, command: str) -> bool:
    """Stands a button with this command somewhere for this person?"""
    mine = (col(ChoiceRow.person_id) == person, col(ChoiceRow.command) == command)
    return rows.execute(select(col(ChoiceRow.id)).where(*mine).limit(1)).first() is not None


def are_open(rows: Rows, person: int, since: datetime) -> bool:
    """Did a letter with buttons leave for this person in private, since then?"""
    sent = (col(LetterRow.person_id) == person, col(LetterRow.left_at) >= since)
    below = select(col(ChoiceRow.id)).join(LetterRow, col(LetterRow.id) == col(ChoiceRow.letter_id))
    return rows.execute(below.where(*sent).limit(1)).first() is not None


def withdraw(rows: Rows, person: int, command: str) -> None:
    """No button with this command counts any more for this person."""
    rows.execute(delete(ChoiceRow).where(col(ChoiceRow.person_id) == person, col(ChoiceRow.command) == command))


def offering(rows: Rows, team_id: int, command: str, *, chats: Sequence[int], person: int | None) -> AnyRow | None:
    """The newest choice that does this in a team and that this person can see: in the team's chats, or in private."""
    return rows.execute(
        select(
            ChoiceRow.__table__,  # type: ignore[attr-defined]
            col(LetterRow.message_id),
            col(LetterRow.chat_id),
        )
        .join(LetterRow, col(LetterRow.id) == col(ChoiceRow.letter_id))
        .where(
            func.coalesce(col(ChoiceRow.team_id), col(LetterRow.team_id)) == team_id,
            col(ChoiceRow.command) == command,
            or_(col(ChoiceRow.person_id).is_(None), col(ChoiceRow.person_id) == person),
            or_(col(LetterRow.chat_id).in_(chats), col(LetterRow.person_id) == person),
            col(LetterRow.state) == Life.SENT.value,
        )
        .order_by(col(LetterRow.left_at).desc(), col(LetterRow.id).desc())
        .limit(1)
    ).one_or_none()


def forget(rows: Rows, team_id: int, person: int) -> None:
    """The buttons that were made for a person in a team, and those of their private letters, count no more."""
    theirs = col(LetterRow.person_id) == person
    letters = select(col(LetterRow.id)).where(col(LetterRow.team_id) == team_id)
    rows.execute(
        delete(ChoiceRow).where(
            col(ChoiceRow.letter_id).in_(letters.where(theirs))
            | (col(ChoiceRow.letter_id).in_(letters) & (col(ChoiceRow.person_id) == person))
        )
    )
