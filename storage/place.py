"""Where a database in a file stands, and whether it can be there."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import URL

LOCK = ".lock"
"""Ends the name of the file beside it by which one process keeps others from running the bot on it."""


def file_at(address: URL) -> Path | None:
    """The file of a SQLite database; None: it is in memory, or no SQLite."""
    is_file = address.get_backend_name() == "sqlite" and address.database not in (None, "", ":memory:")
    return Path(str(address.database)) if is_file else None


def unwritable(address: URL) -> str | None:
    """Why a SQLite database cannot be made or written, and what helps, in one sentence; None: nothing is wrong with
    that."""
    file = file_at(address)
    if file is None:
        return None
    file = file.absolute()
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}: mkdir -p {file.parent}"
    beside = [file.with_name(file.name + suffix) for suffix in ("", "-wal", "-shm", LOCK)]
    for path in (file.parent, *beside):
        if path.exists() and not os.access(path, os.W_OK):
            who = os.geteuid()
            return f"{path} cannot be written by user {who}, as whom the bot runs: chown -R {who} {file.parent}"
    return None
