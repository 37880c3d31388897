"""Files of /export as people get them on Telegram: asked in the group, pressed there, and read in private alone."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from tests.messengers.telegram_scene import Scene
from tests.messengers.test_telegram_whispers import whispered
from tests.telegram_server.seen import Seen


async def documents(bal: Scene) -> list[Seen]:
    return [each for each in await bal.ana.sees(bal.bot) if "document" in each.extra]


async def test_what_is_asked_in_the_group_comes_in_private_with_its_words_below(bal: Scene) -> None:
    await bal.ana.starts(bal.bot)
    await bal.lea.types("/tache Réserver la <salle> & la sono", bal.group)
    await bal.ana.types("/exporter", bal.group)
    await bal.has_heard()
    (asked,) = await whispered(bal, bal.ana)
    assert asked.labels[0] == "Tableur"
    await bal.ana.is_answered(await bal.ana.presses("Tableur", asked))
    await bal.has_heard()
    (sent,) = await documents(bal)
    assert sent.extra["document"]["file_name"] == "suivi-bal-2026-03-02.xlsx"
    assert sent.extra["caption"].startswith("Voici le tableur")
    content = await bal.telegram.content(bal.bot.token, sent.extra["document"]["file_id"])
    assert load_workbook(io.BytesIO(content))["Tâches"]["B2"].value == "Réserver la <salle> & la sono"
    assert not [each for each in await bal.group.messages() if "document" in each.extra]


async def test_a_file_whose_answer_is_lost_comes_again(bal: Scene) -> None:
    await bal.ana.starts(bal.bot)
    await bal.telegram.do("fails", trouble="refused", method="sendDocument", times=1, code=500, said="Internal")
    await bal.ana.types("/exporter csv", bal.bot)
    await bal.has_heard()
    assert await documents(bal) == []
    await bal.passes(60)
    await bal.has_heard()
    assert len(await documents(bal)) == 1


async def test_whoever_never_wrote_to_the_bot_gets_a_way_in_instead(bal: Scene) -> None:
    await bal.ana.types("/exporter csv", bal.group)
    await bal.has_heard()
    (told,) = await whispered(bal, bal.ana)
    assert "document" not in told.extra
    assert "Voici" not in told.text
