"""Appointments: announced once, with "I come" and "I cannot". Who comes is shown; who cannot is nobody's affair."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from domain import appointment, wall_clock
from domain.appointment import LONGEST_WORDS
from domain.card import due_phrase
from domain.document import Choice, Day, Document, Moment, Style, Typed, line, phrase, says
from domain.rights import Deed
from domain.sentence import Sentence
from domain.span import from_start, may_say_when, part_in_title
from domain.task import Task, TaskKind
from domain.text import first_line, tidy
from handlers.kit import ahead, fields, moving, promises, undo, waiting, which
from handlers.kit.command import Call, Command, Example, Outcome, Question, Refusal
from storage import attendance, tasks

MOST = 15  # lines
_NUMBER = re.compile(r"\s*(?:#|n°\s*)?(\d{1,9})\s*[.!?]*\s*")
_A_TIME = re.compile(r"\b\d{1,2}(?:h|:)\d\d(?:[ap]m)?\b")
_LONGEST_QUOTE = 160
_SHORT = 40  # characters of what was typed, shown back


def event(call: Call) -> Outcome:
    if call.edited is not None:
        return _correct(call, call.edited)
    if not call.argument and call.answers is None:
        return Outcome(answer=_listed(call))
    if number := _NUMBER.fullmatch(call.argument):
        return ahead.show(call, _numbered(call, int(number.group(1))))
    if said := _answered(call):
        return said
    return _make(call)


# ---- I come, I cannot


def _answered(call: Call) -> Outcome | None:
    """`come 15`, `15 cannot`, or the word alone: in answer to its card, or where there is only one. None: no answer."""
    head, _, rest = which.without_courtesy(call.argument).partition(" ")
    if (number := _NUMBER.fullmatch(head)) and (verb := appointment.verb(rest)):
        return _answer(call, _numbered(call, int(number.group(1))), verb)
    verb = appointment.verb(head) or appointment.verb(f"{head} {rest}")
    if not verb:
        return None
    if number := _NUMBER.fullmatch(rest):
        return _answer(call, _numbered(call, int(number.group(1))), verb)
    if rest and not appointment.verb(f"{head} {rest}"):
        return None
    if call.replied is not None:
        return _answer(call, call.replied, verb)
    there = [task for task in _open(call) if task.deadline is None or task.deadline > call.said_at]
    if len(there) != 1:
        raise Question(_which(call, verb, there))
    return _answer(call, there[0], verb)


def _answer(call: Call, task: Task, verb: str) -> Outcome:
    if task.kind is not TaskKind.EVENT:
        raise Refusal("refusal-no-event", number=f"#{task.number}", example=Typed("event"))
    ends = appointment.ends(task)
    if not task.is_open or (ends is not None and ends <= call.said_at):
        raise Refusal("refusal-event-over", number=f"#{task.number}", example=Typed("event"))
    me = call.member.person
    if verb == "cannot":
        undo.forget(call)  # no history: it is written nowhere
        changed = attendance.cannot(call.rows, task.id, me)
        return Outcome(answer=says("noted-cannot"), restated=(task.id,) if changed else ())
    answer = call.aside(says("noted-come", number=f"#{task.number}", title=task.title))
    if not attendance.come(call.rows, task.id, me, call.said_at):
        return Outcome(answer=answer)
    tasks.look_again(call.rows, task.id)
    undo.remember(call, others=({"came": task.id},))
    return Outcome(answer=answer, restated=(task.id,))


def _which(call: Call, verb: str, there: list[Task]) -> Document:
    if not there:
        raise Refusal("events-none", example=call.example(1))
    me = call.member.person
    offered = (
        Choice(
            f"event {verb} {task.number}",
            phrase("choice-task", number=f"#{task.number}", title=first_line(task.title, _SHORT)),
            me,
        )
        for task in there[: which.MOST_OFFERED]
    )
    return Document((line(phrase("ask-which-event")),), tuple(offered))


# ---- looking at them


def _open(call: Call) -> list[Task]:
    """What is ahead, the nearest first."""
    there = [task for task in tasks.of_team(call.rows, call.team.id) if task.kind is TaskKind.EVENT]
    return sorted(there, key=lambda task: (task.deadline is None, task.deadline or call.now, task.number))


def _listed(call: Call) -> Document:
    there = _open(call)
    if not there:
        return says("events-none", example=call.example(1))
    come, me = attendance.of_team(call.rows, call.team.id), call.member.person
    lines = [line(phrase("events-title", count=len(there)), style=Style.TITLE)]
    for task in there[:MOST]:
        mine = any(each.person == me for each in come[task.id])
        lines.append(appointment.listed(task, len(come[task.id]), mine=mine))
    if len(there) > MOST:
        lines.append(line(phrase("events-more", count=len(there) - MOST), style=Style.NOTE))
    return Document(tuple(lines))


def _numbered(call: Call, number: int) -> Task:
    task = tasks.numbered(call.rows, call.team.id, number)
    if task is None:
        raise Refusal("refusal-no-such-task", number=f"#{number}", example=Typed("event"))
    return task


# ---- making them


def _make(call: Call) -> Outcome:
    said, words = _read(call)
    quoted = call.answers.text if call.answers and call.replied is None else ""
    title = said.title or first_line(quoted, _LONGEST_QUOTE)
    if not title:
        raise Refusal("refusal-event-title", example=call.example(1))
    if said.reading.due or said.reading.alternatives:
        moving.must_be_new(call, said, TaskKind.EVENT, title)
    if said.reading.alternatives:
        raise Question(_which_date(call, said, title, words))
    if said.reading.due is None:
        example = Typed("event", f"{first_line(title, _SHORT)} {call.either('saturday 6pm', 'samedi 18h')}")
        raise Refusal("refusal-event-date", example=call.example(1) if may_say_when(title) else example)
    earlier = waiting.earlier_ones(call, said.after)
    due = promises.columns_of(said.reading.due, call.zone)
    made = tasks.add(
        call.rows,
        call.team.id,
        now=call.said_at,
        kind=TaskKind.EVENT.value,
        title=title,
        author_id=call.member.person,
        quote=words or (first_line(quoted, _LONGEST_QUOTE) if said.title else "") or None,
        link=(call.answers.link if call.answers and quoted else None) or call.link,
        source_message=call.source,
        due_day=due["day"],
        due_part=said.reading.part,
        due_at=due["at"],
        deadline=due["deadline"],
        due_set_at=call.said_at,
        look_at=call.said_at,
        **fields.columns(call, said),
    )
    tasks.note(call.rows, made.id, "made", call.member.person, call.said_at)
    tasks.wait_for(call.rows, made.id, [each.id for each in earlier])
    undo.remember(call, others=({"made": made.id},))
    answer = None if call.shows_card else _told(made, said)
    return Outcome(answer=answer, announced=(made.id,), changed=tuple(each.id for each in earlier))


def _read(call: Call) -> tuple[Sentence, str]:
    """What the first line says, and the words below it. Raises Refusal where somebody is to carry it."""
    first, _, more = call.argument.partition("\n")
    said, days = _at_its_start(call, first)
    words = tidy(f"{days}\n{more}")
    if said.owners or said.me or said.wanted:
        raise Refusal("refusal-event-people", example=call.example(1))
    if len(words) > LONGEST_WORDS:
        raise Refusal("refusal-long-line", most=LONGEST_WORDS)
    return said, words


def _at_its_start(call: Call, text: str) -> tuple[Sentence, str]:
    """What a line says, where it is from one time to another: of its first half, with its length. A span of days is
    given back as it was said, to be told below."""
    if part := part_in_title(text):
        said, days = _at_its_start(call, text[len(part) :].lstrip())
        return replace(said, title=tidy(f"{part} {said.title}")), days
    span = from_start(text)
    if span.text == text:
        return fields.read(call, text), ""
    said = fields.read(call, span.text)
    if not (said.reading.due or said.reading.alternatives) or _A_TIME.search(said.title):  # no date was made of it
        return fields.read(call, text), ""
    return replace(said, effort_minutes=said.effort_minutes or span.minutes), span.days


def _which_date(call: Call, said: Sentence, title: str, words: str) -> Document:
    """Nothing is announced before it is clear when it is."""
    more = (f"#{said.project}" if said.project else "", f"~{said.effort_minutes}min" if said.effort_minutes else "")
    again = tuple(
        Choice(
            " ".join(("event", title, _exactly(each, call), *filter(None, more))) + (f"\n{words}" if words else ""),
            phrase("choice-moment", moment=Moment(each))
            if isinstance(each, datetime)
            else phrase("choice-day", day=Day(each)),
            call.member.person,
        )
        for each in said.reading.alternatives
        if (promises.deadline_of(each, call.zone) or call.said_at) > call.said_at
    )
    return Document(says("ask-which-date").lines, again)


def _exactly(due: date | datetime, call: Call) -> str:
    return f"{wall_clock.local(due, call.zone):%Y-%m-%d %H:%M}" if isinstance(due, datetime) else due.isoformat()


def _told(made: Task, said: Sentence) -> Document:
    what = phrase("item-plain", number=f"#{made.number}", title=made.title)
    return Document((line(what, *([due_phrase(said.reading.due, said.reading.part)] if said.reading.due else [])),))


def _correct(call: Call, made: Task) -> Outcome:
    """Its message says it all anew. Who comes stays, and is told if it is at another time."""
    which.must_be_open(made)
    said, words = _read(replace(call, said_at=made.created_at))  # "tomorrow" stays the same day
    columns = {**fields.columns(call, said), "doubt": None, **({"quote": words} if words else {})}
    fields.correct(call, made, said, columns, moves=said.reading.due is not None)
    letters = moving.settle(call, made)
    if tasks.by_id(call.rows, made.id) != made:
        undo.remember(call, made)
    return Outcome(answer=None if call.shows_card else _told(made, said), changed=(made.id,), letters=letters)


COMMAND = Command(
    en="event",
    fr="evenement",
    run=event,
    also=("events", "evenements"),
    nearly=("meeting", "appointment", "rdv", "rendez-vous", "reunion"),
    deeds=(Deed.READ, Deed.MAKE, Deed.COME),
    private_words=tuple(sorted(word for word in appointment.CANNOT if " " not in word)),
    adds=True,
    adds_not=tuple(sorted(appointment.COME | appointment.CANNOT)),
    keeps_lines=True,
    examples=(
        Example(en="event", fr="evenement"),
        Example(
            en="event General assembly, town hall, october 24 6pm ~2h #assembly",
            fr="evenement Assemblée générale, salle des fêtes, 24 octobre 18h ~2h #ag",
        ),
        Example(en="event come 14", fr="evenement viens 14"),
        Example(en="event cannot 14", fr="evenement absent 14"),
    ),
)
