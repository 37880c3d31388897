"""Tasks that are dates: milestones and events."""

import sqlalchemy as sa
from alembic import op

revision = "0016_projects"
down_revision = "0015_ask"


def upgrade() -> None:
    op.add_column("task", sa.Column("kind", sa.String(), nullable=False, server_default="task"))
