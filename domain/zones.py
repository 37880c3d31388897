"""Time zones as people say them: by their IANA name, a city, or a country, in French and English."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from domain.text import fold

# Offered to whoever names none: where most groups of that language are.
USUAL = {
    "fr": (
        "Europe/Paris",
        "Europe/Brussels",
        "Europe/Zurich",
        "America/Toronto",
        "America/Martinique",
        "Indian/Reunion",
    ),
    "en": ("Europe/London", "Europe/Dublin", "America/New_York", "America/Los_Angeles", "Africa/Lagos", "Asia/Kolkata"),
}
_AREAS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
# Cities and countries after which no zone is called, and cities that have another name in French.
_CALLED = {
    "Africa/Algiers": "alger, algerie, algeria",
    "Africa/Cairo": "le caire, caire, egypte, egypt",
    "Africa/Casablanca": "rabat, maroc, morocco",
    "Africa/Dakar": "senegal",
    "Africa/Tunis": "tunisie, tunisia",
    "America/Cayenne": "guyane",
    "America/Los_Angeles": "san francisco, seattle, californie, california",
    "America/Martinique": "fort-de-france",
    "America/Mexico_City": "mexico, mexique",
    "America/New_York": "washington, boston",
    "America/Port-au-Prince": "haiti",
    "America/Toronto": "montreal, quebec, ottawa, gatineau, sherbrooke",
    "Asia/Beirut": "beyrouth, liban, lebanon",
    "Asia/Kolkata": "calcutta, delhi, new delhi, mumbai, bombay, inde, india",
    "Asia/Tokyo": "japon, japan",
    "Atlantic/Canary": "canaries",
    "Europe/Amsterdam": "pays-bas, netherlands, rotterdam",
    "Europe/Athens": "athenes, grece, greece",
    "Europe/Berlin": "allemagne, germany, munich, cologne, hambourg, francfort",
    "Europe/Brussels": "bruxelles, belgique, belgium, liege, namur, anvers, gand",
    "Europe/Bucharest": "bucarest, roumanie, romania",
    "Europe/Copenhagen": "copenhague, danemark, denmark",
    "Europe/Dublin": "irlande, ireland, cork",
    "Europe/Kyiv": "kiev, ukraine",
    "Europe/Lisbon": "lisbonne, porto",
    "Europe/London": "londres, royaume-uni, uk, united kingdom, angleterre, england, ecosse, scotland, edimbourg, "
    "edinburgh, manchester, birmingham, glasgow, bristol",
    "Europe/Luxembourg": "luxemburg",
    "Europe/Madrid": "barcelone, barcelona",
    "Europe/Paris": "france, metropole, lyon, marseille, lille, nantes, bordeaux, toulouse, strasbourg, rennes, "
    "montpellier, nice, grenoble",
    "Europe/Prague": "tchequie",
    "Europe/Rome": "italie, italy, milan, turin, naples",
    "Europe/Vienna": "vienne, autriche, austria",
    "Europe/Warsaw": "varsovie, pologne, poland",
    "Europe/Zurich": "geneve, geneva, lausanne, berne, bern, bale, basel, fribourg, neuchatel, suisse, switzerland",
    "Indian/Antananarivo": "madagascar",
    "Indian/Mauritius": "maurice, ile maurice",
    "Indian/Reunion": "la reunion",
    "Pacific/Noumea": "nouvelle-caledonie",
    "Pacific/Tahiti": "polynesie, papeete",
}
_SEVERAL = {
    "canada": ("America/Toronto", "America/Halifax", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "usa": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "australia": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "spain": ("Europe/Madrid", "Atlantic/Canary"),
    "portugal": ("Europe/Lisbon", "Atlantic/Azores"),
    "antilles": ("America/Guadeloupe", "America/Martinique"),
    "saint-denis": ("Europe/Paris", "Indian/Reunion"),
}
_SAME = {"etats-unis": "usa", "united states": "usa", "us": "usa", "australie": "australia", "espagne": "spain"}
_IN_FRENCH = {
    "Africa/Algiers": "Alger",
    "Africa/Cairo": "Le Caire",
    "America/Toronto": "Montréal",
    "Asia/Beirut": "Beyrouth",
    "Europe/Athens": "Athènes",
    "Europe/Brussels": "Bruxelles",
    "Europe/Bucharest": "Bucarest",
    "Europe/Copenhagen": "Copenhague",
    "Europe/Lisbon": "Lisbonne",
    "Europe/London": "Londres",
    "Europe/Vienna": "Vienne",
    "Europe/Warsaw": "Varsovie",
    "Europe/Zurich": "Genève",
    "Indian/Reunion": "La Réunion",
    "Pacific/Noumea": "Nouméa",
}
_LONGEST = 60
_ALIKE = 0.8  # of five letters, one may be wrong, or two exchanged
_MOST_ALIKE = 4


def find(text: str) -> tuple[tuple[str, ...], bool]:
    """The IANA zones that some words may mean, and whether that is certain: it is not where the words had to be
    corrected. Nothing where they mean none."""
    wanted = _folded(text)
    if not wanted or len(wanted) > _LONGEST:
        return (), False
    if exact := _by_name().get(wanted):
        return (exact,), True
    if several := _SEVERAL.get(_SAME.get(wanted, wanted)):
        return several, True
    near = get_close_matches(wanted, _by_name(), n=_MOST_ALIKE, cutoff=_ALIKE)
    return tuple(dict.fromkeys(_by_name()[name] for name in near)), False


def place(zone: str, language: str) -> str:
    """How people call a zone: by its best known city."""
    return (language == "fr" and _IN_FRENCH.get(zone)) or zone.rpartition("/")[2].replace("_", " ")


def _folded(text: str) -> str:
    return fold(text.replace("_", " ")).strip(" .,;:!?")


@cache
def _by_name() -> dict[str, str]:
    """Every zone, by its own name, by its city, and by what else it is called."""
    named: dict[str, str] = {}
    there = sorted((zone for zone in available_timezones() if zone.partition("/")[0] in _AREAS), key=len)
    for zone in there:  # of a city's two names, the longer one is today's
        named[_folded(zone.rpartition("/")[2])] = zone
        named[_folded(zone)] = zone
    for zone, others in _CALLED.items():
        named |= {_folded(other).strip(): zone for other in others.split(",")}
    return named | {"utc": "UTC"}
