"""Whatever a group and its people set, and whenever they change it: no sound in anybody's quiet time, and every letter
that was held ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.departure import Departure
from domain.countries import of_zone
from domain.letter import Kind
from domain.quiet_hours import Quiet, QuietHours, is_quiet
from domain.team import Member, Team
from storage import members, teams
from storage.database import Rows
from tests.conftest import memory
from tests.scene import PARIS, Scene, playing

PEOPLE = ("Léa", "Marc", "Sam")
HOURS = (
    "19-9",
    "12-14 21-8",
    "0-24 week-end",
    "0-24 semaine",
    "23-6 lundi",
    "non",
    "8-20",
    "10-9",
    "21-8 week-end 22-9",
)
ABSENCES = ("lundi", "demain 14h", "vendredi", "jusqu'à nouvel ordre", "non", "le 10 mai", "dans 40 jours", "proposer")
ZONES = ("America/Montreal", "Asia/Tokyo", "Europe/Brussels", "non")
DATES = ("demain", "vendredi 10h", "lundi", "dans 8 jours", "le 3 mai", "")
_EVENTS = st.one_of(
    st.tuples(st.just("waits"), st.sampled_from(["20m", "3h", "9h", "1d", "2d7h", "6d"])),
    st.tuples(st.just("myquiet"), st.sampled_from(PEOPLE), st.sampled_from(HOURS)),
    st.tuples(st.just("away"), st.sampled_from(PEOPLE), st.sampled_from(ABSENCES)),
    st.tuples(st.just("quiet"), st.just("Ana"), st.sampled_from(HOURS)),
    st.tuples(st.just("zone"), st.sampled_from(PEOPLE), st.sampled_from(ZONES)),
    st.tuples(st.just("holidays"), st.just("Ana"), st.sampled_from(["oui", "non"])),
    st.tuples(st.just("task"), st.sampled_from(PEOPLE), st.sampled_from([*PEOPLE, "moi"]), st.sampled_from(DATES)),
    st.tuples(st.just("urgent"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("later"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("digest"), st.just("Ana"), st.sampled_from(["jeudi 23:00", "dimanche 10:00", "vendredi 8:00"])),
)
WAITING = ("waiting", "attempting", "unknown")


class Listener:
    """Listens at the notebook: what rings while its receiver should have quiet, by what is set at that instant."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.rang_in_quiet = scene, list[str]()
        self._send = scene.notebook.send
        scene.notebook.send = self._heard  # type: ignore[method-assign]

    async def _heard(self, departure: Departure) -> str:
        in_group = departure.member is None
        if departure.sound and not (in_group and departure.kind is Kind.URGENT):
            quiet, clocks = await self.scene.player.app.write(lambda rows: _calm_of(rows, departure))
            if is_quiet(quiet, departure.at, clocks):
                self.rang_in_quiet.append(f"{departure.at} {departure.kind} {departure.member}")
        return await self._send(departure)


def _calm_of(rows: Rows, departure: Departure) -> tuple[Sequence[Quiet], ZoneInfo]:
    chats = teams.open_chats(rows, departure.team.id)
    of_team = [chat.quiet for chat in chats]
    if departure.member is None:
        return of_team, chats[0].team.zone
    member = members.by_person(rows, departure.team.id, departure.member.person)
    assert member is not None
    if departure.kind is Kind.URGENT:  # it stands for one that would have made the whole group ring
        of_team = [replace(each, days=((),) * 7) for each in of_team]
    return _all_that_is_quiet(member, chats[0].team, of_team), chats[0].team.zone


def _all_that_is_quiet(member: Member, team: Team, of_team: Sequence[QuietHours]) -> list[Quiet]:
    """By the words of the product, not by the bot's own sum."""
    country = of_zone(member.zone) if member.zone else team.country
    zone = ZoneInfo(member.zone) if member.zone else None
    own = replace(member.quiet, zone=zone, country=country if team.holidays else "") if member.quiet else None
    return [*of_team, *([own] if own else []), *([member.away] if member.away else [])]


async def _does(scene: Scene, event: tuple[str, ...]) -> None:
    what, *how = event
    match what:
        case "waits":
            await scene.waits(how[0])
        case "myquiet":
            await scene.whispers(how[0], f"/moncalme {how[1]}")
        case "away":
            await scene.whispers(how[0], f"/absent {how[1]}")
        case "quiet":
            await scene.says(how[0], f"/calme {how[1]}")
        case "zone":
            await scene.whispers(how[0], f"/reglages mon fuseau {how[1]}")
        case "holidays":
            await scene.says(how[0], f"/reglages feries {how[1]}")
        case "digest":
            await scene.says(how[0], f"/bilan {how[1]}")
        case "urgent":
            await scene.whispers(how[0], "/urgent maintenant : au feu")
        case "later":
            await scene.whispers(how[0], "/plustard maintenant : bonjour")
        case _:
            whom = how[1] if how[1] == "moi" else f"@{how[1]}"
            await scene.says(how[0], f"/tache Chanter {whom} {how[2]}")


@settings(max_examples=60)
@given(st.datetimes(datetime(2026, 3, 24), datetime(2026, 5, 10)), st.lists(_EVENTS, min_size=3, max_size=14))
async def test_no_sound_in_anybodys_quiet_time_and_every_held_letter_ends(
    start: datetime, events: list[tuple[str, ...]]
) -> None:
    with memory() as engine:
        async with playing(engine, start=start.replace(tzinfo=PARIS, microsecond=0), members=PEOPLE) as scene:
            listener = Listener(scene)
            for event in events:
                await _does(scene, event)
            await scene.says("Ana", "/bilan non")
            await scene.waits("45d")
            assert listener.rang_in_quiet == []
            assert [row for row in scene.rows("letter") if row["held"] and row["state"] in WAITING] == []
            assert {row["reason"] for row in scene.rows("letter", state="dropped")} <= {
                *("not asked any more", "not theirs any more", "the deadline moved", "too late", "overtaken"),
                *("answered", "waited too long"),
            }
