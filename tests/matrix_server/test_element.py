"""What people see who use an app like Element: the same as the others, and which devices they do not take for sound."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import pytest

from tests.matrix_server.element import process
from tests.matrix_server.element.people import Element, ElementPerson, element
from tests.matrix_server.element.process import Refused, running_app
from tests.matrix_server.people import Matrix
from tests.matrix_server.someone import Room, Someone

__all__ = ["element"]


async def with_lea(
    matrix: Matrix, element: Element, *, encrypted: bool, strict: bool
) -> tuple[Someone, ElementPerson, Room]:
    """Marc uses nio, and Léa an app like Element."""
    marc, lea = await matrix.person("Marc"), await element.person("Léa", strict=strict)
    room = await marc.makes_room("Bal", lea, encrypted=encrypted)
    await lea.joins(room)
    return marc, lea, room


@pytest.mark.parametrize("encrypted", [False, True])
async def test_both_kinds_of_app_show_the_same(matrix: Matrix, element: Element, encrypted: bool) -> None:
    marc, lea, room = await with_lea(matrix, element, encrypted=encrypted, strict=False)
    question = await marc.types("Qui vient ?", room)
    seen = await lea.is_shown("Qui vient ?", room)
    assert (seen.id, seen.sender, seen.encrypted, seen.unreadable) == (question.id, marc.id, encrypted, False)
    await lea.reacts(seen, "🙋")
    await lea.types("Moi !", room)
    answer = await marc.is_shown("Moi !", room, by=lea)
    assert (answer.encrypted, answer.unreadable) == (encrypted, False)
    await lea.edits(answer, "Nous deux !")
    await marc.edits(question, "Qui vient samedi ?")

    async def same() -> bool:
        ours = [(each.id, each.text, each.edited, each.reactions) for each in await marc.sees(room) if not each.service]
        theirs = [
            (each.id, each.text, each.edited, each.reactions) for each in await lea.sees(room) if not each.service
        ]
        return ours == theirs and [each[1] for each in ours] == ["Qui vient samedi ?", "Nous deux !"]

    await lea.until(same)
    assert (await marc.sees_again(question)).reactions == {"🙋": [lea.id]}
    await lea.takes_back(seen, "🙋")
    await lea.deletes(answer)

    async def gone() -> bool:
        return (await marc.sees_again(answer)).redacted and not (await marc.sees_again(question)).reactions

    await marc.until(gone)


async def test_whoever_takes_only_signed_devices_excludes_one_that_is_not(matrix: Matrix, element: Element) -> None:
    marc, lea, room = await with_lea(matrix, element, encrypted=True, strict=True)
    assert await lea.trusts(marc, marc.account.device) == {"user": False, "signed": False, "device": False}
    said = await marc.types("Bonjour", room)

    async def came() -> bool:
        return any(each.id == said.id and each.unreadable for each in await lea.sees(room))

    await lea.until(came)
    assert await lea.is_warned(said.id, room) == (None, "UNSIGNED_SENDER_DEVICE")
    back = await lea.types("Bonsoir", room)

    async def sealed() -> bool:
        return any(each.id == back and each.unreadable for each in await marc.sees(room))

    await marc.until(sealed)


async def in_one_room(matrix: Matrix, element: Element) -> tuple[ElementPerson, ElementPerson, Room]:
    """Ana and Léa both have such an app, and know each other's devices."""
    marc, ana, lea = await matrix.person("Marc"), await element.person("Ana"), await element.person("Léa")
    room = await marc.makes_room("Bal", ana, lea, encrypted=True)
    await ana.joins(room)
    await lea.joins(room)
    await ana.types("Bonjour", room)
    await lea.is_shown("Bonjour", room)
    return ana, lea, room


async def test_signed_devices_read_each_other_without_a_warning(matrix: Matrix, element: Element) -> None:
    ana, lea, room = await in_one_room(matrix, element)
    said = await ana.types("Bonsoir", room)
    assert not (await lea.is_shown("Bonsoir", room)).unreadable
    assert await lea.is_warned(said, room) == (0, None)
    assert await lea.trusts(ana, ana.account.device) == {"user": False, "signed": True, "device": False}


@pytest.mark.parametrize("where", ["device", "room"])
async def test_two_people_compare_emoji(matrix: Matrix, element: Element, where: str) -> None:
    ana, lea, room = await in_one_room(matrix, element)
    at = {"device": lea.account.device} if where == "device" else {"room": room}
    ours, theirs = await asyncio.gather(ana.verifies(lea, **at), lea.accepts(ana))
    assert ours == theirs
    assert len(ours) == 7
    assert {*await asyncio.gather(ana.confirms(), lea.confirms())} == {"verified"}

    async def trusted() -> bool:
        return await ana.trusts(lea, lea.account.device) == {"user": True, "signed": True, "device": True}

    await ana.until(trusted)


async def test_emoji_that_differ_verify_nobody(matrix: Matrix, element: Element) -> None:
    ana, lea, _ = await in_one_room(matrix, element)
    await asyncio.gather(ana.verifies(lea, device=lea.account.device), lea.accepts(ana))
    ended = await asyncio.gather(ana.confirms(same=False), lea.confirms())
    assert "verified" not in ended
    assert await lea.trusts(ana, ana.account.device) == {"user": False, "signed": True, "device": False}


async def test_what_the_server_refuses_the_app_refuses(matrix: Matrix, element: Element) -> None:
    marc, lea = await matrix.person("Marc"), await element.person("Léa")
    room = await marc.makes_room("Bal")
    with pytest.raises(Refused) as told:
        await lea.joins(room)
    assert told.value.code == "M_FORBIDDEN"


async def test_ended_it_is_gone(tmp_path: Path) -> None:
    async with running_app(tmp_path) as app:
        os.kill(app.pid, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(app.pid, 0)


@pytest.mark.parametrize(("ci", "ends"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
async def test_without_node_tests_are_skipped_with_the_reason_but_not_in_continuous_integration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, ends: type[BaseException]
) -> None:
    monkeypatch.setattr(process, "NODE", tmp_path / "node")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(ends, match="No app like Element"):
        async with running_app(tmp_path):
            pass
