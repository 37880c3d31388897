"""Somebody leaves, or the bot is removed: what ends at once, what waits for a while, and what is erased for good."""

from __future__ import annotations

import pytest
from sqlmodel import SQLModel

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


async def a_busy_person(scene: Scene, who: str) -> None:
    """Somebody whose name stands wherever a name can stand."""
    await scene.says(who, "/tache Décorer moi")
    await scene.says("Léa", f"/tache Chanter @{who}")
    await scene.says(who, "/tache Balayer @Léa")
    await scene.says("Léa", f"/tache Ranger @{who}")
    await scene.presses(who, "accept 4", on="proposal:4:" + who)
    await scene.says(who, "/fait 4")
    await scene.says(who, "/noter 1 il reste des lampions")
    await scene.says("Ana", f"/merci @{who} pour tout")
    await scene.says(who, "/merci @Ana")
    await scene.says(who, "/prendr 3")  # a question, with a button for them
    await scene.says("Léa", f"/donner 3 @{who}")  # another one, with their name in its button
    await scene.says("Ana", f"/role clefs @{who}")
    await scene.presses(who, "role accept clefs")
    await scene.says("Léa", "/echeance 1 demain 18:00")
    await scene.says(who, "/parquer le prix des billets")
    await scene.says(who, "/agenda A : 5 €, ça me va")
    await scene.says(who, "/parquer la salle")
    await scene.whispers(who, "/agenda B : en haut")
    await scene.says(who, "/agenda décider B : en bas")
    await scene.presses(who, "start A")
    for teller, whom in ((who, "Léa"), ("Léa", who)):
        await scene.whispers(teller, "/signaler Des cris")
        await scene.whispers(teller, f"/signaler concerne : {whom}")
        await scene.presses(teller, "report send", private=True)
    await scene.whispers(who, "/dispo 5h")
    await scene.whispers("Ana", "/dispo 5h")
    await scene.whispers(who, "/proposer 1 quelqu'un")
    await scene.whispers(who, "/dispo ne pas demander")
    await scene.says(who, "/aide")


# ---- somebody leaves


async def test_whoever_leaves_hears_nothing_more_and_their_tasks_are_quietly_free(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi demain")
    await scene.at("mon 21:30")
    await scene.says("Léa", "/tache Chanter @Marc")
    before = len(scene.notebook.sent)
    await scene.leaves("Marc")
    await scene.waits("3d")
    left = scene.notebook.sent[before:]
    assert {kind for kind, _, _ in kinds(left)} == {"card"}
    assert all("Marc" not in d.speech.plain for d in left)
    assert [task.assignments for task in scene.tasks()] == [(), ()]
    assert scene.row("letter", kind="proposal")["reason"] == "they left"


async def test_what_waited_for_them_does_not_reach_them_should_they_return(scene: Scene) -> None:
    await scene.at("mon 21:30")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.leaves("Marc")
    await scene.joins("Marc")
    await scene.waits("1d")
    assert scene.letters(to="Marc") == []


async def test_their_buttons_and_what_they_could_take_back_are_gone(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc")
    await scene.says("Marc", "/tache Chanter")
    (question,) = [d for d in await scene.whispers("Marc", "/fiat 2") if d.kind is Kind.ANSWER]
    assert offers(question) == ["done 2"]
    await scene.leaves("Marc")
    assert await scene.presses("Marc", "done 2") == []
    await scene.joins("Marc")
    for command, letter in (("done 2", None), ("accept 1", "proposal:1:Marc")):
        assert keys(*await scene.presses("Marc", command, on=letter)) == ["stale-button"]
    assert "refusal-nothing-to-undo" in keys(*await scene.whispers("Marc", "/oups"))


async def test_their_roles_are_to_decide(scene: Scene) -> None:
    await scene.says("Marc", "/role clefs moi")
    assert scene.row("role")["holder_id"] == scene.person("Marc")
    await scene.leaves("Marc")
    assert scene.row("role")["holder_id"] is None


async def test_the_name_is_erased_after_thirty_days_wherever_it_stood(scene: Scene) -> None:
    await a_busy_person(scene, "Fatou")
    await scene.leaves("Fatou")
    await scene.waits("29d")
    assert "Fatou" in scene.everything()
    await scene.waits("2d")
    everything = scene.everything()
    assert "Fatou" not in everything
    assert "fatou" not in everything
    assert [task.title for task in scene.tasks()] == ["Décorer", "Chanter", "Balayer", "Ranger"]
    shown = await scene.whispers("Léa", "/tache 1")
    assert "history-made" in keys(*shown)
    assert "status-done" in keys(*await scene.says("Léa", "/tache 4"))


async def test_whoever_returns_in_time_keeps_the_name(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi")
    await scene.leaves("Marc")
    await scene.waits("29d")
    await scene.joins("Marc")
    await scene.waits("60d")
    assert "Marc" in scene.members()
    assert scene.row("history", what="made")["person_id"] == scene.person("Marc")


async def test_whoever_comes_after_that_is_a_newcomer(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer")
    await scene.leaves("Marc")
    await scene.waits("31d")
    await scene.says("Marc", "/prendre 1")
    assert scene.task(1).lead
    assert scene.row("history", what="made")["person_id"] is None, "what was erased does not come back"
    assert scene.row("task", number=1)["author_id"] is None


async def test_in_another_team_they_are_still_there(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Marc", "/tache Décorer moi")
    await scene.says("Marc", "/tache Projeter moi", team="ciné")
    await scene.leaves("Marc")
    await scene.waits("31d")
    (ours, theirs) = scene.rows("task")
    assert (ours["author_id"], theirs["author_id"]) == (None, scene.person("Marc"))
    assert kinds(await scene.whispers("Marc", "/taches", team="ciné")) == [("answer", "Marc", True)]


# ---- letters keep no words


async def test_once_a_letters_life_is_over_its_words_are_gone(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    await a_busy_person(scene, "Marc")
    await scene.says("Léa", "/tache Attendre @Sam")
    await scene.at("mon 22:00")
    await scene.says("Léa", "/tache Veiller @Marc")
    await scene.says("Léa", "/tache Guetter @Marc")
    waiting = [row for row in scene.rows("letter") if row["state"] == "waiting"]
    assert len(waiting) >= 2
    assert all(row["document"] for row in waiting)
    await scene.waits("1d")
    over = [row for row in scene.rows("letter") if row["state"] in ("sent", "joined", "dropped", "failed")]
    assert {row["state"] for row in over} >= {"sent", "joined", "dropped"}
    assert [row for row in over if row["document"] is not None] == []


async def test_a_letter_that_failed_still_frees_what_it_carried_with_its_words(scene: Scene) -> None:
    scene.notebook.troubles["Marc"] = OSError()
    await scene.at("mon 22:00")
    for title in ("Veiller", "Guetter"):
        await scene.says("Léa", f"/tache {title} @Marc")
    await scene.at("tue 8:00")
    scene.notebook.troubles.clear()
    left = await scene.waits("1h")
    words = " ".join(d.speech.plain for d in left)
    assert "Veiller" in words
    assert "Guetter" in words


# ---- the bot is removed


async def test_removed_from_a_chat_it_says_nothing_more_to_anybody(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi demain")
    await scene.says("Léa", "/tache Chanter @Sam")
    await scene.at("mon 21:30")
    await scene.says("Léa", "/tache Veiller @Marc")
    await scene.removes_the_bot("Ana")
    assert await scene.waits("2w") == []
    for typed in ("/taches", "/tache Encore"):
        assert await scene.says("Léa", typed) == []
        assert await scene.whispers("Léa", typed) == []
    assert await scene.presses("Marc", "done 1", on="card:1") == []
    assert [row["state"] for row in scene.rows("letter") if row["state"] in ("waiting", "unknown")] == []


async def test_added_again_it_is_the_same_team(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi")
    await scene.removes_the_bot("Ana")
    await scene.waits("80d")
    left = await scene.adds_the_bot("Ana")
    assert "welcome-title" in keys(*left)
    assert "#1 Décorer" in (await scene.whispers("Léa", "/taches"))[0].speech.plain
    await scene.waits("80d")
    assert scene.task(1).lead
    assert Kind.DIGEST in {d.kind for d in scene.notebook.sent}


async def test_ninety_days_after_its_last_chat_the_team_is_erased(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await a_busy_person(scene, "Fatou")
    await scene.says("Zoé", "/tache Projeter @Marc", team="ciné")
    await scene.removes_the_bot("Ana")
    await scene.waits("89d")
    assert "Décorer" in scene.everything()
    await scene.waits("2d")
    assert [row["name"] for row in scene.rows("team")] == ["ciné"]
    assert sorted(row["name"] for row in scene.rows("account")) == ["Marc", "Zoé"]
    everything = scene.everything()
    assert not [word for word in ("Décorer", "Fatou", "Léa", "Ana", "lampions", "clefs") if word in everything]
    assert [task.title for task in scene.tasks("ciné")] == ["Projeter"]
    assert "welcome-title" not in keys(*await scene.adds_the_bot("Léa")), "it starts anew, with its host"


async def test_removed_before_it_was_admitted_it_keeps_nothing(stage: Stage) -> None:
    scene = await stage(admitted=False)
    await scene.adds_the_bot("Léa")
    await scene.removes_the_bot("Léa")
    assert [row["name"] for row in scene.rows("team")] == ["ciné"]
    assert "Léa" not in scene.everything()


def test_every_row_that_names_a_person_is_known_to_the_eraser(engine: object) -> None:
    """A new table with people in it must be thought of in `storage.erasing`."""
    named = {
        f"{table.name}.{key.parent.name}"
        for table in SQLModel.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }
    assert named == {
        "account.person_id",
        "asked.person_id",
        "assignment.by_id",
        "assignment.person_id",
        "change.person_id",
        "choice.person_id",
        "debate.author_id",
        "debate_view.person_id",
        "attendance.person_id",
        "feed.person_id",
        "history.person_id",
        "hours.person_id",
        "later.person_id",
        "letter.person_id",
        "link.person_id",
        "membership.person_id",
        "note.person_id",
        "report.about_id",
        "report.reporter_id",
        "report_keeper.person_id",
        "report_line.person_id",
        "request.asker_id",
        "role.asked_by_id",
        "role.asked_id",
        "role.holder_id",
        "search.asked_id",
        "search.leads_id",
        "search.person_id",
        "task.author_id",
        "thanks.by_id",
        "thanks.to_id",
        "unasked.person_id",
        "unsought.person_id",
        "urgent.person_id",
        "week_hours.person_id",
    }
