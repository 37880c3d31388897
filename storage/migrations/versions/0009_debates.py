"""Debates that are set aside: topics with their cards, what people think of them, and lines asked for in private."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0009_debates"
down_revision = "0008_voices"


def upgrade() -> None:
    op.create_table(
        "debate",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("fate", sa.String(), nullable=False),
        sa.Column("author_id", Id, sa.ForeignKey("person.id", ondelete="SET NULL"), nullable=True),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("source_message", sa.String(), nullable=True),
        sa.Column("parked_at", Instant, nullable=False),
        sa.Column("due_at", Instant, nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("told_in", Id, sa.ForeignKey("digest.id", ondelete="SET NULL"), nullable=True),
        sa.UniqueConstraint("team_id", "number"),
    )
    op.create_index("ix_debate_source", "debate", ["team_id", "source_message"])
    is_due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_debate_due_at", "debate", ["due_at"], sqlite_where=is_due, postgresql_where=is_due)
    op.create_table(
        "debate_view",
        sa.Column("id", Id, primary_key=True),
        sa.Column("debate_id", Id, sa.ForeignKey("debate.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="SET NULL"), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("shown_from", Instant, nullable=False),
        sa.Column("gone_from", Instant, nullable=True),
        sa.UniqueConstraint("debate_id", "person_id"),
    )
    op.create_index("ix_debate_view_debate_id", "debate_view", ["debate_id"])
    op.add_column("letter", sa.Column("debate_id", Id, nullable=True))
    has_one = sa.text("debate_id IS NOT NULL")
    op.create_index(
        "ix_letter_debate", "letter", ["debate_id", "chat_id"], sqlite_where=has_one, postgresql_where=has_one
    )
