"""The picture of `/load`: the group's totals, or what one person alone may see."""

from __future__ import annotations

from datetime import datetime

from bot.departure import Departure, File
from bot.enclosures.words import Words
from bot.pictures import drawing
from bot.pictures import load as picture
from domain import load_told
from domain.can_we import Person
from domain.document import Phrase, phrase
from domain.enclosure import Enclosure
from domain.load_told import Told
from domain.workload import TeamLoad
from storage import loads
from storage.database import Rows


class NotToBeTold(Exception):
    """Too few people gave their hours."""


def file(rows: Rows, departure: Departure, now: datetime) -> File:
    """One's own goes to that person alone; the group's has totals alone, of enough people."""
    words = Words(departure.language, departure.team, now)
    load = loads.of_team(rows, departure.team, now)
    if departure.enclosure is Enclosure.OWN_LOAD:
        assert departure.member is not None, "nobody else sees it"
        mine = load.people.get(departure.member.person, Person(None))
        return _drawn(words, load_told.weeks_of([mine], load), phrase("picture-load-own"))
    if not load.may_be_told:
        raise NotToBeTold
    return _drawn(words, _of_all(load), phrase("picture-load"))


def _of_all(load: TeamLoad) -> Told:
    return load_told.weeks_of(tuple(load.people.values()), load)


def _drawn(words: Words, told: Told, title: Phrase) -> File:
    def hours(units: int | None) -> float | None:
        return None if units is None else units * told.unit / 60

    bars = [
        picture.Bar(words(load_told.day(each.monday)), hours(each.promised) or 0, hours(each.least), hours(each.most))
        for each in told.figures
    ]
    said = ("promised", "there", "perhaps", "too-much")
    signs = picture.Words(words(title), *(words(phrase(f"picture-load-{each}")) for each in said))
    drawn = drawing.png(picture.svg(bars, signs), picture.WIDTH)
    name = words.name(phrase("file-load"), "png")
    return File(name, "image/png", drawn, words(phrase("picture-load-alt")), (picture.WIDTH, picture.HEIGHT))
