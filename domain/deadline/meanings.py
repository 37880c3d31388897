"""What a phrase of a language table can mean, and the part that it plays in a deadline.

A meaning is a name and fixed values: "week weeks=1" is a week, the next one. A phrase adds the values of its slots:
`{weekday} en huit` adds the weekday. All values are whole numbers; weekdays count from Monday 0, `n=-1` is the last.

Days       shift days [slip: not lent to other languages]
           weekday weekday [this] [week: so many calendar weeks on] [later: weeks after the next one]
           date day [month or number: a month in figures] [year] [weekday] [months: of the next month 1]
           week weeks [edge] · weekend weeks · month month or months [year] [edge] · year year or years [edge]
           nth n weekday, of month or months [year] [plus: days after it] · unsaid n weekday, of which month is not said
           between day day2 month: the second of them [ask: either] · row days month: the last of them
           feast feast [year]: a day with a name · through weekday until: from a weekday to another
           isoweek number [year] · term months: how long, number [year] or terms: so many terms on, [edge]
           any of them: cued (with a deadline word) · part (with a part of the day) · of, attributive (said of what
           follows, or perhaps so)
           with a date: lone (no month), numeric (12/03), spelled, swap (month first) ask for better company;
           with a weekday (an abbreviation) or a feast: weak likewise; with a month: bare likewise
Relative   ahead n unit [n2 unit2]: from now [clock: or at that hour] · offset sign, n unit or weekday: before or
           after a day · weekof: the week of a day
Times      clock hour minute or hour_minute [past] [less] [am] [pm] [until_hour]; sure: written like a clock; weak: a
           mere figure [dot: 7.30]; half_day: morning or evening is not said
           part part [today: of this day] [tomorrow: of the next, if said in the evening] [bare]
Again      every unit [n] [weekdays: bits, Monday 1] [places: bits, see lexicon.py] [days: bits] [day] [back: so many
           before the end] [month] [month_list: bits] [quarter: the months that are this edge of one] [edge: of a week]
           [set_place: the first or last of its days in a month] [part]; without a unit the day behind it tells;
           unit=0: no rule says it; only: beside another repetition; adjective: may be one ("the weekly report");
           some: "a weekly one"
           except [weekdays] [month_list] · lasting n [unit]: so long, or so many times
           limit: makes any repetition one that no rule says
Around     cue: "before" [soft: may be said of places too] [far: its date may stand anywhere behind it on the line]
           until · trail: behind a date [amount: behind a mere hour it may be said of anything]
           to: joins a range; its words may be phrases of other meanings as well
           glue [at: an hour follows] [of] [range] [or] [article] [each: the day after it repeats] [about: is spoken of]
           [particle: of a verb, if more words follow: "hand it IN by Friday"] [start: of a repetition]
No dates   told: tells of the past or of habits: days beside it are no deadlines [barred: not even those behind it
           that have a cue]
           nothing: stops shorter phrases from being understood
           not: looks like a date and is none · veto: what follows is no deadline ("since") [start: of a repetition]
           [bar: of a repetition, an exception]
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
    TOLD = auto()
    NOTHING = auto()
    EXCEPT = auto()
    LASTING = auto()
    LIMIT = auto()
    CUE = auto()
    UNTIL = auto()
    TRAIL = auto()
    GLUE = auto()
    NOT = auto()
    VETO = auto()


DAYS = (
    "shift",
    "weekday",
    "date",
    "month",
    "week",
    "weekend",
    "year",
    "nth",
    "between",
    "row",
    "feast",
    "through",
    "isoweek",
    "term",
    "unsaid",
)
_ROLES = {
    **dict.fromkeys(DAYS, Role.DAY),
    **{role.name.lower(): role for role in Role if role is not Role.DAY},
    "weekof": Role.OFFSET,
    "to": Role.GLUE,
}


def role_of(piece: Piece) -> Role:
    return _ROLES[piece.meaning]
