"""Deadlines around the reader: buttons that mean what they say, repetitions that keep their clocks, cards that show."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.letter import Kind
from tests.scene import Scene, keys, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def shown(scene: Scene) -> str:
    """The newest card, as people read it."""
    return scene.letters(Kind.CARD)[-1].speech.plain


async def test_a_button_means_the_moment_that_it_shows_whatever_clocks_its_reader_has(scene: Scene) -> None:
    await scene.whispers("Ana", "/reglages mon fuseau Montréal")
    await scene.says("Ana", "/tache Ranger le kiosque demain 3h")
    card = scene.letters(Kind.CARD)[-1]
    first = offers(card)[0]
    readings = scene.task(1).doubt
    await scene.presses("Ana", first, on="card:1")
    assert scene.task(1).due == readings[0]


async def test_a_button_counts_though_its_moment_has_passed(scene: Scene) -> None:
    await scene.says("Léa", "/tache Envoyer la facture le 28 février")
    await scene.presses("Léa", "due 1 2026-02-28", on="card:1")
    assert scene.task(1).due == date(2026, 2, 28)


async def test_a_date_is_not_typed_into_the_past(scene: Scene) -> None:
    await scene.says("Léa", "/tache Envoyer la facture vendredi")
    before = scene.task(1).due
    (answer, *_) = await scene.whispers("Léa", "/echeance 1 2026-02-28")
    assert keys(answer) == ["refusal-date"]
    assert scene.task(1).due == before


async def test_a_date_as_machines_write_it_is_understood(scene: Scene) -> None:
    await scene.says("Léa", "/tache Envoyer la facture vendredi")
    await scene.whispers("Léa", "/echeance 1 2026-03-12T18:00")
    assert scene.task(1).due == datetime(2026, 3, 12, 17, tzinfo=UTC)


async def test_somebody_elses_question_is_said_to_be_theirs(scene: Scene) -> None:
    await scene.says("Léa", "/tache Réserver la salle mardi ou jeudi")
    left = await scene.presses("Marc", offers(scene.letters(Kind.CARD)[-1])[0], on="card:1")
    assert "button-of-another" in keys(*left)
    assert scene.task(1).due is None


async def test_a_repetition_keeps_the_clocks_of_whoever_said_it(scene: Scene) -> None:
    await scene.whispers("Ana", "/reglages mon fuseau Montréal")
    await scene.says("Ana", "/tache Répéter tous les lundis à 20h moi")
    assert scene.task(1).due == datetime(2026, 3, 3, 1, tzinfo=UTC)
    await scene.at("2026-03-10 09:00")
    await scene.whispers("Ana", "/fait 1")
    assert scene.task(2).due == datetime(2026, 3, 17, tzinfo=UTC)  # 20:00 there, where summer time has begun


async def test_the_part_of_the_day_stays_with_the_date(scene: Scene) -> None:
    await scene.says("Ana", "/tache Fermer la salle demain soir moi")
    assert "📅\u00a0mar. 3 mars, soir" in shown(scene)
    await scene.whispers("Ana", "/echeance 1 jeudi matin")
    assert "jeu. 5 mars, matin" in shown(scene)
    await scene.whispers("Ana", "/echeance 1 vendredi")
    assert "ven. 6 mars inclus" in shown(scene)
    await scene.whispers("Ana", "/oups")
    assert "jeu. 5 mars, matin" in shown(scene)


async def test_what_comes_back_in_the_evening_does_so_again(scene: Scene) -> None:
    await scene.says("Ana", "/tache Chorale tous les lundis soir moi")
    await scene.whispers("Ana", "/fait 1")
    assert "lun. 9 mars, soir" in shown(scene)


@pytest.mark.parametrize(
    ("said", "card"),
    [
        ("les lundis et jeudis", "chaque semaine\u00a0: lundi et jeudi"),
        ("du lundi au vendredi", "chaque semaine\u00a0: du lundi au vendredi"),
        ("le premier samedi du mois", "chaque mois\u00a0: 1er samedi"),
        ("le dernier vendredi du mois", "chaque mois\u00a0: dernier vendredi"),
        ("le 5 de chaque mois", "chaque mois\u00a0: le 5"),
        ("tous les mardis jusqu'au 24 mars", "chaque semaine\u00a0: mardi, jusqu'au mar. 24 mars"),
        ("tous les 15 jours", "toutes les 2 semaines"),
        ("toutes les 6 heures", "toutes les 6 heures"),
    ],
)
async def test_the_card_says_when_a_task_comes_back(said: str, card: str, scene: Scene) -> None:
    await scene.says("Ana", f"/tache Ouvrir la salle {said}")
    assert f"↻ {card}" in shown(scene)
