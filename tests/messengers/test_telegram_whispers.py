"""What one person alone sees in the group: answers to those who typed there."""

from __future__ import annotations

from sqlalchemy import Engine

from tests.messengers.telegram_scene import Scene, in_a_group
from tests.telegram_server.people import Someone, Telegram
from tests.telegram_server.seen import Seen


async def whispered(bal: Scene, to: Someone) -> list[Seen]:
    seen = await to.sees(bal.group)
    return [each for each in seen if each.ephemeral_id is not None and each.sender == bal.bot.id]


async def pressed_start(bal: Scene, who: Someone) -> None:
    await bal.asks_for("Salle", by=who)
    await who.starts(bal.bot)
    await bal.has_heard()


async def test_a_mistake_is_told_to_whoever_made_it_and_to_nobody_else(bal: Scene) -> None:
    await bal.lea.types("/fait 99", bal.group)
    await bal.has_heard()
    (said,) = await whispered(bal, bal.lea)
    assert "99" in said.text
    assert await whispered(bal, bal.marc) == []
    assert not [text for text in await bal.said() if "99" in text]


async def test_whoever_never_pressed_start_reads_their_tasks_in_the_group(bal: Scene) -> None:
    await bal.lea.types("/tache Salle moi", bal.group)
    await bal.lea.types("/taches moi", bal.group)
    await bal.has_heard()
    (said,) = await whispered(bal, bal.lea)
    assert "Salle" in said.text
    assert (await bal.lea.sees(bal.bot)) == []


async def test_a_button_below_a_whisper_works(bal: Scene) -> None:
    for title in ("Salle", "Tables"):
        await bal.lea.types(f"/tache {title} moi", bal.group)
    await bal.lea.types("/fait", bal.group)
    await bal.has_heard()
    (said,) = await whispered(bal, bal.lea)
    await bal.lea.is_answered(await bal.lea.presses(next(each for each in said.labels if "Tables" in each), said))
    await bal.has_heard()
    assert [row["state"] for row in bal.rows("task")] == ["open", "done"]


async def test_a_private_matter_is_answered_where_only_one_person_sees_it(bal: Scene) -> None:
    await bal.lea.types("/refuser 7", bal.group)
    await bal.has_heard()
    (said,) = await whispered(bal, bal.lea)
    assert "7" in said.text


async def test_what_was_typed_a_while_ago_is_answered_in_private_where_that_is_possible(bal: Scene) -> None:
    await pressed_start(bal, bal.lea)
    bal.clock.now = bal.clock.now.replace(hour=12)  # the bot was away
    await bal.lea.types("/fait 99", bal.group)
    assert (await bal.lea.is_shown("99", bal.bot)).reply_to is None  # the group's numbers mean nothing there
    assert await whispered(bal, bal.lea) == []


async def test_where_the_group_refuses_it_is_said_in_private(bal: Scene) -> None:
    await pressed_start(bal, bal.lea)
    where = {"chat_id": bal.group.id}
    how = {"trouble": "refused", "code": 400, "said": "Bad Request: USER_NOT_PARTICIPANT", "where": where}
    await bal.telegram.do("fails", method="sendMessage", **how)
    await bal.lea.types("/fait 99", bal.group)
    await bal.lea.is_shown("99", bal.bot)


async def test_a_command_that_nobody_else_saw_is_answered_the_same_way(bal: Scene) -> None:
    await bal.lea.types("/tache Salle moi", bal.group)
    await bal.lea.types("/taches moi", bal.group, only_to=bal.bot)
    await bal.has_heard()
    assert "Salle" in (await whispered(bal, bal.lea))[-1].text


async def test_an_older_server_shows_nothing_for_all_to_see_that_is_for_one(older: Telegram, engine: Engine) -> None:
    async with in_a_group(older, engine) as bal:
        await bal.lea.types("/refuser 7", bal.group)
        await bal.lea.types("/aide", bal.group)
        await bal.has_heard()
        assert not any("ephemeral_message_parameters" in call["given"] for call in await bal.telegram.calls())
        assert await whispered(bal, bal.lea) == []
        assert "en privé" in (await bal.said())[-1]


async def test_a_host_can_do_without(telegram_here: Telegram, engine: Engine) -> None:
    async with in_a_group(telegram_here, engine, whispers=False) as bal:
        await bal.lea.types("/fait 99", bal.group)
        await bal.shows("99")
        assert await whispered(bal, bal.lea) == []


async def test_whoever_floods_the_group_is_told_once_alone_and_the_others_are_served(bal: Scene) -> None:
    for number in range(110):
        await bal.marc.types(f"/tache Affiche {number}", bal.group)
    said = await bal.lea.types("/tache Salle", bal.group)

    async def is_there() -> bool:
        return "Salle" in bal.titles()

    await bal.telegram.until(is_there)
    await bal.has_heard()
    assert len(bal.titles()) == 100 + 1
    for _ in range(6):  # Telegram takes no more than twenty cards a minute in a group
        await bal.passes(60)
    await bal.is_acknowledged(said)
    told = [each for each in await whispered(bal, bal.marc) if "beaucoup d'un coup" in each.text]
    assert len(told) == 1
    assert not [text for text in await bal.said() if "beaucoup d'un coup" in text]
