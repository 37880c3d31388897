"""Somebody is away: nothing reaches them, nobody learns of it, and what they carry can be taken over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import PARIS, Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def scene(stage: Stage) -> Scene:
    return await stage()


def until(scene: Scene) -> datetime | None:
    found: datetime | None = scene.row("person", id=scene.person("Marc"))["away_until"]
    return found


@pytest.mark.parametrize(
    "typed", ["/absent jusqu'à lundi", "/away until monday", "/absent lundi svp", "/absence lundi"]
)
async def test_nothing_reaches_somebody_before_the_morning_of_the_day_that_they_name(scene: Scene, typed: str) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", typed)
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.says("Ana", "/role clés @Marc")
    await scene.says("Léa", "/tache Danser @Marc dimanche")
    await scene.at("mon 7:59")
    assert {d.kind for d in scene.letters(to="Marc")} == {Kind.ANSWER}
    assert until(scene) == datetime(2026, 3, 9, 8, tzinfo=PARIS)
    await scene.says("Léa", "/tache Jouer @Marc")
    assert ("proposal", "Marc", True) in kinds(await scene.at("mon 8:00"))
    assert until(scene) is None


async def test_what_was_proposed_meanwhile_comes_as_one_letter_on_return(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title} @Marc")
    await scene.at("wed 7:59")
    assert not [d for d in scene.letters(to="Marc") if d.kind is Kind.PROPOSAL]
    left = await scene.at("wed 8:00")
    assert [each for each in kinds(left) if each[1] == "Marc"] == [
        ("proposal", "Marc", True),
        ("system", "Marc", False),
    ]
    assert keys(*left).count("proposal-asks") == 2


async def test_a_proposal_that_nobody_answered_goes_on_without_them_and_says_no_reason(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à nouvel ordre")
    await scene.says("Léa", "/tache Chanter @Marc")
    left = await scene.waits("4d")
    assert [key for key in keys(*left) if key.startswith("lapsed")] == ["lapsed"]
    assert scene.task(1).is_free
    await scene.waits("26d12h")
    assert {row["state"] for row in scene.rows("letter", person_id=scene.person("Marc"), kind="proposal")} == {
        "dropped"
    }


async def test_until_further_notice_ends_when_they_say_so(scene: Scene) -> None:
    (page,) = await scene.whispers("Marc", "/absent")
    assert (keys(page), offers(page)) == (["ask-away"], ["away until further notice"])
    await scene.presses("Marc", "away until further notice", private=True)
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.waits("1d")
    (page,) = await scene.whispers("Marc", "/absent")
    assert keys(page)[:2] == ["away-open", "away-says"]
    left = await scene.presses("Marc", "away off", private=True)
    assert ("proposal", "Marc", True) in kinds(left)
    await scene.waits("1m")
    assert scene.row("person", id=scene.person("Marc"))["away_since"] is None
    assert keys(*await scene.whispers("Marc", "/absent non")) == ["away-not"]


async def test_what_waits_long_for_somebody_who_is_away_is_dropped_with_its_reason(scene: Scene) -> None:
    await scene.says("Ana", "/role clés @Marc")
    await scene.whispers("Marc", "/role clés moi")
    await scene.whispers("Marc", "/absent jusqu'à nouvel ordre")
    await scene.says("Ana", "/role clés non")  # he is told so
    await scene.waits("38d")
    row = scene.row("letter", person_id=scene.person("Marc"), kind="system")
    assert (row["state"], row["reason"]) == ("dropped", "waited too long")


async def test_whoever_is_away_is_still_answered_without_sound(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à lundi")
    assert kinds(await scene.whispers("Marc", "/taches")) == [("answer", "Marc", False)]


async def test_nobody_else_learns_of_an_absence(scene: Scene) -> None:
    left = await scene.says("Marc", "/absent jusqu'à lundi")
    assert kinds(left) == [("answer", "Marc", False)]
    await scene.says("Léa", "/tache Chanter @Marc")
    seen = [*await scene.whispers("Ana", "/etat"), *await scene.whispers("Ana", "/reglages")]
    seen += [d for d in scene.notebook.sent if d.member is None or d.member.name != "Marc"]
    assert not [key for key in keys(*seen) if key.startswith("away")]
    assert not [d for d in seen if "absen" in d.speech.plain.casefold()]


async def test_a_reminder_that_fell_into_the_absence_does_not_come_late(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", "/absent jusqu'à lundi")
    await scene.waits("10d")
    assert scene.letters(Kind.NUDGE, "Marc") == []
    states = {(row["state"], row["reason"]) for row in scene.rows("letter", kind="nudge")}
    assert states == {("dropped", "too late"), ("dropped", "overtaken")}


async def test_a_reminder_of_what_is_due_after_the_return_comes_then(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi mardi 17 mars")
    await scene.whispers("Marc", "/absent jusqu'au 16 mars")
    left = await scene.at("2026-03-16 08:00")
    assert ("nudge", "Marc", True) in kinds(left)


@pytest.mark.parametrize(
    "typed",
    [
        *("/absent hier", "/absent peut-être", "/absent jusqu'à", "/absent tous les lundis", "/absent deux semaines"),
        *("/absent du 3 au 10 mai", "/away from 3 may until 10 may", "/absent 9999-12-31", "/absent 0001-01-01"),
        *("/absent 2020-01-01", "/absent aujourd'hui", "/absent jusqu'à lundi 18 mars 2030"),
    ],
)
async def test_what_is_not_understood_is_asked_back_and_changes_nothing(scene: Scene, typed: str) -> None:
    before = scene.state()
    left = await scene.whispers("Marc", typed)
    assert keys(*left) == ["refusal-away"]
    assert scene.state() == before


@pytest.mark.parametrize(
    ("typed", "offered", "until_"),
    [
        ("lundi 18 mars", ["away 2026-03-18", "away 2026-03-16"], datetime(2026, 3, 16, 8, tzinfo=PARIS)),
        (
            "lundi 7h15 ou mardi",
            ["away 2026-03-09T07:15:00+01:00", "away 2026-03-03"],
            datetime(2026, 3, 3, 8, tzinfo=PARIS),
        ),
    ],
)
async def test_a_doubtful_date_is_asked_back_with_buttons_that_mean_what_they_say(
    scene: Scene, typed: str, offered: list[str], until_: datetime
) -> None:
    (page,) = await scene.whispers("Marc", f"/absent jusqu'à {typed}")
    assert (keys(page)[0], offers(page)) == ("ask-which-date", offered)
    await scene.presses("Marc", offered[1], private=True)
    assert until(scene) == until_


# ---- handing over


async def test_tasks_that_fall_due_meanwhile_can_be_offered_and_stay_theirs_until_taken(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.says("Marc", "/tache Chanter moi 20 mars")
    await scene.says("Marc", "/tache Danser moi")
    (page,) = await scene.whispers("Marc", "/absent jusqu'à lundi")
    assert offers(page) == ["away offer", "away off"]
    assert "Ranger" in page.speech.plain
    assert "Chanter" not in page.speech.plain
    left = await scene.presses("Marc", "away offer", private=True)
    (card,) = [d for d in left if d.kind is Kind.CARD]
    assert (card.about, offers(card)) == (1, ["done 1", "take 1"])
    assert "absen" not in card.speech.plain.casefold()
    assert [task.is_offered for task in scene.tasks()] == [True, False, False]
    assert scene.task(1).lead.name == "Marc"  # type: ignore[union-attr]
    (free,) = await scene.whispers("Léa", "/taches libres")
    assert "Ranger" in free.speech.plain
    left = await scene.presses("Sam", "take 1", on="card:1")
    assert [(a.name, a.role.value) for a in scene.task(1).assignments] == [("Sam", "lead")]
    assert "away-taken" not in keys(*left)
    left = await scene.at("mon 9:00")
    told = [d for d in scene.letters(Kind.SYSTEM, "Marc") if "away-taken" in keys(d)]
    assert [d.at for d in told] == [datetime(2026, 3, 9, 7, tzinfo=UTC)]


async def test_what_nobody_took_is_theirs_alone_again_when_they_are_back(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", "/absent jusqu'à lundi")
    await scene.presses("Marc", "away offer", private=True)
    left = await scene.at("mon 8:00")
    assert not scene.task(1).is_offered
    assert offers(next(d for d in left if d.kind is Kind.CARD)) == ["done 1"]


async def test_an_offer_can_be_taken_back_from_the_answer_from_the_card_and_with_undo(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", "/absent jusqu'à lundi")
    for takes_back in ("away keep", "take 1", "/oups"):
        await scene.whispers("Marc", "/absent proposer")
        assert scene.task(1).is_offered
        if takes_back == "/oups":
            await scene.whispers("Marc", takes_back)
        else:
            private = takes_back == "away keep"
            await scene.presses("Marc", takes_back, private=private, on=None if private else "card:1")
        assert not scene.task(1).is_offered
        assert scene.task(1).lead.name == "Marc"  # type: ignore[union-attr]


async def test_taking_over_can_be_taken_back_and_the_offer_stands_again(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.whispers("Marc", "/absent jusqu'à lundi")
    await scene.presses("Marc", "away offer", private=True)
    await scene.presses("Sam", "take 1", on="card:1")
    await scene.whispers("Sam", "/oups")
    assert scene.task(1).lead.name == "Marc"  # type: ignore[union-attr]
    assert scene.task(1).is_offered


async def test_whoever_is_there_offers_nothing(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi jeudi")
    assert keys(*await scene.whispers("Marc", "/absent proposer")) == ["away-not"]
    assert not scene.task(1).is_offered


async def test_an_offered_task_stands_in_the_digest_among_what_looks_for_somebody_without_a_name(scene: Scene) -> None:
    await scene.says("Marc", "/tache Ranger moi 10 mars")
    await scene.whispers("Marc", "/absent jusqu'au 15 mars")
    await scene.presses("Marc", "away offer", private=True)
    (digest,) = await scene.whispers("Léa", "/bilan")
    assert "digest-free" in keys(digest)
    assert offers(digest) == ["take 1"]
    assert "Marc" not in digest.speech.plain


async def test_an_absence_is_erased_with_the_person(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à nouvel ordre")
    marc = scene.person("Marc")
    await scene.leaves("Marc")
    await scene.waits("31d")
    assert scene.rows("person", id=marc) == []


async def test_of_somebody_in_several_teams_what_falls_due_in_any_of_them_is_offered_where_it_is(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Marc", "/tache Ranger moi jeudi")
    await scene.says("Marc", "/tache Projeter moi vendredi", team="ciné")
    (page,) = await scene.whispers("Marc", "/absent jusqu'à lundi", team=None)  # no team is asked for
    assert "ask-which-team" not in keys(page)
    assert ("Ranger" in page.speech.plain, "Projeter" in page.speech.plain) == (True, True)
    left = await scene.presses("Marc", "away offer", private=True)
    assert {(d.team.name, d.kind) for d in left} == {
        ("bal", Kind.ANSWER),
        ("bal", Kind.CARD),
        ("ciné", Kind.CARD),
    }
    assert all(task.is_offered for team in ("bal", "ciné") for task in scene.tasks(team))
    left = await scene.presses("Marc", "away keep", private=True)
    assert {(d.team.name, d.kind) for d in left} >= {("bal", Kind.CARD), ("ciné", Kind.CARD)}
    assert not any(task.is_offered for team in ("bal", "ciné") for task in scene.tasks(team))


async def test_who_comes_back_earlier_than_they_said_first_finds_what_waited(scene: Scene) -> None:
    await scene.whispers("Marc", "/absent jusqu'à nouvel ordre")
    await scene.says("Léa", "/tache Chanter @Marc")
    await scene.whispers("Marc", "/absent jusqu'à mercredi")
    assert ("proposal", "Marc", True) in kinds(await scene.at("wed 8:00"))
