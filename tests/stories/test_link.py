"""Two chats become one team: by a code that counts once, and a coordinator on both sides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel, col

from bot.departure import Departure
from domain import report
from domain.letter import Kind
from handlers.kit import renumber
from storage import reports, teams
from storage.joining import MOVED, SETTLED, Shift
from storage.links import kept
from storage.tables import PersonRow, ReportRow
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


def code_in(*letters: Departure) -> str:
    """The code that a letter gives."""
    (letter,) = [each for each in letters if "link-typed" in keys(each)]
    at = [line.phrases[0].key for line in letter.document.lines].index("link-typed")
    return letter.speech.lines[at].plain.split()[-1]


async def link(scene: Scene, *, sure: bool = True) -> list[Departure]:
    """Ana's group gives a code, Zoé types it in hers, and presses the button if she is asked."""
    code = code_in(*await scene.says("Ana", "/relier"))
    left = await scene.says("Zoé", f"/relier {code}", team="ciné")
    if sure and f"link chat {code} yes" in [each for letter in left for each in offers(letter)]:
        return await scene.presses("Zoé", f"link chat {code} yes", team="ciné")
    return left


@pytest.fixture
async def both(stage: Stage) -> Scene:
    """Marc is in both groups. Each has a task 1, and only `ciné` has a task 2, which waits for its first."""
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Léa", "/tache Décorer")
    await scene.says("Zoé", "/tache Projeter moi", team="ciné")
    await scene.says("Zoé", "/tache Balayer après #1", team="ciné")
    return scene


async def test_an_empty_chat_joins_at_once_and_both_have_one_list(stage: Stage) -> None:
    scene = await stage()
    await scene.says("Léa", "/tache Décorer")
    left = await link(scene)
    assert [receiver(each) for each in left if "link-joined" in keys(each)] == ["bal", "bal"]
    await scene.says("Zoé", "/prendre 1", team="ciné")
    lead = scene.task(1).lead
    assert lead is not None
    assert lead.name == "Zoé"
    left = await scene.says("Marc", "/fait 1")
    assert sum(each.kind is Kind.CARD for each in left) == 2, "the card changes in both chats"
    assert [row["name"] for row in scene.rows("team")] == ["bal"]


async def test_who_brings_tasks_reads_first_what_becomes_of_them(both: Scene) -> None:
    before = both.state()
    left = await link(both, sure=False)
    (asked,) = [each for each in left if each.kind is Kind.ANSWER]
    assert keys(asked)[:2] == ["link-ask", "link-tasks"]
    assert "#1 devient #2" in asked.speech.plain
    after = both.state()
    assert {k: v for k, v in after.items() if k != "link"} == {k: v for k, v in before.items() if k != "link"}


async def test_tasks_come_along_with_all_that_is_theirs(both: Scene) -> None:
    await both.says("Zoé", "/noter 2 avec le grand balai", team="ciné")
    await link(both)
    assert [(task.number, task.title) for task in both.tasks()] == [(1, "Décorer"), (2, "Projeter"), (3, "Balayer")]
    assert both.task(3).waits_for == (2,)
    assert both.task(2).lead is not None
    (shown,) = [each for each in await both.says("Zoé", "/tache 3", team="ciné") if each.kind is Kind.CARD][:1]
    assert "grand balai" in shown.speech.plain
    await both.says("Léa", "/tache Chanter")
    assert [task.number for task in both.tasks()] == [1, 2, 3, 4]


async def test_cards_that_stand_are_rewritten_and_none_is_posted(both: Scene) -> None:
    left = await link(both)
    cards = [each for each in left if each.kind is Kind.CARD]
    assert [(each.about, each.edits is not None) for each in cards] == [(2, True), (3, True)]
    assert offers(cards[1]) == ["take 3"]


async def test_an_old_button_means_the_same_task_as_before(both: Scene) -> None:
    card = next(each for each in reversed(both.letters(Kind.CARD)) if each.about == 2)
    await link(both)
    (button,) = [row for row in both.rows("choice", letter_id=card.letter) if row["command"].startswith("take")]
    assert button["command"] == "take 3"
    await both.presses("Marc", "take 3", on="card:3", team="ciné")
    assert [task.lead is not None for task in both.tasks()] == [False, True, True]


async def test_a_button_of_an_old_digest_or_question_means_the_same_task_as_before(both: Scene) -> None:
    await both.at("2026-03-09 10:00")
    (asked,) = [each for each in await both.says("Marc", "/prendr 2", team="ciné") if offers(each)]
    assert offers(asked) == ["take 2"]
    await link(both)
    digest = next(each for each in both.letters(Kind.DIGEST) if each.chat and each.chat.place.external_id == "ciné")
    assert "take 2" in offers(digest)
    assert [row["command"] for row in both.rows("choice", letter_id=digest.letter)] == ["take 3"]
    await both.presses("Marc", "take 3", on="digest", team="ciné")
    lead = both.task(3).lead
    assert lead is not None
    assert [row["command"] for row in both.rows("choice", letter_id=asked.letter)] == ["take 3"]
    assert both.task(2).lead != lead


async def test_a_question_that_waits_for_words_is_about_the_same_debate(both: Scene) -> None:
    await both.says("Léa", "/parquer le prix")
    await both.says("Zoé", "/parquer la salle", team="ciné")
    await both.presses("Marc", "start A", team="ciné")
    await link(both)
    await both.whispers("Marc", "en haut", team=None)
    (view,) = both.rows("debate_view")
    assert both.row("debate", id=view["debate_id"])["title"] == "la salle"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("take 2", "take 12"),
        ("done 2 3", "done 12 13"),
        ("after 2 3", "after 12 13"),
        ("due 2 2026-03-13", "due 12 2026-03-13"),
        ("note 2 3 chaises", "note 12 3 chaises"),
        ("task 2", "task 12"),
        ("start 2", "start 12"),
        ("start A", "start C"),
        ("start decide-B", "start decide-D"),
        ("agenda A", "agenda C"),
        ("agenda drop A", "agenda drop C"),
        ("agenda decide A: 12 €", "agenda decide C: 12 €"),
        ("role accept 2", "role accept 2"),
        ("later off 2", "later off 2"),
        ("tasks me", "tasks me"),
        ("digest monday 9:00", "digest monday 9:00"),
        ("urgent now: 2 clés", "urgent now: 2 clés"),
        ("", ""),
    ],
)
def test_a_command_line_follows_the_numbers(engine: object, was: str, now: str) -> None:
    assert renumber.line(was, Shift(10, 2)) == now


async def test_coordinators_of_either_chat_coordinate_both(both: Scene) -> None:
    await link(both)
    assert "refusal-coordinators" not in keys(*await both.says("Zoé", "/calme 22:00-07:00"))
    assert "refusal-coordinators" not in keys(*await both.says("Ana", "/calme 22:00-07:00", team="ciné"))
    assert "refusal-coordinators" in keys(*await both.says("Marc", "/calme 20:00-07:00", team="ciné"))


async def test_each_chat_keeps_its_quiet_hours(both: Scene) -> None:
    await both.says("Zoé", "/calme 19:00-09:00", team="ciné")
    await link(both)
    ours, theirs = both.rows("chat")
    assert ours["quiet"] != theirs["quiet"]
    assert [ours["title"], theirs["title"]] == ["bal", "ciné"]


async def test_one_digest_comes_in_each_chat_and_nothing_is_told_twice(both: Scene) -> None:
    await both.says("Zoé", "/bilan mercredi 9:00", team="ciné")
    await both.says("Zoé", "/fait 1", team="ciné")
    await link(both)
    await both.says("Léa", "/fait 1")
    await both.whispers("Marc", "/bilan moi oui")
    await both.says("Léa", "/merci @Marc")
    left = await both.at("2026-03-11 10:00")
    digests = [each for each in left if each.kind is Kind.DIGEST]
    told = {each.chat.place.external_id: each.speech.plain for each in digests if each.chat}
    first, second = [each for each in digests if each.chat and each.chat.place.external_id == "ciné"]
    assert [each.chat.place.external_id for each in digests if each.chat] == ["ciné", "bal", "ciné"]
    assert "Projeter" in first.speech.plain
    assert "Décorer" in first.speech.plain
    assert "Projeter" in told["bal"]
    assert "Décorer" in told["bal"], "told in the other chat first, and here as well"
    assert "merci" not in second.speech.plain
    assert "Décorer" not in second.speech.plain
    assert sum(each.member is not None for each in digests) == 1, "one copy in private, not one for each chat"


async def test_whoever_leaves_one_chat_stays_in_the_team_of_the_other(both: Scene) -> None:
    await link(both)
    await both.says("Marc", "/prendre 1", team="ciné")
    await both.leaves("Marc")
    assert both.task(1).lead is not None
    await both.says("Marc", "/lacher 1", team="ciné")
    assert both.task(1).lead is None
    await both.leaves("Léa")
    assert "Léa" not in both.members(), "she is in no other chat of the team"


async def test_projects_of_one_name_are_one_that_says_what_either_said(both: Scene) -> None:
    await both.says("Léa", "/projet Bal : danser")
    await both.says("Zoé", "/projet Grand bal : chanter", team="ciné")
    await both.says("Zoé", "/projet #bal Le bal", team="ciné")
    await both.says("Zoé", "/projet #bal Le bal :", team="ciné")
    await both.says("Léa", "/projet bal fin")
    await link(both)
    found = {row["name"]: (row["title"], row["objective"], row["ended_at"]) for row in both.rows("project")}
    assert found == {"bal": ("Bal", "danser", None), "grand-bal": ("Grand bal", "chanter", None)}


async def test_a_role_of_both_is_to_decide_and_others_stay(both: Scene) -> None:
    await both.says("Léa", "/role clefs moi")
    await both.says("Zoé", "/role Clefs moi", team="ciné")
    await both.says("Zoé", "/role caisse moi", team="ciné")
    await both.says("Ana", "/role presse moi")
    await link(both)
    held = {row["folded"]: row["holder_id"] for row in both.rows("role")}
    assert held == {"clefs": None, "caisse": both.person("Zoé"), "presse": both.person("Ana")}


async def test_debates_get_the_next_letters_and_their_buttons_follow(both: Scene) -> None:
    await both.says("Léa", "/parquer le prix")
    await both.says("Zoé", "/parquer la salle", team="ciné")
    left = await link(both)
    assert [row["number"] for row in both.rows("debate")] == [1, 2]
    assert "start B" in [each for letter in left for each in offers(letter)]
    assert not [row for row in both.rows("choice") if row["command"] == "start A" and _chat_of(both, row) == "ciné"]


def _chat_of(scene: Scene, choice: dict[str, object]) -> str | None:
    letter = scene.row("letter", id=choice["letter_id"])
    return scene.row("chat", id=letter["chat_id"])["external_id"] if letter["chat_id"] else None


async def test_what_waits_in_the_night_says_the_new_numbers(both: Scene) -> None:
    await both.at("mon 21:30")
    await both.says("Zoé", "/proposer 2 @Marc", team="ciné")
    await link(both)
    left = await both.at("tue 9:00")
    (asked,) = [each for each in left if each.kind is Kind.PROPOSAL]
    assert offers(asked)[:2] == ["accept 3", "decline 3"]
    await both.presses("Marc", "accept 3", on="proposal:3:Marc", team="ciné")
    assert both.task(3).lead is not None


async def test_after_it_nothing_older_is_taken_back_by_mistake(both: Scene) -> None:
    await link(both)
    assert "refusal-nothing-to-undo" in keys(*await both.says("Zoé", "/oups", team="ciné"))
    await both.says("Léa", "/oups")
    assert [task.is_open for task in both.tasks()] == [False, True, True]


async def test_a_team_in_another_zone_lives_by_the_first_ones_clocks(both: Scene) -> None:
    await both.says("Zoé", "/reglages heure Montréal", team="ciné")
    await both.says("Zoé", "/tache Ranger mercredi", team="ciné")
    await link(both)
    made = next(task for task in both.tasks() if task.title == "Ranger")
    assert made.deadline == both.moment("2026-03-05 00:00")


# ---- what must not be


async def test_only_a_coordinator_gets_or_gives_a_code(both: Scene) -> None:
    assert keys(*await both.says("Léa", "/relier")) == ["refusal-coordinators"]
    code = code_in(*await both.says("Ana", "/relier"))
    assert "refusal-coordinators" in keys(*await both.says("Marc", f"/relier {code}", team="ciné"))
    assert len(both.rows("team")) == 2


async def test_a_code_is_given_to_one_person_alone_and_kept_as_a_hash(both: Scene) -> None:
    left = await both.says("Ana", "/relier")
    assert {receiver(each) for each in left if each.kind is Kind.ANSWER} == {"Ana"}
    code = code_in(*left)
    assert both.row("link")["code"] == kept(code)
    await both.waits("1m")
    assert code not in both.everything()


async def test_unknown_used_old_and_foreign_codes_get_one_answer(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    answers = [await both.says("Zoé", "/relier AAAAAA", team="ciné")]
    await both.waits("20m")
    answers.append(await both.says("Zoé", f"/relier {code}", team="ciné"))
    await both.leaves("Zoé")
    await both.joins("Zoé")
    assert [keys(*each) for each in answers] == [["link-no-code"]] * 2
    assert answers[0][0].speech.plain == answers[1][0].speech.plain


async def test_a_code_counts_for_the_chat_that_gave_it_first(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    await both.says("Zoé", f"/relier {code}", team="ciné")
    (row,) = both.rows("link")
    assert row["for_id"] == both.row("chat", external_id="ciné")["id"]
    await both.presses("Zoé", f"link chat {code} yes", team="ciné")
    assert both.rows("link") == []
    assert keys(*await both.says("Zoé", f"/relier {code} oui", team="ciné")) == ["link-no-code"]


async def test_after_five_wrong_codes_even_the_right_one_waits_an_hour(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    for _ in range(5):
        await both.says("Zoé", "/relier CCCCCC", team="ciné")
    assert keys(*await both.says("Zoé", f"/relier {code}", team="ciné")) == ["link-tries"]
    await both.waits("61m")
    assert len(both.rows("team")) == 2
    await link(both)
    assert len(both.rows("team")) == 1


async def test_a_chat_does_not_join_its_own_team(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    assert "refusal-link-same" in keys(*await both.says("Ana", f"/relier {code}"))


async def test_whoever_gave_the_code_must_coordinate_still(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    await both.leaves("Ana")
    assert keys(*await both.says("Zoé", f"/relier {code}", team="ciné")) == ["link-no-code"]


async def test_each_into_the_other_is_one_link_and_no_more(both: Scene) -> None:
    ours = code_in(*await both.says("Ana", "/relier"))
    theirs = code_in(*await both.says("Zoé", "/relier", team="ciné"))
    await both.says("Zoé", f"/relier {ours} oui", team="ciné")
    assert len(both.rows("team")) == 1
    assert "refusal-link-same" in keys(*await both.says("Ana", f"/relier {theirs} oui"))


async def test_a_chat_from_which_the_bot_was_removed_is_joined_no_more(both: Scene) -> None:
    code = code_in(*await both.says("Ana", "/relier"))
    await both.removes_the_bot("Ana")
    assert keys(*await both.says("Zoé", f"/relier {code}", team="ciné")) == ["link-no-code"]


@pytest.mark.parametrize("typed", ["x", "1234567", "é" * 4000, "🎉", "<b>", "K7QF2M K7QF2M", "chat", "chat oui"])
async def test_what_is_no_code_is_answered_with_an_example(both: Scene, typed: str) -> None:
    before = len(both.rows("team"))
    assert keys(*await both.says("Zoé", f"/relier {typed}", team="ciné"))[-1:] != []
    assert len(both.rows("team")) == before


async def test_a_line_of_the_chat_alone_tells_of_it(both: Scene) -> None:
    left = await link(both)
    assert ("system", "bal", False) in kinds(left)
    assert not [each for each in left if each.sound and each.member is None]


def test_every_table_of_a_team_is_thought_of(engine: object) -> None:
    """A new table that belongs to a team must be moved, or settled, when the team joins another one."""
    of_a_team = {table.name for table in SQLModel.metadata.tables.values() if "team_id" in table.columns}
    assert of_a_team == MOVED | SETTLED, "storage.joining moves it as it is: is that right?"
    assert not MOVED & SETTLED


async def a_charter(scene: Scene, who: str, words: str, team: str) -> None:
    after = len([row for row in scene.rows("charter") if row["team_id"] == scene.row("team", name=team)["id"]])
    await scene.says(who, f"/charte {words}", team=team)
    await scene.presses(who, f"charter now {after}: {words}", team=team)


async def test_the_charter_of_the_group_that_is_joined_holds_and_no_version_is_lost(both: Scene) -> None:
    await a_charter(both, "Ana", "On s'écoute.", "bal")
    await a_charter(both, "Zoé", "On se tait.", "ciné")
    await link(both)
    versions = {row["version"]: row["words"] for row in both.rows("charter")}
    assert versions == {1: "On s'écoute.", 2: "On se tait.", 3: "On s'écoute."}
    (shown,) = await both.whispers("Zoé", "/charte")
    assert "On s'écoute." in shown.speech.plain


async def test_a_charter_and_its_contact_come_along_where_there_was_none(both: Scene) -> None:
    await a_charter(both, "Zoé", "On se tait.", "ciné")
    await both.says("Zoé", "/charte contact La médiation", team="ciné")
    await link(both)
    (shown,) = await both.whispers("Léa", "/charte")
    assert "On se tait." in shown.speech.plain
    assert "La médiation" in shown.speech.plain


async def test_what_was_told_in_confidence_stays_with_who_was_told(both: Scene) -> None:
    await both.whispers("Zoé", "/coordo @Marc", team="ciné")
    await both.whispers("Marc", "/signaler Insultes", team="ciné")
    await both.whispers("Marc", "/signaler concerne : personne", team="ciné")
    await both.whispers("Marc", "/signaler envoyer", team="ciné")
    number = both.row("report")["number"]
    await link(both)
    assert "Insultes" in (await both.whispers("Zoé", f"/signaler {number}"))[0].speech.plain
    assert "Insultes" not in "".join(each.speech.plain for each in await both.whispers("Léa", f"/signaler {number}"))


def test_two_reports_of_one_number_get_two(engine: Engine) -> None:
    with engine.begin() as rows:
        ids = [teams.add_team(rows, name=name, language="fr", zone="Europe/Paris", now=NOW) for name in ("a", "b")]
        person = rows.execute(insert(PersonRow).values().returning(col(PersonRow.id))).scalar_one()
        for team in ids:
            reports.add(rows, team, person, report.Stage.OPEN, NOW, NOW, number=345)
        reports.join(rows, *ids)
        found = rows.execute(select(col(ReportRow.team_id), col(ReportRow.number))).all()
    assert {row.team_id for row in found} == {ids[0]}
    assert len({row.number for row in found}) == 2
