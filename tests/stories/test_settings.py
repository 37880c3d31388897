"""Settings: seen by all, changed for the group by coordinators, for oneself by anybody; time follows at once."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


def text(scene: Scene) -> str:
    return scene.notebook.sent[-1].speech.plain


async def test_everybody_sees_what_is_set_and_coordination_has_the_buttons(scene: Scene) -> None:
    await scene.says("Ana", "/coordo @Marc")
    (page,) = await scene.whispers("Léa", "/réglages")
    assert keys(page) == [
        "settings-title",
        "settings-language-fr",
        "settings-zone",
        "settings-country",
        "settings-quiet",
        "settings-holidays",
        "settings-digest",
        "settings-effort",
        "time-hours",
        "settings-talk-normal",
        "settings-coordinators",
        "settings-mine",
        "settings-my-language-off",
        "settings-my-zone-off",
    ]
    for said in ("Paris (Europe/Paris)", ": France", "de 21:00 à 08:00", "le lundi à 09:00", "Ana et Marc"):
        assert said in text(scene)
    assert offers(page) == ["settings my language en", "settings my zone"]
    (page,) = await scene.whispers("Ana", "/settings")
    assert offers(page) == [
        "settings language en",
        "settings zone",
        "quiet off",
        "settings holidays off",
        "digest off",
        "settings talk",
        "settings effort",
        "settings my language en",
        "settings my zone",
    ]
    await scene.presses("Ana", "quiet off", private=True)
    await scene.presses("Ana", "digest off", private=True)
    (page,) = await scene.whispers("Ana", "/settings")
    assert {"settings-quiet-off", "settings-digest-off"} <= set(keys(page))
    await scene.presses("Ana", "quiet 21:00-08:00", private=True)
    await scene.presses("Ana", "digest monday 9:00", private=True)
    (page,) = await scene.whispers("Ana", "/settings")
    assert {"settings-quiet", "settings-digest"} <= set(keys(page))


async def test_in_the_group_only_a_reaction_shows_and_the_page_comes_in_private(scene: Scene) -> None:
    left = await scene.says("Léa", "/reglages")
    assert kinds(left) == [("ack", "bal", False), ("answer", "Léa", True)]


@pytest.mark.parametrize(
    "typed",
    [
        "/settings language english",
        "/réglages langue : Anglais",
        "/reglages LANGUE en",
        "/settings language to English",
        "/réglages langue en anglais",
    ],
)
async def test_coordination_changes_the_groups_language(typed: str, scene: Scene) -> None:
    await scene.whispers("Ana", typed)
    assert scene.row("team", name="bal")["language"] == "en"
    await scene.whispers("Léa", "/status")
    assert "Next digest" in text(scene) or "first digest" in text(scene)
    await scene.says("Léa", "/tache Décorer")
    assert "looking for someone" in scene.letters(Kind.CARD)[-1].speech.plain


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("/settings zone Europe/Brussels", "Europe/Brussels"),
        ("/réglages fuseau bruxelles", "Europe/Brussels"),
        ("/reglages fuseau horaire Montréal", "America/Toronto"),
        ("/settings time zone new york", "America/New_York"),
        ("/settings timezone INDIAN/REUNION", "Indian/Reunion"),
        ("/réglages fuseau la Réunion", "Indian/Reunion"),
        ("/réglages zone à Genève", "Europe/Zurich"),
        ("/réglages fuseau : Port-au-Prince", "America/Port-au-Prince"),
    ],
)
async def test_coordination_changes_the_groups_zone_by_a_city(typed: str, zone: str, scene: Scene) -> None:
    assert keys(*await scene.whispers("Ana", typed)) == ["noted-zone"]
    assert scene.row("team", name="bal")["zone"] == zone


async def test_zones_are_offered_and_a_doubtful_one_is_asked_back(scene: Scene) -> None:
    (question,) = await scene.whispers("Ana", "/réglages fuseau")
    assert "settings zone Europe/Brussels" in offers(question)
    (question,) = await scene.whispers("Ana", "/réglages fuseau Canada")
    assert "settings zone America/Vancouver" in offers(question)
    (question,) = await scene.whispers("Ana", "/réglages fuseau Bruxeles")
    assert offers(question) == ["settings zone Europe/Brussels"]
    assert scene.row("team", name="bal")["zone"] == "Europe/Paris"
    await scene.presses("Ana", "settings zone Europe/Brussels", private=True)
    assert scene.row("team", name="bal")["zone"] == "Europe/Brussels"


async def test_dates_are_read_as_in_the_country_of_the_team(scene: Scene) -> None:
    await scene.says("Léa", "/tache Monter la scène pour la fête nationale")
    assert scene.task(1).due == date(2026, 7, 14)
    assert keys(*await scene.whispers("Léa", "/reglages pays Belgique")) == ["refusal-coordinators"]
    await scene.whispers("Ana", "/reglages pays Belgique")
    await scene.says("Léa", "/tache Démonter la scène avant la fête nationale")
    assert scene.task(2).due == date(2026, 7, 21)
    await scene.whispers("Ana", "/settings country")
    await scene.whispers("Ana", "/settings country the United States")
    await scene.says("Léa", "/task Print the posters by 4/5")
    assert scene.task(3).due == date(2026, 4, 5)
    assert keys(*await scene.whispers("Ana", "/settings country off")) == ["noted-country"]
    await scene.says("Léa", "/task Hang the posters by 4/5")
    assert scene.task(4).due == date(2026, 5, 4)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/settings zone Atlantis", "refusal-zone"),
        ("/settings zone ../../etc/passwd", "refusal-zone"),
        ("/settings zone UTC+2", "refusal-zone"),
        ("/settings zone " + "x" * 3000, "refusal-zone"),
        ("/settings country Atlantis", "refusal-country"),
        ("/settings country", "ask-country"),
        ("/settings my country France", "refusal-settings"),
        ("/settings language klingon", "refusal-language"),
        ("/settings language", "ask-language"),
        ("/settings tout", "refusal-settings"),
        ("/settings my", "refusal-settings"),
        ("/settings ' OR 1=1", "refusal-settings"),
        ("/settings quiet 21:00-08:00", "near-miss"),
        ("/settings my zone Atlantis", "refusal-zone"),
        ("/settings my language klingon", "refusal-language"),
    ],
)
async def test_what_is_not_understood_gets_one_sentence_and_changes_nothing(typed: str, key: str, scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Ana", typed)) == [key]
    assert scene.state() == before


@pytest.mark.parametrize("typed", ["/settings language en", "/settings zone Europe/London", "/settings zone"])
async def test_others_do_not_change_the_group(typed: str, scene: Scene) -> None:
    before = scene.state()
    assert keys(*await scene.whispers("Léa", typed)) == ["refusal-coordinators"]
    assert scene.state() == before


async def test_anybody_has_a_language_and_a_zone_of_their_own(scene: Scene) -> None:
    assert keys(*await scene.whispers("Léa", "/réglages ma langue anglais")) == ["noted-my-language-en"]
    assert text(scene) == "Noted: with you I speak English."
    assert keys(*await scene.whispers("Léa", "/settings my zone Montréal")) == ["noted-my-zone"]
    assert (scene.row("person", id=scene.person("Léa"))["zone"]) == "America/Toronto"
    assert scene.row("team", name="bal")["zone"] == "Europe/Paris"
    await scene.whispers("Léa", "/task Sing friday 18:00")
    assert scene.task(1).due_at == datetime(2026, 3, 6, 23, tzinfo=UTC)  # their own six o'clock
    await scene.whispers("Léa", "/settings")
    assert "Toronto (America/Toronto)" in text(scene)
    await scene.whispers("Léa", "/settings my zone off")
    assert keys(*await scene.whispers("Léa", "/settings my language off")) == ["noted-my-language-off"]
    row = scene.row("person", id=scene.person("Léa"))
    assert (row["language"], row["zone"]) == (None, None)


async def test_one_tap_is_enough_for_ones_own_language(stage: Stage) -> None:
    scene = await stage(language="en")
    await scene.whispers("Léa", "/settings")
    await scene.presses("Léa", "settings my language fr", private=True)
    assert text(scene) == "C'est noté\u00a0: avec toi je parle français."
    await scene.presses("Léa", "settings my zone", private=True)
    assert "settings my zone Europe/Brussels" in offers(scene.notebook.sent[-1])


# ---- what follows a new zone


async def test_days_end_by_the_new_clocks_and_a_time_of_day_stays_the_same_instant(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer vendredi")
    await scene.says("Léa", "/tache Chanter vendredi 18h")
    before = scene.task(1).deadline
    left = await scene.says("Ana", "/réglages fuseau Montréal")
    assert before == datetime(2026, 3, 6, 23, tzinfo=UTC)
    assert scene.task(1).deadline == datetime(2026, 3, 7, 5, tzinfo=UTC)
    assert scene.task(2).deadline == datetime(2026, 3, 6, 17, tzinfo=UTC)
    assert [(d.about, d.edits is not None) for d in left if d.kind is Kind.CARD] == [(2, True)]
    assert "12:00" in next(d for d in left if d.kind is Kind.CARD).speech.plain


async def test_somebodys_own_friday_stays_theirs(scene: Scene) -> None:
    await scene.whispers("Léa", "/réglages mon fuseau Tahiti")
    await scene.says("Léa", "/tache Décorer vendredi")
    before = scene.task(1).deadline
    await scene.whispers("Ana", "/réglages fuseau Montréal")
    assert scene.task(1).deadline == before


async def test_reminders_come_in_the_new_morning(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi vendredi")
    await scene.whispers("Ana", "/réglages fuseau Montréal")
    await scene.waits("6d")
    eight_in_the_morning = [datetime(2026, 3, day, 13, tzinfo=UTC) for day in (4, 6, 7)]
    assert [d.at for d in scene.letters(Kind.NUDGE)] == eight_in_the_morning


async def test_quiet_hours_and_lapses_follow(scene: Scene) -> None:
    await scene.says("Ana", "/tache Chanter @Léa")
    await scene.at("mon 22:00")
    await scene.says("Ana", "/tache Décorer @Marc")
    assert scene.row("letter", kind="proposal", person_id=scene.person("Marc"))["held"]
    left = await scene.whispers("Ana", "/réglages fuseau Montréal")  # where it is four in the afternoon
    assert ("proposal", "Marc", True) in kinds(left)
    left = await scene.at("thu 10:00")
    assert [d.about for d in left if d.kind is Kind.SYSTEM] == []
    left = await scene.at("thu 14:00")
    assert [(d.about, d.at) for d in left if d.kind is Kind.SYSTEM] == [(1, datetime(2026, 3, 5, 13, tzinfo=UTC))]


@pytest.mark.parametrize(
    ("city", "digests"),
    [
        ("Montréal", [datetime(2026, 3, 9, 8, tzinfo=UTC), datetime(2026, 3, 16, 13, tzinfo=UTC)]),
        ("Tokyo", [datetime(2026, 3, 9, 8, tzinfo=UTC), datetime(2026, 3, 16, 0, tzinfo=UTC)]),
    ],
)
async def test_no_week_is_told_twice_and_none_is_left_out(city: str, digests: list[datetime], scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.at("2026-03-09 09:30")
    await scene.whispers("Ana", f"/réglages fuseau {city}")
    await scene.waits("8d")
    assert [d.at for d in scene.letters(Kind.DIGEST)] == digests


async def test_a_digest_that_nobody_told_yet_comes_by_the_new_clocks(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    await scene.at("2026-03-09 08:30")
    await scene.whispers("Ana", "/réglages fuseau Montréal")
    await scene.waits("1d")
    assert [d.at for d in scene.letters(Kind.DIGEST)] == [datetime(2026, 3, 9, 13, tzinfo=UTC)]
