"""How one letter looks on a terminal: a small box, a line, or the news of a card that changed.

What people typed is put into Text objects, which Rich never reads as markup, and loses its control characters first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.segment import Segment
from rich.text import Text

from bot.departure import Button, Departure
from bot.speech import Mark, SpokenLine
from domain.document import Phrase, Style, phrase
from domain.letter import Kind

Tell = Callable[[Phrase], str]
_BORDERS = {Kind.CARD: "cyan", Kind.DIGEST: "green", Kind.EVENT: "green", Kind.URGENT: "yellow"}
_MARKS = {Mark.PERSON: "bold", Mark.STRONG: "bold", Mark.COMMAND: "cyan", Mark.LINK: "bold"}
_STYLES = {
    Style.TITLE: "bold",
    Style.HEADING: "bold",
    Style.STRUCK: "strike",
    Style.QUOTE: "italic",
    Style.NOTE: "dim",
}
_UNSEEN = ("Cc", "Cf", "Co", "Cs")
_BEGIN = {Style.ITEM: "· "}
# Rich breaks lines at no-break spaces too, so they travel as this private-use character until they are printed.
GLUE, NO_BREAK = "\ue000", "\u00a0"


def safe(text: str) -> str:
    """The text without what would move the cursor, ring, or turn the direction of the line."""
    kept = (" " if unicodedata.category(c) in _UNSEEN and c != "\u200d" else c for c in text)
    return "".join(kept).replace(NO_BREAK, GLUE)


def written(text: str, style: str = "") -> Text:
    """What somebody wrote, line by line."""
    return Text("\n".join(safe(each).strip() for each in text.splitlines()), style=style)


def spoken(lines: Sequence[SpokenLine]) -> Text:
    """The lines of a letter, each in its style."""
    drawn = []
    for each in lines:
        text = Text(_BEGIN.get(each.style, ""), style=_STYLES.get(each.style, ""))
        for run in each.runs:
            text.append(safe(run.text), style=_MARKS.get(run.mark, ""))
        drawn.append(text)
    return Text("\n").join(drawn)


def heading(departure: Departure, tell: Tell, group: str) -> Text:
    """Which letter this is, to whom, and how loudly."""
    kind = tell(phrase(f"terminal-kind-{departure.kind.value}"))
    if departure.member is not None:
        to = tell(phrase("terminal-to-person", name=safe(departure.to_whom)))
        text = Text.assemble((to, "bold magenta"), f" · {kind}")
    else:
        text = Text.assemble((safe(group), "bold cyan"), f" · {kind}")
    if departure.carries:
        text.append(" · " + tell(phrase("terminal-joined", count=len(departure.carries) + 1)))
    sound = tell(phrase("terminal-loud" if departure.sound else "terminal-silent"))
    return text.append(" · ").append(sound, style="bold yellow" if departure.sound else "dim")


def buttons(offered: Iterable[Button], names: Mapping[int, str], *, private: bool) -> Text:
    """The buttons with the numbers that press them; in a group, those of one person behind their name."""
    rows = []
    for person, theirs in groupby(offered, key=lambda button: button.person):
        row = Text()
        if person is not None and not private and person in names:
            row.append(f"{safe(names[person])} ", style="dim")
        for place, button in enumerate(theirs):
            label = safe(button.label).replace(" ", GLUE)
            row.append(" " if place else "").append(f"[{GLUE}", style="cyan")
            row.append(str(button.id), style="bold cyan").append(f"{GLUE}{label}{GLUE}]", style="cyan")
        rows.append(row)
    return Text("\n").join(rows)


def letter(
    departure: Departure, tell: Tell, names: Mapping[int, str], group: str, waited: str | None, before: str = ""
) -> RenderableType:
    """A letter that leaves. `waited`: since when it was held, if it was. `before`: the first line that it replaces."""
    private = departure.member is not None
    below = buttons(departure.buttons, names, private=private)
    head = heading(departure, tell, group)
    if departure.edits is not None:
        return _edit(departure, tell, below, before)
    body = spoken(departure.speech.lines)
    if departure.kind in (Kind.ANSWER, Kind.SYSTEM, Kind.ACK) and len(departure.speech.lines) == 1:
        parts: list[RenderableType] = [head, Padding(body, (0, 0, 0, 2))]
        return Group(*parts, *([Padding(below, (0, 0, 0, 2))] if below else []))
    return Panel(
        Text("\n").join([body, below]) if below else body,
        box=box.ROUNDED,
        title=head,
        title_align="left",
        subtitle=Text(safe(waited), style="magenta") if waited else None,
        subtitle_align="right",
        border_style="magenta" if private else _BORDERS.get(departure.kind, "cyan"),
    )


def _edit(departure: Departure, tell: Tell, below: Text, before: str) -> RenderableType:
    """A card that was edited in place: only what may have changed, without the title unless it is new or struck."""
    title, *rest = departure.speech.lines
    number = title.plain.partition(" ")[0]  # of a task, or the letter of a debate
    head = Text(tell(phrase("terminal-edited", number=number)), style="cyan")
    if title.style is Style.STRUCK or title.plain != (before or title.plain):
        head.append(" ").append(safe(title.plain.removeprefix(f"{number} ")), style=_STYLES[title.style])
    body = spoken([each for each in rest if each.style is not Style.QUOTE])
    return Group(head, Padding(Text("\n").join([body, below]) if below else body, (0, 0, 0, 2)))


class Sheet:
    """What is printed: spaces that must not break a line are spaces again."""

    def __init__(self, drawn: RenderableType) -> None:
        self._drawn = drawn

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self._drawn, options):
            yield Segment(text.replace(GLUE, NO_BREAK), style, control)
