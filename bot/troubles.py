"""What is wrong at present: told in the log once when it begins and once when it is over, and to whoever asks."""

from __future__ import annotations

import logging
from collections.abc import Mapping

_log = logging.getLogger(__name__)
DISK, CLOCK, DATABASE = "disk", "clock", "database"
"""The kinds that there are, beside the names of messengers."""


class Troubles:
    """One bot's, by kind. Each is one sentence, with nobody's name in it."""

    def __init__(self) -> None:
        self._now: dict[str, str] = {}

    @property
    def now(self) -> Mapping[str, str]:
        return dict(self._now)

    def begins(self, kind: str, sentence: str) -> None:
        """It is so. Where it was so already, the log is told nothing, and the sentence of now is kept."""
        if kind not in self._now:
            _log.warning("%s", sentence)
        self._now[kind] = sentence

    def ends(self, kind: str, sentence: str) -> None:
        """It is not so any more; told only if it was."""
        if self._now.pop(kind, None) is not None:
            _log.warning("%s", sentence)
