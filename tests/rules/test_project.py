"""What a line says of a project: its name as it stands on tasks, its title and its objective."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline import Reading
from domain.project import LONGEST_NAME, Said, read
from domain.sentence import parse


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Bal", Said("bal", "Bal")),
        ("#Bal", Said("bal", "Bal")),
        ("Fête d'été", Said("fete-d-ete", "Fête d'été", shorter="Fête")),
        ("Bal: danser", Said("bal", "Bal", "danser")),
        ("Bal\u00a0: danser", Said("bal", "Bal", "danser")),
        ("Bal :", Said("bal", "Bal", "")),
        ("#bal Grand bal : à 18:30 : pile", Said("bal", "Grand bal", "à 18:30 : pile")),
        ("𝓑𝓪𝓵", Said("bal", "𝓑𝓪𝓵")),
        ("bal fin", Said("bal-fin", "bal fin", end=True, shorter="bal")),
        ("#bal again", Said("bal", "again", again=True, shorter="#bal")),
        ("fin", Said("fin", "fin")),
        ("", Said("", "")),
        ("12", Said("", "12")),
        ("3e bal", Said("", "3e bal", shorter="3e")),
    ],
)
def test_it_is_understood(typed: str, said: Said) -> None:
    assert read(typed) == said


@given(st.text(max_size=90))
def test_a_name_can_always_stand_on_a_task_and_means_that_project(typed: str) -> None:
    name = read(typed).name
    assert len(name) <= LONGEST_NAME
    if name:
        nothing = Reading(None, False, None, None, "Chanter", None, ())
        assert parse(f"Chanter #{name}", read=lambda _: nothing, people=()).project == name
        assert re.fullmatch(r"\S+", name)
