"""Countries, by their ISO 3166 code: the one of a time zone, and how people call them in French and English."""

from __future__ import annotations

from functools import cache
from importlib import resources

from domain.text import fold


@cache
def of_zone(zone: str) -> str:
    """The country of an IANA time zone; empty for a zone without one, such as UTC."""
    return _of_zones().get(zone) or _of_zones().get(_renamed(zone), "")


def find(text: str) -> str:
    """The country that is called so in French or English, or has that code; empty if there is none."""
    wanted = _folded(text)
    return _by_name().get(wanted.removeprefix("the ").strip(), "") if wanted else ""


def name(country: str, language: str) -> str:
    """How a country is called; its code where it has no name."""
    return _names(language).get(country, country)


@cache
def _of_zones() -> dict[str, str]:
    """IANA's table: country, place, zone, comments."""
    lines = (line.split("\t") for line in _table("zone.tab") if not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in lines}


def _renamed(zone: str) -> str:
    """The name that a zone has today: America/Montreal is America/Toronto."""
    for line in _table("tzdata.zi"):
        if line.startswith("L ") and line.endswith(f" {zone}"):
            return line.split()[1]
    return ""


def _table(file: str) -> list[str]:
    return resources.files("tzdata.zoneinfo").joinpath(file).read_text("utf-8").splitlines()


@cache
def _by_name() -> dict[str, str]:
    """Every country by its code and by its names; what has a code but is no country (CLDR knows some) is not there."""
    countries = sorted(set(_of_zones().values()))
    called = {"usa": "US", "england": "GB", "angleterre": "GB", "scotland": "GB", "ecosse": "GB", "quebec": "CA"}
    for country in countries:
        called[country.lower()] = country
        for language in ("fr", "en"):
            called[_folded(name(country, language))] = country
    return called | {"uk": "GB"}


@cache
def _names(language: str) -> dict[str, str]:
    from babel import Locale  # heavy, and few ask

    return dict(Locale(language).territories)


def _folded(text: str) -> str:
    return fold(text.replace("’", "'").replace("-", " ")).strip(" .,;:!?")
