"""Time zones as people say them."""

from __future__ import annotations

from itertools import chain
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.locales import LANGUAGES
from domain import zones
from handlers import settings


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ("PARIS.", "Europe/Paris"),
        ("Bruxelles", "Europe/Brussels"),
        ("brussels", "Europe/Brussels"),
        ("Montréal", "America/Toronto"),
        ("new_york", "America/New_York"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("la Réunion", "Indian/Reunion"),
        ("royaume-uni", "Europe/London"),
        ("UTC", "UTC"),
    ],
)
def test_a_city_a_country_or_the_name_itself(said: str, zone: str) -> None:
    assert zones.find(said) == ((zone,), True)


@pytest.mark.parametrize("said", ["", "Atlantis", "UTC+2", "+02:00", "CEST", "../../etc/passwd", "x" * 999])
def test_what_is_no_place_is_none(said: str) -> None:
    assert zones.find(said)[0] == ()


def test_a_slip_is_not_certain_and_a_large_country_has_several() -> None:
    assert zones.find("Bruxeles") == (("Europe/Brussels",), False)
    assert len(zones.find("États-Unis")[0]) == 4


def test_every_zone_of_the_tables_exists_and_is_found_by_what_it_is_called() -> None:
    named = {*zones._CALLED, *zones._IN_FRENCH, *chain(*zones._SEVERAL.values()), *chain(*zones.USUAL.values())}
    assert named <= available_timezones()
    for zone in named:
        assert ZoneInfo(zone).key == zone
        assert zones.find(zone) == ((zone,), True)
        assert zone in zones.find(zones.place(zone, "fr"))[0]


def test_every_language_that_the_bot_speaks_can_be_set_and_has_its_zones() -> None:
    assert tuple(sorted(settings.LANGUAGES)) == LANGUAGES
    assert set(LANGUAGES) <= set(zones.USUAL)
