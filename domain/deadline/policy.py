"""The decisions where people differ: each is one line here, so that a team or a country can choose another."""

from typing import NamedTuple, Self

from domain.deadline.language import Edge, Language

FRIDAY, SUNDAY = 4, 6
YEARS_AHEAD = 50


class Policy(NamedTuple):
    """How doubtful words are settled.

    country              ISO 3166, or empty: tells which day a feast is
    day_first            3/4 is the third of April
    end_of_week          the weekday (Monday 0) that "the end of the week" is; "this week" ends on Sunday
    middle_of_week       likewise for "mid-week", and start_of_week for "early next week"
    late_if_passed_for   a date without a year that passed less than so many days ago is asked back
    start_of_month       the day that "early March" means; middle_of_month likewise for "mid-March"
    coincidence_within   "Thursday 15" is searched this many days ahead, then asked back
    years_ahead          later than this nothing is a deadline
    """

    country: str = ""
    day_first: bool = True
    start_of_week: int = 0
    middle_of_week: int = 2
    end_of_week: int = FRIDAY
    start_of_month: int = 5
    middle_of_month: int = 15
    late_if_passed_for: int = 30
    coincidence_within: int = 100
    years_ahead: int = YEARS_AHEAD

    @classmethod
    def of(cls, language: Language, country: str) -> Self:
        """What is usual in that language in that country."""
        return cls(
            country=country,
            day_first=country not in language.month_first_in.split(),
            end_of_week=SUNDAY if country in language.end_of_week_is_weekend_in.split() else FRIDAY,
        )

    def weekday_at(self, edge: int) -> int:
        """The weekday that the start, the middle or the end of a week is."""
        days = {Edge.START: self.start_of_week, Edge.MIDDLE: self.middle_of_week, Edge.END: self.end_of_week}
        return days[Edge(edge)]
