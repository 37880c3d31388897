"""The terminal as a messenger: a page that shows what people wrote, what the bot said, when, how loudly, what it held.

Nothing arrives here by itself: what is typed is heard by `bot.terminal`, what is played by `bot.replay`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TextIO
from zoneinfo import ZoneInfo

from rich.console import Console, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.claim import Departure
from bot.messengers import Receive
from bot.receive import is_meant_for_the_bot
from bot.terminal import drawing
from bot.terminal.narration import Narrator
from domain import quiet_hours, wall_clock
from domain.document import Moment, Phrase, phrase
from domain.letter import Kind
from domain.message import Action, Incoming
from domain.team import Chat

WIDEST = 80
_NAMES = 8


@dataclass(frozen=True)
class HeldLetter:
    """A letter that waits for open hours: what it is, for whom, since when and until when (aware UTC)."""

    id: int
    kind: Kind
    team: int
    name: str
    about: int | None
    since: datetime
    until: datetime


class Page:
    """A messenger that draws each letter as it leaves. `before` is called before anything is printed."""

    name = "terminal"
    prefix = "/"

    def __init__(self, sink: TextIO, narrator: Narrator, *, before: Callable[[], None] = lambda: None) -> None:
        if hasattr(sink, "reconfigure"):
            sink.reconfigure(errors="replace")  # a terminal that knows few letters still shows the rest
        self._console = Console(file=sink, highlight=False, markup=False, emoji=False)
        self._narrator, self._before = narrator, before
        self._chats: dict[str, Chat] = {}
        self._names: Mapping[int, str] = {}
        self._labels: dict[int, str] = {}
        self._held: dict[int, HeldLetter] = {}
        self._heard: tuple[Incoming, Text] | None = None  # waits a moment for its acknowledgement
        self._shown_at: datetime | None = None
        self._is_night = False

    @property
    def is_terminal(self) -> bool:
        return self._console.is_terminal

    # ---- what the bot says

    async def send(self, departure: Departure) -> str:
        heard = self._heard
        if departure.kind is Kind.ACK and heard is not None and departure.reply_to == heard[0].message_id:
            heard[1].append(f"{drawing.GLUE}{drawing.GLUE}{departure.speech.plain}")
            self.flush()
        else:
            self.flush()
            self._draw(departure)
        return str(departure.edits or departure.letter)

    async def listen(self, receive: Receive) -> None:
        """Nothing arrives by itself."""

    def _draw(self, departure: Departure) -> None:
        zone = departure.team.zone
        self._labels |= {button.id: button.label for button in departure.buttons}
        held = self._held.pop(departure.letter, None)
        today = wall_clock.local_day(departure.at, zone)
        waited = None
        if held is not None:
            waited = self._narrator(phrase("terminal-waited", moment=Moment(held.since)), zone, today=today)
        group = departure.team.name if len(self._chats) > 1 else self._narrator(phrase("terminal-to-group"), zone)
        tell = lambda said: self._narrator(said, zone)  # noqa: E731
        drawn = drawing.letter(departure, tell, self._names, group, waited)
        self._row(departure.at, zone, [drawn])

    # ---- what people say

    def heard(self, incoming: Incoming) -> None:
        """Somebody wrote, pressed, came or went. What is shown of it waits for an acknowledgement or for `flush`."""
        self.flush()
        meant = is_meant_for_the_bot(incoming)
        text = Text(style="" if meant else "dim")
        if incoming.private and incoming.action is Action.TEXT:
            text.append(self._narrator(phrase("terminal-in-private"), self._zone(incoming)) + " ", style="magenta")
        if incoming.answers is not None and incoming.answers.text:
            quoted = drawing.written(incoming.answers.text)
            quoted.truncate(56, overflow="ellipsis")
            text.append_text(Text.assemble(("↪ ", "dim"), (quoted.plain, "dim italic"), "\n"))
        if incoming.action is Action.TEXT:
            text.append_text(drawing.written(incoming.text, "cyan" if meant and not incoming.private else ""))
        else:
            text.append(self._narrator(self._doing(incoming), self._zone(incoming)), style="italic")
        self._heard = (incoming, text)

    def _doing(self, incoming: Incoming) -> Phrase:
        what = drawing.safe(incoming.text)
        match incoming.action:
            case Action.PRESS:
                label = self._labels.get(incoming.choice or 0, what or str(incoming.choice))
                key = "terminal-presses-private" if incoming.private else "terminal-presses"
                return phrase(key, label=drawing.safe(label))
            case Action.REACT:
                return phrase("terminal-reacts", emoji=what)
            case Action.JOIN:
                return phrase("terminal-joins")
            case Action.LEAVE:
                return phrase("terminal-leaves")
            case Action.PROMOTE if incoming.sender.coordinator:
                return phrase("terminal-coordinates")
            case Action.PROMOTE:
                return phrase("terminal-coordinates-no-more")
            case _:
                return phrase("terminal-corrects", text=what)

    def flush(self) -> None:
        """Print what somebody wrote, with or without its acknowledgement."""
        if self._heard is not None:
            (incoming, text), self._heard = self._heard, None
            name = Text(drawing.safe(incoming.sender.name), style="bold", no_wrap=True, overflow="ellipsis")
            self._row(incoming.said_at, self._zone(incoming), [name, text])

    # ---- what is known meanwhile

    def knows(self, chats: Iterable[Chat], names: Mapping[int, str], held: Sequence[HeldLetter]) -> None:
        """Look again: the chats with their quiet hours, people's names, the letters that wait now."""
        self.flush()
        self._chats = {chat.place.external_id: chat for chat in chats}
        self._names = names
        for each in held:
            known = self._held.get(each.id)
            if known is None or known.until != each.until:
                self._waits(each)
        self._held = {each.id: each for each in held}

    def _waits(self, held: HeldLetter) -> None:
        zone = next((c.team.zone for c in self._chats.values() if c.team.id == held.team), ZoneInfo("UTC"))
        kind = phrase(f"terminal-kind-{held.kind.value}")
        what = phrase("terminal-kind-about", kind=kind, number=f"#{held.about}") if held.about else kind
        until = wall_clock.local(held.until, zone)
        is_soon = held.until - (self._shown_at or held.since) < timedelta(days=1)
        clock = f"{until:%H:%M}" if is_soon else Moment(held.until)
        name = drawing.safe(held.name)
        said = self._narrator(phrase("terminal-held", until=clock, what=what, name=name), zone)
        self._row(self._shown_at or held.since, zone, [Text(drawing.safe(said), style="magenta")])

    def _zone(self, incoming: Incoming) -> ZoneInfo:
        chat = self._chats.get(incoming.place.external_id) if incoming.place else None
        return chat.team.zone if chat else ZoneInfo("UTC")

    # ---- what the page itself says

    def tell(self, *said: Phrase, zone: ZoneInfo | None = None, style: str = "") -> None:
        """Sentences of the page itself."""
        self.flush()
        for each in said:
            self._print(Text(drawing.safe(self._narrator(each, zone or ZoneInfo("UTC"))), style=style))

    def title(self, said: Phrase) -> None:
        self.flush()
        self._print(Rule(Text(self._narrator(said, ZoneInfo("UTC")), style="bold"), style="green"))

    def explain(self, said: Phrase, rows: Iterable[tuple[Phrase, Phrase]]) -> None:
        """What can be typed, and what it does."""
        self.tell(said, style="bold")
        table = Table.grid(padding=(0, 3, 0, 2))
        table.add_column(style="cyan", overflow="fold")
        table.add_column(overflow="fold")
        for pair in rows:
            table.add_row(*(Text(drawing.safe(self._narrator(each, ZoneInfo("UTC")))) for each in pair))
        self._print(table)

    def forget_typed_line(self, typed: str) -> None:
        """Take away the line that was just typed, as it is about to be shown again with its time and name."""
        if self._prompt.is_open and not self._console.is_dumb_terminal:
            rows = (cell_len(f"{Prompt.SIGN}{typed}") - 1) // max(self._console.width, 1) + 1
            self._console.file.write(f"\x1b[{rows}A\x1b[J")

    # ---- time and paper

    def _row(self, at: datetime, zone: ZoneInfo, cells: Sequence[RenderableType]) -> None:
        """One row with its time, once a minute, below the headings that its day and hour ask for."""
        before, self._shown_at = self._shown_at, at
        local = wall_clock.local(at, zone)
        if before is None or wall_clock.local_day(before, zone) != local.date():
            self._day(local, zone)
        self._night(at, zone)
        same_minute = before is not None and before.replace(second=0, microsecond=0) == at.replace(
            second=0, microsecond=0
        )
        clock = Text("" if same_minute and len(cells) == 1 else f"{local:%H:%M}", style="dim")
        row = Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        row.add_column(width=5)
        if len(cells) == 2:
            row.add_column(width=_NAMES, no_wrap=True)
        row.add_column(overflow="fold")  # Rich miscounts an emoji before a trailing space: never cut there
        row.add_row(clock, *cells)
        self._print(row)

    def _day(self, local: datetime, zone: ZoneInfo) -> None:
        said = self._narrator.day(local.date())
        midnight = wall_clock.instant(local.date(), time(), zone)
        if wall_clock.clock_change(midnight, wall_clock.end_of_day(local.date(), zone), zone) is not None:
            said += " · " + self._narrator(phrase("terminal-clocks"), zone)
        self._print(Text())
        self._print(Rule(Text(said, style="bold"), style="dim", align="left"))
        self._is_night = False

    def _night(self, at: datetime, zone: ZoneInfo) -> None:
        if len(self._chats) != 1:
            return
        hours = next(iter(self._chats.values())).quiet
        is_night = quiet_hours.is_quiet([hours], at, zone)
        if is_night and not self._is_night:
            opens = wall_clock.local(quiet_hours.opens([hours], at.astimezone(UTC), zone), zone)
            said = phrase("terminal-night", until=f"{opens:%H:%M}")
            self._print(Rule(Text(self._narrator(said, zone), style="magenta"), style="dim", align="left"))
        self._is_night = is_night

    def _print(self, drawn: RenderableType) -> None:
        self._before()
        width = min(WIDEST, self._console.width)
        if self.is_terminal:
            self._console.print(drawing.Sheet(drawn), width=width)
        else:
            with self._console.capture() as captured:
                self._console.print(drawing.Sheet(drawn), width=width)
            lines = captured.get().splitlines()
            self._console.file.write("".join(f"{line.rstrip()}\n" for line in lines))
        self._console.file.flush()
