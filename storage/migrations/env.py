"""How Alembic reaches the database: through the connection that `storage.schema` hands it."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  # the tables register themselves

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
