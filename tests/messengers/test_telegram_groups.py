"""Groups as Telegram has them: administrators, a group that becomes a supergroup, the way into the private chat."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.messengers.telegram_scene import TAKE, Scene, in_a_group
from tests.telegram_server.people import Telegram


async def test_administrators_coordinate_and_others_do_not(bal: Scene) -> None:
    await bal.lea.types("/quiet 20:00-09:00", bal.group)
    await bal.has_heard()
    before = bal.rows("chat")[0]["quiet"]
    await bal.ana.types("/quiet 20:00-09:00", bal.group)
    await bal.has_heard()
    assert bal.rows("chat")[0]["quiet"] != before


async def test_a_group_that_becomes_a_supergroup_keeps_everything(telegram_here: Telegram, engine: Engine) -> None:
    async with in_a_group(telegram_here, engine, kind="group") as bal:
        await bal.asks_for("Salle")
        new = await bal.ana.migrates(bal.group)
        bal.group = new
        card = await bal.asks_for("Tables")
        assert card.text.startswith("#2 Tables")
        assert [row["external_id"] for row in bal.rows("chat")] == [str(new.id)]
        assert len(bal.rows("team")) == 1


async def test_after_the_move_old_cards_count_and_their_numbers_mean_nothing(
    telegram_here: Telegram, engine: Engine
) -> None:
    """In a supergroup messages are counted from one again."""
    async with in_a_group(telegram_here, engine, kind="group") as bal:
        said = await bal.lea.types("/tache Salle", bal.group)
        card = await bal.shows("#1 Salle")
        await bal.has_heard()
        bal.group = await bal.ana.migrates(bal.group)
        await bal.marc.is_answered(await bal.marc.presses(TAKE, card))
        anew = await bal.shows("#1 Salle")
        assert "Marc" in anew.text
        while (await bal.lea.types("bonjour", bal.group)).id < max(said.id, card.id) + 3:
            pass
        for message in await bal.group.messages():  # none of them is taken for one of before
            if message.sender == bal.lea.id:
                await bal.lea.edits(message, "/tache Tables")
        await bal.has_heard()
        assert bal.titles()[0] == "Salle"
        assert [each.text.split("\n")[0] for each in await bal.posted("#1")] == ["#1 Salle"]


async def test_a_letter_to_the_old_address_goes_to_the_new_one(telegram_here: Telegram, engine: Engine) -> None:
    async with in_a_group(telegram_here, engine, kind="group") as bal:
        await bal.asks_for("Salle")
        bal.listening.cancel()  # it does not hear that the group moved, but is told so when it writes
        bal.group = await bal.ana.migrates(bal.group)
        await bal.passes(8 * 24 * 3600)  # the weekly digest
        await bal.shows("Bilan")


async def test_the_welcome_opens_the_private_chat(bal: Scene) -> None:
    welcome = await bal.shows("ici Accalmie")
    urls = [button["url"] for row in welcome.buttons for button in row if "url" in button]
    assert urls == ["https://t.me/accalmie_bot"]
