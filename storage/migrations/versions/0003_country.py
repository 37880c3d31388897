"""The country of a team: which day a feast is, and whether 3/4 is in March or in April."""

import sqlalchemy as sa
from alembic import op

revision = "0003_country"
down_revision = "0002_life_of_a_task"


def upgrade() -> None:
    op.add_column("team", sa.Column("country", sa.String(), nullable=True))
