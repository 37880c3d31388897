"""What reaches a bot of all that is said: privacy mode, administrators, other bots."""

from __future__ import annotations

from tests.telegram_server.conftest import Bal


async def test_in_privacy_mode_a_bot_hears_commands_and_replies_and_no_chatter(bal: Bal) -> None:
    await bal.lea.types("Qui vient ?", bal.group)
    await bal.lea.types("/tache Salle", bal.group)
    await bal.lea.types("On demande à @accalmie_bot", bal.group)
    await bal.posts("Salle")
    card = await bal.group.shows("Salle")
    await bal.marc.types("Je m'en occupe", bal.group, reply_to=card)
    chatter = await bal.ana.types("Super", bal.group)
    await bal.lea.types("Oui", bal.group, reply_to=chatter)
    assert await bal.texts() == ["/tache Salle", "Je m'en occupe"]


async def test_a_reply_to_what_was_said_to_the_bot_is_meant_for_it_too(bal: Bal) -> None:
    command = await bal.lea.types("/tache Salle", bal.group)
    await bal.marc.types("et les tables", bal.group, reply_to=command)
    assert await bal.texts() == ["/tache Salle", "et les tables"]


async def test_commands_for_another_bot_never_arrive(bal: Bal) -> None:
    await bal.lea.types("/tache@other_bot Salle", bal.group)
    await bal.lea.types("/tache@Accalmie_Bot Tables", bal.group)
    assert await bal.texts() == ["/tache@Accalmie_Bot Tables"]


async def test_of_two_bots_the_one_that_spoke_last_hears_a_general_command(bal: Bal) -> None:
    other = await bal.telegram.bot("other_bot")
    await bal.ana.adds(other, bal.group)
    await bal.news()
    await bal.lea.types("/tache Salle", bal.group)
    assert await bal.texts() == ["/tache Salle"]
    await other.asks("sendMessage", chat_id=bal.group.id, text="Moi aussi")
    await bal.lea.types("/tache Tables", bal.group)
    await bal.posts("Moi")
    await bal.lea.types("/tache Nappes", bal.group)
    assert await bal.texts() == ["/tache Nappes"]


async def test_an_administrator_hears_everything_but_other_bots(bal: Bal) -> None:
    other = await bal.telegram.bot("other_bot")
    await bal.ana.adds(other, bal.group)
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.news()
    await bal.lea.types("Qui vient ?", bal.group)
    await other.asks("sendMessage", chat_id=bal.group.id, text="/tache Piège")
    await bal.marc.types("Moi", bal.group)
    assert await bal.texts() == ["Qui vient ?", "Moi"]


async def test_a_changed_privacy_mode_counts_from_the_next_time_it_is_added(bal: Bal) -> None:
    await bal.bot.does("privacy", on=False)
    assert (await bal.bot.asks("getMe"))["result"]["can_read_all_group_messages"] is True
    await bal.lea.types("Qui vient ?", bal.group)
    await bal.lea.types("/tache Salle", bal.group)
    assert await bal.texts() == ["/tache Salle"]
    await bal.ana.removes(bal.bot, bal.group)
    await bal.ana.adds(bal.bot, bal.group)
    await bal.news()
    await bal.lea.types("Qui vient ?", bal.group)
    assert await bal.texts() == ["Qui vient ?"]


async def test_an_edit_arrives_where_the_message_did(bal: Bal) -> None:
    command = await bal.lea.types("/tache Salle", bal.group)
    chatter = await bal.lea.types("Bonjour", bal.group)
    await bal.lea.edits(command, "/tache Grande salle")
    await bal.lea.edits(chatter, "Bonsoir")
    await bal.lea.edits(chatter, "/tache Tables")
    updates = await bal.news()
    assert [u["edited_message"]["text"] for u in updates[1:]] == ["/tache Grande salle", "/tache Tables"]
    assert updates[1]["edited_message"]["message_id"] == command.id
    assert "edit_date" in updates[1]["edited_message"]


async def test_in_private_everything_arrives(bal: Bal) -> None:
    await bal.lea.starts(bal.bot, "team-1")
    await bal.lea.types("Bonjour", bal.bot)
    updates = await bal.news()
    assert [u["message"]["text"] for u in updates] == ["/start team-1", "Bonjour"]
    chat = updates[0]["message"]["chat"]
    assert (chat["id"], chat["type"], chat["first_name"]) == (bal.lea.id, "private", "Léa")


async def test_who_was_named_without_a_username_comes_as_a_person(bal: Bal) -> None:
    await bal.ana.types("/tache 🥚🥚 Salle pour Léa", bal.group, mentions={"Léa": bal.lea})
    entity = (await bal.news())[0]["message"]["entities"][1]
    assert (entity["type"], entity["offset"], entity["user"]["id"]) == ("text_mention", 23, bal.lea.id)
