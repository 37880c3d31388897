"""Debates that are set aside, and what people think of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import col

from domain.debate import Debate, Fate, View
from domain.text import search_text
from storage.database import AnyRow, Rows
from storage.names import name_of
from storage.tables import DebateRow, ViewRow
from storage.told import Told, is_told

_DEBATES = select(DebateRow.__table__)  # type: ignore[attr-defined]
_NEWEST_FIRST = (col(DebateRow.closed_at).desc(), col(DebateRow.id).desc())


def by_id(rows: Rows, debate_id: int) -> Debate | None:
    return _first(rows, col(DebateRow.id) == debate_id)


def numbered(rows: Rows, team_id: int, number: int) -> Debate | None:
    return _first(rows, col(DebateRow.team_id) == team_id, col(DebateRow.number) == number)


def by_source(rows: Rows, team_id: int, source: str) -> Debate | None:
    """The debate that a message set aside, or that it was about: the newest one, the message named with its place."""
    return _first(rows, col(DebateRow.team_id) == team_id, col(DebateRow.source_message) == source)


def parked(rows: Rows, team_id: int) -> list[Debate]:
    """What waits for the next meeting, the oldest first."""
    waits = (col(DebateRow.team_id) == team_id, col(DebateRow.fate) == Fate.PARKED.value)
    return _all(rows, _DEBATES.where(*waits).order_by(col(DebateRow.id)))


def of_team(rows: Rows, team_id: int) -> list[Debate]:
    """Whatever became of them, by number."""
    return _all(rows, _DEBATES.where(col(DebateRow.team_id) == team_id).order_by(col(DebateRow.number)))


def decided(rows: Rows, team_id: int, most: int) -> list[Debate]:
    """The decisions, the newest first."""
    return _all(rows, _DEBATES.where(*_decided(team_id)).order_by(*_NEWEST_FIRST).limit(most))


def decided_untold(rows: Rows, team_id: int, told: Told | None) -> list[Debate]:
    """The decisions that a digest tells: those marked with it, or (None) those that none told yet, the oldest first."""
    column = col(DebateRow.told_in)
    which = is_told(column, told)
    return _all(rows, _DEBATES.where(*_decided(team_id), which).order_by(col(DebateRow.closed_at), col(DebateRow.id)))


def decided_since(rows: Rows, team_id: int, since: datetime) -> list[Debate]:
    """What was decided since an instant, the oldest first."""
    which = (*_decided(team_id), col(DebateRow.closed_at) >= since)
    return _all(rows, _DEBATES.where(*which).order_by(col(DebateRow.closed_at), col(DebateRow.id)))


def mark_told(rows: Rows, team_id: int, digest_id: int) -> None:
    """Give the decisions that no digest told yet to this one."""
    untold = (*_decided(team_id), col(DebateRow.told_in).is_(None))
    rows.execute(update(DebateRow).where(*untold).values(told_in=digest_id))


def search(rows: Rows, team_id: int, words: Sequence[str], most: int) -> list[Debate]:
    """The debates in whose topic and decision each of these folded words begins a word, the newest first."""
    begin = (col(DebateRow.search_text).contains(f" {word}", autoescape=True) for word in words)
    kept = (col(DebateRow.team_id) == team_id, col(DebateRow.fate) != Fate.DROPPED.value)
    return _all(rows, _DEBATES.where(*kept, *begin).order_by(col(DebateRow.id).desc()).limit(most))


def add(rows: Rows, team_id: int, title: str, *, author: int, now: datetime, **values: Any) -> int:
    """A new debate with the next number of its team. Returns its id."""
    last = select(func.max(col(DebateRow.number))).where(col(DebateRow.team_id) == team_id)
    row = {
        "team_id": team_id,
        "number": (rows.execute(last).scalar() or 0) + 1,
        "title": title,
        "search_text": search_text(title),
        "fate": Fate.PARKED.value,
        "author_id": author,
        "parked_at": now,
        **values,
    }
    return int(rows.execute(insert(DebateRow).values(**row).returning(col(DebateRow.id))).scalar_one())


def close(rows: Rows, debate: Debate, fate: Fate, now: datetime, *, decision: str | None, due_at: datetime) -> None:
    """It is over. At `due_at` it is forgotten whose the views without a name were."""
    words = search_text(debate.title, decision or "")
    _change(rows, debate.id, fate=fate.value, decision=decision, closed_at=now, due_at=due_at, search_text=words)


def park_again(rows: Rows, debate: Debate, due_at: datetime) -> None:
    """What ended it was taken back."""
    again = {"fate": Fate.PARKED.value, "decision": None, "closed_at": None, "due_at": due_at}
    _change(rows, debate.id, search_text=search_text(debate.title), **again)


def set_due(rows: Rows, debate_id: int, at: datetime | None) -> None:
    _change(rows, debate_id, due_at=at)


def due(rows: Rows, now: datetime, most: int) -> list[Debate]:
    """Those whose card has to show something by now, or whose links to people go."""
    return _all(rows, _DEBATES.where(col(DebateRow.due_at) <= now).order_by(col(DebateRow.due_at)).limit(most))


def forget_source(rows: Rows, team_id: int, source: str) -> list[int]:
    """A message is gone: the debates that were about it (their ids) keep neither its words nor its link."""
    about_it = (col(DebateRow.team_id) == team_id, col(DebateRow.source_message) == source)
    has_any = col(DebateRow.quote).is_not(None) | col(DebateRow.link).is_not(None)
    bare = update(DebateRow).where(*about_it, has_any).values(quote=None, link=None).returning(col(DebateRow.id))
    return sorted(rows.execute(bare).scalars())


def image(rows: Rows, debate_id: int) -> dict[str, Any] | None:
    """What has to be as it was for a change of a debate to be taken back."""
    row = rows.execute(_DEBATES.where(col(DebateRow.id) == debate_id)).one_or_none()
    if row is None:
        return None
    views = select(func.count()).where(col(ViewRow.debate_id) == debate_id)
    there = int(rows.execute(views).scalar_one())
    return {"id": row.id, "fate": row.fate, "decision": row.decision, "told": row.told_in, "views": there}


# ---- what people think


def signed_by(rows: Rows, team_id: int, person: int) -> list[int]:
    """The debates (their ids) on whose cards this person's name stands."""
    ours = select(col(DebateRow.id)).where(col(DebateRow.team_id) == team_id)
    theirs = (col(ViewRow.debate_id).in_(ours), col(ViewRow.person_id) == person, col(ViewRow.named).is_(True))
    return list(rows.execute(select(col(ViewRow.debate_id)).where(*theirs)).scalars())


def say(rows: Rows, debate_id: int, person: int, words: str, *, named: bool, shown_from: datetime) -> None:
    """Somebody's view. What they said before was taken back."""
    values = {"debate_id": debate_id, "person_id": person, "words": words, "named": named, "shown_from": shown_from}
    rows.execute(insert(ViewRow).values(**values))


def unsay(rows: Rows, view_id: int, gone_from: datetime | None = None) -> None:
    """Take a view back: at once, or so that it is nobody's from now on and its card shows it until then."""
    this = col(ViewRow.id) == view_id
    if gone_from is None:
        rows.execute(delete(ViewRow).where(this))
    else:
        rows.execute(update(ViewRow).where(this).values(person_id=None, gone_from=gone_from))


def forget_gone(rows: Rows, debate_id: int, now: datetime) -> None:
    """What was taken back has left its card."""
    rows.execute(delete(ViewRow).where(col(ViewRow.debate_id) == debate_id, col(ViewRow.gone_from) <= now))


def forget_whose(rows: Rows, debate_id: int) -> None:
    """Nothing tells any more whose the views without a name were, nor in which order they came."""
    unnamed = (col(ViewRow.debate_id) == debate_id, col(ViewRow.named).is_(False))
    kept = select(col(ViewRow.words)).where(*unnamed, col(ViewRow.gone_from).is_(None))
    there = rows.execute(kept).scalars().all()
    at = rows.execute(select(col(DebateRow.parked_at)).where(col(DebateRow.id) == debate_id)).scalar_one()
    rows.execute(delete(ViewRow).where(*unnamed))
    for words in sorted(there):
        values = {"debate_id": debate_id, "person_id": None, "words": words, "named": False, "shown_from": at}
        rows.execute(insert(ViewRow).values(**values))


def _decided(team_id: int) -> tuple[Any, ...]:
    return col(DebateRow.team_id) == team_id, col(DebateRow.fate) == Fate.DECIDED.value


def _change(rows: Rows, debate_id: int, **values: Any) -> None:
    rows.execute(update(DebateRow).where(col(DebateRow.id) == debate_id).values(**values))


def _first(rows: Rows, *which: Any) -> Debate | None:
    found = _all(rows, _DEBATES.where(*which).order_by(col(DebateRow.id).desc()).limit(1))
    return found[0] if found else None


def _all(rows: Rows, found: Any) -> list[Debate]:
    there = rows.execute(found).all()
    views = _views(rows, [row.id for row in there]) if there else {}  # time that passes mostly finds none
    return [_debate(row, views.get(row.id, ())) for row in there]


def _views(rows: Rows, debates: Iterable[int]) -> dict[int, tuple[View, ...]]:
    found = select(ViewRow.__table__, name_of(col(ViewRow.person_id)))  # type: ignore[attr-defined]
    of_these = found.where(col(ViewRow.debate_id).in_(list(debates))).order_by(col(ViewRow.id))
    views: dict[int, tuple[View, ...]] = {}
    for row in rows.execute(of_these):
        view = View(row.id, row.person_id, row.name, row.words, row.named, row.shown_from, row.gone_from)
        views[row.debate_id] = (*views.get(row.debate_id, ()), view)
    return views


def _debate(row: AnyRow, views: tuple[View, ...]) -> Debate:
    return Debate(
        id=row.id,
        team_id=row.team_id,
        number=row.number,
        title=row.title,
        fate=Fate(row.fate),
        author=row.author_id,
        quote=row.quote,
        link=row.link,
        parked_at=row.parked_at,
        decision=row.decision,
        closed_at=row.closed_at,
        due_at=row.due_at,
        views=views,
    )
