"""The group's charter: read by everybody, written by coordinators, and no version of it lost."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.message import Forward
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

ODD = "On s'écoute.\n\n  1. Pas de <b>cris</b> & *rien* `ici` { $x } 👨‍👩‍👧‍👦\n2. https://example.org/a_b_c @Marc"


async def holds(scene: Scene, words: str, who: str = "Ana") -> None:
    """A coordinator writes a charter, and lets it hold."""
    (asked,) = await scene.whispers(who, f"/charte texte : {words}")
    now = next(each for each in offers(asked) if each.startswith("charter now"))
    assert keys(*await scene.presses(who, now, private=True)) == ["noted-charter"]


async def read(scene: Scene, who: str = "Léa", line: str = "/charte") -> str:
    (shown,) = await scene.whispers(who, line)
    return shown.speech.plain


async def test_everybody_reads_it_with_its_version_and_date_line_by_line(scene: Scene) -> None:
    await holds(scene, ODD)
    title, *lines = (await read(scene)).split("\n")
    assert title == "Charte du groupe, version 1 · en vigueur depuis le lun. 2 mars"
    assert "\n".join(lines) == ODD


async def test_nothing_holds_before_it_was_shown_and_confirmed(scene: Scene) -> None:
    (asked,) = await scene.whispers("Ana", f"/charte {ODD}")
    assert ODD in asked.speech.plain
    assert scene.rows("charter") == []
    assert keys(*await scene.whispers("Léa", "/charte"))[0] == "charter-none"


async def test_without_one_people_read_what_the_bot_keeps_to_and_coordinators_how_to_write_one(scene: Scene) -> None:
    (hers,) = await scene.whispers("Léa", "/charte")
    assert keys(hers) == ["charter-none", "charter-ours", *(f"charter-ours-{w}" for w in ("request", "calm", "count"))]
    assert offers(hers) == ["report"]
    (anas,) = await scene.whispers("Ana", "/charte")
    assert keys(anas)[-1] == "charter-how"
    assert offers(anas) == ["charter change", "report"]


async def test_it_can_be_written_as_an_answer_in_private(scene: Scene) -> None:
    await scene.whispers("Ana", "/charte changer")
    (asked,) = await scene.whispers("Ana", "off\n12\ncontact : personne")
    await scene.presses("Ana", offers(asked)[0], private=True)
    assert "off\n12\ncontact : personne" in await read(scene)


async def test_it_can_be_a_message_that_is_handed_on(scene: Scene) -> None:
    await scene.whispers("Ana", "/charte changer")
    (asked,) = await scene.forwards("Ana", Forward("/aide\nOn s'écoute", None, "Un autre groupe"))
    assert offers(asked)[0] == "charter now 0: /aide\nOn s'écoute"


async def test_it_can_be_a_message_that_is_answered(scene: Scene) -> None:
    await scene.says("Marc", "Ici on s'écoute", id="m")
    (asked,) = await scene.says("Ana", "/charte", to="m")
    assert kinds([asked]) == [("answer", "Ana", True)]
    await scene.presses("Ana", offers(asked)[0], private=True)
    assert "Ici on s'écoute" in await read(scene)
    (shown,) = [d for d in await scene.says("Léa", "/charte", to="m") if d.kind is Kind.ANSWER]
    assert keys(shown)[0] == "charter-title", "for whoever cannot change it, it is just asked for"


async def test_in_the_group_it_is_shown_and_asked_in_private(scene: Scene) -> None:
    await holds(scene, "Oui")
    assert {d.member.name for d in await scene.says("Léa", "/charte") if d.kind is Kind.ANSWER and d.member} == {"Léa"}
    left = await scene.says("Ana", "/charte Non\nEncore")
    assert kinds(left) == [("answer", "Ana", True)]
    assert scene.row("charter")["words"] == "Oui"


async def test_nobody_but_coordinators_changes_it(scene: Scene) -> None:
    await holds(scene, "Oui")
    for line in ("Moi d'abord", "contact moi", "non", "changer", "now 1: Moi", "ajouter Moi", "texte : Moi"):
        assert keys(*await scene.whispers("Léa", f"/charte {line}")) == ["refusal-coordinators"], line
    assert [row["words"] for row in scene.rows("charter")] == ["Oui"]
    assert scene.row("team", name="bal")["outside"] is None


@pytest.mark.parametrize("line", ["texte :", "texte :  \u200b \n\n ", "ajouter", "ajouter \u202e"])
async def test_a_charter_without_words_is_refused(scene: Scene, line: str) -> None:
    assert keys(*await scene.whispers("Ana", f"/charte {line}")) == ["refusal-charter-empty"]
    assert keys(*await scene.whispers("Ana", "/charte \u200b"))[0] == "charter-none"


async def test_twenty_thousand_characters_are_read_whole_and_one_more_is_refused(scene: Scene) -> None:
    words = ("Une règle 🌈 de plus.\n" * 1000)[:19_999].strip() + "."
    await holds(scene, words)
    assert words in await read(scene)
    assert keys(*await scene.whispers("Ana", f"/charte {'a' * 20_001}")) == ["refusal-long-charter"]


async def test_earlier_versions_stay_readable(scene: Scene) -> None:
    await holds(scene, "Un")
    await scene.waits("1d")
    await holds(scene, "Deux")
    await scene.waits("1d")
    assert keys(*await scene.whispers("Ana", "/charte non")) == ["noted-charter-off"]
    assert (await read(scene, line="/charte 1")).split("\n") == [
        "Charte du groupe, version 1 · du lun. 2 mars au mar. 3 mars",
        "Un",
    ]
    assert "Deux" in await read(scene, line="/charte v2")
    assert "charter-was-off" in keys(*await scene.whispers("Léa", "/charte 3"))
    (shown,) = await scene.whispers("Léa", "/charte")
    assert (keys(shown)[0], offers(shown)) == ("charter-none", ["charter 2", "report"])
    assert keys(*await scene.whispers("Léa", "/charte 9")) == ["charter-no-version"]


async def test_two_coordinators_at_once_lose_neither_text(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Marc")
    (first,) = await scene.whispers("Ana", "/charte Celle d'Ana")
    (second,) = await scene.whispers("Marc", "/charte Celle de Marc")
    await scene.presses("Ana", offers(first)[0], private=True)
    (again,) = await scene.presses("Marc", offers(second)[0], private=True)
    assert keys(again)[0] == "charter-meanwhile"
    assert "Celle de Marc" in again.speech.plain
    assert "Celle d'Ana" in await read(scene)
    await scene.presses("Marc", offers(again)[0], private=True)
    assert "Celle de Marc" in await read(scene)
    assert "Celle d'Ana" in await read(scene, line="/charte 1")


async def test_pressed_twice_it_is_one_version(scene: Scene) -> None:
    (asked,) = await scene.whispers("Ana", "/charte Oui")
    for _ in range(2):
        assert keys(*await scene.presses("Ana", offers(asked)[0], private=True)) == ["noted-charter"]
    assert len(scene.rows("charter")) == 1
    assert keys(*await scene.whispers("Ana", "/charte Oui")) == ["charter-same"]


async def test_a_line_can_be_added_to_it(scene: Scene) -> None:
    await holds(scene, "Un")
    (asked,) = await scene.whispers("Ana", "/charte ajouter Deux\nTrois")
    await scene.presses("Ana", offers(asked)[0], private=True)
    assert "Un\nDeux\nTrois" in await read(scene)


async def test_a_corrected_message_is_asked_again(scene: Scene) -> None:
    await scene.says("Ana", "/charte Ui", id="m")
    (asked,) = await scene.corrects("Ana", "/charte Oui", on="m")
    assert keys(asked)[0] == "charter-ask"
    assert offers(asked)[0] == "charter now 0: Oui"


async def test_oops_takes_a_version_back_until_it_is_announced_or_followed(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Marc")
    await holds(scene, "Un")
    await scene.whispers("Ana", "/oups")
    assert scene.rows("charter") == []
    await holds(scene, "Deux")
    await holds(scene, "Trois", "Marc")
    assert keys(*await scene.whispers("Ana", "/oups")) == ["refusal-undo-charter"]
    await scene.whispers("Ana", "/tache Oui")
    await scene.at("mon 8:55")
    await holds(scene, "Quatre")
    await scene.at("mon 9:00")
    assert keys(*await scene.whispers("Ana", "/oups")) == ["refusal-undo-charter"]
    assert len(scene.rows("charter")) == 3


async def test_the_next_digest_tells_of_it_once_in_one_line(scene: Scene) -> None:
    await scene.says("Léa", "/tache Salle")
    await holds(scene, "Un")
    await holds(scene, "Deux")
    (digest,) = [d for d in await scene.at("mon 9:00") if d.kind is Kind.DIGEST]
    assert digest.speech.plain.count("charte") == 1
    assert "Nouvelle charte\u00a0: version 2" in digest.speech.plain
    (shown,) = await scene.presses("Léa", "charter", on="digest")
    assert "Deux" in shown.speech.plain
    (next_one,) = [d for d in await scene.waits("1w") if d.kind is Kind.DIGEST]
    assert "charte" not in next_one.speech.plain


async def test_the_outside_contact_is_shown_with_it(scene: Scene) -> None:
    assert keys(*await scene.whispers("Ana", "/charte contact Médiation, 01 23")) == ["noted-outside"]
    assert "Médiation, 01 23" in await read(scene)
    await holds(scene, "Un")
    assert (await read(scene)).endswith("Médiation, 01 23")
    await scene.whispers("Ana", "/charte contact")
    assert keys(*await scene.whispers("Ana", "Le Planning")) == ["noted-outside"]
    assert keys(*await scene.whispers("Ana", "/charte contact non")) == ["noted-outside-off"]
    assert "Planning" not in await read(scene)


async def test_who_cannot_be_reached_gets_the_way_in_and_no_text_in_the_group(stage: Stage) -> None:
    scene = await stage(unreachable=("Ana", "Léa"))
    for who, line in (("Ana", "/charte Oui\nNon"), ("Léa", "/charte")):
        said = [d for d in await scene.says(who, line) if d.kind is Kind.ANSWER]
        assert keys(*said) == ["start-way"], who
    assert scene.rows("charter") == []


async def test_in_two_groups_it_is_asked_which_and_no_line_is_lost(stage: Stage) -> None:
    scene = await stage(elsewhere=("Ana",))
    (which,) = await scene.whispers("Ana", "/charte Un\nDeux", team=None)
    assert keys(which) == ["ask-which-team"]
    (asked,) = await scene.presses("Ana", "charter Un\nDeux", private=True)
    assert "Un\nDeux" in asked.speech.plain


async def test_it_goes_with_the_team(scene: Scene) -> None:
    await holds(scene, "Ceci est secret")
    await scene.whispers("Ana", "/charte contact Quelqu'un")
    await scene.removes_the_bot("Ana")
    await scene.waits("91d")
    assert scene.rows("charter") == []
    assert "Quelqu'un" not in scene.everything()


async def test_one_tap_away_from_the_first_message_help_and_start(stage: Stage) -> None:
    scene = await stage(admitted=False, hosts=("Ana",))
    (hello,) = await scene.adds_the_bot("Ana")
    assert "charter" in offers(hello)
    for line in ("/aide", "/start"):
        (said,) = await scene.whispers("Ana", line)
        assert "charter" in offers(said), line
