"""Over random weeks in zones with odd clocks: nothing rings in quiet hours, and every letter comes to a good end."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.departure import Departure
from domain.letter import Kind
from tests.conftest import memory
from tests.scene import Scene, playing, receiver

ZONES = {  # and the days before their clocks change
    "Europe/Paris": ("2026-03-25", "2026-10-21"),
    "America/Santiago": ("2026-04-01", "2026-09-02"),  # at midnight
    "Australia/Lord_Howe": ("2026-04-01", "2026-09-30"),  # by half an hour
    "Africa/Casablanca": ("2026-02-11", "2026-03-18"),  # for Ramadan
    "Africa/Cairo": ("2026-04-20", "2026-10-26"),
    "Asia/Kathmandu": ("2026-03-02",),  # never, but 5:45 ahead
    "America/St_Johns": ("2026-03-04", "2026-10-28"),
    "Pacific/Apia": ("2026-03-02",),
}
PEOPLE = ("Léa", "Marc", "Sam")
PACED = (Kind.PROPOSAL, Kind.REQUEST, Kind.NUDGE)
DUE = ("", "demain", "demain 9h", "vendredi 11h", "dans 3 jours", "samedi 18h30", "dimanche 2h30")
Act = tuple[int, str, str]

people = st.sampled_from(PEOPLE)
numbers = st.integers(1, 6)
made = st.builds("/tache Décorer {} {} {}".format, st.sampled_from(["moi", "@Marc", "@Marc", "@Sam @Marc", ""]),
                 st.sampled_from(DUE), st.sampled_from(["", "!!", "x2", "#bal"]))  # fmt: skip
touched = st.builds(
    "/{} {}".format, st.sampled_from(["prendre", "lacher", "fait", "rouvrir", "renfort", "tache"]), numbers
)
moved = st.builds("/echeance {} {}".format, numbers, st.sampled_from(DUE[1:]))
given_ = st.builds("/proposer {} @{}".format, numbers, people)
answered = st.builds("press {} {}".format, st.sampled_from(["accept", "decline"]), numbers)
pauses = st.sampled_from([0, 1, 5, 20, 90, 300, 700, 1100])  # minutes
acts = st.lists(
    st.tuples(pauses, people, st.one_of(made, made, made, touched, moved, given_, answered)),
    min_size=8,
    max_size=24,
)
windows = st.sampled_from(["21:00-08:00", "22:30-07:15", "0:00-2:30", "1:30-3:00", "23:00-0:30", "20:00-24:00", "off"])
quiet = st.lists(st.tuples(windows, st.sampled_from(["", "weekend", "monday", "weekdays", "sunday"])), max_size=3)
weeks = st.sampled_from([(zone, day) for zone, days in ZONES.items() for day in days])


def rings_in_quiet(letter: Departure, stored: list[Any]) -> bool:
    """The rule told once more, minute by minute of the week, from the row alone."""
    local = letter.at.astimezone(letter.team.zone)
    minute = local.weekday() * 1440 + local.hour * 60 + local.minute
    taken = set()
    for day, window in enumerate(stored):
        if window is not None:
            start, end = window
            length = end - start if end > start else end + 1440 - start
            taken |= {(day * 1440 + start + n) % (7 * 1440) for n in range(length)}
    return letter.sound and minute in taken


async def live(scene: Scene, happening: list[Act]) -> list[tuple[Departure, list[Any]]]:
    """What left, each with the quiet hours of that moment."""
    left: list[tuple[Departure, list[Any]]] = []

    def keep(letters: list[Departure]) -> None:
        stored = scene.rows("chat")[0]["quiet"]
        left.extend((letter, stored) for letter in letters)

    for minutes, who, what in happening:
        keep(await scene.waits(f"{minutes}m"))
        if what.startswith("press "):
            keep(await scene.presses(who, what.removeprefix("press ")))
        else:
            keep(await scene.says(who, what))
    keep(await scene.waits("25d"))
    return left


@settings(max_examples=30)
@given(weeks, quiet, acts)
async def test_every_week_is_calm(week: tuple[str, str], windows: list[tuple[str, str]], happening: list[Act]) -> None:
    await must_be_calm(week, windows, happening)


@pytest.mark.parametrize("seed", range(10))
async def test_a_crowded_week_is_as_calm(seed: int) -> None:
    """Everybody asks Marc, all day long: letters are held, joined and dropped, and he hears three sounds a day."""
    chance = random.Random(seed)
    week = chance.choice([(zone, day) for zone, days in ZONES.items() for day in days])
    window = chance.choice(["21:00-08:00", "23:00-0:30", "1:30-3:00"])
    happening: list[Act] = []
    for number in range(1, 31):
        due = chance.choice(DUE)
        happening.append((chance.choice([5, 40, 200]), chance.choice(["Léa", "Sam"]), f"/tache Décorer @Marc {due}"))
        answer = chance.choice(
            ["press accept {}", "press decline {}", "/lacher {}", "/fait {}", "/echeance {} dimanche"]
        )
        happening.append((chance.choice([0, 30]), "Marc", answer.format(chance.randint(1, number))))
    ends = await must_be_calm(week, [(window, "")], happening)
    assert ends >= {"sent", "joined"}


async def must_be_calm(week: tuple[str, str], windows: list[tuple[str, str]], happening: list[Act]) -> set[str]:
    """Live through it and look at everything that left. Returns how letters ended."""
    zone, day = week
    start = datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=ZoneInfo(zone))
    with memory() as engine:
        async with playing(engine, zone=zone, start=start) as scene:
            await scene.says("Ana", "/settings holidays off")  # which the rule below does not know
            for window, days in windows:
                await scene.says("Ana", f"/quiet {window} {days}")
            left = await live(scene, happening)
            letters = [letter for letter, _ in left]
            assert [letter for letter, stored in left if rings_in_quiet(letter, stored)] == []
            private_sounds_are_few(letters, scene.zone)
            the_chat_rings_once_a_day(letters, scene.zone)
            every_letter_ends_well(scene)
            each_command_is_acknowledged_once(scene, letters)
            each_task_has_one_live_card(scene)
            one_digest_a_week(scene)
            return {row["state"] for row in scene.rows("letter")}


def private_sounds_are_few(letters: list[Departure], zone: ZoneInfo) -> None:
    rung = Counter((receiver(d), d.at.astimezone(zone).date()) for d in letters if d.kind in PACED and d.sound)
    assert max(rung.values(), default=0) <= 3


def the_chat_rings_once_a_day(letters: list[Departure], zone: ZoneInfo) -> None:
    rung = Counter(d.at.astimezone(zone).date() for d in letters if d.chat and d.sound)
    assert max(rung.values(), default=0) <= 1


def every_letter_ends_well(scene: Scene) -> None:
    states = {row["id"]: row["state"] for row in scene.rows("letter")}
    for row in scene.rows("letter"):
        assert row["joined_into"] is None or states[row["joined_into"]] == "sent", row
        assert row["state"] in ("sent", "joined", "dropped"), row
        assert (row["reason"] is not None) == (row["state"] == "dropped"), row
        assert (row["joined_into"] is not None) == (row["state"] == "joined"), row


def each_command_is_acknowledged_once(scene: Scene, letters: list[Departure]) -> None:
    heard = Counter(d.reply_to for d in letters if d.kind is Kind.ACK)
    assert all(times == 1 for times in heard.values())
    made_by = [row["source_message"].rpartition(":")[2] for row in scene.rows("task")]
    assert [message for message in made_by if heard[message] != 1] == []
    answered = Counter(row["cause"] for row in scene.rows("letter", kind="answer"))
    assert all(times == 1 for times in answered.values())


def each_task_has_one_live_card(scene: Scene) -> None:
    posts = scene.rows("letter", kind="card", edits=None)
    newest = {row["task_id"]: row["id"] for row in posts}
    with_buttons = {row["letter_id"] for row in scene.rows("choice")} & {row["id"] for row in posts}
    assert with_buttons <= set(newest.values())
    shown = Counter(row["cause"] for row in posts)
    assert all(times == 1 for times in shown.values())


def one_digest_a_week(scene: Scene) -> None:
    rows = scene.rows("digest")
    assert len({row["window_start"] for row in rows}) == len(rows) == len(scene.rows("letter", kind="digest"))
    ends = [row["window_end"].astimezone(scene.zone).isocalendar()[:2] for row in rows]
    assert len(set(ends)) == len(ends)
    for earlier, later in pairwise(rows):
        assert earlier["window_end"] == later["window_start"]
        assert timedelta(days=6, hours=22) < later["window_end"] - earlier["window_end"] < timedelta(days=7, hours=2)
        assert later["window_end"].tzinfo is UTC
