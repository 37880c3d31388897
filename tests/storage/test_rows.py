"""What the rows promise: numbers without gaps, each event once, and instants that know their zone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from functools import partial

import pytest
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import SQLModel, col

from bot.arrivals import MONDAY_MORNING
from bot.claim import claim
from bot.departure import Manner
from bot.replay.resolve import place_of, sender
from domain.document import says, to_json
from domain.letter import Kind
from domain.message import Action, Incoming
from storage import inbox, letters, teams
from storage.database import Rows
from storage.letters import Recipient
from storage.tables import InboxRow, LetterRow
from tests.scene import Scene, keys

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def line(scene: Scene, who: str, text: str, name: str) -> Incoming:
    return Incoming("terminal", name, scene.now, sender(who), Action.TEXT, place_of("bal"), text=text, message_id=name)


async def test_twenty_tasks_at_once_are_numbered_without_gaps(scene: Scene) -> None:
    app = scene.player.app
    who = ("Léa", "Marc", "Ana", "Sam")
    said = [line(scene, who[n % 4], f"/tache Décorer {n}", f"m{n}") for n in range(20)]
    refused = [line(scene, who[n % 4], "/tache après #999 Rien", f"r{n}") for n in range(10)]
    both = [each for pair in zip(said[:10], refused, strict=True) for each in pair] + said[10:]
    await asyncio.gather(*(app.receive(each) for each in both))
    await app.settle()
    assert [task.number for task in scene.tasks()] == list(range(1, 21))
    assert {task.title for task in scene.tasks()} == {f"Décorer {n}" for n in range(20)}
    assert scene.row("team", name="bal")["last_number"] == 20
    assert keys(*scene.letters(Kind.ANSWER)) == ["refusal-no-such-task"] * 10


async def test_the_same_event_delivered_many_times_at_once_counts_once(scene: Scene) -> None:
    app = scene.player.app
    await asyncio.gather(*(app.receive(line(scene, "Léa", "/tache Décorer", "m1")) for _ in range(20)))
    await app.settle()
    assert len(scene.tasks()) == 1
    assert len(scene.rows("inbox")) == 1


async def test_work_that_fails_takes_nothing_of_the_others_with_it(scene: Scene) -> None:
    def note(rows: Rows, event: str) -> str:
        assert inbox.is_new(rows, "terminal", event, NOON)
        if event == "m4":
            raise ValueError(event)
        return event

    app = scene.player.app
    work = (app.write(partial(note, event=f"m{n}")) for n in range(8))
    told = await asyncio.gather(*work, return_exceptions=True)
    assert [str(each) for each in told] == [f"m{n}" for n in range(8)]
    assert [type(each) for each in told if not isinstance(each, str)] == [ValueError]
    assert {row["event"] for row in scene.rows("inbox")} == {f"m{n}" for n in range(8)} - {"m4"}


def test_a_letter_that_cannot_be_said_holds_up_no_other(engine: Engine) -> None:
    with engine.begin() as rows:
        team = teams.add_team(rows, name="bal", language="fr", zone="Europe/Paris", now=NOON)
        chat = teams.add_chat(rows, team, place_of("bal"), slot=MONDAY_MORNING, digest_at=None)
        for cause, stored in (("a", to_json(says("noted"))), ("b", {"version": 0}), ("c", to_json(says("noted")))):
            letters.add(rows, team, Recipient(chat=chat), Kind.SYSTEM, cause=cause, now=NOON, document=stored)
        left = claim(rows, NOON, {"terminal": Manner("/")}).departures
        states = {row.cause: row.state for row in rows.execute(select(LetterRow.__table__))}  # type: ignore[attr-defined]
    assert states == {"a": "attempting", "b": "failed", "c": "attempting"}
    assert len(left) == 2


def test_an_event_is_new_once_for_each_account_of_the_bot(engine: Engine) -> None:
    with engine.begin() as rows:
        assert inbox.is_new(rows, "terminal", "m1", NOON)
        assert inbox.is_new(rows, "another", "m1", NOON)
        assert not inbox.is_new(rows, "terminal", "m1", NOON)
    with engine.begin() as rows:
        assert not inbox.is_new(rows, "another", "m1", NOON)
    with engine.connect() as rows, pytest.raises(IntegrityError):
        rows.execute(insert(InboxRow).values(own_account="terminal", event="m1", handled_at=NOON))


async def test_a_cause_makes_a_letter_once_for_each_recipient(scene: Scene) -> None:
    team, person, chat = (scene.row(table)["id"] for table in ("team", "person", "chat"))
    with scene.engine.begin() as rows:
        made = [
            letters.add(rows, team, to, kind, cause="nudge:1:1", now=NOON, ordinal=ordinal)
            for to in (Recipient(person=person), Recipient(chat=chat))
            for kind in (Kind.NUDGE, Kind.SYSTEM)
            for ordinal in (1, 2, 1)
        ]
    assert [id_ is None for id_ in made] == [False, False, True] * 4


def test_instants_come_back_aware_and_in_utc(engine: Engine) -> None:
    kathmandu = NOON.astimezone(timezone(timedelta(hours=5, minutes=45)))
    with engine.begin() as rows:
        inbox.is_new(rows, "terminal", "m1", kathmandu)
        stored = rows.execute(select(col(InboxRow.handled_at))).scalar_one()
    assert (stored, stored.tzinfo) == (NOON, UTC)


def test_a_time_without_zone_is_never_stored(engine: Engine) -> None:
    with engine.connect() as rows, pytest.raises((ValueError, StatementError)):
        inbox.is_new(rows, "terminal", "m1", NOON.replace(tzinfo=None))


async def test_all_instants_of_a_lived_week_are_aware_utc(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi 18h")
    await scene.says("Léa", "/tache Chanter @Marc samedi")
    await scene.waits("9d")
    found = [
        value for table in SQLModel.metadata.tables for row in scene.rows(table) for value in row.values()
        if isinstance(value, datetime)
    ]  # fmt: skip
    assert len(found) > 50
    assert all(value.tzinfo is UTC for value in found)
