"""First light: teams, tasks, promises, the inbox and the outbox."""

import sqlalchemy as sa
from alembic import op

from storage.columns import Id, Instant, Json

revision = "0001_first_light"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("own_account", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("handled_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("own_account", "event"),
    )
    op.create_table(
        "person",
        sa.Column("id", Id, nullable=False),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "team",
        sa.Column("id", Id, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "account",
        sa.Column("id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("messenger", sa.String(), nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("handle", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("told_on", Id, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("messenger", "server", "external_id"),
    )
    with op.batch_alter_table("account", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_account_told_on",
            ["told_on"],
            unique=False,
            sqlite_where=sa.text("told_on IS NOT NULL"),
            postgresql_where=sa.text("told_on IS NOT NULL"),
        )

    op.create_table(
        "chat",
        sa.Column("id", Id, nullable=False),
        sa.Column("team_id", Id, nullable=False),
        sa.Column("messenger", sa.String(), nullable=False),
        sa.Column("server", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("quiet", Json, nullable=False),
        sa.Column("digest_weekday", sa.Integer(), nullable=True),
        sa.Column("digest_time", sa.String(), nullable=False),
        sa.Column("digest_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("messenger", "server", "external_id", "thread"),
    )
    with op.batch_alter_table("chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_chat_digest_at"), ["digest_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_chat_team_id"), ["team_id"], unique=False)

    op.create_table(
        "digest",
        sa.Column("id", Id, nullable=False),
        sa.Column("team_id", Id, nullable=False),
        sa.Column("window_start", Instant, nullable=False),
        sa.Column("window_end", Instant, nullable=False),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "window_start"),
    )
    op.create_table(
        "membership",
        sa.Column("team_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("coordinator", sa.Boolean(), nullable=False),
        sa.Column("joined_at", Instant, nullable=False),
        sa.Column("left_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("team_id", "person_id"),
    )
    op.create_table(
        "task",
        sa.Column("id", Id, nullable=False),
        sa.Column("team_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("search_text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("author_id", Id, nullable=True),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.Column("due_at", Instant, nullable=True),
        sa.Column("deadline", Instant, nullable=True),
        sa.Column("due_set_at", Instant, nullable=True),
        sa.Column("due_revision", sa.Integer(), nullable=False),
        sa.Column("doubt", Json, nullable=True),
        sa.Column("repeat", sa.String(), nullable=True),
        sa.Column("project", sa.String(), nullable=True),
        sa.Column("effort_minutes", sa.Integer(), nullable=True),
        sa.Column("important", sa.Boolean(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("help_wanted", sa.Boolean(), nullable=False),
        sa.Column("for_name", sa.String(), nullable=True),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("source_message", sa.String(), nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("closed_at", Instant, nullable=True),
        sa.Column("told_in", Id, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["told_in"], ["digest.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("team_id", "number"),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index("ix_task_open", ["team_id", "state", "deadline"], unique=False)
        batch_op.create_index("ix_task_source", ["team_id", "source_message"], unique=False)
        batch_op.create_index("ix_task_told", ["team_id", "state", "told_in"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("by_id", Id, nullable=True),
        sa.Column("since", Instant, nullable=False),
        sa.Column("lapses_at", Instant, nullable=True),
        sa.Column("nudge_at", Instant, nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("task_id", "person_id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignment_lapses_at",
            ["lapses_at"],
            unique=False,
            sqlite_where=sa.text("lapses_at IS NOT NULL"),
            postgresql_where=sa.text("lapses_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_assignment_nudge_at",
            ["nudge_at"],
            unique=False,
            sqlite_where=sa.text("nudge_at IS NOT NULL"),
            postgresql_where=sa.text("nudge_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_assignment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dependency",
        sa.Column("task_id", Id, nullable=False),
        sa.Column("waits_for_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["waits_for_id"], ["task.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("task_id", "waits_for_id"),
    )
    with op.batch_alter_table("dependency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dependency_waits_for_id"), ["waits_for_id"], unique=False)

    op.create_table(
        "history",
        sa.Column("id", Id, nullable=False),
        sa.Column("task_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("at", Instant, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("detail", Json, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_task_id"), ["task_id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", Id, nullable=False),
        sa.Column("team_id", Id, nullable=False),
        sa.Column("chat_id", Id, nullable=True),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("task_id", Id, nullable=True),
        sa.Column("digest_id", Id, nullable=True),
        sa.Column("document", Json, nullable=True),
        sa.Column("detail", Json, nullable=True),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.Column("edits", Id, nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("joined_into", Id, nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("fleeting", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=True),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("left_at", Instant, nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["chat_id"], ["chat.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["edits"], ["letter.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["joined_into"], ["letter.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cause", "kind", "recipient", "ordinal"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(
            "ix_letter_about",
            ["task_id", "kind", "chat_id"],
            unique=False,
            sqlite_where=sa.text("task_id IS NOT NULL"),
            postgresql_where=sa.text("task_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_letter_joined_into",
            ["joined_into"],
            unique=False,
            sqlite_where=sa.text("joined_into IS NOT NULL"),
            postgresql_where=sa.text("joined_into IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_letter_message",
            ["recipient", "message_id"],
            unique=False,
            sqlite_where=sa.text("message_id IS NOT NULL"),
            postgresql_where=sa.text("message_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_letter_pending",
            ["not_before"],
            unique=False,
            sqlite_where=sa.text("state IN ('waiting', 'unknown', 'attempting')"),
            postgresql_where=sa.text("state IN ('waiting', 'unknown', 'attempting')"),
        )
        batch_op.create_index(
            "ix_letter_sounds",
            ["recipient", "left_at"],
            unique=False,
            sqlite_where=sa.text("sound IS 1"),
            postgresql_where=sa.text("sound"),
        )
        batch_op.create_index(batch_op.f("ix_letter_team_id"), ["team_id"], unique=False)

    op.create_table(
        "choice",
        sa.Column("id", Id, nullable=False),
        sa.Column("letter_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("needs", Id, nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_choice_letter_id"), ["letter_id"], unique=False)
