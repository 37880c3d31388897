"""Topics: where in a chat a letter goes, and its digest. Days away: how long a change is kept, when the bot came."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0004_topics"
down_revision = "0003_deadlines"


def upgrade() -> None:
    op.add_column("letter", sa.Column("thread", sa.String(), nullable=False, server_default=""))
    op.add_column("chat", sa.Column("digest_thread", sa.String(), nullable=False, server_default=""))
    op.add_column("chat", sa.Column("joined_at", Instant, nullable=True))
    op.add_column("change", sa.Column("forget_at", Instant, nullable=True))
    op.execute("UPDATE change SET forget_at = at")
