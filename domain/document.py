"""What the bot has to say, before it is said in any language or any messenger's markup.

A document is lines of phrases and the choices below them. A phrase is a key and values; words are found when the
letter leaves (the reader's language), markup after that (the messenger's). Stored documents carry a version, so a
letter written by an older release can still be said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

VERSION = 1


@dataclass(frozen=True)
class Mention:
    """A person, named so that their messenger can make it a real mention. `person` is a row's id."""

    person: int
    name: str


@dataclass(frozen=True)
class Day:
    """A local day, said with its weekday and without a time."""

    day: date


@dataclass(frozen=True)
class Moment:
    """An instant (aware UTC), said as day and wall time in the reader's zone."""

    at: datetime


@dataclass(frozen=True)
class Typed:
    """A command to type: its canonical English name and what follows it. Said with the reader's name and prefix."""

    command: str
    rest: str = ""


@dataclass(frozen=True)
class TaskNumber:
    """`#12`, with a link to where the task stands in the chat if there is one."""

    number: int
    link: str | None = None


@dataclass(frozen=True)
class Linked:
    """Words, with a link to where they stand in the chat if there is one."""

    text: str
    link: str | None = None


@dataclass(frozen=True)
class Phrase:
    """A sentence by its key, with the values it needs."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Several:
    """Values said one after the other, as a list in the reader's language ("a, b et c")."""

    items: tuple[Value, ...]


# Plain text is what a person typed, or a name: shown as it is, never interpreted.
Value = str | int | Mention | Day | Moment | Typed | TaskNumber | Linked | Phrase | Several


class Style(StrEnum):
    """How a line stands on the page; each messenger has its own way to show it."""

    PLAIN = "plain"
    TITLE = "title"  # the first line of a card or digest
    STRUCK = "struck"  # the title of something that is over
    HEADING = "heading"  # opens a section; a letter may be cut before it, never inside a line
    ITEM = "item"
    QUOTE = "quote"
    NOTE = "note"  # small print
    PICTURE = "picture"  # a line of a drawing: its characters stand one below the other


@dataclass(frozen=True)
class Line:
    """One line: phrases said one after the other, with ` · ` between them. `language`: of somebody else, who will read
    it so; None: the reader's."""

    phrases: tuple[Phrase, ...]
    style: Style = Style.PLAIN
    language: str | None = None


@dataclass(frozen=True)
class Choice:
    """A button: the command line it stands for (canonical English), its label, for whom it is (None: anyone), and in
    which team it counts (None: in the letter's)."""

    command: str
    label: Phrase
    person: int | None = None
    team: int | None = None


@dataclass(frozen=True)
class Document:
    """Lines and the choices below them."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()

    def __add__(self, other: Document) -> Document:
        return Document(self.lines + other.lines, self.choices + other.choices)


def phrase(key: str, /, **values: Value) -> Phrase:
    """A phrase, written as a call."""
    return Phrase(key, values)


def line(*phrases: Phrase, style: Style = Style.PLAIN, language: str | None = None) -> Line:
    """A line of phrases."""
    return Line(phrases, style, language)


def says(key: str, /, **values: Value) -> Document:
    """A document of one plain sentence."""
    return Document((line(phrase(key, **values)),))


def joined(documents: Sequence[Document]) -> Document:
    """Several documents as one, in order."""
    whole = Document(())
    for document in documents:
        whole = whole + document
    return whole


def to_json(document: Document) -> dict[str, Any]:
    """The stored form of a document."""
    return {
        "version": VERSION,
        "lines": [_line_out(each) for each in document.lines],
        "choices": [
            {"command": c.command, "label": _out(c.label), "person": c.person, "team": c.team} for c in document.choices
        ],
    }


def from_json(stored: Mapping[str, Any]) -> Document:
    """The document of a stored form. Raises ValueError for a version this release does not know."""
    if stored.get("version") != VERSION:
        raise ValueError(f"a document of version {stored.get('version')!r} cannot be read by this release")
    lines = tuple(
        Line(tuple(_phrase(p) for p in each["phrases"]), Style(each["style"]), each.get("language"))
        for each in stored["lines"]
    )
    choices = tuple(Choice(c["command"], _phrase(c["label"]), c["person"], c.get("team")) for c in stored["choices"])
    return Document(lines, choices)


def _line_out(said: Line) -> dict[str, Any]:
    stored = {"style": said.style.value, "phrases": [_out(p) for p in said.phrases]}
    return stored if said.language is None else {**stored, "language": said.language}


def _out(value: Value) -> Any:
    match value:
        case str() | int():
            return value
        case Mention(person, name):
            return {"mention": person, "name": name}
        case Day(day):
            return {"day": day.isoformat()}
        case Moment(at):
            return {"moment": at.astimezone(UTC).isoformat()}
        case Typed(command, rest):
            return {"typed": command, "rest": rest}
        case TaskNumber(number, link):
            return {"task": number, "link": link}
        case Linked(text, link):
            return {"linked": text, "link": link}
        case Phrase(key, values):
            return {"phrase": key, "values": {name: _out(v) for name, v in values.items()}}
        case Several(items):
            return {"several": [_out(v) for v in items]}


def _phrase(stored: Mapping[str, Any]) -> Phrase:
    return Phrase(stored["phrase"], {name: _in(v) for name, v in stored["values"].items()})


def _in(stored: Any) -> Value:
    if isinstance(stored, str | int):
        return stored
    if "mention" in stored:
        return Mention(stored["mention"], stored["name"])
    if "day" in stored:
        return Day(date.fromisoformat(stored["day"]))
    if "moment" in stored:
        return Moment(datetime.fromisoformat(stored["moment"]))
    if "typed" in stored:
        return Typed(stored["typed"], stored["rest"])
    if "task" in stored:
        return TaskNumber(stored["task"], stored["link"])
    if "linked" in stored:
        return Linked(stored["linked"], stored["link"])
    if "several" in stored:
        return Several(tuple(_in(v) for v in stored["several"]))
    return _phrase(stored)
