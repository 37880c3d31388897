"""How things stand in a group: who coordinates there, and what the bot may hear and do."""

from __future__ import annotations

from bot.messengers.telegram.standings import MOST_STRANGERS
from tests.messengers.telegram_scene import Scene

_DAY = 24 * 3600


async def whispers(bal: Scene, words: str) -> str:
    """Ana writes to the bot in private; what it answers."""
    await bal.ana.starts(bal.bot)
    await bal.has_heard()
    before = len(await bal.ana.sees(bal.bot))
    await bal.ana.types(words, bal.bot)
    await bal.has_heard()
    return "\n".join(each.text for each in (await bal.ana.sees(bal.bot))[before:] if each.sender == bal.bot.id)


def quiet(bal: Scene) -> object:
    return bal.rows("chat")[0]["quiet"]


async def test_an_administrator_coordinates_in_private_too_however_long_ago_the_group_spoke(bal: Scene) -> None:
    before = quiet(bal)
    await bal.passes(3 * _DAY)
    await whispers(bal, "/calme 20:00-09:00")
    assert quiet(bal) != before


async def test_who_administers_the_group_no_more_coordinates_no_more_in_private(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group)  # so that it is told of changes
    await bal.ana.promotes(bal.lea, bal.group)
    await bal.lea.starts(bal.bot)
    await bal.lea.types("/calme 20:00-09:00", bal.bot)
    await bal.has_heard()
    before = quiet(bal)
    await bal.ana.demotes(bal.lea, bal.group)
    await bal.lea.types("/calme 19:00-09:00", bal.bot)
    await bal.has_heard()
    assert quiet(bal) == before


async def test_whoever_only_read_so_far_is_known_once_they_press_start(bal: Scene) -> None:
    await bal.marc.starts(bal.bot)
    assert "Marc" in (await bal.marc.is_shown("/taches moi", bal.bot)).text
    await bal.lea.types("/tache Salle @marc", bal.group)
    await bal.marc.is_shown("Salle", bal.bot)


async def test_a_stranger_who_presses_start_learns_nothing_and_is_nobody(bal: Scene) -> None:
    zoe = await bal.telegram.person("Zoé")
    await zoe.starts(bal.bot)
    for _ in range(5):
        await zoe.types("/aide", bal.bot)
    await bal.has_heard()
    assert len(await bal.sent("getChatMember")) == 1, "however much they write, Telegram is not asked each time"
    assert [each for each in await zoe.sees(bal.bot) if each.sender == bal.bot.id] == []
    assert "Zoé" not in [row["name"] for row in bal.rows("account")]


async def test_of_many_strangers_a_few_are_looked_for_at_a_time(bal: Scene) -> None:
    for number in range(MOST_STRANGERS + 8):
        stranger = await bal.telegram.person(f"Zoé {number}")
        await stranger.starts(bal.bot)
    await bal.has_heard()
    assert len(await bal.sent("getChatMember")) == MOST_STRANGERS
    assert (await bal.asks_for("Salle", by=bal.marc)).text.startswith("#1 ")


async def test_an_administrator_who_remains_anonymous_is_named_to_nobody(bal: Scene) -> None:
    await bal.ana.promotes(bal.bot, bal.group)
    await bal.asks_for("Salle", by=bal.marc)
    await bal.ana.promotes(bal.marc, bal.group, anonymous=True)
    await bal.lea.types("/etat", bal.group)
    await bal.has_heard()
    said = [each.text for each in await bal.lea.sees(bal.group) if "Où j'en suis" in each.text]
    assert said
    assert not any("Marc" in text for text in said)


async def test_status_says_what_privacy_mode_prevents_and_how_to_change_it(bal: Scene) -> None:
    said = await whispers(bal, "/etat")
    assert "comme /tache, sans accent. Rien d'autre ne m'arrive ici" in said
    assert "Je ne vois pas les réactions" in said
    assert "Je ne peux pas effacer" in said
    assert "ajoute-moi sous «\N{NO-BREAK SPACE}Administrateurs\N{NO-BREAK SPACE}»" in said


async def test_an_administrator_that_may_delete_misses_nothing(bal: Scene) -> None:
    assert "sans accent" in await whispers(bal, "/etat")
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    said = await whispers(bal, "/etat")
    assert "et à @accalmie_bot" in said
    assert "Administrateurs" not in said


async def test_status_says_that_messages_were_refused(bal: Scene) -> None:
    await bal.ana.mutes(bal.bot, bal.group)
    await bal.lea.types("/tache Salle", bal.group)
    await bal.has_heard()
    assert "n'a pas pu paraître ici" in await whispers(bal, "/etat")


async def test_a_private_matter_typed_in_the_group_disappears_where_the_bot_may_delete(bal: Scene) -> None:
    await bal.asks_for("Salle", bal.marc)
    await bal.lea.types("/proposer 1 @marc", bal.group)
    await bal.has_heard()
    typed = await bal.marc.types("/refuser 1", bal.group)
    await bal.has_heard()
    assert typed.id in [each.id for each in await bal.group.messages()]
    await bal.ana.promotes(bal.bot, bal.group, rights=["can_delete_messages"])
    await bal.lea.types("/proposer 1 @marc", bal.group)
    await bal.has_heard()
    assert len(bal.rows("assignment")) == 1
    typed = await bal.marc.types("/refuser 1", bal.group)
    await bal.has_heard()
    assert typed.id not in [each.id for each in await bal.group.messages()]
    assert bal.rows("assignment") == []
