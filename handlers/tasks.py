"""List tasks, most urgent first."""

from __future__ import annotations

from domain import recall
from domain.card import listed
from domain.document import Document, Style, Typed, line, phrase, says
from domain.sentence import names_in, who_is
from domain.task import Task, most_urgent_first
from domain.text import fold
from handlers.kit import planning
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from handlers.kit.people import known_people
from storage import tasks as rows_of_tasks

MOST = 15  # lines, unless all were asked for
MOST_OF_ALL = 100

_ME = frozenset({"me", "mine", "my", "moi", "a moi", "mes", "mes taches", "miennes"})
_FREE = frozenset({"free", "libre", "libres", "dispo", "disponibles", "open"})
_LATE = frozenset({"late", "retard", "retards", "en retard", "overdue"})
_CRITICAL = frozenset({"critical", "critique", "critiques", "bloquant", "bloquants", "bloquante", "bloquantes"})
_ALL = frozenset({"all", "tout", "tous", "toutes"})


def tasks(call: Call) -> Outcome:
    found = most_urgent_first(_chosen(call, rows_of_tasks.of_team(call.rows, call.team.id)))
    if not found:
        if fold(call.argument) and fold(call.argument) not in _ALL:
            return Outcome(answer=says("tasks-none-such", example=Typed("tasks")))
        return Outcome(answer=says("tasks-none", example=Typed("task", _example(call))))
    most = MOST_OF_ALL if fold(call.argument) in _ALL else MOST
    lines = [line(phrase("tasks-title", count=sum(task.is_work for task in found)), style=Style.TITLE)]
    lines += [listed(task) for task in found[:most]]
    if len(found) > most:
        rest = phrase("tasks-more", count=len(found) - most, example=Typed("tasks", _all(call)))
        lines.append(line(rest, style=Style.NOTE))
    return Outcome(answer=Document(tuple(lines)))


def _chosen(call: Call, found: list[Task]) -> list[Task]:
    """Dates that nobody carries stand only where a project, everything or words of a title are asked for."""
    words = fold(call.argument)
    if words in _ALL:
        return found
    work = [t for t in found if t.is_work]
    if not words:
        return work
    if words in _ME:
        return [t for t in found if t.part_of(call.member.person)]
    if words in _FREE:
        return [t for t in found if t.is_free or t.is_offered or (t.lacks_people and not t.proposed)]
    if words in _LATE:
        return [t for t in found if t.is_late(call.now)]
    if words in _CRITICAL:
        return _critical(call, found)
    project = words.removeprefix("#")
    if words.startswith("#") or any(t.project == project for t in found):
        return [t for t in found if t.project == project]
    theirs = _of_person(call, found)
    if theirs is not None:
        return theirs
    remembered = list(recall.recalled(call.argument, found))
    if not remembered:
        raise Refusal("refusal-filter", example=Typed("tasks", call.either("me", "moi")))
    return remembered


def _critical(call: Call, found: list[Task]) -> list[Task]:
    """Those that decide a date; where none depends on others, those that others wait for."""
    plan = planning.planned(call.rows, call.team, found, call.now)
    return [t for t in found if t.is_work and (t.number in plan.key_to if plan.ends else t.blocks)]


def _of_person(call: Call, found: list[Task]) -> list[Task] | None:
    """Those that one person carries, named with or without @; None where nobody is named."""
    people = known_people(call)
    named, rest = names_in(call.argument, people)
    if len(named) == 1 and not rest.strip():
        meant = {known.person for known in named[0].people}
    else:
        meant = {known.person for known in who_is(call.argument, people)}
    return [t for t in found if any(a.person in meant for a in t.accepted)] if named or meant else None


def _all(call: Call) -> str:
    return call.either("all", "toutes")


def _example(call: Call) -> str:
    return call.either("Book the hall before friday", "Réserver la salle avant vendredi")


COMMAND = Command(
    en="tasks",
    fr="taches",
    run=tasks,
    nearly=("list", "liste", "lister", "ls", "todos"),
    menu=2,
    examples=(
        Example(en="tasks", fr="taches"),
        Example(en="tasks me", fr="taches moi"),
        Example(en="tasks free", fr="taches libres"),
        Example(en="tasks late", fr="taches retard"),
        Example(en="tasks critical", fr="taches critiques"),
        Example(en="tasks @sam", fr="taches @sam"),
        Example(en="tasks #ball", fr="taches #bal"),
        Example(en="tasks all", fr="taches toutes"),
    ),
)
