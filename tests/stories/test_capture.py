"""Making tasks: each word that means something is understood, taken out of the title and shown back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.document import Moment
from domain.letter import Kind
from domain.task import Consent, Role, State, Task
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def parts(task: Task) -> list[tuple[str, Role, Consent]]:
    return sorted((a.name, a.role, a.consent) for a in task.assignments)


@pytest.mark.parametrize(
    ("language", "typed", "understood"),
    [
        ("fr", "/tache Réserver la salle", {}),
        ("en", "/task Réserver la salle", {}),
        ("fr", "/TÂCHE Réserver la salle", {}),
        ("fr", "/tache@Accalmie Réserver la salle", {}),
        ("fr", "/tache Réserver la salle avant vendredi", {"due": date(2026, 3, 6)}),
        ("en", "/task Réserver la salle by friday", {"due": date(2026, 3, 6)}),
        ("fr", "/task Réserver la salle before friday", {"due": date(2026, 3, 6)}),
        ("en", "/tache Réserver la salle avant vendredi", {"due": date(2026, 3, 6)}),
        ("en", "/tache Réserver la salle avant vendredi 18h", {"due": datetime(2026, 3, 6, 18, tzinfo=PARIS)}),
        ("fr", "/tache Réserver la salle vendredi 18h30", {"due": datetime(2026, 3, 6, 18, 30, tzinfo=PARIS)}),
        ("en", "/task Réserver la salle tomorrow 8pm", {"due": datetime(2026, 3, 3, 20, tzinfo=PARIS)}),
        ("fr", "/tache Réserver la salle dans 3 jours", {"due": date(2026, 3, 5)}),
        ("fr", "/tache Réserver la salle d'ici la fin du mois", {"due": date(2026, 3, 31)}),
        ("fr", "/tache Réserver la salle #Fête", {"project": "fete"}),
        ("fr", "/tache #bal Réserver la salle", {"project": "bal"}),
        ("fr", "/tache Réserver la salle !!", {"important": True}),
        ("fr", "/tache !! Réserver la salle", {"important": True}),
        ("en", "/task important: Réserver la salle", {"important": True}),
        ("fr", "/tache Réserver la salle ~2h", {"effort_minutes": 120}),
        ("fr", "/tache Réserver la salle ~2h30", {"effort_minutes": 150}),
        ("en", "/task Réserver la salle ~45min", {"effort_minutes": 45}),
        ("fr", "/tache Réserver la salle x3", {"wanted": 3}),
        ("fr", "/tache Réserver la salle x3 bénévoles", {"wanted": 3}),
        ("en", "/task x2 people Réserver la salle", {"wanted": 2}),
    ],
)
async def test_each_marker_is_understood_and_taken_out_of_the_title(
    stage: Stage, language: str, typed: str, understood: dict[str, Any]
) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", typed)
    task = scene.task(1)
    usual = {"due": None, "project": None, "important": False, "effort_minutes": None, "wanted": 1}
    assert {"title": task.title, **{name: getattr(task, name) for name in usual}} == {
        "title": "Réserver la salle",
        **usual,
        **understood,
    }


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("fr", "/tache Réserver la salle @Marc avant vendredi 18h #bal ~2h !! après #1 x3"),
        ("fr", "/tache x3 bénévoles !! #bal @Marc Réserver la salle après #1 ~2h vendredi 18h"),
        ("en", "/task Réserver la salle ~2h after #1 @Marc #bal by friday 6pm !! x3"),
    ],
)
async def test_all_markers_together_are_understood_in_any_order(stage: Stage, language: str, typed: str) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", "/task Louer la sono")
    await scene.says("Léa", typed)
    task = scene.task(2)
    assert task.title == "Réserver la salle"
    assert task.due == datetime(2026, 3, 6, 18, tzinfo=PARIS)
    assert (task.project, task.effort_minutes, task.important, task.wanted) == ("bal", 120, True, 3)
    assert task.waits_for == (1,)
    assert scene.task(1).blocks == (2,)
    assert parts(task) == [("Marc", Role.LEAD, Consent.PROPOSED)]
    assert {"due-moment", "fact-important", "fact-project", "effort-hours", "fact-wanted", "fact-after"} <= set(
        keys(*(card for card in scene.letters(Kind.CARD) if card.about == 2))
    )


@pytest.mark.parametrize("typed", ["moi Porter les tables", "Porter les tables moi", "Porter les tables me !!"])
async def test_moi_as_first_or_last_word_is_a_yes(scene: Scene, typed: str) -> None:
    await scene.says("Léa", f"/tache {typed}")
    assert scene.task(1).title == "Porter les tables"
    assert parts(scene.task(1)) == [("Léa", Role.LEAD, Consent.ACCEPTED)]
    assert scene.letters(Kind.PROPOSAL) == []


async def test_the_first_owner_leads_and_the_others_help(scene: Scene) -> None:
    await scene.says("Léa", "/tache Porter les tables @Marc @Sam")
    await scene.says("Léa", "/tache moi Porter les chaises @Marc")
    await scene.says("Léa", "/tache Porter les bancs @Marc moi")
    helper, lead = Role.HELPER, Role.LEAD
    assert parts(scene.task(1)) == [("Marc", lead, Consent.PROPOSED), ("Sam", helper, Consent.PROPOSED)]
    assert parts(scene.task(2)) == [("Léa", lead, Consent.ACCEPTED), ("Marc", helper, Consent.PROPOSED)]
    assert parts(scene.task(3)) == [("Léa", helper, Consent.ACCEPTED), ("Marc", lead, Consent.PROPOSED)]


async def test_the_card_shows_back_what_was_understood(scene: Scene) -> None:
    left = await scene.says("Léa", "/tache Réserver la salle avant vendredi", id="m1")
    ack, card = left
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert ack.reply_to == "m1"
    assert keys(card) == ["card-title", "status-free", "due-day"]
    assert offers(card) == ["take 1"]


async def test_in_private_the_writer_hears_what_was_understood_and_the_group_gets_the_card(scene: Scene) -> None:
    left = await scene.whispers("Léa", "/tache Réserver la salle avant vendredi")
    answer = left[0]
    assert kinds(left) == [("answer", "Léa", True), ("card", "bal", False)]
    assert keys(answer) == ["task-made", "due-day"]


async def test_a_reply_makes_the_task_of_the_message_and_only_typed_words_add(scene: Scene) -> None:
    await scene.says("Marc", "Il faut réserver la salle @Sam avant jeudi !! #bal\nEt plein d'autres choses", id="m1")
    await scene.says("Léa", "/tache vendredi ~2h", to="m1")
    task = scene.task(1)
    assert task.title == task.quote == "Il faut réserver la salle @Sam avant jeudi !! #bal"
    assert (task.due, task.effort_minutes) == (date(2026, 3, 6), 120)
    assert (task.important, task.project, task.assignments) == (False, None, ())
    assert scene.row("task")["source_message"] == f"chat:{scene.row('chat', external_id='bal')['id']}:m1"


async def test_a_typed_title_goes_before_the_quoted_one(scene: Scene) -> None:
    await scene.says("Marc", "On a besoin de la salle, non ?", id="m1")
    await scene.says("Léa", "/tache Réserver la salle moi", to="m1")
    assert (scene.task(1).title, scene.task(1).quote) == ("Réserver la salle", "On a besoin de la salle, non ?")
    assert "card-quote" in keys(*scene.letters(Kind.CARD))


async def test_chatter_is_never_stored(scene: Scene) -> None:
    await scene.says("Marc", "Quelqu'un a vu mon parapluie ?", id="m1")
    await scene.says("Léa", "non :-)", to="m1")
    assert scene.notebook.sent == []
    assert "parapluie" not in scene.everything()
    assert scene.rows("inbox") == []


async def test_a_doubtful_date_is_asked_back_from_the_writer_alone_and_stays_open(scene: Scene) -> None:
    await scene.says("Léa", "/tache Réserver la salle mardi ou jeudi")
    card = scene.letters(Kind.CARD)[-1]
    assert scene.task(1).due is None
    assert "card-doubt" in keys(card)
    asked = [b for b in card.buttons if b.command.startswith("due 1 ")]
    assert [b.person for b in asked] == [scene.person("Léa")] * 3
    await scene.presses("Marc", asked[1].command, on="card:1")
    assert scene.task(1).due is None
    await scene.presses("Léa", asked[1].command, on="card:1")
    assert scene.task(1).due == date(2026, 3, 5)
    assert "card-doubt" not in keys(*(card for card in scene.letters(Kind.CARD) if card.about == 2))


async def test_a_doubtful_date_may_be_none(scene: Scene) -> None:
    await scene.says("Léa", "/tache Préparer la réunion du 14 mars")
    assert offers(scene.letters(Kind.CARD)[-1])[:2] == ["due 1 2026-03-14", "due 1 off"]
    await scene.presses("Léa", "due 1 off", on="card:1")
    assert scene.task(1).due is None
    card = scene.letters(Kind.CARD)[-1]
    assert "card-doubt" not in keys(card)
    assert offers(card) == ["take 1"]


async def test_a_task_for_somebody_unknown_stays_open_and_creates_nobody(scene: Scene) -> None:
    before = len(scene.rows("person"))
    left = await scene.says("Léa", "/tache Décorer @Amina")
    assert len(scene.rows("person")) == before
    assert "status-for-name" in keys(left[-1])
    assert offers(left[-1]) == ["take 1"]
    assert scene.letters(Kind.PROPOSAL) == []


async def test_two_people_of_one_name_are_told_apart_by_the_writer(stage: Stage) -> None:
    scene = await stage(members=("Léa", "Marc Dupont", "Marc Petit"))
    left = await scene.says("Léa", "/tache Décorer @Marc")
    asking = next(d for d in left if d.kind is Kind.ANSWER)
    assert keys(asking) == ["ask-which-person"]
    assert {b.person for b in asking.buttons} == {scene.person("Léa")}
    assert scene.task(1).assignments == ()
    await scene.presses("Léa", offers(asking)[1])
    assert parts(scene.task(1)) == [("Marc Petit", Role.LEAD, Consent.PROPOSED)]


async def test_a_task_is_shown_again_below_and_the_older_card_loses_its_buttons(scene: Scene) -> None:
    first = (await scene.says("Léa", "/tache Décorer"))[-1]
    left = await scene.says("Marc", "/tache 1")
    assert [(d.kind, d.edits) for d in left] == [(Kind.ACK, None), (Kind.CARD, None), (Kind.CARD, first.letter)]
    assert [offers(d) for d in left[1:]] == [["take 1"], []]


async def test_in_private_a_task_is_shown_with_its_history(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.waits("1h")
    await scene.says("Marc", "/prendre 1")
    await scene.says("Marc", "/fait 1")
    (answer,) = await scene.whispers("Marc", "/tache 1")
    assert [k for k in keys(answer) if k.startswith("history-")] == ["history-made", "history-taken", "history-done"]
    moments = [p.values["at"] for line in answer.document.lines[-3:] for p in line.phrases]
    made, taken, _ = (m.at for m in moments if isinstance(m, Moment))
    assert taken - made == timedelta(hours=1)


async def test_dates_are_read_as_of_when_they_were_said(scene: Scene) -> None:
    await scene.at("mon 23:59")
    await scene.says("Léa", "/tache Décorer demain")
    await scene.waits("1m")
    await scene.says("Léa", "/tache Décorer encore demain")
    assert [task.due for task in scene.tasks()] == [date(2026, 3, 3), date(2026, 3, 4)]
    assert all(task.state is State.OPEN for task in scene.tasks())
