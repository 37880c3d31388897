"""The bot's device is signed by its account: else today's apps neither tell it anything nor show what it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.messengers.matrix import identity, session
from bot.messengers.matrix.client import client_of, close_client
from bot.messengers.matrix.identity import Identity, Unsigned
from bot.messengers.matrix.keys import upload_keys
from bot.messengers.matrix.session import Session
from tests.matrix_server.device import Account
from tests.matrix_server.element.people import Element, ElementPerson, element
from tests.matrix_server.people import Matrix, matrix
from tests.matrix_server.someone import Room
from tests.messengers.matrix_device import BotDevice, bot_device, logged_in

__all__ = ["element", "matrix"]


async def unsigned_device(matrix: Matrix, folder: Path, account: Account) -> None:
    """A login as a bot without any of this makes it."""
    kept = Session(matrix.url, account.id, account.device, account.token, "of-a-test")
    session.save(folder, kept)
    client = client_of(kept, folder)
    await upload_keys(client)
    await close_client(client)


async def room_of(lea: ElementPerson, bot: BotDevice) -> Room:
    room = await lea.makes_room(bot, encrypted=True)
    await bot.is_in(room, lea)
    return room


async def test_without_a_signature_neither_reads_the_other(matrix: Matrix, element: Element, tmp_path: Path) -> None:
    await unsigned_device(matrix, tmp_path / "bot", await matrix.account("Accalmie"))
    lea = await element.person("Léa")
    async with bot_device(tmp_path / "bot", signed=False) as bot:
        room = await room_of(lea, bot)
        said, answer = await lea.types("Bonjour", room), await bot.says("Bonsoir", room)
        await bot.until(lambda: said in bot.sealed)

        async def came() -> bool:
            return any(each.id == answer and each.unreadable for each in await lea.sees(room))

        await lea.until(came)
        assert await lea.is_warned(answer, room) == (None, "UNSIGNED_SENDER_DEVICE")


async def both_read(lea: ElementPerson, bot: BotDevice, room: Room) -> None:
    said, answer = await lea.types("Bonjour", room), await bot.says("Bonsoir", room)
    await bot.until(lambda: said in bot.heard)

    async def readable() -> bool:
        return any(each.id == answer and not each.unreadable for each in await lea.sees(room))

    await lea.until(readable)
    assert await lea.is_warned(answer, room) == (0, None)


async def test_signed_both_read_and_so_they_do_after_a_new_login(
    matrix: Matrix, element: Element, tmp_path: Path
) -> None:
    account, lea = await matrix.account("Accalmie"), await element.person("Léa")
    await logged_in(tmp_path / "bot", account, matrix.url)
    async with bot_device(tmp_path / "bot") as bot:
        room, first = await room_of(lea, bot), bot.device
        await both_read(lea, bot, room)
    await logged_in(tmp_path / "bot", account, matrix.url, again=True)
    async with bot_device(tmp_path / "bot") as bot:
        assert bot.device != first
        await both_read(lea, bot, room)


async def test_a_device_that_is_not_signed_yet_is_at_the_start_without_a_password(
    matrix: Matrix, tmp_path: Path
) -> None:
    await unsigned_device(matrix, tmp_path / "bot", await matrix.account("Accalmie"))
    async with bot_device(tmp_path / "bot", signed=False) as bot:
        assert not await identity.is_signed(bot.client)
        made = await identity.ensure(bot.client, tmp_path / "bot")
        assert await identity.is_signed(bot.client)
        assert (tmp_path / "bot" / "cross_signing.json").stat().st_mode & 0o777 == 0o600
        again = await identity.ensure(bot.client, tmp_path / "bot")
        assert again.publics == made.publics


async def test_an_identity_whose_keys_are_elsewhere_is_not_replaced_unasked(matrix: Matrix, tmp_path: Path) -> None:
    account = await matrix.account("Accalmie")
    await logged_in(tmp_path / "bot", account, matrix.url)
    (tmp_path / "bot" / "cross_signing.json").unlink()
    async with bot_device(tmp_path / "bot", signed=False) as bot:
        with pytest.raises(Unsigned, match="accalmie matrix login --new-identity"):
            await identity.ensure(bot.client, tmp_path / "bot", account.password)
        with pytest.raises(Unsigned, match="wants the password"):
            await identity.ensure(bot.client, tmp_path / "bot", new_identity=True)
        with pytest.raises(Unsigned, match="does not take this password"):
            await identity.ensure(bot.client, tmp_path / "bot", "wrong", new_identity=True)
        assert Identity.load(tmp_path / "bot") is None
        made = await identity.ensure(bot.client, tmp_path / "bot", account.password, new_identity=True)
        kept = Identity.load(tmp_path / "bot")
        assert kept is not None
        assert kept.publics == made.publics
        assert await identity.is_signed(bot.client)


async def test_an_interruption_leaves_the_identity_that_the_server_has(matrix: Matrix, tmp_path: Path) -> None:
    """A new one is written down, then uploaded, then takes the place of the old one."""
    account = await matrix.account("Accalmie")
    await logged_in(tmp_path / "bot", account, matrix.url)
    kept, second = tmp_path / "bot" / "cross_signing.json", tmp_path / "bot" / "cross_signing_next.json"
    good = kept.read_text("utf-8")
    async with bot_device(tmp_path / "bot", signed=False) as bot:
        second.write_text(json.dumps(json.loads(good) | {"master": "00" * 32}), "utf-8")  # before the upload
        await identity.ensure(bot.client, tmp_path / "bot")
        assert kept.read_text("utf-8") == good
        kept.write_text(second.read_text("utf-8") if second.exists() else good.replace(good[-20:-4], "0" * 16), "utf-8")
        second.write_text(good, "utf-8")  # after it
        await identity.ensure(bot.client, tmp_path / "bot")
        assert kept.read_text("utf-8") == good
        assert not second.exists()


async def test_what_cannot_be_read_is_said_and_not_replaced(matrix: Matrix, tmp_path: Path) -> None:
    account = await matrix.account("Accalmie")
    await logged_in(tmp_path / "bot", account, matrix.url)
    (tmp_path / "bot" / "cross_signing.json").write_text("{", "utf-8")
    with pytest.raises(Unsigned, match="cannot be read: bring it back"):
        Identity.load(tmp_path / "bot")
