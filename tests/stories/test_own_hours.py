"""One's own quiet hours: private, as strict as one likes, and followed at once by all that waits."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await stage()


async def test_nothing_rings_in_ones_own_quiet_hours_and_the_stricter_wins(scene: Scene) -> None:
    await scene.whispers("Marc", "/moncalme 19:00-09:00")
    await scene.at("mon 19:30")
    left = await scene.says("Léa", "/tache Chanter @Marc @Sam")
    assert [d.member.name for d in left if d.kind is Kind.PROPOSAL and d.member] == ["Sam"]
    assert await scene.at("tue 8:59") == []
    assert kinds(await scene.at("tue 9:00")) == [("proposal", "Marc", True)]


async def test_own_hours_open_nothing_that_the_group_keeps_quiet(scene: Scene) -> None:
    await scene.whispers("Marc", "/moncalme 23:00-06:00")
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    assert await scene.at("tue 7:59") == []
    assert kinds(await scene.at("tue 8:00")) == [("proposal", "Marc", True)]


async def test_a_reminder_comes_at_the_start_of_ones_own_open_hours(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chanter moi vendredi")
    await scene.whispers("Marc", "/moncalme 19-10:30")
    assert await scene.at("wed 10:29") == []
    assert kinds(await scene.at("wed 10:30")) == [("nudge", "Marc", True)]


async def test_own_hours_that_are_changed_or_taken_away_let_out_what_waits_at_once(scene: Scene) -> None:
    await scene.whispers("Marc", "/moncalme 10:00-16:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    assert scene.row("letter", kind="proposal")["held"]
    left = await scene.whispers("Marc", "/moncalme 10:00-10:00 10:30-16:00")
    assert keys(*left) == ["refusal-quiet"]
    left = await scene.whispers("Marc", "/moncalme 15:00-16:00")
    assert ("proposal", "Marc", True) in kinds(left)
    await scene.whispers("Marc", "/moncalme 10:00-16:00")
    await scene.says("Léa", "/tache Danser @Marc")
    left = await scene.whispers("Marc", "/moncalme non")
    assert ("proposal", "Marc", True) in kinds(left)
    assert scene.row("person", id=scene.person("Marc"))["quiet"] is None


async def test_hours_that_never_open_are_refused_and_change_nothing(scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Marc", "/moncalme 0:00-24:00")) == ["refusal-never-open"]
    assert keys(*await scene.whispers("Marc", "/moncalme 8:00-21:00")) == ["refusal-never-open"]  # the group's nights
    assert keys(*await scene.whispers("Marc", "/moncalme toujours")) == ["refusal-quiet"]
    assert scene.state() == before


async def test_typed_in_the_group_nobody_sees_it_and_the_answer_comes_in_private(scene: Scene) -> None:
    left = await scene.says("Marc", "/myquiet 19-9 weekend")
    assert kinds(left) == [("answer", "Marc", True)]
    await scene.at("sat 18:59")
    assert "myquiet-own" not in keys(*await scene.whispers("Léa", "/moncalme"))
    shown = [*await scene.says("Léa", "/calme"), *await scene.says("Léa", "/etat"), *await scene.says("Ana", "/calme")]
    assert not [key for key in keys(*shown) if key.startswith("myquiet")]
    assert "19" not in "".join(d.speech.plain for d in shown if d.kind is Kind.ANSWER and "calme" in d.speech.plain)


async def test_without_words_one_sees_the_week_and_can_end_it_with_a_button(scene: Scene) -> None:
    (page,) = await scene.whispers("Marc", "/moncalme")
    assert keys(page).count("quiet-day") == 7
    assert "myquiet-none" in keys(page)
    await scene.whispers("Marc", "/moncalme 19-9")
    (page,) = await scene.whispers("Marc", "/moncalme")
    assert "█████████··········█████ lun 2" in page.speech.plain
    assert offers(page) == ["myquiet off"]
    (page,) = await scene.presses("Marc", "myquiet off", private=True)
    assert "myquiet-none" in keys(page)


async def test_hours_of_the_group_that_leave_somebody_no_open_minute_lose_nothing(scene: Scene) -> None:
    """Nobody is told of Marc's hours, so the group's are not refused: reminders are planned by the group's alone, and
    what waits for him ends."""
    await scene.whispers("Marc", "/moncalme 9:00-21:00")
    await scene.says("Marc", "/tache Danser moi vendredi")
    await scene.says("Ana", "/calme 21:00-9:00")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.waits("30d")
    assert scene.letters(Kind.PROPOSAL, "Marc") == scene.letters(Kind.NUDGE, "Marc") == []
    ended = {(row["kind"], row["state"], row["reason"]) for row in scene.rows("letter", person_id=scene.person("Marc"))}
    assert {each for each in ended if each[0] in ("nudge", "proposal")} == {
        ("nudge", "dropped", "overtaken"),
        ("nudge", "dropped", "too late"),
        ("proposal", "dropped", "not asked any more"),
    }


async def test_own_hours_are_erased_with_the_person(scene: Scene) -> None:
    await scene.whispers("Marc", "/moncalme 19:11-9:12")
    assert "1151" in scene.everything()
    await scene.leaves("Marc")
    await scene.waits("31d")
    assert "1151" not in scene.everything()


async def test_on_a_public_holiday_the_group_is_as_quiet_as_on_a_sunday_unless_it_does_not_want_that(
    stage: Stage,
) -> None:
    scene = await stage(start=datetime(2026, 4, 28, 10, tzinfo=PARIS))
    await scene.says("Ana", "/calme 0:00-24:00 dimanche")
    await scene.at("fri 10:00")  # the first of May
    await scene.says("Léa", "/tache Chanter @Marc")
    assert scene.row("letter", kind="proposal")["held"]
    left = await scene.says("Ana", "/reglages jours fériés non")
    assert ("proposal", "Marc", True) in kinds(left)
    await scene.says("Ana", "/settings holidays on")
    left = await scene.says("Ana", "/settings holidays maybe")
    assert keys(*left) == ["refusal-settings"]
    (page,) = [d for d in await scene.says("Ana", "/reglages feries") if d.kind is Kind.ANSWER]
    assert (keys(page), offers(page)) == (["settings-holidays"], ["settings holidays off"])
    assert keys(*await scene.whispers("Léa", "/settings holidays off")) == ["refusal-coordinators"]
    await scene.says("Léa", "/tache Danser @Marc")
    assert scene.row("letter", kind="proposal")["held"]
    left = await scene.says("Ana", "/reglages pays Royaume-Uni")  # where that Friday is no holiday
    assert ("proposal", "Marc", True) in kinds(left)


async def test_own_hours_and_absences_hold_in_all_of_ones_teams_and_so_does_their_end(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.whispers("Marc", "/moncalme 10:00-16:00")
    await scene.says("Zoé", "/tache Projeter @Marc", team="ciné")
    assert scene.row("letter", kind="proposal")["held"]
    left = await scene.whispers("Marc", "/moncalme non")
    assert ("proposal", "Marc", True) in kinds(left)
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    await scene.says("Zoé", "/tache Ranger @Marc", team="ciné")
    assert scene.row("letter", kind="proposal")["held"]
    assert ("proposal", "Marc", True) in kinds(await scene.at("wed 8:00"))
