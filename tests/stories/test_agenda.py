"""What awaits the next meeting, what was decided there, and how both are found again."""

from __future__ import annotations

import pytest

from domain.debate import LONGEST_DECISION
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers
from tests.stories.test_digest import digest

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def parked(scene: Scene) -> Scene:
    """Léa set two debates aside; there is a task."""
    await scene.says("Ana", "/tache Décorer moi vendredi")
    await scene.says("Léa", "/parquer le prix des billets")
    await scene.says("Léa", "/parquer la couleur des affiches")
    return scene


def fates(scene: Scene) -> list[tuple[str, str | None]]:
    return [(row["fate"], row["decision"]) for row in scene.rows("debate")]


# ---- the agenda


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "fr",
            [
                "Ce qui attend la prochaine réunion",
                "Débats mis de côté (2)",
                "A · le prix des billets · 1 avis",
                "B · la couleur des affiches · pas encore d'avis",
                "Rôles à décider (1)",
                "trésorerie\u00a0: personne pour l'instant",
                "Dates à venir (2)",
                "#2 Balayer · 📅 ven. 6 mars inclus",
                "#1 Décorer · Ana · 📅 dim. 15 mars inclus",
            ],
        ),
        (
            "en",
            [
                "What awaits the next meeting",
                "Debates set aside (2)",
                "A · le prix des billets · 1 view",
                "B · la couleur des affiches · no views yet",
                "Roles to decide (1)",
                "trésorerie: nobody yet",
                "Dates ahead (2)",
                "#2 Balayer · 📅 Fri 6 March included",
                "#1 Décorer · Ana · 📅 Sun 15 March included",
            ],
        ),
    ],
)
async def test_it_shows_debates_roles_and_dates_to_anyone(stage: Stage, language: str, lines: list[str]) -> None:
    scene = await stage(language=language)
    for typed in ("/task Décorer me 2026-03-15", "/task Balayer 2026-03-06", "/task Plus tard 2026-05-06"):
        await scene.says("Ana", typed)
    await scene.says("Ana", "/role trésorerie me")
    await scene.says("Ana", "/role trésorerie off")
    await scene.says("Léa", "/park le prix des billets")
    await scene.says("Léa", "/park la couleur des affiches")
    await scene.says("Marc", "/agenda A: oui")
    left = await scene.says("Sam", "/agenda")
    assert kinds(left) == [("ack", "bal", False), ("answer", "Sam", True)]
    assert left[1].speech.plain.replace("📅\u00a0", "📅 ").splitlines() == lines
    assert offers(left[1]) == ["agenda A", "agenda B"]


async def test_when_nothing_waits_it_says_how_to_begin(scene: Scene) -> None:
    (answer,) = await scene.whispers("Léa", "/agenda")
    assert keys(answer) == ["agenda-empty"]
    assert "/parquer" in answer.speech.plain


async def test_in_the_group_a_letter_shows_the_card_again_below(parked: Scene) -> None:
    left = await parked.says("Marc", "/agenda a")
    posted = [d for d in left if d.kind is Kind.CARD and d.edits is None]
    older = [d for d in left if d.kind is Kind.CARD and d.edits is not None]
    assert [offers(d) for d in (*posted, *older)] == [["start A", "start decide-A"], []]
    (whole,) = await parked.whispers("Marc", "/agenda A")
    assert offers(whole) == ["start A"], "who may not end it is offered what they may do"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/agenda Z : oui", "refusal-no-such-debate"),
        ("/agenda décider Z : oui", "refusal-no-such-debate"),
        ("/agenda le vin chaud", "refusal-agenda"),
        ("/agenda OK, on garde", "refusal-agenda"),
        ("/agenda 3", "refusal-agenda"),
        ("/agenda avis une idée", "ask-which-debate"),
        ("/agenda décider on garde 5 €", "ask-which-debate"),
        ("/agenda décider a un prix", "ask-which-debate"),
        (f"/agenda décider A : {'x' * (LONGEST_DECISION + 1)}", "refusal-long-line"),
        ("/agenda décisions", "decisions-none"),
    ],
)
async def test_what_is_not_clear_changes_nothing_and_gets_one_sentence(parked: Scene, typed: str, key: str) -> None:
    before = parked.state()
    left = [d for d in await parked.says("Léa", typed) if d.kind is not Kind.ACK]
    assert [keys(d)[0] for d in left] == [key]
    assert parked.state() == before


async def test_a_button_keeps_the_words_where_it_asks_which_debate(parked: Scene) -> None:
    left = await parked.says("Léa", "/agenda décider on garde 5 €")
    assert offers(left[-1]) == ["agenda decide A: on garde 5 €", "agenda decide B: on garde 5 €"]
    await parked.presses("Léa", "agenda decide A: on garde 5 €")
    assert fates(parked) == [("decided", "on garde 5 €"), ("parked", None)]


# ---- decisions


@pytest.mark.parametrize(
    ("language", "typed", "line"),
    [
        ("fr", "/agenda décider A : on garde 5 €", "✅ décidé le lun. 2 mars\u00a0: on garde 5 €"),
        ("fr", "/agenda décision A: on garde 5 €", "✅ décidé le lun. 2 mars\u00a0: on garde 5 €"),
        ("en", "/agenda decide A: it stays at 5 €", "✅ decided on Mon 2 March: it stays at 5 €"),
        ("en", "/agenda decide a. it stays at 5 €", "✅ decided on Mon 2 March: it stays at 5 €"),
    ],
)
async def test_a_decision_has_its_words_and_its_date_and_its_card_says_so(
    stage: Stage, language: str, typed: str, line: str
) -> None:
    scene = await stage(language=language)
    await scene.says("Léa", "/park le prix des billets")
    left = await scene.says("Léa", typed)
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert left[1].speech.plain.splitlines() == ["A · le prix des billets", line]
    assert (left[1].edits is not None, offers(left[1])) == (True, [])
    (listed,) = await scene.whispers("Marc", "/agenda decisions")
    assert listed.speech.plain.splitlines()[1:] == [f"A · le prix des billets · {line}"]
    assert keys(*await scene.whispers("Marc", "/agenda"))[0] == "agenda-empty"


async def test_answering_the_card_names_the_debate(parked: Scene) -> None:
    await parked.says("Ana", "/agenda décider A trois couleurs près, le bleu", to="debate:B")
    assert fates(parked) == [("parked", None), ("decided", "A trois couleurs près, le bleu")]
    await parked.says("Ana", "/agenda retirer", to="debate:A")
    assert fates(parked)[0] == ("dropped", None)


async def test_the_only_one_that_waits_needs_no_letter(parked: Scene) -> None:
    await parked.says("Léa", "/agenda retirer B")
    await parked.says("Léa", "/agenda décider on garde 5 €")
    assert fates(parked) == [("decided", "on garde 5 €"), ("dropped", None)]


async def test_the_button_asks_for_one_line_in_private(parked: Scene) -> None:
    (asked,) = await parked.presses("Ana", "start decide-A", on="debate:A")
    assert keys(asked)[1:] == ["ask-decide"]
    left = await parked.whispers("Ana", "on garde 5 €")
    assert sorted(kinds(left)) == [("answer", "Ana", True), ("card", "bal", False)]
    assert fates(parked)[0] == ("decided", "on garde 5 €")


async def test_asked_for_in_the_group_without_words_it_shows_the_way_into_private(parked: Scene) -> None:
    left = await parked.says("Ana", "/agenda décider A")
    assert (keys(left[-1])[1:], offers(left[-1])) == (["ask-privately"], ["start decide-A"])
    await parked.whispers("Ana", "on garde 5 €")
    assert fates(parked)[0] == ("decided", "on garde 5 €")


async def test_whoever_set_it_aside_and_the_coordination_end_it_others_are_told_kindly(parked: Scene) -> None:
    for typed in ("/agenda décider A : à moi", "/agenda retirer A", "/agenda décider A"):
        assert keys(*await parked.says("Marc", typed))[0] == "refusal-settle"
    assert keys(*await parked.presses("Marc", "start decide-A", on="debate:A"))[0] == "refusal-settle"
    assert fates(parked) == [("parked", None)] * 2
    await parked.says("Léa", "/agenda décider A : oui")
    await parked.says("Ana", "/agenda retirer B")
    assert fates(parked) == [("decided", "oui"), ("dropped", None)]


async def test_of_two_at_once_the_first_counts_and_the_other_sees_it(parked: Scene) -> None:
    await parked.presses("Ana", "start decide-A", on="debate:A")
    await parked.says("Léa", "/agenda décider A : on garde 5 €")
    (late,) = await parked.whispers("Ana", "on monte à 7 €")
    assert keys(late)[0] == "refusal-debate-over"
    assert fates(parked)[0] == ("decided", "on garde 5 €")


async def test_it_is_corrected_within_ten_minutes_and_not_later(parked: Scene) -> None:
    await parked.says("Léa", "/agenda décider A : on garde 6 €")
    await parked.waits("9m")
    left = await parked.says("Léa", "/oups")
    assert [d.edits is not None for d in left if d.kind is Kind.CARD] == [True]
    assert fates(parked)[0] == ("parked", None)
    await parked.says("Léa", "/agenda décider A : on garde 5 €")
    await parked.waits("11m")
    assert keys(*await parked.says("Léa", "/oups")) == ["refusal-nothing-to-undo"]
    await parked.says("Léa", "/agenda retirer B")
    await parked.says("Léa", "/oups")
    assert fates(parked) == [("decided", "on garde 5 €"), ("parked", None)]


async def test_decisions_and_debates_are_found_later_and_what_was_dropped_is_not(parked: Scene) -> None:
    await parked.says("Léa", "/agenda décider A : on garde 5 € jusqu'en été")
    for typed in ("/chercher billets", "/chercher ete", "/find garde"):
        (found,) = await parked.whispers("Marc", typed)
        assert keys(found)[0] == "find-debates"
        assert "on garde 5 € jusqu'en été" in found.speech.plain
    (both,) = await parked.whispers("Marc", "/chercher décorer couleur")
    assert keys(both) == ["find-none"]
    await parked.says("Léa", "/agenda retirer B")
    assert keys(*await parked.whispers("Marc", "/chercher couleur")) == ["find-none"]


# ---- the digest


async def test_the_digest_tells_what_waits_each_time_and_a_decision_once(parked: Scene) -> None:
    await parked.says("Marc", "/agenda B : bleu")
    await parked.says("Léa", "/agenda décider A : on garde 5 €")
    first = await digest(parked)
    assert "digest-parked" in keys(first)
    lines = first.speech.plain.splitlines()
    assert "A · le prix des billets · ✅ décidé le lun. 2 mars\u00a0: on garde 5 €" in lines
    assert "B · la couleur des affiches · 1 avis" in lines
    assert lines.index("Mis de côté pour la prochaine réunion (1)") > lines.index("Fait, merci (1)")
    assert "start B" in offers(first)
    second = (await digest(parked, "2026-03-16 09:00")).speech.plain
    assert ("le prix des billets" in second, "la couleur des affiches" in second) == (False, True)


async def test_a_decision_that_a_digest_told_is_not_taken_back(parked: Scene) -> None:
    await parked.at("2026-03-09 08:55")
    await parked.says("Léa", "/agenda décider A : on garde 5 €")
    await parked.at("2026-03-09 09:00")
    assert keys(*await parked.says("Léa", "/oups")) == ["refusal-undo-changed"]


async def test_the_day_of_a_decision_is_that_of_the_groups_clocks_and_of_when_it_was_said(stage: Stage) -> None:
    scene = await stage(zone="America/Montreal", language="fr")
    await scene.says("Léa", "/parquer le prix")
    await scene.at("2026-03-03 23:30")
    await scene.sleeps("9h")
    await scene.says("Léa", "/agenda décider A : oui", ago="9h")
    assert "décidé le mar. 3 mars" in scene.letters(Kind.CARD)[-1].speech.plain
