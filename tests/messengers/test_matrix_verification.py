"""People compare emoji with the bot in an app like Element, in a room for two or with its device."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import vodozemac
from sqlalchemy import Engine

from bot.app import App
from bot.clock import ClockInHand, wall_clock
from bot.house import House
from bot.messengers.matrix import Matrix as Messenger
from bot.messengers.matrix import session
from bot.messengers.matrix.identity import Identity
from tests.matrix_server.element.people import Element, ElementPerson, element
from tests.matrix_server.people import Matrix, matrix
from tests.matrix_server.someone import Room, Someone
from tests.messengers.matrix_device import BotDevice, bot_device, logged_in

__all__ = ["element", "matrix"]
_LOG = "bot.messengers.matrix.verification"


@dataclass
class Duet:
    bot: BotDevice
    lea: ElementPerson
    room: Room


@pytest.fixture(params=[True, False], ids=["encrypted", "plain"])
async def duet(request: pytest.FixtureRequest, matrix: Matrix, element: Element, tmp_path: Path) -> AsyncIterator[Duet]:
    """A room for two. They have written to each other elsewhere: an app like Element verifies nobody whom it never
    encrypted for."""
    await logged_in(tmp_path / "bot", await matrix.account("Accalmie"), matrix.url)
    lea = await element.person("Léa")
    async with bot_device(tmp_path / "bot") as bot:
        bal = await lea.makes_room(bot, encrypted=True)
        await bot.is_in(bal, lea)
        said = await lea.types("Bonjour", bal)
        await bot.until(lambda: said in bot.heard)
        room = await lea.makes_room(bot, encrypted=request.param)
        await bot.is_in(room, lea)
        yield Duet(bot, lea, room)


def logged(caplog: pytest.LogCaptureFixture, start: str) -> str:
    return next(said for each in caplog.records if (said := each.getMessage()).startswith(start))


@pytest.mark.parametrize("where", ["room", "device"])
async def test_both_see_the_same_emoji_and_then_the_bot_is_verified(
    duet: Duet, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, _LOG)
    bot, lea = duet.bot, duet.lea
    at: dict[str, Any] = {"room": duet.room} if where == "room" else {"device": bot.device}
    theirs = await lea.verifies(bot, **at)
    ours = logged(caplog, f"verification with {lea.id}: ").partition(": ")[2].split(", ")
    assert [each.split()[0].rstrip("\ufe0f") for each in ours] == [each.rstrip("\ufe0f") for each in theirs]
    assert len(theirs) == 7
    assert await lea.confirms() == "verified"

    async def trusted() -> bool:
        return await lea.trusts(bot, bot.device) == {"user": True, "signed": True, "device": True}

    await lea.until(trusted)


async def test_the_whole_bot_does_it_too(matrix: Matrix, element: Element, tmp_path: Path, engine: Engine) -> None:
    account, lea = await matrix.account("Accalmie"), await element.person("Léa")
    await logged_in(tmp_path / "bot", account, matrix.url)
    messenger = Messenger(tmp_path / "bot", wall_clock)
    app = App(engine, wall_clock, {messenger.name: messenger}, house=House(is_open=True))
    await messenger.open()
    await app.recover()
    listening = asyncio.ensure_future(app.listen())
    try:
        room = await lea.makes_room(account, encrypted=True)

        async def came() -> bool:
            return any(each.service and each.text == f"join {account.id}" for each in await lea.sees(room))

        await lea.until(came)
        await lea.types("Bonjour", room)
        device = session.load(tmp_path / "bot").device
        for at in ({"device": device}, {"room": room}):
            assert len(await lea.verifies(account, **at)) == 7
            assert await lea.confirms() == "verified"

        async def trusted() -> bool:
            return await lea.trusts(account, device) == {"user": True, "signed": True, "device": True}

        await lea.until(trusted)
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
        await app.close()
        await messenger.close()


async def test_emoji_that_differ_verify_nobody(duet: Duet, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, _LOG)
    bot, lea = duet.bot, duet.lea
    await lea.verifies(bot, room=duet.room)
    assert "mismatched_sas" in await lea.confirms(same=False)
    assert not (await lea.trusts(bot, bot.device))["user"]
    await bot.until(lambda: any("was ended by them" in each.getMessage() for each in caplog.records))
    await lea.verifies(bot, room=duet.room)  # and so once more
    assert await lea.confirms() == "verified"


# ---- what no sound app does


@dataclass
class Odd:
    """Marc speaks with the bot's device by hand."""

    bot: BotDevice
    marc: Someone
    clock: ClockInHand
    matrix: Matrix
    since: str = ""

    async def says(self, what: str, transaction: str = "one", **content: Any) -> None:
        sent = {"type": f"m.key.verification.{what}", "sender": self.marc.id}
        await self.bot.verifications.to_device([sent | {"content": {"transaction_id": transaction, **content}}])

    async def asks(self, transaction: str = "one", **content: Any) -> None:
        at = int(self.clock().timestamp() * 1000)
        usual = {"from_device": self.marc.account.device, "methods": ["m.sas.v1"], "timestamp": at}
        await self.says("request", transaction, **usual | content)

    async def starts(self, **content: Any) -> None:
        usual = {
            "from_device": self.marc.account.device,
            "method": "m.sas.v1",
            "key_agreement_protocols": ["curve25519-hkdf-sha256"],
            "hashes": ["sha256"],
            "message_authentication_codes": ["hkdf-hmac-sha256.v2"],
            "short_authentication_string": ["decimal", "emoji"],
        }
        await self.says("start", **usual | content)

    async def brought(self, token: str = "") -> list[Any]:
        """What came to Marc's device since he last looked; `token`: to the one that has it."""
        since = f"?since={self.since}" if self.since else ""
        told = await self.matrix.ask("GET", f"/v3/sync{since}", token=token or self.marc.account.token)
        self.since = told["next_batch"]
        return [e for e in told.get("to_device", {}).get("events", []) if e["type"] != "m.room.encrypted"]

    async def hears(self, token: str = "") -> list[str]:
        """What the bot sent: the word, and of a cancel its code."""
        found = [(e["type"].rpartition(".")[2], e["content"].get("code", "")) for e in await self.brought(token)]
        return [" ".join(each).strip() for each in found]


@pytest.fixture
async def odd(matrix: Matrix, tmp_path: Path) -> AsyncIterator[Odd]:
    await logged_in(tmp_path / "bot", await matrix.account("Accalmie"), matrix.url)
    marc, clock = await matrix.person("Marc"), ClockInHand(wall_clock())
    async with bot_device(tmp_path / "bot", clock) as bot:
        room = await marc.makes_room("Bal", bot)
        await bot.is_in(room, marc)
        yield Odd(bot, marc, clock, matrix)


async def test_a_request_is_accepted_and_a_start_too(odd: Odd) -> None:
    await odd.asks()
    await odd.asks()
    await odd.starts()
    await odd.starts()  # brought twice
    assert await odd.hears() == ["ready", "accept"]


async def test_an_app_that_does_not_ask_first_may_start(odd: Odd) -> None:
    await odd.starts()
    assert await odd.hears() == ["accept"]


@pytest.mark.parametrize(
    ("start", "code"),
    [
        ({"method": "m.reciprocate.v1"}, "m.unknown_method"),
        ({"message_authentication_codes": ["hkdf-hmac-sha256"]}, "m.unknown_method"),
        ({"key_agreement_protocols": ["curve25519"]}, "m.unknown_method"),
        ({"hashes": 3}, "m.invalid_message"),
        ({"from_device": "OTHER"}, "m.invalid_message"),
        ({"from_device": ["x"]}, "m.invalid_message"),
        ({"half": "\ud800"}, "m.invalid_message"),
    ],
)
async def test_a_start_that_is_not_understood_is_answered_once_with_why(
    odd: Odd, start: dict[str, Any], code: str
) -> None:
    await odd.asks()
    await odd.starts(**start)
    await odd.says("key", key="x")
    assert await odd.hears() == ["ready", f"cancel {code}"]


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([("key", {"key": "AAAA"})], "m.invalid_message"),
        ([("key", {"key": 3})], "m.invalid_message"),
        ([("key", {})], "m.invalid_message"),
        ([("mac", {"mac": {}, "keys": "x"})], "m.unexpected_message"),
        ([("accept", {})], "m.unexpected_message"),
        ([("nonsense", {})], "m.unexpected_message"),
    ],
)
async def test_a_step_that_makes_no_sense_is_answered_once_with_why(
    odd: Odd, steps: list[tuple[str, dict[str, Any]]], code: str
) -> None:
    await odd.asks()
    await odd.starts()
    for what, content in [*steps, *steps]:
        await odd.says(what, **content)
    assert await odd.hears() == ["ready", "accept", f"cancel {code}"]


PROOFS: dict[str, tuple[list[str], dict[str, str], str]] = {
    "of all keys": (["device", "master"], {}, "done"),
    "of the device alone": (["device"], {}, "done"),
    "with a key that is not known": (["device", "other"], {}, "done"),
    "not of the device": (["master"], {}, "cancel m.key_mismatch"),
    "of another key of the device": (["device", "master"], {"device": "x"}, "cancel m.key_mismatch"),
    "of another identity": (["device", "master"], {"master": "x"}, "cancel m.key_mismatch"),
    "with one left out": (["device", "master"], {"KEY_IDS": "x"}, "cancel m.key_mismatch"),
}


@pytest.mark.parametrize("kind", PROOFS)
async def test_only_who_proves_the_keys_that_everybody_knows_comes_to_the_end(
    odd: Odd, matrix: Matrix, tmp_path: Path, kind: str
) -> None:
    """Marc's app by hand, with sound arithmetic, and proofs of what it says they are of."""
    proven, others, end = PROOFS[kind]
    await logged_in(tmp_path / "marc", odd.marc.account, matrix.url)  # which gives him an identity
    kept, known = session.load(tmp_path / "marc"), Identity.load(tmp_path / "marc")
    assert known is not None
    told = await odd.marc.device.asks("POST", "/v3/keys/query", {"device_keys": {odd.marc.id: []}})
    device = told["device_keys"][odd.marc.id][kept.device]["keys"][f"ed25519:{kept.device}"]
    names = {"device": f"ed25519:{kept.device}", "master": known.master.id, "other": "ed25519:other"}
    keys = {"device": device, "master": known.master.public, "other": "x", "KEY_IDS": ""} | others
    await odd.asks(from_device=kept.device)
    await odd.starts(from_device=kept.device)
    theirs = vodozemac.Sas()
    await odd.says("key", key=theirs.public_key.to_base64())
    heard = await odd.brought(kept.token)
    (ours,) = [each["content"]["key"] for each in heard if each["type"].endswith(".key")]
    shared = theirs.diffie_hellman(vodozemac.Curve25519PublicKey.from_base64(ours))
    about = f"MATRIX_KEY_VERIFICATION_MAC{odd.marc.id}{kept.device}{odd.bot.id}{odd.bot.device}one"
    mac = {names[each]: shared.calculate_mac(keys[each], about + names[each]) for each in proven}
    ids = ",".join(sorted(mac)) + keys["KEY_IDS"]
    await odd.says("mac", mac=mac, keys=shared.calculate_mac(ids, f"{about}KEY_IDS"))
    assert (await odd.hears(kept.token))[-1] == end


@pytest.mark.parametrize("mac", [{"mac": {}, "keys": "AAAA"}, {"mac": {"ed25519:X": "AAAA"}, "keys": "\ud800"}])
async def test_a_proof_that_is_none_is_answered_with_why(odd: Odd, mac: dict[str, Any]) -> None:
    await odd.asks()
    await odd.starts()
    await odd.says("key", key=vodozemac.Sas().public_key.to_base64())
    await odd.says("mac", **mac)
    *before, last = await odd.hears()
    assert before == ["ready", "accept", "key"]
    assert last in ("cancel m.key_mismatch", "cancel m.invalid_message")


async def test_what_takes_longer_than_ten_minutes_is_ended(odd: Odd) -> None:
    await odd.asks()
    odd.clock.move_to(odd.clock() + timedelta(minutes=11))
    await odd.bot.verifications.to_device([])
    assert await odd.hears() == ["ready", "cancel m.timeout"]


async def test_old_requests_strangers_and_garbage_are_not_answered(odd: Odd, matrix: Matrix) -> None:
    await odd.asks(timestamp=int((odd.clock() - timedelta(minutes=11)).timestamp() * 1000))
    await odd.asks(timestamp="now")
    await odd.says("key", "unknown", key="x")
    empty: dict[str, Any] = {"type": "m.key.verification.start", "content": [], "sender": odd.marc.id}
    for event in [{}, {"type": 3}, empty]:
        await odd.bot.verifications.to_device([event])
        await odd.bot.verifications.in_room("!nowhere", event)
    about = {"m.relates_to": {"event_id": ["x"]}}
    await odd.bot.verifications.in_room(
        "!nowhere", {"type": "m.key.verification.key", "sender": odd.marc.id, "content": about}
    )
    assert await odd.hears() == []
    stranger = await matrix.person("Zoé")
    other = Odd(odd.bot, stranger, odd.clock, matrix)
    await other.asks()
    await other.starts()
    assert await other.hears() == []


async def test_no_garbage_reaches_whoever_calls(odd: Odd) -> None:
    values: list[Any] = [None, 3, 1e400, True, "", "x" * 70_000, "\ud800", [], ["x"], [[]], {}, {"x": []}]
    names = ["from_device", "methods", "method", "hashes", "key_agreement_protocols", "key", "mac", "keys", "timestamp"]
    for name in [*names, "message_authentication_codes", "short_authentication_string", "transaction_id"]:
        for value in values:
            await odd.asks(**{name: value})
            await odd.starts(**{name: value})
            await odd.says("key", **{"key": vodozemac.Sas().public_key.to_base64(), name: value})
            await odd.says("mac", **{"mac": {"x": "AAAA", "y": value}, "keys": "AAAA", name: value})
            about = {"to": odd.bot.id, "msgtype": "m.key.verification.request", "m.relates_to": value, name: value}
            for kind in ("m.room.message", "m.key.verification.start", "m.key.verification.key"):
                said = {"type": kind, "sender": odd.marc.id, "event_id": "$x", "content": about}
                await odd.bot.verifications.in_room("!nowhere:localhost", said)
    await odd.hears()
    await odd.asks("last")
    assert "ready" in await odd.hears()


async def test_who_asks_again_gives_the_first_up_and_nobody_can_ask_endlessly(odd: Odd) -> None:
    for number in range(30):
        await odd.asks(str(number))
    heard = await odd.hears()
    assert heard.count("ready") == 30
    assert heard.count("cancel m.user") == 29
