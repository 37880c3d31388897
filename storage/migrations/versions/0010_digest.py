"""The digest's private editions: one's own part, and the coordination's."""

import sqlalchemy as sa
from alembic import op

revision = "0010_digest"
down_revision = "0009_debates"


def upgrade() -> None:
    for name in ("own_digest", "watches"):
        op.add_column("membership", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
