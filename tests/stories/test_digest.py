"""One digest a week: what is in it, in which order and how long, and when it comes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.departure import Departure
from domain.document import Style
from domain.letter import Kind
from storage import roles
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers

NEXT = "2026-03-09 09:00"
HEADINGS = ("digest-decide", "digest-free", "digest-week", "digest-late", "digest-waiting", "digest-done")


def parts(letter: Departure) -> dict[str, list[object]]:
    """What stands under each heading, in order: numbers of tasks, names of roles, who gives thanks."""
    found: dict[str, list[object]] = {}
    heading = ""
    for line in letter.document.lines:
        first = line.phrases[0]
        if line.style is Style.HEADING:
            heading = first.key
            found[heading] = []
        elif line.style is Style.ITEM:
            values = first.values
            found[heading].append(
                values["number"].number  # type: ignore[union-attr]
                if "number" in values
                else values.get("role") or values["by"]
            )
    return found


async def digest(scene: Scene, when: str = NEXT) -> Departure:
    (found,) = [d for d in await scene.at(when) if d.kind is Kind.DIGEST]
    return found


async def a_full_week(scene: Scene) -> None:
    """One line for each part: a role without anybody; tasks 1 free, 2 due, 3 late, 4 waiting, 5 done."""
    await scene.player.app.write(lambda rows: roles.add(rows, 1, "Clés"))
    for typed in (
        "Affiches",
        "Sono moi dans 10 jours",
        "Salle moi jeudi",
        "Buvette moi dans 40 jours après #2",
        "Courrier moi",
    ):
        await scene.says("Léa", f"/tache {typed}")
    await scene.says("Léa", "/fait 5")
    await scene.says("Léa", "/merci @Marc")


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_parts_stand_in_their_order(stage: Stage, language: str) -> None:
    scene = await stage(language=language)
    await a_full_week(scene)
    letter = await digest(scene)
    assert kinds([letter]) == [("digest", "bal", True)]
    found = parts(letter)
    assert list(found) == list(HEADINGS)
    assert found == {
        "digest-decide": ["Clés"], "digest-free": [1], "digest-week": [2], "digest-late": [3], "digest-waiting": [4],
        "digest-done": [5, "Léa"],
    }  # fmt: skip
    titles = [line.phrases[0] for line in letter.document.lines if line.style is Style.HEADING]
    assert [title.values["count"] for title in titles] == [1, 1, 1, 1, 1, 2]
    assert keys(letter)[0] == "digest-title"
    assert keys(letter)[-1] == "digest-calm"


async def test_no_names_stand_under_late_or_nobody_has_taken(scene: Scene) -> None:
    await a_full_week(scene)
    letter = await digest(scene)
    lines = letter.speech.lines
    free = next(line.plain for line in lines if "Affiches" in line.plain)
    late = next(line.plain for line in lines if "Salle" in line.plain)
    due = next(line.plain for line in lines if "Sono" in line.plain)
    assert "Léa" not in free + late
    assert "Léa" in due


async def test_lines_that_ask_for_somebody_carry_buttons_that_work(scene: Scene) -> None:
    await a_full_week(scene)
    letter = await digest(scene)
    assert offers(letter) == ["role Clés me", "take 1", "task 3", "take 3 help"]
    assert {b.person for b in letter.buttons} == {None}
    (where,) = await scene.presses("Marc", "task 3", on="digest")
    assert kinds([where]) == [("answer", "Marc", True)]
    await scene.presses("Marc", "take 1", on="digest")
    await scene.presses("Marc", "take 3 help", on="digest")
    assert [[a.name for a in scene.task(n).accepted] for n in (1, 3)] == [["Marc"], ["Léa", "Marc"]]


async def test_who_looks_for_hands_stands_with_what_nobody_has_taken(scene: Scene) -> None:
    await scene.at("2026-03-08 18:00")
    for typed in (
        "Affiches moi vendredi",  # 1: one is enough
        "Buffet moi vendredi x3",  # 2: two more are wanted
        "Tables moi",  # 3: help is wanted
        "Décor @Sam vendredi",  # 4: proposed, and one is enough
        "Chaises @Sam x2",  # 5: proposed, and one more is wanted
        "Scène moi x2",  # 6: Marc is there, too
    ):
        await scene.says("Léa", f"/tache {typed}")
    await scene.says("Léa", "/renfort 3")
    await scene.says("Marc", "/prendre 6 aide")
    letter = await digest(scene)
    assert parts(letter) == {"digest-free": [2, 3, 5], "digest-week": [1, 4]}
    assert offers(letter) == ["take 2 help", "take 3 help", "take 5 help"]
    lines = [line.plain for line in letter.speech.lines[2:5]]
    assert "Léa" not in "".join(lines)
    assert ["1\u00a0sur\u00a03" in lines[0], "renfort" in lines[1], "0\u00a0sur\u00a02" in lines[2]] == [
        True,
        True,
        True,
    ]
    for number in (2, 3, 5):
        await scene.presses("Ana", f"take {number} help", on="digest")
    left = await scene.says("Marc", "/bilan")
    assert parts(left[-1]) == {"digest-free": [2], "digest-week": [1, 4]}


async def test_it_has_25_lines_at_most_7_a_part_and_the_rest_behind_a_button(scene: Scene) -> None:
    for number in range(9):
        await scene.says("Léa", f"/tache Libre {number}")
        await scene.says("Léa", f"/tache Bientôt {number} moi dans 9 jours")
        await scene.says("Léa", f"/tache Tard {number} moi demain")
        await scene.says("Léa", f"/tache Fini {number}")
        await scene.says("Léa", f"/fait {4 * number + 4}")
    letter = await digest(scene)
    assert len(letter.document.lines) <= 25
    assert [len(numbers) for numbers in parts(letter).values()] == [7, 7, 5]
    assert offers(letter)[-1] == "digest all"
    (rest,) = await scene.presses("Marc", "digest all", on="digest")
    assert kinds([rest]) == [("answer", "Marc", True)]
    assert [len(numbers) for numbers in parts(rest).values()] == [9, 9, 9, 9]


async def test_the_first_comes_only_after_the_first_task(scene: Scene) -> None:
    await scene.at("2026-03-16 12:00")
    assert scene.notebook.sent == []
    await scene.says("Léa", "/tache Décorer")
    assert (await digest(scene, "2026-03-23 09:00")).kind is Kind.DIGEST


async def test_an_empty_week_is_one_calm_sentence(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Léa", "/fait 1")
    await digest(scene)
    letter = await digest(scene, "2026-03-16 09:00")
    assert "digest-empty" in keys(letter)
    assert parts(letter) == {}
    assert offers(letter) == []


async def test_what_was_done_is_told_once_and_nothing_falls_between_two(scene: Scene) -> None:
    for number in range(1, 6):
        await scene.says("Léa", f"/tache Fini {number}")
    await scene.says("Léa", "/fait 1")
    await scene.at("2026-03-09 08:59")
    await scene.says("Léa", "/fait 2")
    first = await digest(scene)
    await scene.says("Léa", "/fait 3")
    await scene.at("2026-03-16 08:59")
    await scene.says("Léa", "/fait 4")
    second = await digest(scene, "2026-03-16 09:00")
    assert [parts(d).get("digest-done") for d in (first, second)] == [[1, 2], [3, 4]]


async def test_what_is_done_while_a_digest_is_held_comes_in_the_next(scene: Scene) -> None:
    await scene.says("Léa", "/tache Affiches")
    await scene.says("Léa", "/tache Sono")
    await scene.says("Léa", "/fait 1")
    await scene.says("Ana", "/bilan dimanche 23:00")
    await scene.at("sun 23:30")
    await scene.says("Léa", "/fait 2")
    first = await digest(scene, "mon 8:00")
    second = await digest(scene, "2026-03-16 08:00")
    assert [parts(d) for d in (first, second)] == [{"digest-done": [1]}, {"digest-done": [2]}]


async def test_each_sound_and_each_held_letter_is_counted_in_one_digest(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.at("tue 23:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    calm = [(await digest(scene, when)).document.lines[-1] for when in (NEXT, "2026-03-16 09:00", "2026-03-23 09:00")]
    assert [(line.phrases[0].values["held"], line.phrases[0].values["sounds"]) for line in calm] == [
        (1, 0), (0, 1), (0, 1)
    ]  # fmt: skip


async def test_a_card_that_is_edited_in_place_is_a_message_saved_and_one_posted_again_is_none(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Marc", "/prendre 1")
    await scene.says("Marc", "/echeance 1 jeudi 12 mars")
    await scene.says("Marc", "/tache 1")  # shown again below; the older one loses its buttons
    calm = [(await digest(scene, when)).document.lines[-1].phrases[0] for when in (NEXT, "2026-03-16 09:00")]
    assert [phrase.values["saved"] for phrase in calm] == [2, 0]
    assert (await scene.whispers("Léa", "/bilan"))[0].document.lines[-1].phrases[0].values["saved"] == 0


async def test_of_letters_that_were_held_only_those_that_the_group_s_hours_held_are_told(scene: Scene) -> None:
    await scene.whispers("Marc", "/moncalme 12:00-14:00")
    await scene.at("tue 13:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.at("tue 23:00")
    await scene.says("Léa", "/tache Danser @Marc")
    assert [row["held"] for row in scene.rows("letter", kind="proposal")] == [True, True]
    assert (await digest(scene)).document.lines[-1].phrases[0].values["held"] == 1


async def test_the_window_it_covers_is_stored_and_windows_follow_each_other(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.at("2026-04-06 12:00")  # over the change of clocks
    rows = scene.rows("digest")
    ends = [datetime(2026, 3, day, 8, tzinfo=UTC) for day in (9, 16, 23)]
    ends += [datetime(2026, 3, 30, 7, tzinfo=UTC), datetime(2026, 4, 6, 7, tzinfo=UTC)]
    assert [row["window_end"] for row in rows] == ends
    assert [row["window_start"] for row in rows] == [datetime(2026, 3, 2, 9, tzinfo=UTC), *ends[:-1]]
    assert [d.at for d in scene.letters(Kind.DIGEST)] == ends


@pytest.mark.parametrize(("typed", "end"), [("/bilan mercredi 19h", 18), ("/digest wednesday 7pm", 18)])
async def test_a_moved_day_gives_no_week_two(scene: Scene, typed: str, end: int) -> None:
    await scene.says("Léa", "/tache Décorer")
    await digest(scene)
    assert keys(*await scene.says("Ana", typed)) == ["ack", "digest-set"]
    await scene.waits("14d")
    assert [d.at.astimezone(PARIS).strftime("%d %H:%M") for d in scene.letters(Kind.DIGEST)] == [
        "09 09:00", f"{end} 19:00"
    ]  # fmt: skip


async def test_only_coordination_chooses_the_day_or_turns_it_off_and_on(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    before = scene.state()
    assert keys(*await scene.says("Léa", "/bilan non")) == ["refusal-coordinators"]
    assert keys(*await scene.says("Ana", "/bilan quand il pleut")) == ["refusal-digest"]
    assert scene.state() == before
    assert "digest-off" in keys(*await scene.says("Ana", "/bilan non"))
    await scene.waits("3w")
    assert scene.letters(Kind.DIGEST) == []
    await scene.says("Ana", "/bilan ici")
    await scene.waits("1w")
    assert len(scene.letters(Kind.DIGEST)) == 1


async def test_asked_for_now_it_comes_in_private_and_nothing_counts_as_told(scene: Scene) -> None:
    await a_full_week(scene)
    left = await scene.says("Marc", "/bilan")
    assert kinds(left) == [("ack", "bal", False), ("answer", "Marc", True)]
    assert parts(left[1])["digest-done"] == [5, "Léa"]
    assert scene.rows("digest") == []
    assert parts(await digest(scene))["digest-done"] == [5, "Léa"]
