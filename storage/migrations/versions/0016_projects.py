"""Tasks that are dates: milestones and events. Projects, one for each name that stands on tasks."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0016_projects"
down_revision = "0015_ask"


def upgrade() -> None:
    op.add_column("task", sa.Column("kind", sa.String(), nullable=False, server_default="task"))
    is_one = sa.text("kind = 'milestone'")
    op.create_index("ix_task_milestone", "task", ["team_id", "project"], sqlite_where=is_one, postgresql_where=is_one)
    op.create_table(
        "project",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("objective", sa.String(), nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("ended_at", Instant, nullable=True),
        sa.UniqueConstraint("team_id", "name"),
    )
    op.execute(
        "INSERT INTO project (team_id, name, title, made_at)"
        " SELECT team_id, project, project, min(created_at) FROM task WHERE project IS NOT NULL"
        " GROUP BY team_id, project"
    )
