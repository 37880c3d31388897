"""What the stories of load before yes have in common: people give hours, and somebody is looked for."""

from __future__ import annotations

from bot.departure import Departure
from domain.letter import Kind
from domain.load import Hours
from storage import hours
from tests.scene import Scene, keys, receiver

CAST = ("Léa", "Marc", "Sam", "Inès", "Tom")


def gives(scene: Scene, who: str, a_week: float, most: float | None = None) -> None:
    """Somebody says how many hours a week they can give."""
    team, person = scene.row("team", name="bal")["id"], scene.person(who)
    there = Hours(round(a_week * 60), round((a_week if most is None else most) * 60))
    with scene.engine.begin() as rows:
        hours.give(rows, team, person, there)


def asked(scene: Scene) -> list[str]:
    """Whom the bot asked so far to take something, in order."""
    return [receiver(each) for each in scene.letters(Kind.REQUEST) if "search-free" in keys(each)]


def invited(scene: Scene) -> list[str]:
    """Who was told so far where hands are wanted, in order."""
    return [receiver(each) for each in scene.letters(Kind.REQUEST) if "invites-free" in keys(each)]


def said_to(scene: Scene, who: str) -> list[Departure]:
    return scene.letters(to=who)
