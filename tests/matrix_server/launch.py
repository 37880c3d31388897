"""Synapse, until nobody holds the other end of its standard input: run by the Python of `.venv/synapse`, not by ours.

However the tests end, even killed, the pipe to this process closes, and it leaves nothing behind that runs.
"""

from __future__ import annotations

import os
import threading

from synapse.app.homeserver import main
from synapse.storage.engines.sqlite import Sqlite3Engine


def _ends_with_the_tests() -> None:
    while os.read(0, 1):
        pass
    os._exit(0)


def _without_waiting_for_the_disk() -> None:
    """What a test said may be lost with the machine, though not with the process."""
    connected = Sqlite3Engine.on_new_connection

    def quickly(self: Sqlite3Engine, connection: object) -> None:
        connected(self, connection)
        connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]  # Synapse's own kind

    Sqlite3Engine.on_new_connection = quickly


if __name__ == "__main__":
    threading.Thread(target=_ends_with_the_tests, daemon=True).start()
    _without_waiting_for_the_disk()
    main()
