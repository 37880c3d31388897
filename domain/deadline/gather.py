"""Puts the pieces of one deadline together: "avant" + "vendredi" + "à" + "18h"."""

from dataclasses import dataclass, field, replace
from enum import Enum, auto

from domain.deadline.language import Unit
from domain.deadline.phrases import Piece
from domain.deadline.tokens import Gap, Token


class Role(Enum):
    DAY = auto()
    AHEAD = auto()
    OFFSET = auto()  # "two days after", before a day
    CLOCK = auto()
    PART = auto()
    EVERY = auto()
    CUE = auto()
    UNTIL = auto()
    TRAIL = auto()
    GLUE = auto()
    NOT = auto()
    VETO = auto()


_ROLES = {
    **dict.fromkeys(
        ("shift", "weekday", "date", "month", "week", "weekend", "year", "nth", "between", "unsaid"), Role.DAY
    ),
    **dict.fromkeys(("offset", "weekof"), Role.OFFSET),
    "to": Role.GLUE,
    **{role.name.lower(): role for role in (Role.AHEAD, Role.CLOCK, Role.PART, Role.EVERY, Role.CUE)},
    **{role.name.lower(): role for role in (Role.UNTIL, Role.TRAIL, Role.GLUE, Role.NOT, Role.VETO)},
}
_LISTING = frozenset(("and", "et", "&"))
_SIGNS = frozenset(",-().:/@")


@dataclass
class Group:
    """Neighbouring pieces that say one deadline; `lead` stands before the first, `start` and `end` count tokens."""

    start: int
    end: int
    lead: tuple[Piece, ...] = ()
    days: list[Piece] = field(default_factory=list)
    ahead: Piece | None = None
    offset: Piece | None = None
    clocks: list[Piece] = field(default_factory=list)
    part: Piece | None = None
    every: list[Piece] = field(default_factory=list)
    until: Piece | None = None
    ranged: bool = False  # began with "from" or "between"
    range_end: bool = False  # and had an end, which does not matter for a deadline
    cued: bool = False
    vetoed: bool = False

    @property
    def has_day(self) -> bool:
        return bool(self.days or self.ahead)

    @property
    def size(self) -> int:
        """How many pieces say when."""
        singles = (self.ahead, self.part, self.offset)
        return len(self.days) + len(self.clocks) + len(self.every) + sum(one is not None for one in singles)


def gather(pieces: list[Piece], tokens: list[Token], to_words: frozenset[str], *, bare_hours: bool) -> list[Group]:
    """The groups of a text, in order. `to_words` join the ends of a range; `bare_hours`: "8 tonight" is a time."""
    groups: list[Group] = []
    current: Group | None = None
    pending: list[Piece] = []
    end = -1
    for index, piece in enumerate(pieces):
        role = role_of(piece)
        if piece.start != end or tokens[piece.start].gap is Gap.HARD:
            current, pending = None, []
        end = piece.end
        if (
            role is Role.CLOCK
            and "weak" in piece.values
            and not (
                _at_word(pending)
                or (current and _continues(current, pending, tokens, to_words))
                or (bare_hours and _before_part(pieces[index : index + 3]))
                or (bare_hours and current and current.part and not pending)
            )
        ) or role is Role.NOT:
            current, pending = None, []
        elif role is Role.TRAIL and current and not pending:
            current.end, current.cued = piece.end, True
        elif role in _BETWEEN:
            pending.append(piece)
        elif current and _fits(current, piece, pending, tokens, to_words):
            _put(current, piece, pending, tokens, to_words)
            pending = []
        else:
            current = _begin(piece, pending, tokens)
            groups.append(current)
            pending = []
    return groups


def _at_word(pending: list[Piece]) -> bool:
    """ "At", "around", "from": after them a mere figure is an hour."""
    return bool(pending) and bool(pending[-1].values.keys() & {"at", "range"})


def _continues(group: Group, pending: list[Piece], tokens: list[Token], to_words: frozenset[str]) -> bool:
    """ "(from 9) to 5", "(every day at 10), 12 and 17"."""
    texts = _texts(pending, tokens)
    return bool(group.clocks) and len(texts) == 1 and (texts[0] in to_words or bool(group.every and texts == [","]))


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


_BETWEEN = frozenset((Role.GLUE, Role.CUE, Role.UNTIL, Role.VETO, Role.TRAIL))


def role_of(piece: Piece) -> Role:
    return _ROLES[piece.meaning]


def _begin(piece: Piece, pending: list[Piece], tokens: list[Token]) -> Group:
    lead: list[Piece] = []
    for before in reversed(pending):
        text = tokens[before.start].text
        if "or" in before.values or (before.end == before.start + 1 and text in _SIGNS and text != "@"):
            break
        lead.insert(0, before)
    start = lead[0].start if lead else piece.start
    group = Group(start, piece.end, tuple(lead))
    group.vetoed = any(role_of(one) is Role.VETO for one in lead)
    _put(group, piece, lead, tokens, frozenset())
    return group


def _put(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], to_words: frozenset[str]) -> None:
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
            if group.clocks and _is_range(group, texts, to_words):
                group.range_end = True
            else:
                group.clocks.append(piece)
        case Role.PART:
            group.part = group.part or piece
        case Role.EVERY:
            group.every.append(piece)


def _fits(group: Group, piece: Piece, between: list[Piece], tokens: list[Token], to_words: frozenset[str]) -> bool:
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
            return not group.clocks or either or bool(group.every) or _is_range(group, texts, to_words)
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


def _is_range(group: Group, texts: list[str], to_words: frozenset[str]) -> bool:
    return len(texts) == 1 and texts[0] in to_words and (group.ranged or texts[0] not in _LISTING)


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


def merged_date(group: Group) -> Piece | None:
    """The day of a group; "12 June" and "Friday" said side by side become one."""
    if len(group.days) == 2 and {one.meaning for one in group.days} == {"weekday", "date"}:
        weekday, day = sorted(group.days, key=lambda one: one.meaning, reverse=True)
        return replace_values(day, weekday=weekday.values["weekday"])
    return group.days[0] if group.days else None


def replace_values(piece: Piece, **values: int) -> Piece:
    return piece._replace(values={**piece.values, **values})


__all__ = ["Group", "Role", "gather", "merged_date", "replace", "replace_values", "role_of"]
