"""Search titles and notes, also of what is over; projects with their objectives; debates with what was decided."""

from __future__ import annotations

from domain.card import due_phrase, number_of, status
from domain.debate import told
from domain.document import Document, Line, Style, line, phrase
from domain.task import Task
from domain.text import first_line, search_text
from domain.text import words as words_of
from handlers.kit import project_lines
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import debates, projects, tasks

MOST = 15  # lines
MOST_DEBATES = 7
MOST_PROJECTS = 5
MOST_WORDS = 12  # nobody remembers more of a title
_SHORT = 60  # characters of what was typed, shown back


def find(call: Call) -> Outcome:
    wanted = list(dict.fromkeys(words_of(call.argument)))
    if not wanted or len(wanted) > MOST_WORDS:
        raise Refusal("refusal-find", example=call.example())
    found, there = tasks.search(call.rows, call.team.id, wanted, MOST)
    debated = debates.search(call.rows, call.team.id, wanted, MOST_DEBATES)
    named = _projects(call, wanted)
    if not (found or debated or named):
        raise Refusal("find-none", words=first_line(call.argument, _SHORT), example=call.example())
    lines = [line(phrase("find-title", count=there), style=Style.TITLE), *map(_listed, found)] if found else []
    if there > len(found):
        lines.append(line(phrase("find-more", count=there - len(found)), style=Style.NOTE))
    if named:
        lines.append(line(phrase("find-projects", count=len(named)), style=Style.HEADING))
        lines += named
    if debated:
        lines.append(line(phrase("find-debates", count=len(debated)), style=Style.HEADING))
        lines += [told(debate, call.team.zone) for debate in debated]
    return Outcome(answer=Document(tuple(lines)))


def _projects(call: Call, wanted: list[str]) -> list[Line]:
    """The projects in whose title or objective each of these words begins a word."""
    found = []
    for each in projects.of_team(call.rows, call.team.id):
        searched = search_text(each.name, each.title, each.objective or "")
        if all(f" {word}" in searched for word in wanted):
            found.append(project_lines.listed(each))
    return found[:MOST_PROJECTS]


def _listed(task: Task) -> Line:
    said = [phrase("item", number=number_of(task), title=task.title), status(task)]
    if task.due and task.is_open:
        said.append(due_phrase(task.due, task.due_part))
    return Line(tuple(said), Style.ITEM)


COMMAND = Command(
    en="find",
    fr="chercher",
    run=find,
    nearly=("search", "cherche", "recherche", "rechercher", "trouver", "trouve", "where", "ou"),
    examples=(Example(en="find chairs", fr="chercher chaises"),),
)
