"""Matrix: what a messenger has to remember, and reactions that did something, so that they can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0005_matrix"
down_revision = "0004_telegram"


def upgrade() -> None:
    op.create_table(
        "memory",
        sa.Column("own_account", sa.String(), primary_key=True),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
    )
    handled = sa.text("kind = 'ack' AND state = 'dropped'")
    op.create_index(
        "ix_letter_handled", "letter", ["recipient", "reply_to"], sqlite_where=handled, postgresql_where=handled
    )
