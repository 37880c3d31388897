"""What goes wrong on the way to Telegram and back."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.messengers import Refused
from bot.messengers.telegram import listening, polling, standings
from domain.message import Incoming
from tests.messengers.telegram_scene import DONE, TAKE, Scene

_CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_LATER = {"code": 429, "said": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}}


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a pause that is a second in a test of what follows it."""
    for each in (listening, polling):
        monkeypatch.setattr(each, "_FIRST_PAUSE", 0.05)


async def fails(scene: Scene, trouble: str, **how: Any) -> None:
    await scene.telegram.do("fails", trouble=trouble, **how)


async def after_a_while(scene: Scene, words: str, times: int = 1, pace: float = 5) -> None:
    """Time passes until the bot has said this in the group."""

    async def said() -> bool:
        await scene.passes(pace)
        return len(await scene.posted(words)) >= times

    await scene.telegram.until(said)


# ---- out


async def test_told_to_wait_it_comes_later_in_order_and_other_chats_go_on(bal: Scene) -> None:
    other = await bal.telegram.group("Ciné", bal.marc)
    await bal.marc.adds(bal.bot, other)
    await bal.has_heard()
    await fails(bal, "refused", method="sendMessage", where={"chat_id": bal.group.id}, **_LATER)
    for title in ("Une", "Deux", "Trois"):
        await bal.lea.types(f"/tache {title}", bal.group)
    await bal.marc.types("/tache Film", other)
    await other.shows("#1 Film")
    await bal.has_heard()
    assert not await bal.posted("#")
    await after_a_while(bal, "Trois")
    assert [each.text.split()[1] for each in await bal.posted("#")] == ["Une", "Deux", "Trois"]


async def test_told_to_wait_for_hours_it_knows_that_after_a_restart(bal: Scene) -> None:
    """What waited already waits on, and what is new waits behind it: Telegram is not asked again."""
    hours = {"code": 429, "said": "Too Many Requests: retry after 7200", "parameters": {"retry_after": 7200}}
    await fails(bal, "refused", method="sendMessage", times=0, **hours)
    before = len(await bal.sent())
    for titles in (("Une", "Deux"), ("Trois", "Quatre", "Cinq")):
        for title in titles:
            await bal.lea.types(f"/tache {title}", bal.group)
        await bal.has_heard()
        assert len(await bal.sent()) == before + 1
        await bal.stops()
        await bal.starts()
    await bal.passes(3600)
    assert len(await bal.sent()) == before + 1
    waits = [(card["not_before"] - bal.clock.now).total_seconds() for card in bal.rows("letter", kind="card")]
    assert not [wait for wait in waits if not 3500 < wait < 3700]
    await bal.telegram.do("works_again")
    for title in ("Une", "Deux", "Trois", "Quatre", "Cinq"):
        await after_a_while(bal, title, pace=1800)
    assert len(await bal.posted("#")) == 5


async def test_told_to_stop_it_leaves_what_waits_to_the_next_start(bal: Scene) -> None:
    """The first card is on its way while the bot stops; those behind it would keep its host waiting."""
    await fails(bal, "slow", method="sendMessage", seconds=2)
    for title in ("Une", "Deux", "Trois"):
        await bal.lea.types(f"/tache {title}", bal.group)

    async def all_are_kept() -> bool:
        return len(bal.titles()) == 3

    await bal.telegram.until(all_are_kept)
    before = len(await bal.sent())
    await bal.stops()
    assert len(await bal.sent()) == before + 1
    assert [row["state"] for row in bal.rows("letter", kind="card")] == ["sent", "waiting", "waiting"]
    await bal.starts()
    await after_a_while(bal, "Trois")
    assert len(await bal.posted("#")) == 3


async def test_a_chat_for_which_telegram_wants_nothing_gets_no_reaction_either(bal: Scene) -> None:
    hours = {"code": 429, "said": "Too Many Requests: retry after 7200", "parameters": {"retry_after": 7200}}
    await fails(bal, "refused", method="sendMessage", **hours)
    await bal.lea.types("/tache Une", bal.group)
    await bal.has_heard()
    reactions = len(await bal.sent("setMessageReaction"))
    await bal.lea.types("/tache Deux", bal.group)
    await bal.has_heard()
    assert len(await bal.sent("setMessageReaction")) == reactions


async def test_an_acknowledgement_that_is_told_to_wait_comes_later(bal: Scene) -> None:
    await fails(bal, "refused", method="setMessageReaction", **_LATER)
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.has_heard()
    assert len(await bal.sent("setMessageReaction")) == 1

    async def acknowledged() -> bool:
        await bal.passes(5)
        return any(each.id == said.id and each.reactions for each in await bal.group.messages())

    await bal.telegram.until(acknowledged)
    assert len(await bal.sent("setMessageReaction")) == 2


async def test_no_card_waits_for_an_acknowledgement(bal: Scene) -> None:
    await fails(bal, "slow", method="setMessageReaction", seconds=1)
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.group.shows("#1 Salle")
    await bal.is_acknowledged(said)
    fulfilled = [call["method"] for call in await bal.telegram.calls()]
    assert "sendMessage" not in fulfilled[fulfilled.index("setMessageReaction") :]


@pytest.mark.parametrize(
    ("how", "copies"),
    [
        ({"trouble": "refused", "code": 500}, 1),
        ({"trouble": "html_error", "code": 502}, 1),
        ({"trouble": "reset"}, 1),
        ({"trouble": "reset_after"}, 2),
        ({"trouble": "truncated"}, 2),
    ],
)
async def test_what_nobody_answered_is_tried_again(bal: Scene, how: dict[str, Any], copies: int) -> None:
    """It may have arrived: then, and only then, it is there twice."""
    await bal.telegram.do("fails", method="sendMessage", **how)
    await bal.lea.types("/tache Salle", bal.group)
    await bal.has_heard()
    await after_a_while(bal, "#1 Salle", times=copies)
    for _ in range(3):
        await bal.passes(60)
    assert len(await bal.posted("#1 Salle")) == copies


@pytest.mark.parametrize("trouble", ["reset_after", "truncated"])
async def test_an_edit_that_nobody_answered_changes_nothing_the_second_time(bal: Scene, trouble: str) -> None:
    card = await bal.asks_for("Salle")
    await fails(bal, trouble, method="editMessageText")
    await bal.marc.presses(TAKE, card)
    await bal.changes(card, to="Marc")
    await bal.has_heard()
    for _ in range(3):
        await bal.passes(60)
    assert len(await bal.posted("#1 Salle")) == 1
    assert {row["state"] for row in bal.rows("letter", kind="card")} == {"sent"}


@pytest.mark.parametrize(
    "how",
    [
        {"trouble": "refused", **_LATER},
        {"trouble": "refused", "code": 500},
        {"trouble": "refused", "code": 403, "said": "Forbidden: bot was kicked from the supergroup chat"},
        {"trouble": "refused", "code": 401},
        {"trouble": "refused", "code": 409, "said": "Conflict"},
        {"trouble": "html_error"},
        {"trouble": "reset"},
        {"trouble": "truncated"},
    ],
)
async def test_a_press_that_cannot_be_answered_counts_all_the_same(bal: Scene, how: dict[str, Any]) -> None:
    card = await bal.asks_for("Salle")
    await bal.telegram.do("fails", method="answerCallbackQuery", **how)
    await bal.marc.presses(TAKE, card)
    await bal.changes(card, to="Marc")
    await bal.asks_for("Chaises")


async def test_an_answer_to_a_press_that_is_told_to_wait_comes_later_and_is_tried_no_third_time(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    await fails(bal, "refused", method="answerCallbackQuery", **_LATER)
    await bal.marc.is_answered(await bal.marc.presses(TAKE, card))
    card = await bal.changes(card, to=DONE)
    await fails(bal, "refused", method="answerCallbackQuery", times=0, **_LATER)
    await bal.marc.presses(DONE, card)

    async def tried_twice() -> bool:
        return len(await bal.sent("answerCallbackQuery")) == 4

    await bal.telegram.until(tried_twice)
    await bal.asks_for("Chaises")
    assert len(await bal.sent("answerCallbackQuery")) == 4


async def test_an_answer_to_a_press_that_takes_long_holds_up_nobody(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    await fails(bal, "silence", method="answerCallbackQuery", seconds=30)
    await bal.marc.presses(TAKE, card)
    await bal.changes(card, to="Marc")
    await bal.asks_for("Chaises")


# ---- in


@pytest.mark.parametrize(
    "how",
    [
        {"trouble": "refused", "code": 500},
        {"trouble": "refused", **_LATER},
        {"trouble": "refused", "code": 400, "said": "Bad Request: strange"},
        {"trouble": "html_error", "code": 502},
        {"trouble": "reset"},
        {"trouble": "reset_after"},
        {"trouble": "truncated"},
        {"trouble": "silence", "seconds": 0.2},
    ],
)
async def test_polling_goes_on_after_a_trouble_and_nothing_is_lost(bal: Scene, how: dict[str, Any]) -> None:
    await bal.telegram.do("fails", method="getUpdates", **how)
    await bal.asks_for("Une")  # the poll that waits already
    await bal.asks_for("Deux")
    await bal.asks_for("Trois")
    assert bal.titles() == ["Une", "Deux", "Trois"]


async def test_a_poll_that_never_ends_is_given_up(bal: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "_LONG_POLL", 1)
    monkeypatch.setattr(polling, "_PATIENCE", 0)
    await fails(bal, "silence", method="getUpdates", seconds=30)
    await bal.asks_for("Une")
    await bal.asks_for("Deux")


async def test_what_comes_twice_counts_once(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    await bal.marc.presses(TAKE, card)
    await bal.changes(card, to="Marc")
    await bal.has_heard()
    before = bal.rows("task"), bal.rows("history"), bal.rows("assignment"), len(await bal.said())
    await bal.bot.does("repeats_updates", count=10)
    await bal.asks_for("Chaises")
    await bal.has_heard()
    assert (bal.rows("task")[:1], bal.rows("history")[: len(before[1])], bal.rows("assignment")) == before[:3]
    assert len(await bal.said()) == before[3] + 1


@pytest.mark.parametrize(
    "fields",
    [
        {"message": {"message_id": "x", "date": "never"}},
        {"message": None},
        {"message": []},
        {"message": {"message_id": 1, "date": 1, "chat": {"id": 1}}},
        {"callback_query": {"id": "1"}},
        {"callback_query": 7},
        {"my_chat_member": {}},
        {"chat_member": {"chat": {"id": 2**70, "type": "supergroup"}}},
        {"message_reaction": {"new_reaction": [{"type": "new"}]}},
        {"something_new": {"id": 1}},
        {},
    ],
)
async def test_what_cannot_be_read_is_set_aside(bal: Scene, fields: dict[str, Any]) -> None:
    await bal.telegram.do("sends_raw", bot=bal.bot.id, fields=fields)
    await bal.asks_for("Salle")
    await bal.has_heard()


async def test_what_the_log_says_can_be_written_whatever_came(bal: Scene, caplog: pytest.LogCaptureFixture) -> None:
    """Also half a character, which no file and no terminal can carry."""
    there = {"id": bal.group.id, "type": "supergroup", "title": "Bal"}
    message = {"message_id": 1, "date": 1, "chat": there, "migrate_to_chat_id": "\udd5a"}
    await bal.telegram.do("sends_raw", bot=bal.bot.id, fields={"message": message})
    await bal.asks_for("Salle")
    assert "is set aside" in caplog.text
    assert caplog.text.encode()


async def test_fields_of_a_newer_bot_api_do_no_harm(bal: Scene) -> None:
    await bal.bot.does("adds_to_updates", fields={"community": {"id": 1}})
    await bal.asks_for("Salle")


async def test_what_cannot_be_applied_is_set_aside_and_the_next_ones_are_not(
    bal: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    apply = bal.app.receive

    async def breaks(incoming: Incoming) -> None:
        if "poison" in incoming.text:
            raise RuntimeError("a fault of ours")
        await apply(incoming)

    monkeypatch.setattr(bal.app, "receive", breaks)
    await bal.lea.types("/tache poison", bal.group)
    await bal.asks_for("Salle")
    await bal.has_heard()
    assert bal.titles() == ["Salle"]


async def test_while_the_database_is_out_of_reach_nothing_is_lost(bal: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    apply, left = bal.app.receive, 2

    async def breaks(incoming: Incoming) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise OperationalError("INSERT", {}, Exception("disk I/O error"))
        await apply(incoming)

    monkeypatch.setattr(bal.app, "receive", breaks)
    for title in ("Une", "Deux", "Trois"):
        await bal.lea.types(f"/tache {title}", bal.group)
    await bal.shows("Trois")
    assert bal.titles() == ["Une", "Deux", "Trois"]


@pytest.mark.parametrize(
    "how",
    [
        {"trouble": "silence", "seconds": 60},
        {"trouble": "slow", "seconds": 60},
        {"trouble": "refused", **_LATER},
        {"trouble": "reset"},
    ],
)
async def test_a_group_whose_administrators_telegram_does_not_say_is_heard_and_not_asked_for_again_and_again(
    bal: Scene, monkeypatch: pytest.MonkeyPatch, how: dict[str, Any]
) -> None:
    """Nor do the others wait for it: all of them are confirmed together."""
    monkeypatch.setattr(standings, "_PATIENCE", 0.1)
    other = await bal.telegram.group("Ciné", bal.marc)
    await bal.marc.adds(bal.bot, other)
    await bal.has_heard()
    await bal.telegram.do("fails", method="getChatAdministrators", times=0, where={"chat_id": bal.group.id}, **how)
    for title in ("Une", "Deux", "Trois"):
        await bal.lea.types(f"/tache {title}", bal.group)
    await bal.marc.types("/tache Film", other)
    await other.shows("#1 Film")
    await bal.shows("Trois")
    await bal.has_heard()
    assert bal.titles().count("Une") == 1
    asked = await bal.sent("getChatAdministrators", chat_id=bal.group.id)
    assert len(asked) <= 1, "an unanswered call is noted only when it ends"


async def test_of_two_processes_one_says_so_and_ends(bal: Scene) -> None:
    await fails(bal, "refused", method="getUpdates", code=409, said=_CONFLICT, times=0)
    await bal.telegram.do("sends_raw", bot=bal.bot.id, fields={})  # ends the poll that waits already
    with pytest.raises(Refused, match="Another process"):
        await asyncio.wait_for(bal.listening, 20)


async def test_one_conflict_is_the_process_before_that_is_ending(bal: Scene) -> None:
    await bal.telegram.ask(bal.bot.token, "getUpdates", timeout=0, offset=0)
    await fails(bal, "refused", method="getUpdates", code=409, said=_CONFLICT, times=2)
    await bal.asks_for("Une")
    await bal.asks_for("Deux")
