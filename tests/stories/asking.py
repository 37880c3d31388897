"""What the stories of requests have in common: somebody fills in the form and sends it."""

from __future__ import annotations

from bot.departure import Departure
from domain.letter import Kind
from tests.scene import Scene, offers

SEES, FEELS, NEEDS = "la salle reste à ranger", "de la fatigue", "de partager"
WANTS, ABOUT = "Peux-tu rester samedi ?", "le rangement"
WORDS = (SEES, FEELS, NEEDS, WANTS, ABOUT)


async def fills_in(scene: Scene, who: str, to: str, *words: str) -> Departure:
    """Somebody writes a whole request: what they are shown before it leaves."""
    (last,) = await scene.whispers(who, f"/demander {to}")
    for each in words or WORDS:
        (last,) = await scene.whispers(who, each)
    return last


async def asks(scene: Scene, who: str, to: str, *words: str) -> list[Departure]:
    """... and sends it. Returns all that left then."""
    shown = await fills_in(scene, who, to, *words)
    return await scene.presses(who, offers(shown)[0], private=True)


def leave(scene: Scene, to: str) -> list[Departure]:
    """The letters that asked somebody for leave."""
    return scene.letters(Kind.REQUEST, to)


async def says_yes(scene: Scene, who: str) -> Departure:
    """Somebody reads the request that came last."""
    (read,) = await scene.presses(who, offers(leave(scene, who)[-1])[0], private=True)
    return read


def draft(scene: Scene) -> tuple[str, ...]:
    """What is begun and not sent, step by step."""
    row = scene.row("request", sent_at=None)
    return tuple(row[name] for name in ("see", "feel", "need", "want", "about"))
