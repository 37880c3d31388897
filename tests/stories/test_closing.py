"""`/quiet close`: at night the group is closed to writing, and in the morning all is exactly as the administrators had
it, whatever happened on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.departure import Departure
from bot.messengers import NotSent, TryLater
from domain.letter import Kind
from domain.message import Ability
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

OPEN = {"write": True, "draw": True, "react": True}
CLOSED = {"write": False, "draw": False, "react": True}


def may(scene: Scene) -> dict[str, bool]:
    return scene.notebook.may["bal"]


def lines(letters: list[Departure]) -> list[str]:
    """What the group is told of the night."""
    return [letter.speech.plain for letter in letters if "chat-closed" in keys(letter)]


def told(letters: list[Departure]) -> list[tuple[str, str]]:
    """Who is told that it does not work."""
    wanted = ("chat-not-closed", "chat-stays-closed")
    return [(d.member.name, key) for d in letters if d.member for key in keys(d) if key in wanted]


async def closes(scene: Scene, words: str = "fermer") -> None:
    await scene.says("Ana", f"/calme {words}")


async def test_the_group_is_closed_at_night_with_one_silent_line_and_open_in_the_morning(scene: Scene) -> None:
    await closes(scene)
    assert may(scene) == OPEN
    left = await scene.at("mon 21:00")
    assert may(scene) == CLOSED
    assert kinds(left) == [("system", "bal", False)]
    assert "08:00" in lines(left)[0]
    assert await scene.at("tue 7:59") == []
    assert may(scene) == CLOSED
    assert await scene.at("tue 8:00") == []
    assert may(scene) == OPEN
    assert scene.row("closure")["before"] is None


async def test_the_line_leads_to_the_private_chat_to_write_all_the_same(scene: Scene) -> None:
    await closes(scene)
    left = await scene.at("mon 21:00")
    assert offers(left[0]) == ["start later", "start urgent"]


async def test_every_night_has_its_line_and_nothing_is_left_behind(scene: Scene) -> None:
    await closes(scene)
    left = await scene.waits("7d")
    assert len(lines(left)) == 7
    assert scene.notebook.permitted == 14
    assert len(scene.rows("letter", kind="system")) == 7


async def test_a_chat_is_never_closed_unless_it_is_wanted(scene: Scene) -> None:
    assert lines(await scene.waits("3d")) == []
    await closes(scene)
    await closes(scene, "doux")
    assert lines(await scene.waits("3d")) == []
    assert scene.notebook.permitted == 0
    assert scene.rows("closure") == []


@pytest.mark.parametrize("words", ["doux", "soft", "non", "12:00-13:00"])
async def test_set_otherwise_at_night_it_opens_at_once(scene: Scene, words: str) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    await closes(scene, words)
    await scene.waits("1s")
    assert may(scene) == OPEN


async def test_wanted_at_night_it_closes_at_once(scene: Scene) -> None:
    await scene.at("mon 23:00")
    await closes(scene)
    assert len(lines(await scene.waits("1s"))) == 1
    assert may(scene) == CLOSED


async def test_quiet_says_which_of_both_holds(scene: Scene) -> None:
    assert "quiet-soft" in keys(*await scene.says("Léa", "/calme"))
    await closes(scene)
    assert "quiet-closes" in keys(*await scene.says("Léa", "/calme"))


async def test_both_are_said_in_one_line_in_both_languages(scene: Scene) -> None:
    await scene.says("Ana", "/quiet close 20:00-9:00")
    await scene.at("mon 20:00")
    assert may(scene) == CLOSED
    await scene.at("tue 9:00")
    assert may(scene) == OPEN
    await scene.says("Ana", "/calme Fermé, 22h-7h semaine")
    await scene.at("tue 21:59")
    assert may(scene) == OPEN
    await scene.at("tue 22:00")
    assert may(scene) == CLOSED


@pytest.mark.parametrize("words", ["fermer doux", "close soft", "fermer demain", "close 25:00"])
async def test_what_is_not_understood_changes_nothing(scene: Scene, words: str) -> None:
    before = scene.state()
    assert "refusal-quiet" in keys(*await scene.says("Ana", f"/calme {words}"))
    assert scene.state() == before


async def test_only_coordinators_close_a_group(scene: Scene) -> None:
    await closes(scene, "fermer")
    before = scene.rows("closure")
    assert "refusal-coordinators" in keys(*await scene.says("Léa", "/calme doux"))
    assert scene.rows("closure") == before


async def test_overlapping_windows_are_one_closing(scene: Scene) -> None:
    await closes(scene, "20:00-23:00 22:00-06:00 05:00-09:00 fermer")
    left = await scene.at("tue 10:00")
    assert len(lines(left)) == 1
    assert "09:00" in lines(left)[0]
    assert scene.notebook.permitted == 2


async def test_a_public_holiday_is_closed_as_a_sunday(stage: Stage) -> None:
    scene = await stage()
    await closes(scene, "fermer 0:00-24:00 dimanche, non semaine")
    await scene.at("2026-04-06 12:00")  # Easter Monday
    assert may(scene) == CLOSED
    await scene.at("2026-04-07 08:00")  # its night is kept
    assert may(scene) == OPEN


@pytest.mark.parametrize("day", ["2026-03-28", "2026-10-24"])
async def test_a_night_that_changes_the_clocks_ends_by_the_clock_on_the_wall(scene: Scene, day: str) -> None:
    await closes(scene)
    await scene.at(f"{day} 21:00")
    await scene.waits("1s")
    assert may(scene) == CLOSED
    after = f"{day[:-2]}{int(day[-2:]) + 1}"
    await scene.at(f"{after} 07:59")
    assert may(scene) == CLOSED
    await scene.at(f"{after} 08:00")
    assert may(scene) == OPEN


async def test_quiet_hours_made_longer_at_night_are_told_when_the_first_end_is_over(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    await closes(scene, "21:00-10:00")
    left = await scene.at("tue 8:00")
    assert ["10:00" in line for line in lines(left)] == [True]
    assert may(scene) == CLOSED
    await scene.at("tue 10:00")
    assert may(scene) == OPEN


# ---- what administrators do meanwhile


async def test_what_an_administrator_changes_at_night_stays(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    may(scene)["draw"] = True
    may(scene)["react"] = False
    await scene.at("tue 9:00")
    assert may(scene) == {"write": True, "draw": True, "react": False}


async def test_what_was_not_allowed_before_is_not_allowed_after(scene: Scene) -> None:
    may(scene)["draw"] = False
    await closes(scene)
    await scene.waits("2d")
    assert may(scene) == OPEN | {"draw": False}


async def test_where_members_cannot_write_anyway_nothing_is_changed_and_nothing_said(scene: Scene) -> None:
    may(scene).update(CLOSED)
    await closes(scene)
    assert lines(await scene.waits("2d")) == []
    assert scene.notebook.permitted == 0


# ---- bad nights


async def test_without_the_right_it_says_so_and_changes_nothing(scene: Scene) -> None:
    scene.can(Ability.HEAR)
    before = scene.state()
    assert "refusal-cannot-close" in keys(*await scene.says("Ana", "/calme fermer 20:00-9:00"))
    assert scene.state() == before
    scene.can(Ability.HEAR, Ability.CLOSE)
    await closes(scene)
    await scene.at("mon 21:00")
    assert may(scene) == CLOSED


async def test_status_says_whether_it_may_close_the_chat_and_what_is_missing(scene: Scene) -> None:
    scene.can(Ability.HEAR)
    said = keys(*await scene.says("Ana", "/etat"))
    assert {"status-may-not-close", "close-right"} <= set(said)
    scene.can(Ability.HEAR, Ability.CLOSE)
    assert "status-may-close" in keys(*await scene.says("Ana", "/etat"))
    await closes(scene)
    assert "status-closes" in keys(*await scene.says("Ana", "/etat"))
    scene.can(Ability.HEAR)
    assert "status-closes-not" in keys(*await scene.says("Ana", "/etat"))


async def test_a_right_lost_before_the_night_is_told_to_the_coordinators_once_in_private(scene: Scene) -> None:
    await closes(scene)
    scene.notebook.troubles["changing bal"] = NotSent("no right")
    left = await scene.waits("4d")
    assert told(left) == [("Ana", "chat-not-closed")]
    assert lines(left) == []
    assert may(scene) == OPEN
    del scene.notebook.troubles["changing bal"]
    await scene.at("sat 1:00")
    assert may(scene) == CLOSED
    scene.notebook.troubles["changing bal"] = NotSent("no right")
    assert told(await scene.waits("4d")) == [("Ana", "chat-stays-closed")], "it had worked again"


async def test_a_right_lost_at_night_is_told_once_and_given_again_it_opens(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    scene.notebook.troubles["changing bal"] = NotSent("no right")
    left = await scene.at("tue 15:30")
    assert told(left) == [("Ana", "chat-stays-closed")]
    assert [kind for kind in kinds(left) if kind[0] == "request"] == [("request", "Ana", True)]
    assert may(scene) == CLOSED
    del scene.notebook.troubles["changing bal"]
    await scene.waits("1h")
    assert may(scene) == OPEN


async def test_a_right_lost_at_night_and_opened_by_hand_is_the_end_of_it(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    scene.notebook.troubles["changing bal"] = NotSent("no right")
    await scene.at("tue 8:30")
    may(scene).update(OPEN)
    await closes(scene, "doux")
    await scene.waits("2h")
    assert scene.rows("closure") == []


async def test_closed_by_hand_where_the_bot_may_not_it_stays_closed(scene: Scene) -> None:
    await closes(scene)
    scene.notebook.troubles["changing bal"] = NotSent("no right")
    await scene.at("mon 21:30")
    may(scene).update(CLOSED)
    await scene.at("tue 1:00")
    scene.notebook.troubles.clear()
    await scene.at("tue 12:00")
    assert may(scene) == CLOSED
    assert scene.notebook.permitted == 0


@pytest.mark.parametrize("what", ["looking at bal", "changing bal", "changed bal"])
@pytest.mark.parametrize("trouble", [TimeoutError(), TryLater(timedelta(minutes=5))], ids=["no answer", "later"])
async def test_what_nobody_knows_is_tried_until_it_is_so(scene: Scene, what: str, trouble: Exception) -> None:
    await closes(scene)
    scene.notebook.troubles[what] = trouble
    await scene.at("mon 21:05")
    assert lines(scene.notebook.sent) == [] or may(scene) == CLOSED
    scene.notebook.troubles.clear()
    await scene.at("mon 23:00")
    assert len(lines(scene.notebook.sent)) == 1
    assert may(scene) == CLOSED
    scene.notebook.troubles[what] = trouble
    await scene.at("tue 8:05")
    scene.notebook.troubles.clear()
    await scene.at("tue 10:00")
    assert may(scene) == OPEN


async def test_days_without_the_bot_end_with_what_should_be_then(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    await scene.sleeps("3d")
    left = await scene.waits("1s")
    assert may(scene) == CLOSED, "it is night again"
    assert len(lines(left)) == 1, "until another morning than the one that was told"
    await scene.sleeps("3d12h")
    assert lines(await scene.waits("1s")) == []
    assert may(scene) == OPEN


async def test_removed_at_night_and_added_again_it_opens(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    await scene.removes_the_bot("Ana")
    await scene.at("tue 12:00")
    assert may(scene) == CLOSED, "nobody lets it"
    await scene.adds_the_bot("Ana")
    await scene.waits("1s")
    assert may(scene) == OPEN
    await scene.at("tue 21:00")
    assert may(scene) == CLOSED


async def test_the_other_group_is_not_concerned(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    assert scene.notebook.may["ciné"] == OPEN


async def test_at_night_coordinators_and_the_bot_go_on(scene: Scene) -> None:
    await closes(scene)
    await scene.at("mon 22:00")
    left = await scene.says("Ana", "/tache Décorer")
    assert ("card", "bal", False) in kinds(left)
    assert scene.letters(Kind.CARD)


async def test_what_an_administrator_changes_while_it_is_written_down_is_theirs_too(scene: Scene) -> None:
    await closes(scene)
    scene.notebook.then["bal"] = {"draw": False}
    await scene.at("mon 21:00")
    assert may(scene) == CLOSED
    await scene.at("tue 8:00")
    assert may(scene) == OPEN | {"draw": False}
