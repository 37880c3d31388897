"""Turns a document into the words of one reader: their language, their zone, their way to type a command.

The words carry no markup yet: each run of them has a mark, and the messenger decides how a mark looks. Only
the phrase goes through Fluent. What people typed never does: it takes its place afterwards, as its own run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from babel.dates import get_day_names, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.locales import country
from bot.speech.phrasing import Unsayable, spoken_language, wording
from bot.speech.words import Mark, Run, Speech, SpokenChoice, SpokenLine, Voice
from domain.document import (
    Choice,
    Day,
    Document,
    Linked,
    Mention,
    Moment,
    Phrase,
    Several,
    TaskNumber,
    Typed,
    Value,
    phrase,
)

__all__ = ["Mark", "Run", "Speech", "SpokenChoice", "SpokenLine", "Unsayable", "Voice", "say"]

# Further from today than this, a day without its year could be two days.
DAYS_WITHOUT_YEAR = 300


def say(document: Document, voice: Voice, *, today: date | None = None) -> Speech:
    """The document in a reader's words.

    `today` is the reader's local day: days far from it (300 days) are said with their year. Without it no day
    has a year. Raises Unsayable if the voice is strict.
    """
    reader = _Reader(voice, today)
    between = tuple(reader.hears(phrase("line-separator")))
    readers = {each.language: reader for each in document.lines}
    readers |= {other: _Reader(replace(voice, language=other), today) for other in readers if other is not None}
    lines = tuple(
        SpokenLine(tuple(_one_line(readers[line.language], line.phrases, between)), line.style)
        for line in document.lines
    )
    return Speech(lines, tuple(_one_choice(reader, each) for each in document.choices))


def _one_choice(reader: _Reader, choice: Choice) -> SpokenChoice:
    label = "".join(run.text for run in reader.hears(choice.label))
    name, _, argument = choice.command.partition(" ")
    return SpokenChoice(choice.command, label, choice.person, reader.types(name, argument))


def _one_line(reader: _Reader, phrases: Iterable[Phrase], between: tuple[Run, ...]) -> Iterator[Run]:
    separator: tuple[Run, ...] = ()
    for each in phrases:
        if runs := reader.hears(each):
            yield from separator
            yield from runs
            separator = between


class _Reader:
    """One reader on one day, and what each kind of value is to them."""

    def __init__(self, voice: Voice, today: date | None) -> None:
        self.voice, self.today = voice, today
        self.language = spoken_language(voice.language, voice.strict)

    def hears(self, value: Value) -> list[Run]:
        match value:
            case str():
                return [Run(value)] if value else []
            case Phrase(key, values):
                return self._phrase(key, values)
            case int():
                return [Run(_number(self.language, value))]
            case Mention(person, name):
                return [Run(name, Mark.PERSON, person)]
            case Day(day):
                return [Run(self._day(day))]
            case Moment(at):
                wall = at.astimezone(self.voice.zone)
                said = phrase("speech-moment", day=self._day(wall.date()), time=f"{wall:%H:%M}")
                return [Run("".join(run.text for run in self.hears(said)), Mark.MOMENT, int(at.timestamp()))]
            case Typed(command, rest):
                return [Run(self.types(command, rest), Mark.COMMAND)]
            case TaskNumber(number, None):
                return [Run(f"#{number}")]
            case TaskNumber(number, link):
                return [Run(f"#{number}", Mark.LINK, link)]
            case Linked(text, link):
                return [Run(text, Mark.LINK, link) if link else Run(text)]
            case Several(items):
                return self._several(items)

    def types(self, command: str, rest: str) -> str:
        """A command as this reader types it."""
        typed = self.voice.prefix + self.voice.names.get(command, command)
        return f"{typed} {rest}" if rest else typed

    def _phrase(self, key: str, values: Mapping[str, Value]) -> list[Run]:
        numbers = tuple((name, value) for name, value in values.items() if isinstance(value, int))
        words = tuple(name for name, value in values.items() if not isinstance(value, int))
        runs: list[Run] = []
        for piece in wording(self.language, self.voice.strict, key, numbers, words):
            if isinstance(piece, Run):
                runs.append(piece)
            elif piece.strong:
                runs += (_stressed(run) for run in self.hears(values[piece.name]))
            else:
                runs += self.hears(values[piece.name])
        return runs

    def _several(self, items: tuple[Value, ...]) -> list[Run]:
        before, *after = _list(self.language, len(items))
        runs = [Run(before)] if before else []
        for item, separator in zip(items, after, strict=True):
            runs += self.hears(item)
            if separator:
                runs.append(Run(separator))
        return runs

    def _day(self, day: date) -> str:
        far = self.today is not None and abs((day - self.today).days) > DAYS_WITHOUT_YEAR
        weekday, month = _names(self.language, day.weekday(), day.month)
        said = phrase("speech-day", weekday=weekday, day=day.day, month=month)
        if far:
            said = phrase("speech-day-of-year", weekday=weekday, day=day.day, month=month, year=str(day.year))
        return "".join(run.text for run in self.hears(said))


def _stressed(run: Run) -> Run:
    return Run(run.text, Mark.STRONG) if run.mark is Mark.TEXT else run


@lru_cache(maxsize=1024)
def _names(language: str, weekday: int, month: int) -> tuple[str, str]:
    """A short weekday (Monday is 0) and a full month."""
    locale = country(language)
    days, months = get_day_names("abbreviated", locale=locale), get_month_names("wide", locale=locale)
    return days[weekday], months[month]


@lru_cache(maxsize=1024)
def _number(language: str, number: int) -> str:
    return str(format_decimal(number, locale=country(language)))


@lru_cache
def _list(language: str, length: int) -> tuple[str, ...]:
    """What stands before, between and after so many items."""
    return tuple(format_list(["\ue000"] * length, locale=country(language)).split("\ue000"))
