"""Projects: what several tasks are for. Made, listed, shown with what is ahead, ended and taken up again."""

from __future__ import annotations

from dataclasses import replace

from domain.document import Choice, Document, Typed, line, phrase, says
from domain.project import LONGEST_OBJECTIVE, LONGEST_TITLE, Project, Said, read
from domain.rights import Deed
from domain.text import OFF, fold
from handlers.kit import project_lines, undo
from handlers.kit.command import Call, Command, Example, Outcome, Question, Refusal
from storage import projects


def project(call: Call) -> Outcome:
    there = projects.of_team(call.rows, call.team.id)
    by_name = {each.name: each for each in there}
    said = read(call.argument)
    found = by_name.get(said.name)
    if not call.argument or (found is None and fold(call.argument) in project_lines.ENDED | project_lines.ALL):
        return Outcome(answer=project_lines.every(call, there))
    if (found is None or call.argument.startswith("#")) and (said.end or said.again):
        shorter = by_name.get(read(said.shorter).name)
        if shorter is not None:
            return _end(call, shorter) if said.end else _take_up(call, shorter)
    if not said.name or len(said.title) > LONGEST_TITLE:
        raise Refusal("refusal-project", example=call.example(1), most=LONGEST_TITLE)
    if found is None:
        return _make(call, said)
    if not said.objective:
        return Outcome(answer=project_lines.shown(call, found))
    return _change(call, found, said)


# ---- making, changing, ending


def _make(call: Call, said: Said) -> Outcome:
    """A line without a colon may have been meant for another project: it is asked back."""
    if said.objective is None:
        label = phrase("choice-project-make", name=said.name)
        make = Choice(f"project {call.argument}:", label, call.member.person)
        known = Choice("project", phrase("choice-projects"), call.member.person)
        raise Question(Document((line(phrase("ask-project", name=said.name)),), (make, known)))
    objective = _objective(said)
    undo.forget(call)
    projects.use(call.rows, call.team.id, said.name, call.said_at)
    projects.change(call.rows, call.team.id, said.name, title=said.title, objective=objective)
    example = Typed("task", f"{call.either('Print the posters', 'Imprimer les affiches')} #{said.name}")
    return Outcome(answer=says("noted-project", name=said.name, example=example))


def _change(call: Call, found: Project, said: Said) -> Outcome:
    undo.forget(call)
    title = found.title if fold(said.title) == found.name else said.title
    projects.change(call.rows, call.team.id, found.name, title=title, objective=_objective(said))
    now = replace(found, title=title, objective=_objective(said))
    return Outcome(answer=call.aside(Document(tuple(project_lines.head(now)))))


def _objective(said: Said) -> str | None:
    if len(said.objective or "") > LONGEST_OBJECTIVE:
        raise Refusal("refusal-long-line", most=LONGEST_OBJECTIVE)
    return said.objective if said.objective and fold(said.objective) not in OFF else None


def _end(call: Call, found: Project) -> Outcome:
    if found.ended_at is None:
        undo.forget(call)
        projects.change(call.rows, call.team.id, found.name, ended_at=call.said_at)
    again = Choice(f"project #{found.name} again", phrase("choice-project-again"), call.member.person)
    said = line(phrase("noted-project-end", name=found.name, count=found.open))
    return Outcome(answer=call.aside(Document((said,), (again,))))


def _take_up(call: Call, found: Project) -> Outcome:
    if found.ended_at is not None:
        undo.forget(call)
        projects.change(call.rows, call.team.id, found.name, ended_at=None)
    return Outcome(answer=call.aside(says("noted-project-again", name=found.name)))


COMMAND = Command(
    en="project",
    fr="projet",
    run=project,
    also=("projects", "projets"),
    nearly=("chantier", "chantiers"),
    deeds=(Deed.READ, Deed.MAKE),
    examples=(
        Example(en="project", fr="projet"),
        Example(en="project Ball: two hundred people dance", fr="projet Bal : deux cents personnes dansent"),
        Example(en="project #ball", fr="projet #bal"),
        Example(en="project #ball end", fr="projet #bal fin"),
    ),
)
