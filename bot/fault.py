"""A fault of ours, as the log may tell it: what and where, never the words, which may be somebody's."""

from __future__ import annotations

import traceback
from pathlib import Path


def told(fault: BaseException) -> str:
    """The kind of error and the places it came through: `TypeError at receive.py:157, task.py:51`."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(fault).__name__} at {places}" if places else type(fault).__name__
