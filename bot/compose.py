"""What a letter says at the moment it leaves. Cards, proposed tasks, nudges and digests are written from the rows of
that moment; answers and proposed roles are what they were when they were committed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import closing
from domain import appointment, debate
from domain.card import card
from domain.document import Document, from_json
from domain.enclosure import OF_THE_TEAM
from domain.letter import Kind
from domain.nudges import Step
from domain.reminder import reminder
from domain.task import Assignment, Consent, Task, TaskKind
from domain.team import Team
from domain.voice import all_said
from handlers.kit import ahead, coming, confiding, editions, inviting, promises, searching, weekly, weighing
from storage import (
    attendance,
    cards,
    debates,
    later,
    letters,
    members,
    notes,
    outstanding,
    requests,
    roles,
    searches,
    tasks,
)
from storage.database import AnyRow, Rows
from storage.posted import is_of_before
from storage.told import Told


@dataclass(frozen=True)
class Untrue:
    """Why a letter makes no sense any more: it is dropped."""

    reason: str


@dataclass(frozen=True)
class Composed:
    """The document, and for each of its choices the proposal that it answers (None: no proposal)."""

    document: Document
    needs: tuple[int | None, ...]
    about: int | None = None  # a task's number
    edits: str | None = None  # the message that shows it now


def compose(rows: Rows, letter: AnyRow, team: Team, zone: ZoneInfo, now: datetime) -> Composed | Untrue:
    """One letter, without those that were joined into it."""
    if letter.expires_at is not None and letter.expires_at <= now:
        return Untrue("too late")
    task = tasks.by_id(rows, letter.task_id) if letter.task_id is not None else None
    if letter.document is None and letters.farewell_to(letter) is not None:
        return _plain(Document(()))  # there is only the forgetting left to do
    match Kind(letter.kind):
        case Kind.CARD | Kind.EVENT if letter.document is None:
            return _shown(rows, letter, task, zone, now)
        case Kind.EVENT:
            return _news(rows, letter, task)
        case Kind.NUDGE:
            return _nudge(rows, letter, task)
        case Kind.PROPOSAL:
            return _proposal(rows, letter, task, team, now)
        case Kind.LATER:
            waiting = later.carried(rows, letter.cause)
            voices = [(row.name, row.words) for row in waiting]
            return _plain(all_said(voices)) if voices else Untrue("taken back")
        case Kind.REQUEST:
            return _request(rows, letter, task, team, now)
        case Kind.SYSTEM if closing.is_turn(letter):
            return _turn(rows, letter, now)
        case Kind.DIGEST:
            return _digest(rows, letter, team, now)
        case _ if letters.enclosure_of(letter) in OF_THE_TEAM and not _coordinates(rows, letter):
            return Untrue("no coordinator any more")
        case _:
            return _plain(from_json(letter.document), task)


def _coordinates(rows: Rows, letter: AnyRow) -> bool:
    """Does whoever asked for a file still coordinate, as was said last?"""
    member = members.by_person(rows, letter.team_id, letter.person_id)
    return member is not None and (member.administrator or member.named)


def _plain(document: Document, task: Task | None = None) -> Composed:
    return Composed(document, (None,) * len(document.choices), task.number if task else None)


def _request(rows: Rows, letter: AnyRow, task: Task | None, team: Team, now: datetime) -> Composed | Untrue:
    """A report that is entrusted to somebody, what somebody asks leave for, or another thing to decide. Of whoever
    wants no requests, the reason keeps nothing either."""
    if letters.is_confided(letter):
        told = confiding.letter(rows, team, letter.detail[letters.REPORT], letter.person_id)
        return _plain(told) if told else Untrue("not theirs to read")
    detail = letter.detail or {}
    if letters.SEARCH in detail or letters.INVITES in detail:
        return _looked_for(rows, letter, task, team, now)
    asked = detail.get(letters.ASKED)
    if asked is not None:
        stands = requests.asked(rows, asked, letter.person_id) is not None
        if not stands or requests.wants_none(rows, letter.person_id):
            return Untrue("not asked any more")
    return _plain(from_json(letter.document))


def _looked_for(rows: Rows, letter: AnyRow, task: Task | None, team: Team, now: datetime) -> Composed | Untrue:
    """Somebody is asked, or told where hands are wanted, without anybody having named them."""
    if searches.wants_none(rows, team.id, letter.person_id):
        return Untrue("not asked any more")
    if letters.SEARCH in letter.detail:
        document = searching.composed(rows, letter.detail[letters.SEARCH], letter.person_id)
    else:
        document = inviting.composed(rows, team, task, letter.person_id, now)
    return _plain(document, task) if document else Untrue("not asked any more")


def _posted(rows: Rows, card: AnyRow) -> AnyRow | Untrue:
    """The card in whose place this one stands, or this one itself."""
    posted = card if card.edits is None else letters.by_id(rows, card.edits)
    never_was = posted is not card and posted.message_id is None
    return Untrue("its card was never posted") if never_was else posted


def _debate_card(rows: Rows, letter: AnyRow, zone: ZoneInfo, now: datetime) -> Composed | Untrue:
    there, posted = debates.by_id(rows, letter.debate_id), _posted(rows, letter)
    if there is None or isinstance(posted, Untrue):
        return posted if isinstance(posted, Untrue) else Untrue("there is no such debate")
    document = debate.card(there, now, zone, live=not cards.has_newer(rows, posted))
    return Composed(document, (None,) * len(document.choices), edits=_where(posted))


def _digest(rows: Rows, letter: AnyRow, team: Team, now: datetime) -> Composed | Untrue:
    by = Told(letter.digest_id, (letter.detail or {}).get("after"))
    if letter.person_id is None:
        return _plain(weekly.made(rows, team, by, now))
    member = members.by_person(rows, team.id, letter.person_id)
    told = editions.with_digest(rows, team, member, by, now) if member else None
    return _plain(told) if told else Untrue("nothing to tell them")


def _shown(rows: Rows, letter: AnyRow, task: Task | None, zone: ZoneInfo, now: datetime) -> Composed | Untrue:
    if letter.debate_id is not None:
        return _debate_card(rows, letter, zone, now)
    assert task is not None
    if letter.kind == Kind.EVENT.value and not task.is_open:
        return Untrue("it is over")
    return _card(rows, letter, task, zone)


def _card(rows: Rows, letter: AnyRow, task: Task, zone: ZoneInfo) -> Composed | Untrue:
    posted = _posted(rows, letter)
    if isinstance(posted, Untrue):
        return posted
    unreached = members.out_of_reach(rows, task.id) if task.assignments else {}
    in_full = bool(posted.detail and posted.detail.get("in_full"))
    is_live = not cards.has_newer(rows, posted)
    document = card(
        task,
        zone=zone,
        notes=notes.of_task(rows, task.id),
        history=tasks.history_of(rows, task.id) if in_full else (),
        unreachable=[a for a in task.assignments if unreached.get(a.person)],
        knocks=any(a.person in unreached for a in task.proposed),
        live=is_live,
        leading=ahead.leading(rows, task),
    )
    document = ahead.with_coming(rows, document, task, live=is_live)
    return Composed(document, (None,) * len(document.choices), task.number, edits=_where(posted))


def _news(rows: Rows, letter: AnyRow, task: Task | None) -> Composed | Untrue:
    """Of an event to which somebody comes: what is true of it now, once."""
    told = coming.told_now(rows, task, letter.person_id) if task is not None else None
    if told is None or outstanding.is_overtaken(rows, letter):
        return Untrue("not true any more")
    return _plain(told, task)


def _reminded(rows: Rows, letter: AnyRow, task: Task) -> Composed | Untrue:
    comes = any(each.person == letter.person_id for each in attendance.to(rows, task.id))
    if not (comes and task.is_open) or letter.detail["revision"] != task.due_revision:
        return Untrue("not true any more")
    return _plain(appointment.reminder(task, letter.person_id), task)


def _turn(rows: Rows, letter: AnyRow, now: datetime) -> Composed | Untrue:
    """Of a letter without words: is there still a chat to be closed or opened?"""
    is_left = closing.is_left_to_do(rows, letter.chat_id, now)
    return Composed(Document(()), ()) if is_left else Untrue("it is as it should be")


def _where(card: AnyRow) -> str | None:
    """The message that shows a card now. One that stayed behind when the chat moved shows it no more."""
    return None if is_of_before(card.message_id) else card.message_id


def _nudge(rows: Rows, letter: AnyRow, task: Task | None) -> Composed | Untrue:
    if task is not None and task.kind is TaskKind.EVENT:
        return _reminded(rows, letter, task)
    part = task.part_of(letter.person_id) if task else None
    if task is None or part is None or not task.is_open or part.consent is not Consent.ACCEPTED:
        return Untrue("not theirs any more")
    if letter.detail["revision"] != task.due_revision:
        return Untrue("the deadline moved")
    return _plain(reminder(task, Step(letter.ordinal), letter.person_id), task)


def _proposal(rows: Rows, letter: AnyRow, task: Task | None, team: Team, now: datetime) -> Composed | Untrue:
    if "role" in letter.detail:
        role = roles.by_id(rows, letter.detail["role"])
        is_asked = role is not None and role.asks(letter.person_id, letter.detail["asked_at"])
        return _plain(from_json(letter.document)) if is_asked else Untrue("not asked any more")
    asked = _still_asked(task, letter.detail["assignment"])
    if task is None or asked is None:
        return Untrue("not asked any more")
    by = members.by_person(rows, team.id, asked.by) if asked.by is not None else None
    document = from_json(letter.document)
    if by is not None:  # the task may have been corrected while the letter waited
        part = () if asked.helps else ((task, asked.role),)
        too_much = weighing.weigh(rows, team, asked.person, part, now)
        document = promises.asking(by, replace(task, assignments=task.accepted), asked.person, too_much)
    return Composed(document, (asked.id,) * len(document.choices), task.number)


def _still_asked(task: Task | None, assignment: int) -> Assignment | None:
    if task is None or not task.is_open:
        return None
    return next((a for a in task.proposed if a.id == assignment), None)
