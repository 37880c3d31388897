"""Whispers: letters that one person alone sees in a chat."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id

revision = "0006_whispers"
down_revision = "0005_abilities"


def upgrade() -> None:
    op.add_column("letter", sa.Column("whispered_in", Id, nullable=True))
