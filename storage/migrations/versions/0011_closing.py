"""Chats that are closed to writing in their quiet hours, and what is put back when they open."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant, Json

revision = "0011_closing"
down_revision = "0010_digest"


def upgrade() -> None:
    op.create_table(
        "closure",
        sa.Column("chat_id", Id, sa.ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("look_at", Instant, nullable=True),
        sa.Column("before", Json, nullable=True),
        sa.Column("closed", Json, nullable=True),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("until", Instant, nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
    )
    is_due = sa.text("look_at IS NOT NULL")
    op.create_index("ix_closure_look_at", "closure", ["look_at"], sqlite_where=is_due, postgresql_where=is_due)
