"""Changing, deleting, reacting, answering presses: what Telegram lets a bot do with messages that are there."""

from __future__ import annotations

from tests.telegram_server.conftest import Bal

TAKE = {"inline_keyboard": [[{"text": "Je prends", "callback_data": "1"}]]}
DONE = {"inline_keyboard": [[{"text": "Fait", "callback_data": "2"}]]}
NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_a_card_is_edited_in_place_and_says_so(bal: Bal) -> None:
    card = await bal.posts("Salle", reply_markup=TAKE)
    edit = {"chat_id": bal.group.id, "message_id": card, "text": "<i>Salle</i>: Léa", "parse_mode": "HTML"}
    answer = await bal.bot.asks("editMessageText", **edit, reply_markup=DONE)
    assert answer["result"]["edit_date"] >= answer["result"]["date"]
    seen = await bal.group.shows("Salle: Léa")
    assert (seen.id, seen.labels, seen.edited is not None) == (card, ["Fait"], True)


async def test_an_edit_without_buttons_takes_them_away(bal: Bal) -> None:
    card = await bal.posts("Salle", reply_markup=TAKE)
    answer = await bal.bot.asks("editMessageText", chat_id=bal.group.id, message_id=card, text="Salle")
    assert "reply_markup" not in answer["result"]


async def test_the_same_again_is_not_modified(bal: Bal) -> None:
    card = await bal.posts("<b>Salle</b>", parse_mode="HTML", reply_markup=TAKE)
    same = {"message_id": card, "text": "<strong>Salle</strong> ", "parse_mode": "HTML", "reply_markup": TAKE}
    assert await bal.refuses("editMessageText", **same) == NOT_MODIFIED
    assert await bal.refuses("editMessageReplyMarkup", message_id=card, reply_markup=TAKE) == NOT_MODIFIED
    edit = {"chat_id": bal.group.id, "message_id": card, "reply_markup": DONE}
    assert (await bal.bot.asks("editMessageReplyMarkup", **edit))["ok"]


async def test_a_deleted_message_is_not_found(bal: Bal) -> None:
    card = await bal.posts("Salle")
    seen = await bal.group.shows("Salle")
    await bal.ana.deletes(seen)
    said = await bal.refuses("editMessageText", message_id=card, text="x")
    assert said == "400 Bad Request: message to edit not found"
    said = await bal.refuses("deleteMessage", message_id=card)
    assert said == "400 Bad Request: message to delete not found"
    said = await bal.refuses("setMessageReaction", message_id=card, reaction=[])
    assert said == "400 Bad Request: message to react not found"


async def test_what_others_wrote_cannot_be_edited(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    refused = await bal.refuses("editMessageText", message_id=said.id, text="x")
    assert refused == "400 Bad Request: message can't be edited"


async def test_a_picture_has_no_text_to_edit(bal: Bal) -> None:
    sent = await bal.bot.sends_file("sendPhoto", "photo", b"picture", chat_id=bal.group.id, caption="Forces")
    refused = await bal.refuses("editMessageText", message_id=sent["result"]["message_id"], text="x")
    assert refused == "400 Bad Request: there is no text in the message to edit"


async def test_what_others_wrote_is_deleted_by_administrators_only(bal: Bal) -> None:
    said = await bal.lea.types("/absent", bal.group)
    refused = await bal.refuses("deleteMessage", message_id=said.id)
    assert refused == "400 Bad Request: message can't be deleted"
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_invite_users"])
    refused = await bal.refuses("deleteMessage", message_id=said.id)
    assert refused == "400 Bad Request: message can't be deleted"
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    assert (await bal.bot.asks("deleteMessage", chat_id=bal.group.id, message_id=said.id))["ok"]
    assert said.text not in [m.text for m in await bal.group.messages()]


async def test_after_two_days_nothing_can_be_deleted_any_more(bal: Bal) -> None:
    card = await bal.posts("Salle")
    await bal.telegram.do("time_passes", seconds=48 * 3600 + 5)
    refused = await bal.refuses("deleteMessage", message_id=card)
    assert refused == "400 Bad Request: message can't be deleted for everyone"


async def test_a_reaction_is_one_of_the_known_ones_and_one_at_a_time(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)

    async def reacts(*emoji: str) -> str:
        reaction = [{"type": "emoji", "emoji": each} for each in emoji]
        how = {"chat_id": bal.group.id, "message_id": said.id, "reaction": reaction}
        return str((await bal.bot.asks("setMessageReaction", **how)).get("description", "ok"))

    assert await reacts("👍") == "ok"
    assert (await bal.group.shows("/tache")).reactions == {"👍": [bal.bot.id]}
    assert await reacts("✅") == "Bad Request: REACTION_INVALID"
    assert await reacts("👍", "🔥") == "Bad Request: REACTIONS_TOO_MANY"
    assert await reacts() == "ok"
    assert (await bal.group.shows("/tache")).reactions == {}


async def test_a_group_may_allow_some_reactions_or_none(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    reaction = [{"type": "emoji", "emoji": "👍"}]
    for allowed in (["🔥"], []):
        await bal.telegram.do("allows_reactions", chat=bal.group.id, emoji=allowed)
        refused = await bal.refuses("setMessageReaction", message_id=said.id, reaction=reaction)
        assert refused == "400 Bad Request: REACTION_INVALID"
    await bal.telegram.do("allows_reactions", chat=bal.group.id, emoji=["👍"])
    assert (await bal.bot.asks("setMessageReaction", chat_id=bal.group.id, message_id=said.id, reaction=reaction))["ok"]


async def test_a_press_is_answered_once_and_soon(bal: Bal) -> None:
    await bal.posts("Salle", reply_markup=TAKE)
    card = await bal.group.shows("Salle")
    press = await bal.lea.presses("Je prends", card)
    query = (await bal.news())[-1]["callback_query"]
    assert (query["data"], query["from"]["first_name"]) == ("1", "Léa")
    assert query["message"]["message_id"] == card.id
    assert (await bal.bot.asks("answerCallbackQuery", callback_query_id=query["id"], text="C'est noté"))["ok"]
    assert (await bal.lea.is_answered(press))["text"] == "C'est noté"
    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await bal.refuses_press(query["id"]) == too_old
    assert await bal.refuses_press("12") == too_old
    late = await bal.lea.presses("Je prends", card)
    await bal.telegram.do("time_passes", seconds=16 * 60)
    assert await bal.refuses_press(late) == too_old


async def test_the_answer_to_a_press_is_short(bal: Bal) -> None:
    await bal.posts("Salle", reply_markup=TAKE)
    press = await bal.lea.presses("Je prends", await bal.group.shows("Salle"))
    answer = await bal.bot.asks("answerCallbackQuery", callback_query_id=press, text="a" * 201)
    assert answer["description"] == "Bad Request: MESSAGE_TOO_LONG"


async def test_a_stale_keyboard_still_presses_and_a_deleted_message_is_out_of_reach(bal: Bal) -> None:
    card = await bal.posts("Salle", reply_markup=TAKE)
    seen = await bal.group.shows("Salle")
    await bal.bot.asks("editMessageText", chat_id=bal.group.id, message_id=card, text="Salle: Léa", reply_markup=DONE)
    await bal.marc.presses("", seen, data="1")
    assert (await bal.news())[-1]["callback_query"]["data"] == "1"
    await bal.ana.deletes(seen)
    await bal.marc.presses("", seen, data="2")
    message = (await bal.news())[-1]["callback_query"]["message"]
    assert message == {"chat": message["chat"], "message_id": card, "date": 0}
