"""People and the bot: blocking and coming back, reactions, links that open it, forwarding, and what is not possible."""

from __future__ import annotations

import pytest

from tests.telegram_server.conftest import Bal
from tests.telegram_server.world import Impossible

REACTIONS = ["message", "message_reaction"]


async def test_the_bot_learns_that_it_was_blocked_and_unblocked(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    await bal.lea.blocks(bal.bot)
    await bal.lea.blocks(bal.bot)
    await bal.lea.starts(bal.bot)
    updates = await bal.news()
    states = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert states == ["kicked", "member"]
    assert updates[1]["my_chat_member"]["chat"]["type"] == "private"


async def test_who_blocked_the_bot_cannot_write_to_it(bal: Bal) -> None:
    await bal.lea.starts(bal.bot)
    await bal.lea.blocks(bal.bot)
    with pytest.raises(Impossible):
        await bal.lea.types("Bonjour", bal.bot)


async def test_a_button_that_opens_the_bot_starts_it_with_its_payload(bal: Bal) -> None:
    link = "https://t.me/accalmie_bot?start=team-1"
    await bal.posts("Carte", reply_markup={"inline_keyboard": [[{"text": "En privé", "url": link}]]})
    assert await bal.lea.presses("En privé", await bal.group.shows("Carte")) == ""
    assert await bal.texts() == ["/start team-1"]
    assert (await bal.sends(chat_id=bal.lea.id))["ok"]


async def test_reactions_reach_administrators_who_asked_for_them(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.news(allowed_updates=REACTIONS)
    await bal.marc.reacts(said, "👍")
    assert await bal.kinds() == []
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.marc.reacts(said, "👍", "🔥")
    await bal.marc.reacts(said)
    told = [u["message_reaction"] for u in await bal.news()]
    assert [[each["emoji"] for each in one["new_reaction"]] for one in told] == [["👍", "🔥"], []]
    assert (told[0]["message_id"], told[0]["user"]["first_name"]) == (said.id, "Marc")
    assert [each["emoji"] for each in told[1]["old_reaction"]] == ["👍", "🔥"]


async def test_reactions_of_bots_are_not_told_and_those_of_the_group_have_no_person(bal: Bal) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.ana.promotes(bal.marc, bal.group, anonymous=True)
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.news(allowed_updates=REACTIONS)
    reaction = [{"type": "emoji", "emoji": "👍"}]
    assert (await bal.bot.asks("setMessageReaction", chat_id=bal.group.id, message_id=said.id, reaction=reaction))["ok"]
    await bal.marc.reacts(said, "🔥")
    told = [u["message_reaction"] for u in await bal.news()]
    assert [(one["actor_chat"]["id"], "user" in one) for one in told] == [(bal.group.id, False)]


async def test_reactions_in_private_are_told_only_if_a_test_wants_it(bal: Bal) -> None:
    said = await bal.lea.starts(bal.bot)
    await bal.news(allowed_updates=REACTIONS)
    await bal.lea.reacts(said, "👍")
    assert await bal.kinds() == []
    await bal.telegram.do("reactions_in_private", on=True)
    await bal.lea.reacts(said, "🔥")
    assert await bal.kinds() == ["message_reaction"]


async def test_people_react_with_what_the_group_offers(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    with pytest.raises(Impossible):
        await bal.marc.reacts(said, "✅")
    await bal.telegram.do("allows_reactions", chat=bal.group.id, emoji=["👍"])
    with pytest.raises(Impossible):
        await bal.marc.reacts(said, "🔥")


async def test_forwarding_tells_who_said_it_unless_they_mind(bal: Bal) -> None:
    said = await bal.marc.types("Vieux !", bal.group)
    await bal.lea.starts(bal.bot)
    await bal.news()
    await bal.lea.forwards(said, bal.bot)
    await bal.lea.forwards(said, bal.bot, hidden=True)
    origins = [u["message"]["forward_origin"] for u in await bal.news()]
    assert origins[0]["sender_user"]["id"] == bal.marc.id
    assert origins[1] == {"type": "hidden_user", "sender_user_name": "Marc", "date": said.date}


async def test_one_edits_ones_own_words_for_two_days(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    with pytest.raises(Impossible):
        await bal.marc.edits(said, "x")
    await bal.telegram.do("time_passes", seconds=49 * 3600)
    with pytest.raises(Impossible):
        await bal.lea.edits(said, "x")


async def test_deletions_are_told_to_nobody(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.news()
    await bal.lea.deletes(said)
    assert await bal.news() == []


async def test_a_button_has_to_be_there_and_seen(bal: Bal) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Oui", "callback_data": "1"}]]}
    await bal.sends("Carte", reply_markup=keyboard, ephemeral_message_parameters={"receiver_user_id": bal.lea.id})
    card = await bal.lea.is_shown("Carte", bal.group)
    with pytest.raises(Impossible, match="no button"):
        await bal.lea.presses("Non", card)
    with pytest.raises(Impossible):
        await bal.marc.presses("Oui", card)
    await bal.lea.presses("Oui", card)
    message = (await bal.news())[-1]["callback_query"]["message"]
    assert (message["message_id"], message["ephemeral_message_id"]) == (0, card.ephemeral_id)


async def test_a_muted_person_cannot_write(bal: Bal) -> None:
    await bal.ana.mutes(bal.lea, bal.group)
    with pytest.raises(Impossible):
        await bal.lea.types("Bonjour", bal.group)
    told = await bal.bot.asks("getChatMember", chat_id=bal.group.id, user_id=bal.lea.id)
    assert (told["result"]["status"], told["result"]["can_send_messages"]) == ("restricted", False)
    await bal.ana.unmutes(bal.lea, bal.group)
    await bal.lea.types("Bonjour", bal.group)


async def test_waiting_ends_with_what_was_waited_for_or_in_time(bal: Bal) -> None:
    with pytest.raises(TimeoutError):
        await bal.group.shows("jamais", within=0.1)
    with pytest.raises(Impossible):
        await bal.telegram.do("flies")
