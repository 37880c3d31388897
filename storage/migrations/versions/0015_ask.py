"""Requests that people make of each other in private, and who wants none."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0015_ask"
down_revision = "0014_care"


def upgrade() -> None:
    op.create_table(
        "request",
        sa.Column("id", Id, primary_key=True),
        sa.Column("team_id", Id, sa.ForeignKey("team.id", ondelete="CASCADE"), nullable=False),
        sa.Column("asker_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("see", sa.String(), nullable=False),
        sa.Column("feel", sa.String(), nullable=False),
        sa.Column("need", sa.String(), nullable=False),
        sa.Column("want", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("begun_at", Instant, nullable=False),
        sa.Column("sent_at", Instant, nullable=True),
        sa.Column("erase_at", Instant, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_request_team_id", "request", ["team_id"])
    op.create_index("ix_request_asker_id", "request", ["asker_id"])
    op.create_index("ix_request_erase_at", "request", ["erase_at"])
    op.create_table(
        "asked",
        sa.Column("id", Id, primary_key=True),
        sa.Column("request_id", Id, sa.ForeignKey("request.id", ondelete="CASCADE"), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_asked_request_id", "asked", ["request_id"])
    op.create_index("ix_asked_person_id", "asked", ["person_id"])
    op.create_table(
        "unasked",
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    )
