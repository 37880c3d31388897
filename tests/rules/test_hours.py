"""The hours that people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.hours import MOST, read
from domain.load import Hours


@pytest.mark.parametrize(
    ("typed", "least", "most"),
    [
        ("3h", 180, 180),
        ("3", 180, 180),
        ("3 heures", 180, 180),
        ("3h30", 210, 210),
        ("1,5 h", 90, 90),
        ("90 min", 90, 90),
        ("0", 0, 0),
        ("2-4h", 120, 240),
        ("2 – 4 h", 120, 240),
        ("2h à 4h par semaine", 120, 240),
        ("entre 2 et 4 heures", 120, 240),
        ("between 2 and 4 hours a week", 120, 240),
        ("2 to 4", 120, 240),
        ("2 ou 3h", 120, 180),
        ("4-2h", 120, 240),
        ("30-90 min", 30, 90),
        ("168h", MOST, MOST),
    ],
)
def test_a_figure_or_a_range(typed: str, least: int, most: int) -> None:
    assert read(typed) == Hours(least, most)


@pytest.mark.parametrize(
    "typed", ["", "h", "beaucoup", "3 jours", "169h", "-3h", "3h lundi", "2-4-6h", "1000h", "3 h h"]
)
def test_anything_else_is_none(typed: str) -> None:
    assert read(typed) is None


@given(st.text(max_size=20))
def test_nothing_that_is_typed_fails(typed: str) -> None:
    found = read(typed)
    assert found is None or 0 <= found.least <= found.most <= MOST
