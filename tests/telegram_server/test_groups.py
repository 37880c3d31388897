"""Groups as a bot lives through them: added, promoted, removed, moved, with topics, anonymous people and channels."""

from __future__ import annotations

import pytest

from tests.telegram_server.conftest import Bal
from tests.telegram_server.world import GENERAL, Impossible


async def test_a_bot_learns_that_it_was_added_promoted_demoted_and_removed(bal: Bal) -> None:
    group = await bal.telegram.group("Autre", bal.ana)
    await bal.ana.adds(bal.bot, group)
    await bal.ana.promotes(bal.bot, group, rights=["can_delete_messages"])
    await bal.ana.demotes(bal.bot, group)
    await bal.ana.removes(bal.bot, group)
    updates = await bal.news()
    changes = [u["my_chat_member"] for u in updates if "my_chat_member" in u]
    states = [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes]
    assert states == [
        ("left", "member"),
        ("member", "administrator"),
        ("administrator", "member"),
        ("member", "kicked"),
    ]
    rights = changes[1]["new_chat_member"]
    assert (rights["can_delete_messages"], rights["can_restrict_members"]) == (True, False)
    assert {c["from"]["first_name"] for c in changes} == {"Ana"}
    lines = [u["message"] for u in updates if "message" in u]
    assert lines[0]["new_chat_members"][0]["id"] == bal.bot.id
    assert lines[1]["left_chat_member"]["id"] == bal.bot.id


async def test_a_link_may_bring_a_word_along_when_the_bot_is_added(bal: Bal) -> None:
    group = await bal.telegram.group("Autre", bal.ana)
    await bal.ana.adds(bal.bot, group, payload="team-1")
    assert (await bal.news())[-1]["message"]["text"] == "/start@accalmie_bot team-1"


async def test_joins_and_leaves_are_lines_in_the_group_and_for_administrators_more(bal: Bal) -> None:
    zoe = await bal.telegram.person("Zoé")
    await zoe.joins(bal.group)
    await zoe.leaves(bal.group)
    assert await bal.kinds(allowed_updates=["message", "chat_member"]) == ["message", "message"]
    await bal.ana.promotes(bal.bot, bal.group)
    await zoe.joins(bal.group)
    await bal.ana.removes(zoe, bal.group)
    assert await bal.kinds() == ["chat_member", "message", "chat_member", "message"]


async def test_who_is_not_in_the_group_can_do_nothing_there(bal: Bal) -> None:
    zoe = await bal.telegram.person("Zoé")
    for act in (zoe.types("Bonjour", bal.group), bal.lea.removes(bal.marc, bal.group), zoe.leaves(bal.group)):
        with pytest.raises(Impossible):
            await act


async def test_a_group_becomes_a_supergroup_with_a_new_id_and_all_its_people(bal: Bal) -> None:
    old = await bal.telegram.group("Fête", bal.ana, bal.lea, bal.bot, kind="group")
    card = await bal.posts("Carte", chat_id=old.id)
    await bal.news()
    new = await bal.ana.migrates(old)
    lines = [u["message"] for u in await bal.news()]
    assert [line.get("migrate_to_chat_id") for line in lines] == [new.id, None]
    assert [line.get("migrate_from_chat_id") for line in lines] == [None, old.id]
    assert str(new.id).startswith("-100")
    told = await bal.sends(chat_id=old.id)
    assert (told["error_code"], told["description"], told["parameters"]) == (
        400,
        "Bad Request: group chat was upgraded to a supergroup chat",
        {"migrate_to_chat_id": new.id},
    )
    assert "can't be edited" in await bal.refuses("editMessageText", chat_id=old.id, message_id=card, text="x")
    assert (await bal.sends(chat_id=new.id))["ok"]
    await bal.lea.types("/tache Salle", new)
    assert await bal.texts() == ["/tache Salle"]


async def test_the_two_lines_of_a_move_come_in_any_order(bal: Bal) -> None:
    old = await bal.telegram.group("Fête", bal.ana, bal.bot, kind="group")
    await bal.news()
    await bal.ana.migrates(old, new_first=True)
    assert ["migrate_from_chat_id" in u["message"] for u in await bal.news()] == [True, False]


async def test_numbers_of_messages_count_per_supergroup_and_never_repeat_in_a_chat(bal: Bal) -> None:
    other = await bal.telegram.group("Autre", bal.ana, bal.bot)
    first = await bal.posts(chat_id=other.id)
    assert [await bal.posts(chat_id=other.id) - first, (await bal.posts()) < 20] == [1, True]


async def test_topics_hold_messages_apart(bal: Bal) -> None:
    forum = await bal.telegram.group("Forum", bal.ana, bal.lea, bal.bot, forum=True)
    topic = await bal.ana.opens_topic("Cuisine", forum)
    await bal.news()
    await bal.lea.types("/tache Pain", forum, topic=topic)
    await bal.lea.types("/tache Sel", forum)
    inside, general = [u["message"] for u in await bal.news()]
    assert (inside["message_thread_id"], inside["is_topic_message"]) == (topic, True)
    # Without being a reply, it seems to answer the line that opened the topic.
    assert inside["reply_to_message"]["forum_topic_created"]["name"] == "Cuisine"
    assert "message_thread_id" not in general
    sent = (await bal.sends("Carte", chat_id=forum.id, message_thread_id=topic))["result"]
    assert sent["is_topic_message"] is True
    assert (await forum.shows("Carte")).topic == topic


async def test_a_reply_stays_in_the_topic_of_what_it_answers(bal: Bal) -> None:
    forum = await bal.telegram.group("Forum", bal.ana, bal.lea, bal.bot, forum=True)
    topic = await bal.ana.opens_topic("Cuisine", forum)
    said = await bal.lea.types("/tache Pain", forum, topic=topic)
    sent = (await bal.sends(chat_id=forum.id, reply_parameters={"message_id": said.id}))["result"]
    assert sent["message_thread_id"] == topic


async def test_a_topic_that_is_gone_or_general_is_no_thread(bal: Bal) -> None:
    forum = await bal.telegram.group("Forum", bal.ana, bal.lea, bal.bot, forum=True)
    topic = await bal.ana.opens_topic("Cuisine", forum)
    await bal.telegram.do("deletes_topic", by=bal.ana.id, chat=forum.id, topic=topic)
    for thread in (topic, 999, 1):
        said = await bal.refuses("sendMessage", chat_id=forum.id, text="x", message_thread_id=thread)
        assert said == "400 Bad Request: message thread not found"
    assert (await bal.sends(chat_id=forum.id))["ok"]


async def test_a_thread_means_nothing_where_there_are_no_topics(bal: Bal) -> None:
    assert "message_thread_id" not in (await bal.sends(message_thread_id=999))["result"]


async def test_replies_hang_together_in_a_thread_that_cannot_be_used(bal: Bal) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.marc.types("et les tables", bal.group, reply_to=said)
    reply = (await bal.news())[-1]["message"]
    assert reply["message_thread_id"] == said.id
    assert "is_topic_message" not in reply


async def test_a_closed_topic_takes_nothing_but_from_its_administrators(bal: Bal) -> None:
    forum = await bal.telegram.group("Forum", bal.ana, bal.lea, bal.bot, forum=True)
    topic = await bal.ana.opens_topic("Cuisine", forum)
    inside = await bal.lea.types("/tache Pain", forum, topic=topic)
    await bal.ana.closes_topic(topic, forum)
    said = await bal.refuses("sendMessage", chat_id=forum.id, text="x", message_thread_id=topic)
    assert said == "400 Bad Request: TOPIC_CLOSED"
    with pytest.raises(Impossible):
        await bal.lea.types("Bonjour", forum, topic=topic)
    answer = {"text": "x", "chat_id": forum.id, "reply_parameters": {"message_id": inside.id}}
    assert await bal.refuses("sendMessage", **answer) == said  # an answer follows what it answers
    await bal.ana.promotes(bal.bot, forum, rights=["can_manage_topics"])
    assert (await bal.sends(chat_id=forum.id, message_thread_id=topic))["ok"]


async def test_general_can_be_closed_like_any_topic(bal: Bal) -> None:
    forum = await bal.telegram.group("Forum", bal.ana, bal.lea, bal.bot, forum=True)
    topic = await bal.ana.opens_topic("Cuisine", forum)
    await bal.ana.closes_topic(GENERAL, forum)
    said = await bal.refuses("sendMessage", chat_id=forum.id, text="x")
    assert said == "400 Bad Request: TOPIC_CLOSED"
    with pytest.raises(Impossible):
        await bal.lea.types("Bonjour", forum)
    assert (await bal.sends(chat_id=forum.id, message_thread_id=topic))["ok"]
    await bal.ana.promotes(bal.bot, forum, rights=["can_manage_topics"])
    assert (await bal.sends(chat_id=forum.id))["ok"]


async def test_an_anonymous_administrator_writes_as_the_group_and_presses_as_a_person(bal: Bal) -> None:
    await bal.ana.promotes(bal.lea, bal.group, anonymous=True, title="Bureau")
    await bal.lea.types("/tache Salle", bal.group)
    said = (await bal.news())[-1]["message"]
    assert (said["from"]["id"], said["from"]["username"]) == (1087968824, "GroupAnonymousBot")
    assert (said["sender_chat"]["id"], said["author_signature"]) == (bal.group.id, "Bureau")
    keyboard = {"inline_keyboard": [[{"text": "Je prends", "callback_data": "1"}]]}
    await bal.posts("Carte", reply_markup=keyboard)
    await bal.lea.presses("Je prends", await bal.group.shows("Carte"))
    assert (await bal.news())[-1]["callback_query"]["from"]["id"] == bal.lea.id


async def test_channels_write_into_groups_as_nobody(bal: Bal) -> None:
    channel = await bal.telegram.channel("Annonces", bal.ana)
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.news()
    await bal.ana.types("/tache Salle", bal.group, as_chat=channel)
    await bal.telegram.do("posts", person=bal.ana.id, channel=channel.id, text="Bal samedi", into=bal.group.id)
    spoken, forwarded = [u["message"] for u in await bal.news()]
    assert (spoken["from"]["id"], spoken["sender_chat"]["title"]) == (136817688, "Annonces")
    assert (forwarded["from"]["id"], forwarded["is_automatic_forward"]) == (777000, True)
    assert forwarded["forward_origin"]["type"] == "channel"


async def test_a_closed_group_lets_only_administrators_write(bal: Bal) -> None:
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_restrict_members"])
    permissions = {"can_send_messages": False, "can_invite_users": True}
    how = {"chat_id": bal.group.id, "permissions": permissions, "use_independent_chat_permissions": True}
    assert (await bal.bot.asks("setChatPermissions", **how))["ok"]
    with pytest.raises(Impossible):
        await bal.lea.types("Bonjour", bal.group)
    await bal.ana.types("Bonne nuit", bal.group)
    told = (await bal.bot.asks("getChat", chat_id=bal.group.id))["result"]["permissions"]
    assert (told["can_send_messages"], told["can_invite_users"]) == (False, True)


async def test_permissions_need_the_right_to_restrict(bal: Bal) -> None:
    said = await bal.refuses("setChatPermissions", permissions={})
    assert said == "400 Bad Request: not enough rights to change chat permissions"


async def test_without_independence_wide_permissions_imply_narrow_ones(bal: Bal) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    how = {"chat_id": bal.group.id, "permissions": {"can_send_polls": True}}
    assert (await bal.bot.asks("setChatPermissions", **how))["ok"]
    told = (await bal.bot.asks("getChat", chat_id=bal.group.id))["result"]["permissions"]
    assert (told["can_send_messages"], told["can_send_photos"]) == (True, False)


async def test_members_administrators_and_their_number(bal: Bal) -> None:
    other = await bal.telegram.bot("other_bot")
    await bal.ana.adds(other, bal.group)
    await bal.ana.promotes(other, bal.group)

    async def statuses(**how: object) -> list[str]:
        told = await bal.bot.asks("getChatAdministrators", chat_id=bal.group.id, **how)
        return [member["status"] for member in told["result"]]

    assert await statuses() == ["creator"]
    assert await statuses(return_bots=True) == ["creator", "administrator"]
    assert (await bal.bot.asks("getChatMemberCount", chat_id=bal.group.id))["result"] == 5
    lea = await bal.bot.asks("getChatMember", chat_id=bal.group.id, user_id=bal.lea.id)
    assert lea["result"] == {"status": "member", "user": lea["result"]["user"]}
    assert "PARTICIPANT_ID_INVALID" in await bal.refuses("getChatMember", user_id=999)
    await bal.lea.starts(bal.bot)
    said = await bal.refuses("getChatAdministrators", chat_id=bal.lea.id)
    assert said == "400 Bad Request: there are no administrators in the private chat"


async def test_hidden_members_are_told_to_administrators_only(bal: Bal) -> None:
    await bal.telegram.do("hides_members", chat=bal.group.id, on=True)
    assert "CHAT_ADMIN_REQUIRED" in await bal.refuses("getChatMember", user_id=bal.lea.id)
    assert (await bal.bot.asks("getChatMember", chat_id=bal.group.id, user_id=bal.bot.id))["ok"]
    await bal.ana.promotes(bal.bot, bal.group)
    assert (await bal.bot.asks("getChatMember", chat_id=bal.group.id, user_id=bal.lea.id))["ok"]
