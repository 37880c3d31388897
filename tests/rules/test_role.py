"""What a line says of a role."""

from __future__ import annotations

import pytest

from domain.role import Said, is_name, read
from domain.sentence import Known

PEOPLE = (Known(1, "Léa", ("lea", "Léa", "Léa")), Known(2, "Jean Paul", ("", "Jean Paul", "Jean")))


@pytest.mark.parametrize(
    ("text", "name", "person"),
    [
        ("Trésorerie @lea", "Trésorerie", 1),
        ("Trésorerie : @Léa", "Trésorerie", 1),
        ("@lea pour Trésorerie", "Trésorerie", 1),
        ("Clés de la salle à @jean", "Clés de la salle", 2),
        ("« Clés de la salle » léa", "Clés de la salle", 1),
        ("press jean paul", "press", 2),
        ("Presse → @lea", "Presse", 1),
    ],
)
def test_a_name_and_somebody(text: str, name: str, person: int) -> None:
    said = read(text, PEOPLE, ())
    assert (said.name, [known.person for known in said.who.people] if said.who else None) == (name, [person])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("clés moi", Said("clés", me=True)),
        ("Clés pour moi", Said("Clés", me=True)),
        ("clés non", Said("clés", off=True)),
        ("clés @lea off", Said("clés", off=True)),
        ("clés", Said("clés")),
        ("moi", Said("", me=True)),
        ("", Said("")),
        ("lea", Said("lea")),
    ],
)
def test_a_name_and_nobody_else(text: str, said: Said) -> None:
    assert read(text, PEOPLE, ()) == said


def test_a_role_that_ends_like_somebodys_name_is_that_role() -> None:
    assert read("rue Jean", PEOPLE, ("Rue Jean",)) == Said("rue Jean")
    assert read("rue Jean", PEOPLE, ()).who is not None


@pytest.mark.parametrize("name", ["", "moi", "Non", "accepter", "Refuser", "12", "…", "!!"])
def test_what_means_something_here_is_no_name(name: str) -> None:
    assert not is_name(name)
