"""What people do that nobody expects, and who may do what: levels, deletions, very long messages, two at once."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from tests.matrix_server.people import Matrix
from tests.matrix_server.seen import Seen
from tests.messengers.matrix_scene import Scene, in_a_room
from tests.messengers.odd_server import odd_server

NO_RIGHT = "revient à la coordination"
ITS_HOURS = "!calme 22:00-07:00"


# ---- who coordinates


async def test_who_made_the_room_coordinates_and_others_do_not(room: Scene) -> None:
    await room.marc.types(ITS_HOURS, room.room)
    await room.is_told(NO_RIGHT, room.marc)
    await room.ana.types(ITS_HOURS, room.room)
    await room.is_told("22:00", room.ana)


async def test_in_an_older_room_who_made_it_coordinates_by_a_level(
    matrix: Matrix, engine: Engine, tmp_path: Path
) -> None:
    async with in_a_room(matrix, engine, tmp_path / "matrix", encrypted=False, room_version="10") as room:
        await room.marc.types(ITS_HOURS, room.room)
        await room.is_told(NO_RIGHT, room.marc)
        await room.ana.types(ITS_HOURS, room.room)
        await room.is_told("22:00", room.ana)


@pytest.mark.parametrize(("level", "is_enough"), [(49, False), (50, True), (100, True)])
async def test_a_moderator_coordinates(room: Scene, level: int, is_enough: bool) -> None:
    await room.ana.promotes(room.lea, room.room, level)
    await room.lea.types(ITS_HOURS, room.room)
    await room.is_told("22:00" if is_enough else NO_RIGHT, room.lea)


async def test_where_everybody_is_a_moderator_all_coordinate_until_nobody_is(room: Scene) -> None:
    levels = await room.ana.state("m.room.power_levels", room.room)
    await room.ana.sets_state("m.room.power_levels", levels | {"users_default": 50}, room.room)
    await room.marc.types(ITS_HOURS, room.room)
    await room.is_told("22:00", room.marc)
    await room.ana.sets_state("m.room.power_levels", levels | {"users_default": 0}, room.room)
    await room.marc.types("!calme 23:00-07:00", room.room)
    await room.is_told(NO_RIGHT, room.marc)


async def test_who_is_no_moderator_any_more_does_not_coordinate(room: Scene) -> None:
    await room.ana.promotes(room.lea, room.room)
    await room.lea.types(ITS_HOURS, room.room)
    await room.is_told("22:00", room.lea)
    await room.ana.demotes(room.lea, room.room)
    await room.lea.types("!calme 23:00-07:00", room.room)
    await room.is_told(NO_RIGHT, room.lea)


async def test_who_was_demoted_while_the_bot_was_off_does_not_coordinate(room: Scene) -> None:
    await room.ana.promotes(room.lea, room.room)
    await room.lea.types(ITS_HOURS, room.room)
    await room.is_told("22:00", room.lea)
    await room.stops()
    await room.ana.demotes(room.lea, room.room)
    await room.starts()
    await room.lea.types("!calme 23:00-07:00", room.room)
    await room.is_told(NO_RIGHT, room.lea)


async def test_levels_that_the_server_tells_once_more_do_not_hold_again(
    matrix: Matrix, engine: Engine, tmp_path: Path
) -> None:
    """Synapse does, where the bot wrote while somebody changed them."""
    old: list[Any] = []

    def tells_again(path: str, told: Any) -> None:
        for said in told.get("rooms", {}).get("join", {}).values() if path.endswith("/sync") else ():
            if all(each["type"] != "m.room.power_levels" for each in said["timeline"]["events"]):
                said["state"]["events"] += old

    async with (
        odd_server(matrix.url) as between,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=False, by_way_of=between.url) as room,
    ):
        await room.asks_for("Affiches")
        await room.ana.promotes(room.lea, room.room)
        old += [each.source for each in room.ana.device.events(room.room.id) if each.type == "m.room.power_levels"][:1]
        between.alters = tells_again
        await room.lea.types(ITS_HOURS, room.room)
        await room.is_told("22:00", room.lea)


# ---- what is deleted


async def test_a_card_that_somebody_deletes_is_posted_anew_when_it_changes(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    await room.ana.deletes(card)
    await room.marc.types("!prendre 1", room.room)

    async def anew() -> Seen | None:
        there = [each for each in await room.room.messages() if "Réserver" in each.text and "Marc" in each.text]
        return next((each for each in there if each.sender == room.bot.id), None)

    assert (await room.ana.until(anew)).id != card.id


async def test_a_card_that_was_deleted_while_the_bot_was_off_is_posted_anew(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    await room.stops()
    await room.ana.deletes(card)
    await room.marc.types("!prendre 1", room.room)
    await room.starts()

    async def anew() -> Seen | None:
        there = [each for each in await room.room.messages() if "Réserver" in each.text and "Marc" in each.text]
        return next((each for each in there if each.sender == room.bot.id), None)

    assert (await room.ana.until(anew)).id != card.id


async def test_of_a_deleted_message_the_task_keeps_neither_words_nor_link(room: Scene) -> None:
    said = await room.ana.types("Le code du local est 1234", room.room)
    await room.lea.types("!tache Changer le code", room.room, reply_to=said)
    card = await room.shows("Changer le code")
    assert "1234" in card.text
    await room.ana.deletes(said)

    async def bare() -> bool:
        there = await room.ana.sees_again(card)
        return "1234" not in there.text + (there.html or "") and said.id[1:] not in (there.html or "")

    await room.ana.until(bare)


async def test_a_private_matter_typed_in_the_room_is_deleted_where_the_bot_may(room: Scene) -> None:
    await room.lea.types("!tache Affiches @Marc", room.room)
    await room.shows("Affiches")
    kept = await room.marc.types("!refuser 1 trop de choses", room.room)
    await room.lea.types("!tache Tables @Marc", room.room)
    await room.shows("Tables")
    assert not (await room.ana.sees_again(kept)).redacted
    await room.ana.promotes(room.bot, room.room)
    typed = await room.marc.types("!refuser 2 trop de choses", room.room)

    async def gone() -> bool:
        return (await room.ana.sees_again(typed)).redacted

    await room.ana.until(gone)
    assert not [each for each in await room.said() if "trop de choses" in each]
    assert (await room.ana.sees_again(typed)).reactions == {}


# ---- other bots


async def test_where_another_bot_is_help_alone_is_left_to_it(room: Scene) -> None:
    other = await room.matrix.person("Bot des repas")
    await room.ana.invites(other, room.room)
    await other.joins(room.room)
    await room.lea.types("!aide", room.room)
    await room.asks_for("Tables", by=room.marc)
    await room.app.settle()
    assert await room.lea.invitations() == []
    await room.lea.types("!aide tache", room.room)
    await room.is_told("!tache", room.lea)


async def test_a_bot_is_known_by_speaking_as_bots_do_and_is_not_obeyed(room: Scene) -> None:
    other = await room.matrix.person("Robot")
    await room.ana.invites(other, room.room)
    await other.joins(room.room)
    await other.types("!tache Boucle", room.room, msgtype="m.notice")
    await room.lea.types("!aide", room.room)
    await room.asks_for("Tables", by=room.marc)
    await room.app.settle()
    assert await room.lea.invitations() == []
    assert not [each for each in await room.said() if "Boucle" in each]


# ---- much, and at once


@pytest.mark.parametrize("length", [4_097, 40_000])
async def test_a_very_long_message_is_answered_in_a_sentence_and_stops_nothing(room: Scene, length: int) -> None:
    await room.lea.types("!tache " + "mot " * (length // 4), room.room)
    await room.is_told("est long", room.lea)
    assert (await room.asks_for("Tables", by=room.marc)).text.startswith("#1 ")


async def test_so_is_one_of_emoji(room: Scene) -> None:
    await room.lea.types("!tache 🎉" + "👩🏽‍🌾" * 300, room.room)
    await room.is_told("long pour un titre", room.lea)
    assert (await room.asks_for("Tables", by=room.marc)).text.startswith("#1 ")


async def test_of_a_very_long_message_that_is_answered_a_task_is_made(room: Scene) -> None:
    said = await room.ana.types("Il faudrait réserver la salle. " * 1_200, room.room)
    await room.lea.types("!tache Réserver", room.room, reply_to=said)
    card = await room.shows("#1 ")
    assert "Réserver" in card.text


async def test_emoji_arrive_as_they_were_typed(room: Scene) -> None:
    title = "Fête 🎉 👩🏽‍🌾 🇫🇷 ❤️ café"
    card = await room.asks_for(title)
    assert title in card.text


async def test_a_long_answer_comes_whole_and_in_order(room: Scene) -> None:
    titles = [f"Tâche {number} " + "é" * 120 for number in range(1, 61)]
    for title in titles:
        await room.lea.sends("m.room.message", {"msgtype": "m.text", "body": f"!tache {title} moi"}, room.room)
    await room.shows("#60 ")
    await room.lea.types("!taches tout", room.room)
    private = await room.private(room.lea)
    await room.lea.is_shown("#60 ", private, by=room.bot)
    await room.app.settle()
    said = [each for each in await room.lea.sees(private) if each.sender == room.bot.id and not each.service]
    whole = "\n".join(each.text for each in said)
    assert len(said) > 1
    assert all(each.text and not each.unreadable for each in said)
    assert [number for number in range(1, 61) if f"#{number} " not in whole] == []


async def test_of_two_who_react_at_once_one_has_the_task(room: Scene) -> None:
    card = await room.asks_for("Réserver la salle")
    await asyncio.gather(room.marc.reacts(card, "🙋"), room.lea.reacts(card, "🙋"))
    shown = await room.changes(card, to="👤")
    await room.asks_for("Tables", by=room.ana)
    await room.app.settle()
    shown = await room.ana.sees_again(card)
    assert ("Marc" in shown.text) is not ("Léa" in shown.text)
