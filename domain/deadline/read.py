"""Reads the deadline in a message: the door of this package."""

from datetime import date, datetime
from itertools import pairwise

from domain.deadline.accept import is_of_something
from domain.deadline.calendar import at, is_later
from domain.deadline.find import Found, find
from domain.deadline.fold import fold
from domain.deadline.grammar import LANGUAGES, grammar_of
from domain.deadline.group import Group
from domain.deadline.phrases import Piece
from domain.deadline.reading import Part, Reading
from domain.deadline.resolve import Moment
from domain.deadline.title import without
from domain.deadline.tokens import Token, cut

MOST_DATES = 3  # more different dates than these are a timetable, not a question


def read(text: str, *, language: str, reference: datetime, mode: str = "typed", country: str = "") -> Reading:
    """The deadline that `text` says, as of `reference` (aware, in the person's zone).

    language: "fr" or "en": what the text is first taken for; the other is meant where it explains more of it.
    mode: "typed" for a command, "quoted" for chat that was written for other people and needs more to be believed.
    country (ISO 3166): tells which day a feast is, and whether the month comes first; empty where nobody knows.
    Raises KeyError for an unknown language and ValueError for a naive reference.
    """
    if reference.tzinfo is None:
        raise ValueError("the reference needs a time zone")
    tokens = cut(fold(text), text)
    quoted = mode == "quoted"
    findings = find(grammar_of(language), tokens, reference, country, quoted=quoted)
    found, most = findings.found, explained(findings.found, tokens)
    for code in LANGUAGES:
        grammar = grammar_of(code)
        if code == language or grammar.most_explained(tokens) <= most:
            continue
        other = find(grammar, tokens, reference, country, quoted=quoted).beside(findings, tokens)
        if (more := explained(other, tokens)) > most:
            found, most = other, more
    return _reading(text, found, tokens, reference)


def explained(found: list[Found], tokens: list[Token]) -> int:
    """How many letters of a text said its deadlines; not figures, which are the same in every language, nor articles,
    which may be another word there: "du thé samedi"."""
    groups = [one for group, _ in found for one in (group, *group.elsewhere)]
    articles = {place for group in groups for one in group.lead if "article" in one.values for place in _places(one)}
    places = {place for group in groups for place in range(group.start, group.end)} - articles
    return sum(len(tokens[place].text) for place in places if tokens[place].is_word)


def _places(piece: Piece) -> range:
    return range(piece.start, piece.end)


def _reading(text: str, found: list[Found], tokens: list[Token], reference: datetime) -> Reading:
    repeated = [one for one in found if one[0].every]
    cued = [one for one in found if one[0].cued]
    if repeated:  # none is better than half of what was said
        clear = repeated[0][1].repeat and len({moment.due for _, moment in found}) == 1
        found = repeated[:1] if clear and len({moment.repeat for _, moment in repeated}) == 1 else []
    elif len(cued) == 1:
        found = cued
    if not found:
        return Reading(None, False, None, None, without(text, None), None, ())
    group, moment = found[0]
    span = None if is_of_something(group) else _span(text, group, tokens)
    if len({(one.due, one.others) for _, one in found}) > 1:
        moment = _disagreeing(found, reference)
        span = _span_of_all(text, found, tokens) if moment.others else None
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


def _span_of_all(text: str, found: list[Found], tokens: list[Token]) -> tuple[int, int] | None:
    """All the words of dates that stand side by side, "Thursday or Friday"; the first ones of a day and its time."""
    groups = [group for group, _ in found]
    if all(later.listed and later.start - group.end <= 1 for group, later in pairwise(groups)):
        return _span(text, groups[0], tokens)[0], _span(text, groups[-1], tokens)[1]
    return _span(text, groups[0], tokens) if _is_day_and_time(found) else None


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


def _is_day_and_time(found: list[Found]) -> bool:
    """ "Friday in the big hall at 6 pm": a day here and a time there."""
    return len(found) == 2 and {bool(group.has_day) for group, _ in found} == {True, False}


def _disagreeing(found: list[Found], reference: datetime) -> Moment:
    """Several dates: all of them are asked about, if they are few."""
    every: dict[date | datetime, None] = {}
    if _is_day_and_time(found):
        (_, first), (_, second) = sorted(found, key=lambda one: not one[0].has_day)
        if isinstance(first.due, date) and isinstance(second.due, datetime) and not isinstance(first.due, datetime):
            timed = at(first.due, second.due.hour, second.due.minute, reference)
            return Moment(None, (timed, first.due) if is_later(timed, reference) else (first.due,))
    for _, moment in found:
        for one in (moment.due, *moment.others):
            if one is not None:
                every[one] = None
    return Moment(None, tuple(every) if len(every) <= MOST_DATES else ())
