"""A task's life: taken, given back, finished, opened again, moved, and looked for in the lists."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from domain.letter import Kind
from domain.task import Consent, Role, State
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers


def listed(scene: Scene) -> list[int]:
    """The numbers in the list that was answered last."""
    answer = scene.letters(Kind.ANSWER)[-1]
    items = [phrase for line in answer.document.lines for phrase in line.phrases if phrase.key == "item"]
    return [int(str(phrase.values["number"].number)) for phrase in items]  # type: ignore[union-attr]


def lead(scene: Scene, number: int = 1) -> str | None:
    found = scene.task(number).lead
    return found.name if found else None


@pytest.mark.parametrize(("language", "take", "release"), [("fr", "prendre", "lâcher"), ("en", "take", "release")])
async def test_taking_and_giving_back_need_one_line_each(stage: Stage, language: str, take: str, release: str) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", "/task Décorer")
    left = await scene.says("Marc", f"/{take} 1")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert lead(scene) == "Marc"
    left = await scene.says("Marc", f"/{release} 1")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert lead(scene) is None
    assert [row["what"] for row in scene.rows("history")] == ["made", "taken"]  # giving back is nobody's business


async def test_a_button_and_a_reaction_do_what_a_typed_line_does(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    left = await scene.presses("Marc", "take 1", on="card:1")
    assert kinds(left) == [("answer", "Marc", True), ("card", "bal", False)]
    assert lead(scene) == "Marc"
    await scene.reacts("Sam", "✅", on="card:1")
    assert scene.task(1).state is State.DONE
    await scene.says("Léa", "/tache Ranger")
    await scene.reacts("Sam", "🙋", on="card:2")
    assert lead(scene, 2) == "Sam"


async def test_a_reaction_that_the_card_does_not_offer_does_nothing(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    assert await scene.reacts("Marc", "✅", on="card:1") == []
    assert await scene.reacts("Marc", "🎉", on="card:1") == []
    assert scene.task(1).is_open


async def test_a_taken_task_is_not_taken_twice_but_help_is_welcome(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    (said,) = await scene.says("Marc", "/prendre 1")
    assert keys(said) == ["refusal-taken"]
    await scene.says("Marc", "/prendre 1 aide")
    assert [(a.name, a.role) for a in scene.task(1).accepted] == [("Léa", Role.LEAD), ("Marc", Role.HELPER)]


async def test_more_hands_can_be_asked_for_and_given(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    left = await scene.says("Léa", "/renfort 1")
    assert offers(left[-1]) == ["done 1", "take 1 help"]
    assert "fact-help" in keys(left[-1])
    left = await scene.presses("Marc", "take 1 help")
    assert "fact-help" not in keys(left[-1])
    assert [a.name for a in scene.task(1).accepted] == ["Léa", "Marc"]


async def test_only_those_who_carry_a_task_can_give_it_back(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi")
    assert keys(*await scene.says("Marc", "/lacher 1")) == ["refusal-not-yours"]
    assert lead(scene) == "Léa"


async def test_anyone_can_say_that_several_tasks_are_done(scene: Scene) -> None:
    for what in "abc":
        await scene.says("Léa", f"/tache Décorer {what} moi")
    left = await scene.says("Marc", "/fait 1, 2 et #3")
    assert [d.kind for d in left] == [Kind.ACK, Kind.CARD, Kind.CARD, Kind.CARD]
    assert {task.state for task in scene.tasks()} == {State.DONE}
    assert [offers(d) for d in left[1:]] == [[], [], []]


async def test_several_at_once_are_all_done_or_none(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    before = scene.state()
    assert keys(*await scene.says("Marc", "/fait 1 2")) == ["refusal-no-such-task"]
    assert scene.state() == before


async def test_a_finished_task_opens_again_with_its_people_and_its_date(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.says("Marc", "/fait 1")
    assert keys(*await scene.says("Marc", "/fait 1")) == ["refusal-closed"]
    await scene.says("Marc", "/rouvrir 1")
    assert (lead(scene), scene.task(1).due, scene.task(1).closed_at) == ("Léa", date(2026, 3, 6), None)
    assert scene.row("assignment")["nudge_at"] is not None
    assert keys(*await scene.says("Marc", "/rouvrir 1")) == ["refusal-open"]


async def test_finishing_shows_on_the_card_of_what_waited_for_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Louer la sono")
    await scene.says("Léa", "/tache Installer la sono après #1")
    left = await scene.says("Marc", "/fait 1")
    assert [d.about for d in left if d.kind is Kind.CARD] == [1, 2]
    assert "fact-after" not in keys(left[-1])
    left = await scene.says("Marc", "/rouvrir 1")
    assert "fact-after" in keys(left[-1])


@pytest.mark.parametrize(
    ("language", "typed", "due"),
    [
        ("fr", "/echeance 1 samedi", date(2026, 3, 7)),
        ("fr", "/échéance #1 samedi 18h", datetime(2026, 3, 7, 18, tzinfo=PARIS)),
        ("en", "/due 1 saturday 6pm", datetime(2026, 3, 7, 18, tzinfo=PARIS)),
        ("en", "/due 1 2026-03-07", date(2026, 3, 7)),
        ("fr", "/echeance 1 aucune", None),
    ],
)
async def test_a_deadline_moves_and_the_history_keeps_the_old_one(
    stage: Stage, language: str, typed: str, due: date | None
) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", "/task Décorer 2026-03-06")
    left = await scene.says("Léa", typed)
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert scene.task(1).due == due
    assert scene.row("history", what="moved")["detail"] == {"was": "2026-03-06"}


@pytest.mark.parametrize("who", ["/fait", "/prendre", "/echeance samedi", "/renfort", "/proposer @Sam"])
async def test_answering_the_card_says_which_task_is_meant(scene: Scene, who: str) -> None:
    await scene.says("Léa", "/tache Décorer")
    before = scene.state()
    await scene.says("Marc", who, to="card:1")
    assert scene.state() != before
    assert scene.letters(Kind.ANSWER) == []


async def test_answering_the_message_that_made_a_task_means_that_task(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer", id="m1")
    await scene.says("Marc", "/prendre", to="m1")
    assert lead(scene) == "Marc"


async def test_a_nudge_can_be_answered_with_a_command(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.at("wed 8:00")
    await scene.whispers("Léa", "/fait", to="nudge:1:Léa")
    assert scene.task(1).state is State.DONE


async def test_the_button_for_a_new_date_offers_two_and_says_how_to_type_another(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.at("wed 8:00")
    (answer,) = await scene.presses("Léa", "due 1", on="nudge:1:Léa")
    assert keys(answer) == ["ask-when"]
    assert offers(answer) == ["due 1 2026-03-05", "due 1 2026-03-11"]
    await scene.presses("Léa", "due 1 2026-03-11")
    assert scene.task(1).due == date(2026, 3, 11)


async def test_lists_are_most_urgent_first_and_filtered_as_asked(stage: Stage) -> None:
    scene = await stage()
    for typed in (
        "Affiches #com",  # 1: free, no date
        "Sono vendredi moi",  # 2: Léa's
        "Salle demain @Marc",  # 3: proposed to Marc
        "Buvette dans 10 jours après #1 #bal",  # 4: waits, so 1 is waited for
    ):
        await scene.says("Léa", f"/tache {typed}")
    await scene.says("Sam", "/prendre 4")
    asked = {
        "/taches": [1, 3, 2, 4],
        "/tasks all": [1, 3, 2, 4],
        "/taches moi": [3],
        "/tasks me": [3],
        "/taches libres": [1],
        "/tasks free": [1],
        "/taches critiques": [1],
        "/tasks critical": [1],
        "/taches @Sam": [4],
        "/taches @Léa": [2],
        "/taches #BAL": [4],
        "/taches retard": [],
    }
    for typed, numbers in asked.items():
        left = await scene.says("Marc", typed)
        assert (typed, listed(scene)) == (typed, numbers)
        assert kinds(left) == [("ack", "bal", False), ("answer", "Marc", True)]
    await scene.at("sat 10:00")
    await scene.says("Marc", "/taches en retard")
    assert listed(scene) == [3, 2]


async def test_the_answer_to_whoever_is_out_of_reach_stands_in_the_group(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Léa", "/tache Décorer")
    left = await scene.says("Sam", "/taches")
    assert kinds(left) == [("ack", "bal", False), ("answer", "bal", False)]


@pytest.mark.parametrize(("language", "typed"), [("fr", "/aide"), ("en", "/help"), ("en", "/aide")])
async def test_help_shows_each_command_with_its_own_example_in_private(stage: Stage, language: str, typed: str) -> None:
    scene = await stage(language=language)
    ack, answer = await scene.says("Marc", typed)
    assert kinds([ack, answer]) == [("ack", "bal", False), ("answer", "Marc", True)]
    assert {"help-task", "help-done", "help-quiet", "help-digest"} <= set(keys(answer))
    (answer,) = await scene.whispers("Marc", "/aide tâche")
    assert keys(answer)[0] == "help-task"
    assert keys(*await scene.whispers("Marc", "/aide chocolat")) == ["refusal-help"]


async def test_a_task_proposed_for_the_lead_keeps_the_helpers(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer x3")
    await scene.says("Marc", "/prendre 1 aide")
    await scene.says("Léa", "/proposer 1 @Sam")
    await scene.presses("Sam", "accept 1")
    assert [(a.name, a.role, a.consent) for a in scene.task(1).accepted] == [
        ("Sam", Role.LEAD, Consent.ACCEPTED),
        ("Marc", Role.HELPER, Consent.ACCEPTED),
    ]
