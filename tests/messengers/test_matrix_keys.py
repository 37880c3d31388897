"""Others always find a key with which to write to the bot, also with a new device after a long outage."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.messengers.matrix.client import ask
from tests.matrix_server.people import Matrix, matrix
from tests.matrix_server.someone import Someone
from tests.messengers.matrix_device import BotDevice, bot_device, logged_in

__all__ = ["matrix"]


async def takes_keys(who: Someone, bot: str, device: str) -> int:
    """How many one-time keys of the bot's there were; nothing but the fallback key is left of them."""
    taken: set[str] = set()
    for _ in range(200):
        told = await who.device.asks("POST", "/v3/keys/claim", {"one_time_keys": {bot: {device: "signed_curve25519"}}})
        ((_, key),) = told["one_time_keys"][bot][device].items()
        if key.get("fallback"):
            return len(taken)
        taken.add(key["key"])
    raise AssertionError("they do not end")


async def left(bot: BotDevice) -> int:
    told: dict[str, Any] = await ask(bot.client, "POST", "/v3/keys/upload", {})
    return int(told["one_time_key_counts"].get("signed_curve25519", 0))


async def test_keys_that_ran_out_are_there_again_after_the_next_look(matrix: Matrix, tmp_path: Path) -> None:
    lea = await matrix.person("Léa")
    await logged_in(tmp_path / "bot", await matrix.account("Accalmie"), matrix.url)
    async with bot_device(tmp_path / "bot") as bot:
        assert await takes_keys(lea, bot.id, bot.device) == 50
    async with bot_device(tmp_path / "bot") as bot:

        async def refilled() -> bool:
            return await left(bot) == 50

        await bot.until(refilled)


async def test_after_an_outage_that_used_up_all_keys_a_new_device_reaches_the_bot(
    matrix: Matrix, tmp_path: Path
) -> None:
    lea = await matrix.person("Léa")
    await logged_in(tmp_path / "bot", await matrix.account("Accalmie"), matrix.url)
    async with bot_device(tmp_path / "bot") as bot:
        room = await lea.makes_room("Bal", bot, encrypted=True)
        await bot.is_in(room, lea)
        name, device = bot.id, bot.device
    assert await takes_keys(lea, name, device) == 50
    new = await matrix.on_another_device(lea)
    said = await new.types("Bonjour", room)
    async with bot_device(tmp_path / "bot") as bot:
        await bot.until(lambda: said.id in bot.heard or said.id in bot.sealed)
        assert bot.heard[said.id]["content"]["body"] == "Bonjour"
    # The fallback key was used, so it is renewed: the next one finds another.
    async with bot_device(tmp_path / "bot") as bot:
        before = await fallback_key(lea, bot)

        async def renewed() -> bool:
            return await fallback_key(lea, bot) != before

        await bot.until(renewed)


async def fallback_key(who: Someone, bot: BotDevice) -> str:
    """It is given out once all others are."""
    await takes_keys(who, bot.id, bot.device)
    told = await who.device.asks(
        "POST", "/v3/keys/claim", {"one_time_keys": {bot.id: {bot.device: "signed_curve25519"}}}
    )
    ((_, key),) = told["one_time_keys"][bot.id][bot.device].items()
    assert key["fallback"] is True
    return str(key["key"])
