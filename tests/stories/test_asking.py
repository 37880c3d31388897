"""Somebody asks others for something: step by step in private, restartable, and read once more before it leaves."""

from __future__ import annotations

import pytest

from domain.letter import Kind
from domain.message import Ability
from domain.request import LONGEST, LONGEST_ABOUT
from storage import erasing
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.asking import ABOUT, FEELS, NEEDS, SEES, WANTS, WORDS, asks, fills_in, leave, says_yes

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def draft(scene: Scene) -> tuple[str, ...]:
    row = scene.row("request", sent_at=None)
    return tuple(row[name] for name in ("see", "feel", "need", "want", "about"))


# ---- the steps


async def test_four_short_steps_lead_to_the_request_as_it_will_be_read(scene: Scene) -> None:
    (first,) = await scene.whispers("Ana", "/demander @Sam")
    assert keys(first) == ["ask-begins", "ask-calm", "ask-see"]
    asked = []
    for words in WORDS[:-1]:
        (question,) = await scene.whispers("Ana", words)
        asked += keys(question)
    assert asked == ["ask-feel", "ask-need", "ask-want", "ask-about"]
    (shown,) = await scene.whispers("Ana", WORDS[-1])
    assert all(words in shown.speech.plain for words in WORDS)
    (_, question) = await scene.presses("Ana", offers(shown)[0], private=True)
    assert kinds([question]) == [("request", "Sam", True)]
    read = await says_yes(scene, "Sam")
    for letter in (question, read):
        as_shown = [each.plain for each in letter.speech.lines if each.plain in shown.speech.plain]
        assert len(as_shown) >= len(letter.speech.lines) - 1, "all but how it is answered was shown to its writer"
    assert not any(words in question.speech.plain for words in WORDS[:-1]), "nothing of it is read before a yes"


async def test_all_but_the_request_itself_may_stay_empty(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    for typed in ("passer", "-"):
        await scene.whispers("Ana", typed)
    (want,) = await scene.presses("Ana", offers(scene.notebook.sent[-1])[0], private=True)
    assert keys(want) == ["ask-want"]
    assert not any(command.endswith(": -") for command in offers(want))
    for typed in ("-", "\u200b", "/demander passer", "/demander garder"):
        assert keys(*await scene.whispers("Ana", typed)) == ["refusal-ask-want"]
    await scene.whispers("Ana", WANTS)
    (shown,) = await scene.whispers("Ana", "passer")
    assert draft(scene) == ("", "", "", WANTS, "")
    assert "request-may" in keys(shown)
    assert [key for key in keys(shown) if key in ("request-see", "request-feel", "request-need")] == []


async def test_back_keep_and_start_over(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", SEES)
    await scene.whispers("Ana", FEELS)
    (again,) = await scene.whispers("Ana", "retour")
    assert keys(again) == ["ask-feel", "ask-so-far", "words"]
    (need,) = await scene.presses("Ana", offers(again)[0], private=True)
    assert (keys(need), draft(scene)[:3]) == (["ask-need"], (SEES, FEELS, ""))
    restart = next(command for command in offers(need) if "restart" in command)
    (first,) = await scene.presses("Ana", restart, private=True)
    assert (keys(first), draft(scene)) == (["ask-see"], ("",) * 5)


async def test_one_step_is_changed_and_the_whole_is_shown_again(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    (which,) = await scene.presses("Ana", offers(shown)[1], private=True)
    feel = next(command for command in offers(which) if command.startswith("ask feel"))
    (question,) = await scene.presses("Ana", feel, private=True)
    assert keys(question) == ["ask-feel", "ask-so-far", "words"]
    (now,) = await scene.whispers("Ana", "de la joie")
    assert "de la joie" in now.speech.plain
    assert FEELS not in now.speech.plain
    assert draft(scene) == (SEES, "de la joie", NEEDS, WANTS, ABOUT)
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True))[0] == "ask-shown", "that was the old one"
    assert leave(scene, "Sam") == []


async def test_whom_it_is_for_can_be_changed_too(scene: Scene) -> None:
    await fills_in(scene, "Ana", "@Sam")
    number = scene.row("request")["id"]
    assert keys(*await scene.whispers("Ana", f"/ask to {number}")) == ["ask-whom"]
    (shown,) = await scene.whispers("Ana", "Léa et Marc")
    await scene.presses("Ana", offers(shown)[0], private=True)
    assert [len(leave(scene, who)) for who in ("Sam", "Léa", "Marc")] == [0, 1, 1]


async def test_an_older_question_is_answered_by_a_reply_to_it(scene: Scene) -> None:
    (first,) = await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", "passer")
    assert first.document.lines
    (again,) = await scene.whispers("Ana", f"/ask see: {SEES}")
    assert (keys(again), draft(scene)[0]) == (["ask-feel"], SEES)


@pytest.mark.parametrize("what", ["see", "feel", "need", "want", "about"])
async def test_what_is_too_long_is_refused_in_a_sentence_and_the_next_line_may_do(scene: Scene, what: str) -> None:
    most = LONGEST_ABOUT if what == "about" else LONGEST
    await scene.whispers("Ana", "/demander @Sam")
    for before in ("see", "feel", "need", "want", "about"):
        if before == what:
            break
        await scene.whispers("Ana", "x")
    assert keys(*await scene.whispers("Ana", "é" * (most + 1))) == ["refusal-long-voice"]
    await scene.whispers("Ana", "é" * most)
    assert scene.row("request")[what] == "é" * most


async def test_everything_that_can_be_typed_survives_whole(scene: Scene) -> None:
    words = "<b>gras</b> & *étoiles* { $x }\n\n  – 👨‍👩‍👧‍👦 🏳️‍🌈 fin"
    await asks(scene, "Ana", "@Sam", words, words, words, words, "<i>a</i> { $x }")
    read = await says_yes(scene, "Sam")
    for line in words.split("\n"):
        assert read.speech.plain.count(line.strip()) >= 4


async def test_a_typed_line_that_is_corrected_afterwards_changes_nothing(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.says("Ana", SEES, id="m", private=True)
    assert await scene.corrects("Ana", "autre chose", on="m", private=True) == []
    assert draft(scene)[0] == SEES


# ---- it waits, and goes on


async def test_after_a_day_and_another_command_it_goes_on_where_it_was(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", SEES)
    await scene.waits("3h")
    (need,) = await scene.whispers("Ana", FEELS)
    assert keys(need) == ["ask-need"], "a step can be thought over"
    await scene.whispers("Ana", "/aide")
    (lost,) = await scene.whispers("Ana", NEEDS)
    assert keys(lost) == ["not-understood"]
    assert offers(lost)[0] == "ask"
    await scene.waits("1d")
    (again,) = await scene.whispers("Ana", "/demander")
    assert keys(again) == ["ask-again", "ask-need"]
    await scene.whispers("Ana", NEEDS)
    assert draft(scene)[:3] == (SEES, FEELS, NEEDS)


async def test_hours_later_the_bare_name_of_a_command_is_that_command(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.waits("2h")
    assert "ask-feel" not in keys(*await scene.whispers("Ana", "taches"))
    assert draft(scene)[0] == ""


async def test_one_at_a_time(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    assert keys(*await scene.whispers("Ana", "/demander @Léa"))[0] == "ask-begins", "nothing was written yet"
    await scene.whispers("Ana", SEES)
    (which,) = await scene.whispers("Ana", "/demander @Marc peux-tu venir ?")
    assert keys(which) == ["ask-other"]
    assert draft(scene)[0] == SEES
    assert keys(*await scene.presses("Ana", "ask", private=True))[0] == "ask-again"
    await scene.presses("Ana", offers(which)[1], private=True)
    assert draft(scene) == ("", "", "", "peux-tu venir ?", "")
    assert len(scene.rows("request")) == len(scene.rows("asked")) == 1


async def test_what_follows_the_name_is_the_request_already(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam peux-tu venir samedi ?")
    for _ in range(2):
        await scene.whispers("Ana", "passer")
    (last,) = await scene.whispers("Ana", "passer")
    assert keys(last) == ["ask-want", "ask-so-far", "words"]
    await scene.presses("Ana", offers(last)[0], private=True)
    assert draft(scene)[3] == "peux-tu venir samedi ?"


@pytest.mark.parametrize("how", ["stop", "/demander stop", "/ask stop", "pressed"])
async def test_thrown_away_nothing_of_it_is_kept(scene: Scene, how: str) -> None:
    shown = await fills_in(scene, "Ana", "@Sam", *WORDS[:4]) if how == "stop" else await fills_in(scene, "Ana", "@Sam")
    if how == "pressed":
        left = await scene.presses("Ana", offers(shown)[2], private=True)
    else:
        left = await scene.whispers("Ana", how)
    assert keys(*left) == ["ask-stopped"]
    assert not [words for words in WORDS if words in scene.everything()]
    assert scene.rows("request") == scene.rows("asked") == []
    for button in offers(shown):
        assert keys(*await scene.presses("Ana", button, on=None, private=True)) == ["refusal-ask-gone"]
    assert leave(scene, "Sam") == []


async def test_a_draft_erases_itself_a_week_after_it_was_touched(scene: Scene) -> None:
    await scene.whispers("Ana", "/demander @Sam")
    await scene.whispers("Ana", SEES)
    await scene.waits("6d")
    await scene.whispers("Ana", f"/ask feel: {FEELS}")
    await scene.waits("6d23h")
    assert draft(scene)[:2] == (SEES, FEELS)
    await scene.waits("2h")
    assert scene.rows("request") == []
    assert not [words for words in (SEES, FEELS) if words in scene.everything()]


# ---- whom


async def test_without_a_name_it_asks_whom_by_buttons_or_by_names(scene: Scene) -> None:
    (asked,) = await scene.whispers("Ana", "/demander")
    assert keys(asked) == ["ask-whom"]
    assert [button.label for button in asked.buttons] == ["Léa", "Marc", "Sam"]
    assert keys(*await scene.whispers("Ana", "Sandrine")) == ["refusal-ask-whom"]
    assert keys(*await scene.whispers("Ana", "Sam et Léa"))[0] == "ask-begins"
    assert len(scene.rows("asked")) == 2
    await scene.whispers("Ana", "/demander stop")
    (asked,) = await scene.whispers("Ana", "/demander")
    await scene.presses("Ana", offers(asked)[1], private=True)
    assert scene.row("asked")["person_id"] == scene.person("Marc")


async def test_in_a_larger_group_nobody_is_offered_before_others(stage: Stage) -> None:
    scene = await stage(members=[f"P{n}" for n in range(9)])
    (asked,) = await scene.whispers("Ana", "/demander")
    assert offers(asked) == []


SIX = ("P0", "P1", "P2", "P3", "P4", "P5")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (" ".join(f"@{name}" for name in SIX), "refusal-ask-many"),
        ("@tous", "refusal-ask-many"),
        ("@everyone", "refusal-ask-many"),
        ("@accalmie", "refusal-ask-many"),
        ("@coordinateurs", "refusal-unknown-person"),
        ("@Zoé", "refusal-unknown-person"),
        ("@P0 @nobody", "refusal-unknown-person"),
        ("@Ana", "refusal-ask-self"),
        ("@moi", "refusal-ask-self"),
        ("@P0 @Ana", "refusal-ask-self"),
        ("quelqu'un", "refusal-ask-whom"),
        ("👋", "refusal-ask-whom"),
        ("person:1", "refusal-ask-whom"),
        ("x" * 4096, "refusal-ask-whom"),
    ],
)
async def test_whom_one_cannot_ask_is_one_sentence_and_nothing_begins(stage: Stage, typed: str, said: str) -> None:
    scene = await stage(members=SIX)
    (answer,) = await scene.whispers("Ana", f"/demander {typed}")
    assert (keys(answer), scene.rows("request")) == ([said], [])


async def test_a_name_that_several_have_is_asked_back(stage: Stage) -> None:
    scene = await stage(members=("Léa Un", "Léa Deux", "Marc"))
    (which,) = await scene.whispers("Ana", "/demander @Léa @Marc peux-tu ?")
    assert (keys(which), scene.rows("request")) == (["ask-which-person"], [])
    await scene.presses("Ana", offers(which)[1], private=True)
    people = {row["person_id"] for row in scene.rows("asked")}
    assert people == {scene.person("Léa Deux"), scene.person("Marc")}
    assert draft(scene)[3] == "peux-tu ?"


async def test_somebody_out_of_reach_is_named_and_the_others_can_be_asked(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    await scene.says("Sam", "/taches")
    (alone,) = await scene.whispers("Ana", "/demander @Sam")
    assert (keys(alone), offers(alone)) == (["ask-unreached"], [])
    (why,) = await scene.whispers("Ana", "/demander @Sam @Léa")
    assert (keys(why), scene.rows("request")) == (["ask-unreached"], [])
    await scene.presses("Ana", offers(why)[0], private=True)
    assert [row["person_id"] for row in scene.rows("asked")] == [scene.person("Léa")]


async def test_who_left_meanwhile_is_not_asked(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    await scene.leaves("Sam")
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True)) == ["refusal-ask-whom"]
    assert draft(scene) == WORDS


async def test_who_is_forgotten_meanwhile_leaves_a_request_to_nobody(scene: Scene) -> None:
    await scene.says("Marc", "/tache Chaises")
    shown = await fills_in(scene, "Ana", "@Sam")
    team, sam = scene.row("team", name="bal")["id"], scene.person("Sam")
    await scene.player.app.write(lambda rows: erasing.person(rows, team, sam, scene.now))
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True)) == ["refusal-ask-whom"]


async def test_it_is_shown_in_the_language_of_whoever_reads_it(scene: Scene) -> None:
    await scene.whispers("Sam", "/settings my language english")
    shown = await fills_in(scene, "Ana", "@Sam @Léa")
    assert "Ana would like to ask you something (le rangement)" in shown.speech.plain
    assert "Ana aimerait te demander" in shown.speech.plain


# ---- in the group


async def test_typed_in_the_group_it_goes_on_in_private_and_nothing_shows(scene: Scene) -> None:
    left = await scene.says("Ana", "/demander @Sam")
    assert kinds(left) == [("answer", "Ana", True)]
    assert left[0].whispered_in is None
    await scene.whispers("Ana", SEES)
    assert draft(scene)[0] == SEES
    assert scene.letters(to="bal") == []


async def test_not_even_a_whisper_asks_in_the_group_what_one_feels(scene: Scene) -> None:
    scene.can(Ability.WHISPER)
    (question,) = await scene.says("Ana", "/demander @Sam")
    assert (keys(question)[-1], question.whispered_in) == ("ask-see", None)


@pytest.mark.parametrize("whispers", [True, False])
async def test_whoever_was_never_in_private_finds_the_way_there(stage: Stage, whispers: bool) -> None:
    scene = await stage(unreachable=("Léa",))
    if whispers:
        scene.can(Ability.WHISPER)
    left = await scene.says("Léa", "/demander @Sam")
    assert keys(*left) == (["ask-there"] if whispers else [])
    assert scene.letters(to="bal") == []
    (question,) = await scene.whispers("Léa", "/start ask")
    assert keys(question) == ["ask-again", "ask-see"]
    await scene.whispers("Léa", SEES)
    assert draft(scene)[0] == SEES


async def test_the_button_opens_the_private_chat_where_the_bot_may(stage: Stage) -> None:
    scene = await stage(unreachable=("Léa",))
    scene.can(Ability.WHISPER, Ability.WRITE_FIRST)
    await scene.says("Léa", "/demander @Sam")
    (question,) = await scene.presses("Léa", "start ask")
    assert (keys(question), question.whispered_in) == (["ask-again", "ask-see"], None)
    await scene.whispers("Léa", SEES)
    assert draft(scene)[0] == SEES


@pytest.mark.parametrize("talk", ["silencieux", "bavard"])
async def test_however_talkative_the_bot_is_the_group_reads_nothing(scene: Scene, talk: str) -> None:
    await scene.says("Ana", f"/reglages voix {talk}")
    before = len(scene.letters(to="bal"))
    await scene.says("Ana", "/demander @Sam")
    for words in WORDS:
        await scene.whispers("Ana", words)
    await scene.whispers("Ana", "/demander envoyer")
    await says_yes(scene, "Sam")
    await scene.whispers("Sam", "Oui")
    assert len(scene.letters(to="bal")) == before


# ---- once


async def test_sent_once_however_often_it_is_pressed(scene: Scene) -> None:
    shown = await fills_in(scene, "Ana", "@Sam")
    send = offers(shown)[0]
    await scene.presses("Ana", send, private=True)
    for _ in range(2):
        assert keys(*await scene.presses("Ana", send, private=True)) == ["ask-sent-already"]
    assert len(leave(scene, "Sam")) == 1
    assert keys(*await scene.whispers("Ana", "/demander envoyer")) == ["refusal-ask-gone"]


async def test_two_presses_of_one_button_move_one_step(scene: Scene) -> None:
    (first,) = await scene.whispers("Ana", "/demander @Sam")
    skip = offers(first)[0]
    for _ in range(2):
        (last,) = await scene.presses("Ana", skip, private=True)
        assert keys(last) == ["ask-feel"]


async def test_in_two_teams_it_goes_on_where_it_began_and_says_which(stage: Stage) -> None:
    scene = await stage(elsewhere=("Ana", "Sam"))
    await scene.says("Ana", "/demander @Sam", team="ciné")
    for words in WORDS[:3]:
        await scene.whispers("Ana", words, team=None)
    await scene.whispers("Ana", "/aide", team=None)
    (again,) = await scene.whispers("Ana", "/demander", team=None)
    assert keys(again)[-1] == "ask-want"
    await scene.whispers("Ana", WANTS, team=None)
    (shown,) = await scene.whispers("Ana", ABOUT, team=None)
    assert draft(scene) == WORDS
    left = await scene.presses("Ana", offers(shown)[0], private=True, team="ciné")
    assert [d.team.name for d in left] == ["ciné", "ciné"]
    assert leave(scene, "Sam")[0].speech.plain.startswith("ciné\n")


# ---- limits


async def test_two_a_day_and_then_a_sentence(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await asks(scene, "Ana", "@Léa")
    assert keys(*await scene.whispers("Ana", "/demander @Marc")) == ["refusal-ask-day"]
    assert scene.rows("request", sent_at=None) == []
    await scene.waits("1d")
    assert keys(*await scene.whispers("Ana", "/demander @Marc"))[0] == "ask-begins"


@pytest.mark.parametrize("way", ["silence", "answer", "taken back"])
async def test_one_person_is_asked_again_after_a_week_or_a_month(scene: Scene, way: str) -> None:
    await asks(scene, "Ana", "@Sam")
    if way == "answer":
        await says_yes(scene, "Sam")
        await scene.whispers("Sam", "Oui")
    if way == "taken back":
        await scene.presses("Ana", f"ask withdraw {scene.row('request')['id']}", private=True)
    await scene.waits("6d")
    (why,) = await scene.whispers("Ana", "/demander @Sam @Léa")
    assert keys(why) == ["ask-too-soon"]
    assert len(offers(why)) == 1
    await scene.waits("2d")
    free = keys(*await scene.whispers("Ana", "/demander @Sam"))[0]
    assert free == ("ask-too-soon" if way == "silence" else "ask-begins")
    await scene.waits("23d")
    assert keys(*await scene.whispers("Ana", "/demander @Sam"))[0] == "ask-begins"


async def test_what_was_begun_within_the_limits_is_held_to_them_when_it_leaves(stage: Stage) -> None:
    scene = await stage(elsewhere=("Ana", "Sam"))
    shown = await fills_in(scene, "Ana", "@Sam")
    await scene.says("Ana", "/demander @Sam", team="ciné")
    for words in WORDS:
        await scene.whispers("Ana", words, team="ciné")
    await scene.whispers("Ana", "/demander envoyer", team="ciné")
    assert keys(*await scene.presses("Ana", offers(shown)[0], private=True))[-1] == "ask-too-soon"
    assert len(leave(scene, "Sam")) == 1, "one person, one request, whatever team it came through"


# ---- it ends


@pytest.mark.parametrize("how", ["pressed", "typed", "oops"])
async def test_taken_back_nobody_can_read_it_any_more(scene: Scene, how: str) -> None:
    (sent, _) = await asks(scene, "Ana", "@Sam")
    match how:
        case "pressed":
            await scene.presses("Ana", offers(sent)[0], private=True)
        case "typed":
            await scene.whispers("Ana", "/demander reprendre")
        case "oops":
            await scene.whispers("Ana", "/oups")
    assert not [words for words in WORDS if words in scene.everything()]
    assert keys(await says_yes(scene, "Sam")) == ["request-gone"]
    assert keys(*await scene.whispers("Ana", "/demander reprendre")) == ["refusal-ask-gone"]


async def test_taken_back_while_it_waits_it_does_not_leave(scene: Scene) -> None:
    await scene.at("mon 22:00")
    assert kinds(await asks(scene, "Ana", "@Sam")) == [("answer", "Ana", False)]
    await scene.whispers("Ana", "/demander reprendre")
    assert await scene.at("tue 12:00") == []
    assert scene.row("letter", kind="request")["reason"] == "not asked any more"


async def test_thirty_days_after_it_was_sent_nothing_of_it_is_there(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.waits("29d23h")
    assert WANTS in scene.everything()
    await scene.waits("2h")
    assert not [words for words in WORDS if words in scene.everything()]
    assert scene.rows("request") == scene.rows("asked") == []
    assert keys(await says_yes(scene, "Sam")) == ["request-gone"]


@pytest.mark.parametrize("then", ["returns", "forgotten"])
async def test_when_the_asker_leaves_what_they_asked_vanishes(scene: Scene, then: str) -> None:
    await asks(scene, "Léa", "@Sam")
    await scene.whispers("Léa", "/demander @Marc")
    await scene.whispers("Léa", "encore un mot")
    await scene.leaves("Léa")
    everything = scene.everything()
    assert not [words for words in (*WORDS, "encore un mot") if words in everything]
    assert keys(await says_yes(scene, "Sam")) == ["request-gone"]
    if then == "returns":
        await scene.joins("Léa")
        assert keys(*await scene.whispers("Léa", "/demander @Sam")) == ["ask-too-soon"], "no way around the pause"
    else:
        await scene.waits("31d")
        assert scene.rows("request") == scene.rows("asked") == []


async def test_whoever_is_asked_and_leaves_is_forgotten_with_it(scene: Scene) -> None:
    await asks(scene, "Ana", "@Sam @Léa")
    await scene.leaves("Sam")
    await scene.waits("29d")
    assert len(scene.rows("asked")) == 2
    await asks(scene, "Ana", "@Marc")
    await scene.waits("2d")
    assert {row["person_id"] for row in scene.rows("asked")} == {scene.person("Marc")}


# ---- nowhere else


async def test_no_digest_search_list_or_history_knows_of_it(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chaises")
    await asks(scene, "Ana", "@Sam")
    await says_yes(scene, "Sam")
    await scene.whispers("Sam", "Je viens samedi")
    before = len(scene.notebook.sent)
    typed = ("/chercher rangement", "/taches toutes", "/agenda", "/etat", "/bilan", "/tache 1", "/forces")
    for who in ("Marc", "Ana", "Sam"):
        for line in typed:
            await scene.whispers(who, line)
    await scene.at("mon 9:00")
    said = " ".join(letter.speech.plain for letter in scene.notebook.sent[before:])
    assert not [words for words in (*WORDS[:4], "le rangement", "Je viens samedi") if words in said]
    assert scene.letters(Kind.DIGEST)


async def test_in_quiet_hours_and_absence_it_waits_and_is_joined(scene: Scene) -> None:
    await scene.whispers("Sam", "/absent jusqu'à mercredi")
    await asks(scene, "Ana", "@Sam")
    await asks(scene, "Léa", "@Sam", "un", "deux", "trois", "quatre", "cinq")
    assert leave(scene, "Sam") == []
    await scene.at("wed 12:00")
    (letter,) = leave(scene, "Sam")
    assert letter.sound
    assert "Ana aimerait" in letter.speech.plain
    assert "Léa aimerait" in letter.speech.plain
    assert [b.label for b in letter.buttons if "oui" in b.label] == ["Ana\u00a0: oui, je lis", "Léa\u00a0: oui, je lis"]
