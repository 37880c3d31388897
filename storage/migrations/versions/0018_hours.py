"""What people can give in a week, and what a task counts that says nothing of its effort."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id

revision = "0018_hours"
down_revision = "0017_events"


def upgrade() -> None:
    op.add_column("team", sa.Column("default_effort", sa.Integer(), nullable=True, server_default="60"))
    for table in ("hours", "week_hours"):
        op.create_table(
            table,
            sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), primary_key=True),
            sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
            *([sa.Column("monday", sa.Date(), primary_key=True)] if table == "week_hours" else []),
            sa.Column("least", sa.Integer(), nullable=False),
            sa.Column("most", sa.Integer(), nullable=False),
        )
        op.create_index(f"ix_{table}_person_id", table, ["person_id"])
    op.create_index("ix_week_hours_monday", "week_hours", ["monday"])
