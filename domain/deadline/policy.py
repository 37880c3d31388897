"""The decisions where people differ: each is one line here, so that a team or a country can choose another."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Policy:
    """How doubtful words are settled.

    day_first            3/4 is the third of April
    end_of_week          the weekday (Monday 0) on which "this week" ends, as a deadline
    middle_of_week       likewise for "mid-week", and start_of_week for "early next week"
    late_if_passed_for   a date without a year that passed less than so many days ago is asked back
    start_of_month       the day that "early March" means; middle_of_month likewise for "mid-March"
    coincidence_within   "Thursday 15" is searched this many days ahead, then asked back
    years_ahead          later than this nothing is a deadline
    """

    day_first: bool = True
    start_of_week: int = 0
    middle_of_week: int = 2
    end_of_week: int = 4
    start_of_month: int = 5
    middle_of_month: int = 15
    late_if_passed_for: int = 30
    coincidence_within: int = 100
    years_ahead: int = 50
