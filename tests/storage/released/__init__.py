"""Databases that earlier releases wrote (see README.md)."""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

HERE = Path(__file__).parent
KINDS = ("sqlite", "postgresql")
YEAR = "-year"
"""After the name of a migration: a database in which a year passed."""


def dumps() -> list[tuple[str, str]]:
    """The migration that was its newest, and the kind of database, of each that is here."""
    return sorted((parts[0], parts[1]) for parts in (path.name.split(".") for path in HERE.glob("*.sql.xz")))


def dump(migration: str, kind: str) -> Path:
    return HERE / f"{migration}.{kind}.sql.xz"


def load(migration: str, kind: str, url: str) -> None:
    """Write a dump into the empty database at a URL."""
    statements = lzma.decompress(dump(migration, kind).read_bytes()).decode()
    if kind == "sqlite":
        file = make_url(url).database
        assert file
        with closing(sqlite3.connect(file)) as database:
            database.executescript(statements)
        return
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(statements.encode())
