"""Topics: where in a chat a letter goes, and its digest."""

import sqlalchemy as sa
from alembic import op

revision = "0004_topics"
down_revision = "0003_deadlines"


def upgrade() -> None:
    op.add_column("letter", sa.Column("thread", sa.String(), nullable=False, server_default=""))
    op.add_column("chat", sa.Column("digest_thread", sa.String(), nullable=False, server_default=""))
