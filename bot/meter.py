"""What is counted while the bot runs. Nothing of it says who, or what was said."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from bot.departure import Departure


class Meter(Protocol):
    """Each is entered around what it counts, and sees how that ends."""

    def heard(self, messenger: str, action: str) -> AbstractContextManager[object]:
        """Something that somebody did is handled, to its commit."""

    def unheard(self, messenger: str, action: str) -> None:
        """Something is left unheard: it was too much at once."""

    def answered(self, messenger: str, status: int) -> None:
        """The server of a messenger answered, by HTTP; 0: it did not."""

    def commits(self) -> AbstractContextManager[object]:
        """The work of one transaction is done, to its commit."""

    def sends(self, departure: Departure) -> AbstractContextManager[object]:
        """A letter is handed to its messenger."""

    def beats(self) -> AbstractContextManager[object]:
        """Time passes."""


class Unmeasured:
    """Counts nothing."""

    def heard(self, messenger: str, action: str) -> AbstractContextManager[object]:
        return nullcontext()

    def unheard(self, messenger: str, action: str) -> None: ...

    def answered(self, messenger: str, status: int) -> None: ...

    def commits(self) -> AbstractContextManager[object]:
        return nullcontext()

    def sends(self, departure: Departure) -> AbstractContextManager[object]:
        return nullcontext()

    def beats(self) -> AbstractContextManager[object]:
        return nullcontext()
