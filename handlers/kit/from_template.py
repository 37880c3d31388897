"""A template applied to a day: shown first where it is many tasks, and made all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from domain import wall_clock
from domain.card import SHORT, due_phrase, listed
from domain.document import Choice, Day, Document, Line, Style, Typed, line, phrase, says
from domain.letter import Kind
from domain.rights import Deed
from domain.task import Task, TaskKind
from domain.team import Talk
from domain.template import MADE_AT_ONCE, Planned, Template, in_order, marks, plan
from domain.text import first_line, fold
from handlers.kit import promises, undo
from handlers.kit.command import Call, ChatLetter, Outcome, Question, Refusal
from storage import tasks, teams

_PROJECT = re.compile(r"(?<![\w#])#([^\W\d_][\w-]{0,60})")
_SURE = re.compile(r"(?:^|\s)(?:yes|oui)\s*[.!]?\s*$", re.IGNORECASE)
_MOST_SHOWN = 5  # of the new tasks, in the group


def apply(call: Call, there: Template, text: str) -> Outcome:
    """`on 12 march 2027 #ball yes`: project and yes may be left out."""
    call.must(Deed.MAKE)
    sure = _SURE.search(text) is not None
    text = _SURE.sub("", text)
    project = _PROJECT.search(text)
    day = _day(call, there, _PROJECT.sub(" ", text).strip())
    into = fold(project.group(1)) if project else f"{there.name}-{day.year}"
    if not there.items:
        raise Refusal("refusal-template-empty", name=there.name, example=_adding(call, there))
    try:
        planned = plan(there.items, day, call.said_at, call.zone)
    except OverflowError:
        raise Refusal("refusal-template", example=call.example(1), other=call.example(3)) from None
    if len(planned) > MADE_AT_ONCE and not sure:
        raise Question(_preview(call, there, planned, day, into))
    return _make(call, there, planned, day, into)


def _adding(call: Call, there: Template) -> Typed:
    return Typed(
        "template",
        f"{there.name} {call.either('+ Book the hall 3 weeks before', '+ Réserver la salle 3 semaines avant')}",
    )


def _day(call: Call, there: Template, text: str) -> date:
    reading = call.read(text)
    if reading.alternatives:
        offered = tuple(
            Choice(
                f"template {there.name} {_local(each, call)}",
                phrase("choice-day", day=Day(_local(each, call))),
                call.member.person,
            )
            for each in reading.alternatives
        )
        raise Question(Document(says("ask-which-date").lines, offered))
    if reading.due is None and any(letter.isdigit() for letter in text):  # the 31st of February, or a day that is over
        raise Refusal("refusal-template-date", example=call.example(3))
    if reading.due is None or reading.title or reading.repeat:
        raise Refusal("refusal-template", example=call.example(1), other=call.example(3))
    return _local(reading.due, call)


def _local(due: date | datetime, call: Call) -> date:
    return wall_clock.local_day(due, call.zone) if isinstance(due, datetime) else due


# ---- before


def _preview(call: Call, there: Template, planned: Sequence[Planned], day: date, into: str) -> Document:
    lines = [
        line(
            phrase("template-plan", name=there.name, count=len(planned), day=Day(day), project=into), style=Style.TITLE
        )
    ]
    lines += [line(*_said(each), style=Style.ITEM) for each in planned]
    if already := _already(call, into):
        lines.append(line(phrase("template-already", project=into, count=already), style=Style.NOTE))
    yes = Choice(
        f"template {there.name} {day} #{into} yes",
        phrase("choice-template-make", count=len(planned)),
        call.member.person,
    )
    return Document(tuple(lines), (yes,))


def _said(each: Planned) -> Iterator[Any]:
    yield phrase("item-plain", number=f"{each.item.place}.", title=first_line(each.item.title, SHORT))
    if each.due is None:
        yield phrase("due-none")
    elif each.was is not None:
        yield phrase("template-past", day=Day(each.was))
    else:
        yield due_phrase(each.due, each.item.when.part if each.item.when else None)
    yield from marks(each.item)


def _already(call: Call, into: str) -> int:
    return len(tasks.of_team(call.rows, call.team.id, project=into))


# ---- making them


def _make(call: Call, there: Template, planned: Sequence[Planned], day: date, into: str) -> Outcome:
    made: dict[int, int] = {}  # row ids by place
    for each in planned:
        made[each.item.place] = _task(call, each, into).id
    for each in planned:
        tasks.wait_for(call.rows, made[each.item.place], [made[place] for place in each.item.after if place in made])
    ordered = in_order([each.item for each in planned])
    undo.remember(call, others=tuple({"made": made[item.place]} for item in reversed(ordered)))
    new = [task for id_ in made.values() if (task := tasks.by_id(call.rows, id_)) is not None]
    answer = says(
        "noted-template-applied", count=len(new), project=into, list=Typed("tasks", f"#{into}"), back=Typed("undo")
    )
    told = _told(there, new, day, into)
    said = all_chats(call, told, "template")
    events = tuple(task.id for task in new if task.kind is TaskKind.EVENT and task.due is not None)
    shown = None if call.shows_card and not call.pressed else answer
    return Outcome(answer=shown, said=said, announced=events)


def all_chats(call: Call, document: Document, why: str) -> tuple[ChatLetter, ...]:
    """A silent letter to each chat of the team in which the bot may speak."""
    return tuple(
        ChatLetter(Kind.SYSTEM, f"{call.cause}:{why}", document, chat=chat.id)
        for chat in teams.open_chats(call.rows, call.team.id)
        if chat.talk is not Talk.SILENT
    )


def _task(call: Call, each: Planned, into: str) -> Task:
    columns = promises.columns_of(each.due, call.zone)
    item = each.item
    made = tasks.add(
        call.rows,
        call.team.id,
        now=call.said_at,
        kind=item.kind.value,
        look_at=call.said_at if item.kind is TaskKind.EVENT else None,
        title=item.title,
        author_id=call.member.person,
        due_day=columns["day"],
        due_part=item.when.part if item.when and columns["day"] and each.was is None else None,
        due_at=columns["at"],
        deadline=columns["deadline"],
        due_set_at=call.said_at if each.due else None,
        project=into,
        effort_minutes=item.effort_minutes,
        important=item.important,
        wanted=item.wanted,
        home_id=call.chat.id if call.in_group else None,
    )
    tasks.note(call.rows, made.id, "made", call.member.person, call.said_at)
    return made


def _told(there: Template, new: Sequence[Task], day: date, into: str) -> Document:
    """One silent letter for all of them: each gets a card once somebody has to do with it."""
    lines: list[Line] = [
        line(phrase("template-applied", name=there.name, count=len(new), day=Day(day), project=into), style=Style.TITLE)
    ]
    lines += [listed(task) for task in new[:_MOST_SHOWN]]
    lines.append(
        line(
            phrase("template-rest", count=len(new) - _MOST_SHOWN, example=Typed("tasks", f"#{into}"))
            if len(new) > _MOST_SHOWN
            else phrase("template-list", example=Typed("tasks", f"#{into}")),
            style=Style.NOTE,
        )
    )
    return Document(tuple(lines), (Choice(f"tasks #{into}", phrase("choice-tasks-of", project=into)),))
