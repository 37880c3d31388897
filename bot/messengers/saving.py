"""Files of letters, where no messenger takes them: in a folder of this machine."""

from __future__ import annotations

from pathlib import Path

from bot.departure import Departure


def save(departure: Departure, folder: Path) -> Path | None:
    """Where the file of a letter is now; None if it has none. It is named after the letter, too: one that comes again
    takes its own place, and no other's."""
    if departure.file is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{departure.letter}-{departure.file.name}"
    path.write_bytes(departure.file.content)
    return path
