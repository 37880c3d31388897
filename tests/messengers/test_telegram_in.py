"""What people do in a Telegram group, in its topics and in private, and what the bot makes of it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Engine

from tests.messengers.telegram_scene import DONE, HELLO, TAKE, Scene, in_a_group
from tests.telegram_server.people import Telegram


async def test_a_task_is_acknowledged_by_a_reaction_and_gets_a_card(bal: Scene) -> None:
    said = await bal.lea.types("/tache Réserver la salle vendredi 18h", bal.group)
    card = await bal.shows("Réserver la salle")
    assert (card.text.split("\n")[0], card.labels) == ("#1 Réserver la salle", [TAKE])
    await bal.is_acknowledged(said)
    assert len(await bal.said()) == 2, "the welcome and the card"


@pytest.mark.parametrize("typed", ["/task Salle", "/tache@accalmie_bot Salle", "/Tâche@Accalmie_Bot Salle"])
async def test_a_command_in_either_language_with_the_bots_name_or_without(bal: Scene, typed: str) -> None:
    await bal.ana.promotes(bal.bot, bal.group)  # it sees everything: an accent makes it no command for Telegram
    await bal.lea.types(typed, bal.group)
    assert (await bal.shows("#1")).text.startswith("#1 Salle")


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_both_kinds_of_group(telegram_here: Telegram, engine: Engine, kind: str) -> None:
    async with in_a_group(telegram_here, engine, kind=kind) as bal:
        await bal.asks_for("Salle")
        link = bal.rows("task")[0]["link"]
        assert (link is None) == (kind == "group")


async def test_what_is_meant_for_another_bot_or_for_nobody_leaves_nothing(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group)  # an administrator hears every word
    other = await bal.telegram.bot("other_bot")
    await bal.ana.adds(other, bal.group)
    await bal.has_heard()
    before = bal.rows("inbox"), bal.rows("letter"), bal.rows("account")
    await bal.marc.types("/tache@other_bot Salle secrète", bal.group)
    await bal.marc.types("On se voit vendredi, et pour la salle secrète ?", bal.group)
    await bal.marc.types("/kick Salle secrète", bal.group)
    said = await bal.marc.types("salle secrète", bal.group)
    await bal.marc.edits(said, "Salle secrète !")
    await bal.marc.reacts(said, "🎉")
    await bal.has_heard()
    assert (bal.rows("inbox"), bal.rows("letter"), bal.rows("account")) == before
    assert not bal.titles()


async def test_a_button_takes_the_task_and_the_card_changes_in_place(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    press = await bal.marc.presses(TAKE, card)
    assert await bal.marc.is_answered(press)
    taken = await bal.changes(card, to=DONE)
    assert "Marc" in taken.text
    assert len(await bal.posted("Salle")) == 1


@pytest.mark.parametrize("data", ["1", "999999", "x", "take 1", "-1", "٣", "²", "0" * 64, "9" * 64, "é" * 32, "\x00"])
async def test_every_press_is_answered_whatever_it_carries(bal: Scene, data: str) -> None:
    card = await bal.asks_for("Salle")
    press = await bal.marc.presses(TAKE, card, data=data)
    assert await bal.marc.is_answered(press)
    await bal.has_heard()
    assert not bal.rows("assignment")


async def test_a_press_on_a_card_that_is_gone_or_too_old_is_answered(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    button = card.buttons[0][0]["callback_data"]
    assert await bal.marc.is_answered(await bal.marc.presses(TAKE, card, out_of_reach=True))
    taken = await bal.changes(card, to=DONE)
    await bal.lea.is_answered(await bal.lea.presses(TAKE, taken, data=button))  # it was pressed already
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.ana.deletes(card)
    assert await bal.lea.is_answered(await bal.lea.presses(TAKE, card, data=button))
    assert not bal.listening.done()


async def test_somebody_elses_button_is_answered_and_changes_nothing(older: Telegram, engine: Engine) -> None:
    async with in_a_group(older, engine) as bal:
        await bal.lea.types("/tahce Salle", bal.group)  # asked back, with a button for Léa alone
        asked = await bal.shows("/tache Salle")
        assert await bal.marc.is_answered(await bal.marc.presses(asked.labels[0], asked))
        await bal.has_heard()
        assert not bal.titles()
        assert await bal.lea.is_answered(await bal.lea.presses(asked.labels[0], asked))
        await bal.shows("#1 Salle")


async def test_an_edited_message_corrects_its_task(bal: Scene) -> None:
    said = await bal.lea.types("/tache Salel", bal.group)
    card = await bal.shows("Salel")
    await bal.passes(5)
    await bal.lea.edits(said, "/tache Salle")
    assert (await bal.changes(card, to="Salle")).text.startswith("#1 Salle")
    assert bal.titles() == ["Salle"]


async def test_a_reply_is_about_the_task_of_the_card_or_of_the_message(bal: Scene) -> None:
    said = await bal.lea.types("/tache Salle", bal.group)
    card = await bal.shows("#1")
    await bal.marc.types("/prendre", bal.group, reply_to=card)
    assert "Marc" in (await bal.changes(card, to=DONE)).text
    await bal.marc.types("/fait", bal.group, reply_to=said)
    assert TAKE not in (await bal.changes(card, to="✅")).labels


async def test_a_reply_to_what_somebody_said_makes_a_task_of_it_with_its_words(bal: Scene) -> None:
    words = await bal.marc.types("Il faudrait réserver la salle", bal.group)
    await bal.lea.types("/tache", bal.group, reply_to=words)
    await bal.shows("#1 Il faudrait réserver la salle")
    assert bal.rows("task")[0]["link"].endswith(f"/{words.id}")


async def test_a_reaction_on_the_card_is_the_button_where_the_bot_administers(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    card = await bal.asks_for("Salle")
    await bal.marc.reacts(card, "🔥")  # means nothing
    await bal.marc.reacts(card, "✍")  # neither, on a card
    await bal.has_heard()
    assert bal.titles() == ["Salle"]
    await bal.marc.reacts(card, "🫡")
    assert "Marc" in (await bal.changes(card, to=DONE)).text
    await bal.lea.reacts(card, "💯")
    await bal.changes(card, to="✅")


async def test_somebody_without_a_username_is_named_behind_an_emoji(bal: Scene) -> None:
    await bal.lea.types("/privacy", bal.group)  # the bot has seen her
    await bal.has_heard()
    await bal.marc.types("/tache 🥚🥚 Acheter des œufs 👩‍🍳 Léa", bal.group, mentions={"Léa": bal.lea})
    card = await bal.shows("#1")
    assert "Léa" in card.text.split("\n")[1], card.text
    assert bal.titles() == ["🥚🥚 Acheter des œufs 👩‍🍳"]


async def test_of_two_people_of_one_name_the_one_who_was_picked_is_meant(bal: Scene) -> None:
    other = await bal.telegram.person("Léa")
    await other.joins(bal.group)
    for each in (bal.lea, other):  # the bot has seen both
        await each.types("/privacy", bal.group)
    await bal.marc.types("/tache Une Léa", bal.group, mentions={"Léa": other})
    card = await bal.shows("#1 Une")
    await bal.has_heard()
    (asked,) = bal.rows("assignment")
    (account,) = bal.rows("account", person_id=asked["person_id"])
    assert account["external_id"] == str(other.id)
    assert "Léa" not in card.text.split("\n")[0]


async def test_a_picked_name_of_two_words_stays_whole(bal: Scene) -> None:
    claire = await bal.telegram.person("Marie Claire")
    await bal.marc.types("/tache Appeler Marie Claire demain", bal.group, mentions={"Marie Claire": claire})
    card = await bal.shows("#1 Appeler")
    assert "pour Marie Claire" in card.text
    assert bal.titles() == ["Appeler"]


async def test_who_was_picked_and_is_not_known_is_not_somebody_else_of_that_name(bal: Scene) -> None:
    stranger = await bal.telegram.person("Léa")
    await bal.lea.types("/privacy", bal.group)
    await bal.marc.types("/tache Une Léa", bal.group, mentions={"Léa": stranger})
    card = await bal.shows("#1 Une")
    await bal.has_heard()
    assert bal.rows("assignment") == []
    assert "pour Léa" in card.text


async def test_topics_have_no_false_replies(forum: Scene) -> None:
    """Every message of a topic seems to answer the one that opened it."""
    topic = await forum.ana.opens_topic("Salle", forum.group)
    _lives_in(forum, topic)
    await forum.lea.types("/tache Chaises", forum.group, topic=topic)
    card = await forum.shows("#1")
    assert (card.topic, card.text.split("\n")[0]) == (topic, "#1 Chaises")
    assert forum.rows("task")[0]["quote"] is None
    await forum.lea.types("/tache", forum.group, topic=topic)  # nothing is answered: it has no title
    await forum.lea.types("/prendre", forum.group, topic=topic, reply_to=card)
    assert "Léa" in (await forum.changes(card, to=DONE)).text
    assert forum.titles() == ["Chaises"]


async def test_an_answer_in_a_thread_of_replies_stays_in_the_group(bal: Scene) -> None:
    """Outside of topics a message carries a thread as well, which nobody can write into."""
    first = await bal.marc.types("La salle ?", bal.group)
    await bal.lea.types("/tache Réserver", bal.group, reply_to=first)
    await bal.shows("#1 Réserver")
    assert not await bal.sent(message_thread_id=first.id)


@pytest.mark.parametrize("who", ["anonymous", "channel", "linked", "bot"])
async def test_who_is_no_person_changes_nothing_and_breaks_nothing(bal: Scene, who: str) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    channel = await bal.telegram.channel("Nouvelles", bal.ana)
    await bal.has_heard()
    accounts = bal.rows("account")
    if who == "anonymous":
        await bal.ana.promotes(bal.marc, bal.group, anonymous=True, title="trésor")
        accounts = bal.rows("account")
        await bal.marc.types("/tache Salle", bal.group)
        await bal.marc.types("/tache Salle", bal.group)
    elif who == "channel":
        await bal.ana.types("/tache Salle", bal.group, as_chat=channel)
    elif who == "linked":
        await bal.telegram.do("posts", person=bal.ana.id, channel=channel.id, text="/tache Salle", into=bal.group.id)
    else:
        other = await bal.telegram.bot("other_bot")
        await bal.ana.adds(other, bal.group)
        await other.asks("sendMessage", chat_id=bal.group.id, text="/tache Salle")
    await bal.has_heard()
    assert bal.titles() == []
    assert {row["external_id"] for row in bal.rows("account")} - {str(bal.marc.id)} == {
        row["external_id"] for row in accounts
    } - {str(bal.marc.id)}
    await bal.asks_for("Chaises")


async def test_the_bot_in_a_channel_does_nothing(bal: Scene) -> None:
    channel = await bal.telegram.channel("Nouvelles", bal.ana)
    await bal.ana.adds(bal.bot, channel)
    await bal.ana.types("/tache Salle", channel)
    await bal.has_heard()
    assert (len(bal.rows("chat")), bal.titles()) == (1, [])


async def test_who_joins_becomes_a_member_and_who_leaves_is_free_of_tasks(bal: Scene) -> None:
    sam = await bal.telegram.person("Sam")
    await sam.joins(bal.group)
    card = await bal.asks_for("Salle", by=sam)
    await sam.presses(TAKE, card)
    assert "Sam" in (await bal.changes(card, to=DONE)).text
    await sam.leaves(bal.group)
    assert "Sam" not in (await bal.changes(card, to=TAKE)).text


async def test_the_administrator_hears_of_joins_and_leaves_twice_and_counts_them_once(bal: Scene) -> None:
    """Service message and `chat_member` both tell of it."""
    await bal.ana.promotes(bal.bot, bal.group)
    sam, jo = await bal.telegram.person("Sam"), await bal.telegram.person("Jo")
    await bal.ana.adds(sam, bal.group)
    await bal.ana.adds(jo, bal.group)
    await bal.ana.removes(jo, bal.group)
    await bal.ana.mutes(sam, bal.group)
    await bal.has_heard()
    left = {row["person_id"]: row["left_at"] for row in bal.rows("membership")}
    there = {row["name"]: left[row["person_id"]] is None for row in bal.rows("account")}
    assert (there["Sam"], there["Jo"]) == (True, False)


async def test_the_bot_removed_is_silent_and_added_again_knows_its_tasks(bal: Scene) -> None:
    await bal.asks_for("Salle")
    await bal.ana.removes(bal.bot, bal.group)
    await bal.has_heard()
    assert bal.rows("chat")[0]["gone_at"] is not None
    await bal.ana.adds(bal.bot, bal.group)
    await bal.has_heard()
    assert len(await bal.posted(HELLO)) == 2
    await bal.lea.types("/tache 1", bal.group)
    await bal.has_heard()
    assert len(await bal.posted("#1 Salle")) == 2
    assert len(bal.rows("team")) == 1


async def test_start_makes_reachable_and_a_stranger_learns_nothing(bal: Scene) -> None:
    stranger = await bal.telegram.person("Zoé")
    await stranger.starts(bal.bot)
    await bal.lea.types("/privacy", bal.group)
    await bal.has_heard()
    await bal.lea.starts(bal.bot)
    hello = await bal.lea.is_shown("Léa", bal.bot)
    assert hello.buttons
    reachable = {row["name"]: row["reachable"] for row in bal.rows("account")}
    assert reachable["Léa"]
    assert "Zoé" not in reachable
    assert [each.sender for each in await stranger.sees(bal.bot)] == [stranger.id]


async def test_a_deep_link_brings_its_words_along(bal: Scene) -> None:
    await bal.marc.types("/privacy", bal.group)
    await bal.has_heard()
    await bal.lea.types("/tache Salle @marc", bal.group)
    await bal.shows("#1 Salle")
    await bal.marc.starts(bal.bot, "1")
    asked = await bal.marc.is_shown("Salle", bal.bot)
    await bal.marc.is_answered(await bal.marc.presses(asked.labels[0], asked))
    await bal.has_heard()
    assert [row["consent"] for row in bal.rows("assignment")] == ["accepted"]


async def test_in_private_plain_words_and_commands_are_heard(bal: Scene) -> None:
    await bal.asks_for("Salle")
    await bal.lea.starts(bal.bot)
    await bal.lea.types("prendre 1", bal.bot)
    await bal.shows("Léa")
    await bal.lea.types("Quel temps fait-il ?", bal.bot)
    assert (await bal.lea.is_shown("?", bal.bot)).sender in {bal.lea.id, bal.bot.id}
    await bal.has_heard()
    assert len(bal.rows("assignment")) == 1


async def test_a_caption_counts_as_words_and_a_forwarded_message_as_nobodys(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.has_heard()
    said = await bal.lea.types("/tache Salle", bal.group)
    await bal.shows("#1")
    await bal.marc.forwards(said, bal.group)
    photo = {"caption": "/tache Affiche", "photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}
    await _raw_message(bal, photo)
    await bal.shows("#2")
    assert bal.titles() == ["Salle", "Affiche"]


def _lives_in(scene: Scene, topic: int) -> None:
    """The team talks in one topic of the group."""
    with scene.engine.begin() as rows:
        rows.exec_driver_sql(f"UPDATE chat SET thread = '{topic}'")


async def _raw_message(scene: Scene, content: dict[str, Any]) -> None:
    """A message of Léa's of a kind that people of the server do not write."""
    known = {"id": scene.group.id, "type": "supergroup", "title": "Bal"}
    sender = {"id": scene.lea.id, "is_bot": False, "first_name": "Léa"}
    message = {"message_id": 900, "date": int(scene.clock.now.timestamp()), "chat": known, "from": sender, **content}
    await scene.telegram.do("sends_raw", bot=scene.bot.id, fields={"message": message})
