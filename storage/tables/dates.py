"""Who comes to an event, and what comes back: templates of tasks whose dates are counted from a day."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import NEVER_REUSED, instant, json, key, to


class AttendanceRow(SQLModel, table=True):
    """Somebody said that they come to an event. Whoever cannot has no row, like whoever said nothing."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("task_id", "person_id"),)
    id: int = key()
    task_id: int = to("task")
    person_id: int = to("person", index=True)
    since: datetime = instant()
    reminded: int | None = None  # of which revision of its date


class TemplateRow(SQLModel, table=True):
    """A kit of tasks. No row of it names anybody."""

    __tablename__ = "template"
    __table_args__ = (UniqueConstraint("team_id", "name"), NEVER_REUSED)
    id: int = key()
    team_id: int = to("team")
    name: str  # folded, as a project's


class TemplateLineRow(SQLModel, table=True):
    """One task of a template. Without `days` it has no date."""

    __tablename__ = "template_line"
    __table_args__ = (UniqueConstraint("template_id", "place"),)
    id: int = key()
    template_id: int = to("template")
    place: int  # within its template
    kind: str = "task"  # task, milestone, event
    title: str
    months: int = 0
    days: int | None = None
    at: str | None = None  # wall time, 18:00
    part: str | None = None  # of that day: morning, noon, afternoon, evening, night
    effort_minutes: int | None = None
    important: bool = False
    wanted: int = 1
    after: list[int] = json()  # the places of those that it waits for
