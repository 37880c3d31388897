"""The charter of a team in versions, whom to turn to outside of it, and what is told its coordination in confidence."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0014_care"
down_revision = "0013_link"


def upgrade() -> None:
    op.add_column("team", sa.Column("outside", sa.String(), nullable=True))
    op.create_table(
        "charter",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.Column("told_in", Id, sa.ForeignKey("digest.id", ondelete="SET NULL"), nullable=True),
        sa.UniqueConstraint("team_id", "version"),
    )
    op.create_table(
        "report",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reporter_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("quoted_from", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_id", Id, sa.ForeignKey("person.id", ondelete="SET NULL"), nullable=True),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("sent_at", Instant, nullable=True),
        sa.Column("seen_at", Instant, nullable=True),
        sa.Column("ended_at", Instant, nullable=True),
        sa.Column("alone_at", Instant, nullable=True),
        sa.Column("look_at", Instant, nullable=True),
        sa.Column("erase_at", Instant, nullable=False),
        sa.UniqueConstraint("team_id", "number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_reporter", "report", ["team_id", "reporter_id"])
    is_due = sa.text("look_at IS NOT NULL")
    op.create_index("ix_report_look_at", "report", ["look_at"], sqlite_where=is_due, postgresql_where=is_due)
    op.create_index("ix_report_erase_at", "report", ["erase_at"])
    op.create_table(
        "report_keeper",
        sa.Column("report_id", Id, sa.ForeignKey("report.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("since", Instant, nullable=False),
        sa.Column("has_it", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_report_keeper_person_id", "report_keeper", ["person_id"])
    op.create_table(
        "report_line",
        sa.Column("id", Id, primary_key=True),
        sa.Column("report_id", Id, sa.ForeignKey("report.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="SET NULL"), nullable=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
    )
    op.create_index("ix_report_line_report_id", "report_line", ["report_id"])
