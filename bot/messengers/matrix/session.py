"""What the bot keeps in its folder: who it is on Matrix, on which device, and the keys of that device.

Device and keys belong together. Keys that were lost make the device worthless, and a new login makes a new one.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bot.config import MATRIX_LOGIN

_LOCK = "lock"
_LOG_IN = "Run `accalmie matrix login` once."


class Unusable(Exception):
    """The folder holds no login that can be used; says in one sentence why and what helps."""


class Taken(Unusable):
    """Another process uses the login."""


@dataclass(frozen=True)
class Session:
    """One device of one account. `server`: where it is reached (https://matrix.example.org). `pickle_key` locks the
    keys of the device; it can never change."""

    server: str
    user: str  # @accalmie:example.org
    device: str
    token: str = field(repr=False)
    pickle_key: str = field(repr=False)

    @property
    def store(self) -> str:
        """The file of its keys. Each device has one of its own, so that the login is changed by changing one file."""
        return f"keys_{self.device}.db"


def load(folder: Path) -> Session:
    """The login that is kept in a folder, together with its keys. Raises Unusable."""
    session = peek(folder)
    if session is None:
        raise Unusable(f"{folder} holds no login at Matrix. {_LOG_IN}")
    if not (folder / session.store).exists():
        raise Unusable(f"The keys of the device are gone from {folder}: it can read nothing any more. {_LOG_IN}")
    return session


def peek(folder: Path) -> Session | None:
    """The login that is kept in a folder, be its keys there or not. Raises Unusable if it cannot be read."""
    try:
        return Session(**json.loads((folder / MATRIX_LOGIN).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        raise Unusable(f"The login in {folder} cannot be read. {_LOG_IN}") from None


def save(folder: Path, session: Session) -> None:
    """Keep a login, for this account of the machine alone."""
    keep(folder / MATRIX_LOGIN, json.dumps(asdict(session)))


def keep(file: Path, words: str) -> None:
    """Write a file that only this account of the machine can read, whole or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(words)
        out.flush()
        os.fsync(out.fileno())
    new.replace(file)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While one process uses the keys no other may: each use changes them. Raises Unusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        opened = (folder / _LOCK).open("a")
    except OSError:
        raise Unusable(f"{folder} has to be a folder that we may write.") from None
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Taken(f"Another process uses the login in {folder}. Only one may; stop the other one.") from None
        yield
