"""Brings an archive into a team that has no task yet, all of it or nothing.

Nobody is created and nobody is written to. Whoever had something in hand finds it labelled with their name, and takes
it if they still want it: a file cannot say yes for anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from bot.archive import Archive, TaskItem, TemplateTask
from domain.relative import Offset, When
from domain.task import Role, State
from domain.team import Team
from domain.template import Item
from handlers.kit.promises import deadline_of
from storage import digests, imported, projects, roles, tasks, teams, templates
from storage.database import Rows

_MOMENT = timedelta(microseconds=1)


class CannotImport(Exception):
    """Why nothing was brought in, in one sentence."""


@dataclass(frozen=True)
class Brought:
    """What is there now."""

    team: Team
    tasks: int
    notes: int
    labelled: int
    roles: int
    debates: int


def team_of(rows: Rows, name: str | None) -> Team:
    """The team that is meant: the only one, or the one of this name or number. Raises CannotImport."""
    there = teams.every(rows)
    found = [each for each in there if name is None or name in (each.name, str(each.id))]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{each.id} ({each.name})" for each in found or there) or "none yet: add the bot to a group first"
    raise CannotImport(f"Which team? Say --team with its name or number. There is: {known}")


def bring_in(rows: Rows, team: Team, archive: Archive) -> Brought:
    """Write all of it. Raises CannotImport."""
    if tasks.any_in(rows, team.id) or imported.has_debates(rows, team.id):
        raise CannotImport(f"{team.name} has tasks or debates already. An archive is for a team that has none.")
    told_in = _told_before(rows, team)
    ids = {item.number: _put(rows, team, item, told_in) for item in archive.tasks}
    for item in archive.tasks:
        tasks.wait_for(rows, ids[item.number], (ids[number] for number in item.waits_for))
        if item.follows is not None:
            tasks.change(rows, ids[item.number], follows_id=ids[item.follows])
    for item in archive.tasks:
        if item.project:
            projects.use(rows, team.id, item.project, item.created_at)
    for project in archive.projects:
        projects.use(rows, team.id, project.name, archive.made_at)
        projects.change(rows, team.id, project.name, **project.model_dump(exclude={"name"}))
    imported.count_up_to(rows, team.id, max(ids, default=0))
    made = [role for role in archive.roles if roles.named(rows, team.id, role.name) is None]
    for role in made:
        roles.add(rows, team.id, role.name)
    for template in archive.templates:
        if templates.named(rows, team.id, template.name) is None:
            templates.add(rows, team.id, template.name, [_of_template(task) for task in template.tasks])
    for debate in archive.debates:
        values = debate.model_dump(exclude={"fate"})
        imported.debate(rows, team.id, fate=debate.fate.value, told_in=told_in if debate.closed_at else None, **values)
    return Brought(
        team,
        tasks=len(ids),
        notes=sum(len(item.notes) for item in archive.tasks),
        labelled=sum(_label(item) is not None for item in archive.tasks),
        roles=len(made),
        debates=len(archive.debates),
    )


def _told_before(rows: Rows, team: Team) -> int:
    """A digest that never was, for what is over already: the next one would tell all of it. The next window begins
    where it would have begun."""
    last = digests.last(rows, team.id)
    end = last.window_end if last is not None else team.created_at
    return digests.add(rows, team.id, end - _MOMENT, end)


def _put(rows: Rows, team: Team, item: TaskItem, told_in: int) -> int:
    due = item.due_at or item.due_day
    task = imported.task(
        rows,
        team.id,
        words=[note.words for note in item.notes],
        number=item.number,
        kind=item.kind.value,
        title=item.title,
        state=item.state.value,
        due_day=item.due_at.astimezone(team.zone).date() if item.due_at else item.due_day,
        due_at=item.due_at,
        due_part=item.part,
        deadline=deadline_of(due, team.zone),
        due_set_at=item.created_at if due else None,
        repeat=item.repeat,
        repeat_zone=item.repeat_zone,
        project=item.project,
        effort_minutes=item.effort_minutes,
        important=item.important,
        wanted=item.wanted,
        help_wanted=item.help_wanted,
        for_name=_label(item),
        quote=item.quote,
        link=item.link,
        created_at=item.created_at,
        closed_at=item.closed_at,
        closed_why=item.closed_why,
        told_in=None if item.state is State.OPEN else told_in,
    )
    imported.notes(rows, task, [(note.at, note.words) for note in item.notes])
    return task


def _of_template(task: TemplateTask) -> Item:
    when = None
    if task.days is not None:
        at = time.fromisoformat(task.at) if task.at else None
        when = When(Offset(task.months, task.days), at, None if at else task.part)
    return Item(task.number, task.title, when, task.effort_minutes, task.important, task.wanted, task.after, task.kind)


def _label(item: TaskItem) -> str | None:
    """For whom an open task was: who led it, or was asked to."""
    if item.state is not State.OPEN:
        return None
    leads: Sequence[str] = [each.name for each in item.owners if each.role is Role.LEAD]
    return leads[0] if leads else item.for_name
