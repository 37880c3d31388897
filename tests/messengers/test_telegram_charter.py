"""A charter as people read it on Telegram, however long it is."""

from __future__ import annotations

from tests.messengers.telegram_scene import Scene
from tests.messengers.test_telegram_whispers import whispered

RULES = [f"{number}. Une règle <b>de plus</b> & un 🌈, https://example.org/{number}" for number in range(1, 131)]


async def holds(bal: Scene) -> None:
    """More than a message holds: Ana writes it in two."""
    half = len(RULES) // 2
    await bal.ana.starts(bal.bot)
    for line, rules in (("/charte", RULES[:half]), ("/charte ajouter", RULES[half:])):
        typed = "\n".join([line, *rules])
        assert 2000 < len(typed) < 4096
        await bal.ana.types(typed, bal.bot)
        await bal.has_heard()
        await bal.ana.presses("La mettre en vigueur", await bal.ana.is_shown("d'avant restent lisibles", bal.bot))
        await bal.has_heard()


async def test_a_long_one_is_read_whole_in_private_and_in_the_group_by_one_person_alone(bal: Scene) -> None:
    await bal.asks_for("Salle", bal.lea)
    await holds(bal)
    await bal.lea.starts(bal.bot)
    await bal.has_heard()
    before = len(await bal.lea.sees(bal.bot))
    await bal.lea.types("/charte", bal.bot)
    await bal.lea.is_shown(RULES[-1], bal.bot)
    await bal.has_heard()
    shown = [each.text for each in (await bal.lea.sees(bal.bot))[before:] if each.sender == bal.bot.id]
    assert len(shown) == 2
    assert "\n".join(shown).split("\n")[1:] == RULES
    await bal.lea.types("/charte", bal.group)
    await bal.has_heard()
    aside = [each.text for each in await whispered(bal, bal.lea)]
    assert "\n".join(aside).split("\n")[-len(RULES) :] == RULES
    assert not await bal.posted("Une règle")
    assert await whispered(bal, bal.marc) == []
