"""What somebody asks of others, in the four steps of nonviolent communication; and how often anybody may be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.document import Document, Line, Mention, Phrase, Style, line, phrase
from domain.text import first_line, whole

MOST_PEOPLE = 5
"""So many people are asked at once."""

MOST_A_DAY = 2
"""So many requests of one person leave within a day."""

DAY = timedelta(days=1)
PAUSE = timedelta(days=7)
"""Between two requests of one person to another, if the first was answered or taken back."""

KEPT = timedelta(days=30)
"""A request that was sent is erased then; as long as it is unanswered, the same person does not get another one."""

DRAFT_KEPT = timedelta(days=7)
"""So long after its last change, a request that was not sent is erased."""

LONGEST = 800  # characters of a step, and of an answer
LONGEST_ABOUT = 60
_SHORT = 40


class Step(StrEnum):
    """What is asked for, in this order."""

    SEE = "see"
    FEEL = "feel"
    NEED = "need"
    WANT = "want"
    ABOUT = "about"  # all that is read before a yes
    SHOW = "show"  # it is whole, and is read once more


ORDER = tuple(Step)
FOUR = (Step.SEE, Step.FEEL, Step.NEED, Step.WANT)
WRITTEN = (*FOUR, Step.ABOUT)


@dataclass(frozen=True)
class Request:
    """A request, or the draft of one (`sent_at` None). `step`: what is asked for next. `people`: whom it is for.
    Instants are aware UTC."""

    id: int
    team_id: int
    asker: int
    words: Mapping[Step, str]
    step: Step
    revision: int
    begun_at: datetime
    sent_at: datetime | None
    erase_at: datetime
    people: tuple[int, ...]

    @property
    def stands(self) -> bool:
        """Was it sent, and not taken back?"""
        return self.sent_at is not None and bool(self.words[Step.WANT])

    @property
    def is_begun(self) -> bool:
        """Did its writer put anything into it?"""
        return any(self.words.values())

    @property
    def about(self) -> str:
        return self.words[Step.ABOUT]

    @property
    def short(self) -> str:
        """By what its writer knows it again."""
        return self.about or first_line(self.words[Step.WANT], _SHORT)

    def written(self, step: Step, words: str) -> Request:
        """With what was written for a step; then comes the next one, unless that one was only changed."""
        changed = replace(self, words={**self.words, step: words})
        return changed._after() if step is self.step else changed

    def kept(self) -> Request:
        """With the words of this step as they are."""
        return self._after()

    def back(self) -> Request:
        """One step back."""
        return replace(self, step=ORDER[max(0, ORDER.index(self.step) - 1)])

    def anew(self) -> Request:
        """To the same people, and empty."""
        return replace(self, words=dict.fromkeys(WRITTEN, ""), step=Step.SEE)

    def _after(self) -> Request:
        return replace(self, step=ORDER[min(len(ORDER) - 1, ORDER.index(self.step) + 1)])


def may_be_empty(step: Step) -> bool:
    """Only what is asked for must be said."""
    return step is not Step.WANT


def longest(step: Step) -> int:
    return LONGEST_ABOUT if step is Step.ABOUT else LONGEST


@dataclass(frozen=True)
class Past:
    """A request that one person sent to another: when, and whether it is over: answered, or taken back."""

    sent_at: datetime
    over: bool


def again_at(past: Iterable[Past], now: datetime) -> datetime | None:
    """When the one may ask the other again; None: now. Whether somebody declined makes no difference."""
    free = max((each.sent_at + (PAUSE if each.over else KEPT) for each in past), default=None)
    return free if free is not None and free > now else None


def more_at(sent: Iterable[datetime], now: datetime) -> datetime | None:
    """When somebody may ask anything again, by when they last did; None: now."""
    recent = sorted(each for each in sent if each > now - DAY)
    return recent[-MOST_A_DAY] + DAY if len(recent) >= MOST_A_DAY else None


# ---- as the person who is asked reads it


def permission(asker: Mention, about: str, language: str | None = None) -> tuple[Line, ...]:
    """Asked first, before anything of the request is read."""
    asks = phrase("request-may-about", by=asker, about=about) if about else phrase("request-may", by=asker)
    return (
        line(asks, language=language),
        line(phrase("request-may-free"), style=Style.NOTE, language=language),
    )


def in_full(asker: Mention, request: Request, language: str | None = None) -> tuple[Line, ...]:
    """The request itself, in its writer's words."""
    about = (phrase("words", words=request.about),) if request.about else ()
    lines = [line(phrase("request-from", by=asker), *about, style=Style.TITLE, language=language)]
    for step in FOUR:
        if words := request.words[step]:
            first, *others = whole(words).split("\n")
            lines.append(line(phrase(f"request-{step}", words=first), language=language))
            lines += [line(phrase("words", words=each)) for each in others]
    lines.append(line(phrase("request-free"), style=Style.NOTE, language=language))
    return tuple(lines)


def answer(by: str, request: Request, said: Phrase | None, words: str) -> Document:
    """What the asker reads of somebody's answer: a phrase, words of theirs, or both."""
    lines = [line(phrase("request-answer", by=by, about=request.short))]
    lines += [line(said)] if said else []
    lines += [line(phrase("words", words=each), style=Style.QUOTE) for each in whole(words).split("\n") if words]
    return Document(tuple(lines))
