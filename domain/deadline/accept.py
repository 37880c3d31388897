"""Decides whether a group of words is meant as a deadline: better no date than a wrong one."""

from typing import NamedTuple

from domain.deadline.group import Group
from domain.deadline.language import Unit
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Piece
from domain.deadline.tokens import Gap, Token


class Surroundings(NamedTuple):
    """Words of a language that tell what stands before them."""

    after_day: frozenset[str]  # may follow "the 12th" without making it the 12th of something
    after_duration: frozenset[str]  # make "2h" a duration
    at_is_hour: bool  # whether "at" before a figure can only be said of an hour


def is_meant(group: Group, tokens: list[Token], around: Surroundings, *, quoted: bool) -> bool:
    """Whether this group counts."""
    if group.vetoed or (group.offset and not group.days) or _is_about(group) or _is_hours_from(group):
        return False
    if quoted and (is_of_something(group) or not (group.cued or _is_strong(group))):
        return False
    if group.every:
        return _clocks_meant(group, tokens, around)
    whole = group.start == 0 and (group.end >= len(tokens) - (tokens[-1].text in ".!?") or _is_heading(group, tokens))
    if group.days or group.ahead:
        return _days_meant(group, tokens, around, whole) and _clocks_meant(group, tokens, around)
    if group.clocks:
        return _clocks_meant(group, tokens, around)
    return bool(group.part and group.part.values.keys() & {"today", "tomorrow"})


def is_told(group: Group, told: list[Piece], tokens: list[Token]) -> bool:
    """Whether the same clause tells of the past, of habits, or of what is not to be done: "we ate at noon"."""
    for piece in told:
        barred = "barred" in piece.values
        first, last = sorted(((piece.start, piece.end), (group.start, group.end)))
        between = tokens[first[1] : last[0] + 1]
        if (group.cued and not barred) or (barred and piece.start > group.start):
            continue
        if not any(token.text in ".!?;:,…" for token in between[:-1]) and all(t.gap is not Gap.HARD for t in between):
            return True
    return False


def is_of_something(group: Group) -> bool:
    """ "The minutes of 14 March", "Monday's meeting": when something is, was or will be, not when it is due."""
    return any("of" in day.values or (day.meaning in ("date", "weekday") and _is_of(group)) for day in group.days)


def _is_strong(group: Group) -> bool:
    if group.every:
        return False
    dated = any(one.meaning == "date" and not one.values.keys() & {"numeric", "lone"} for one in group.days)
    return dated or bool(group.has_day and group.clocks)


def _days_meant(group: Group, tokens: list[Token], around: Surroundings, whole: bool) -> bool:
    return all(_day_meant(day, group, tokens, around, whole) for day in group.days)


def _day_meant(day: Piece, group: Group, tokens: list[Token], around: Surroundings, whole: bool) -> bool:
    """Whether the weaker ways to say a day have company that makes them strong. `whole`: nothing else was said."""
    if _has_a_year_beyond(day, tokens):
        return False
    company = len(group.said) > 1 or group.cued or _has_lead(group)
    wanted = {
        "bare": group.cued and not _in_a_compound(day, tokens),
        "spelled": company or whole,
        "lone": group.end != day.end or whole or _has_firm_cue(group) or _ends_well(group, tokens, around),
        "weak": company or (whole and not group.lead),
        "numeric": company or whole or ("numeric" in day.values and _is_plain(day, tokens)),
        "attributive": group.cued or group.end != day.end or _ends_well(group, tokens, around),
    }
    if not all(wanted[value] for value in day.values.keys() & wanted.keys()):
        return False
    if is_of_something(group):  # asked about
        return True
    if day.meaning in ("feast", "isoweek"):  # neither "Easter eggs" nor "the market of Easter"
        return not _is_of(group) and (group.end != day.end or _ends_well(group, tokens, around))
    if day.meaning == "weekday" and group.end == day.end and _is_name(group, tokens, around):
        return False
    return day.meaning != "year" or not _is_of(group)


def _clocks_meant(group: Group, tokens: list[Token], around: Surroundings) -> bool:
    dated = bool(group.has_day or group.part or group.every)
    for clock in group.clocks:
        values = clock.values
        if "weak" in values:
            if group.end == clock.end and not _hour_ends_well(group, tokens, around):
                return False
        elif values.get("hour") == 24 and "sure" not in values and not (dated or _has_lead(group)):
            return False  # "24h" is how long rather than when
        elif values.get("hour") in (12, 24) and "sure" in values and not dated:
            begins = group.start == 0 and not group.lead and _next_text(group, tokens).isalpha()
            if begins or _is_of(group) or not _ends_well(group, tokens, around):
                return False  # "Midnight in Paris", "Café du Midi"
        elif not dated and not values.keys() & {"am", "pm"}:
            if (_is_of(group) and len(group.lead) == 1) or _next_text(group, tokens) in around.after_duration:
                return False
            if values.get("hour", 0) < 7 and not (group.cued or _has_lead(group)):
                return False
    return True


def _has_lead(group: Group) -> bool:
    return any(
        role_of(one) in (Role.GLUE, Role.CUE, Role.UNTIL, Role.TRAIL) and not one.values.keys() & {"of", "article"}
        for one in group.lead
    )


def _has_firm_cue(group: Group) -> bool:
    """ "Before the 15th" cannot be a place, "for the 15th" can."""
    return any(role_of(one) in (Role.CUE, Role.UNTIL, Role.TRAIL) and "soft" not in one.values for one in group.lead)


def _has_a_year_beyond(day: Piece, tokens: list[Token]) -> bool:
    """ "1 January 2100", "5 March 1850": no year that anybody plans for, but surely a year."""
    if day.meaning != "date" or "year" in day.values or day.end >= len(tokens):
        return False
    after = tokens[day.end]
    return after.is_number and len(after.text) == 4 and after.gap is Gap.SOFT


def _is_name(group: Group, tokens: list[Token], around: Surroundings) -> bool:
    """ "The Saturday Club"."""
    if group.cued or _has_lead(group) or group.end >= len(tokens):
        return False
    last, after = tokens[group.end - 1 : group.end + 1]
    return last.capital and after.capital and after.gap is Gap.SOFT and after.text not in around.after_day


def _is_heading(group: Group, tokens: list[Token]) -> bool:
    """ "25/3: the tables"."""
    return tokens[group.end].text == ":" and (
        group.end + 1 == len(tokens) or tokens[group.end + 1].gap is not Gap.GLUED
    )


def _hour_ends_well(group: Group, tokens: list[Token], around: Surroundings) -> bool:
    """ "Friday at 5 help with the tables" is at 5; "à 5 personnes" is not; "1, 2, 3" count."""
    if around.at_is_hour and group.has_day:
        return True
    listed = _next_text(group, tokens) == "," and len(tokens) > group.end + 1 and tokens[group.end + 1].is_number
    return _ends_well(group, tokens, around) and not listed


def _in_a_compound(piece: Piece, tokens: list[Token]) -> bool:
    """ "Mai-Linh" is a name."""
    return piece.end < len(tokens) and tokens[piece.end].gap is Gap.HYPHEN


def _is_hours_from(group: Group) -> bool:
    """Hours before a day are a whole number of days, or nobody knows when."""
    values = group.offset.values if group.offset and not group.clocks else {}
    return values.get("unit", Unit.DAY) <= Unit.HOUR and not (values["unit"] == Unit.HOUR and values["n"] % 24 == 0)


def _is_about(group: Group) -> bool:
    """ "The talk about Friday"; but about 6 is an hour."""
    return bool(group.lead) and "about" in group.lead[-1].values and group.has_day


def _is_of(group: Group) -> bool:
    """ "Monday's meeting" is not due on Monday."""
    return bool(group.lead) and not group.cued and not group.range_end and "of" in group.lead[0].values


def _is_plain(day: Piece, tokens: list[Token]) -> bool:
    """12/03 and 17/2, but not 1/2, 3/10 or 10/10."""
    figures = [token.text for token in tokens[day.start : day.end] if token.is_number][-2:]
    if any(one.startswith("0") for one in figures):
        return True
    return max(map(int, figures), default=0) > 12 or (
        all(len(one) == 2 for one in figures) and figures[0] != figures[1]
    )


def _next_text(group: Group, tokens: list[Token]) -> str:
    if group.end >= len(tokens) or tokens[group.end].gap is Gap.HARD:
        return ""
    return tokens[group.end].text


def _ends_well(group: Group, tokens: list[Token], around: Surroundings) -> bool:
    if group.end >= len(tokens):
        return True
    after = tokens[group.end]
    if after.gap is Gap.HARD or after.barred or after.text in around.after_day:
        return True
    return not after.is_word and not after.is_number and after.text not in "%€$£°'/"
