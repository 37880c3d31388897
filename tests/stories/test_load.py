"""What is promised and what is there: one's own in private, the group's totals in the chat, and nobody's hours ever."""

from __future__ import annotations

import re
from collections.abc import Awaitable

import pytest

from bot.departure import Departure
from bot.messengers import NotSent
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
FIVE = ("Léa", "Marc", "Sam", "Inès", "Yann")
PNG = b"\x89PNG\r\n\x1a\n"


def text(*letters: Departure) -> str:
    return "\n".join(letter.speech.plain for letter in letters).replace("\u00a0", " ")


@pytest.fixture
async def group(stage: Stage) -> Scene:
    """Five people gave seven hours a week each; Léa and Marc promised something."""
    scene = await stage(members=FIVE)
    for who in FIVE:
        await scene.whispers(who, "/dispo 7h")
    await scene.says("Léa", "/tache Décorer moi dimanche ~14h")
    await scene.says("Marc", "/tache Chanter moi avant dimanche 15 mars ~28h x2")
    await scene.says("Sam", "/tache Sono moi")
    return scene


async def test_typed_in_the_group_the_totals_stand_in_the_chat_silently_with_a_picture(group: Scene) -> None:
    left = await group.says("Léa", "/forces")
    assert kinds(left) == [("ack", "bal", False), ("answer", "bal", False)]
    said = text(left[1])
    assert "02 mars 21 sur 35 h" in said
    assert "09 mars  7 sur 35 h" in said
    assert "28 h promises, sur 280 h disponibles" in said or "29 h promises" in said
    assert "À prendre encore : 14 h" in said
    assert {"load-assumed", "load-undated", "load-whole-hours", "load-whose"} <= set(keys(left[1]))
    assert left[1].file is not None
    assert left[1].file.content.startswith(PNG)
    assert left[1].file.alt
    assert offers(left[1]) == []


async def test_the_weeks_add_up_to_what_is_said_in_all(group: Scene) -> None:
    said = text((await group.says("Léa", "/forces"))[1])
    weeks = re.findall(r"^\d\d \S+ +(\d+) sur +(\d+) h", said, re.M)
    assert len(weeks) == 8
    whole = re.search(r"(\d+) h promises, sur (\d+) h", said)
    assert whole is not None
    assert [str(sum(int(week[place]) for week in weeks)) for place in (0, 1)] == list(whole.groups())


async def test_a_chat_gets_them_once_a_day_and_whoever_asks_again_alone(group: Scene) -> None:
    await group.says("Léa", "/forces")
    left = await group.says("Marc", "/forces")
    assert ("answer", "bal", False) not in kinds(left)
    assert [receiver(d) for d in left if d.kind is Kind.ANSWER] == ["Marc"]
    assert left[-1].file is not None
    await group.at("tue 10:00")
    assert ("answer", "bal", False) in kinds(await group.says("Marc", "/forces"))


async def test_a_silent_chat_gets_none(group: Scene) -> None:
    await group.says("Ana", "/reglages parole discret")
    left = await group.says("Léa", "/forces")
    assert [receiver(d) for d in left if d.kind is Kind.ANSWER] == ["Léa"]


async def test_in_private_ones_own_weeks_come_first_and_the_group_below(group: Scene) -> None:
    (answer,) = await group.whispers("Léa", "/forces")
    said = text(answer)
    assert said.startswith("Tes huit semaines à venir\n02 mars 14 sur 7 h ████!!!!\n09 mars  0 sur 7 h ░░░░")
    assert "que de temps la semaine du lun. 2 mars" in said
    assert "sur 280 h disponibles" in said.partition("Le groupe")[2]
    assert offers(answer) == ["hours", "load group"]
    assert answer.file is not None
    (totals,) = await group.presses("Léa", "load group", private=True)
    assert "02 mars 21 sur 35 h" in text(totals)
    assert "280" in text(await _only(group.whispers("Ana", "/load group")))


async def _only(left: Awaitable[list[Departure]]) -> Departure:
    (letter,) = await left
    return letter


async def test_of_fewer_than_five_nothing_is_told_not_even_how_many(group: Scene) -> None:
    before = [text(d) for d in await group.whispers("Ana", "/forces groupe")]
    await group.whispers("Yann", "/dispo non")
    told = []
    for who in ("Sam", "Inès", "Marc"):
        (answer,) = await group.whispers("Ana", "/forces groupe")
        assert (keys(answer), answer.file) == (["load-not-yet"], None)
        told.append(text(answer))
        left = await group.says("Léa", "/forces")
        assert ("answer", "bal", False) not in kinds(left)
        await group.whispers(who, "/dispo non")
    assert len(set(told)) == 1
    assert before[0] != told[0]


async def test_absences_are_days_of_none(group: Scene) -> None:
    await group.whispers("Yann", "/absent jusqu'au 16 mars")
    said = text((await group.says("Léa", "/forces"))[1])
    assert "02 mars 21 sur 28 h" in said
    assert "09 mars  7 sur 28 h" in said
    assert "16 mars  0 sur 35 h" in said


async def test_a_proposal_is_no_promise_and_what_is_done_counts_no_more(group: Scene) -> None:
    await group.says("Léa", "/tache Balayer @Inès dimanche ~5h")
    assert "0 sur 7 h" in text(await _only(group.whispers("Inès", "/forces moi")))
    await group.whispers("Inès", "/accepter 4")
    assert "02 mars 5 sur 7 h" in text(await _only(group.whispers("Inès", "/forces moi")))
    await group.says("Inès", "/fait 4")
    assert "02 mars 0 sur 7 h" in text(await _only(group.whispers("Inès", "/forces moi")))


async def test_what_a_task_counts_that_says_nothing_is_set_by_coordinators(group: Scene) -> None:
    said = text(await _only(group.whispers("Sam", "/forces moi")))
    assert "Une tâche ne dit pas combien de temps elle demande : elle compte 1 h." in said
    assert keys(*await group.whispers("Sam", "/reglages effort 2h")) == ["refusal-coordinators"]
    await group.whispers("Ana", "/reglages effort 16h")
    assert "02 mars 2 sur 7 h" in text(await _only(group.whispers("Sam", "/forces moi")))
    (asked,) = await group.whispers("Ana", "/reglages effort")
    assert offers(asked) == [f"settings effort {each}" for each in ("30min", "60min", "120min", "off")]
    await group.presses("Ana", "settings effort off", private=True)
    said = text(await _only(group.whispers("Sam", "/forces moi")))
    assert "et ne compte pas" in said
    assert "02 mars 0 sur 7 h" in said
    for wrong in ("beaucoup", "2-4h", "90h", "-1"):
        assert keys(*await group.whispers("Ana", f"/reglages effort {wrong}"))[0] == "refusal-effort"


async def test_who_said_no_hours_sees_what_they_promised_alone(stage: Stage) -> None:
    scene = await stage()
    (answer,) = await scene.whispers("Léa", "/forces")
    assert keys(answer)[:3] == ["load-title", "load-nothing", "load-no-hours"]
    assert answer.file is None
    await scene.says("Léa", "/tache Décorer moi dimanche ~3h")
    (answer,) = await scene.whispers("Léa", "/forces")
    assert "02 mars 3 h ████████" in text(answer)
    assert "disponible" not in text(answer)
    assert answer.file is not None


async def test_an_old_command_posts_nothing_in_the_chat(group: Scene) -> None:
    left = await group.says("Léa", "/forces", ago="2d")
    assert ("answer", "bal", False) not in kinds(left)
    assert [d.file for d in await group.waits("10m") if d.kind is Kind.ANSWER] == [None]


# ---- the picture is beside the words, and never before them


async def test_a_picture_that_cannot_be_made_does_not_stop_the_words(
    group: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> bytes:
        raise RuntimeError("no picture")

    monkeypatch.setattr("bot.pictures.drawing.png", broken)
    left = await group.says("Léa", "/forces")
    assert kinds(left)[-1] == ("answer", "bal", False)
    assert left[-1].file is None
    assert group.faults
    group.faults.clear()


async def test_a_picture_that_is_refused_does_not_stop_the_words(group: Scene) -> None:
    group.notebook.troubles["a file"] = NotSent("no pictures here")
    (answer,) = await group.whispers("Léa", "/forces")
    assert "02 mars 14 sur 7 h" in text(answer)
    assert answer.file is None


async def test_a_picture_that_never_arrives_does_not_stop_the_words(group: Scene) -> None:
    group.notebook.troubles["a file"] = TimeoutError()
    assert await group.whispers("Léa", "/forces") == []
    left = await group.waits("5m")
    assert [d.file for d in left] == [None]
    group.faults.clear()


async def test_in_english_the_weeks_read_the_same(stage: Stage) -> None:
    scene = await stage(language="en", members=FIVE)
    for who in FIVE:
        await scene.whispers(who, "/hours 2-4h")
    await scene.whispers("Léa", "/hours week of 9 march 0")
    await scene.says("Léa", "/task Decorate me by sunday ~14h")
    said = text((await scene.says("Léa", "/load"))[1])
    assert said.startswith("The group's coming eight weeks\n02 Mar 14 of 10–20 h")
    assert "\n09 Mar  0 of  8–16 h" in said
    assert "Until Sun 26 April: 14 h promised, of 78–156 h available." in said
    (mine,) = await scene.whispers("Léa", "/load me")
    assert "More is promised than there is time for in the week of Mon 2 March." in text(mine)
