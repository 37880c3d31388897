"""What Matrix keeps of people besides: the room for two, and the keys of their devices."""

from __future__ import annotations

from pathlib import Path

from tests.messengers.matrix_scene import Scene
from tests.stories.test_nothing_is_left import walked


def in_folder(folder: Path, words: str) -> list[str]:
    """The files of the bot's device in which these words stand."""
    return [file.name for file in folder.rglob("*") if file.is_file() and words.encode() in file.read_bytes()]


async def test_whoever_is_forgotten_and_leaves_is_in_no_table_and_no_file(sealed_room: Scene) -> None:
    room = sealed_room
    await room.lea.types("!tache Décorer", room.room)
    await room.marc.types("!prendre 1", room.room)
    card = await room.shows("Décorer")
    await room.changes(card, to="Marc")
    await room.marc.types("!oubliemoi", room.room)
    await room.is_told("Veux-tu que je t'oublie", room.marc)
    alone = await room.private(room.marc)
    await room.marc.types("!oubliemoi oui", alone)
    await room.marc.is_shown("mon dernier message", alone, by=room.bot)

    async def is_left() -> bool:
        there = await room.marc.state("m.room.member", alone, room.bot.id)
        return bool(there["membership"] == "leave")

    await room.marc.until(is_left)
    await room.changes(card, to="cherche quelqu'un")

    async def is_nobody() -> bool:
        return room.marc.id not in walked(room.engine)

    await room.marc.until(is_nobody)
    assert in_folder(room.folder, alone.id) == [], "the room for two is forgotten"
    assert in_folder(room.folder, room.marc.id), "what is written in the encrypted group is for their devices, too"
    await room.marc.leaves(room.room)

    async def is_nowhere() -> bool:
        return in_folder(room.folder, room.marc.id) == []

    await room.marc.until(is_nowhere)
    await room.asks_for("Chanter")
