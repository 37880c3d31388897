"""All that a team has, as JSON that `accalmie import` reads back."""

from __future__ import annotations

from datetime import datetime

from bot.archive import (
    Archive,
    DebateItem,
    Note,
    Owner,
    ProjectItem,
    RoleItem,
    TaskItem,
    TeamItem,
    TemplateItem,
    TemplateTask,
)
from bot.departure import Departure, File
from bot.enclosures.words import Words
from domain.document import phrase
from domain.task import Note as TaskNote
from domain.task import State, Task
from domain.team import Team
from domain.template import Item
from storage import debates, notes, projects, roles, tasks, templates
from storage.database import Rows


def file(rows: Rows, departure: Departure, now: datetime) -> File:
    words = Words(departure.language, departure.team, now)
    text = archive(rows, departure.team, now).model_dump_json(indent=1, exclude_defaults=False)
    return File(words.name(phrase("file-archive"), "json"), "application/json", f"{text}\n".encode())


def archive(rows: Rows, team: Team, now: datetime) -> Archive:
    every = sorted(tasks.of_team(rows, team.id, states=tuple(State)), key=lambda task: task.number)
    numbers = {task.id: task.number for task in every}
    noted = notes.of_team(rows, team.id)
    return Archive.model_construct(
        made_at=now,
        team=TeamItem(name=team.name, language=team.language, timezone=team.zone.key),
        tasks=tuple(_task(task, noted.get(task.id, ()), numbers) for task in every),
        projects=tuple(
            ProjectItem.model_construct(
                name=each.name, title=each.title, objective=each.objective, ended_at=each.ended_at
            )
            for each in projects.of_team(rows, team.id)
        ),
        roles=tuple(RoleItem(name=each.name, holder=each.holder_name) for each in roles.of_team(rows, team.id)),
        debates=tuple(
            DebateItem.model_construct(
                number=each.number,
                title=each.title,
                fate=each.fate,
                quote=each.quote,
                link=each.link,
                parked_at=each.parked_at,
                decision=each.decision,
                closed_at=each.closed_at,
            )
            for each in debates.of_team(rows, team.id)
        ),
        templates=tuple(
            TemplateItem.model_construct(name=each.name, tasks=tuple(_of_template(item) for item in each.items))
            for each in templates.of_team(rows, team.id)
        ),
    )


def _of_template(item: Item) -> TemplateTask:
    when = item.when
    return TemplateTask.model_construct(
        number=item.place,
        kind=item.kind,
        title=item.title,
        months=when.offset.months if when else 0,
        days=when.offset.days if when else None,
        at=f"{when.at:%H:%M}" if when and when.at else None,
        part=when.part if when else None,
        effort_minutes=item.effort_minutes,
        important=item.important,
        wanted=item.wanted,
        after=item.after,
    )


def _task(task: Task, noted: tuple[TaskNote, ...], numbers: dict[int, int]) -> TaskItem:
    """As it is: what is in the rows was checked when it was written."""
    return TaskItem.model_construct(
        number=task.number,
        kind=task.kind,
        title=task.title,
        state=task.state,
        due_day=None if task.due_at else task.due_day,
        due_at=task.due_at,
        part=task.due_part,
        repeat=task.repeat,
        repeat_zone=task.repeat_zone,
        project=task.project,
        effort_minutes=task.effort_minutes,
        important=task.important,
        wanted=task.wanted,
        help_wanted=task.help_wanted,
        owners=tuple(
            Owner.model_construct(name=each.name, role=each.role, consent=each.consent)
            for each in (*task.accepted, *task.proposed)
        ),
        for_name=task.for_name,
        waits_for=task.waits_for,
        follows=numbers.get(task.follows_id) if task.follows_id else None,
        quote=task.quote,
        link=task.link,
        notes=tuple(Note.model_construct(at=each.at, by=each.who, words=each.words) for each in noted),
        created_at=task.created_at,
        closed_at=task.closed_at,
        closed_why=task.closed_why,
    )
