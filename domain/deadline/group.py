"""Neighbouring phrases that say one deadline together."""

from copy import copy
from dataclasses import dataclass, field

from domain.deadline.phrases import Piece


@dataclass
class Group:
    """`lead` stands before the first piece that says when; `start` and `end` count tokens, [start, end)."""

    start: int
    end: int
    lead: tuple[Piece, ...] = ()
    days: list[Piece] = field(default_factory=list)
    ahead: Piece | None = None
    offset: Piece | None = None
    clocks: list[Piece] = field(default_factory=list)
    part: Piece | None = None
    every: list[Piece] = field(default_factory=list)
    begin: Piece | None = None  # the first day of a repetition, and the last
    until: Piece | None = None
    season: bool = False  # "from September to June", every year
    limits: list[Piece] = field(default_factory=list)  # what else is said of a repetition, wherever it stands
    elsewhere: list["Group"] = field(default_factory=list)  # groups that became a part of this one
    ranged: bool = False  # began with "from" or "between"
    range_end: bool = False  # and had an end: that counts, but for what repeats
    listed: bool = False  # stands right behind the group before it: "Thursday or Friday"
    cued: bool = False  # has a deadline word such as "before"
    vetoed: bool = False

    def with_clock(self, clock: Piece) -> "Group":
        """The same, with one of its times."""
        other = copy(self)
        other.clocks = [clock]
        return other

    def without_offset(self) -> "Group":
        other = copy(self)
        other.offset = None
        return other

    @property
    def has_day(self) -> bool:
        return bool(self.days or self.ahead)

    @property
    def said(self) -> list[Piece]:
        """The pieces that say when."""
        singles = (self.ahead, self.part, self.offset)
        return [*self.days, *self.clocks, *self.every, *(one for one in singles if one)]

    @property
    def day(self) -> Piece | None:
        """The day; "12 June" and "Friday" said side by side become one."""
        if not self.days:
            return None
        first, *others = self.days
        if not others:
            return first
        day, weekday = sorted(self.days[:2], key=lambda one: one.meaning)
        return day._replace(values={**day.values, "weekday": weekday.values["weekday"]})
