"""Tasks are found again by words of their titles, whatever else stands in the line."""

from __future__ import annotations

from datetime import UTC, datetime
from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.recall import alike, has_one_of, recalled, split
from domain.task import State, Task
from domain.text import search_text

TITLES = ("Coller les affiches", "Réserver la salle des fêtes", "Imprimer les tracts", "Réserver la sono")


def task(number: int, title: str) -> Task:
    return Task(
        id=number, team_id=1, number=number, title=title, state=State.OPEN, author=None, due_day=None, due_at=None,
        deadline=None, due_set_at=None, due_revision=0, repeat=None, project=None, effort_minutes=None,
        important=False, wanted=1, help_wanted=False, for_name=None, quote=None, link=None,
        created_at=datetime(2026, 3, 2, tzinfo=UTC), closed_at=None,
    )  # fmt: skip


THERE = [task(number, title) for number, title in enumerate(TITLES, 1)]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("affiches", [1]),
        ("LES AFFICHES", [1]),
        ("l'affiche", [1]),
        ("affihces", [1]),
        ("affich", [1]),
        ("reserver", [2, 4]),
        ("réserver sono", [4]),
        ("salle réserver", [2]),
        ("fete", [2]),
        ("chameau", []),
        ("les", []),
        ("la", []),
        ("", []),
        ("🎉 ?", []),
    ],
)
def test_every_typed_word_is_one_of_the_title(typed: str, numbers: list[int]) -> None:
    assert [found.number for found in recalled(typed, THERE)] == numbers


@pytest.mark.parametrize(
    ("typed", "numbers", "rest"),
    [
        ("affiches vendredi 18h", [1], "vendredi 18h"),
        ("les affiches le vendredi", [1], "le vendredi"),
        ("vendredi 18h les affiches", [1], "vendredi 18h"),
        ("affihces vendredi", [1], "vendredi"),
        ("affiches affichées hier", [1], "affichées hier"),
        ("salle salie hier", [2], "salie hier"),
        ("réserver sall vendredi", [2], "vendredi"),
        ("réserver vendredi", [2, 4], "vendredi"),
        ("affiches", [1], ""),
        ("affiches !", [1], ""),
        ("vendredi 18h", [], "vendredi 18h"),
        ("@sam", [], "@sam"),
        ("", [], ""),
    ],
)
def test_what_names_the_task_is_told_from_what_is_said_of_it(typed: str, numbers: list[int], rest: str) -> None:
    found, left = split(typed, THERE)
    assert ([one.number for one in found], left) == (numbers, rest)


@given(st.text(max_size=60))
def test_nothing_of_a_line_is_lost_but_the_name(typed: str) -> None:
    found, rest = split(typed, THERE)
    assert set(rest.split()) <= set(typed.split())
    if not found:
        assert rest == " ".join(typed.split())


def test_a_long_line_in_a_large_group_takes_no_time() -> None:
    many = [task(number, f"{TITLES[number % 4]} {number}") for number in range(2000)]
    line = " ".join(f"parole{number}" for number in range(600))[:4096]
    assert timeit(lambda: split(line, many), number=1) < 1


@pytest.mark.parametrize(
    ("title", "other", "is_alike"),
    [
        ("Coller les affiches", "coller les AFFICHES", True),
        ("Coller les affiches", "Coller l'affiche", True),
        ("Réserver la salle des fêtes", "Réserver salle fêtes", True),
        ("Réserver la salle des fêtes", "Réservation de la salle des fêtes", True),
        ("Coller les affiches", "Imprimer les affiches", False),
        ("Réserver la salle", "Réserver la sono", False),
        ("Ranger", "Ranger la salle", False),
        ("les", "les", False),
        ("Porter les chaises de la rangée 3", "Porter les chaises de la rangée 4", False),
        ("🎉", "🎉", False),
    ],
)
def test_two_titles_are_alike_if_most_of_their_words_are(title: str, other: str, is_alike: bool) -> None:
    assert alike(title, other) is alike(other, title) is is_alike


WORDS = (
    "réserver", "salle", "salles", "sono", "fêtes", "fetes", "fête", "les", "une", "s", "x", "xs", "3", "12", "1234567",
    "1234568", "œuvre", "ranger",
)  # fmt: skip
some_words = st.lists(st.sampled_from(WORDS))


@given(some_words, some_words)
def test_any_title_that_is_alike_has_one_of_the_words_that_are_looked_for(title: list[str], more: list[str]) -> None:
    mine = " ".join(title)
    for other in (" ".join(more), " ".join((*title[1:], *more[:1])), " ".join(reversed(title))):
        if alike(mine, other):
            assert any(f" {begin}" in search_text(other) for begin in has_one_of(mine))
