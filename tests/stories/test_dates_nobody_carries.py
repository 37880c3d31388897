"""A milestone or an event has a number like a task, and nobody carries it: it is never free, never late, never asked
of anybody, and no figure of work counts it."""

from __future__ import annotations

import pytest

from bot.enclosures.columns import COLUMNS, sheet
from bot.enclosures.words import Words
from bot.replay.resolve import place_of
from domain import indicators
from domain.letter import Kind
from domain.task import TaskKind
from storage import loads, tasks, teams
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
DATES = pytest.mark.parametrize("scene", [TaskKind.MILESTONE, TaskKind.EVENT], indirect=True)
REFUSED = {TaskKind.MILESTONE: "refusal-milestone", TaskKind.EVENT: "refusal-event"}


@pytest.fixture
async def scene(stage: Stage, request: pytest.FixtureRequest) -> Scene:
    """A task that Léa leads, 1, and such a date, 2, which was yesterday."""
    scene = await stage()
    await scene.says("Léa", "/tache Louer la salle vendredi moi")
    with scene.engine.begin() as rows:
        chat = teams.chat_at(rows, place_of("bal"))
        assert chat is not None
        made = tasks.add(rows, chat.team.id, now=scene.now, title="Ouverture des portes", kind=request.param.value)
    await scene.says("Léa", f"/echeance {made.number} samedi")
    return scene


@DATES
@pytest.mark.parametrize(
    "typed",
    [
        "/prendre 2",
        "/prendre 1 2",
        "/prendre 2 aide",
        "/proposer 2 @Marc",
        "/proposer 2 @inconnu",
        "/renfort 2",
        "/renfort 2 x3",
        "/accepter 2",
        "/refuser 2",
        "/lacher 2",
        "/corriger 2 @Marc",
        "/corriger 2 moi",
        "/corriger 2 ~3h",
        "/corriger 2 x4",
    ],
)
async def test_to_take_it_or_to_give_it_is_refused_in_one_sentence(scene: Scene, typed: str) -> None:
    before = scene.state()
    left = await scene.whispers("Sam", typed)
    assert keys(*left) == [REFUSED[scene.task(2).kind]]
    assert scene.state() == before


@DATES
async def test_its_card_says_what_it_is_and_offers_nobody_to_take_it(scene: Scene) -> None:
    card = scene.letters(Kind.CARD)[-1]
    assert "status-free" not in keys(card)
    assert not {"take 2", "accept 2"} & {*offers(card)}
    assert f"status-{scene.task(2).kind}" in keys(card)
    await scene.reacts("Sam", "🙋", on="card:2")
    assert scene.task(2).assignments == (), "to an event they come, and it is not theirs for that"


@DATES
async def test_no_list_of_work_has_it(scene: Scene) -> None:
    await scene.waits("8d")
    for typed in ("/taches", "/taches libres", "/taches retard", "/taches critiques"):
        said = await scene.whispers("Sam", typed)
        assert "Ouverture" not in str(said[0].document), typed
    shown = await scene.whispers("Sam", "/taches toutes")
    is_over = scene.task(2).kind is TaskKind.EVENT  # by itself
    assert ("status-milestone" in keys(*shown)) is not is_over
    assert ("Ouverture" in str((await scene.whispers("Sam", "/taches ouverture"))[0].document)) is not is_over


@DATES
async def test_nobody_is_reminded_of_it_and_no_digest_looks_for_somebody(scene: Scene) -> None:
    await scene.says("Léa", "/fait 1")
    await scene.waits("15d")
    assert [letter for letter in scene.letters(Kind.NUDGE) if letter.about == 2] == []
    for digest in scene.letters(Kind.DIGEST):
        assert not {"digest-free", "digest-late", "digest-week"} & {*keys(digest)}
        assert not {"take 2", "take 2 help"} & {*offers(digest)}


@DATES
async def test_everything_that_has_no_owner_of_its_own_still_works(scene: Scene) -> None:
    for typed in ("/echeance 2 dimanche", "/corriger 2 Ouverture du bal", "/noter 2 par la cour", "/apres 2 1"):
        assert kinds(await scene.says("Marc", typed))[0] == ("ack", "bal", False), typed
    assert (scene.task(2).title, scene.task(2).held_by) == ("Ouverture du bal", (1,))
    await scene.says("Marc", "/oups")
    assert scene.task(2).held_by == ()
    await scene.says("Ana", "/supprimer 2 pluie")
    assert "status-date-off-why" in keys(*(await scene.whispers("Sam", "/tache 2")))


@DATES
async def test_no_figure_of_work_counts_it(scene: Scene) -> None:
    await scene.waits("8d")
    with scene.engine.begin() as rows:
        chat = teams.chat_at(rows, place_of("bal"))
        assert chat is not None
        told = sheet(rows, Words("fr", chat.team, scene.now))
        load = loads.of_team(rows, chat.team, scene.now)
    period = indicators.over_time(told.tasks, chat.team.created_at, scene.now, chat.team.zone)[-1]
    assert (period.open, period.late, period.without_owner) == (1, 1, 0)
    assert len(load.works) == 1
    cells = dict(zip([column.key for column in COLUMNS], told.rows[1], strict=True))
    said = "passé" if told.tasks[1].kind is TaskKind.EVENT else "à venir"
    assert (cells["state"], cells["late"], cells["lead"]) == (said, None, None)
    assert cells["kind"] in ("jalon", "rendez-vous")


@pytest.mark.parametrize("scene", [TaskKind.EVENT], indirect=True)
async def test_one_that_comes_back_stays_what_it_is(scene: Scene) -> None:
    await scene.says("Ana", "/corriger 2 tous les lundis")
    await scene.says("Ana", "/fait 2")
    assert scene.task(3).kind is TaskKind.EVENT
