"""Somebody is looked for to take a task, one after the other is asked; and who does not want to be."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0019_searching"
down_revision = "0018_hours"


def upgrade() -> None:
    op.create_table(
        "search",
        sa.Column("id", Id, primary_key=True),
        sa.Column("task_id", Id, sa.ForeignKey("task.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("leads_id", Id, sa.ForeignKey("person.id", ondelete="SET NULL"), nullable=True),
        sa.Column("asked_id", Id, sa.ForeignKey("person.id", ondelete="SET NULL"), nullable=True),
        sa.Column("moves_on_at", Instant, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_search_person_id", "search", ["person_id"])
    op.create_index("ix_search_moves_on_at", "search", ["moves_on_at"])
    op.create_table(
        "unsought",
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_unsought_person_id", "unsought", ["person_id"])
