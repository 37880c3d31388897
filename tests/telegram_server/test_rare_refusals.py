"""Refusals that a bot meets seldom: each of them once, so that none is forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from tests.telegram_server.conftest import Bal
from tests.telegram_server.people import Group
from tests.telegram_server.world import Impossible

TAKE = {"inline_keyboard": [[{"text": "Je prends", "callback_data": "1"}]]}


@pytest.mark.parametrize(
    ("method", "given", "said"),
    [
        ("sendMessage", {"text": "x" * 33000}, "400 Bad Request: text is too long"),
        ("sendMessage", {"text": "x", "entities": [{"type": "bold", "offset": 5, "length": 1}]}, "after the end"),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [TAKE["inline_keyboard"][0] * 101]}},
            "REPLY_MARKUP_TOO_LONG",
        ),
        (
            "sendMessage",
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "a", "url": "ftp://x"}]]}},
            "inline keyboard button URL 'ftp://x' is invalid",
        ),
        ("sendMessage", {"text": "x", "message_thread_id": 1, "chat_id": "@"}, "chat not found"),
        ("sendPhoto", {"photo": "https://example.org/a.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"photo": "no-such-file"}, "wrong file identifier/HTTP URL specified"),
        ("deleteMessages", {"message_ids": [99]}, ""),
        ("sendChatAction", {"action": "typing"}, ""),
    ],
)
async def test_a_request_of_its_own_kind(bal: Bal, method: str, given: dict[str, Any], said: str) -> None:
    told = await bal.bot.asks(method, **({"chat_id": bal.group.id} | given))
    assert said in f"{told.get('error_code', '')} {told.get('description', '')}"
    assert told["ok"] is (said == "")


@pytest.mark.parametrize(
    ("method", "given", "why"),
    [
        ("sendMessage", {"text": "x", "parse_mode": "Wiki"}, "unsupported parse_mode"),
        ("sendMessage", {"text": "x", "business_connection_id": "1"}, "not modelled"),
        ("sendMessage", {"text": "x", "reply_parameters": {"message_id": 1, "quote": "x"}}, "not modelled"),
        ("editMessageText", {"message_id": 1, "rich_message": {}}, "not modelled"),
        ("editMessageText", {"inline_message_id": "1", "text": "x"}, "message identifier is not specified"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("sendMessage", {"text": "x", "reply_markup": {"inline_keyboard": "x"}}, "can't parse inline keyboard"),
        ("setMessageReaction", {"message_id": 1, "reaction": "👍"}, 'parameter "reaction" must be of type'),
        ("sendMessage", {"text": "x", "disable_notification": "perhaps"}, "must be of type Boolean"),
    ],
)
async def test_a_request_that_no_sound_bot_sends(bal: Bal, method: str, given: dict[str, Any], why: str) -> None:
    assert why in await bal.refuses(method, **given)
    assert len(await bal.telegram.forgives()) == 1


async def test_who_is_out_can_change_nothing_there(bal: Bal) -> None:
    card = await bal.posts("Carte")
    await bal.ana.removes(bal.bot, bal.group)
    kicked = "403 Forbidden: bot was kicked from the supergroup chat"
    assert await bal.refuses("editMessageText", message_id=card, text="x") == kicked
    assert await bal.refuses("deleteMessage", message_id=card) == kicked
    assert await bal.refuses("getChatAdministrators") == kicked
    assert await bal.refuses("leaveChat") == kicked


async def test_a_card_in_a_chat_that_blocked_the_bot_cannot_be_changed(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    card = await bal.posts("Carte", chat_id=bal.lea.id)
    await bal.lea.blocks(bal.bot)
    said = await bal.refuses("editMessageText", chat_id=bal.lea.id, message_id=card, text="x")
    assert said == "403 Forbidden: bot was blocked by the user"


async def test_a_private_chat_is_no_group(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    private = {"chat_id": bal.lea.id}
    assert "private chat permissions" in await bal.refuses("setChatPermissions", permissions={}, **private)
    assert "private chats" in await bal.refuses("leaveChat", **private)
    assert (await bal.bot.asks("getChatMemberCount", **private))["result"] == 2
    assert (await bal.bot.asks("getChatMember", **private, user_id=bal.lea.id))["result"]["status"] == "member"
    scope = {"type": "chat_administrators", "chat_id": bal.lea.id}
    told = await bal.bot.asks("setMyCommands", commands=[], scope=scope)
    assert told["description"] == "Bad Request: can't use specified command scope in private chats"


async def test_bots_do_not_write_to_bots_and_channels_want_administrators(bal: Bal) -> None:
    other = await bal.telegram.bot("other_bot")
    await bal.ana.adds(other, bal.group)
    assert "bots" in await bal.refuses("sendMessage", chat_id=other.id, text="x")
    channel = await bal.telegram.channel("Annonces", bal.ana)
    await bal.ana.adds(bal.bot, channel)
    said = await bal.refuses("sendMessage", chat_id=channel.id, text="x")
    assert said == "400 Bad Request: need administrator rights in the channel chat"


async def test_several_messages_are_deleted_at_once_and_the_missing_ones_skipped(bal: Bal) -> None:
    cards = [await bal.posts(str(n)) for n in range(3)]
    how = {"chat_id": bal.group.id, "message_ids": [*cards, 999]}
    assert (await bal.bot.asks("deleteMessages", **how))["ok"]
    assert [m for m in await bal.group.messages() if m.sender == bal.bot.id] == []


async def test_the_line_that_opened_a_topic_stays(bal: Bal) -> None:
    forum = await bal.telegram.group("Forum", bal.ana, bal.bot, forum=True)
    await bal.ana.promotes(bal.bot, forum)
    topic = await bal.ana.opens_topic("Cuisine", forum)
    said = await bal.refuses("deleteMessage", chat_id=forum.id, message_id=topic)
    assert said == "400 Bad Request: message can't be deleted"


async def test_a_reaction_to_a_line_of_the_app_and_a_strange_one(bal: Bal) -> None:
    line = (await bal.group.messages())[0]
    assert line.service
    reaction = [{"type": "emoji", "emoji": "👍"}]
    assert "REACTION_INVALID" in await bal.refuses("setMessageReaction", message_id=line.id, reaction=reaction)
    said = await bal.lea.types("/tache Salle", bal.group)
    custom = [{"type": "custom_emoji", "custom_emoji_id": "53"}]
    assert "REACTION_INVALID" in await bal.refuses("setMessageReaction", message_id=said.id, reaction=custom)


async def test_the_answer_to_a_press_opens_only_telegrams_own_links(bal: Bal) -> None:
    await bal.posts("Carte", reply_markup=TAKE)
    press = await bal.lea.presses("Je prends", await bal.group.shows("Carte"))
    answer = {"callback_query_id": press}
    told = await bal.bot.asks("answerCallbackQuery", **answer, url="https://example.org")
    assert told["description"] == "Bad Request: URL_INVALID"
    assert (await bal.bot.asks("answerCallbackQuery", **answer, url="https://t.me/accalmie_bot?start=a"))["ok"]


async def test_what_only_one_person_sees_is_edited_with_its_buttons_or_not_at_all(bal: Bal) -> None:
    only = {"receiver_user_id": bal.lea.id}
    await bal.sends("Pour toi", ephemeral_message_parameters=only, reply_markup=TAKE)
    target = {"chat_id": bal.group.id, "ephemeral_message_id": 1, **only}
    assert (await bal.bot.asks("editEphemeralMessageReplyMarkup", **target))["ok"]
    assert "not modified" in await bal.refuses("editEphemeralMessageReplyMarkup", **target)
    assert "not modified" in await bal.refuses("editEphemeralMessageText", **target, text="Pour toi")
    wrong = target | {"receiver_user_id": bal.marc.id}
    assert "message to edit not found" in await bal.refuses("editEphemeralMessageText", **wrong, text="x")
    query = {"callback_query_id": "1"}
    said = await bal.refuses("sendMessage", text="x", ephemeral_message_parameters=only | query)
    assert "query is too old" in said


async def test_a_press_can_be_answered_with_what_only_its_person_sees(bal: Bal) -> None:
    await bal.posts("Carte", reply_markup=TAKE)
    press = await bal.lea.presses("Je prends", await bal.group.shows("Carte"))
    only = {"receiver_user_id": bal.lea.id, "callback_query_id": press}
    assert (await bal.sends("Noté", ephemeral_message_parameters=only))["ok"]
    await bal.telegram.do("time_passes", seconds=16)
    assert "query is too old" in await bal.refuses("sendMessage", text="x", ephemeral_message_parameters=only)


async def test_a_poll_whose_bot_died_ends_with_its_connection(bal: Bal) -> None:
    with pytest.raises(TimeoutError):
        await bal.telegram.ask_impatiently(bal.bot.token, "getUpdates", 0.2, offset=bal.read, timeout=20)
    await bal.lea.types("/tache Salle", bal.group)
    assert await bal.texts() == ["/tache Salle"]
    polls = await bal.telegram.calls("getUpdates", with_polls=True)
    assert all(call["answer"]["ok"] for call in polls)


@pytest.mark.parametrize("act", ["retitles", "opens_topic", "adds", "becomes_forum", "permits", "migrates", "promotes"])
async def test_people_without_the_right_cannot(bal: Bal, act: str) -> None:
    group = Group(bal.telegram, bal.group.id, "Bal", bal.ana)
    how: dict[str, dict[str, Any]] = {
        "retitles": {"title": "x"},
        "opens_topic": {"name": "x"},
        "adds": {"person": bal.marc.id},
        "permits": {"permissions": {}},
        "promotes": {"person": bal.marc.id},
    }
    with pytest.raises(Impossible):
        await bal.telegram.do(act, by=bal.lea.id, chat=group.id, **how.get(act, {}))
