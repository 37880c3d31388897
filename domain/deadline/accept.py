"""Decides whether a group of words is meant as a deadline: better no date than a wrong one."""

from typing import NamedTuple

from domain.deadline.group import Group
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Piece
from domain.deadline.tokens import Gap, Token


class Surroundings(NamedTuple):
    """Words of a language that tell what stands before them."""

    after_day: frozenset[str]  # may follow "the 12th" without making it the 12th of something
    after_duration: frozenset[str]  # make "2h" a duration


def is_meant(group: Group, tokens: list[Token], around: Surroundings, *, quoted: bool) -> bool:
    """Whether this group counts."""
    if group.vetoed or (group.offset and not group.days):
        return False
    if quoted and not (group.cued or _is_strong(group)):
        return False
    if group.every:
        return _clocks_meant(group, tokens, around)
    whole = group.start == 0 and group.end >= len(tokens) - (tokens[-1].text in ".!?")
    if group.days or group.ahead:
        return _days_meant(group, tokens, around, whole) and _clocks_meant(group, tokens, around)
    if group.clocks:
        return _clocks_meant(group, tokens, around)
    return bool(group.part and group.part.values.get("today"))


def _is_strong(group: Group) -> bool:
    if group.every:
        return False
    dated = any(one.meaning == "date" and not one.values.keys() & {"numeric", "lone"} for one in group.days)
    return dated or bool(group.has_day and group.clocks)


def _days_meant(group: Group, tokens: list[Token], around: Surroundings, whole: bool) -> bool:
    return all(_day_meant(day, group, tokens, around, whole) for day in group.days)


def _day_meant(day: Piece, group: Group, tokens: list[Token], around: Surroundings, whole: bool) -> bool:
    """Whether the weaker ways to say a day have company that makes them strong. `whole`: nothing else was said."""
    company = group.size > 1 or group.cued or _has_lead(group)
    wanted = {
        "feast": False,  # "for Christmas" is no day to be done by; every Christmas is
        "bare": group.cued,
        "spelled": company,
        "lone": group.end != day.end or whole or _has_firm_cue(group) or _ends_well(group, tokens, around),
        "weak": company or (whole and not group.lead),
        "numeric": company or whole or ("numeric" in day.values and _is_plain(day, tokens)),
    }
    if not all(wanted[value] for value in day.values.keys() & wanted.keys()):
        return False
    pinned = day.values.keys() & {"this", "week", "later"}
    return day.meaning != "weekday" or bool(pinned) or not _is_of(group)


def _clocks_meant(group: Group, tokens: list[Token], around: Surroundings) -> bool:
    dated = bool(group.has_day or group.part or group.every)
    for clock in group.clocks:
        values = clock.values
        if "weak" in values:
            if group.end == clock.end and not _ends_well(group, tokens, around):
                return False
        elif values.get("hour") == 24 and "sure" not in values and not (dated or _has_lead(group)):
            return False  # "24h" is how long rather than when
        elif not dated and not values.keys() & {"am", "pm"} and values.get("hour") not in (12, 24):
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
