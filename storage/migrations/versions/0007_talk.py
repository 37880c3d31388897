"""How talkative the bot is in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0007_talk"
down_revision = "0006_calm"


def upgrade() -> None:
    op.add_column("chat", sa.Column("talk", sa.String(), nullable=False, server_default="normal"))
