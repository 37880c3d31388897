"""Life of a task: notes, thanks, roles, what can be taken back, and chats that wait for their host."""

import sqlalchemy as sa
from alembic import op

from domain.text import search_text
from storage.columns import Id, Instant, Json

revision = "0002_life_of_a_task"
down_revision = "0001_first_light"


def upgrade() -> None:
    op.execute("ALTER TABLE membership RENAME COLUMN coordinator TO administrator")
    op.add_column("team", sa.Column("erase_at", Instant, nullable=True))
    op.add_column("chat", sa.Column("code", sa.String(), nullable=True))
    op.add_column("chat", sa.Column("leave_at", Instant, nullable=True))
    op.add_column("chat", sa.Column("gone_at", Instant, nullable=True))
    op.create_index("ix_chat_code", "chat", ["code"], unique=True)
    op.add_column("membership", sa.Column("asked_at", Instant, nullable=True))
    op.add_column("membership", sa.Column("named", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("membership", sa.Column("erase_at", Instant, nullable=True))
    _index_where("ix_membership_erase_at", "membership", "erase_at")
    op.create_index("ix_membership_person_id", "membership", ["person_id"])
    op.execute("UPDATE membership SET asked_at = joined_at")
    op.add_column("task", sa.Column("closed_why", sa.String(), nullable=True))
    op.add_column("task", sa.Column("asked_in", sa.String(), nullable=True))
    _index_where("ix_task_asked_in", "task", "team_id", "asked_in")
    op.add_column("task", sa.Column("follows_id", Id, nullable=True))
    _index_where("ix_task_follows_id", "task", "follows_id")
    _index_where("ix_letter_edits", "letter", "edits")
    op.add_column("choice", sa.Column("team_id", Id, nullable=True))
    op.add_column("choice", sa.Column("forget_at", Instant, nullable=True))
    _index_where("ix_choice_forget_at", "choice", "forget_at")
    op.add_column("assignment", sa.Column("helps", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "note",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_note_task_id", "note", ["task_id"])
    op.create_table(
        "thanks",
        sa.Column("id", Id, nullable=False),
        sa.Column("team_id", Id, nullable=False),
        sa.Column("by_id", Id, nullable=False),
        sa.Column("to_id", Id, nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("told_in", Id, nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["told_in"], ["digest.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_thanks_team_id", "thanks", ["team_id"])
    op.create_table(
        "role",
        sa.Column("id", Id, nullable=False),
        sa.Column("team_id", Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("holder_id", Id, nullable=True),
        sa.Column("asked_id", Id, nullable=True),
        sa.Column("asked_by_id", Id, nullable=True),
        sa.Column("asked_at", Instant, nullable=True),
        sa.Column("lapses_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["holder_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["asked_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "folded"),
        sqlite_autoincrement=True,
    )
    _index_where("ix_role_lapses_at", "role", "lapses_at")
    op.create_table(
        "change",
        sa.Column("team_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("before", Json, nullable=False),
        sa.Column("after", Json, nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "person_id"),
    )
    _write_search_text_anew()


def _write_search_text_anew() -> None:
    """It was the folded title, and is now its words with a space before each."""
    task = sa.table("task", sa.column("id"), sa.column("title"), sa.column("search_text"))
    rows = op.get_bind()
    anew = [{"its_id": row.id, "words": search_text(row.title)} for row in rows.execute(sa.select(task))]
    if anew:
        rows.execute(
            task.update().where(task.c.id == sa.bindparam("its_id")).values(search_text=sa.bindparam("words")), anew
        )


def _index_where(name: str, table: str, *columns: str) -> None:
    there = sa.text(f"{columns[-1]} IS NOT NULL")
    op.create_index(name, table, list(columns), sqlite_where=there, postgresql_where=there)
