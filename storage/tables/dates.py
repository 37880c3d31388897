"""What comes back: templates of tasks whose dates are counted from a day."""

from sqlalchemy import UniqueConstraint
from sqlmodel import SQLModel

from storage.columns import NEVER_REUSED, json, key, to


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
    title: str
    months: int = 0
    days: int | None = None
    at: str | None = None  # wall time, 18:00
    part: str | None = None  # of that day: morning, noon, afternoon, evening, night
    effort_minutes: int | None = None
    important: bool = False
    wanted: int = 1
    after: list[int] = json()  # the places of those that it waits for
