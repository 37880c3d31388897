"""The days that people call by a name: which date each has in a year, where countries differ as well.

Feasts by the moon or by another calendar (Eid, Diwali, Hanukkah, new year in Asia) are not here: their dates are
announced, or counted in ways that a deadline should not depend on.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import IntEnum, auto
from typing import NamedTuple

from domain.deadline.calendar import nth_weekday


class Feast(IntEnum):
    """A day with a name. The language tables say how it is called."""

    NEW_YEAR = auto()
    EPIPHANY = auto()
    CANDLEMAS = auto()
    VALENTINE = auto()
    SHROVE_TUESDAY = auto()
    ASH_WEDNESDAY = auto()
    SAINT_PATRICK = auto()
    BURNS_NIGHT = auto()
    BASTILLE_DAY = auto()
    CANADA_DAY = auto()
    REMEMBRANCE_SUNDAY = auto()
    PALM_SUNDAY = auto()
    MAUNDY_THURSDAY = auto()
    GOOD_FRIDAY = auto()
    HOLY_SATURDAY = auto()
    EASTER = auto()
    EASTER_MONDAY = auto()
    ASCENSION = auto()
    PENTECOST = auto()
    WHIT_MONDAY = auto()
    CORPUS_CHRISTI = auto()
    LABOUR_DAY = auto()
    MOTHERS_DAY = auto()
    MEMORIAL_DAY = auto()
    FATHERS_DAY = auto()
    MUSIC_DAY = auto()
    SAINT_JOHN = auto()
    NATIONAL_DAY = auto()
    ASSUMPTION = auto()
    HALLOWEEN = auto()
    ALL_SAINTS = auto()
    ALL_SOULS = auto()
    BONFIRE_NIGHT = auto()
    ARMISTICE = auto()
    THANKSGIVING = auto()
    BLACK_FRIDAY = auto()
    SAINT_NICHOLAS = auto()
    CHRISTMAS_EVE = auto()
    CHRISTMAS = auto()
    BOXING_DAY = auto()
    NEW_YEARS_EVE = auto()


class Fixed(NamedTuple):
    month: int
    day: int

    def in_year(self, year: int) -> date:
        return date(year, self.month, self.day)


class FromEaster(NamedTuple):
    days: int

    def in_year(self, year: int) -> date:
        from dateutil.easter import easter  # loads in milliseconds, but few messages speak of Easter

        return easter(year) + timedelta(days=self.days)


class Nth(NamedTuple):
    """The n-th weekday of a month (Monday 0; the last: -1), and so many days after it."""

    n: int
    weekday: int
    month: int
    plus: int = 0

    def in_year(self, year: int) -> date | None:
        found = nth_weekday(year, self.month, self.n, self.weekday)
        return found + timedelta(days=self.plus) if found else None


class FrenchMothersDay(NamedTuple):
    """The last Sunday of May, or the first of June where that is Pentecost. (Code de l'action sociale, D215-1)"""

    def in_year(self, year: int) -> date | None:
        last = nth_weekday(year, 5, -1, 6)
        return nth_weekday(year, 6, 1, 6) if last == FromEaster(49).in_year(year) else last


Rule = Fixed | FromEaster | Nth | FrenchMothersDay

ANYWHERE = ""
_FRENCH = ("FR", "GP", "MQ", "GF", "RE", "YT", "NC", "PF")  # France and what of it has a code of its own

# Feast -> country (ISO 3166) -> rule. A country that is not named has the rule of ANYWHERE; without one, none.
_DATES: Mapping[Feast, Mapping[str, Rule]] = {
    Feast.NEW_YEAR: {ANYWHERE: Fixed(1, 1)},
    Feast.EPIPHANY: {ANYWHERE: Fixed(1, 6)},
    Feast.CANDLEMAS: {ANYWHERE: Fixed(2, 2)},
    Feast.VALENTINE: {ANYWHERE: Fixed(2, 14)},
    Feast.SHROVE_TUESDAY: {ANYWHERE: FromEaster(-47)},
    Feast.ASH_WEDNESDAY: {ANYWHERE: FromEaster(-46)},
    Feast.SAINT_PATRICK: {ANYWHERE: Fixed(3, 17)},
    Feast.BURNS_NIGHT: {ANYWHERE: Fixed(1, 25)},
    Feast.BASTILLE_DAY: {ANYWHERE: Fixed(7, 14)},
    Feast.CANADA_DAY: {ANYWHERE: Fixed(7, 1)},
    Feast.REMEMBRANCE_SUNDAY: {ANYWHERE: Nth(2, 6, 11)},
    Feast.PALM_SUNDAY: {ANYWHERE: FromEaster(-7)},
    Feast.MAUNDY_THURSDAY: {ANYWHERE: FromEaster(-3)},
    Feast.GOOD_FRIDAY: {ANYWHERE: FromEaster(-2)},
    Feast.HOLY_SATURDAY: {ANYWHERE: FromEaster(-1)},
    Feast.EASTER: {ANYWHERE: FromEaster(0)},
    Feast.EASTER_MONDAY: {ANYWHERE: FromEaster(1)},
    Feast.ASCENSION: {ANYWHERE: FromEaster(39)},
    Feast.PENTECOST: {ANYWHERE: FromEaster(49)},
    Feast.WHIT_MONDAY: {ANYWHERE: FromEaster(50)},
    Feast.CORPUS_CHRISTI: {ANYWHERE: FromEaster(60)},
    Feast.LABOUR_DAY: {ANYWHERE: Fixed(5, 1), "US": Nth(1, 0, 9), "CA": Nth(1, 0, 9)},
    Feast.MOTHERS_DAY: {
        **dict.fromkeys(("US", "CA", "BE", "CH", "DE", "AT", "IT", "NL", "AU", "NZ", "ZA", "IN"), Nth(2, 6, 5)),
        **dict.fromkeys(_FRENCH, FrenchMothersDay()),
        **dict.fromkeys(("GB", "IE", "IM", "JE", "GG"), FromEaster(-21)),
        "LU": Nth(2, 6, 6),
    },
    Feast.MEMORIAL_DAY: {"US": Nth(-1, 0, 5)},
    Feast.FATHERS_DAY: {
        **dict.fromkeys((*_FRENCH, "GB", "IE", "US", "CA", "NL", "ZA", "IN"), Nth(3, 6, 6)),
        "BE": Nth(2, 6, 6),
        "CH": Nth(1, 6, 6),
        "LU": Nth(1, 6, 10),
        **dict.fromkeys(("AU", "NZ"), Nth(1, 6, 9)),
    },
    Feast.MUSIC_DAY: {ANYWHERE: Fixed(6, 21)},
    Feast.SAINT_JOHN: {ANYWHERE: Fixed(6, 24)},
    Feast.NATIONAL_DAY: {
        **dict.fromkeys(_FRENCH, Fixed(7, 14)),
        "BE": Fixed(7, 21),
        "CA": Fixed(6, 24),  # in French: that of Quebec
        "CH": Fixed(8, 1),
        "LU": Fixed(6, 23),
        "US": Fixed(7, 4),
        "IE": Fixed(3, 17),
    },
    Feast.ASSUMPTION: {ANYWHERE: Fixed(8, 15)},
    Feast.HALLOWEEN: {ANYWHERE: Fixed(10, 31)},
    Feast.ALL_SAINTS: {ANYWHERE: Fixed(11, 1)},
    Feast.ALL_SOULS: {ANYWHERE: Fixed(11, 2)},
    Feast.BONFIRE_NIGHT: {ANYWHERE: Fixed(11, 5)},
    Feast.ARMISTICE: {ANYWHERE: Fixed(11, 11)},
    Feast.THANKSGIVING: {ANYWHERE: Nth(4, 3, 11), "CA": Nth(2, 0, 10)},
    Feast.BLACK_FRIDAY: {ANYWHERE: Nth(4, 3, 11, plus=1)},
    Feast.SAINT_NICHOLAS: {ANYWHERE: Fixed(12, 6)},
    Feast.CHRISTMAS_EVE: {ANYWHERE: Fixed(12, 24)},
    Feast.CHRISTMAS: {ANYWHERE: Fixed(12, 25)},
    Feast.BOXING_DAY: {ANYWHERE: Fixed(12, 26)},
    Feast.NEW_YEARS_EVE: {ANYWHERE: Fixed(12, 31)},
}


def feast_in(year: int, feast: int, country: str) -> date | None:
    """The date of a feast; None where that country has none, or nobody knows which country it is."""
    rule = rule_of(feast, country)
    return None if rule is None else rule.in_year(year)


def rule_of(feast: int, country: str) -> Rule | None:
    """How the date of a feast is found there."""
    rules = _DATES[Feast(feast)]
    return rules.get(country, rules.get(ANYWHERE))
