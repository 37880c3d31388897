"""What the bot can hear and do in a chat, as its messenger says."""

import sqlalchemy as sa
from alembic import op

revision = "0005_abilities"
down_revision = "0004_topics"


def upgrade() -> None:
    op.add_column("chat", sa.Column("abilities", sa.String(), nullable=True))
