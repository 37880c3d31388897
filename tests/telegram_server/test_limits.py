"""How fast a bot may write when the limits hold."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.conftest import Bal


async def waits(bal: Bal, **how: Any) -> int:
    """0 when it was sent, else the seconds after which it may be tried again."""
    told = await bal.sends(**how)
    return 0 if told["ok"] else int(told["parameters"]["retry_after"])


async def test_a_group_takes_twenty_messages_a_minute(bal: Bal) -> None:
    await bal.telegram.do("keeps_limits", on=True, burst=50)
    assert [await waits(bal) for _ in range(20)] == [0] * 20
    seconds = await waits(bal)
    assert 55 <= seconds <= 60
    await bal.telegram.do("time_passes", seconds=seconds)
    assert await waits(bal) == 0


async def test_a_chat_takes_a_burst_and_then_one_a_second(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    await bal.telegram.do("keeps_limits", on=True, burst=3)
    assert [await waits(bal, chat_id=bal.lea.id) for _ in range(4)] == [0, 0, 0, 1]
    await bal.telegram.do("time_passes", seconds=1)
    assert [await waits(bal, chat_id=bal.lea.id) for _ in range(2)] == [0, 1]


async def test_all_chats_together_take_thirty_a_second(bal: Bal) -> None:
    groups = [await bal.telegram.group(f"G{n}", bal.ana, bal.bot) for n in range(4)]
    await bal.telegram.do("keeps_limits", on=True, burst=50, a_second=10)
    assert [await waits(bal, chat_id=groups[n % 4].id) for n in range(11)] == [0] * 10 + [1]


async def test_who_does_not_wait_is_kept_waiting(bal: Bal) -> None:
    await bal.telegram.do("keeps_limits", on=True, burst=1)
    assert await waits(bal) == 0
    first = await waits(bal)
    assert await waits(bal) >= first


async def test_a_refused_message_was_not_sent_and_says_so_in_the_header_too(bal: Bal) -> None:
    await bal.telegram.do("keeps_limits", on=True, burst=1)
    await bal.sends("Une")
    told = await bal.sends("Deux")
    assert (told["error_code"], told["description"]) == (429, "Too Many Requests: retry after 1")
    assert "Deux" not in [m.text for m in await bal.group.messages()]


async def test_edits_and_answers_to_presses_cost_nothing_unless_wanted(bal: Bal) -> None:
    card = await bal.posts("Carte")
    edit = {"chat_id": bal.group.id, "message_id": card}
    await bal.telegram.do("keeps_limits", on=True, burst=1)
    assert (await bal.bot.asks("editMessageText", **edit, text="1"))["ok"]
    assert (await bal.bot.asks("editMessageText", **edit, text="2"))["ok"]
    await bal.telegram.do("keeps_limits", on=True, burst=1, edits_count=True)
    assert (await bal.bot.asks("editMessageText", **edit, text="3"))["ok"]
    assert (await bal.bot.asks("editMessageText", **edit, text="4"))["error_code"] == 429
    await bal.telegram.do("keeps_limits", on=False)
    assert (await bal.bot.asks("editMessageText", **edit, text="5"))["ok"]
