"""Puts the pieces of one deadline together: "avant" + "vendredi" + "à" + "18h"."""

from typing import NamedTuple

from domain.deadline.group import Group
from domain.deadline.language import Unit
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Piece
from domain.deadline.tokens import Gap, Token

_SIGNS = frozenset(",-().:/")
_BETWEEN = frozenset((Role.GLUE, Role.CUE, Role.UNTIL, Role.VETO, Role.TRAIL))
_NO_DATES = frozenset((Role.NOT, Role.TOLD, Role.NOTHING))
_LIMITS = frozenset((Role.EXCEPT, Role.LASTING, Role.LIMIT))


_YEARS = range(1900, 2100)


class Joins(NamedTuple):
    """How a language joins times."""

    to: frozenset[str]  # the ends of a range: "9 to 5"
    lists: frozenset[str]  # the members of a list: "9 and 5"
    bare_hours: bool  # whether a mere figure may be an hour: "8 tonight"


def gather(pieces: list[Piece], tokens: list[Token], joins: Joins) -> list[Group]:
    """The groups of a text, in order."""
    groups: list[Group] = []
    current: Group | None = None
    pending: list[Piece] = []
    limits: list[Piece] = []
    past = False  # what stands just before is no date: "yesterday (at 6)"
    end = -1
    for index, piece in enumerate(pieces):
        role = role_of(piece)
        if piece.start != end or tokens[piece.start].gap is Gap.HARD:
            current, pending, past = None, [], False
        end = piece.end
        figure = role is Role.CLOCK and "weak" in piece.values
        if _awaits_a_day(piece):
            limits.append(piece)
        elif role in (Role.DAY, Role.CLOCK):
            limits = [one for one in limits if one not in pending or "bar" in one.values]
        alone = "only" in piece.values and not (current and current.every)
        if role in _NO_DATES or alone or (figure and not _is_hour(pieces, index, current, pending, tokens, joins)):
            current, pending, past = None, [], role is Role.NOT
        elif role in _LIMITS:
            limits.append(piece)
            current, pending = current if current and current.every else None, []
            if current:
                current.end = piece.end
        elif role is Role.TRAIL and current and not pending:
            current.end = piece.end
            current.cued = current.cued or "amount" not in piece.values or current.has_day
        elif role in _BETWEEN:
            pending.append(piece)
        elif current and _fits(current, piece, pending, tokens, joins):
            _put(current, piece, pending, tokens, joins)
            pending = []
        else:
            current = _begin(piece, pending, current, tokens, joins)
            current.vetoed = current.vetoed or (past and role in (Role.CLOCK, Role.PART))
            groups.append(current)
            pending, past = [], False
    return _with_ends(groups, limits, tokens)


def _is_hour(
    pieces: list[Piece], index: int, group: Group | None, pending: list[Piece], tokens: list[Token], joins: Joins
) -> bool:
    """Whether the mere figure `pieces[index]` stands where an hour stands."""
    figure = pieces[index].values
    if figure.get("hour_minute", 0) in _YEARS and not (group and group.has_day):
        before = pending[-1] if pending else None  # "lessons from 2026", "by 2030"; but 1900 is too long ago
        if (
            before is None
            or "range" in before.values
            or (figure["hour_minute"] >= 2000 and role_of(before) is Role.CUE)
        ):
            return False
    if pending and pending[-1].values.keys() & {"at", "range"}:
        return not _is_amid_figures(pending, group, tokens, joins)
    if group and group.clocks:  # "(from 9) to 5", "(every day at 10), 12 and 17"
        texts = _texts(pending, tokens)
        return len(texts) == 1 and (texts[0] in joins.to or bool(group.every and texts == [","]))
    if not joins.bare_hours:
        return False
    written_so = figure.keys() & {"hour_minute", "dot"}
    if written_so and group and group.days and not group.clocks and not pending:  # "Saturday 1900", "Saturday 7.30"
        return group.days[-1].meaning in ("weekday", "shift")
    return _before_part(pieces[index : index + 3]) or bool(group and group.part and not pending)


def _is_amid_figures(pending: list[Piece], group: Group | None, tokens: list[Token], joins: Joins) -> bool:
    """ "Pages 12 à 18"."""
    first = pending[-1].start
    return group is None and first > 0 and tokens[first - 1].is_number and tokens[first].text in joins.to


def _before_part(pieces: list[Piece]) -> bool:
    """ "8 tonight", "9 tomorrow evening"."""
    clock, *following = pieces
    if not 5 <= clock.values.get("hour", 0) <= 12 or not following or following[0].start != clock.end:
        return False
    if role_of(following[0]) is Role.PART:
        return "today" in following[0].values
    two = len(following) == 2 and following[0].end == following[1].start
    return two and [role_of(one) for one in following] == [Role.DAY, Role.PART]


def _texts(pieces: list[Piece], tokens: list[Token]) -> list[str]:
    return [tokens[place].text for one in pieces for place in range(one.start, one.end)]


def _begin(piece: Piece, pending: list[Piece], before: Group | None, tokens: list[Token], joins: Joins) -> Group:
    """A group that begins with `piece`, right behind the group `before`, if there is one."""
    lead: list[Piece] = []
    for one in reversed(pending):
        text = tokens[one.start].text
        if "or" in one.values or (one.end == one.start + 1 and text in _SIGNS):
            break
        lead.insert(0, one)
    while lead and "particle" in lead[0].values and _is_particle(lead[1:], piece):
        lead.pop(0)
    start = lead[0].start if lead else piece.start
    group = Group(start, piece.end, tuple(lead))
    group.vetoed = any(role_of(one) is Role.VETO for one in lead)
    group.listed = before is not None and all("or" in one.values or _is_list(one, tokens, joins) for one in pending)
    group.cued = bool(before and before.cued) and any("or" in one.values for one in pending)  # "by Monday or Tuesday"
    _put(group, piece, lead, tokens, joins)
    return group


def _is_list(piece: Piece, tokens: list[Token], joins: Joins) -> bool:
    text = tokens[piece.start].text
    return piece.end == piece.start + 1 and (text == "," or text in joins.lists)


def _is_particle(following: list[Piece], piece: Piece) -> bool:
    """Whether the "in" or "on" before these words belongs to a verb: "hand it in by 8", "the heating on tomorrow"."""
    if not following:
        return piece.meaning == "shift"
    return role_of(following[0]) is Role.CUE or bool(following[0].values.keys() & {"at", "particle"})


def _put(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], joins: Joins) -> None:
    roles = {role_of(one) for one in between}
    group.cued = group.cued or "cued" in piece.values or bool(roles & {Role.CUE, Role.UNTIL, Role.TRAIL})
    group.end = piece.end
    if between and "each" in between[-1].values:
        group.every.append(between[-1])
    match role_of(piece):
        case Role.DAY if group.every:
            _put_day(group, piece, between, tokens, joins)
        case Role.DAY:
            if _ends_days(group, piece, between, tokens, joins):
                group.days, group.clocks, group.part, group.range_end = [], [], None, True
            group.days.append(piece)
        case Role.AHEAD:
            group.ahead = piece
        case Role.OFFSET:
            group.offset = piece
        case Role.CLOCK:
            texts = _texts(between, tokens)
            group.ranged = group.ranged or any("range" in one.values for one in between)
            if group.clocks and _is_range(group, texts, joins):
                group.range_end = True
                if not group.every:  # a range ends when it is due
                    group.clocks = [piece]
            else:
                group.clocks.append(piece)
        case Role.PART:
            group.part = group.part or piece
        case Role.EVERY:
            group.every.append(piece)


def _put_day(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], joins: Joins) -> None:
    """A day behind a repetition: its begin, its end, or the day itself."""
    values = {key for one in between for key in one.values}
    texts = _texts(between, tokens)
    dated = piece.meaning in ("date", "month", "feast")
    if any(role_of(one) is Role.UNTIL for one in between) and group.until in (None, group.begin):
        group.until = piece
    elif "start" in values:
        group.begin, group.season = piece, "of" in values
    elif "of" in values and dated:  # "the Tuesdays of September"
        group.begin, group.season = piece, True
        group.until = piece if piece.meaning == "month" else None
    elif group.begin and group.until in (None, group.begin) and joins.to.issuperset(texts):
        group.until = piece
    else:
        group.days.append(piece)


def _awaits_a_day(piece: Piece) -> bool:
    """ "Until", "from", "except": a repetition is not understood before it is known what follows."""
    starts = "start" in piece.values and "range" not in piece.values
    return starts or "bar" in piece.values or role_of(piece) is Role.UNTIL


def _end_of(group: Group) -> str:
    """Whether a group says no more than where a repetition begins or ends: "until June", "from Monday on"."""
    if len(group.said) != 1 or not group.days:
        return ""
    if any(role_of(one) is Role.UNTIL for one in group.lead):
        return "until"
    return "begin" if any("start" in one.values for one in group.lead) else ""


def _with_ends(groups: list[Group], limits: list[Piece], tokens: list[Token]) -> list[Group]:
    """The groups; to a repetition belongs what is said elsewhere of its begin, its end and its exceptions."""
    repeated = [group for group in groups if group.every]
    for group in repeated:
        group.limits = limits
    if len(repeated) != 1:
        return groups
    (one,) = repeated
    for limit in reversed(limits):
        if _touch(limit, one):
            one.start = limit.start
    others: list[Group] = []
    for group in groups:
        end = "" if group.every else _end_of(group)
        if not end or getattr(one, end) or not are_on_one_line(one, group, tokens):
            others.append(group)
            continue
        setattr(one, end, group.days[0])
        if _touch(group, one):
            one.start = group.start
        elif _touch(one, group):
            one.end = group.end
        else:
            one.elsewhere.append(group)
    return others


def are_on_one_line(one: Group, other: Group, tokens: list[Token]) -> bool:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return all(token.gap is not Gap.HARD for token in tokens[start : end + 1])


def _touch(one: Group | Piece, other: Group | Piece) -> bool:
    """Whether there is at most a comma between them."""
    return 0 <= other.start - one.end <= 1


def _fits(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], joins: Joins) -> bool:
    if len(between) > 3 or any(
        role_of(one) is Role.VETO and not (group.every and "start" in one.values) for one in between
    ):
        return False
    if _ends_days(group, piece, between, tokens, joins):
        return True
    texts = _texts(between, tokens)
    match role_of(piece):
        case Role.DAY:
            cued = any(role_of(one) is Role.CUE for one in between)  # "the minutes of 3 March by Friday"
            return not (cued and group.has_day and not group.every) and _day_fits(group, piece)
        case Role.CLOCK:
            if group.ahead and group.ahead.values["unit"] <= Unit.HOUR:
                return False
            either = len(between) <= 2 and any("or" in one.values for one in between)
            return not group.clocks or either or bool(group.every) or _is_range(group, texts, joins)
        case Role.PART:
            if group.clocks and "weak" in group.clocks[0].values and "bare" in piece.values and not group.has_day:
                return False
            return not group.part or group.part.values.get("part") == piece.values.get("part")
        case Role.AHEAD:
            weeks = piece.values["unit"] == Unit.WEEK and len(group.days) == 1 and _is_plain_weekday(group.days[0])
            return not group.every and (weeks or not group.has_day)
        case Role.OFFSET:
            return not group.has_day and not group.offset
        case Role.EVERY:
            twice = group.every and (group.clocks or any("or" in one.values for one in between))
            return not (group.ahead or group.offset or twice or _end_of(group))
    return False


def _is_range(group: Group, texts: list[str], joins: Joins) -> bool:
    """ "9 to 5"; and "9 and 5" only after "between"."""
    return len(texts) == 1 and texts[0] in joins.to and (group.ranged or texts[0] not in joins.lists)


def _ends_days(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], joins: Joins) -> bool:
    """ "From 12 March at 10 to 15 March": it is due at its end. Of weekdays the end may come before the beginning."""
    dates = [one.meaning for one in (*group.days, piece)] == ["date", "date"]
    texts = _texts(between, tokens) or [tokens[piece.start].text]  # the "au" of "au 15 mars"
    return dates and not (group.every or group.offset) and texts != ["/"] and _is_range(group, texts, joins)


def _is_plain_weekday(piece: Piece) -> bool:
    return piece.meaning == "weekday" and not piece.values.keys() & {"this", "week", "later"}


def _day_fits(group: Group, piece: Piece) -> bool:
    if group.ahead:  # "in two weeks on Monday"
        return not group.days and group.ahead.values.get("unit") == Unit.WEEK and _is_plain_weekday(piece)
    if group.every:
        return len(group.days) < 2
    if not group.days:
        return True
    kinds = {group.days[0].meaning, piece.meaning}
    return len(group.days) == 1 and (
        kinds == {"weekday", "date"}
        and not any("weekday" in one.values for one in (group.days[0], piece) if one.meaning == "date")
    )
