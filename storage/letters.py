"""The outbox: letters on their way out, and the buttons below them.

A letter's life: `waiting → attempting → sent | unknown → attempting | joined | dropped | failed`. While it is being
attempted, it is in the hands of its `owner`, a process, and `not_before` is the end of the lease: found past then, and
in nobody's hands any more, it may be tried again. Once its life is over, its words are not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, null, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col

from domain.enclosure import Enclosure
from domain.letter import UNHURRIED, Kind
from storage.database import AnyRow, Rows
from storage.prepared import Prepared, any_of
from storage.tables import UNDER_WAY, ChatRow, LetterRow


class Life(StrEnum):
    WAITING = "waiting"
    ATTEMPTING = "attempting"
    UNKNOWN = "unknown"  # attempted, and no answer came: it may have left
    SENT = "sent"
    JOINED = "joined"
    DROPPED = "dropped"
    FAILED = "failed"


PENDING = (Life.WAITING, Life.UNKNOWN)
EXPECTS = "expects"
"""In the detail of a question: the command line that an answer in plain words completes."""
ENCLOSES = "enclosure"
"""In the detail of a letter that carries a file: which."""
ASKED = "asked"
"""In the detail of a request: whom it asks for leave (`storage.requests`)."""
SEARCH = "search"
"""In the detail of a letter that asks somebody to take a task: for which search (`storage.searches`)."""
INVITES = "invites"
"""In the detail of a letter that tells somebody of a task for which hands are wanted."""
REPORT = "report"
"""In the detail of a letter to somebody who may read a report: its id."""
PARTING = "parting"
"""In the detail of the one letter that reaches somebody who left."""
FAREWELL = "farewell"
"""In the detail of the one letter that reaches somebody who is forgotten: the address, which goes with it."""
IN_PLACE = "in-place"
"""In the detail of a card that is written anew where it stands, or nowhere."""
POSTED_BELOW = ":older"  # ends the cause of the last edit of a card that was posted again below
REFUSED = "refused"  # why a letter failed: its messenger would not take it
_LETTER = LetterRow.__table__  # type: ignore[attr-defined]
_INSERTS = {
    "sqlite": Prepared(sqlite.insert(LetterRow).on_conflict_do_nothing().returning(col(LetterRow.id))),
    "postgresql": Prepared(postgresql.insert(LetterRow).on_conflict_do_nothing().returning(col(LetterRow.id))),
}
_UNDER_WAY = text(UNDER_WAY)  # the words of the index, or SQLite would not see that it may use it
_DUE_ONES = (
    select(_LETTER)
    .where(
        _UNDER_WAY,
        col(LetterRow.state) != Life.ATTEMPTING.value,
        col(LetterRow.not_before) <= bindparam("now"),
    )
    # By the index of those under way: in order of ids SQLite would read all letters.
    .order_by(any_of(col(LetterRow.kind), [kind.value for kind in UNHURRIED]), col(LetterRow.id) + 0)
    .limit(bindparam("most"))
)
_DUE = Prepared(_DUE_ONES)
_DUE_BY: dict[frozenset[str], Prepared] = {}  # the same, for who sends by some messengers only
_DIGESTS_ON_THEIR_WAY = Prepared(
    select(col(ChatRow.messenger), func.count().label("digests"))
    .select_from(LetterRow)
    .join(ChatRow, col(ChatRow.id) == col(LetterRow.chat_id))
    .where(
        _UNDER_WAY,
        col(LetterRow.kind) == Kind.DIGEST.value,
        col(LetterRow.held).is_(False),
        or_(col(LetterRow.state) == Life.ATTEMPTING.value, col(LetterRow.not_before) <= bindparam("soon")),
    )
    .group_by(col(ChatRow.messenger))
)
_ON_THEIR_WAY = Prepared(
    select(col(LetterRow.recipient)).where(
        _UNDER_WAY, col(LetterRow.state) == Life.ATTEMPTING.value, col(LetterRow.kind) == bindparam("of_kind")
    )
)
_BY_ID = Prepared(select(_LETTER).where(col(LetterRow.id) == bindparam("letter_id")))
_CHANGE = Prepared(update(LetterRow).where(col(LetterRow.id) == bindparam("letter_id")))
_ATTEMPT = Prepared(
    update(LetterRow)
    .where(col(LetterRow.id) == bindparam("letter_id"))
    .values(
        state=Life.ATTEMPTING.value,
        attempts=col(LetterRow.attempts) + 1,
        sound=bindparam("with_sound"),
        left_at=bindparam("now"),
        not_before=bindparam("lease"),
        owner=bindparam("by"),
    )
)
_SENT = Prepared(
    update(LetterRow)
    .where(col(LetterRow.id) == bindparam("letter_id"), col(LetterRow.state) != Life.SENT.value)
    .values(state=Life.SENT.value, message_id=bindparam("its_message"), document=null())
)
_TOLD = Prepared(update(LetterRow).where(col(LetterRow.joined_into) == bindparam("carrier")).values(document=null()))
_END = Prepared(
    update(LetterRow)
    .where(col(LetterRow.id) == bindparam("letter_id"))
    .values(state=bindparam("its_end"), reason=bindparam("why"), sound=False, document=null())
)
_ALONE_AGAIN = Prepared(
    update(LetterRow)
    .where(col(LetterRow.joined_into) == bindparam("carrier"))
    .values(state=Life.WAITING.value, joined_into=None, left_at=None)
)
_CHANGE_CARRIER = Prepared(
    update(LetterRow).where(col(LetterRow.joined_into) == bindparam("carrier")).values(joined_into=bindparam("into"))
)
_FORGET_FLEETING = Prepared(
    delete(LetterRow).where(col(LetterRow.id) == bindparam("letter_id"), col(LetterRow.fleeting).is_(True))
)
_FORGET = Prepared(
    delete(LetterRow).where(
        (col(LetterRow.id) == bindparam("letter_id")) | (col(LetterRow.joined_into) == bindparam("carrier"))
    )
)
_FORGET_CARRIED = Prepared(
    delete(LetterRow).where(col(LetterRow.joined_into) == bindparam("carrier"), col(LetterRow.fleeting).is_(True))
)


@dataclass(frozen=True)
class Recipient:
    """To a chat, or to a person in private: the id of one of them."""

    chat: int | None = None
    person: int | None = None

    @property
    def key(self) -> str:
        return f"chat:{self.chat}" if self.chat is not None else f"person:{self.person}"


def add(
    rows: Rows,
    team_id: int,
    to: Recipient,
    kind: Kind,
    *,
    cause: str,
    now: datetime,
    ordinal: int = 0,
    **values: Any,
) -> int | None:
    """A new waiting letter. None: this cause made it already, and nothing changed."""
    row = {
        "team_id": team_id,
        "chat_id": to.chat,
        "person_id": to.person,
        "recipient": to.key,
        "kind": kind.value,
        "cause": cause,
        "ordinal": ordinal,
        "created_at": now,
        "state": Life.WAITING.value,
        "held": False,
        "sound": False,
        "fleeting": False,
        "attempts": 0,
        "not_before": now,
        **values,
    }
    made = _INSERTS[rows.dialect.name].value(rows, **row)
    return None if made is None else int(made)


def add_farewell(rows: Rows, team_id: int, *, cause: str, now: datetime, **values: Any) -> None:
    """A letter to nobody that is known any more: its detail says where it goes, and nothing of it stays."""
    row = {
        "team_id": team_id,
        "recipient": f"{FAREWELL}:{cause}",
        "kind": Kind.ANSWER.value,
        "cause": cause,
        "created_at": now,
        "not_before": now,
        "fleeting": True,
        **values,
    }
    rows.execute(insert(LetterRow).values(**row))


def by_id(rows: Rows, letter_id: int) -> AnyRow:
    return _BY_ID.one(rows, letter_id=letter_id)


def was_made(rows: Rows, chat_id: int, cause: str) -> bool:
    """Did this cause make a letter to a chat already?"""
    theirs = (col(LetterRow.cause) == cause, col(LetterRow.recipient) == Recipient(chat=chat_id).key)
    return rows.execute(select(col(LetterRow.id)).where(*theirs).limit(1)).first() is not None


def find(rows: Rows, letter_id: int) -> AnyRow | None:
    """A letter; None: it was forgotten meanwhile."""
    return _BY_ID.first(rows, letter_id=letter_id)


def due(rows: Rows, now: datetime, most: int) -> Sequence[AnyRow]:
    """The letters that may be tried now, in the order in which they were written; of more than that many, those first
    for which somebody waits."""
    return sorted(_DUE.all(rows, now=now, most=most), key=attrgetter("id"))


def due_by(rows: Rows, now: datetime, most: int, messengers: frozenset[str], old: datetime) -> Sequence[AnyRow]:
    """The same where several processes send: only those that may leave by these messengers, as far as that is noted;
    and those written before `old`, which perhaps nobody sends any more."""
    return sorted(_due_by(messengers).all(rows, now=now, most=most, old=old), key=attrgetter("id"))


def _due_by(messengers: frozenset[str]) -> Prepared:
    if messengers not in _DUE_BY:
        theirs = (col(LetterRow.goes_by) == each for each in sorted(messengers))
        by = or_(col(LetterRow.goes_by).is_(None), *theirs, col(LetterRow.created_at) <= bindparam("old"))
        # Whoever has the turn is alone; but somebody may be at work by hand, and the bot does not wait for them.
        _DUE_BY[messengers] = Prepared(_DUE_ONES.where(by).with_for_update(skip_locked=True))
    return _DUE_BY[messengers]


def digests_on_their_way(rows: Rows, soon: datetime) -> Mapping[str, int]:
    """By messenger, how many digests to its chats are being sent, or could be by then."""
    return {row.messenger: row.digests for row in _DIGESTS_ON_THEIR_WAY.all(rows, soon=soon)}


def recipients_on_their_way(rows: Rows, kind: Kind) -> frozenset[str]:
    """To whom a letter of this kind is being sent."""
    return frozenset(row.recipient for row in _ON_THEIR_WAY.all(rows, of_kind=kind.value))


def attempt(rows: Rows, letter_id: int, *, sound: bool, now: datetime, lease: datetime, owner: int) -> None:
    """Note an attempt, before it is made, and by whom."""
    _ATTEMPT.change(rows, letter_id=letter_id, with_sound=sound, now=now, lease=lease, by=owner)


def sent(rows: Rows, letter_id: int, message_id: str, *, carries: bool = False) -> None:
    """A letter left, and those that were joined into it with it."""
    _SENT.change(rows, letter_id=letter_id, its_message=message_id)
    if carries:
        _TOLD.change(rows, carrier=letter_id)
        _FORGET_CARRIED.change(rows, carrier=letter_id)


def stands_as(rows: Rows, letter_id: int, message_id: str) -> None:
    """A letter is another message from now on, which has its buttons."""
    _change(rows, letter_id, message_id=message_id)


def forget(rows: Rows, letter_id: int) -> None:
    """A fleeting letter left: nothing of it is kept, nor of those that travelled in it."""
    _FORGET.change(rows, letter_id=letter_id, carrier=letter_id)


def goes_to(rows: Rows, letter_id: int, account: int) -> None:
    """By which of somebody's accounts a letter goes."""
    _change(rows, letter_id, account_id=account)


def hold(rows: Rows, letter_id: int, until: datetime) -> None:
    _change(rows, letter_id, held=True, not_before=until)


def try_later(rows: Rows, letter_id: int, at: datetime) -> None:
    """A letter surely did not leave, and rang nowhere: it waits again."""
    _change(rows, letter_id, state=Life.WAITING.value, not_before=at, sound=False, left_at=None)


def try_again(rows: Rows, letter_id: int, at: datetime) -> None:
    """Nobody knows whether a letter left: it is tried again."""
    _change(rows, letter_id, state=Life.UNKNOWN.value, not_before=at)


def said_farewell(rows: Rows, letter_id: int, now: datetime) -> None:
    """A farewell left, or never will; now its messenger has to forget, too."""
    there = find(rows, letter_id)
    if there is not None:
        detail = {**there.detail, "said": True}
        _change(rows, letter_id, state=Life.UNKNOWN.value, not_before=now, detail=detail, document=null())


def said_goodbye(rows: Rows, letter_id: int, now: datetime) -> None:
    """A goodbye left; now the bot has to."""
    _change(rows, letter_id, state=Life.UNKNOWN.value, not_before=now, detail={"leaves": True, "said": True})


def drop(rows: Rows, letter_id: int, reason: str) -> None:
    _end(rows, letter_id, Life.DROPPED, reason)


def fail(rows: Rows, letter_id: int, reason: str) -> None:
    _end(rows, letter_id, Life.FAILED, reason)


def _end(rows: Rows, letter_id: int, life: Life, reason: str) -> None:
    """A letter will not leave. Those that were joined into it are on their own again."""
    _END.change(rows, letter_id=letter_id, its_end=life.value, why=reason)
    _ALONE_AGAIN.change(rows, carrier=letter_id)
    _FORGET_FLEETING.change(rows, letter_id=letter_id)


def join(rows: Rows, letter_id: int, into: int, now: datetime) -> None:
    """A letter travels in another one, with those that were joined into it before."""
    _CHANGE_CARRIER.change(rows, carrier=letter_id, into=into)
    _change(rows, letter_id, state=Life.JOINED.value, joined_into=into, left_at=now)


def with_words(rows: Rows, team_id: int) -> Sequence[AnyRow]:
    """The letters of a team that hold words or ask for some (id, document, detail)."""
    kept = (col(LetterRow.document).is_not(None), col(LetterRow.detail).is_not(None))
    found = select(col(LetterRow.id), col(LetterRow.document), col(LetterRow.detail))
    return rows.execute(found.where(col(LetterRow.team_id) == team_id, or_(*kept))).all()


def reword(rows: Rows, letter_id: int, *, document: Any, detail: Any) -> None:
    """A letter says the same otherwise."""
    values = {"document": null() if document is None else document, "detail": null() if detail is None else detail}
    rows.execute(update(LetterRow).where(col(LetterRow.id) == letter_id).values(**values))


def is_late(letter: AnyRow) -> bool:
    """Does a letter answer what was said long ago?"""
    return bool(letter.detail and "late" in letter.detail)


def is_parting(letter: AnyRow) -> bool:
    """Does a letter go to somebody who left?"""
    return bool(letter.detail and PARTING in letter.detail)


def enclosure_of(letter: AnyRow) -> Enclosure | None:
    """The file that a letter carries."""
    return Enclosure(letter.detail[ENCLOSES]) if letter.detail and ENCLOSES in letter.detail else None


def farewell_to(letter: AnyRow) -> Mapping[str, str] | None:
    """Where a farewell goes: messenger, account, language and zone. None: the letter is none."""
    return letter.detail.get(FAREWELL) if letter.detail else None


def is_confided(letter: AnyRow) -> bool:
    """Does a letter tell of a report? It travels with no other."""
    return bool(letter.detail and REPORT in letter.detail)


def joined_into(rows: Rows, letter_id: int) -> Sequence[AnyRow]:
    """The letters that travel in another one, in the order in which they were written."""
    found = select(_LETTER).where(col(LetterRow.joined_into) == letter_id).order_by(col(LetterRow.id))
    return rows.execute(found).all()


def _change(rows: Rows, letter_id: int, **values: Mapping[str, Any] | Any) -> None:
    _CHANGE.change(rows, letter_id=letter_id, **values)
