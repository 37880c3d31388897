"""What Telegram refuses of new messages, in its own words, and what it makes of those that it takes."""

from __future__ import annotations

import pytest

from tests.telegram_server.conftest import Bal
from tests.telegram_server.refusal import Json


def keyboard(**button: object) -> Json:
    return {"inline_keyboard": [[{"text": "Je prends", **button}]]}


async def test_a_message_is_seen_by_people_with_its_buttons_and_without_a_sound(bal: Bal) -> None:
    await bal.sends("Salle", disable_notification=True, reply_markup=keyboard(callback_data="7"))
    seen = await bal.group.shows("Salle")
    assert (seen.labels, seen.silent, seen.sender) == (["Je prends"], True, bal.bot.id)


async def test_nothing_can_be_sent_into_a_chat_that_does_not_exist(bal: Bal) -> None:
    assert await bal.refuses("sendMessage", chat_id=-100999, text="x") == "400 Bad Request: chat not found"
    assert await bal.refuses("sendMessage", chat_id=77, text="x") == "400 Bad Request: chat not found"
    assert await bal.refuses("sendMessage", chat_id="@nobody_here", text="x") == "400 Bad Request: chat not found"


async def test_nobody_can_be_written_to_by_username(bal: Bal) -> None:
    await bal.marc.starts(bal.bot)
    assert await bal.refuses("sendMessage", chat_id="@marc", text="x") == "400 Bad Request: chat not found"


async def test_a_public_group_has_a_name_to_write_to(bal: Bal) -> None:
    await bal.telegram.group("Ouvert", bal.ana, bal.bot, username="ouvert")
    assert (await bal.sends("x", chat_id="@Ouvert"))["ok"]


async def test_a_bot_cannot_write_first(bal: Bal) -> None:
    said = await bal.refuses("sendMessage", chat_id=bal.lea.id, text="x")
    assert said == "403 Forbidden: bot can't initiate conversation with a user"
    await bal.lea.starts(bal.bot)
    assert (await bal.sends("x", chat_id=bal.lea.id))["ok"]


async def test_who_blocked_the_bot_gets_nothing_until_they_come_back(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    await bal.lea.blocks(bal.bot)
    said = await bal.refuses("sendMessage", chat_id=bal.lea.id, text="x")
    assert said == "403 Forbidden: bot was blocked by the user"
    await bal.lea.starts(bal.bot)
    assert (await bal.sends("x", chat_id=bal.lea.id))["ok"]


async def test_nobody_is_behind_a_deleted_account(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    await bal.telegram.do("deletes_account", person=bal.lea.id)
    said = await bal.refuses("sendMessage", chat_id=bal.lea.id, text="x")
    assert said == "403 Forbidden: user is deactivated"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_bot_that_was_removed_or_left_cannot_write(bal: Bal, kind: str) -> None:
    group = await bal.telegram.group("Autre", bal.ana, bal.bot, kind=kind)
    await bal.ana.removes(bal.bot, group)
    said = await bal.refuses("sendMessage", chat_id=group.id, text="x")
    assert said == f"403 Forbidden: bot was kicked from the {kind} chat"
    await bal.ana.adds(bal.bot, group)
    assert (await bal.bot.asks("leaveChat", chat_id=group.id))["ok"]
    said = await bal.refuses("sendMessage", chat_id=group.id, text="x")
    assert said == f"403 Forbidden: bot is not a member of the {kind} chat"


async def test_a_deleted_group_is_gone(bal: Bal) -> None:
    group = await bal.telegram.group("Autre", bal.ana, bal.bot, kind="group")
    await bal.telegram.do("deletes_group", chat=group.id)
    said = await bal.refuses("sendMessage", chat_id=group.id, text="x")
    assert said == "403 Forbidden: the group chat was deleted"


async def test_a_muted_bot_and_a_closed_group_take_no_text(bal: Bal) -> None:
    await bal.ana.mutes(bal.bot, bal.group)
    said = "400 Bad Request: not enough rights to send text messages to the chat"
    assert await bal.refuses("sendMessage", text="x") == said
    await bal.ana.unmutes(bal.bot, bal.group)
    permissions = {"can_send_messages": False}
    await bal.telegram.do("permits", by=bal.ana.id, chat=bal.group.id, permissions=permissions)
    assert await bal.refuses("sendMessage", text="x") == said
    await bal.ana.promotes(bal.bot, bal.group)
    assert (await bal.sends())["ok"]


async def test_4096_units_after_parsing_are_let_through_and_one_more_is_not(bal: Bal) -> None:
    assert (await bal.sends(f"<b>{'a' * 4096}</b>", parse_mode="HTML"))["ok"]
    assert await bal.refuses("sendMessage", text="a" * 4097) == "400 Bad Request: message is too long"
    assert (await bal.sends("🥚" * 2048))["ok"]
    assert await bal.refuses("sendMessage", text="🥚" * 2048 + "a") == "400 Bad Request: message is too long"


@pytest.mark.parametrize("text", ["   ", "\n\t", "\u200b"])
async def test_blanks_are_no_message(bal: Bal, text: str) -> None:
    assert await bal.refuses("sendMessage", text=text) == "400 Bad Request: text must be non-empty"


async def test_an_empty_text_is_no_message(bal: Bal) -> None:
    assert await bal.refuses("sendMessage", text="") == "400 Bad Request: message text is empty"


@pytest.mark.parametrize(("data", "ok"), [("a", True), ("é" * 32, True), ("é" * 32 + "a", False), ("", False)])
async def test_a_button_carries_1_to_64_bytes(bal: Bal, data: str, ok: bool) -> None:
    answer = await bal.sends(reply_markup=keyboard(callback_data=data))
    assert answer["ok"] is ok
    if not ok:
        assert answer["description"] == "Bad Request: BUTTON_DATA_INVALID"


async def test_a_button_has_a_text_and_does_one_thing(bal: Bal) -> None:
    empty = {"inline_keyboard": [[{"text": " ", "callback_data": "1"}]]}
    said = "400 Bad Request: inline keyboard button text must be non-empty"
    assert await bal.refuses("sendMessage", text="x", reply_markup=empty) == said
    said = "400 Bad Request: inline keyboard button type must be non-empty"
    assert await bal.refuses("sendMessage", text="x", reply_markup=keyboard()) == said
    both = keyboard(callback_data="1", url="https://example.org")
    assert "exactly one kind of action" in await bal.refuses("sendMessage", text="x", reply_markup=both)
    wrong = keyboard(callback_data="1", style="pink")
    assert "style" in await bal.refuses("sendMessage", text="x", reply_markup=wrong)
    assert (await bal.sends(reply_markup=keyboard(callback_data="1", style="success")))["ok"]
    assert len(await bal.telegram.forgives()) == 2


async def test_a_reply_shows_what_it_answers(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    answer = await bal.sends(reply_parameters={"message_id": said.id})
    assert answer["result"]["reply_to_message"]["text"] == "/tache Salle"
    assert "reply_to_message" not in answer["result"]["reply_to_message"]


async def test_what_was_deleted_cannot_be_answered_unless_the_bot_does_not_mind(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.lea.deletes(said)
    reply = {"message_id": said.id}
    refused = await bal.refuses("sendMessage", text="x", reply_parameters=reply)
    assert refused == "400 Bad Request: message to be replied not found"
    answer = await bal.sends(reply_parameters=reply | {"allow_sending_without_reply": True})
    assert "reply_to_message" not in answer["result"]


async def test_an_own_count_of_entities_has_to_lie_within_the_text(bal: Bal) -> None:
    bold = {"type": "bold", "offset": 1, "length": 2}
    assert (await bal.sends("abc", entities=[bold]))["result"]["entities"] == [bold]
    outside = [{"type": "bold", "offset": 2, "length": 2}]
    assert "ends after the end of the text" in await bal.refuses("sendMessage", text="abc", entities=outside)


async def test_only_people_whom_the_bot_knows_are_named_without_a_username(bal: Bal) -> None:
    zoe = await bal.telegram.person("Zoé")
    text = f'<a href="tg://user?id={bal.lea.id}">Léa</a> <a href="tg://user?id={zoe.id}">Zoé</a>'
    entities = (await bal.sends(text, parse_mode="HTML"))["result"]["entities"]
    assert [(e["type"], e["user"]["first_name"]) for e in entities] == [("text_mention", "Léa")]


async def test_what_only_one_person_sees_is_seen_by_nobody_else(bal: Bal) -> None:
    answer = await bal.sends("Pas compris", ephemeral_message_parameters={"receiver_user_id": bal.lea.id})
    assert (answer["result"]["message_id"], answer["result"]["ephemeral_message_id"]) == (0, 1)
    assert answer["result"]["receiver_user"]["id"] == bal.lea.id
    assert [m.text for m in await bal.lea.sees(bal.group) if m.text] == ["Pas compris"]
    assert [m.text for m in await bal.marc.sees(bal.group) if m.text] == []
    target = {"receiver_user_id": bal.lea.id, "ephemeral_message_id": 1}
    assert (await bal.bot.asks("editEphemeralMessageText", chat_id=bal.group.id, text="Compris", **target))["ok"]
    assert (await bal.lea.is_shown("Compris", bal.group)).ephemeral_id == 1
    assert (await bal.bot.asks("deleteEphemeralMessage", chat_id=bal.group.id, **target))["ok"]
    again = await bal.refuses("deleteEphemeralMessage", **target)
    assert again == "400 Bad Request: message to delete not found"


async def test_what_only_one_person_sees_is_for_members_of_groups(bal: Bal) -> None:
    zoe = await bal.telegram.person("Zoé")
    only = {"receiver_user_id": zoe.id}
    said = await bal.refuses("sendMessage", text="x", ephemeral_message_parameters=only)
    assert said == "400 Bad Request: USER_NOT_PARTICIPANT"
    await bal.lea.starts(bal.bot)
    only = {"receiver_user_id": bal.lea.id}
    said = await bal.refuses("sendMessage", chat_id=bal.lea.id, text="x", ephemeral_message_parameters=only)
    assert "only to groups" in said


async def test_a_quiet_question_is_answered_within_fifteen_seconds(bal: Bal) -> None:
    asked = await bal.lea.types("/taches moi", bal.group, only_to=bal.bot)
    assert [m for m in await bal.marc.sees(bal.group) if m.text] == []
    update = (await bal.news())[0]["message"]
    assert (update["message_id"], update["ephemeral_message_id"]) == (0, asked.ephemeral_id)
    only = {"receiver_user_id": bal.lea.id}
    reply = {"ephemeral_message_id": asked.ephemeral_id}
    assert (await bal.sends("Deux", ephemeral_message_parameters=only, reply_parameters=reply))["ok"]
    assert "not found" in await bal.refuses("sendMessage", text="Deux", reply_parameters=reply)
    await bal.telegram.do("time_passes", seconds=16)
    late = {"ephemeral_message_parameters": only, "reply_parameters": reply}
    assert "not found" in await bal.refuses("sendMessage", text="Deux", **late)
