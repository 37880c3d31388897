"""Why a database does not do what it is told, in words that hold nothing of what was told."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

_SQLITE = {
    "SQLITE_BUSY": "another program holds it",
    "SQLITE_LOCKED": "another program holds it",
    "SQLITE_FULL": "its disk is full",
    "SQLITE_IOERR_SHMSIZE": "its disk is full",  # no room for the index of its log
    "SQLITE_READONLY": "it may not be written",
    "SQLITE_CANTOPEN": "its file cannot be opened",
    "SQLITE_IOERR": "its disk fails",
    "SQLITE_CORRUPT": "its file is damaged",
    "SQLITE_NOTADB": "its file is no database",
}
_POSTGRESQL = {
    "53100": "its disk is full",
    "53200": "it is out of memory",
    "53300": "too many are connected to it",
    "55P03": "another program holds it",
    "57014": "it took too long",
    "25006": "it may not be written",
}


def why(fault: BaseException) -> str:
    """Without a known reason: the kind of error."""
    cause = fault.orig if isinstance(fault, DBAPIError) else fault
    if (name := getattr(cause, "sqlite_errorname", None)) is not None:
        known = [words for code, words in _SQLITE.items() if str(name).startswith(code)]
        return known[0] if known else str(name)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        cannot = type(cause).__module__.startswith("psycopg") and type(cause).__name__ == "OperationalError"
        return "it cannot be reached" if cannot else type(cause).__name__
    return _POSTGRESQL.get(state, "it cannot be reached" if str(state).startswith(("08", "57P")) else f"error {state}")
