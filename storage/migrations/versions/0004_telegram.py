"""Telegram: topics, whispers, what the bot can do in a chat and since when it is there, how long a change is kept."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0004_telegram"
down_revision = "0003_deadlines"


def upgrade() -> None:
    op.add_column("letter", sa.Column("thread", sa.String(), nullable=False, server_default=""))
    op.add_column("letter", sa.Column("whispered_in", Id, nullable=True))
    op.add_column("chat", sa.Column("digest_thread", sa.String(), nullable=False, server_default=""))
    op.add_column("chat", sa.Column("joined_at", Instant, nullable=True))
    op.add_column("chat", sa.Column("abilities", sa.String(), nullable=True))
    op.add_column("chat", sa.Column("moved_from", sa.String(), nullable=True))
    op.add_column("change", sa.Column("forget_at", Instant, nullable=True))
    op.execute("UPDATE change SET forget_at = at")
