"""A small disk of its own, which can be filled: a file system in memory that only those see who are put before it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import do_without

_MEGABYTE = 1 << 20
_MOUNT = 'mount -t tmpfs -o size="$1"m none "$2" && echo there && exec sleep infinity'
_NAMES = "a disk of our own needs unshare and nsenter, as root or where everybody may make user namespaces"


@dataclass(frozen=True)
class Disk:
    """`folder` is where it is for those whose command begins with `inside`. `here` is the same for all others, but
    SQLite does not find it there."""

    folder: Path
    here: Path
    inside: tuple[str, ...]

    def fill(self) -> None:
        """To the last byte."""
        with (self.here / "ballast").open("ab", buffering=0) as ballast:
            for size in (_MEGABYTE, 4096, 1):
                try:
                    while ballast.write(bytes(size)):
                        pass
                except OSError:  # there is no room for that much
                    pass

    def copy(self, database: str, to: Path) -> None:
        """A database on it as it is now, as a file elsewhere."""
        to.unlink(missing_ok=True)
        copies = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', sys.argv[2:])"
        subprocess.run([*self.inside, sys.executable, "-c", copies, self.folder / database, to], check=True)

    def make_room(self) -> None:
        (self.here / "ballast").unlink(missing_ok=True)


@contextmanager
def a_disk(folder: Path, megabytes: int) -> Iterator[Disk]:
    """Which is gone at the end, with all that is on it. Skips the test where there can be none; in CI that fails it."""
    folder.mkdir()
    alone, enter = ["--mount"], ["--mount"]
    if os.geteuid() != 0:
        alone += ["--user", "--map-root-user"]
        enter += ["--user", "--preserve-credentials"]
    command = ["unshare", *alone, "sh", "-c", _MOUNT, "sh", str(megabytes), str(folder)]
    try:
        holder = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        do_without(Exception(_NAMES))
    with holder:
        assert holder.stdout is not None
        try:
            if holder.stdout.readline() != b"there\n":
                do_without(Exception(_NAMES))
            inside = ("nsenter", "--target", str(holder.pid), *enter)
            yield Disk(folder, Path(f"/proc/{holder.pid}/root{folder}"), inside)
        finally:
            holder.kill()
