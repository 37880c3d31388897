"""Who comes to an event, and kits of tasks that come back."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant, Json

revision = "0017_events"
down_revision = "0016_projects"


def upgrade() -> None:
    op.add_column("task", sa.Column("look_at", Instant, nullable=True))
    is_set = sa.text("look_at IS NOT NULL")
    op.create_index("ix_task_look_at", "task", ["look_at"], sqlite_where=is_set, postgresql_where=is_set)
    op.create_table(
        "attendance",
        sa.Column("id", Id, primary_key=True),
        sa.Column("task_id", Id, sa.ForeignKey("task.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=True),
        sa.UniqueConstraint("task_id", "person_id"),
    )
    op.create_index("ix_attendance_person_id", "attendance", ["person_id"])
    op.create_table(
        "template",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.UniqueConstraint("team_id", "name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "template_line",
        sa.Column("id", Id, primary_key=True),
        sa.Column("template_id", Id, sa.ForeignKey("template.id", ondelete="CASCADE"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("at", sa.String(), nullable=True),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("effort_minutes", sa.Integer(), nullable=True),
        sa.Column("important", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.UniqueConstraint("template_id", "place"),
    )
