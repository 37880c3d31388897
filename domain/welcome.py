"""What the bot says of itself: when it comes into a group, and while it waits there for its host."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.document import Choice, Document, Line, Moment, Phrase, Style, Typed, line, phrase
from domain.quiet_hours import QuietHours
from domain.week import WeeklySlot
from domain.zones import place

# Of countries with one zone, or one where most people are; elsewhere nothing is guessed.
_ZONES = {
    "fr": "Europe/Paris",
    "be": "Europe/Brussels",
    "ch": "Europe/Zurich",
    "lu": "Europe/Luxembourg",
    "ca": "America/Toronto",
    "gb": "Europe/London",
    "ie": "Europe/Dublin",
}


def guessed(hint: str | None, languages: Sequence[str]) -> tuple[str | None, str | None]:
    """Language and zone of somebody whose messenger says `fr`, `fr-CA` or `en_GB` of them; None: it tells nothing."""
    language, _, region = (hint or "").replace("_", "-").lower().partition("-")
    return language if language in languages else None, _ZONES.get(region)


def welcome(
    *,
    language: str,
    others: Sequence[str],
    zone: ZoneInfo,
    quiet: QuietHours,
    digest: WeeklySlot | None,
    example: str,
) -> Document:
    """The first message in a group, after which nothing is said until somebody asks. `others`: the other languages."""
    lines: list[Line] = [
        line(phrase("welcome-title"), style=Style.TITLE),
        *(line(phrase(f"welcome-{what}"), style=Style.ITEM) for what in ("task", "calm", "digest")),
        line(phrase("welcome-example", example=Typed("task", example))),
        line(*_hours(quiet, digest)),
        line(phrase("welcome-kept"), phrase("welcome-speaks", place=place(zone.key, language)), style=Style.NOTE),
    ]
    return Document(
        tuple(lines),
        (
            Choice("start", phrase("choice-start")),
            *(Choice(f"settings language {each}", phrase(f"choice-language-{each}")) for each in others),
            Choice("settings", phrase("choice-settings")),
            Choice("privacy", phrase("choice-privacy")),
            Choice("charter", phrase("choice-charter")),
            Choice("help", phrase("choice-help-me")),
        ),
    )


def _hours(quiet: QuietHours, digest: WeeklySlot | None) -> list[Phrase]:
    said = []
    if (window := quiet.every_day) is not None:
        said.append(phrase("welcome-quiet", start=_clock(window.start), end=_clock(window.end)))
    if digest is not None:
        said.append(phrase("welcome-weekly", weekday=digest.weekday, time=f"{digest.at:%H:%M}"))
    return said


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def asks_for_admission(code: str, until: datetime) -> Document:
    """The one line of a bot that its host has not admitted yet: what the host types, and until when."""
    return Document((line(phrase("admission-waits", command=f"accalmie admit {code}", until=Moment(until))),))


def goodbye() -> Document:
    """Nobody admitted the bot in time."""
    return Document((line(phrase("admission-over")),))


def way_in(person: int) -> Document:
    """For somebody who cannot be reached in private: what there is to read waits there, behind a button."""
    return Document((line(phrase("start-way")),), (Choice("start", phrase("choice-start"), person),))
