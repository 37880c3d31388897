"""The terminal as a messenger: what people wrote, what the bot said, when, how loudly, and what it held.

Nothing arrives here by itself: what is typed is heard by `bot.terminal`, what is played by `bot.replay`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from bot.departure import Departure
from bot.messengers import Ears
from bot.messengers.pretended import Pretended
from bot.messengers.saving import save
from bot.receive import is_meant_for_the_bot
from bot.terminal import drawing
from bot.terminal.narration import Narrator
from bot.terminal.paper import Paper
from domain import wall_clock
from domain.document import Moment, Phrase, phrase
from domain.letter import Kind
from domain.message import Action, Incoming, Place
from domain.team import Chat

_QUOTED = 56  # cells of the message that somebody answers


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


class Page(Pretended):
    """A messenger that draws each letter as it leaves, between the messages that people write. Files go into the folder
    `files`, or nowhere."""

    name = "terminal"
    prefix = "/"
    mentions_people = False

    def __init__(self, sink: TextIO, narrator: Narrator, files: Path | None = None) -> None:
        self._files = files
        self.paper = Paper(sink, narrator)
        self.a_button = 12  # one that can be pressed, for an example
        self._narrator = narrator
        self._chats: dict[str, Chat] = {}
        self._names: Mapping[int, str] = {}
        self._labels: dict[int, str] = {}
        self._titles: dict[str, str] = {}  # the first line of each letter, by its message
        self._held: dict[int, HeldLetter] = {}
        self._heard: tuple[Incoming, Text] | None = None  # waits a moment for its acknowledgement

    # ---- what the bot says

    async def send(self, departure: Departure) -> str:
        heard = self._heard
        if departure.kind is Kind.ACK and heard is not None and departure.reply_to == heard[0].message_id:
            heard[1].append(f"{drawing.GLUE}{drawing.GLUE}{departure.speech.plain}")
            self.flush()
        else:
            self.flush()
            self._draw(departure)
            self._titles[str(departure.edits or departure.letter)] = departure.speech.lines[0].plain
        return str(departure.edits or departure.letter)

    async def leave(self, place: Place) -> None:
        self.paper.tell(phrase("terminal-bot-leaves"), style="italic")

    async def listen(self, ears: Ears) -> None:
        """Nothing arrives by itself."""

    def _draw(self, departure: Departure) -> None:
        zone = departure.team.zone

        def tell(said: Phrase) -> str:
            return self._narrator(said, zone, today=wall_clock.local_day(departure.at, zone))

        self._labels |= {button.id: button.label for button in departure.buttons}
        self.a_button = next((b.id for b in departure.buttons if b.person is None), self.a_button)
        held = self._held.pop(departure.letter, None)
        waited = tell(phrase("terminal-waited", moment=Moment(held.since))) if held is not None else None
        group = departure.team.name if len(self._chats) > 1 else tell(phrase("terminal-to-group"))
        before = self._titles.get(str(departure.edits), "")
        drawn = drawing.letter(departure, tell, self._names, group, waited, before)
        self.paper.row(departure.at, zone, Group(drawn, self._file(departure, tell)) if departure.file else drawn)

    def _file(self, departure: Departure, tell: drawing.Tell) -> Padding:
        """The line that says which file came with a letter, and where it is."""
        assert departure.file is not None
        path = save(departure, self._files) if self._files is not None else None
        said = (
            phrase("terminal-file-saved", path=str(path)) if path else phrase("terminal-file", name=departure.file.name)
        )
        return Padding(Text(drawing.safe(tell(said)), style="cyan"), (0, 0, 0, 2))

    # ---- what people say

    def heard(self, incoming: Incoming) -> None:
        """Somebody wrote, pressed, came or went. What is shown of it waits for an acknowledgement or for `flush`."""
        self.flush()
        self.paper.forget_typed()
        zone = self._zone(incoming)
        text = Text()
        if incoming.answers is not None and (
            said := incoming.answers.text or self._titles.get(incoming.answers.message_id, "")
        ):
            quoted = drawing.written(said.partition("\n")[0])
            quoted.truncate(_QUOTED, overflow="ellipsis")
            text.append(f"↪ {quoted.plain}\n", style="dim italic")
        if incoming.action is not Action.TEXT:
            text.append(drawing.safe(self._narrator(self._doing(incoming), zone)), style="italic")
        elif incoming.private:
            text.append(drawing.safe(self._narrator(phrase("terminal-in-private"), zone)), style="magenta")
            text.append(" ").append_text(drawing.written(incoming.text, "cyan"))
        else:
            text.append_text(drawing.written(incoming.text, "cyan" if is_meant_for_the_bot(incoming) else "dim"))
        self._heard = (incoming, text)

    def _doing(self, incoming: Incoming) -> Phrase:
        match incoming.action:
            case Action.PRESS:
                label = self._labels.get(incoming.choice or 0, incoming.text)
                return phrase("terminal-presses-private" if incoming.private else "terminal-presses", label=label)
            case Action.REACT:
                return phrase("terminal-reacts", emoji=incoming.text)
            case Action.JOIN:
                return phrase("terminal-joins")
            case Action.LEAVE:
                return phrase("terminal-leaves")
            case Action.ADDED:
                return phrase("terminal-adds")
            case Action.REMOVED:
                return phrase("terminal-removes")
            case Action.PROMOTE if incoming.sender.coordinator:
                return phrase("terminal-coordinates")
            case Action.PROMOTE:
                return phrase("terminal-coordinates-no-more")
            case _:
                return phrase("terminal-corrects", text=incoming.text)

    def flush(self) -> None:
        """Print what somebody wrote, with or without its acknowledgement."""
        if self._heard is not None:
            (incoming, text), self._heard = self._heard, None
            self._speaks(incoming.sender.name, text, incoming.said_at, self._zone(incoming))

    def happens(self, who: str, said: Phrase, at: datetime, zone: ZoneInfo) -> None:
        """Somebody does something beside all messengers."""
        self.flush()
        self._speaks(who, Text(drawing.safe(self._narrator(said, zone)), style="italic"), at, zone)

    def _speaks(self, who: str, text: Text, at: datetime, zone: ZoneInfo) -> None:
        name = Text(drawing.safe(who), style="bold", no_wrap=True, overflow="ellipsis")
        self.paper.row(at, zone, name, text)

    def _zone(self, incoming: Incoming) -> ZoneInfo:
        chat = self._chats.get(incoming.place.external_id) if incoming.place else None
        return chat.team.zone if chat else ZoneInfo(incoming.sender.zone or "UTC")

    # ---- what is known meanwhile

    def knows(self, chats: Iterable[Chat], names: Mapping[int, str], held: Sequence[HeldLetter]) -> None:
        """How things stand now: the chats with their quiet hours, people's names, the letters that wait."""
        self.flush()
        self._chats = {chat.place.external_id: chat for chat in chats}
        self._names = names
        only = next(iter(self._chats.values()), None) if len(self._chats) == 1 else None
        self.paper.hours = only.quiet if only else None
        for each in held:
            known = self._held.get(each.id)
            if known is None or known.until != each.until:
                self._waits(each)
        self._held = {each.id: each for each in held}

    def _waits(self, held: HeldLetter) -> None:
        zone = next((c.team.zone for c in self._chats.values() if c.team.id == held.team), ZoneInfo("UTC"))
        now = max(self.paper.shown_at or held.since, held.since)
        what = phrase(f"terminal-kind-{held.kind.value}")
        if held.about is not None:
            what = phrase("terminal-kind-about", kind=what, number=f"#{held.about}")
        is_soon = held.until - now < timedelta(days=1)
        until = f"{wall_clock.local(held.until, zone):%H:%M}" if is_soon else Moment(held.until)
        said = self._narrator(phrase("terminal-held", until=until, what=what, name=held.name), zone)
        self.paper.row(now, zone, Text(drawing.safe(said), style="magenta"))
