"""Puts the pieces of one deadline together: "avant" + "vendredi" + "à" + "18h"."""

from typing import NamedTuple

from domain.deadline.group import Group
from domain.deadline.language import Unit
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Piece
from domain.deadline.tokens import Gap, Token

_SIGNS = frozenset(",-().:/")
_BETWEEN = frozenset((Role.GLUE, Role.CUE, Role.UNTIL, Role.VETO, Role.TRAIL))


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
    end = -1
    for index, piece in enumerate(pieces):
        role = role_of(piece)
        if piece.start != end or tokens[piece.start].gap is Gap.HARD:
            current, pending = None, []
        end = piece.end
        figure = role is Role.CLOCK and "weak" in piece.values
        if role is Role.NOT or (figure and not _is_hour(pieces, index, current, pending, tokens, joins)):
            current, pending = None, []
        elif role is Role.TRAIL and current and not pending:
            current.end, current.cued = piece.end, True
        elif role in _BETWEEN:
            pending.append(piece)
        elif current and _fits(current, piece, pending, tokens, joins):
            _put(current, piece, pending, tokens, joins)
            pending = []
        else:
            current = _begin(piece, pending, tokens, joins)
            groups.append(current)
            pending = []
    return groups


def _is_hour(
    pieces: list[Piece], index: int, group: Group | None, pending: list[Piece], tokens: list[Token], joins: Joins
) -> bool:
    """Whether the mere figure `pieces[index]` stands where an hour stands."""
    if pending and pending[-1].values.keys() & {"at", "range"}:
        return True
    if group and group.clocks:  # "(from 9) to 5", "(every day at 10), 12 and 17"
        texts = _texts(pending, tokens)
        return len(texts) == 1 and (texts[0] in joins.to or bool(group.every and texts == [","]))
    if not joins.bare_hours:
        return False
    return _before_part(pieces[index : index + 3]) or bool(group and group.part and not pending)


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


def _begin(piece: Piece, pending: list[Piece], tokens: list[Token], joins: Joins) -> Group:
    lead: list[Piece] = []
    for before in reversed(pending):
        text = tokens[before.start].text
        if "or" in before.values or (before.end == before.start + 1 and text in _SIGNS):
            break
        lead.insert(0, before)
    start = lead[0].start if lead else piece.start
    group = Group(start, piece.end, tuple(lead))
    group.vetoed = any(role_of(one) is Role.VETO for one in lead)
    _put(group, piece, lead, tokens, joins)
    return group


def _put(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], joins: Joins) -> None:
    roles = {role_of(one) for one in between}
    group.cued = group.cued or bool(roles & {Role.CUE, Role.UNTIL, Role.TRAIL})
    group.end = piece.end
    match role_of(piece):
        case Role.DAY if Role.UNTIL in roles and group.every:
            group.until = piece
        case Role.DAY:
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
            else:
                group.clocks.append(piece)
        case Role.PART:
            group.part = group.part or piece
        case Role.EVERY:
            group.every.append(piece)


def _fits(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], joins: Joins) -> bool:
    if any(role_of(one) is Role.VETO for one in between) or len(between) > 3:
        return False
    texts = _texts(between, tokens)
    match role_of(piece):
        case Role.DAY:
            return _day_fits(group, piece)
        case Role.CLOCK:
            if group.ahead and group.ahead.values["unit"] <= Unit.HOUR:
                return False
            either = len(between) == 1 and "or" in between[0].values
            return not group.clocks or either or bool(group.every) or _is_range(group, texts, joins)
        case Role.PART:
            if group.clocks and "weak" in group.clocks[0].values and "bare" in piece.values and not group.has_day:
                return False
            return not group.part or group.part.values.get("part") == piece.values.get("part")
        case Role.AHEAD:
            return not group.has_day and not group.every
        case Role.OFFSET:
            return not group.has_day and not group.offset
        case Role.EVERY:
            return not group.ahead and not group.offset
    return False


def _is_range(group: Group, texts: list[str], joins: Joins) -> bool:
    """ "9 to 5"; and "9 and 5" only after "between"."""
    return len(texts) == 1 and texts[0] in joins.to and (group.ranged or texts[0] not in joins.lists)


def _day_fits(group: Group, piece: Piece) -> bool:
    if group.ahead:
        return False
    if group.offset or group.every:
        return len(group.days) < 2
    if not group.days:
        return True
    kinds = {group.days[0].meaning, piece.meaning}
    return len(group.days) == 1 and (
        kinds == {"weekday", "date"}
        and not any("weekday" in one.values for one in (group.days[0], piece) if one.meaning == "date")
    )
