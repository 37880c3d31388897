"""What one language needs to tell about its dates: words and phrases, all of it data."""

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple


class Unit(IntEnum):
    """Units of time; minutes and hours are elapsed time, the others calendar time."""

    MINUTE = 1
    HOUR = 3
    DAY = 4
    WEEK = 5
    MONTH = 6
    YEAR = 7
    QUARTER = 8  # of a year
    WORKDAY = 9  # from Monday to Friday


class Edge(IntEnum):
    """Which end of a week, month or year is meant."""

    START = 1
    MIDDLE = 2
    END = 3


class Language(NamedTuple):
    """One language. To add one, write such a table and name it in `grammar.py`.

    words    kind of word -> (value -> words, comma separated). A word ending in "." is an abbreviation: it may
             be written with or without the dot. Accents and capitals do not matter here; a hyphen or an apostrophe
             is like a space.
             A kind may be left empty or hold a part of its values; those that `lexicon.py` makes more of are weekday,
             plural, month, place and back.
    numbers  numbers in words -> value;  ordinals: first, second ... (-1: last), in one word each
    phrases  meaning -> ways to say it. `phrases.py` explains the few signs in them, `meanings.py` the meanings. The
             longest phrase wins wherever one begins: a cue "entro il" would take away the article of "il 15".
    """

    code: str
    words: Mapping[str, Mapping[int, str]]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    ordinal_endings: str  # what is glued to a figure to make it an ordinal: "er e eme"
    and_words: str  # joins members of a list
    phrases: Mapping[str, tuple[str, ...]]
    one_words: str  # numbers in words that are articles as well: "a an"
    list_words: str  # articles inside a list: "les mardis et LES jeudis"
    after_day: str  # words that may follow "le 12" or "the 12th" without making it something else
    after_duration: str  # words after which "2h" is a duration: "2h of"
    after_hour: str  # words that make the figure before them an hour: "h", "pm"
    bare_hours: bool  # whether a mere figure may be an hour: "8 tonight"
    small_hours_are_afternoon: bool | None = None  # "at 3": True afternoon, False night, None ask
    range_words: str = ""  # joins the ends of a row of days: "Monday TO Friday"
    month_before_day: bool = False  # whether 2/15 is read as February 15, if nothing else fits
    month_first_in: str = ""  # countries (ISO 3166) where 3/4 is March 4
    end_of_week_is_weekend_in: str = ""  # countries where the "end of the week" is Saturday and Sunday
