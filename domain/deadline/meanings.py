"""What a phrase of a language table can mean, and the part that it plays in a deadline.

A meaning is a name and fixed values: "week weeks=1" is a week, the next one. A phrase adds the values of its slots:
`{weekday} en huit` adds the weekday. All values are whole numbers; weekdays count from Monday 0, `n=-1` is the last.

Days       shift days · weekday weekday [this] [week: so many calendar weeks on] [later: weeks after the next one]
           date day [month or number: a month in figures] [year] [weekday] [months: of the next month 1]
           week weeks [edge] · weekend weeks · month month or months [year] [edge] · year year or years [edge]
           nth n weekday, of month or months [year] [plus: days after it] · unsaid n weekday, of which month is not said
           between day day2 month: two days to ask about
           with a date: lone (no month), numeric (12/03), spelled, feast, swap (month first) ask for better company;
           with a weekday: weak (an abbreviation) likewise; with a month: bare likewise
Relative   ahead n unit [n2 unit2]: from now · offset sign n unit: before or after a day · weekof: the week of a day
Times      clock hour minute or hour_minute [past] [less] [am] [pm] [until_hour]; sure: written like a clock; weak: a
           mere figure; half_day: morning or evening is not said · part part [today: of this day] [bare]
Again      every unit [n] [weekdays: bits, Monday 1] [nth weekday] [day] [month] [part]
Around     cue: "before" [soft: may be said of places too] · until · trail: behind a date · to: joins a range
           glue [at: an hour follows] [of] [range] [or] [article]
No dates   not: looks like a date and is none · veto: what follows is no deadline ("since")
"""

from enum import Enum, auto

from domain.deadline.phrases import Piece


class Role(Enum):
    """The part that a phrase plays."""

    DAY = auto()
    AHEAD = auto()
    OFFSET = auto()
    CLOCK = auto()
    PART = auto()
    EVERY = auto()
    CUE = auto()
    UNTIL = auto()
    TRAIL = auto()
    GLUE = auto()
    NOT = auto()
    VETO = auto()


DAYS = ("shift", "weekday", "date", "month", "week", "weekend", "year", "nth", "between", "unsaid")
_ROLES = {
    **dict.fromkeys(DAYS, Role.DAY),
    **{role.name.lower(): role for role in Role if role is not Role.DAY},
    "weekof": Role.OFFSET,
    "to": Role.GLUE,
}


def role_of(piece: Piece) -> Role:
    return _ROLES[piece.meaning]
