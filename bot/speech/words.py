"""What a letter is once it has been put into words: lines of runs, and buttons with labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from domain.document import Style


class Mark(StrEnum):
    """What a run is, so that a messenger can show it its own way."""

    TEXT = "text"
    STRONG = "strong"
    PERSON = "person"  # a mention; `ref` is the person's id
    LINK = "link"  # `ref` is the URL
    COMMAND = "command"  # to be typed as it stands
    MOMENT = "moment"  # `ref` is the instant, in seconds since 1970 UTC


@dataclass(frozen=True, slots=True)
class Run:
    """Words with one mark."""

    text: str
    mark: Mark = Mark.TEXT
    ref: str | int | None = None


@dataclass(frozen=True)
class SpokenLine:
    """One line in words."""

    runs: tuple[Run, ...]
    style: Style = Style.PLAIN

    @property
    def plain(self) -> str:
        """The line as a person reads it."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class SpokenChoice:
    """A button in words: its canonical command line ("take 12"), its label, for whom it is (None: anyone), and what one
    would type instead of pressing it ("!prendre 12")."""

    command: str
    label: str
    person: int | None = None
    typed: str = ""


@dataclass(frozen=True)
class Speech:
    """A whole letter in words."""

    lines: tuple[SpokenLine, ...]
    choices: tuple[SpokenChoice, ...] = ()

    @property
    def plain(self) -> str:
        """The lines as a person reads them."""
        return "\n".join(line.plain for line in self.lines)


@dataclass(frozen=True)
class Voice:
    """How one reader is spoken to. `names` gives commands their local names ("task" is "tache").

    A command without a local name is typed by its canonical one. A strict voice raises Unsayable where
    another makes do with what it has, and logs.
    """

    language: str
    zone: ZoneInfo
    prefix: str = "/"
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    strict: bool = False
