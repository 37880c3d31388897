"""No id of a person or team is given twice, in SQLite files of the first release, too."""

import sqlalchemy as sa
from alembic import op

revision = "0021_ids"
down_revision = "0020_copies"


def upgrade() -> None:
    rows = op.get_bind()
    if rows.dialect.name != "sqlite":
        return
    for table in ("person", "team"):
        (made,) = rows.execute(_MADE, {"table": table}).scalars()
        if "AUTOINCREMENT" in made:
            continue
        indexes = rows.execute(_INDEXES, {"table": table}).scalars().all()
        columns = made[made.index("(") :].replace("\n\tPRIMARY KEY (id)\n", "").rstrip(")").rstrip(", ")
        numbered = columns.replace("id INTEGER NOT NULL", "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", 1)
        op.execute(f"CREATE TABLE {table}_anew {numbered})")
        op.execute(f"INSERT INTO {table}_anew SELECT * FROM {table}")  # noqa: S608  # two names of ours
        op.execute(f"DROP TABLE {table}")
        op.execute(f"ALTER TABLE {table}_anew RENAME TO {table}")
        for index in indexes:
            op.execute(index)


_MADE = sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :table")
_INDEXES = sa.text("SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql IS NOT NULL")
