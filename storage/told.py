"""What a digest tells: what was marked with it, and with those before it that were not told in its chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """The digests after one (row ids; None: this one alone) until another."""

    until: int
    after: int | None = None


def is_told(column: Any, told: Told | None) -> Any:
    """Is a row marked with one of these digests, or (None) with none yet?"""
    if told is None:
        return column.is_(None)
    if told.after is None:
        return column == told.until
    return (column > told.after) & (column <= told.until)
