"""An appointment that lasts from one time to another is at the first; how long it lasts is kept."""

from __future__ import annotations

import pytest

from domain.span import from_start


@pytest.mark.parametrize(
    ("said", "text", "minutes"),
    [
        ("Marché le 12 décembre de 10h à 18h", "Marché le 12 décembre 10h00", 480),
        ("Repas dimanche 12h-14h", "Repas dimanche 12h00", 120),
        ("Atelier samedi de 10 à 12h30", "Atelier samedi 10h00", 150),
        ("Atelier samedi de 10h à 12", "Atelier samedi 10h00", 120),
        ("Repas dimanche 12h-14h ~3h", "Repas dimanche 12h00 ~3h", 120),
        ("Bal samedi 21h à 2h", "Bal samedi 21h00", 300),
        ("Fête samedi entre 14h et 18h", "Fête samedi 14h00", 240),
        ("Movie october 24 6pm - 9pm", "Movie october 24 6:00pm", 180),
        ("Party saturday 2-5pm", "Party saturday 2:00pm", 180),
        ("Lunch saturday 11-2pm", "Lunch saturday 11:00am", 180),
        ("Lunch saturday from 10am to 12pm", "Lunch saturday 10:00am", 120),
        ("Party saturday 14:00–17:30", "Party saturday 14h00", 210),
        ("Fair saturday 6:00 - 9:00 pm", "Fair saturday 6:00pm", 180),
    ],
)
def test_of_a_span_of_hours_its_start_is_left_and_its_length_is_known(said: str, text: str, minutes: int) -> None:
    found = from_start(said)
    assert (found.text, found.minutes, found.days) == (text, minutes, "")


@pytest.mark.parametrize(
    ("said", "text", "days"),
    [
        ("Rangement du 14 au 15 mars", "Rangement 14 mars", "du 14 au 15 mars"),
        ("Rangement 14-15 mars 18h", "Rangement 14 mars 18h", "14-15 mars"),
        ("Camp du samedi 28 février au 1er mars", "Camp samedi 28 février", "du samedi 28 février au 1er mars"),
        ("Camp from march 14 to march 15", "Camp march 14", "from march 14 to march 15"),
        ("Camp march 14 - 15", "Camp march 14", "march 14 - 15"),
        ("Camp de vendredi à dimanche", "Camp vendredi", "de vendredi à dimanche"),
    ],
)
def test_of_a_span_of_days_the_first_is_left_and_what_was_said_is_kept(said: str, text: str, days: str) -> None:
    found = from_start(said)
    assert (found.text, found.minutes, found.days) == (text, None, days)


@pytest.mark.parametrize(
    "said",
    [
        "Assemblée, salle 12, samedi 18h ~2h",
        "Repas pour 10-12 personnes samedi 18h",
        "Repas de 10 à 12 personnes samedi 18h",
        "Marché samedi 10h-12h et 14h-18h",
        "Appel au 06-12-34-56-78 samedi",
        "Réunion dans 1h",
        "Réunion samedi 10h - 12 rue des Lilas",
        "Meeting 2026-03-14 18:00",
        "Trajet de Lyon à Paris samedi 18h",
    ],
)
def test_what_is_no_span_stays_as_it_is(said: str) -> None:
    found = from_start(said)
    assert (found.text, found.minutes, found.days) == (said, None, "")
