"""Deadlines: the country of a team, which settles dates; the part of a day; the zone in which a repetition was said."""

import sqlalchemy as sa
from alembic import op

revision = "0003_deadlines"
down_revision = "0002_life_of_a_task"


def upgrade() -> None:
    op.add_column("team", sa.Column("country", sa.String(), nullable=True))
    op.add_column("task", sa.Column("due_part", sa.String(), nullable=True))
    op.add_column("task", sa.Column("repeat_zone", sa.String(), nullable=True))
