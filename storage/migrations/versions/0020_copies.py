"""Several processes on one PostgreSQL: whose hands a letter is in, and by which messenger alone it can leave."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id

revision = "0020_copies"
down_revision = "0019_searching"
UNDER_WAY = "state IN ('waiting', 'unknown', 'attempting')"


def upgrade() -> None:
    op.add_column("letter", sa.Column("owner", Id, nullable=True))
    op.add_column("letter", sa.Column("goes_by", sa.String(), nullable=True))
    where = sa.text(UNDER_WAY)
    op.create_index("ix_letter_way", "letter", ["recipient"], sqlite_where=where, postgresql_where=where)
