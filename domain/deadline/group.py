"""Neighbouring phrases that say one deadline together."""

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
    until: Piece | None = None
    ranged: bool = False  # began with "from" or "between"
    range_end: bool = False  # and had an end, which does not matter for a deadline
    cued: bool = False  # has a deadline word such as "before"
    vetoed: bool = False

    @property
    def has_day(self) -> bool:
        return bool(self.days or self.ahead)

    @property
    def size(self) -> int:
        """How many pieces say when."""
        singles = (self.ahead, self.part, self.offset)
        return len(self.days) + len(self.clocks) + len(self.every) + sum(one is not None for one in singles)

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
