"""Calm: a person's own quiet hours and absence, tasks that can be taken over, and whether public holidays count."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant, Json

revision = "0006_calm"
down_revision = "0005_matrix"


def upgrade() -> None:
    op.add_column("team", sa.Column("holidays", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("person", sa.Column("quiet", Json, nullable=True))
    op.add_column("person", sa.Column("away_since", Instant, nullable=True))
    op.add_column("person", sa.Column("away_until", Instant, nullable=True))
    is_away = sa.text("away_until IS NOT NULL")
    op.create_index("ix_person_away_until", "person", ["away_until"], sqlite_where=is_away, postgresql_where=is_away)
    op.add_column("assignment", sa.Column("offered", sa.Boolean(), nullable=False, server_default=sa.false()))
