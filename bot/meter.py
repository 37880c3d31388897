"""What is counted while the bot runs. Nothing of it says who, or what was said."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from bot.departure import Departure


class Meter(Protocol):
    """Each is entered around what it counts, and sees how that ends."""

    def heard(self, messenger: str) -> AbstractContextManager[object]:
        """Something that somebody did is handled, to its commit."""

    def sends(self, departure: Departure) -> AbstractContextManager[object]:
        """A letter is handed to its messenger."""

    def beats(self) -> AbstractContextManager[object]:
        """Time passes."""


class Unmeasured:
    """Counts nothing."""

    def heard(self, messenger: str) -> AbstractContextManager[object]:
        return nullcontext()

    def sends(self, departure: Departure) -> AbstractContextManager[object]:
        return nullcontext()

    def beats(self) -> AbstractContextManager[object]:
        return nullcontext()
