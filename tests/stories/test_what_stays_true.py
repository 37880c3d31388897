"""Promises that hold through undoing, leaving, correcting and opening again."""

from __future__ import annotations

from datetime import date

import pytest

from domain.letter import Kind
from domain.task import Consent, Role, State
from tests.conftest import Stage
from tests.scene import Scene, keys, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await stage()


async def test_the_buttons_of_a_private_question_stay_alive(scene: Scene) -> None:
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title} @Marc")
    [question] = await scene.whispers("Marc", "/accepter")
    assert offers(question) == ["accept 1", "accept 2"]
    await scene.presses("Marc", "accept 2", private=True)
    assert scene.task(2).lead


async def test_taking_back_never_makes_two_tasks_wait_for_each_other(scene: Scene) -> None:
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title}")
    await scene.says("Léa", "/apres 1 2")
    await scene.says("Léa", "/apres 1 non")
    await scene.says("Marc", "/apres 2 1")
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-undo-changed"]
    assert (scene.task(1).waits_for, scene.task(2).waits_for) == ((), (1,))


async def test_whoever_left_does_not_come_back_with_a_task_that_is_opened_again(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chanter moi")
    await scene.says("Léa", "/fait 1")
    await scene.leaves("Marc")
    await scene.says("Léa", "/rouvrir 1")
    assert (scene.task(1).state, scene.task(1).assignments) == (State.OPEN, ())
    await scene.joins("Marc")
    assert scene.task(1).assignments == ()


async def test_whoever_left_does_not_come_back_with_a_change_that_is_taken_back(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chanter moi")
    await scene.says("Ana", "/supprimer 1")
    await scene.leaves("Marc")
    await scene.says("Ana", "/oups")
    assert scene.task(1).assignments == ()


async def test_a_private_command_that_was_answered_does_not_run_again_when_it_is_corrected(scene: Scene) -> None:
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title}")
    await scene.says("Léa", "/fait 1", id="m1", private=True)
    await scene.whispers("Léa", "/prendre 2")
    await scene.corrects("Léa", "/fait 2", on="m1", private=True)
    assert (scene.task(1).state, scene.task(2).state) == (State.DONE, State.OPEN)


async def test_an_occurrence_is_made_once_however_often_the_one_before_ends(scene: Scene) -> None:
    await scene.says("Léa", "/tache Arroser tous les vendredis moi")
    await scene.says("Léa", "/fait 1")
    await scene.says("Marc", "/noter 2 avec de l'eau")
    await scene.says("Léa", "/rouvrir 1")
    await scene.says("Léa", "/fait 1")
    assert [task.number for task in scene.tasks() if task.is_open] == [2]


async def test_tomorrow_stays_the_same_day_when_the_message_is_corrected_after_midnight(scene: Scene) -> None:
    await scene.at("mon 23:55")
    await scene.says("Léa", "/tache Chnater demain", id="m1")
    await scene.waits("10m")
    await scene.corrects("Léa", "/tache Chanter demain", on="m1")
    assert (scene.task(1).title, scene.task(1).due_day) == ("Chanter", date(2026, 3, 3))


async def test_a_label_with_the_name_of_somebody_who_left_goes_with_the_name(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Noé")
    await scene.says("Noé", "/taches")
    await scene.leaves("Noé")
    await scene.waits("31d")
    assert "Noé" not in scene.everything()


async def test_a_yes_that_was_taken_back_is_a_question_again(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    await scene.whispers("Marc", "/oups")
    assert scene.task(1).assignments[0].consent is Consent.PROPOSED
    await scene.presses("Marc", "accept 1", on="proposal:1:Marc")
    assert scene.task(1).lead
    assert scene.letters(Kind.PROPOSAL, "Marc")


async def test_what_others_did_meanwhile_stays_when_a_message_is_corrected(scene: Scene) -> None:
    await scene.says("Léa", "/tache Dnaser", id="m1")
    await scene.says("Marc", "/proposer 1 @Sam")
    await scene.says("Ana", "/echeance 1 vendredi")
    await scene.corrects("Léa", "/tache Danser !!", on="m1")
    task = scene.task(1)
    assert (task.title, task.due_day, task.important) == ("Danser", date(2026, 3, 6), True)
    assert [(a.name, a.consent) for a in task.assignments] == [("Sam", Consent.PROPOSED)]


async def test_a_helper_who_does_not_want_to_lead_still_helps(scene: Scene) -> None:
    await scene.says("Léa", "/tache Danser x3")
    await scene.says("Sam", "/prendre 1 aide")
    await scene.says("Léa", "/proposer 1 @Sam")
    await scene.presses("Sam", "decline 1", on="proposal:1:Sam")
    assert [(a.name, a.role, a.consent) for a in scene.task(1).assignments] == [("Sam", Role.HELPER, Consent.ACCEPTED)]


async def test_what_was_typed_does_not_stay_in_a_button(scene: Scene) -> None:
    await scene.whispers("Léa", "note que Sam chante trop fort")
    await scene.waits("2d")
    assert "trop fort" not in scene.everything()


async def test_a_setting_is_ones_last_change_and_is_not_reached_past(scene: Scene) -> None:
    await scene.says("Léa", "/tache Danser")
    await scene.says("Léa", "/reglages ma langue anglais")
    assert keys(*await scene.says("Léa", "/oups")) == ["refusal-nothing-to-undo"]
    assert scene.task(1).is_open


async def test_a_task_that_was_dropped_can_be_made_of_its_message_again(scene: Scene) -> None:
    await scene.says("Marc", "Il faudrait danser", id="m1")
    await scene.says("Léa", "/tache", to="m1")
    await scene.says("Léa", "/oups")
    await scene.says("Léa", "/tache", to="m1")
    assert [(task.title, task.is_open) for task in scene.tasks()] == [
        ("Il faudrait danser", False),
        ("Il faudrait danser", True),
    ]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Acheter @Marc, @Sam et @Ana du pain", "Acheter du pain"),
        ("@Sam: apporter les chaises", "apporter les chaises"),
        ("Acheter du pain @tous", "Acheter du pain"),
        ("Acheter du pain @moi", "Acheter du pain"),
        ("Écrire à lea@asso.org", "Écrire à lea@asso.org"),
        ("Voir x.org/?a=@Sam", "Voir x.org/?a=@Sam"),
    ],
)
async def test_nothing_of_a_list_of_names_stays_in_the_title(scene: Scene, typed: str, title: str) -> None:
    await scene.says("Léa", f"/tache {typed}")
    assert scene.task(1).title == title
    assert scene.task(1).for_name is None
    assert (scene.task(1).lead is not None) == typed.endswith("@moi")


async def test_whoever_was_asked_still_may_when_another_one_takes_a_place(scene: Scene) -> None:
    await scene.says("Marc", "/tache Danser @Sam x3")
    await scene.says("Ana", "/prendre 1")
    await scene.whispers("Sam", "/accepter 1")
    assert {(a.name, a.role) for a in scene.task(1).accepted} == {("Ana", Role.LEAD), ("Sam", Role.HELPER)}


@pytest.mark.parametrize(
    ("typed", "title"),
    [("/corriger coller Coller les 50 affiches", "Coller les 50 affiches"), ("/corriger affiches Danser", "Danser")],
)
async def test_the_words_that_name_a_task_do_not_eat_its_new_title(scene: Scene, typed: str, title: str) -> None:
    await scene.says("Léa", "/tache Coller les affiches moi")
    await scene.says("Léa", typed)
    assert scene.task(1).title == title


async def test_a_new_date_may_say_how_often(scene: Scene) -> None:
    await scene.says("Léa", "/tache Danser moi")
    await scene.says("Léa", "/echeance 1 tous les mardis")
    assert scene.task(1).repeat == "FREQ=WEEKLY;BYDAY=TU"


async def test_a_team_without_its_bot_is_erased_though_nothing_else_makes_time_pass(scene: Scene) -> None:
    await scene.says("Zoé", "/bilan non", team="ciné")
    await scene.says("Léa", "/tache Danser")
    await scene.removes_the_bot("Ana")
    await scene.waits("91d")
    assert [row["name"] for row in scene.rows("team")] == ["ciné"]


async def test_nobody_closes_half_a_list_by_mistake(scene: Scene) -> None:
    for number in range(21):
        await scene.says("Léa", f"/tache Danser la danse numéro {number}")
    before = scene.state()
    left = await scene.says("Léa", "/fait " + " ".join(str(number) for number in range(1, 22)))
    assert keys(*left) == ["refusal-which"]
    assert scene.state() == before


async def test_the_groups_nights_are_quiet_for_whoever_lives_elsewhere_too(scene: Scene) -> None:
    await scene.whispers("Marc", "/reglages mon fuseau America/Montreal")
    await scene.at("mon 21:30")
    assert not [d for d in await scene.says("Léa", "/tache Danser @Marc") if d.kind is Kind.PROPOSAL]
    [letter] = [d for d in await scene.at("tue 8:00") if d.kind is Kind.PROPOSAL]
    assert letter.sound


async def test_what_can_not_be_taken_back_any_more_is_not_kept(scene: Scene) -> None:
    await scene.says("Léa", "/tache Danser vendredi moi")  # a reminder makes time pass
    assert scene.rows("change")
    await scene.waits("3d")
    assert not scene.rows("change")


async def test_a_date_that_was_put_back_is_reminded_of(scene: Scene) -> None:
    await scene.says("Léa", "/tache Danser vendredi moi")
    await scene.says("Léa", "/echeance 1 samedi")
    await scene.says("Léa", "/oups")
    letters = await scene.at("wed 12:00")
    assert [d.kind for d in letters if d.about == 1] == [Kind.NUDGE]


@pytest.mark.parametrize("typed", ["/echeance 1 no", "/echeance 1 aucune", "/due 1 none", "/due 1 rien"])
async def test_no_is_understood_in_both_languages(scene: Scene, typed: str) -> None:
    await scene.says("Léa", "/tache Danser vendredi")
    await scene.says("Léa", typed)
    assert scene.task(1).due is None
