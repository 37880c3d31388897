"""Several chats of one team, several accounts of one person, and the codes that link them."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant

revision = "0013_link"
down_revision = "0012_feeds"


def upgrade() -> None:
    op.add_column("chat", sa.Column("title", sa.String(), nullable=True))
    op.add_column("chat", sa.Column("digest_told", Id, nullable=True))
    op.add_column("membership", sa.Column("role_in", Id, nullable=True))
    op.add_column("task", sa.Column("home_id", Id, nullable=True))
    op.add_column("debate", sa.Column("home_id", Id, nullable=True))
    op.add_column("account", sa.Column("acted_at", Instant, nullable=True))
    op.add_column("letter", sa.Column("account_id", Id, nullable=True))
    op.create_table(
        "link",
        sa.Column("id", Id, primary_key=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person_id", Id, sa.ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
        sa.Column("account_id", Id, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
        sa.Column("chat_id", Id, sa.ForeignKey("chat.id", ondelete="CASCADE"), nullable=True),
        sa.Column("for_id", Id, nullable=True),
        sa.Column("expires_at", Instant, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_link_code", "link", ["code"], unique=True)
    op.create_index("ix_link_person_id", "link", ["person_id"])
    op.create_index("ix_link_expires_at", "link", ["expires_at"])
    op.create_table(
        "link_try",
        sa.Column("id", Id, primary_key=True),
        sa.Column("account_id", Id, sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=True),
        sa.Column("at", Instant, nullable=False),
    )
    op.create_index("ix_link_try_account_id", "link_try", ["account_id"])
    op.create_index("ix_link_try_at", "link_try", ["at"])
    op.create_table(
        "seen",
        sa.Column("chat_id", Id, sa.ForeignKey("chat.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("account_id", Id, sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_seen_account_id", "seen", ["account_id"])
