"""What people say by way of the bot: something urgent, and what waits for the morning."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0008_voices"
down_revision = "0007_talk"


def upgrade() -> None:
    op.create_table(
        "urgent",
        *_who_and_when(),
        sa.Column("in_group", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("told_in", Id, sa.ForeignKey("digest.id", ondelete="SET NULL"), nullable=True),
        sa.Column("forget_at", Instant, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_urgent_team_id", "urgent", ["team_id"])
    op.create_index("ix_urgent_forget_at", "urgent", ["forget_at"])
    op.create_table(
        "later",
        *_who_and_when(),
        sa.Column("chat_id", Id, sa.ForeignKey("chat.id", ondelete="CASCADE"), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("carrier", sa.String(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_later_team_id", "later", ["team_id"])
    op.create_index("ix_later_carrier", "later", ["carrier"])


def _who_and_when() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", Instant, nullable=False),
    )
