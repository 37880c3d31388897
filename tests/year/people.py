"""Who is in the group: when they come and leave, what they speak, and the times that they keep for themselves."""

from __future__ import annotations

from datetime import date

COORDINATORS = ("Ana", "Hugo", "Inès")
MEMBERS = (
    *("Amina", "Aurore", "Bastien", "Bilal", "Brice", "Camille", "Chloé", "Clément", "Denis", "Élodie", "Fanny"),
    *("Farid", "Gaëlle", "Irène", "Jeanne", "Joris", "Karim", "Kim", "Léa", "Louise", "Marc", "Marion", "Mehdi"),
    *("Nadia", "Noé", "Odile", "Olga", "Paul", "Quentin", "Rémi", "Sam", "Sonia", "Tess", "Thomas", "Victor"),
    *("Wendy", "Zoé"),
)
"""Forty with the coordinators."""

COMING = {
    "Karim": date(2026, 4, 15),  # back before his name was erased
    "Yanis": date(2026, 3, 14),
    "Elsa": date(2026, 9, 6),
    "Ravi": date(2026, 9, 6),
    "Odile": date(2026, 9, 12),  # back after that: somebody new
    "Mona": date(2026, 10, 3),
}
ASKED_ALL_DAY = (("Camille", date(2026, 5, 19)), ("Joris", date(2026, 6, 16)), ("Marion", date(2026, 10, 13)))
"""Five times in one day."""
LEAVING = {
    "Karim": date(2026, 3, 30),
    "Brice": date(2026, 6, 28),
    "Odile": date(2026, 7, 5),
    "Tess": date(2026, 11, 20),
}
NEW = ("Yanis", "Elsa", "Ravi", "Mona")
EVERYBODY = (*COORDINATORS, *MEMBERS, *NEW)
ENGLISH = frozenset({"Kim", "Paul", "Ravi", "Wendy"})
NEVER_IN_PRIVATE = frozenset({"Denis", "Farid", "Jeanne", "Victor", "Mona"})
BUSY = {"Ana": 6, "Hugo": 4, "Inès": 5, "Léa": 4, "Marc": 4, "Zoé": 3, "Thomas": 3, "Paul": 3}
"""How much somebody does beside the others, who count as one."""

Week = list[list[tuple[int, int]]]
"""Quiet windows in minutes since midnight, for each day on which they begin, Monday first."""

NIGHTS: Week = [[(21 * 60, 8 * 60)]] * 7
GROUP_HOURS: tuple[tuple[date, str, str, Week], ...] = (
    (
        date(2026, 3, 2),
        "Ana",
        "/calme 20:30-08:30 semaine, 0:00-24:00 dimanche",
        [*[[(1230, 510)]] * 5, [(1260, 480)], [(0, 1440), (1260, 480)]],
    ),
    (
        date(2026, 9, 7),
        "Ana",
        "/calme 12h-13h30 21h-8h semaine, 20h-10h week-end",
        [*[[(720, 810), (1260, 480)]] * 5, *[[(1200, 600)]] * 2],
    ),
)
"""The hours of the group, which one coordinator changes twice."""

CLOSING = (date(2026, 3, 4), "Ana", "/calme fermer")
BY_HAND = date(2026, 6, 15)
"""From then on members may not draw, as an administrator wants it."""

OWN_HOURS: tuple[tuple[date, str, str, Week | None], ...] = (
    (date(2026, 1, 8), "Léa", "/moncalme 19:00-09:00", [[(1140, 540)]] * 7),
    (date(2026, 1, 12), "Sonia", "/moncalme 0h-24h week-end", [*[[]] * 5, *[[(0, 1440)]] * 2]),
    (date(2026, 1, 20), "Paul", "/myquiet 10pm-10am", [[(1320, 600)]] * 7),
    (date(2026, 2, 3), "Nadia", "/moncalme 8:00-17:30 semaine", [*[[(480, 1050)]] * 5, [], []]),  # she works
    (date(2026, 2, 11), "Kim", "/myquiet 9pm-7am", [[(1260, 420)]] * 7),  # in Montreal
    (date(2026, 3, 19), "Rémi", "/moncalme 12:00-14:00 20:00-08:30", [[(720, 840), (1200, 510)]] * 7),
    (date(2026, 5, 4), "Léa", "/moncalme 18:00-10:00", [[(1080, 600)]] * 7),
    (date(2026, 6, 9), "Hugo", "/moncalme 0:00-24:00 mercredi", [[], [], [(0, 1440)], [], [], [], []]),
    (date(2026, 10, 6), "Nadia", "/moncalme non", None),
    (date(2026, 11, 2), "Camille", "/moncalme 1h-3h30 dimanche", [*[[]] * 6, [(60, 210)]]),
)
ELSEWHERE = {"Kim": (date(2026, 1, 30), "America/Montreal")}
DIGEST_MOVES = (date(2026, 9, 8), "Ana", "/bilan lundi 18:30")

ABSENCES: tuple[tuple[str, date, date | None], ...] = (
    ("Fanny", date(2026, 2, 14), date(2026, 2, 23)),
    ("Marc", date(2026, 2, 20), date(2026, 3, 2)),
    ("Zoé", date(2026, 3, 27), date(2026, 3, 30)),  # over a change of the clocks
    ("Inès", date(2026, 4, 11), date(2026, 4, 27)),
    ("Clément", date(2026, 5, 7), date(2026, 5, 11)),
    ("Louise", date(2026, 6, 25), date(2026, 7, 6)),
    ("Ana", date(2026, 8, 1), date(2026, 8, 24)),
    ("Léa", date(2026, 7, 18), date(2026, 8, 31)),
    ("Marc", date(2026, 8, 3), date(2026, 8, 17)),
    ("Thomas", date(2026, 7, 25), date(2026, 8, 17)),
    ("Amina", date(2026, 8, 8), date(2026, 8, 31)),
    ("Bilal", date(2026, 8, 1), date(2026, 8, 17)),
    ("Chloé", date(2026, 7, 11), date(2026, 7, 27)),
    ("Gaëlle", date(2026, 8, 10), date(2026, 8, 29)),
    ("Joris", date(2026, 8, 1), date(2026, 8, 31)),
    ("Mehdi", date(2026, 8, 5), date(2026, 8, 20)),
    ("Olga", date(2026, 7, 28), date(2026, 8, 18)),
    ("Quentin", date(2026, 8, 12), date(2026, 8, 19)),
    ("Wendy", date(2026, 7, 20), date(2026, 8, 24)),
    ("Irène", date(2026, 10, 10), None),  # until further notice: see BACK
    ("Hugo", date(2026, 10, 22), date(2026, 10, 27)),  # over the other change
    ("Élodie", date(2026, 12, 21), date(2027, 1, 4)),
)
BACK = (("Irène", date(2026, 11, 21)),)

HOLIDAYS = frozenset(
    {
        *(date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 14)),
        *(date(2026, 5, 25), date(2026, 7, 14), date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11)),
        *(date(2026, 12, 25), date(2027, 1, 1)),
    }
)
"""In France, as a calendar on the wall has them."""


def away(who: str, day: date) -> bool:
    """Are they away on that day?"""
    return any(name == who and since <= day < (until or dict(BACK)[name]) for name, since, until in ABSENCES)


def is_here(who: str, day: date) -> bool:
    """Are they in the group on that day, and not away?"""
    return is_member(who, day) and not away(who, day)


def is_member(who: str, day: date) -> bool:
    """Are they in the group on that day?"""
    came, left = COMING.get(who), LEAVING.get(who)
    gone = left is not None and day >= left and (came is None or came < left or day < came)
    not_yet = came is not None and (left is None or came < left) and day < came
    return not (gone or not_yet)
