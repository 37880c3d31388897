"""A private address for one's calendar: it tells the dates, it can be ended, and it tells nothing to anybody else."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

import aiohttp
import pytest
import vobject
from dateutil.rrule import rrulestr

from bot.departure import Departure
from bot.house import House
from bot.http import CannotListen
from bot.web import serving
from domain.host import Host
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
WITH_PAGES = House(host=Host(address="https://accalmie.example.org"))
_ADDRESS = re.compile(r"https://accalmie\.example\.org(/calendar/[\w-]{43}\.ics)")


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await stage(house=WITH_PAGES)


@asynccontextmanager
async def asking(scene: Scene) -> AsyncIterator[Any]:
    """Programs that ask for a path, perhaps with headers: number, headers and text of the answer."""
    app = scene.player.app
    async with serving("127.0.0.1:0", app.read, scene.player.clock) as here, aiohttp.ClientSession() as client:

        async def ask(path: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], str]:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            async with client.request(method, here + path, headers=named) as answer:
                told = {name.title(): value for name, value in answer.headers.items() if name not in ("Date", "Server")}
                return answer.status, told, await answer.text()

        yield ask


def path_in(letter: Departure) -> str:
    found = _ADDRESS.search(letter.speech.plain)
    assert found is not None, letter.speech.plain
    return found.group(1)


async def address(scene: Scene, who: str, words: str) -> str:
    (letter,) = await scene.whispers(who, f"/calendrier {words}")
    return path_in(letter)


def events(text: str) -> dict[str, Any]:
    """By their first words, the events of a calendar, as another library reads it."""
    read = vobject.readOne(text)
    return {each.summary.value: each for each in getattr(read, "vevent_list", [])}


async def test_it_tells_ones_own_tasks_or_the_teams(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer le 12 mars moi")
    await scene.says("Marc", "/tache Sono le 13 mars 18h moi #bal ~2h")
    await scene.says("Marc", "/tache Sans date moi")
    await scene.says("Ana", "/tache Ranger le 14 mars @Léa")
    mine, whole = await address(scene, "Léa", "moi"), await address(scene, "Léa", "groupe")
    async with asking(scene) as ask:
        status, headers, told = await ask(mine)
        assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        assert set(events(told)) == {"#1 Décorer"}, "what she was only asked for is not hers"
        found = events((await ask(whole))[2])
    assert set(found) == {"#1 Décorer (Léa)", "#2 Sono (Marc)", "#4 Ranger"}
    all_day, timed = found["#1 Décorer (Léa)"], found["#2 Sono (Marc)"]
    assert (all_day.dtstart.value, all_day.dtend.value) == (date(2026, 3, 12), date(2026, 3, 13))
    assert timed.dtstart.value == datetime(2026, 3, 13, 18, tzinfo=PARIS)
    assert timed.dtend.value - timed.dtstart.value == timedelta(minutes=30)
    assert timed.categories.value == ["bal"]


async def test_it_follows_by_itself_and_names_stay(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer le 12 mars moi")
    path = await address(scene, "Léa", "moi")
    async with asking(scene) as ask:
        before = events((await ask(path))[2])["#1 Décorer"]
        await scene.says("Léa", "/echeance 1 13 mars")
        await scene.waits("1m")
        after = events((await ask(path))[2])["#1 Décorer"]
        await scene.says("Léa", "/fait 1")
        await scene.waits("1m")
        assert events((await ask(path))[2]) == {}
    assert after.uid.value == before.uid.value
    assert (before.dtstart.value, after.dtstart.value) == (date(2026, 3, 12), date(2026, 3, 13))
    assert int(after.sequence.value) > int(before.sequence.value)


async def test_a_recurring_task_is_a_series_with_one_name(scene: Scene) -> None:
    await scene.says("Léa", "/tache Réunion tous les mardis 19h30 moi")
    path = await address(scene, "Léa", "moi")
    async with asking(scene) as ask:
        first = events((await ask(path))[2])["#1 Réunion"]
        await scene.says("Léa", "/fait 1")
        await scene.waits("1m")
        second = events((await ask(path))[2])["#2 Réunion"]
    assert first.uid.value == second.uid.value
    start = first.dtstart.value
    assert start == datetime(2026, 3, 3, 19, 30, tzinfo=PARIS)
    rule = rrulestr(first.rrule.value, dtstart=start)
    summer = rule.after(datetime(2026, 3, 30, tzinfo=PARIS))
    assert summer is not None
    assert summer == datetime(2026, 3, 31, 19, 30, tzinfo=summer.tzinfo)
    assert summer.astimezone(UTC).hour == 17, "half past seven on the wall, also in summer"


async def test_a_date_that_was_moved_by_hand_is_no_beginning_of_its_series(scene: Scene) -> None:
    await scene.says("Léa", "/tache Réunion tous les mardis moi")
    await scene.says("Léa", "/echeance 1 mercredi")
    path = await address(scene, "Léa", "moi")
    async with asking(scene) as ask:
        (event,) = events((await ask(path))[2]).values()
    assert "rrule" not in event.contents


async def test_what_people_type_breaks_no_line(scene: Scene) -> None:
    odd = r"Décorer; la\n grande, salle “é” 🎉 BEGIN:VEVENT END:VCALENDAR " + "très " * 30 + "fin"
    await scene.says("Léa", f"/tache {odd} le 12 mars moi")
    path = await address(scene, "Léa", "moi")
    async with asking(scene) as ask:
        told = (await ask(path))[2]
    (event,) = events(told).values()
    assert event.summary.value == f"#1 {scene.task(1).title}"
    assert max(len(line.encode()) for line in told.split("\r\n")) <= 75


async def test_only_what_is_new_is_sent_again(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer le 12 mars moi")
    path = await address(scene, "Léa", "moi")
    async with asking(scene) as ask:
        _, headers, _ = await ask(path)
        assert headers["Cache-Control"] == "private, max-age=900"
        await scene.waits("2d")
        status, again, told = await ask(path, If_None_Match=headers["Etag"])
        assert (status, told, again["Etag"]) == (304, "", headers["Etag"])
        await scene.says("Léa", "/corriger 1 Décorer la salle")
        await scene.waits("1m")
        status, new, told = await ask(path, If_None_Match=headers["Etag"])
    assert (status, new["Etag"] != headers["Etag"]) == (200, True)
    assert "la salle" in told


async def test_forged_revoked_and_unknown_addresses_are_answered_alike(scene: Scene) -> None:
    old = await address(scene, "Léa", "moi")
    (asked,) = await scene.whispers("Léa", "/calendrier moi")
    assert keys(asked) == ["calendar-there"]
    (letter,) = await scene.presses("Léa", "calendar me new", private=True)
    good = path_in(letter)
    ended = await address(scene, "Marc", "moi")
    await scene.whispers("Marc", "/calendrier non")
    token = good.removeprefix("/calendar/").removesuffix(".ics")
    kept = scene.row("feed", person_id=scene.person("Léa"))["hashed"]
    forged = [
        old,
        ended,
        f"/calendar/{'A' * 43}.ics",
        f"/calendar/{kept}.ics",
        f"/calendar/{token[:-1]}.ics",
        f"/calendar/{token}",
        f"/calendar/{token}.ics/",
        f"/calendar/{token}%00.ics",
        f"/calendar/{token.swapcase()}.ics",
        "/calendar/%ff%fe.ics",
        "/calendar/.ics",
        "/calendar/../calendar/x.ics",
        f"/calendar/{'x' * 5000}.ics",
        "/",
        "/favicon.ico",
    ]
    async with asking(scene) as ask:
        assert (await ask(good))[0] == 200
        answers = [await ask(path) for path in forged] + [await ask(good, method="POST")]
    assert answers == [(404, answers[0][1], "Not found\n")] * len(answers)
    assert "Etag" not in answers[0][1]


async def test_an_address_cannot_be_guessed(scene: Scene) -> None:
    told = [await address(scene, "Léa", words) for words in ("me", "me new", "team")]
    names = [re.fullmatch(r"/calendar/([A-Za-z0-9_-]+)\.ics", path) for path in told]
    assert all(name is not None and len(name.group(1)) * 6 >= 192 for name in names)
    assert len({*told}) == 3


async def test_only_its_hash_is_kept(scene: Scene) -> None:
    token = (await address(scene, "Léa", "moi")).removeprefix("/calendar/").removesuffix(".ics")
    assert token not in scene.everything()
    assert scene.row("feed")["hashed"] == sha256(token.encode()).hexdigest()


async def test_it_ends_at_once_when_somebody_leaves_and_does_not_come_back_with_them(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer le 12 mars moi")
    path = await address(scene, "Léa", "groupe")
    async with asking(scene) as ask:
        assert (await ask(path))[0] == 200
        await scene.leaves("Léa")
        assert (await ask(path))[0] == 404
        await scene.joins("Léa")
        assert (await ask(path))[0] == 404
    assert scene.rows("feed") == []


async def test_it_ends_when_the_bot_is_removed(scene: Scene) -> None:
    path = await address(scene, "Léa", "groupe")
    async with asking(scene) as ask:
        await scene.removes_the_bot("Ana")
        assert (await ask(path))[0] == 404


async def test_another_team_is_not_in_it(stage: Stage) -> None:
    scene = await stage(house=WITH_PAGES, elsewhere=["Léa"])
    await scene.says("Léa", "/tache Projeter un film le 12 mars moi", team="ciné")
    await scene.says("Léa", "/tache Décorer le 12 mars moi")
    mine, whole = await address(scene, "Léa", "moi"), await address(scene, "Léa", "groupe")
    async with asking(scene) as ask:
        for path in (mine, whole):
            assert "film" not in (await ask(path))[2]


async def test_in_the_group_it_is_a_private_matter(scene: Scene) -> None:
    letters = await scene.says("Léa", "/calendrier moi")
    assert [receiver(letter) for letter in letters] == ["Léa"]
    await scene.whispers("Zoé", "/calendrier groupe")
    assert [row["person_id"] for row in scene.rows("feed")] == [scene.person("Léa")], "a stranger gets none"


async def test_without_pages_a_file_is_offered(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Décorer le 12 mars moi")
    await scene.says("Marc", "/tache Sono le 12 mars moi")
    (told,) = await scene.whispers("Léa", "/calendrier")
    assert keys(told) == ["calendar-off"]
    assert offers(told) == ["calendar file me", "calendar file team"]
    (mine,) = await scene.presses("Léa", "calendar file me", private=True)
    (whole,) = await scene.presses("Léa", "calendar file team", private=True)
    assert mine.file is not None
    assert whole.file is not None
    assert mine.file.name == "calendrier-bal-2026-03-02.ics"
    assert [len(events(each.file.content.decode())) for each in (mine, whole) if each.file] == [1, 2]
    assert scene.rows("feed") == []


async def test_what_makes_no_sense_is_one_helpful_sentence(scene: Scene) -> None:
    for words in ("bidule", "moi groupe", "new", "moi moi", "x" * 4000, "🎉", "nouveau nouveau"):
        (told,) = await scene.whispers("Léa", f"/calendrier {words}")
        assert keys(told) == ["refusal-calendar"], words
    assert scene.rows("feed") == []


async def test_an_address_is_in_no_log_whatever_happens(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    path = await address(scene, "Léa", "groupe")
    async with asking(scene) as ask:
        await ask(path)
        await ask(path, method="DELETE")
        await ask(f"{path}x")
    assert path.removeprefix("/calendar/").removesuffix(".ics") not in caplog.text


async def test_two_cannot_listen_at_one_place(scene: Scene) -> None:
    read, clock = scene.player.app.read, scene.player.clock
    async with serving("127.0.0.1:0", read, clock) as here:
        with pytest.raises(CannotListen):
            async with serving(here.removeprefix("http://"), read, clock):
                pass


async def test_below_a_path_of_a_host_that_has_other_pages(scene: Scene) -> None:
    path = await address(scene, "Léa", "groupe")
    read, clock = scene.player.app.read, scene.player.clock
    async with serving("127.0.0.1:0", read, clock, path="/bal") as here, aiohttp.ClientSession() as client:
        for prefix, status in (("/bal", 200), ("", 404), ("/other", 404)):
            async with client.get(f"{here}{prefix}{path}") as answer:
                assert answer.status == status
