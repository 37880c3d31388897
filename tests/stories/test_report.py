"""Something is told the coordination in confidence: how it is written, who reads it, and how it goes again."""

from __future__ import annotations

from typing import Any

import pytest

from bot.departure import Departure
from bot.messengers import Unreachable
from bot.replay.resolve import sender
from domain.letter import Kind
from domain.message import Ability, Forward
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

SECRET = "Il m'a suivie jusqu'à la gare"


async def a_group(stage: Stage, *named: str, **how: Any) -> Scene:
    """Ana coordinates, and those whom she named."""
    scene = await stage(members=("Léa", "Marc", "Bob", "Cléo", "Zoé"), **how)
    for who in ("Léa", "Marc", "Bob", "Cléo", "Zoé"):
        await scene.says(who, f"/tache Chose de {who}")
    for who in named:
        await scene.says("Ana", f"/coordo @{who}")
    return scene


async def reports(scene: Scene, who: str, whom: str = "Marc", words: str = SECRET, send: str = "report send") -> int:
    """Somebody reports somebody; the number under which that is read."""
    await scene.whispers(who, f"/signaler {words}")
    await scene.whispers(who, f"/signaler concerne : {whom}")
    await scene.presses(who, send, private=True)
    return int(scene.row("report", state="open")["number"])


def told(scene: Scene, words: str = SECRET) -> set[str]:
    """Who got to read it, but for whoever wrote it."""
    return {receiver(d) for d in scene.letters(Kind.REQUEST) if words in d.speech.plain}


# ---- writing it


async def test_it_goes_step_by_step_and_is_shown_before_it_leaves(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    (asked,) = await scene.whispers("Léa", "/signaler")
    assert keys(asked) == ["ask-report-whose", "ask-report-then"]
    (whom,) = await scene.whispers("Léa", f"{SECRET}\nDeux fois.")
    marc = f"report about: person:{scene.person('Marc')}"
    assert marc in offers(whom)
    assert offers(whom)[-2:] == ["report about: nobody", "report about: other"]
    (shown,) = await scene.presses("Léa", marc, private=True)
    assert f"{SECRET}\nDeux fois." in shown.speech.plain
    assert "Personne concernée\u00a0: Marc" in shown.speech.plain
    assert "Ana et Bob" in shown.speech.plain
    assert scene.letters(Kind.REQUEST) == []
    left = await scene.presses("Léa", "report send", private=True)
    assert kinds(left) == [("answer", "Léa", True), ("request", "Ana", True), ("request", "Bob", True)]
    assert told(scene) == {"Ana", "Bob"}


@pytest.mark.parametrize(("send", "is_named"), [("report send", False), ("report send named", True)])
async def test_the_reporters_name_is_told_if_they_chose_so(stage: Stage, send: str, is_named: bool) -> None:
    scene = await a_group(stage, "Bob")
    await reports(scene, "Léa", send=send)
    for letter in scene.letters(Kind.REQUEST):
        assert ("Signalé par Léa" in letter.speech.plain) == is_named
        assert ("Léa" in letter.speech.plain) == is_named


async def test_whatever_can_be_pressed_can_be_typed(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", "Cléo")
    await scene.whispers("Léa", f"/report words: {SECRET}")
    await scene.whispers("Léa", "/report about: @Marc")
    first = scene.notebook.sent[-1]
    gone = next(
        who for who in ("Ana", "Bob", "Cléo") if f"Pas à {who}" in first.speech.plain or who in first.speech.plain
    )
    await scene.whispers("Léa", f"/report without: {gone}")
    assert gone not in "".join(line.plain for line in scene.notebook.sent[-1].speech.lines)
    await scene.whispers("Léa", "/report send")
    assert told(scene) == {"Ana", "Bob", "Cléo"} - {gone}


async def test_a_name_that_nobody_has_is_asked_again_and_plain_words_still_answer(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    assert keys(*await scene.whispers("Léa", "Hugo")) == ["refusal-report-who"]
    assert "report-preview" in keys(*await scene.whispers("Léa", "marc"))


async def test_a_draft_waits_a_day_for_whoever_comes_back_to_it(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    await scene.waits("20h")
    await scene.whispers("Léa", "/signaler concerne : personne")
    assert SECRET in (await scene.whispers("Léa", "/signaler"))[0].speech.plain
    await scene.waits("5h")
    assert scene.rows("report") == []
    assert SECRET not in scene.everything()


async def test_nothing_is_sent_and_all_is_erased_if_one_changes_ones_mind(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    assert keys(*await scene.presses("Léa", "report about: nobody", private=True))[0] == "report-preview"
    assert keys(*await scene.presses("Léa", "report off", private=True)) == ["report-off"]
    assert scene.rows("report") == []
    assert scene.letters(Kind.REQUEST) == []
    assert keys(*await scene.whispers("Léa", "/signaler envoyer")) == ["refusal-no-report"]


async def test_what_was_sent_can_be_taken_back_and_its_readers_hear_that_it_is_over(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    number = await reports(scene, "Léa")
    left = await scene.presses("Léa", f"report off {number}", private=True)
    assert sorted(kinds(left)) == [("answer", "Léa", True), ("system", "Ana", False), ("system", "Bob", False)]
    assert keys(*await scene.whispers("Ana", f"/signaler {number}")) == ["report-not-here"]
    assert SECRET not in scene.everything()


@pytest.mark.parametrize("words", ["\u200b", "  \n ", "\u202e"])
async def test_without_words_it_is_asked_for_them(stage: Stage, words: str) -> None:
    scene = await a_group(stage)
    assert keys(*await scene.whispers("Léa", f"/signaler {words}"))[0] == "ask-report-whose"


async def test_markup_and_emoji_survive_and_what_is_too_long_is_refused(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    odd = ("<b>gras</b> & *étoiles* `code` { $x } 👨‍👩‍👧‍👦\n\n– retrait " * 80)[:4000].strip()
    await reports(scene, "Léa", words=odd)
    assert odd in scene.letters(Kind.REQUEST)[0].speech.plain
    assert keys(*await scene.whispers("Léa", f"/signaler {'a' * 4097}")) == ["refusal-long-voice"]


# ---- the message that it is about


async def test_a_reply_in_the_group_is_carried_on_in_private_with_the_message(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    scene.can(Ability.DELETE)
    await scene.says("Marc", "Tu es nulle", id="m")
    left = await scene.says("Léa", "/signaler", to="m")
    assert kinds(left) == [("answer", "Léa", True)]
    assert "Le message, de Marc" in left[0].speech.plain
    assert "Tu es nulle" in left[0].speech.plain
    await scene.presses("Léa", "report send", private=True)
    assert told(scene, "Tu es nulle") == {"Ana", "Bob"}


async def test_who_cannot_be_reached_gets_no_answer_in_the_group_and_goes_on_where_it_began(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", unreachable=("Léa",))
    await scene.says("Marc", "Tu es nulle", id="m")
    assert await scene.says("Léa", "/signaler", to="m") == []
    scene.can(Ability.WHISPER)
    (way,) = await scene.says("Léa", "/signaler", to="m")
    assert (way.whispered_in is not None, offers(way)) == (True, ["start report"])
    (shown,) = await scene.whispers("Léa", "/start report")
    assert "Tu es nulle" in shown.speech.plain


async def test_a_forwarded_message_is_never_met_with_silence(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    (offered,) = await scene.forwards("Léa", Forward("/fait 1 Tu es nulle", sender("Marc"), "Marc"))
    heard = scene.row("report")["id"]
    assert offers(offered) == ["task /fait 1 Tu es nulle", f"report draft {heard}"]
    assert scene.task(1).is_open, "what somebody else wrote is no command"
    (shown,) = await scene.presses("Léa", f"report draft {heard}", private=True)
    assert "Le message, de Marc" in shown.speech.plain
    assert "Personne concernée\u00a0: Marc" in shown.speech.plain
    await scene.presses("Léa", "report send", private=True)
    assert told(scene, "Tu es nulle") == {"Ana", "Bob"}


async def test_a_forwarded_message_can_become_a_task(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.forwards("Léa", Forward("Ranger la salle", sender("Marc"), "Marc"))
    await scene.presses("Léa", "task Ranger la salle", private=True)
    assert scene.tasks()[-1].title == "Ranger la salle"
    await scene.waits("25h")
    assert scene.rows("report") == []


async def test_it_can_be_forwarded_as_an_answer_and_several_are_kept_together(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", "/signaler")
    await scene.forwards("Léa", Forward("Un", sender("Marc"), "Marc"))
    await scene.forwards("Léa", Forward("Deux", sender("Marc"), "Marc"))
    heard = scene.row("report", state="heard")["id"]
    (shown,) = await scene.presses("Léa", f"report draft {heard}", private=True)
    assert "Un\nDeux" in shown.speech.plain


@pytest.mark.parametrize(
    ("forward", "whom"),
    [
        (Forward("Oh", None, "Marc"), "ask-report-who-of"),  # who does not want to be linked to
        (Forward("Oh", None, "Bal"), "ask-report-who-of"),  # in the name of the group
        (Forward("Oh", None, "Une chaîne", "https://t.me/chaine/3"), "ask-report-who-of"),
        (Forward("Oh", sender("Hugo"), "Hugo"), "report-preview"),  # of nobody here
        (Forward("Oh", sender("Léa"), "Léa"), "ask-report-who"),  # one's own
        (Forward("Oh"), "ask-report-who"),
    ],
)
async def test_whom_it_concerns_is_asked_where_nobody_says(stage: Stage, forward: Forward, whom: str) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", "/signaler")
    (asked,) = await scene.forwards("Léa", forward)
    assert keys(asked)[0] == whom
    if forward.name == "Marc":
        assert offers(asked)[0] == f"report about: person:{scene.person('Marc')}", "the likeliest first"


async def test_a_picture_without_words_can_be_reported_too(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    (offered,) = await scene.forwards("Léa", Forward("", sender("Marc"), "Marc"))
    assert keys(offered) == ["forwarded-unseen"]
    (asked,) = await scene.presses("Léa", offers(offered)[0], private=True)
    assert keys(asked)[0] == "ask-report-whose"
    (shown,) = await scene.whispers("Léa", "Une photo de moi, sans mon accord")
    assert "Personne concernée\u00a0: Marc" in shown.speech.plain


async def test_in_two_groups_the_buttons_say_which(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", elsewhere=("Léa",))
    (offered,) = await scene.forwards("Léa", Forward("Oh", sender("Marc"), "Marc"), team=None)
    heard = scene.row("report")["id"]
    assert offers(offered) == ["task Oh", f"report draft {heard}"] * 2
    assert "Le signaler\u00a0: ciné" in [button.label for button in offered.buttons]


# ---- who reads it


async def test_it_is_not_always_the_same_two(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", "Cléo", "Zoé")
    for who in ("Léa", "Marc"):
        await reports(scene, who, whom="Hugo" if who == "" else "personne", words=f"{SECRET} {who}")
    assert told(scene, f"{SECRET} Léa") | told(scene, f"{SECRET} Marc") == {"Ana", "Bob", "Cléo", "Zoé"}


async def test_who_is_away_reads_it_only_if_nobody_else_can(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", "Cléo")
    await scene.whispers("Cléo", "/absent dimanche")
    await reports(scene, "Léa", words="Un")
    assert told(scene, "Un") == {"Ana", "Bob"}
    await scene.whispers("Marc", "/signaler Deux")
    await scene.whispers("Marc", "/signaler concerne : Ana")
    await scene.presses("Marc", "report send", private=True)
    assert told(scene, "Deux") == {"Bob"}
    assert {row["person_id"] for row in scene.rows("report_keeper")} >= {scene.person("Cléo")}


async def test_one_alone_is_said_so_before_it_leaves(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    (shown,) = await scene.whispers("Léa", "Ana")
    assert "Une seule personne le lira : Bob" in shown.speech.plain
    await scene.presses("Léa", "report send", private=True)
    assert told(scene) == {"Bob"}


@pytest.mark.parametrize("contact", ["", "Médiation, 01 23"])
async def test_with_nobody_left_it_is_said_plainly_and_whom_else_to_turn_to(stage: Stage, contact: str) -> None:
    scene = await a_group(stage)
    if contact:
        await scene.whispers("Ana", f"/charte contact {contact}")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    (said,) = await scene.whispers("Léa", "Ana")
    assert keys(said) == ["report-nobody", "report-outside" if contact else "report-no-outside", "report-danger"]
    assert contact in said.speech.plain
    assert keys(*await scene.whispers("Léa", "/signaler envoyer"))[0] == "report-nobody"
    assert scene.letters(Kind.REQUEST) == []


async def test_in_quiet_hours_it_waits_for_the_morning(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.at("mon 23:00")
    await reports(scene, "Léa")
    assert told(scene) == set()
    assert "hors des heures calmes" in " ".join(d.speech.plain for d in scene.letters(to="Léa"))
    assert sorted(kinds(await scene.at("tue 8:00"))) == [("request", "Ana", True), ("request", "Bob", True)]


async def test_its_letter_travels_alone(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.at("mon 23:00")
    await scene.says("Marc", "/tache Fermer la salle @Ana")
    await reports(scene, "Léa")
    morning = [d for d in await scene.at("tue 8:00") if receiver(d) == "Ana"]
    assert [(d.kind, SECRET in d.speech.plain) for d in morning] == [(Kind.PROPOSAL, False), (Kind.REQUEST, True)]


async def test_should_a_reader_be_gone_before_it_is_sent_it_is_shown_again_first(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", "Cléo")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    await scene.whispers("Léa", "Marc")
    chosen = {row["person_id"] for row in scene.rows("report_keeper")}
    gone = next(who for who in ("Bob", "Cléo") if scene.person(who) in chosen)
    await scene.leaves(gone)
    (again,) = await scene.presses("Léa", "report send", private=True)
    assert keys(again)[0] == "report-others"
    assert scene.letters(Kind.REQUEST) == []
    await scene.whispers("Léa", "/signaler envoyer")
    assert told(scene) == {"Ana", "Bob", "Cléo"} - {gone}


async def test_another_one_is_told_where_one_cannot_be_reached(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", "Cléo")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    await scene.whispers("Léa", "Marc")
    chosen = {row["person_id"] for row in scene.rows("report_keeper")}
    names = [who for who in ("Ana", "Bob", "Cléo") if scene.person(who) in chosen]
    (third,) = {"Ana", "Bob", "Cléo"} - set(names)
    scene.notebook.troubles[names[0]] = Unreachable("blocked")
    await scene.presses("Léa", "report send", private=True)
    await scene.waits("1h")
    assert told(scene) == {names[1], third}


@pytest.mark.parametrize("how", ["leaves", "role"])
async def test_another_one_takes_the_place_of_who_leaves_or_coordinates_no_more(stage: Stage, how: str) -> None:
    scene = await a_group(stage, "Bob", "Cléo")
    await reports(scene, "Léa")
    before = told(scene)
    gone = next(iter(before - {"Ana"}))
    await (scene.leaves(gone) if how == "leaves" else scene.says("Ana", f"/coordo @{gone} non"))
    await scene.waits("1h")
    assert told(scene) == {"Ana", "Bob", "Cléo"}
    number = scene.row("report")["number"]
    assert SECRET not in "".join(d.speech.plain for d in await scene.whispers(gone, f"/signaler {number}"))


async def test_its_reporter_hears_it_if_nobody_is_left_to_read_it(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Ana", "/charte contact Médiation, 01 23")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    await scene.whispers("Léa", "Ana")
    await scene.presses("Léa", "report send", private=True)
    await scene.leaves("Bob")
    left = await scene.waits("2d")
    assert [keys(d) for d in left if d.member] == [["report-alone", "report-outside", "report-danger"]]
    assert "Médiation, 01 23" in left[0].speech.plain


# ---- what its readers do with it


async def test_its_reporter_hears_that_it_was_read_and_that_it_was_dealt_with_each_once(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    number = await reports(scene, "Léa")
    for who, line, heard in (
        ("Ana", "", ["report-was-seen"]),
        ("Bob", "", []),
        ("Bob", "note : J'ai parlé aux deux", []),
        ("Ana", "fini", ["report-was-done"]),
        ("Bob", "fini", []),
    ):
        left = await scene.whispers(who, f"/signaler {number} {line}")
        assert keys(*(d for d in left if receiver(d) == "Léa")) == heard, line
    assert SECRET not in "".join(d.speech.plain for d in scene.letters(Kind.SYSTEM, "Léa"))


async def test_both_read_the_dated_lines_of_what_was_done(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    number = await reports(scene, "Léa")
    await scene.presses("Ana", f"report {number} note", private=True)
    await scene.whispers("Ana", "J'ai parlé aux deux")
    await scene.whispers("Bob", f"/signaler {number} On se voit jeudi")
    (page,) = await scene.whispers("Ana", f"/signaler {number}")
    lines = [line for line in page.speech.plain.split("\n") if line.startswith("lun.") or "·" in line]
    assert "lun. 2 mars à 10:00, Ana\u00a0: J'ai parlé aux deux" in page.speech.plain, lines
    assert "lun. 2 mars à 10:00, Bob\u00a0: On se voit jeudi" in page.speech.plain


async def test_who_finds_that_it_concerns_them_hands_it_on(stage: Stage) -> None:
    scene = await a_group(stage, "Bob", "Cléo")
    number = await reports(scene, "Léa")
    (third,) = {"Ana", "Bob", "Cléo"} - told(scene)
    gone = next(iter(told(scene) - {"Ana"}))
    left = await scene.presses(gone, f"report {number} pass", private=True)
    assert ("request", third, True) in kinds(left)
    assert keys(*await scene.whispers(gone, f"/signaler {number}")) == ["report-not-here"]
    await scene.whispers(third, f"/signaler {number} note : Vu")
    assert "Vu" not in "".join(d.speech.plain for d in scene.letters(to=gone))


async def test_what_is_entrusted_to_somebody_is_listed_for_them(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    number = await reports(scene, "Léa")
    (listed,) = await scene.whispers("Ana", "/signaler")
    assert offers(listed) == [f"report {number}", "report words"]
    assert SECRET not in listed.speech.plain
    (asked,) = await scene.whispers("Ana", "Moi aussi")
    assert keys(asked)[0] == "ask-report-who", "plain words report something of their own"


# ---- how it goes


@pytest.mark.parametrize(("ends", "days"), [(True, 31), (False, 91)])
async def test_it_erases_itself(stage: Stage, ends: bool, days: int) -> None:
    scene = await a_group(stage, "Bob")
    number = await reports(scene, "Léa")
    await scene.whispers("Ana", f"/signaler {number} note : J'ai parlé aux deux")
    if ends:
        await scene.whispers("Ana", f"/signaler {number} fini")
    await scene.waits(f"{days - 2}d")
    assert scene.rows("report") != []
    await scene.waits("2d")
    assert [scene.rows(table) for table in ("report", "report_keeper", "report_line")] == [[], [], []]
    for words in (SECRET, "J'ai parlé", "report:", f"report {number}"):
        assert words not in scene.everything(), words
    assert keys(*await scene.whispers("Ana", f"/signaler {number}")) == ["report-not-here"]


async def test_it_goes_with_the_name_of_whoever_wrote_it(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await reports(scene, "Léa")
    await scene.leaves("Léa")
    await scene.waits("31d")
    assert scene.rows("report") == []
    assert SECRET not in scene.everything()


async def test_it_outlives_the_name_of_whom_it_concerns_and_nobody_new_gets_it(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    number = await reports(scene, "Léa")
    await scene.leaves("Marc")
    await scene.waits("31d")
    assert scene.row("report")["about_id"] is None
    await scene.joins("Marc")
    await scene.says("Marc", "/tache Me revoilà")
    await scene.says("Ana", "/coordo @Marc")
    await scene.leaves("Bob")
    await scene.waits("1d")
    assert "Marc" not in told(scene)
    (page, _) = await scene.whispers("Ana", f"/signaler {number}")
    assert "n'est plus ici" in page.speech.plain


async def test_nobody_gets_it_who_was_unknown_when_it_was_told(stage: Stage) -> None:
    """It may be they whom it concerns."""
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", "/signaler")
    await scene.forwards("Léa", Forward(SECRET, sender("Hugo"), "Hugo"))
    await scene.presses("Léa", "report send", private=True)
    await scene.waits("1h")
    await scene.says("Hugo", "/tache Me voilà")
    await scene.whispers("Hugo", "/aide")
    await scene.says("Ana", "/coordo @Hugo")
    await scene.leaves("Bob")
    await scene.waits("2d")
    assert told(scene) == {"Ana", "Bob"}


async def test_it_goes_with_the_team(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await reports(scene, "Léa")
    await scene.removes_the_bot("Ana")
    await scene.waits("91d")
    assert scene.rows("report") == []


# ---- too many


async def test_more_than_some_a_day_are_told_kindly_and_the_next_day_counts_anew(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    for _ in range(3):
        await reports(scene, "Léa", whom="personne")
    await scene.presses("Léa", f"report off {scene.row('report')['number']}", private=True)
    assert keys(*await scene.whispers("Léa", "/signaler Encore")) == ["report-enough"]
    await scene.waits("25h")
    assert keys(*await scene.whispers("Léa", "/signaler Encore"))[0] == "ask-report-who"


async def test_sent_twice_it_is_told_once(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", f"/signaler {SECRET}")
    (shown,) = await scene.presses("Léa", "report about: nobody", private=True)
    assert offers(shown)[0] == "report send"
    await scene.presses("Léa", "report send", private=True)
    again: list[Departure] = await scene.presses("Léa", "report send", private=True)
    assert keys(*again) == ["refusal-no-report"]
    assert len(scene.letters(Kind.REQUEST)) == 2


async def test_oops_takes_nothing_else_back_after_it(stage: Stage) -> None:
    scene = await a_group(stage, "Bob")
    await scene.says("Léa", "/tache Salle")
    await reports(scene, "Léa")
    assert keys(*await scene.whispers("Léa", "/oups")) == ["refusal-nothing-to-undo"]


async def test_new_words_are_another_matter_and_whom_it_concerns_is_asked_again(stage: Stage) -> None:
    """Else it would go to the very person whom it is about."""
    scene = await a_group(stage, "Bob")
    await scene.whispers("Léa", "/signaler Marc crie")
    await scene.whispers("Léa", "/signaler concerne : Marc")
    (asked,) = await scene.whispers("Léa", "/signaler Ana crie")
    assert "ask-report-who" in keys(asked)
    (shown,) = await scene.whispers("Léa", "/signaler concerne : Ana")
    assert "Ana crie" in shown.speech.plain
    assert "Marc" not in shown.speech.plain


async def test_what_was_sent_is_not_said_to_be_erased(stage: Stage) -> None:
    scene = await a_group(stage)
    assert keys(*await scene.whispers("Léa", "/signaler non")) == ["report-off-none"]
    number = await reports(scene, "Léa")
    (asked,) = await scene.whispers("Léa", "/signaler non")
    assert (keys(asked), offers(asked)) == (["report-off-sent"], [f"report off {number}"])
    assert "report-back" in keys(*await scene.whispers("Léa", f"/signaler {number} non"))
    assert keys(*await scene.whispers("Léa", "/signaler non")) == ["report-off-none"]


async def test_taken_back_before_it_reached_anybody_nobody_hears_of_it(stage: Stage) -> None:
    scene = await a_group(stage)
    await scene.at("mon 23:00")
    number = await reports(scene, "Léa")
    await scene.whispers("Léa", f"/signaler non {number}")
    before = len(scene.notebook.sent)
    await scene.waits("2d")
    assert [letter for letter in scene.notebook.sent[before:] if letter.member is not None] == []
