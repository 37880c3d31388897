"""How projects are shown: all of them, and one with what is ahead of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain import card, milestone
from domain.card import due_phrase
from domain.document import Choice, Document, Line, Phrase, Style, Typed, line, phrase
from domain.project import Project
from domain.task import Task, most_urgent_first
from domain.text import first_line, fold
from handlers.kit.command import Call
from storage import tasks

MOST = 15  # lines of a list
ENDED = frozenset({"ended", "over", "termines", "finis", "clos"})
ALL = frozenset({"all", "tous", "tout"})
_MOST_OFFERED = 6
_SHORT = 60  # characters of a title within a line


def every(call: Call, there: Sequence[Project]) -> Document:
    """Those that go on, or (`ended`) those that are over, or all."""
    words = fold(call.argument)
    over = [each for each in there if each.ended_at is not None]
    found = over if words in ENDED else there if words in ALL else [each for each in there if each not in over]
    dates = [task for task in tasks.of_team(call.rows, call.team.id) if not task.is_work]
    shown = found if words in ALL else found[:MOST]
    lines = [line(phrase("projects-title", count=len(found)), style=Style.TITLE)]
    if not found:
        example = Typed("project", call.either("Ball: two hundred people dance", "Bal : deux cents personnes dansent"))
        lines = [line(phrase("projects-none", example=example))]
    lines += [listed(each, dates) for each in shown]
    if len(found) > len(shown):
        more = phrase(
            "projects-more", count=len(found) - len(shown), example=Typed("project", call.either("all", "tous"))
        )
        lines.append(line(more, style=Style.NOTE))
    me = call.member.person
    choices = [Choice(f"project #{each.name}", phrase("fact-project", project=each.name), me) for each in found]
    if over and found is not over and words not in ALL:
        choices = [
            *choices[:_MOST_OFFERED],
            Choice("project ended", phrase("choice-projects-ended", count=len(over)), me),
        ]
    return Document(tuple(lines), tuple(choices[: _MOST_OFFERED + 1]))


def listed(each: Project, dates: Iterable[Task] = ()) -> Line:
    said = [_called(each), phrase("project-counts", open=each.open, done=each.done)]
    coming = [task for task in dates if task.project == each.name and task.deadline is not None]
    if coming and each.ended_at is None:
        first = min(coming, key=lambda task: (task.deadline, task.number))
        said.append(phrase("item-plain", number=f"#{first.number}", title=first_line(first.title, _SHORT)))
        said += [due_phrase(first.due, first.due_part)] if first.due else []
    return line(*said, style=Style.ITEM)


def _called(each: Project) -> Phrase:
    if each.has_title:
        return phrase("project-titled", name=each.name, title=first_line(each.title, _SHORT))
    return phrase("fact-project", project=each.name)


def head(each: Project) -> list[Line]:
    lines = [line(_called(each), style=Style.TITLE)]
    if each.objective:
        lines.append(line(phrase("words", words=each.objective), style=Style.QUOTE))
    return lines


def shown(call: Call, found: Project) -> Document:
    """One project: its objective, what is ahead and what is to be done, most urgent first."""
    there = tasks.of_team(call.rows, call.team.id, project=found.name)
    dates = sorted(
        (task for task in there if not task.is_work), key=lambda t: (t.deadline is None, t.deadline, t.number)
    )
    work = most_urgent_first(task for task in there if task.is_work)
    counts = phrase("project-counts", open=found.open, done=found.done)
    over = [phrase("project-ended")] if found.ended_at else []
    lines = [*head(found), line(counts, *over)]
    if not found.objective:
        example = Typed(
            "project", f"#{found.name}: {call.either('two hundred people dance', 'deux cents personnes dansent')}"
        )
        lines.append(line(phrase("project-no-objective", example=example), style=Style.NOTE))
    if dates:
        lines.append(line(phrase("project-dates", count=len(dates)), style=Style.HEADING))
        lines += [milestone.line_of(task, there, call.now) for task in dates[:MOST]]
    if work:
        lines.append(line(phrase("project-tasks", count=len(work)), style=Style.HEADING))
        lines += [card.listed(task) for task in work[:MOST]]
    choices = []
    if max(len(work), len(dates)) > MOST:
        choices.append(Choice(f"tasks #{found.name}", phrase("choice-rest"), call.member.person))
    verb, label = ("again", "choice-project-again") if found.ended_at else ("end", "choice-project-end")
    choices.append(Choice(f"project #{found.name} {verb}", phrase(label), call.member.person))
    return Document(tuple(lines), tuple(choices))
