"""A letter's lines in as many messages as it needs: cut before a heading where there is one, else between lines, and a
single line that is too long between words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.speech import Run, SpokenLine
from domain.document import Style


@dataclass(frozen=True)
class Limit:
    """How long a text is for a messenger, and how long those of one message may be together, each with one more for the
    end of its line. The length of a text is the sum of those of its characters."""

    length: Callable[[str], int]
    most: int

    def parts(self, lines: Sequence[SpokenLine]) -> Iterator[list[SpokenLine]]:
        """As many lines as one message holds, sections kept together where that is possible."""
        part: list[SpokenLine] = []
        used = 0
        for section in _sections([piece for line in lines for piece in self._pieces(line)]):
            size = sum(self.length(line.plain) + 1 for line in section)
            if part and used + size - 1 > self.most:
                yield part
                part, used = [], 0
            for line in section:
                if part and used + self.length(line.plain) > self.most:
                    yield part
                    part, used = [], 0
                part.append(line)
                used += self.length(line.plain) + 1
        if part:
            yield part

    def _pieces(self, line: SpokenLine) -> Iterator[SpokenLine]:
        """The line, or the pieces of one that fills more than a message."""
        if self.length(line.plain) <= self.most:
            yield line
            return
        runs: list[Run] = []
        room = self.most
        for run in line.runs:
            text = run.text
            while self.length(text) > room:
                cut = self._last_space(text, room)
                yield SpokenLine((*runs, Run(text[:cut], run.mark, run.ref)), line.style)
                runs, text, room = [], text[cut:].lstrip(), self.most
            runs.append(Run(text, run.mark, run.ref))
            room -= self.length(text)
        yield SpokenLine(tuple(runs), line.style)

    def _last_space(self, text: str, room: int) -> int:
        """Where to cut so that what is before fits; between words, unless one alone fills the message."""
        fits, room_is_whole = 0, room == self.most
        for character in text:
            room -= self.length(character)
            if room < 0:
                break
            fits += 1
        space = text.rfind(" ", 1, fits + 1)
        return space if space > 0 else fits if room_is_whole else 0


def _sections(lines: list[SpokenLine]) -> Iterator[list[SpokenLine]]:
    starts = [0, *(place for place, line in enumerate(lines) if place and line.style is Style.HEADING), len(lines)]
    for start, end in pairwise(starts):
        if start < end:
            yield lines[start:end]
