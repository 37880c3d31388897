"""Reports between all kinds of people: who gets a letter, who never does, and what anybody else can read anywhere."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

import pytest

from domain.document import to_json
from domain.letter import Kind
from domain.message import Forward, Sender
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

HAPPENED = "Insultes répétées, mardi au local"
QUOTE = "Tu n'es qu'une moins que rien"
TRAIL = "Entendu les deux, séparément"
ALL = ("Ana", "Bob", "Cléo", "Léa", "Marc", "Nina", "Zoé")
COORDINATORS = {"Ana", "Bob", "Cléo"}  # Ana administers the group, the others were named


@dataclass(frozen=True)
class Pair:
    """Somebody reports somebody, both of some role."""

    reporter: str
    reported: str

    def __str__(self) -> str:
        return f"{self.reporter}-{self.reported}"


PEOPLE = {
    "volunteer": "Léa",
    "coordinator": "Bob",
    "administrator": "Ana",
    "newcomer": "Nina",
    "gone": "Gil",
    "other team": "Zoé",
    "stranger": "Hugo",
    "bot": "Accalmie",
    "host": "Cléo",
}
MAY_REPORT = ("volunteer", "coordinator", "administrator", "newcomer", "host")
PAIRS = [Pair(one, other) for one in MAY_REPORT for other in PEOPLE]


async def a_group(stage: Stage) -> Scene:
    scene = await stage(members=("Léa", "Marc", "Bob", "Cléo", "Gil"), hosts=("Cléo",))
    for who in ("Léa", "Marc", "Bob", "Cléo", "Gil"):
        await scene.says(who, f"/tache Chose de {who}")
    for who in ("Bob", "Cléo"):
        await scene.says("Ana", f"/coordo @{who}")
    await scene.says("Nina", "/tache Je viens d'arriver")
    await scene.whispers("Nina", "/aide")
    await scene.says("Zoé", "/tache Projeter", team="ciné")
    await scene.leaves("Gil")
    return scene


def forwarded(who: str) -> Forward:
    """A message as Telegram hands it on: of a bot it names no person."""
    author = None if who == "Accalmie" else Sender("terminal", "", who, who, who)
    return Forward(QUOTE, author, who)


async def reports(scene: Scene, who: str, whom: str) -> int:
    await scene.whispers(who, f"/signaler {HAPPENED}")
    await scene.whispers(who, "/signaler mots")
    (shown,) = await scene.forwards(who, forwarded(whom))
    if keys(shown)[0].startswith("ask-report-who"):
        await scene.whispers(who, "/signaler concerne : autre")
    await scene.whispers(who, "/signaler envoyer")
    return int(scene.row("report", state="open")["number"])


def words_to(scene: Scene, who: str) -> str:
    """All that somebody was ever sent, with the labels and commands of their buttons."""
    mine = [d for d in scene.notebook.sent if receiver(d) == who]
    return "\n".join(
        f"{d.speech.plain} {[(b.label, b.command) for b in d.buttons]} {to_json(d.document)}" for d in mine
    )


async def asks_for_it(scene: Scene, who: str, number: int) -> None:
    """Somebody tries to read it, or to do something with it."""
    for line in (
        f"/signaler {number}",
        f"/signaler {number} fini",
        f"/signaler {number} passer",
        f"/signaler {number} note :",
        f"/signaler non {number}",
        "/signaler envoyer",
    ):
        await scene.whispers(who, line)
    for command in (f"report {number}", f"report {number} done", "report send"):
        await scene.presses(who, command, private=True)


async def asks_everywhere(scene: Scene, who: str) -> None:
    """Somebody looks wherever something of it may stand."""
    for line in (
        "/chercher insultes",
        "/bilan",
        "/bilan moi",
        "/bilan coordination",
        "/bilan depuis lundi",
        "/agenda",
        "/etat",
        "/donnees",
        "/coordo",
        "/oups",
        "/start",
        "/charte",
    ):
        await scene.whispers(who, line)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
async def test_two_who_are_not_concerned_get_it_and_nobody_else_ever_reads_of_it(pair: Pair, stage: Stage) -> None:
    who, whom = PEOPLE[pair.reporter], PEOPLE[pair.reported]
    scene = await a_group(stage)
    number = await reports(scene, who, whom)
    told = {receiver(d) for d in scene.letters(Kind.REQUEST)}
    free = COORDINATORS - {who, whom}
    assert told <= free
    assert len(told) == min(2, len(free))
    before = scene.rows("report"), scene.rows("report_keeper"), scene.rows("report_line")
    for each in (*ALL, "Gil", "Hugo"):
        if each not in told | {who}:
            await asks_for_it(scene, each, number)
    for each in {whom, "Marc"} - told - {who, "Accalmie"}:
        await asks_everywhere(scene, each)
    assert (scene.rows("report"), scene.rows("report_keeper"), scene.rows("report_line")) == before
    for reader in told:
        await scene.whispers(reader, f"/signaler {number} note : {TRAIL}")
        await scene.whispers(reader, f"/signaler {number}")
    await scene.at("mon 9:00")  # the digest
    for each in {*ALL, "Gil", "Hugo", "bal", "ciné"} - told:
        read = words_to(scene, each)
        assert TRAIL not in read, each
        if each != who:
            assert HAPPENED not in read, each
            assert QUOTE not in read, each
            assert f"report {number}" not in read, each
    for each in told:
        assert HAPPENED in words_to(scene, each)
        assert QUOTE in words_to(scene, each)
        if who not in told:
            assert f"Signalé par {who}" not in words_to(scene, each)


@pytest.mark.parametrize("who", ["Gil", "Hugo", "Zoé"])
async def test_who_is_not_of_the_group_reports_nothing_there(who: str, stage: Stage) -> None:
    """Zoé is of another group, and tells hers."""
    scene = await a_group(stage)
    for line in (f"/signaler {HAPPENED}", "/signaler concerne : Ana", "/signaler envoyer"):
        await scene.whispers(who, line, team=None)
    await scene.forwards(who, forwarded("Ana"), team=None)
    assert {row["team_id"] for row in scene.rows("report")} <= {scene.row("team", name="ciné")["id"]}
    assert scene.letters(Kind.REQUEST) == []


async def test_a_coordinator_of_another_group_reads_nothing_by_its_number(stage: Stage) -> None:
    scene = await a_group(stage)
    number = await reports(scene, "Léa", "Marc")
    left = await scene.whispers("Zoé", f"/signaler {number}", team="ciné")
    assert keys(*left) == ["report-not-here"]


async def test_a_number_that_exists_and_one_that_does_not_are_answered_the_same(stage: Stage) -> None:
    scene = await a_group(stage)
    number = await reports(scene, "Léa", "Bob")
    other = 101 if number == 100 else 100
    for who in ("Bob", "Marc"):
        for rest in ("", " fini", " passer"):
            answers = [
                [d.speech.plain for d in await scene.whispers(who, f"/signaler {each}{rest}")]
                for each in (number, other)
            ]
            assert answers[0] == answers[1], (who, rest)


async def test_who_turns_out_to_be_concerned_reads_it_no_more_and_its_waiting_letter_is_dropped(stage: Stage) -> None:
    """As where two accounts become one person."""
    scene = await a_group(stage)
    await scene.at("mon 23:00")
    number = await reports(scene, "Léa", "Marc")
    keeper = scene.rows("report_keeper")[0]["person_id"]
    name = next(each for each in COORDINATORS if scene.person(each) == keeper)
    with scene.engine.begin() as rows:
        table = scene.table("report")
        rows.execute(table.update().values(about_id=keeper))
    await scene.waits("2d")
    assert HAPPENED not in words_to(scene, name)
    assert keys(*await scene.whispers(name, f"/signaler {number}")) == ["report-not-here"]
    assert {receiver(d) for d in scene.letters(Kind.REQUEST)} == COORDINATORS - {name}


async def test_old_buttons_do_nothing_after_its_end_and_after_it_is_erased(stage: Stage) -> None:
    scene = await a_group(stage)
    number = await reports(scene, "Léa", "Marc")
    reader = receiver(scene.letters(Kind.REQUEST)[0])
    await scene.presses(reader, f"report {number} done", private=True)
    assert keys(*await scene.whispers(reader, f"/signaler {number} note : Encore")) == ["report-over"]
    heard = len(scene.letters(Kind.SYSTEM, "Léa"))
    await scene.presses(reader, f"report {number} done", private=True)
    assert len(scene.letters(Kind.SYSTEM, "Léa")) == heard
    await scene.waits("31d")
    assert keys(*await scene.presses(reader, f"report {number} done", private=True)) == ["stale-button"]


async def test_a_draft_is_nobody_elses(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.whispers("Léa", f"/signaler {HAPPENED}")
    await scene.whispers("Léa", "/aide")
    (offered,) = await scene.forwards("Léa", forwarded("Marc"))
    heard = next(each for each in offers(offered) if each.startswith("report draft"))
    for who in ("Marc", "Ana"):
        await scene.presses(who, heard, private=True)
        for line in ("/signaler", "/signaler envoyer", f"/signaler draft {heard.split()[-1]}", "/signaler non"):
            await scene.whispers(who, line)
        assert HAPPENED not in words_to(scene, who)
        assert QUOTE not in words_to(scene, who)
    assert scene.row("report", state="draft")["words"] == HAPPENED


async def test_the_group_sees_nothing_of_it_whatever_is_typed_there(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.says("Marc", QUOTE, id="m")
    before = len(scene.letters(to="bal"))
    await scene.says("Léa", f"/signaler {HAPPENED}", to="m")
    await scene.whispers("Léa", "/signaler envoyer")
    number = scene.row("report", state="open")["number"]
    reader = receiver(scene.letters(Kind.REQUEST)[0])
    await scene.says(reader, f"/signaler {number}")
    await scene.says(reader, f"/signaler {number} note : {TRAIL}")
    await scene.says("Marc", f"/signaler {number}")
    assert len(scene.letters(to="bal")) == before
    assert [row for row in scene.rows("history") if HAPPENED in str(row)] == []


async def test_nothing_of_it_is_logged(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    scene = await a_group(stage)
    number = await reports(scene, "Léa", "Marc")
    await scene.whispers("Ana", f"/signaler {number} note : {TRAIL}")
    assert not [word for word in (HAPPENED, QUOTE, TRAIL) if word in caplog.text]


async def test_after_a_kill_it_is_told_once_more_at_most_and_never_to_others(stage: Stage) -> None:
    """A lost answer of the messenger: the letters leave again under the same name."""
    scene = await a_group(stage)
    scene.notebook.troubles["Bob"] = OSError()
    await reports(scene, "Léa", "Ana")
    scene.notebook.troubles.clear()
    await scene.waits(f"{int(timedelta(hours=1).total_seconds())}s")
    tried = [d for d in scene.notebook.tried if d.kind is Kind.REQUEST]
    assert {receiver(d) for d in tried} == {"Bob", "Cléo"}
    assert [receiver(d) for d in scene.letters(Kind.REQUEST)].count("Bob") == 1
    assert len({d.key for d in tried if receiver(d) == "Bob"}) == 1
