"""Where a database in a file stands: whether the bot may write there."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL


def unwritable(address: URL) -> str | None:
    """Why a SQLite database cannot be written, and what helps, in one sentence; None: nothing is wrong with that."""
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    file = Path(str(address.database)).absolute()
    beside = [file.with_name(file.name + suffix) for suffix in ("", "-wal", "-shm")]
    for path in (file.parent, *beside):
        if path.exists() and not os.access(path, os.W_OK):
            who = os.geteuid()
            return f"{path} cannot be written by user {who}, as whom the bot runs: chown -R {who} {file.parent}"
    return None
