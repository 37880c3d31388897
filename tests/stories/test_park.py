"""A heated evening: a debate is set aside by answering it, everybody says a line on it, and nobody has to sign it."""

from __future__ import annotations

import pytest

from bot.departure import Departure
from domain.debate import LONGEST_TOPIC, LONGEST_VIEW, MOST_ON_CARD, MOST_PARKED
from domain.letter import Kind
from storage import members
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

HEATED = "On devrait monter à 7 € !\nSinon on coule, et personne ne m'écoute"
NAMED_ALIKE = "7 €, sinon on coule"


@pytest.fixture
async def parked(scene: Scene) -> Scene:
    """Marc got carried away, and Léa set it aside."""
    await scene.says("Marc", HEATED, id="m1")
    await scene.says("Léa", "/parquer le prix des billets", to="m1")
    return scene


def card(scene: Scene, name: str = "A") -> list[str]:
    """What the card of a debate says now, line by line."""
    letters = [d for d in scene.letters(Kind.CARD, "bal") if d.speech.plain.startswith(f"{name} ·")]
    return letters[-1].speech.plain.splitlines()


def views(scene: Scene) -> list[str]:
    shown = [d for d in scene.letters(Kind.CARD, "bal") if "debate-title" in keys(d)][-1]
    lines = zip(shown.document.lines, shown.speech.lines, strict=True)
    return [said.plain for line, said in lines if line.phrases[0].key.startswith("debate-view")]


def answer(left: list[Departure]) -> Departure:
    (found,) = [d for d in left if d.kind is Kind.ANSWER]
    return found


# ---- set aside


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("fr", "/parquer le prix des billets", "⏸ mis de côté\u00a0: à l'ordre du jour de la prochaine réunion"),
        ("en", "/park le prix des billets", "⏸ set aside: it is on the agenda of the next meeting"),
    ],
)
async def test_one_silent_card_with_the_topic_and_one_line_of_the_message(
    stage: Stage, language: str, typed: str, said: str
) -> None:
    scene = await stage(language=language)
    await scene.says("Marc", HEATED, id="m1")
    left = await scene.says("Léa", typed, to="m1")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert left[1].speech.plain.splitlines()[:2] == ["A · le prix des billets", said]
    assert "On devrait monter à 7 € !" in left[1].speech.plain
    assert offers(left[1]) == ["start A", "start decide-A"]
    assert "personne ne m'écoute" not in scene.everything(), "nothing else of the talk is kept"
    assert scene.row("debate")["author_id"] == scene.person("Léa"), "nobody is written down for what they said"


async def test_without_words_the_topic_is_the_first_line_of_the_message(scene: Scene) -> None:
    await scene.says("Marc", HEATED, id="m1")
    await scene.says("Léa", "/parquer", to="m1")
    assert card(scene)[0] == "A · On devrait monter à 7 € !"
    assert len(card(scene)) == 2, "not said twice"


async def test_of_a_task_its_title_is_the_topic_and_of_other_letters_nothing(scene: Scene) -> None:
    await scene.says("Ana", "/tache Réserver la salle du haut")
    await scene.says("Léa", "/parquer", to="card:1")
    assert card(scene)[0] == "A · Réserver la salle du haut"
    await scene.waits("1w")
    assert keys(*await scene.says("Léa", "/parquer", to="digest")) == ["refusal-park"]
    await scene.says("Léa", "/parquer le bilan", to="digest")
    assert "card-quote" not in keys(scene.letters(Kind.CARD)[-1])


async def test_letters_name_debates_one_after_the_other_also_beyond_z(scene: Scene) -> None:
    for number in range(1, 29):
        await scene.says("Léa", f"/parquer Sujet {number}")
        if number > 2:
            await scene.says("Léa", "/oups")
    assert card(scene, "B")[0] == "B · Sujet 2"
    assert card(scene, "AB")[0] == "AB · Sujet 28"


@pytest.mark.parametrize("typed", ["/parquer", "/park", "/parquer \u200b"])
async def test_of_nothing_it_asks_what(scene: Scene, typed: str) -> None:
    before = scene.state()
    for to in (None, "m9"):  # m9: a message that is gone
        (refusal,) = await scene.says("Léa", typed, to=to)
        assert keys(refusal) == ["refusal-park"]
        assert "/parquer le prix des billets" in refusal.speech.plain
    assert scene.state() == before


async def test_emoji_and_markup_stay_what_they_are(scene: Scene) -> None:
    await scene.says("Léa", "/parquer 🎟️ <b>{ $x } *prix*</b> & Cie")
    await scene.says("Marc", "/agenda A : 👨‍👩‍👧 <i>oui</i>")
    assert (card(scene)[0], views(scene)) == ("A · 🎟️ <b>{ $x } *prix*</b> & Cie", ["👨‍👩‍👧 <i>oui</i> — Marc"])


async def test_long_messages_are_cut_and_long_topics_refused(scene: Scene) -> None:
    long = "mot " * 1023 + "fin."
    assert len(long) == 4096
    await scene.says("Marc", long, id="m1")
    assert keys(*await scene.says("Léa", f"/parquer {long}")) == ["refusal-long-line"]
    await scene.says("Léa", "/parquer", to="m1")
    assert len(card(scene)[0]) <= LONGEST_TOPIC + len("A · ")
    assert scene.row("debate")["quote"].endswith("…")


async def test_the_same_message_or_topic_again_points_to_the_first(parked: Scene) -> None:
    for who, typed, to in (("Sam", "/parquer", "m1"), ("Marc", "/parquer autre titre", "m1")):
        left = await parked.says(who, typed, to=to)
        assert keys(answer(left)) == ["debate-there"]
        assert offers(answer(left)) == ["agenda A"]
    assert "debate-there" in keys(*await parked.says("Sam", "/parquer Le prix, des BILLETS !"))
    assert "debate-there" in keys(*await parked.says("Sam", "/parquer", to="debate:A"))
    assert len(parked.rows("debate")) == 1
    await parked.says("Léa", "/agenda retirer A")
    await parked.says("Sam", "/parquer", to="m1")
    assert [row["fate"] for row in parked.rows("debate")] == ["dropped", "parked"]


async def test_there_is_an_end_to_what_can_wait(scene: Scene) -> None:
    for number in range(MOST_PARKED):
        await scene.says("Léa", f"/parquer Sujet {number}")
    assert keys(*await scene.says("Léa", "/parquer encore un")) == ["refusal-many-parked"]


async def test_in_private_it_is_for_the_group_as_well(scene: Scene) -> None:
    left = await scene.whispers("Léa", "/parquer le prix des billets")
    assert kinds(left) == [("answer", "Léa", True), ("card", "bal", False)]
    assert keys(left[0])[0] == "noted-parked"


async def test_a_stranger_and_somebody_who_left_change_nothing(parked: Scene) -> None:
    await parked.leaves("Sam")
    before = parked.state()
    for typed in ("/parquer autre chose", "/agenda", "/agenda A : non", "/agenda décider A : non"):
        assert await parked.whispers("Nour", typed) == []
        assert await parked.whispers("Sam", typed) == []
    assert keys(*await parked.presses("Zoé", "start A", on="debate:A", team="ciné")) == ["stale-button"]
    assert parked.state() == before


async def test_when_the_message_is_deleted_its_words_and_link_go(parked: Scene) -> None:
    [edited] = await parked.takes_away("Marc", "m1")
    assert (edited.kind, edited.sound, edited.edits is not None) == (Kind.CARD, False, True)
    assert "card-quote" not in keys(edited)
    assert "7 €" not in parked.everything()
    assert await parked.takes_away("Marc", "m1") == []


async def test_it_can_be_taken_back_unless_somebody_said_something(parked: Scene) -> None:
    await parked.says("Léa", "/oups")
    assert card(parked)[1] == "✖ retiré de l'ordre du jour"
    await parked.says("Léa", "/parquer la salle")
    await parked.says("Marc", "/agenda B : en haut")
    assert keys(*await parked.says("Léa", "/oups")) == ["refusal-undo-changed"]
    assert parked.row("debate")["fate"] == "parked"


# ---- what people think


async def test_typed_in_the_group_it_has_ones_name_and_the_card_is_edited_in_place(parked: Scene) -> None:
    left = await parked.says("Marc", "/agenda A : 5 €, ça me va")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert left[1].edits is not None
    assert views(parked) == ["5 €, ça me va — Marc"]
    await parked.says("Marc", "/agenda gratuit !", to="debate:A")
    assert views(parked) == ["gratuit ! — Marc"], "one each, which can be changed"


async def test_asked_for_in_private_it_has_no_name_and_comes_with_those_of_the_day(parked: Scene) -> None:
    (asked,) = await parked.presses("Marc", "start A")
    assert kinds([asked]) == [("answer", "Marc", True)]
    assert keys(asked)[1:] == ["ask-view", "ask-view-name"]
    (noted,) = await parked.whispers("Marc", NAMED_ALIKE)
    assert keys(noted) == ["view-noted", "view-unnamed", "view-kept"]
    assert offers(noted) == ["agenda sign A", "agenda withdraw A"]
    await parked.whispers("Sam", "/agenda avis A : gratuit")
    assert views(parked) == [], "nothing changes on the card at the moment when somebody was seen to press"
    (shown,) = await parked.whispers("Ana", "/agenda A")
    assert "gratuit" not in shown.speech.plain
    assert "pas encore d'avis" in (await parked.whispers("Ana", "/agenda"))[0].speech.plain
    assert "7 €, sinon on coule" not in [d.speech.plain for d in await parked.at("tue 7:59")]
    await parked.at("tue 8:00")
    assert views(parked) == [NAMED_ALIKE, "gratuit"], "by their words, not as they came"
    assert not any(d.sound for d in parked.letters(to="bal"))


async def test_what_is_written_after_midnight_waits_for_the_day_after(parked: Scene) -> None:
    await parked.whispers("Marc", "/agenda A : le soir")
    await parked.at("tue 7:58")
    await parked.whispers("Sam", "/agenda A : au petit matin")
    await parked.at("tue 8:00")
    assert views(parked) == ["le soir"], "nobody can tell it from the minute"
    await parked.at("wed 8:00")
    assert views(parked) == ["au petit matin", "le soir"]


async def test_a_name_is_put_to_it_or_taken_from_it(parked: Scene) -> None:
    await parked.whispers("Marc", f"/agenda A : {NAMED_ALIKE}")
    (noted, edited) = await parked.presses("Marc", "agenda sign A")
    assert offers(noted) == ["agenda unsign A", "agenda withdraw A"]
    assert edited.edits is not None
    assert views(parked) == [f"{NAMED_ALIKE} — Marc"]
    await parked.presses("Marc", "agenda unsign A")
    assert views(parked) == []
    await parked.at("tue 8:00")
    assert views(parked) == [NAMED_ALIKE]
    await parked.whispers("Marc", "/agenda signer A")
    assert views(parked) == [f"{NAMED_ALIKE} — Marc"], "in its place, not beside it"


@pytest.mark.parametrize("again", ["/agenda reprendre A", "/agenda A : gratuit"])
async def test_taken_back_or_changed_it_leaves_the_card_with_those_of_the_day(parked: Scene, again: str) -> None:
    await parked.whispers("Marc", f"/agenda A : {NAMED_ALIKE}")
    await parked.at("tue 8:00")
    await parked.whispers("Marc", again)
    assert (await parked.whispers("Ana", "/agenda A"))[0].speech.plain.count(NAMED_ALIKE) == 1
    await parked.says("Sam", "/agenda A : oui")  # the card is written anew meanwhile
    assert views(parked) == ["oui — Sam", NAMED_ALIKE]
    await parked.at("wed 8:00")
    assert views(parked) == (["oui — Sam"] if "reprendre" in again else ["oui — Sam", "gratuit"])
    assert NAMED_ALIKE not in parked.everything()


async def test_before_it_was_seen_it_is_gone_at_once(parked: Scene) -> None:
    await parked.whispers("Marc", f"/agenda A : {NAMED_ALIKE}")
    (said,) = await parked.presses("Marc", "agenda withdraw A")
    assert keys(said) == ["view-withdrawn"]
    assert NAMED_ALIKE not in parked.everything()
    await parked.says("Marc", "/agenda A : gratuit")
    await parked.says("Marc", "/agenda reprendre A")
    assert views(parked) == []


async def test_nothing_but_its_row_tells_whose_it_is_and_once_decided_nothing_does(parked: Scene) -> None:
    await parked.whispers("Sam", "/agenda A : zzz")
    await parked.whispers("Marc", "/tache Décorer")
    await parked.whispers("Marc", f"/agenda A : {NAMED_ALIKE}")
    await parked.says("Ana", "/agenda A : d'accord")
    assert parked.rows("change", person_id=parked.person("Marc")) == [], "nor what could be taken back"
    assert keys(*await parked.whispers("Marc", "/oups")) == ["refusal-nothing-to-undo"]
    assert parked.task(1).is_open, "what they did before is not taken back in its place"
    marc = parked.person("Marc")
    assert [row["words"] for row in parked.rows("debate_view", person_id=marc)] == [NAMED_ALIKE]
    await parked.says("Léa", "/agenda décider A : on garde 5 €")
    assert views(parked) == ["d'accord — Ana", NAMED_ALIKE, "zzz"], "all of them, those of the day too"
    await parked.waits("11m")
    left = parked.rows("debate_view")
    assert [(row["words"], row["person_id"] is None) for row in left] == [
        ("d'accord", False),
        (NAMED_ALIKE, True),
        ("zzz", True),
    ]


async def test_a_decision_taken_back_in_time_leaves_everybody_their_line(parked: Scene) -> None:
    await parked.whispers("Marc", f"/agenda A : {NAMED_ALIKE}")
    await parked.says("Léa", "/agenda décider A : on garde 5 €")
    await parked.waits("9m")
    await parked.says("Léa", "/oups")
    await parked.waits("5m")
    await parked.presses("Marc", "agenda sign A")
    assert views(parked) == [f"{NAMED_ALIKE} — Marc"]


@pytest.mark.parametrize("typed", ["/agenda anonyme A", "/agenda reprendre A"])
async def test_typed_in_the_group_nothing_answers_what_would_tell_whose_a_line_is(stage: Stage, typed: str) -> None:
    scene = await stage(unreachable=("Sam",))
    await scene.says("Léa", "/parquer le prix")
    await scene.whispers("Sam", "/agenda A : gratuit")
    sam = scene.person("Sam")
    await scene.player.app.write(lambda rows: members.set_reachable(rows, sam, False))
    assert await scene.says("Sam", typed) == []


@pytest.mark.parametrize("talk", ["silent", "full"])
async def test_it_keeps_to_how_talkative_the_bot_is(scene: Scene, talk: str) -> None:
    await scene.says("Ana", f"/settings talk {talk}")
    left = await scene.says("Léa", "/parquer le prix des billets")
    if talk == "silent":
        assert kinds(left) == [("ack", "bal", False), ("card", "Léa", False)]
        await scene.presses("Léa", "start A", private=True)
    else:
        assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
        await scene.presses("Léa", "start A")
    await scene.whispers("Léa", "gratuit")
    assert "gratuit" not in " ".join(d.speech.plain for d in await scene.says("Léa", "/agenda sign B"))
    assert not [d for d in scene.letters(to="bal") if "gratuit" in d.speech.plain]
    await scene.waits("1d")
    assert bool([d for d in scene.letters(to="bal") if "gratuit" in d.speech.plain]) == (talk == "full")


async def test_too_long_a_line_is_asked_for_again(parked: Scene) -> None:
    await parked.presses("Marc", "start A")
    assert keys(*await parked.whispers("Marc", "x" * (LONGEST_VIEW + 1))) == ["refusal-long-line"]
    assert keys(*await parked.whispers("Marc", "mot " * 1023 + "fin."))[-1] == "refusal-long-line"
    assert "view-noted" in keys(*await parked.whispers("Marc", "x" * LONGEST_VIEW))
    assert "not-understood" in keys(*await parked.whispers("Marc", "et voilà")), "asked once, answered once"


@pytest.mark.parametrize("meanwhile", ["/taches", "waits", "/foo", "decided"])
async def test_a_line_that_answers_nothing_any_more_is_not_taken_for_one(parked: Scene, meanwhile: str) -> None:
    await parked.presses("Marc", "start A")
    if meanwhile == "waits":
        await parked.waits("61m")
    elif meanwhile == "decided":
        await parked.says("Léa", "/agenda décider A : oui")
    elif meanwhile == "/taches":
        await parked.whispers("Marc", meanwhile)
    typed = meanwhile if meanwhile == "/foo" else "à ce soir"
    left = keys(*await parked.whispers("Marc", typed))
    assert left[0] == ("refusal-debate-over" if meanwhile == "decided" else "not-understood")
    assert parked.rows("debate_view") == []


async def test_whoever_no_private_letter_reached_is_asked_where_the_button_leads(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    await scene.says("Léa", "/parquer le prix des billets")
    (asked,) = await scene.presses("Sam", "start A")
    assert "ask-view" in keys(asked)
    assert "view-noted" in keys(*await scene.whispers("Sam", "gratuit"))


async def test_many_views_stay_one_message_and_all_are_in_private(stage: Stage) -> None:
    people = tuple(f"Ami{number:02}" for number in range(MOST_ON_CARD + 3))
    scene = await stage(members=("Léa", *people))
    await scene.says("Léa", f"/parquer {'x' * LONGEST_TOPIC}")
    for who in people:
        await scene.says(who, f"/agenda A : {'é' * LONGEST_VIEW}")
    assert len("\n".join(card(scene))) < 4096
    assert card(scene)[-1] == "… et encore 3 avis"
    (whole,) = await scene.whispers("Léa", "/agenda A")
    assert all(who in whole.speech.plain for who in people)


async def test_the_name_of_somebody_who_left_leaves_the_card(stage: Stage) -> None:
    scene = await stage(members=("Léa", "Marc", "Fatou"))
    await scene.says("Fatou", "/parquer le prix des billets")
    await scene.says("Fatou", "/agenda A : gratuit")
    await scene.leaves("Fatou")
    await scene.waits("29d")
    assert views(scene) == ["gratuit — Fatou"]
    await scene.waits("2d")
    assert views(scene) == ["gratuit — quelqu'un"]
    assert "Fatou" not in scene.everything()
    assert "refusal-settle" in keys(*await scene.says("Marc", "/agenda décider A : non"))
    await scene.says("Ana", "/agenda décider A : gratuit pour les enfants")
    assert scene.row("debate")["fate"] == "decided"


async def test_somebody_who_left_one_team_is_gone_from_its_debates_alone(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    for team in ("bal", "ciné"):
        await scene.says("Marc", "/parquer le prix", team=team)
        await scene.says("Marc", "/agenda A : gratuit", team=team)
        await scene.whispers("Marc", "/agenda", team=team)
    await scene.leaves("Marc")
    await scene.waits("31d")
    marc = scene.person("Marc")
    assert [row["author_id"] for row in scene.rows("debate")] == [None, marc]
    assert [row["person_id"] for row in scene.rows("debate_view")] == [None, marc]


async def test_in_several_teams_the_letter_or_the_question_tells_which(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await scene.says("Léa", "/parquer le prix des billets")
    await scene.says("Zoé", "/parquer le film", team="ciné")
    await scene.says("Zoé", "/parquer la salle", team="ciné")
    (asked,) = await scene.whispers("Marc", "/start B", team=None)
    assert "la salle" in asked.speech.plain
    (noted,) = await scene.whispers("Marc", "en haut", team=None)
    assert keys(noted)[:2] == ["from-team", "view-noted"]
    (which,) = await scene.whispers("Marc", "/agenda A : non", team=None)
    assert keys(which) == ["ask-which-team"]
    await scene.presses("Marc", "agenda A : non", team="bal")
    assert sorted(row["words"] for row in scene.rows("debate_view")) == ["en haut", "non"]
    assert "le film" not in (await scene.whispers("Léa", "/agenda"))[0].speech.plain
