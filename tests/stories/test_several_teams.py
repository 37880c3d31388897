"""Somebody in several teams writes in private: the team is found out or asked, and named above every letter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.departure import Departure
from bot.replay.resolve import sender
from domain.letter import Kind
from domain.message import Action, Incoming
from domain.task import Consent
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def both(stage: Stage) -> Scene:
    """Marc is in both groups; each has a task 1, and only `ciné` has a task 2."""
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Zoé", "/tache Projeter", team="ciné")
    await scene.says("Zoé", "/tache Balayer", team="ciné")
    return scene


def first_line(letter: Departure) -> str:
    return letter.speech.lines[0].plain


async def test_the_teams_name_stands_above_every_private_letter(both: Scene) -> None:
    await both.says("Léa", "/tache Chanter @Marc")
    await both.says("Zoé", "/tache Rembobiner @Marc", team="ciné")
    assert [first_line(d) for d in both.letters(Kind.PROPOSAL, "Marc")] == ["bal", "ciné"]
    (answer,) = await both.whispers("Marc", "/taches", team="ciné")
    assert first_line(answer) == "ciné"
    await both.says("Léa", "/tache Danser @Sam")
    assert first_line(both.letters(Kind.PROPOSAL, "Sam")[0]) != "bal", "who is in one team needs no name"


async def test_a_number_that_only_one_team_has_means_that_team(both: Scene) -> None:
    await both.whispers("Marc", "/prendre 2", team=None)
    assert [task.lead is not None for task in both.tasks("ciné")] == [False, True]
    assert [task.lead for task in both.tasks("bal")] == [None]


async def test_a_number_of_both_is_asked_back_and_the_press_acts_in_the_right_team(both: Scene) -> None:
    (asked,) = await both.whispers("Marc", "/prendre 1", team=None)
    assert keys(asked)[-1] == "ask-which-team"
    assert [button.label for button in asked.buttons] == ["bal", "ciné"]
    assert offers(asked) == ["take 1", "take 1"]
    assert not any(task.lead for team in ("bal", "ciné") for task in both.tasks(team))
    left = await both.presses("Marc", "take 1", team="ciné")
    assert ("card", "ciné", False) in kinds(left)
    assert [task.lead is not None for task in both.tasks("ciné")] == [True, False]
    assert both.task(1).lead is None
    await both.presses("Marc", "take 1", team="bal")
    assert both.task(1).lead is not None


async def test_what_names_no_task_is_asked_back_too_and_help_is_not(both: Scene) -> None:
    (asked,) = await both.whispers("Marc", "/tache Chanter demain", team=None)
    assert offers(asked) == ["task Chanter demain"] * 2
    await both.presses("Marc", "task Chanter demain", team="ciné")
    assert [task.title for task in both.tasks("ciné")] == ["Projeter", "Balayer", "Chanter"]
    assert len(both.tasks("bal")) == 1
    for typed in ("/aide", "/demarrer", "/donnees"):
        assert "ask-which-team" not in keys(*await both.whispers("Marc", typed, team=None))


async def test_a_nudge_is_answered_in_its_team(both: Scene) -> None:
    await both.says("Marc", "/tache Rembobiner moi mercredi", team="ciné")
    await both.says("Marc", "/prendre 1")
    await both.at("wed 9:00")
    assert both.letters(Kind.NUDGE, "Marc")
    await both.whispers("Marc", "/fait", to="nudge:3:Marc", team=None)
    assert [task.is_open for task in both.tasks("ciné")] == [True, True, False]
    assert both.task(1).is_open


async def test_a_proposal_is_answered_in_its_team(both: Scene) -> None:
    await both.says("Léa", "/proposer 1 @Marc")
    await both.says("Zoé", "/proposer 1 @Marc", team="ciné")
    left = await both.presses("Marc", "accept 1", on="proposal:1:Marc", team="ciné")
    assert "noted-taken" in keys(*left)
    assert [a.consent for a in both.tasks("ciné")[0].assignments] == [Consent.ACCEPTED]
    assert [a.consent for a in both.task(1).assignments] == [Consent.PROPOSED]


async def test_the_other_team_is_not_asked_about_once_one_has_left_it(both: Scene) -> None:
    await both.leaves("Marc")
    assert await both.whispers("Marc", "/prendre 1") == []
    left = await both.whispers("Marc", "/prendre 1", team="ciné")
    assert "ask-which-team" not in keys(*left)
    assert both.tasks("ciné")[0].lead
    assert "from-team" not in keys(*await both.whispers("Marc", "/taches", team="ciné"))


async def test_a_team_from_which_the_bot_was_removed_counts_no_more(both: Scene) -> None:
    await both.removes_the_bot("Ana")
    left = await both.whispers("Marc", "/prendre 1", team="ciné")
    assert both.tasks("ciné")[0].lead
    assert "from-team" not in keys(*left)
    (asked,) = await both.whispers("Marc", "/taches", team="ciné")
    assert "from-team" not in keys(asked)


async def test_a_button_made_for_one_teams_member_is_nothing_to_another(both: Scene) -> None:
    (asked,) = await both.whispers("Marc", "/prendre 1", team=None)
    before, app = both.state(), both.player.app
    for number, button in enumerate(asked.buttons):
        press = Incoming("terminal", f"p{number}", both.now, sender("Zoé"), Action.PRESS, None, private=True)
        await app.receive(replace(press, choice=button.id, origin=str(asked.letter)))
    await app.settle()
    assert both.state() == before
    assert {kind for kind, who, _ in kinds(both.notebook.sent) if who == "Zoé"} <= {"answer"}
    assert keys(*both.letters(to="Zoé")) in ([], ["stale-button"])
