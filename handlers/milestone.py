"""Dates that count: made, listed, shown. Nobody carries one; tasks lead to it, or wait for it."""

from __future__ import annotations

import re
from dataclasses import replace

from domain import milestone as rules
from domain.document import Document, Style, Typed, line, phrase, says
from domain.rights import Deed
from domain.sentence import Sentence
from domain.span import may_say_when
from domain.task import Task, TaskKind
from domain.team import Talk
from domain.text import first_line, fold
from handlers.kit import ahead, fields, moving, promises, undo, waiting, which
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import tasks

MOST = 15  # lines
_NUMBER = re.compile(r"\s*(?:#|n°\s*)?(\d{1,9})\s*[.!?]*\s*")
_PROJECT = re.compile(r"#([^\W\d_][\w-]{0,60})")
_SHORT = 40  # characters of what was typed, shown back


def milestone(call: Call) -> Outcome:
    if call.edited is not None:
        return _correct(call, call.edited)
    if number := _NUMBER.fullmatch(call.argument):
        return _show(call, int(number.group(1)))
    if not call.argument:
        return Outcome(answer=_listed(call, None))
    if project := _PROJECT.fullmatch(call.argument):
        return Outcome(answer=_listed(call, fold(project.group(1))))
    return _make(call)


def _show(call: Call, number: int) -> Outcome:
    found = tasks.numbered(call.rows, call.team.id, number)
    if found is None:
        raise Refusal("refusal-no-such-task", number=f"#{number}", example=Typed("milestone"))
    return ahead.show(call, found)


def _listed(call: Call, project: str | None) -> Document:
    """The milestones that are ahead, the nearest first; of one project, or of all."""
    there = tasks.of_team(call.rows, call.team.id, project=project)
    found = [task for task in there if task.kind is TaskKind.MILESTONE]
    if not found:
        return says("milestones-none", example=call.example(1))
    dated = sorted(found, key=lambda task: (task.deadline is None, task.deadline, task.number))
    lines = [line(phrase("milestones-title", count=len(found)), style=Style.TITLE)]
    lines += [rules.line_of(task, there, call.now) for task in dated[:MOST]]
    if len(found) > MOST:
        lines.append(line(phrase("milestones-more", count=len(found) - MOST), style=Style.NOTE))
    return Document(tuple(lines))


def _make(call: Call) -> Outcome:
    said = _read(call)
    if not (said.reading.due or said.reading.alternatives):
        title = first_line(said.title, _SHORT)
        example = Typed("milestone", f"{f'#{said.project} ' if said.project else ''}{title} {_day(call)}")
        raise Refusal("refusal-milestone-date", example=call.example(1) if may_say_when(title) else example)
    moving.must_be_new(call, said, TaskKind.MILESTONE, said.title)
    earlier = waiting.earlier_ones(call, said.after)
    due = promises.columns_of(said.reading.due, call.zone)
    made = tasks.add(
        call.rows,
        call.team.id,
        now=call.said_at,
        kind=TaskKind.MILESTONE.value,
        title=said.title,
        author_id=call.member.person,
        link=call.link,
        source_message=call.source,
        due_day=due["day"],
        due_part=said.reading.part,
        due_at=due["at"],
        deadline=due["deadline"],
        due_set_at=call.said_at if said.reading.due else None,
        **fields.columns(call, said),
    )
    tasks.note(call.rows, made.id, "made", call.member.person, call.said_at)
    tasks.wait_for(call.rows, made.id, [each.id for each in earlier])
    undo.remember(call, others=({"made": made.id},))
    is_told = not call.in_group and call.chat.talk is not Talk.SILENT
    return Outcome(
        answer=_told(made, said) if is_told else None,
        shown=(made.id,),
        changed=tuple(each.id for each in earlier),
    )


def _correct(call: Call, made: Task) -> Outcome:
    """The message says it all anew; what leads to it besides stays."""
    which.must_be_open(made)
    said = _read(replace(call, said_at=made.created_at))  # "tomorrow" stays the same day
    is_chosen = made.due is not None and made.due in said.reading.alternatives
    columns = {**fields.columns(call, said), **({"doubt": None} if is_chosen else {})}
    fields.correct(call, made, said, columns, moves=said.reading.due is not None)
    moving.settle(call, made)
    if tasks.by_id(call.rows, made.id) != made:
        undo.remember(call, made)
    near = tasks.ids_of(call.rows, call.team.id, said.after)
    return Outcome(answer=None if call.shows_card else _told(made, said), changed=(made.id, *near))


def _read(call: Call) -> Sentence:
    """What a line says of a milestone. Raises Refusal where it names people or hours, or nothing."""
    said = fields.read(call, call.argument)
    if not said.title:
        raise Refusal("refusal-milestone-title", example=call.example(1))
    if said.owners or said.me or said.effort_minutes or said.wanted:
        raise Refusal("refusal-milestone-people", example=call.example(1))
    return said


def _told(made: Task, said: Sentence) -> Document:
    what = phrase("item-plain", number=f"#{made.number}", title=said.title)
    return Document((line(what, *fields.heard(said)),))


def _day(call: Call) -> str:
    return call.either("june 12", "12 juin")


COMMAND = Command(
    en="milestone",
    fr="jalon",
    run=milestone,
    also=("milestones", "jalons"),
    nearly=("etape", "etapes", "borne", "stage"),
    deeds=(Deed.READ, Deed.MAKE),
    adds=True,
    examples=(
        Example(en="milestone", fr="jalon"),
        Example(en="milestone #ball Doors open june 12", fr="jalon #bal Ouverture des portes 12 juin"),
        Example(en="milestone #ball", fr="jalon #bal"),
    ),
)
