"""Decides whether a group of words is meant as a deadline: better no date than a wrong one."""

from domain.deadline.gather import Group, Role, role_of
from domain.deadline.phrases import Piece
from domain.deadline.tokens import Gap, Token

_DURATION_WORDS = frozenset(("de", "d", "par", "of", "per", "a", "chacun", "each"))
_ENDS = frozenset('.,;:!?)(…-/"»')


def is_meant(group: Group, tokens: list[Token], after_day: frozenset[str], *, quoted: bool) -> bool:
    """Whether this group counts. `after_day`: words that may follow "the 12th"."""
    if group.vetoed or (group.offset and not group.days):
        return False
    if quoted and not (group.cued or _is_strong(group)):
        return False
    if group.every:
        return _clocks_meant(group, tokens, after_day)
    whole = group.start == 0 and group.end >= len(tokens) - (tokens[-1].text in ".!?")
    if group.days or group.ahead:
        return _days_meant(group, tokens, after_day, whole) and _clocks_meant(group, tokens, after_day)
    if group.clocks:
        return _clocks_meant(group, tokens, after_day)
    return bool(group.part and group.part.values.get("today"))


def _is_strong(group: Group) -> bool:
    if group.every:
        return False
    dated = any(one.meaning == "date" and not one.values.keys() & {"numeric", "lone"} for one in group.days)
    return dated or bool(group.has_day and group.clocks)


def _days_meant(group: Group, tokens: list[Token], after_day: frozenset[str], whole: bool) -> bool:
    company = group.size > 1 or group.cued
    for day in group.days:
        if "feast" in day.values:
            return False
        if "bare" in day.values and not group.cued:
            return False
        if "spelled" in day.values and not (company or _has_lead(group)):
            return False
        if "lone" in day.values and group.end == day.end and not (whole or _ends_well(group, tokens, after_day)):
            return False
        if "weak" in day.values and not (company or _has_lead(group) or (whole and not group.lead)):
            return False
        if "numeric" in day.values and not (company or whole or _has_lead(group) or _is_plain(day, tokens)):
            return False
        if day.meaning == "weekday" and _is_of(group, tokens) and not day.values.keys() & {"this", "week", "later"}:
            return False
    return True


def _clocks_meant(group: Group, tokens: list[Token], after_day: frozenset[str]) -> bool:
    dated = bool(group.has_day or group.part or group.every)
    for clock in group.clocks:
        values = clock.values
        if "weak" in values:
            if group.end == clock.end and not _ends_well(group, tokens, after_day):
                return False
        elif values.get("hour") == 24 and "sure" not in values and not (dated or _has_lead(group)):
            return False  # "24h" is how long rather than when
        elif not dated and not values.keys() & {"am", "pm"} and values.get("hour") not in (12, 24):
            if (_is_of(group, tokens) and len(group.lead) == 1 and not group.range_end) or _next_text(
                group, tokens
            ) in _DURATION_WORDS:
                return False
            if values.get("hour", 0) < 7 and not (group.cued or _has_lead(group)):
                return False
    return True


def _has_lead(group: Group) -> bool:
    return any(
        role_of(one) in (Role.GLUE, Role.CUE, Role.UNTIL, Role.TRAIL) and not one.values.keys() & {"of", "article"}
        for one in group.lead
    )


def _is_of(group: Group, tokens: list[Token]) -> bool:
    """ "Monday's meeting" is not due on Monday."""
    return bool(group.lead) and not group.cued and "of" in group.lead[0].values


def _is_plain(day: Piece, tokens: list[Token]) -> bool:
    """12/03 and 17/2, but not 1/2, 3/10 or 10/10."""
    figures = [token.text for token in tokens[day.start : day.end] if token.is_number][-2:]
    if any(one.startswith("0") for one in figures):
        return True
    return max(map(int, figures)) > 12 or (all(len(one) == 2 for one in figures) and figures[0] != figures[1])


def _next_text(group: Group, tokens: list[Token]) -> str:
    if group.end >= len(tokens) or tokens[group.end].gap is Gap.HARD:
        return ""
    return tokens[group.end].text


def _ends_well(group: Group, tokens: list[Token], after_day: frozenset[str]) -> bool:
    if group.end >= len(tokens):
        return True
    after = tokens[group.end]
    if after.gap is Gap.HARD or after.barred or after.text in after_day:
        return True
    return not after.is_word and not after.is_number and after.text not in "%€$£°'/"
