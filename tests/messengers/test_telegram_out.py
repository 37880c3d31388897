"""What leaves for Telegram: sound or silence, cards in their place, topics, private letters, and what is refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.departure import Button, Departure
from bot.messengers import NotSent, TryLater, Unreachable
from bot.messengers.telegram.pace import Pace
from bot.speech import Run, Speech, SpokenLine
from domain.document import Style, says
from domain.letter import Kind
from storage import teams
from tests.messengers.telegram_scene import DONE, TAKE, Scene
from tests.telegram_server.seen import Seen
from tests.telegram_server.text import units
from tests.telegram_server.world import GENERAL


async def test_names_and_titles_are_shown_as_they_are(bal: Scene) -> None:
    sam = await bal.telegram.person("Sam <i>&", last_name='"Q"')
    await sam.joins(bal.group)
    card = await bal.asks_for("Salle <b>A</b> & l'« entrée » &lt; A3", by=sam)
    assert card.text.startswith("#1 Salle <b>A</b> & l'« entrée » &lt; A3")
    await sam.presses(TAKE, card)
    assert 'Sam <i>& "Q"' in (await bal.changes(card, to=DONE)).text


async def test_a_time_is_shown_by_each_readers_app_in_their_zone(bal: Scene) -> None:
    await bal.lea.types("/tache Salle vendredi 18h", bal.group)
    card = await bal.shows("#1 Salle")
    (moment,) = [each for each in card.entities if each["type"] == "date_time"]
    assert datetime.fromtimestamp(moment["unix_time"], UTC) == datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert moment["date_time_format"] == "wdt"
    assert "ven. 6 mars à 18:00" in card.text


async def test_a_server_that_knows_no_times_gets_words(bal: Scene) -> None:
    unknown = 'Bad Request: can\'t parse entities: Unsupported start tag "tg-time" at byte offset 20'
    await bal.telegram.do("fails", trouble="refused", method="sendMessage", code=400, said=unknown)
    await bal.lea.types("/tache Salle vendredi 18h", bal.group)
    card = await bal.shows("#1 Salle")
    assert "ven. 6 mars à 18:00" in card.text
    assert "date_time" not in [each["type"] for each in card.entities]


async def test_buttons_have_the_colours_of_what_they_do(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    assert _colours(card)[TAKE] == "primary"
    await bal.lea.types("/prendre 1", bal.group)
    assert _colours(await bal.changes(card, to=DONE))[DONE] == "success"


def _colours(card: Seen) -> dict[str, str | None]:
    return {button["text"]: button.get("style") for row in card.buttons for button in row}


async def test_cards_and_the_welcome_make_no_sound(bal: Scene) -> None:
    await bal.asks_for("Salle")
    messages = await bal.group.messages()
    assert [each.silent for each in messages if each.sender == bal.bot.id and not each.service] == [True, True]


async def test_a_private_proposal_rings(bal: Scene) -> None:
    await _reachable_marc(bal)
    await bal.lea.types("/tache Salle @marc", bal.group)
    await bal.shows("#1 Salle")
    asked = await bal.marc.is_shown("Salle", bal.bot)
    assert not asked.silent
    await bal.marc.is_answered(await bal.marc.presses(asked.labels[0], asked))
    await bal.changes(await bal.shows("#1"), to=DONE)


@pytest.mark.parametrize("sound", [True, False])
async def test_a_letter_rings_as_its_departure_says(bal: Scene, sound: bool) -> None:
    await bal.messenger.send(_letter(bal, ["Bonjour"], sound=sound))
    assert (await bal.shows("Bonjour")).silent is not sound


async def test_a_long_letter_is_cut_between_sections_and_its_last_part_has_the_buttons(bal: Scene) -> None:
    sections = [line for n in range(4) for line in (f"# Partie {n}", *[f"{n}.{k} " + "🥚" * 45 for k in range(15)])]
    await bal.messenger.send(_letter(bal, sections, sound=True, buttons=("Vu",)))
    parts = await bal.posted("Partie")
    assert [part.text.split("\n")[0] for part in parts] == ["Partie 0", "Partie 2"]
    assert [part.labels for part in parts] == [[], ["Vu"]]
    assert [part.silent for part in parts] == [False, True]
    assert all(units(part.text) <= 4096 for part in parts)


async def test_a_long_letter_that_breaks_off_goes_on_where_it_was(bal: Scene) -> None:
    letter = _letter(bal, [f"{n} " + "x" * 4000 for n in range(3)])
    await bal.telegram.do("fails", trouble="html_error", method="sendMessage", code=502, after=1)
    with pytest.raises(NetworkError):
        await bal.messenger.send(letter)
    await bal.messenger.send(letter)
    assert [part.text[0] for part in await bal.posted("xxx")] == ["0", "1", "2"]


async def test_not_modified_is_success(bal: Scene) -> None:
    message = await bal.messenger.send(_letter(bal, ["Carte"]))
    edit = replace(_letter(bal, ["Carte"]), edits=1, edits_message=message)
    assert await bal.messenger.send(edit) == message
    assert await bal.messenger.send(edit) == message


async def test_a_deleted_card_is_posted_again_silently_and_its_buttons_count(bal: Scene) -> None:
    card = await bal.asks_for("Salle")
    await bal.ana.deletes(card)
    await bal.marc.types("/prendre 1", bal.group)
    again = await bal.shows("#1 Salle")
    assert (again.id != card.id, again.silent, again.labels) == (True, True, [DONE])
    await bal.has_heard()
    await bal.marc.is_answered(await bal.marc.presses(DONE, again))
    done = await bal.changes(again, to="✅")
    assert done.id == again.id
    assert len(await bal.posted("#1 Salle")) == 1, "the next change is an edit of the new one"


@pytest.mark.parametrize("allowed", [[], ["🔥"]])
async def test_where_reactions_are_not_allowed_a_silent_line_says_it(bal: Scene, allowed: list[str]) -> None:
    await bal.telegram.do("allows_reactions", chat=bal.group.id, emoji=allowed)
    said = await bal.lea.types("/tache Salle", bal.group)
    line = await bal.shows("👍")
    assert (line.silent, line.reply_to) == (True, said.id)


async def test_a_message_that_was_deleted_needs_no_acknowledgement(bal: Scene) -> None:
    await bal.telegram.do("fails", trouble="refused", method="setMessageReaction", code=400, said=_GONE)
    await bal.asks_for("Salle")
    await bal.has_heard()
    assert [row["state"] for row in bal.rows("letter", kind="ack")] == ["sent"]


async def test_an_answer_to_a_message_that_is_gone_is_sent_all_the_same(bal: Scene) -> None:
    await bal.messenger.send(replace(_letter(bal, ["Bonjour"]), reply_to="4321"))
    assert (await bal.shows("Bonjour")).reply_to is None


async def test_letters_go_into_the_topic_and_into_the_group_where_it_is_gone(forum: Scene) -> None:
    topic = await forum.ana.opens_topic("Salle", forum.group)
    with forum.engine.begin() as rows:
        rows.exec_driver_sql(f"UPDATE chat SET thread = '{topic}'")
    await forum.lea.types("/tache Chaises", forum.group, topic=topic)
    assert (await forum.shows("#1")).topic == topic
    await forum.telegram.do("deletes_topic", by=forum.ana.id, chat=forum.group.id, topic=topic)
    assert not await forum.posted("#1")
    await forum.messenger.send(_letter(forum, ["Bonjour"]))
    assert (await forum.shows("Bonjour")).topic is None


async def test_a_group_whose_topics_are_all_closed_refuses_for_good(forum: Scene) -> None:
    topic = await forum.ana.opens_topic("Salle", forum.group)
    with forum.engine.begin() as rows:
        rows.exec_driver_sql(f"UPDATE chat SET thread = '{topic}'")
    await forum.ana.closes_topic(topic, forum.group)
    await forum.messenger.send(_letter(forum, ["Bonjour"]))
    assert (await forum.shows("Bonjour")).topic is None
    await forum.ana.closes_topic(GENERAL, forum.group)
    with pytest.raises(NotSent):
        await forum.messenger.send(_letter(forum, ["Bonsoir"]))


async def test_who_blocked_the_bot_is_out_of_reach_until_they_come_back(bal: Scene) -> None:
    await _reachable_marc(bal)
    await bal.telegram.do("fails", trouble="refused", method="sendMessage", **_BLOCKED, where={"chat_id": bal.marc.id})
    await bal.lea.types("/tache Salle @marc", bal.group)
    await bal.shows("#1 Salle")
    await bal.has_heard()
    assert not _marc(bal)["reachable"]
    before = len(await bal.sent(chat_id=bal.marc.id))
    for _ in range(3):
        await bal.passes(3600)
    assert len(await bal.sent(chat_id=bal.marc.id)) == before
    await bal.marc.starts(bal.bot)
    await bal.has_heard()
    assert _marc(bal)["reachable"]


async def test_who_never_wrote_to_the_bot_is_out_of_reach(bal: Scene) -> None:
    stranger = await bal.telegram.person("Zoé")
    for account in (str(stranger.id), str(bal.lea.id), "42"):
        with pytest.raises(Unreachable):
            await bal.messenger.send(replace(_letter(bal, ["Bonjour"]), chat=None, account=account))


async def test_a_group_without_the_bot_or_its_right_to_write_refuses(bal: Scene) -> None:
    await bal.ana.mutes(bal.bot, bal.group)
    with pytest.raises(NotSent):
        await bal.messenger.send(_letter(bal, ["Bonjour"]))
    await bal.ana.removes(bal.bot, bal.group)
    with pytest.raises(NotSent):
        await bal.messenger.send(_letter(bal, ["Bonjour"]))
    await bal.messenger.leave(_letter(bal, []).chat.place)  # type: ignore[union-attr]


async def test_labels_are_whole_whatever_their_length(bal: Scene) -> None:
    labels = ("Oui", "Non", "Je m'en occupe avec quelqu'un d'autre", "É" * 60)
    await bal.messenger.send(_letter(bal, ["Bonjour"], buttons=labels))
    rows = (await bal.shows("Bonjour")).buttons
    assert [button["text"] for row in rows for button in row] == list(labels)
    assert len(rows[0]) == 2


# ---- pace


async def test_a_burst_leaves_at_once_and_the_next_message_waits() -> None:
    pace = Pace()
    for _ in range(3):
        await pace.wait("-1")
    assert pace._pause("-1", _loop_time()) > 1
    assert pace._pause("7", _loop_time()) <= 0


async def test_a_long_wait_is_no_waiting_and_nobody_overtakes() -> None:
    pace = Pace()
    pace.hold("-1", timedelta(hours=2))
    waits = []
    for _ in range(3):
        with pytest.raises(TryLater) as told:
            await pace.wait("-1")
        waits.append(told.value.after)
    assert waits == sorted(set(waits))
    assert waits[0] > timedelta(minutes=119)
    await pace.wait("-2")


async def test_a_reaction_counts_among_all_that_is_sent_and_waits_only_where_telegram_said_so() -> None:
    pace = Pace()
    for _ in range(20):
        pace._count("-1", _loop_time())
    with pytest.raises(TryLater):
        await pace.wait("-1")
    for _ in range(3):
        await pace.wait_lightly("-1")
    for _ in range(7):
        pace._count("-2", _loop_time())
    assert pace._pause("-3", _loop_time()) > 0, "thirty a second in all"
    pace.hold("-1", timedelta(hours=2))
    with pytest.raises(TryLater) as told:
        await pace.wait_lightly("-1")
    assert told.value.after > timedelta(minutes=119)


async def test_twenty_a_minute_in_a_group_and_no_limit_of_that_kind_in_private() -> None:
    pace = Pace()
    now = _loop_time()
    for chat in ("-1", "7"):
        for n in range(20):
            pace._count(chat, now - 40 + n)
    assert 19 < pace._pause("-1", now) <= 20
    assert pace._pause("7", now) <= 0
    for n in range(1500):  # many chats, long ago and now
        pace._count(str(n), now - 61 + n / 20)
    assert len(pace._chats) < 1500


async def test_an_answer_finds_room_among_digests_by_the_thousand() -> None:
    pace = Pace()
    digests = [asyncio.create_task(pace.wait_unhurried(f"-{n}")) for n in range(1, 60)]
    await asyncio.gather(*digests[:20])
    assert pace._pause("-2000", _loop_time()) <= 0
    assert not digests[-1].done()
    for each in digests:
        each.cancel()


async def test_a_digest_whose_chat_has_to_rest_holds_up_no_other() -> None:
    pace = Pace()
    for _ in range(3):
        await pace.wait("-1")
    rests = asyncio.create_task(pace.wait_unhurried("-1"))
    await asyncio.sleep(0)
    await pace.wait_unhurried("-2")
    assert not rests.done()
    rests.cancel()


# ---- what lies behind

_GONE = "Bad Request: message to react not found"
_BLOCKED: dict[str, Any] = {"code": 403, "said": "Forbidden: bot was blocked by the user"}


def _loop_time() -> float:
    return asyncio.get_running_loop().time()


def _marc(scene: Scene) -> dict[str, Any]:
    return scene.rows("account", name="Marc")[0]


async def _reachable_marc(scene: Scene) -> None:
    await scene.marc.types("/privacy", scene.group)
    await scene.has_heard()
    await scene.marc.starts(scene.bot)
    await scene.marc.is_shown("Marc", scene.bot)


def _letter(scene: Scene, lines: list[str], *, sound: bool = False, buttons: tuple[str, ...] = ()) -> Departure:
    """A letter to the group; a line that begins with `# ` is a heading."""
    number = scene.rows("chat")[0]["id"]
    with scene.engine.begin() as rows:
        chat = teams.chat_by_id(rows, number)
    spoken = tuple(
        SpokenLine((Run(each.removeprefix("# ")),), Style.HEADING if each.startswith("# ") else Style.PLAIN)
        for each in lines
    )
    return Departure(
        letter=1,
        key="1",
        at=scene.clock.now,
        kind=Kind.ANSWER,
        sound=sound,
        document=says("ack"),
        speech=Speech(spoken),
        buttons=tuple(Button(n, label, "help", None) for n, label in enumerate(buttons, 1)),
        team=chat.team,
        messenger="telegram",
        chat=chat,
        member=None,
        account="",
        about=None,
        edits=None,
        edits_message=None,
        reply_to=None,
        attempts=1,
        fleeting=False,
    )
