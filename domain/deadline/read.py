"""Reads the deadline in a message: the door of this package."""

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from domain.deadline.accept import Surroundings, is_meant
from domain.deadline.english import ENGLISH
from domain.deadline.fold import fold
from domain.deadline.french import FRENCH
from domain.deadline.gather import Joins, gather
from domain.deadline.group import Group
from domain.deadline.language import Language
from domain.deadline.lexicon import Lexicon
from domain.deadline.phrases import Phrases
from domain.deadline.policy import Policy
from domain.deadline.reading import Part, Reading
from domain.deadline.repeat import repetition
from domain.deadline.resolve import NOTHING, Moment, moment_of
from domain.deadline.scan import scan
from domain.deadline.title import without
from domain.deadline.tokens import Token, cut

LANGUAGES = {language.code: language for language in (FRENCH, ENGLISH)}
MOST_DATES = 3  # more different dates than these are a timetable, not a question


class Grammar(NamedTuple):
    """A language, ready to be used."""

    language: Language
    phrases: Phrases
    joins: Joins
    after_hour: frozenset[str]
    surroundings: Surroundings


@lru_cache(maxsize=8)
def grammar_of(code: str) -> Grammar:
    """The grammar of a language; built once, in some hundredths of a second."""
    language = LANGUAGES[code]

    def words(text: str) -> frozenset[str]:
        return frozenset(fold(text).split())

    joins = Joins(words(" ".join(language.phrases["to"])), words(language.and_words), language.bare_hours)
    around = Surroundings(words(language.after_day), words(language.after_duration))
    phrases = Phrases(language.phrases, Lexicon(language))
    return Grammar(language, phrases, joins, words(language.after_hour), around)


def read(text: str, *, language: str, reference: datetime, mode: str = "typed", day_first: bool = True) -> Reading:
    """The deadline that `text` says, as of `reference` (aware, in the person's zone).

    language: "fr" or "en". mode: "typed" for a command, "quoted" for chat that was written for other people and
    needs more to be believed. Raises KeyError for an unknown language and ValueError for a naive reference.
    """
    if reference.tzinfo is None:
        raise ValueError("the reference needs a time zone")
    grammar = grammar_of(language)
    tokens = cut(fold(text))
    pieces = scan(tokens, grammar.phrases, grammar.after_hour)
    groups = gather(pieces, tokens, grammar.joins)
    policy = Policy(day_first=day_first)
    found = [
        (group, moment)
        for group in groups
        if is_meant(group, tokens, grammar.surroundings, quoted=mode == "quoted")
        and not (moment := _moment(group, reference, grammar.language, tokens, policy)).is_empty
    ]
    return _reading(text, found, tokens)


def _moment(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    try:
        understand = repetition if group.every else moment_of
        moment = understand(group, reference, language, tokens, policy)
    except (OverflowError, ValueError):  # beyond the calendar
        return NOTHING
    far = reference.year + policy.years_ahead
    return NOTHING if any(one.year > far for one in (moment.due, *moment.others) if one) else moment


def _reading(text: str, found: list[tuple[Group, Moment]], tokens: list[Token]) -> Reading:
    repeated = [one for one in found if one[1].repeat]
    cued = [one for one in found if one[0].cued]
    if repeated:
        found = repeated[:1]
    elif len(cued) == 1:
        found = cued
    if not found:
        return Reading(None, False, None, None, without(text, None), None, ())
    group, moment = found[0]
    span: tuple[int, int] | None = _span(text, group, tokens)
    if len({one.due for _, one in found}) > 1:
        moment, span = _disagreeing(found), (span if _is_day_and_time(found) else None)
    due = moment.due
    return Reading(
        due=due,
        has_time=isinstance(due, datetime),
        part=None if moment.part is None or isinstance(due, datetime) else tuple(Part)[moment.part],
        span=span,
        title=without(text, span),
        repeat=moment.repeat,
        alternatives=moment.others,
    )


def _span(text: str, group: Group, tokens: list[Token]) -> tuple[int, int]:
    """The code points of a group, with the brackets round it."""
    first, last = group.start, group.end - 1
    inside = text[tokens[first].start : tokens[last].end]
    if last + 1 < len(tokens) and tokens[last + 1].text == ")" and ")" not in inside:
        if "(" in inside:
            last += 1
        elif first > 0 and tokens[first - 1].text == "(":
            first, last = first - 1, last + 1
    return tokens[first].start, tokens[last].end


def _is_day_and_time(found: list[tuple[Group, Moment]]) -> bool:
    """ "Friday in the big hall at 6 pm": a day here and a time there."""
    return len(found) == 2 and {bool(group.has_day) for group, _ in found} == {True, False}


def _disagreeing(found: list[tuple[Group, Moment]]) -> Moment:
    """Several dates: all of them are asked about, if they are few."""
    every: dict[date | datetime, None] = {}
    if _is_day_and_time(found):
        (_, first), (_, second) = sorted(found, key=lambda one: not one[0].has_day)
        if isinstance(first.due, date) and isinstance(second.due, datetime) and not isinstance(first.due, datetime):
            timed = datetime.combine(first.due, second.due.timetz())
            return replace(NOTHING, others=(timed, first.due))
    for _, moment in found:
        for one in (moment.due, *moment.others):
            if one is not None:
                every[one] = None
    return replace(NOTHING, others=tuple(every) if len(every) <= MOST_DATES else ())
