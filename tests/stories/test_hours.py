"""The hours that somebody can give: said in private, changed for single weeks, seen by nobody else."""

from __future__ import annotations

import pytest

from bot.departure import Departure
from tests.conftest import Stage
from tests.scene import Scene, keys, offers
from tests.stories.test_mydata import Words, handed

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def text(letters: list[Departure]) -> str:
    return "\n".join(letter.speech.plain for letter in letters)


def given(scene: Scene) -> list[tuple[int, int]]:
    return [(row["least"], row["most"]) for row in scene.rows("hours")]


def weeks(scene: Scene) -> dict[str, tuple[int, int]]:
    return {str(row["monday"]): (row["least"], row["most"]) for row in scene.rows("week_hours")}


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("/dispo 3h", (180, 180)),
        ("/hours 2-4h", (120, 240)),
        ("/dispo entre 2 et 4 heures par semaine", (120, 240)),
        ("/dispo 90 min", (90, 90)),
        ("/dispo 0", (0, 0)),
    ],
)
async def test_a_figure_or_a_range_is_kept_and_shown_back(scene: Scene, typed: str, minutes: tuple[int, int]) -> None:
    (answer,) = await scene.whispers("Léa", typed)
    assert given(scene) == [minutes]
    assert {"noted", "hours-title", "hours-private"} <= set(keys(answer))


async def test_asked_without_a_figure_the_next_line_or_a_button_is_the_answer(scene: Scene) -> None:
    (asked,) = await scene.whispers("Léa", "/dispo")
    assert offers(asked) == ["hours 1h", "hours 2h", "hours 3h", "hours 5h"]
    await scene.whispers("Léa", "2 à 3 h")
    assert given(scene) == [(120, 180)]
    await scene.whispers("Marc", "/dispo")
    await scene.presses("Marc", "hours 5h", private=True)
    assert sorted(given(scene)) == [(120, 180), (300, 300)]


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("/dispo cette semaine 1h", "2026-03-02"),
        ("/dispo 1h cette semaine", "2026-03-02"),
        ("/dispo semaine prochaine : 1h", "2026-03-09"),
        ("/hours next week 1h", "2026-03-09"),
        ("/dispo semaine du 3 mars 1h", "2026-03-02"),
        ("/dispo la semaine du lundi 2 mars 1 h", "2026-03-02"),
        ("/dispo semaine du 18/03 1h", "2026-03-16"),
        ("/dispo 1h la semaine du 18 mars", "2026-03-16"),
    ],
)
async def test_a_single_week_is_named_by_any_of_its_days(scene: Scene, typed: str, monday: str) -> None:
    await scene.at("wed 12:00")
    await scene.whispers("Léa", "/dispo 3h")
    (answer,) = await scene.whispers("Léa", typed)
    assert weeks(scene) == {monday: (60, 60)}
    assert given(scene) == [(180, 180)]
    assert "hours-week" in keys(answer)


async def test_a_single_week_can_have_a_range_and_be_as_usual_again(scene: Scene) -> None:
    await scene.whispers("Léa", "/dispo 3h")
    (page,) = await scene.whispers("Léa", "/dispo semaine du 9 mars 2 à 4 h")
    assert weeks(scene) == {"2026-03-09": (120, 240)}
    assert offers(page)[:2] == ["hours this week 0", "hours next week off"]
    await scene.presses("Léa", "hours this week 0", private=True)
    await scene.presses("Léa", "hours next week off", private=True)
    assert weeks(scene) == {"2026-03-02": (0, 0)}


async def test_a_week_that_is_over_is_not_kept(scene: Scene) -> None:
    await scene.whispers("Léa", "/dispo 3h")
    await scene.whispers("Léa", "/dispo cette semaine 0")
    await scene.says("Léa", "/tache Décorer moi")
    await scene.waits("2w")
    assert weeks(scene) == {}
    assert given(scene) == [(180, 180)]


async def test_off_forgets_all_of_it(scene: Scene) -> None:
    await scene.whispers("Léa", "/dispo 3h")
    await scene.whispers("Léa", "/dispo cette semaine 0")
    (answer,) = await scene.whispers("Léa", "/dispo non")
    assert "hours-off" in keys(answer)
    assert (given(scene), weeks(scene)) == ([], {})


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/dispo 2000h", "refusal-hours"),
        ("/dispo 200h", "refusal-hours"),
        ("/dispo beaucoup", "refusal-hours"),
        ("/dispo -3h", "refusal-hours"),
        ("/dispo 3h et des 🍪", "refusal-hours"),
        ("/dispo " + "9" * 4000, "refusal-hours"),
        ("/dispo semaine du", "refusal-hours-week"),
        ("/dispo semaine du bal 3h", "refusal-hours-week"),
        ("/dispo semaine du 3 mars", "refusal-hours-week"),
        ("/dispo cette semaine 999h", "refusal-hours"),
        ("/dispo cette semaine", "refusal-hours"),
    ],
)
async def test_what_makes_no_sense_is_refused_in_one_sentence_and_changes_nothing(
    scene: Scene, typed: str, key: str
) -> None:
    await scene.whispers("Léa", "/dispo 3h")
    before = scene.state()
    (answer,) = await scene.whispers("Léa", typed)
    assert keys(answer)[0] == key
    assert scene.state() == before


async def test_single_weeks_need_usual_hours_first(scene: Scene) -> None:
    (answer,) = await scene.whispers("Léa", "/dispo semaine prochaine 0")
    assert keys(answer) == ["refusal-hours-first"]
    assert weeks(scene) == {}


async def test_alone_it_shows_the_coming_weeks_with_what_one_promised(scene: Scene) -> None:
    await scene.whispers("Léa", "/dispo 3h")
    await scene.says("Léa", "/tache Décorer moi le 8 mars ~6h")
    said = text(await scene.whispers("Léa", "/dispo")).replace("\u00a0", " ")
    assert "Ton temps : 3 h par semaine" in said
    assert "02 mars 6 sur 3 h" in said
    assert "09 mars 0 sur 3 h" in said


async def test_typed_in_the_group_it_is_carried_on_in_private(scene: Scene) -> None:
    (answer,) = await scene.says("Léa", "/dispo 3h")
    assert answer.member is not None
    assert given(scene) == [(180, 180)]


async def test_hours_are_those_of_one_team(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    (asked,) = await scene.whispers("Marc", "/dispo 3h", team=None)
    assert keys(asked)[-1] == "ask-which-team"
    assert given(scene) == []
    await scene.presses("Marc", "hours 3h", team="ciné")
    (row,) = scene.rows("hours")
    assert row["team_id"] == scene.row("team", name="ciné")["id"]
    (answer,) = await scene.whispers("Marc", "/dispo", team="bal")
    assert "ask-hours" in keys(answer)


async def test_whoever_leaves_gave_nothing_any_more(scene: Scene) -> None:
    await scene.whispers("Léa", "/dispo 3h")
    await scene.whispers("Léa", "/dispo cette semaine 0")
    await scene.leaves("Léa")
    assert (given(scene), weeks(scene)) == ([], {})


async def test_ones_own_data_knows_them_and_forgetting_forgets_them(scene: Scene) -> None:
    await scene.whispers("Léa", "/dispo 2-4h")
    await scene.whispers("Léa", "/dispo semaine prochaine 0")
    page, kept = await handed(scene, "Léa")
    assert [(row["least"], row["most"]) for row in kept["hours"]] == [(120, 240)]
    assert [row["monday"] for row in kept["week_hours"]] == ["2026-03-09"]
    said = Words(page).words.replace("\u00a0", " ")
    assert "bal : 2 h à 4 h par semaine" in said
    assert "bal, semaine du lun. 9 mars : 0 h" in said
    _, of_marc = await handed(scene, "Marc")
    assert (of_marc["hours"], of_marc["week_hours"]) == ([], [])
    await scene.whispers("Léa", "/oubliemoi")
    await scene.presses("Léa", "forgetme yes", private=True)
    assert (given(scene), weeks(scene)) == ([], {})
