"""How the bot comes into rooms and out of them, and how people come into and out of theirs with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.matrix_server.device import Impossible
from tests.matrix_server.people import Matrix
from tests.matrix_server.someone import Named, Room, Someone
from tests.messengers.matrix_scene import HELLO, Scene, in_a_room, logs_in
from tests.messengers.odd_server import Odd, odd_server


async def membership(room: Room, who: Named, seen_by: Someone) -> str:
    try:
        told = await seen_by.state("m.room.member", room, who.id)
    except Impossible:
        return ""
    return str(told["membership"])


async def becomes(state: str, room: Room, who: Named, seen_by: Someone) -> None:
    async def is_so() -> bool:
        return await membership(room, who, seen_by) == state

    await seen_by.until(is_so)


async def first_words(scene: Scene, person: Someone, room: Room) -> None:
    """The bot is in this room and works there."""
    await person.types("!aide tache", room)
    await scene.is_told("!tache", person)


async def proposes(room: Scene, title: str, name: str, by: Someone | None = None) -> None:
    await (by or room.lea).types(f"!tache {title} @{name}", room.room)
    await room.shows(title)


# ---- the bot goes and comes back


@pytest.mark.parametrize("how", ["kicked", "banned"])
async def test_thrown_out_it_says_nothing_and_invited_again_it_goes_on_with_the_same_team(
    room: Scene, how: str
) -> None:
    await room.asks_for("Réserver la salle")
    await room.app.settle()
    if how == "kicked":
        await room.ana.kicks(room.bot, room.room)
    else:
        await room.ana.bans(room.bot, room.room)
    await room.lea.types("!tache Pendant ce temps", room.room)
    elsewhere = await room.ana.makes_room("Ailleurs", room.lea, room.bot)
    await room.lea.is_shown(HELLO, elsewhere, by=room.bot)  # what happened here was heard before
    said = await room.said()
    async with room.time_passes(speed=3600):
        await room.lea.types("!tache Ailleurs", elsewhere)
        await room.lea.is_shown("Ailleurs", elsewhere, by=room.bot)
    assert await room.said() == said
    if how == "banned":
        await room.ana.unbans(room.bot, room.room)
    await room.ana.invites(room.bot, room.room)
    await becomes("join", room.room, room.bot, room.ana)
    card = await room.asks_for("De retour")
    assert card.text.startswith("#2 "), "neither a new team nor what was typed meanwhile"
    await room.lea.types("!prendre 1", room.room)
    await room.shows("#1 Réserver la salle")


async def test_kicked_while_it_was_off_it_goes_on_with_the_same_team_when_invited_again(room: Scene) -> None:
    await room.asks_for("Réserver la salle")
    await room.stops()
    await room.ana.kicks(room.bot, room.room)
    await room.starts()
    await room.lea.types("!tache Sans personne", room.room)
    await room.ana.invites(room.bot, room.room)
    await becomes("join", room.room, room.bot, room.ana)
    card = await room.asks_for("De retour")
    assert card.text.startswith("#2 ")


async def test_kicked_and_invited_again_while_it_was_off_it_hears_nothing_from_between(room: Scene) -> None:
    await room.asks_for("Réserver la salle")
    await room.stops()
    await room.ana.kicks(room.bot, room.room)
    await room.lea.types("!tache Sans personne", room.room)
    await room.ana.invites(room.bot, room.room)
    await room.starts()
    await becomes("join", room.room, room.bot, room.ana)
    card = await room.asks_for("De retour")
    assert card.text.startswith("#2 ")


async def test_nothing_that_was_said_before_it_came_is_done(room: Scene) -> None:
    other = await room.ana.makes_room("Atelier", room.lea, encrypted=room.encrypted)
    await room.lea.types("!tache Avant", other)
    await room.stops()
    await room.ana.invites(room.bot, other)
    await room.lea.types("!tache Avant aussi", other)
    await room.starts()
    await room.lea.is_shown(HELLO, other, by=room.bot)
    await room.lea.types("!tache Après", other)
    card = await room.lea.is_shown("Après", other, by=room.bot)
    assert card.text.startswith("#1 ")
    assert not [each for each in await room.lea.sees(other) if each.sender == room.bot.id and "Avant" in each.text]


# ---- upgraded rooms


@pytest.mark.parametrize("version", ["10", "12"])
async def test_a_team_moves_along_when_its_room_is_upgraded(
    matrix: Matrix, engine: Engine, tmp_path: Path, version: str
) -> None:
    async with in_a_room(matrix, engine, tmp_path / "matrix", encrypted=True, room_version=version) as room:
        await room.asks_for("Réserver la salle")
        old = room.room
        new = await room.ana.upgrades(old)
        await room.ana.invites(room.bot, new)
        for each in (room.lea, room.marc):
            await room.ana.invites(each, new)
            await each.joins(new)
        await becomes("join", new, room.bot, room.ana)
        await becomes("leave", old, room.bot, room.ana)
        room.room = new
        card = await room.asks_for("Dans la nouvelle")
        assert card.text.startswith("#2 ")
        await room.marc.reacts(card, "🙋")
        await room.changes(card, to="Marc")
        await room.marc.types("!prendre 1", new)
        assert "Marc" in (await room.shows("#1 Réserver la salle")).text
        assert HELLO not in "".join(await room.said()), "it is no newcomer"


async def test_a_team_moves_along_when_its_room_was_upgraded_while_the_bot_was_off(room: Scene) -> None:
    await room.asks_for("Réserver la salle")
    old = room.room
    await room.stops()
    new = await room.ana.upgrades(old)
    await room.ana.invites(room.bot, new)
    await room.ana.invites(room.lea, new)
    await room.lea.joins(new)
    await room.starts()
    await becomes("leave", old, room.bot, room.ana)
    room.room = new
    assert (await room.asks_for("Dans la nouvelle")).text.startswith("#2 ")


async def test_where_everybody_may_come_in_it_follows_uninvited(matrix: Matrix, engine: Engine, tmp_path: Path) -> None:
    async with in_a_room(matrix, engine, tmp_path / "matrix", encrypted=False) as room:
        await room.ana.sets_state("m.room.join_rules", {"join_rule": "public"}, room.room)
        await room.asks_for("Réserver la salle")
        room.room = await room.ana.upgrades(room.room)
        await becomes("join", room.room, room.bot, room.ana)
        assert (await room.asks_for("Dans la nouvelle", by=room.ana)).text.startswith("#2 ")


async def test_who_may_not_invite_the_bot_may_follow_a_room_with_it_but_not_fetch_it_elsewhere(
    matrix: Matrix, engine: Engine, tmp_path: Path
) -> None:
    async with in_a_room(matrix, engine, tmp_path / "matrix", encrypted=False) as room:
        await room.asks_for("Réserver la salle")
        await room.stops()
        room.welcome = ("elsewhere.example",)
        await room.starts()
        fetched = await room.ana.makes_room("Autre", room.bot)
        await becomes("leave", fetched, room.bot, room.ana)
        room.room = await room.ana.upgrades(room.room)
        await room.ana.invites(room.bot, room.room)
        await becomes("join", room.room, room.bot, room.ana)
        assert (await room.asks_for("Dans la nouvelle", by=room.ana)).text.startswith("#2 ")


# ---- invitations


async def test_only_whom_the_host_named_may_invite_it(room: Scene) -> None:
    await room.stops()
    room.welcome = (room.lea.id,)
    await room.starts()
    refused = await room.marc.makes_room("Marc", room.bot)
    await becomes("leave", refused, room.bot, room.marc)
    alone = await room.marc.opens_direct(room.bot)
    await becomes("leave", alone, room.bot, room.marc)
    accepted = await room.lea.makes_room("Léa", room.bot)
    await room.lea.is_shown(HELLO, accepted, by=room.bot)


@pytest.mark.parametrize("fault", [(502, "<h1>Bad gateway</h1>"), (429, {"errcode": "M_LIMIT_EXCEEDED"})])
async def test_an_invitation_that_could_not_be_answered_before_a_restart_is_answered_after_it(
    matrix: Matrix, engine: Engine, tmp_path: Path, fault: tuple[int, object]
) -> None:
    async with (
        odd_server(matrix.url) as odd,
        in_a_room(matrix, engine, tmp_path / "matrix", encrypted=False, by_way_of=odd.url) as room,
    ):
        other = await room.ana.makes_room("Atelier")
        odd.answers[f"/join/{other.id}"] = fault
        await room.ana.invites(room.bot, other)
        await was_asked(room, odd, f"/join/{other.id}")
        await room.asks_for("Pendant ce temps")
        await room.stops()
        odd.answers.clear()
        await room.starts()
        await room.ana.is_shown(HELLO, other, by=room.bot)


async def was_asked(room: Scene, odd: Odd, path: str) -> None:
    async def is_so() -> bool:
        return any(each.endswith(path) for each in odd.asked)

    await room.ana.until(is_so)


# ---- alone with somebody


async def test_who_leaves_the_conversation_hears_nothing_until_start(room: Scene) -> None:
    await first_words(room, room.lea, room.room)
    left = await room.private(room.lea)
    await room.lea.leaves(left)
    await room.lea.types("!aide tache", room.room)
    await room.asks_for("Tables", by=room.marc)
    await room.app.settle()
    assert await room.lea.invitations() == []
    await room.lea.types("!start", room.room)

    async def invited() -> Room | None:
        found = [each for each in await room.lea.invitations() if each.by == room.bot.id]
        return Room(found[0].room, room.lea) if found else None

    new = await room.lea.until(invited)
    await room.lea.joins(new)
    assert new.id == left.id, "what was said there before is still there"
    await room.lea.types("!aide tache", new)
    await room.lea.is_shown("!tache", new, by=room.bot)


async def test_a_third_person_in_the_conversation_hears_nothing_private(room: Scene) -> None:
    await first_words(room, room.lea, room.room)
    shared = await room.private(room.lea)
    sam = await room.matrix.person("Sam")
    await room.lea.invites(sam, shared)
    await sam.joins(shared)
    await proposes(room, "Tables", "Léa", by=room.marc)  # a proposal to her, which is private
    await room.lea.types("!taches moi", shared)
    await room.lea.types("!aide tache", room.room)
    alone = await room.lea.until(lambda: _another_private(room, shared))
    await room.lea.joins(alone)
    await room.lea.is_shown("Tables", alone, by=room.bot)
    await room.lea.is_shown("!tache", alone, by=room.bot)
    said = [each.text for each in await sam.sees(shared) if each.sender == room.bot.id and not each.service]
    assert [each for each in said if each and HELLO not in each] == []  # it greets the group that this is now


async def _another_private(room: Scene, than: Room) -> Room | None:
    found = [each for each in await room.lea.invitations() if each.by == room.bot.id and each.room != than.id]
    return Room(found[0].room, room.lea) if found else None


async def test_who_never_spoke_can_read_a_proposal_after_coming_into_the_conversation(room: Scene) -> None:
    await proposes(room, "Affiches", "Marc")

    async def invited() -> Room | None:
        found = [each for each in await room.marc.invitations() if each.by == room.bot.id and each.direct]
        return Room(found[0].room, room.marc) if found else None

    new = await room.marc.until(invited)
    await room.app.settle()  # the proposal is there before he is
    await room.marc.joins(new)
    asked = await room.marc.is_shown("Affiches", new, by=room.bot)
    assert asked.encrypted
    await room.marc.types("!accepter 1", new)
    card = await room.shows("Affiches")
    await room.changes(card, to="Marc")


async def test_who_declines_to_talk_in_private_is_not_invited_again(room: Scene) -> None:
    await proposes(room, "Affiches", "Marc")

    async def invited() -> Room | None:
        found = [each for each in await room.marc.invitations() if each.by == room.bot.id]
        return Room(found[0].room, room.marc) if found else None

    await room.marc.leaves(await room.marc.until(invited))

    async def is_heard() -> bool:
        with room.engine.connect() as rows:
            return bool(rows.execute(text("SELECT 1 FROM account WHERE name = 'Marc' AND NOT reachable")).all())

    await room.ana.until(is_heard)
    await proposes(room, "Tables", "Marc")
    await room.asks_for("Chaises")
    await room.app.settle()
    assert await room.marc.invitations() == []
    await room.shows("écrire en privé")  # his cards say that he cannot be reached


# ---- another login


async def test_a_new_login_of_the_same_account_goes_on_with_the_same_team(room: Scene) -> None:
    await room.asks_for("Réserver la salle")
    await room.stops()
    for each in room.folder.glob("keys_*"):
        each.unlink()
    await logs_in(room.matrix.url, replace(room.bot), room.folder)
    await room.starts()
    card = await room.asks_for("De retour")
    assert card.text.startswith("#2 ")
    assert card.encrypted is room.encrypted
    await room.marc.reacts(card, "🙋")
    await room.changes(card, to="Marc")
