"""The sheet that a terminal shows: rows with their times, below the headings that days and nights ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time
from typing import TextIO
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.terminal.drawing import Sheet, safe
from bot.terminal.narration import Narrator
from domain import quiet_hours, wall_clock
from domain.document import Phrase, phrase
from domain.quiet_hours import QuietHours

WIDEST = 80
SIGN = "> "  # where one types
_NAMES = 8
_UTC = ZoneInfo("UTC")


class Paper:
    """Prints to a terminal or a file. `hours`: the quiet hours whose nights get a heading; None: no such headings."""

    def __init__(self, sink: TextIO, narrator: Narrator) -> None:
        if hasattr(sink, "reconfigure"):
            sink.reconfigure(errors="replace")  # a terminal that knows few letters still shows the rest
        self._console = Console(file=sink, highlight=False, markup=False, emoji=False)
        self.narrator = narrator
        self.hours: QuietHours | None = None
        self.shown_at: datetime | None = None
        self._is_night = self._asks = False
        self._typed: str | None = None

    @property
    def is_terminal(self) -> bool:
        return self._console.is_terminal

    # ---- rows

    def row(self, at: datetime, zone: ZoneInfo, *cells: RenderableType) -> None:
        """One row: the time, if it is another minute or somebody speaks, then a name and words, or a letter."""
        before, self.shown_at = self.shown_at, at
        local = wall_clock.local(at, zone)
        if before is None or wall_clock.local_day(before, zone) != local.date():
            self._day(local, zone)
        self._night(at, zone)
        speaks = len(cells) > 1
        same_minute = before is not None and f"{before.astimezone(zone):%d %H:%M}" == f"{local:%d %H:%M}"
        row = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        row.add_column(width=5)
        if speaks:
            row.add_column(width=_NAMES, no_wrap=True)
        row.add_column(overflow="fold")  # Rich miscounts an emoji before a trailing space: never cut there
        row.add_row(Text("" if same_minute and not speaks else f"{local:%H:%M}", style="dim"), *cells)
        self.show(row)

    def _day(self, local: datetime, zone: ZoneInfo) -> None:
        said = self.narrator.day(local.date())
        midnight = wall_clock.instant(local.date(), time(), zone)
        if wall_clock.clock_change(midnight, wall_clock.end_of_day(local.date(), zone), zone) is not None:
            said += " · " + self.narrator(phrase("terminal-clocks"), zone)
        self.show(Text())
        self.show(Rule(Text(said, style="bold"), style="dim", align="left"))
        self._is_night = False

    def _night(self, at: datetime, zone: ZoneInfo) -> None:
        is_night = self.hours is not None and quiet_hours.is_quiet([self.hours], at, zone)
        if is_night and not self._is_night and self.hours is not None:
            opens = wall_clock.local(quiet_hours.opens([self.hours], at.astimezone(UTC), zone), zone)
            said = self.narrator(phrase("terminal-night", until=f"{opens:%H:%M}"), zone)
            self.show(Rule(Text(safe(said), style="magenta"), style="dim", align="left"))
        self._is_night = is_night

    # ---- sentences of the page itself

    def tell(self, *said: Phrase, zone: ZoneInfo = _UTC, style: str = "") -> None:
        for each in said:
            self.show(Text(safe(self.narrator(each, zone)), style=style))

    def title(self, said: Phrase) -> None:
        self.show(Text())
        self.show(Rule(Text(safe(self.narrator(said, _UTC)), style="bold"), style="green", characters="━"))

    def explain(self, said: Phrase, rows: Iterable[Sequence[Phrase]]) -> None:
        """What can be typed, and what it does."""
        table = Table.grid(padding=(0, 3, 0, 0))
        table.add_column(style="cyan", overflow="fold")
        table.add_column(overflow="fold")
        for pair in rows:
            table.add_row(*(Text(safe(self.narrator(each, _UTC))) for each in pair))
        self.tell(said, style="bold")
        self.show(Padding(table, (0, 0, 0, 2)))

    # ---- what is typed between the rows

    def ask(self) -> None:
        """Show that a line can be typed."""
        if not self._asks:
            self._console.file.write(SIGN)
            self._console.file.flush()
            self._asks = True

    def typed(self, line: str) -> None:
        """A line was typed where it was asked for."""
        if self._asks:
            self._asks, self._typed = False, line

    def forget_typed(self) -> None:
        """Take away the line that was just typed: it is about to be shown again, with its time and its name."""
        line, self._typed = self._typed, None
        if line is not None and not self._console.is_dumb_terminal:
            rows = max(cell_len(f"{SIGN}{line}") - 1, 0) // max(self._console.width, 1) + 1
            self._console.file.write(f"\x1b[{rows}A\x1b[J")

    def leave(self) -> None:
        """Nothing more will be typed."""
        if self._asks:
            self._asks = False
            self._console.file.write("\n")

    def show(self, drawn: RenderableType) -> None:
        """Print something at the end of the page; a line that is being typed gives way."""
        if self._asks:
            self._asks = False
            self._console.file.write("\r\x1b[K")
        self._typed = None
        width = min(WIDEST, self._console.width)
        if self.is_terminal:
            self._console.print(Sheet(drawn), width=width)
        else:
            with self._console.capture() as captured:
                self._console.print(Sheet(drawn), width=width)
            self._console.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))
        self._console.file.flush()
