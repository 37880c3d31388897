"""Room on the disks where the bot keeps something."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.config import Config
from storage.place import file_at

SPARE = 200 * 1024**2
"""Bytes that have to be free beside a copy of the database, as each upgrade makes one."""


@dataclass(frozen=True)
class Room:
    """On one disk, in bytes. `kept`: what the database takes there."""

    folder: Path
    free: int
    kept: int

    @property
    def is_little(self) -> bool:
        return self.free < SPARE + self.kept

    def __str__(self) -> str:
        return f"The disk of {self.folder} is nearly full: {told(self.free)} are left."


def rooms(settings: Config) -> Iterator[Room]:
    """One for each disk. What a PostgreSQL database takes is its server's affair. Raises OSError."""
    seen: set[int] = set()
    file = database_file(settings)
    places = [file.absolute().parent] if file is not None else []
    if settings.matrix.is_used:
        places.append(Path(settings.matrix.folder).absolute())
    for folder in places:
        if (disk := folder.stat().st_dev) not in seen:
            seen.add(disk)
            kept = size_of(file) if file is not None and folder == places[0] else 0
            yield Room(folder, shutil.disk_usage(folder).free, kept)


def database_file(settings: Config) -> Path | None:
    """The file of the database; None: it has none."""
    return file_at(make_url(settings.database.url.get_secret_value()))


def size_of(file: Path) -> int:
    """With the log that stands beside it."""
    both = (file, file.with_name(f"{file.name}-wal"))
    return sum(each.stat().st_size for each in both if each.exists())


def told(size: float) -> str:
    """Bytes, as people read them: `14 MB`."""
    for unit in ("bytes", "kB", "MB"):
        if size < 1024:
            return f"{size:.0f} {unit}"
        size /= 1024
    return f"{size:.1f} GB"
