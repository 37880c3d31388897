"""Groups with topics: what is said in one is answered there, and the group itself takes over where it is gone."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from tests.messengers.telegram_scene import DONE, TAKE, Scene, in_a_group
from tests.telegram_server.people import Telegram
from tests.telegram_server.seen import Seen
from tests.telegram_server.world import GENERAL

WEEK = 7 * 24 * 3600
GROUP = None  # the General topic has no number


@pytest.fixture
async def drinks(forum: Scene) -> int:
    """A topic of the group."""
    return await forum.ana.opens_topic("Buvette", forum.group)


async def digest_after(scene: Scene, seconds: int) -> Seen:
    await scene.passes(seconds)
    (sent,) = scene.rows("letter", kind="digest")
    return next(each for each in await scene.group.messages() if str(each.id) == sent["message_id"])


async def test_a_card_stands_in_the_topic_where_the_task_was_typed_and_stays_there(forum: Scene, drinks: int) -> None:
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    card = await forum.shows("#1 Verres")
    assert card.topic == drinks
    await forum.marc.types("/prendre 1", forum.group)
    changed = await forum.changes(card, to=DONE)
    assert (changed.topic, len(await forum.posted("#1 Verres"))) == (drinks, 1)


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("/tache", "/tache "),  # refused, with an example
        ("/fiat 1", "Était-ce"),  # no command
        ("/fait table", "Quelle tâche"),  # which one?
        ("/tache Les tables", "même chose"),  # look-alike
        ("/aide", "/tache"),
    ],
)
async def test_what_is_typed_in_a_topic_is_answered_there(forum: Scene, drinks: int, typed: str, answered: str) -> None:
    await forum.asks_for("Les tables")
    await forum.asks_for("Tables de la salle")
    before = await forum.lea.sees(forum.group)
    await forum.lea.types(typed, forum.group, topic=drinks)
    await forum.has_heard()
    new = [each for each in (await forum.lea.sees(forum.group)) if each not in before and each.sender == forum.bot.id]
    assert any(answered in each.text for each in new), [each.text for each in new]
    assert {each.topic for each in new} == {drinks}


async def test_the_way_into_the_private_chat_stands_in_the_topic(older: Telegram, engine: Engine) -> None:
    async with in_a_group(older, engine, forum=True) as forum:
        drinks = await forum.ana.opens_topic("Buvette", forum.group)
        await forum.lea.types("/aide", forum.group, topic=drinks)
        assert (await forum.shows("en privé")).topic == drinks


async def test_a_silent_line_says_in_the_topic_that_it_was_heard(forum: Scene, drinks: int) -> None:
    await forum.telegram.do("allows_reactions", chat=forum.group.id, emoji=[])
    said = await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    line = await forum.shows("👍")
    assert (line.topic, line.reply_to) == (drinks, said.id)


async def test_a_task_is_shown_again_where_it_was_asked_for(forum: Scene, drinks: int) -> None:
    old = await forum.asks_for("Verres")
    await forum.lea.types("/tache 1", forum.group, topic=drinks)
    await forum.has_heard()
    assert [each.topic for each in await forum.posted("#1 Verres")] == [GROUP, drinks]
    assert [each.labels for each in await forum.posted("#1 Verres") if each.id == old.id] == [[]]


async def test_a_deleted_card_is_posted_again_in_its_topic(forum: Scene, drinks: int) -> None:
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    await forum.ana.deletes(await forum.shows("#1 Verres"))
    await forum.marc.types("/prendre 1", forum.group)
    assert (await forum.shows("#1 Verres")).topic == drinks


@pytest.mark.parametrize("old", [False, True])
async def test_the_next_one_of_a_task_comes_where_its_card_was_pressed(forum: Scene, drinks: int, old: bool) -> None:
    """Telegram does not say where an old card stands."""
    await forum.lea.types("/tache Verres tous les lundis", forum.group, topic=drinks)
    card = await forum.shows("#1 Verres")
    await forum.marc.presses(TAKE, card)
    await forum.marc.presses(DONE, await forum.changes(card, to=DONE), out_of_reach=old)
    assert (await forum.shows("#2 Verres")).topic == drinks


async def test_the_digest_comes_in_the_group_itself(forum: Scene, drinks: int) -> None:
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    await forum.shows("#1 Verres")
    assert (await digest_after(forum, WEEK)).topic is GROUP


@pytest.mark.parametrize("typed", ["/bilan ici", "/digest here", "/bilan mardi 9:00"])
async def test_the_digest_comes_in_the_topic_that_was_chosen(forum: Scene, drinks: int, typed: str) -> None:
    await forum.asks_for("Verres")
    await forum.ana.types(typed, forum.group, topic=drinks)
    await forum.has_heard()
    assert (await digest_after(forum, WEEK + 24 * 3600)).topic == drinks


async def test_the_digest_comes_back_into_the_group_itself(forum: Scene, drinks: int) -> None:
    await forum.asks_for("Verres")
    await forum.ana.types("/bilan ici", forum.group, topic=drinks)
    await forum.ana.types("/bilan ici", forum.group)
    await forum.has_heard()
    assert (await digest_after(forum, WEEK)).topic is GROUP


async def test_a_digest_that_is_set_in_private_stays_in_its_topic(forum: Scene, drinks: int) -> None:
    await forum.asks_for("Verres")
    await forum.ana.types("/bilan ici", forum.group, topic=drinks)
    await forum.has_heard()
    await forum.ana.starts(forum.bot)
    await forum.ana.types("/bilan mardi 9:00", forum.bot)
    await forum.has_heard()
    assert (await digest_after(forum, WEEK + 24 * 3600)).topic == drinks


@pytest.mark.parametrize("gone", ["deletes_topic", "closes_topic"])
async def test_where_a_topic_is_gone_the_group_itself_has_the_answer(forum: Scene, drinks: int, gone: str) -> None:
    """It was typed while the bot was away, and then the topic went."""
    await forum.goes_away()
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    await forum.lea.types("/fiat 1", forum.group, topic=drinks)
    await forum.telegram.do(gone, by=forum.ana.id, chat=forum.group.id, topic=drinks)
    forum.comes_back()
    await forum.has_heard()
    assert (await forum.shows("#1 Verres")).topic is GROUP
    question = await forum.lea.is_shown("Était-ce", forum.group)
    assert (question.topic, question.reply_to) == (GROUP, None)


async def test_a_card_in_a_topic_that_was_deleted_goes_on_in_the_group_itself(forum: Scene, drinks: int) -> None:
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    await forum.shows("#1 Verres")
    await forum.ana.deletes_topic(drinks, forum.group)
    await forum.marc.types("/prendre 1", forum.group)
    card = await forum.shows("#1 Verres")
    assert card.topic is GROUP
    await forum.marc.presses(DONE, card)
    await forum.changes(card, to="✅")
    assert len(await forum.posted("#1 Verres")) == 1


async def test_a_card_that_cannot_be_changed_in_a_closed_topic_goes_on_in_the_group(forum: Scene, drinks: int) -> None:
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    await forum.shows("#1 Verres")
    await forum.has_heard()
    await forum.ana.closes_topic(drinks, forum.group)
    closed = {"code": 400, "said": "Bad Request: TOPIC_CLOSED"}
    await forum.telegram.do("fails", trouble="refused", method="editMessageText", **closed)
    await forum.marc.types("/prendre 1", forum.group)
    await forum.has_heard()
    assert [each.topic for each in await forum.posted("#1 Verres")] == [drinks, GROUP]


async def test_what_nobody_may_write_is_not_sent_and_nothing_else_waits_for_it(forum: Scene, drinks: int) -> None:
    await forum.ana.promotes(forum.lea, forum.group, rights=["can_manage_topics"])
    await forum.ana.closes_topic(drinks, forum.group)
    await forum.ana.closes_topic(GENERAL, forum.group)
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    await forum.has_heard()
    assert [row["state"] for row in forum.rows("letter", kind="card")] == ["failed"]
    other = await forum.ana.opens_topic("Salle", forum.group)
    await forum.lea.types("/tache Chaises", forum.group, topic=other)
    assert (await forum.shows("#2 Chaises")).topic == other


async def test_the_other_chats_of_a_team_have_no_such_topic(forum: Scene, drinks: int) -> None:
    other = await forum.telegram.group("Bar", forum.ana, forum.bot, forum=True)
    await other.shows("ici Accalmie")
    with forum.engine.begin() as rows:
        rows.exec_driver_sql("UPDATE chat SET team_id = 1")
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    assert ((await forum.shows("#1 Verres")).topic, (await other.shows("#1 Verres")).topic) == (drinks, GROUP)
    await forum.has_heard()
    assert not await forum.sent(chat_id=other.id, message_thread_id=drinks)


async def test_a_topic_that_is_a_chat_of_its_own_stays_one(forum: Scene, drinks: int) -> None:
    with forum.engine.begin() as rows:
        rows.exec_driver_sql(f"UPDATE chat SET thread = '{drinks}'")
    await forum.lea.types("/tache Verres", forum.group, topic=drinks)
    card = await forum.shows("#1 Verres")
    await forum.marc.presses(TAKE, card)
    assert (await forum.changes(card, to=DONE)).topic == drinks
    assert (await digest_after(forum, WEEK)).topic == drinks
