"""What people ask of each other in private: drafts, what was sent, who was asked, and who wants none of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, insert, select, update
from sqlmodel import col

from domain.request import DRAFT_KEPT, KEPT, WRITTEN, Past, Request, Step
from storage.database import AnyRow, Rows
from storage.prepared import Prepared
from storage.tables import AskedRow, RequestRow, UnaskedRow

_REQUEST = RequestRow.__table__  # type: ignore[attr-defined]
_ASKED = AskedRow.__table__  # type: ignore[attr-defined]
_NOTHING = dict.fromkeys((step.value for step in WRITTEN), "")
_FORGET_OLD = Prepared(delete(RequestRow).where(col(RequestRow.erase_at) <= bindparam("now")))


@dataclass(frozen=True)
class Asked:
    """Somebody whom a request is for: whether they read it, and whether they answered."""

    id: int
    person: int
    opened: bool
    answered: bool
    request: Request


def by_id(rows: Rows, request_id: int) -> Request | None:
    return _one(rows, col(RequestRow.id) == request_id)


def draft(rows: Rows, team_id: int, asker: int) -> Request | None:
    """What somebody is about to ask in a team: one thing at a time."""
    mine = (col(RequestRow.team_id) == team_id, col(RequestRow.asker_id) == asker)
    return _one(rows, *mine, col(RequestRow.sent_at).is_(None))


def teams_with_draft(rows: Rows, asker: int) -> list[int]:
    """The teams in which somebody began to ask something, the newest first."""
    mine = (col(RequestRow.asker_id) == asker, col(RequestRow.sent_at).is_(None))
    return list(
        rows.execute(select(col(RequestRow.team_id)).where(*mine).order_by(col(RequestRow.id).desc())).scalars()
    )


def last_sent(rows: Rows, team_id: int, asker: int) -> Request | None:
    """The newest of somebody's requests that stands."""
    mine = (col(RequestRow.team_id) == team_id, col(RequestRow.asker_id) == asker)
    return _one(rows, *mine, col(RequestRow.sent_at).is_not(None), col(RequestRow.want) != "")


def _one(rows: Rows, *where: Any) -> Request | None:
    found = select(_REQUEST).where(*where).order_by(col(RequestRow.id).desc()).limit(1)
    row = rows.execute(found).one_or_none()
    return _request(rows, row) if row is not None else None


def _request(rows: Rows, row: AnyRow) -> Request:
    people = select(col(AskedRow.person_id)).where(col(AskedRow.request_id) == row.id).order_by(col(AskedRow.id))
    return Request(
        id=row.id,
        team_id=row.team_id,
        asker=row.asker_id,
        words={step: getattr(row, step.value) for step in WRITTEN},
        step=Step(row.step),
        revision=row.revision,
        begun_at=row.begun_at,
        sent_at=row.sent_at,
        erase_at=row.erase_at,
        people=tuple(rows.execute(people).scalars()),
    )


def begin(rows: Rows, team_id: int, asker: int, people: Sequence[int], want: str, now: datetime) -> Request:
    """A draft in place of the one that was there."""
    discard(rows, team_id, asker)
    values = {**_NOTHING, "want": want, "step": Step.SEE.value, "revision": 0, "begun_at": now}
    made = insert(RequestRow).values(team_id=team_id, asker_id=asker, erase_at=now + DRAFT_KEPT, **values)
    request_id = int(rows.execute(made.returning(col(RequestRow.id))).scalar_one())
    return for_people(rows, request_id, people)


def for_people(rows: Rows, request_id: int, people: Sequence[int]) -> Request:
    """It is for these from now on."""
    rows.execute(delete(AskedRow).where(col(AskedRow.request_id) == request_id))
    nothing = {"request_id": request_id, "opened": False, "answered": False}
    rows.execute(insert(AskedRow), [{"person_id": person, **nothing} for person in people])
    there = by_id(rows, request_id)
    assert there is not None
    return there


def keep(rows: Rows, changed: Request, now: datetime) -> Request:
    """A draft as it is now; buttons that stood below it before do not count any more."""
    words: Mapping[str, str] = {step.value: changed.words[step] for step in WRITTEN}
    values = {**words, "step": changed.step.value, "revision": changed.revision + 1, "erase_at": now + DRAFT_KEPT}
    rows.execute(update(RequestRow).where(col(RequestRow.id) == changed.id).values(**values))
    there = by_id(rows, changed.id)
    assert there is not None
    return there


def discard(rows: Rows, team_id: int, asker: int) -> None:
    """Nothing is kept of what somebody was about to ask."""
    mine = (col(RequestRow.team_id) == team_id, col(RequestRow.asker_id) == asker, col(RequestRow.sent_at).is_(None))
    rows.execute(delete(RequestRow).where(*mine))


def send(rows: Rows, request_id: int, now: datetime) -> Sequence[Asked]:
    """It is a draft no more. Returns those who are asked."""
    sent = {"sent_at": now, "erase_at": now + KEPT}
    rows.execute(update(RequestRow).where(col(RequestRow.id) == request_id).values(**sent))
    return _all(rows, col(AskedRow.request_id) == request_id)


def take_back(rows: Rows, request_id: int) -> None:
    """Its words are gone; that it was sent counts as long as it would have."""
    rows.execute(update(RequestRow).where(col(RequestRow.id) == request_id).values(**_NOTHING))


def asked(rows: Rows, asked_id: int, person: int) -> Asked | None:
    """What this person was asked, if it stands."""
    found = _all(rows, col(AskedRow.id) == asked_id, col(AskedRow.person_id) == person)
    return found[0] if found else None


def unanswered(rows: Rows, team_id: int, person: int) -> Sequence[Asked]:
    """What was asked of somebody in a team and waits for their answer, the oldest first; nothing that never reached
    them."""
    theirs = (col(AskedRow.person_id) == person, col(AskedRow.answered).is_(False))
    return [each for each in _all(rows, *theirs) if each.request.team_id == team_id]


def _all(rows: Rows, *where: Any) -> list[Asked]:
    found = rows.execute(select(_ASKED).where(*where).order_by(col(AskedRow.id))).all()
    there = [(row, request) for row in found if (request := by_id(rows, row.request_id)) is not None]
    return [Asked(row.id, row.person_id, row.opened, row.answered, request) for row, request in there if request.stands]


def opened(rows: Rows, asked_id: int) -> None:
    rows.execute(update(AskedRow).where(col(AskedRow.id) == asked_id).values(opened=True))


def answered(rows: Rows, asked_id: int) -> None:
    rows.execute(update(AskedRow).where(col(AskedRow.id) == asked_id).values(answered=True))


# ---- how often


def past(rows: Rows, asker: int, person: int) -> list[Past]:
    """What the one asked of the other, in whichever team."""
    found = (
        select(col(RequestRow.sent_at), col(RequestRow.want), col(AskedRow.answered))
        .join(AskedRow, col(AskedRow.request_id) == col(RequestRow.id))
        .where(
            col(RequestRow.asker_id) == asker,
            col(AskedRow.person_id) == person,
            col(RequestRow.sent_at).is_not(None),
        )
    )
    return [Past(row.sent_at, row.answered or not row.want) for row in rows.execute(found)]


def sent_by(rows: Rows, asker: int) -> list[datetime]:
    """When somebody asked something, in whichever team."""
    found = select(col(RequestRow.sent_at)).where(
        col(RequestRow.asker_id) == asker, col(RequestRow.sent_at).is_not(None)
    )
    return [sent_at for sent_at in rows.execute(found).scalars() if sent_at is not None]


# ---- who wants none


def wants_none(rows: Rows, person: int) -> bool:
    return bool(rows.execute(select(exists().where(col(UnaskedRow.person_id) == person))).scalar())


def set_wants_none(rows: Rows, person: int, wants_none: bool) -> None:
    rows.execute(delete(UnaskedRow).where(col(UnaskedRow.person_id) == person))
    if wants_none:
        rows.execute(insert(UnaskedRow).values(person_id=person))


# ---- what is erased


def forget_old(rows: Rows, now: datetime) -> None:
    """Requests whose time is over, and drafts that nobody went on with."""
    _FORGET_OLD.change(rows, now=now)


def leave(rows: Rows, team_id: int, person: int) -> None:
    """Somebody left: nothing that they asked stands any more."""
    discard(rows, team_id, person)
    theirs = (col(RequestRow.team_id) == team_id, col(RequestRow.asker_id) == person)
    rows.execute(update(RequestRow).where(*theirs).values(**_NOTHING))


def forget(rows: Rows, team_id: int, person: int) -> None:
    """Nothing of a team tells what somebody asked, or was asked."""
    here = select(col(RequestRow.id)).where(col(RequestRow.team_id) == team_id)
    rows.execute(delete(AskedRow).where(col(AskedRow.request_id).in_(here), col(AskedRow.person_id) == person))
    rows.execute(delete(RequestRow).where(col(RequestRow.team_id) == team_id, col(RequestRow.asker_id) == person))
