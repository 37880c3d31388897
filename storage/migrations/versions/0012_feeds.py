"""Private addresses at which calendars read."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0012_feeds"
down_revision = "0011_closing"


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("hashed", sa.String(), nullable=False),
        sa.Column("made_at", Instant, nullable=False),
        sa.UniqueConstraint("team_id", "person_id", "whole"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feed_person_id", "feed", ["person_id"])
    op.create_index("ix_feed_hashed", "feed", ["hashed"], unique=True)
