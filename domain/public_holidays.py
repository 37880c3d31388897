"""The public holidays of a country, as a library knows them that is kept up to date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

_YEARS = range(1970, 2101)  # beyond these nobody has decided them


def is_holiday(country: str, day: date) -> bool:
    """Is that day a public holiday in the whole of a country (ISO 3166)? In one that nobody knows, never."""
    return day in _in_year(country, day.year)


@lru_cache(maxsize=512)
def _in_year(country: str, year: int) -> frozenset[date]:
    if year not in _YEARS:
        return frozenset()
    from holidays import country_holidays  # heavy, and few teams have other hours on Sundays

    try:
        return frozenset(country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
