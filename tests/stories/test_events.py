"""Appointments: announced once, answered with one tap, and over by themselves. Who cannot is nobody's affair."""

from __future__ import annotations

from datetime import date

import icalendar
import pytest

from bot.departure import Departure
from domain.letter import Kind
from domain.task import State, TaskKind
from tests.conftest import Stage
from tests.scene import Scene, keys, kinds, offers, receiver
from tests.stories.test_digest import digest
from tests.stories.test_link import link
from tests.stories.test_link_accounts import both as two
from tests.stories.test_link_accounts import unite
from tests.stories.test_unlink import part

__all__ = ["two"]
pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)

BUTTONS = ["event come 1", "event cannot 1"]


def lines(letter: Departure) -> list[str]:
    return letter.speech.plain.replace("\u00a0", " ").splitlines()


def shown(scene: Scene) -> list[str]:
    """What the card of the first event says now."""
    return lines([d for d in scene.letters() if d.chat and d.kind in (Kind.CARD, Kind.EVENT)][-1])


@pytest.fixture
async def fair(scene: Scene) -> Scene:
    """Léa announced an assembly, on Saturday at six in the evening."""
    await scene.says(
        "Léa", "/evenement Assemblée, salle des fêtes, samedi 18h ~2h #ag\nOn finit par une soupe.", id="m"
    )
    return scene


# ---- making one


@pytest.mark.parametrize(
    ("language", "typed", "read"),
    [
        (
            "fr",
            "/evenement Assemblée, salle des fêtes, samedi 18h ~2h #ag\nOn finit par une soupe.",
            ["#1 Assemblée, salle des fêtes", "sam. 7 mars à 18:00", "« On finit par une soupe. »"],
        ),
        (
            "en",
            "/event Assembly, town hall, saturday 6pm ~2h #ag\nWith a soup.",
            ["#1 Assembly, town hall", "Sat 7 March at 18:00", "“With a soup.”"],
        ),
    ],
)
async def test_it_is_announced_with_a_sound_and_is_its_own_card(
    stage: Stage, language: str, typed: str, read: list[str]
) -> None:
    scene = await stage(language=language)
    left = await scene.says("Léa", typed)
    assert kinds(left) == [("ack", "bal", False), ("event", "bal", True)]
    assert offers(left[1]) == BUTTONS
    for words in read:
        assert words in "\n".join(lines(left[1]))
    task = scene.task(1)
    assert (task.kind, task.project, task.effort_minutes, task.due_at) == (
        TaskKind.EVENT,
        "ag",
        120,
        scene.moment("2026-03-07 18:00"),
    )


async def test_in_quiet_hours_it_waits_until_they_end_and_rings_once(scene: Scene) -> None:
    await scene.at("mon 22:00")
    assert kinds(await scene.says("Léa", "/evenement Marché 4 avril")) == [("ack", "bal", False)]
    assert kinds(await scene.at("tue 12:00")) == [("event", "bal", True)]
    assert kinds(await scene.says("Léa", "/evenement Bal 5 avril"))[1:] == [("event", "bal", False)], "one sound a day"


async def test_dropped_before_it_was_announced_nobody_hears_of_it(scene: Scene) -> None:
    await scene.at("mon 22:00")
    await scene.says("Léa", "/evenement Marché 4 avril")
    await scene.says("Léa", "/supprimer 1")
    assert await scene.at("tue 12:00") == []


async def test_its_message_is_corrected_and_it_is_announced_no_more(fair: Scene) -> None:
    left = await fair.corrects("Léa", "/evenement Assemblée, gymnase, dimanche 10h", on="m")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert (fair.task(1).title, fair.task(1).due_at) == ("Assemblée, gymnase", fair.moment("2026-03-08 10:00"))


async def test_where_the_bot_is_to_be_silent_only_its_writer_sees_it(scene: Scene) -> None:
    await scene.says("Ana", "/settings talk silent")
    left = await scene.says("Léa", "/evenement Marché 4 avril")
    assert {receiver(each) for each in left if each.kind is not Kind.ACK} == {"Léa"}
    assert scene.task(1).kind is TaskKind.EVENT


async def test_a_doubtful_date_is_asked_before_anything_is_announced(scene: Scene) -> None:
    asked = (await scene.whispers("Léa", "/evenement Marché dimanche 7 mars #ag\nAvec des fleurs"))[-1]
    assert keys(asked)[0] == "ask-which-date"
    assert scene.tasks() == []
    await scene.presses("Léa", offers(asked)[0], private=True)
    task = scene.task(1)
    assert (task.title, task.project, task.quote, task.due) == ("Marché", "ag", "Avec des fleurs", date(2026, 3, 7))


@pytest.mark.parametrize(
    ("typed", "title", "day", "minutes", "read"),
    [
        ("/evenement Marché le 4 avril de 10h à 18h", "Marché", "2026-04-04 10:00", 480, "~8 h"),
        ("/evenement Repas dimanche 12h-14h", "Repas", "2026-03-08 12:00", 120, "~2 h"),
        ("/evenement Repas dimanche 12h-14h ~3h", "Repas", "2026-03-08 12:00", 180, "~3 h"),
        ("/event Movie october 24 6pm - 9pm", "Movie", "2026-10-24 18:00", 180, "~3 h"),
        ("/evenement Rangement du 14 au 15 mars", "Rangement", "2026-03-14", None, "« du 14 au 15 mars »"),
    ],
)
async def test_from_one_time_to_another_it_is_at_the_first_and_its_length_is_told(
    stage: Stage, typed: str, title: str, day: str, minutes: int | None, read: str
) -> None:
    scene = await stage(language="en" if typed.startswith("/event ") else "fr")
    await scene.says("Léa", typed)
    task = scene.task(1)
    due = scene.moment(day) if ":" in day else date.fromisoformat(day)
    assert (task.title, task.due, task.effort_minutes) == (title, due, minutes)
    assert read in "\n".join(shown(scene))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("/evenement Assemblée", "refusal-event-date"),
        ("/evenement samedi 18h", "refusal-event-title"),
        ("/evenement Assemblée samedi @Marc", "refusal-event-people"),
        ("/evenement Assemblée samedi x3", "refusal-event-people"),
        (f"/evenement {'a' * 4000} samedi", "refusal-long-title"),
        ("/evenement Assemblée samedi\n" + "a" * 400, "refusal-long-line"),
        ("/evenement viens 9", "refusal-no-such-task"),
        ("/evenement viens 2", "refusal-no-event"),
        ("/prendre 1", "refusal-event"),
        ("/proposer 1 @Marc", "refusal-event"),
        ("/renfort 1", "refusal-event"),
    ],
)
async def test_a_mistake_changes_nothing_and_is_answered_in_a_sentence(fair: Scene, typed: str, key: str) -> None:
    await fair.says("Léa", "/tache Balayer")
    before = fair.state()
    assert keys(*await fair.whispers("Léa", typed))[0] == key
    assert fair.state() == before


async def test_a_date_that_is_over_is_not_repeated_in_the_example(scene: Scene) -> None:
    (said,) = await scene.whispers("Léa", "/evenement Réunion hier 18h")
    assert keys(said) == ["refusal-event-date"]
    assert "hier" not in said.speech.plain


@pytest.mark.parametrize(
    ("typed", "title", "due"),
    [
        ("Soirée samedi 20h", "Soirée", "2026-03-07 20:00"),
        ("Soirée jeux samedi de 20h à 23h", "Soirée jeux", "2026-03-07 20:00"),
    ],
)
async def test_a_part_of_the_day_is_its_title_where_the_hour_is_said(
    scene: Scene, typed: str, title: str, due: str
) -> None:
    await scene.says("Léa", f"/evenement {typed}")
    assert (scene.task(1).title, scene.task(1).due) == (title, scene.moment(due))


@pytest.mark.parametrize("typed", ["1 21 mars 18h", "#1 le 21 mars", "assemblée, SALLE des fêtes #ag le 21 mars"])
async def test_one_that_is_there_is_not_made_a_second_time(fair: Scene, typed: str) -> None:
    before = fair.state()
    (said,) = await fair.whispers("Léa", f"/evenement {typed}")
    assert keys(said) == ["refusal-date-there"]
    assert "/echeance 1 21 mars 18h" in said.speech.plain
    assert fair.state() == before


async def test_a_number_of_nothing_is_no_title(fair: Scene) -> None:
    assert keys(*await fair.whispers("Léa", "/evenement 5 le 21 mars 18h")) == ["refusal-event-title"]
    assert len(fair.tasks()) == 1


async def test_what_has_not_begun_is_not_done(fair: Scene) -> None:
    (said,) = await fair.whispers("Marc", "/fait 1")
    assert keys(said) == ["refusal-event-ahead"]
    assert "/supprimer 1" in said.speech.plain
    assert fair.task(1).is_open
    await fair.at("sat 18:30")
    await fair.whispers("Marc", "/fait 1")
    assert not fair.task(1).is_open


# ---- I come, I cannot


async def test_one_tap_says_that_one_comes_and_the_card_tells_who(fair: Scene) -> None:
    left = await fair.presses("Marc", "event come 1")
    assert kinds(left) == [("answer", "Marc", True), ("card", "bal", False)]
    await fair.presses("Ana", "event come 1")
    assert "🙋 2 présences : Marc et Ana" in shown(fair)


async def test_pressed_twice_it_is_once(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    assert kinds(await fair.presses("Marc", "event come 1")) == [("answer", "Marc", True)]
    assert "🙋 1 présence : Marc" in shown(fair)


async def test_the_other_button_changes_it(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.presses("Marc", "event cannot 1")
    assert not any("🙋" in line for line in shown(fair))
    await fair.presses("Marc", "event come 1")
    assert "🙋 1 présence : Marc" in shown(fair)


async def test_who_cannot_is_written_nowhere_and_nobody_sees_anything_of_it(fair: Scene) -> None:
    await fair.presses("Ana", "event come 1")
    before = fair.state()
    left = await fair.presses("Marc", "event cannot 1")
    assert kinds(left) == [("answer", "Marc", True)]
    assert fair.state() == before
    assert not fair.rows("history", person_id=fair.person("Marc"))
    typed = await fair.says("Sam", "/evenement absent 1")
    assert [receiver(each) for each in typed] == ["Sam"], "typed in the group, nothing shows there"
    assert fair.state() == before


@pytest.mark.parametrize("typed", ["viens 1", "1 je viens", "viens", "oui", "#1 oui"])
async def test_it_is_typed_as_well(fair: Scene, typed: str) -> None:
    left = await fair.says("Marc", f"/evenement {typed}")
    assert kinds(left) == [("ack", "bal", False), ("card", "bal", False)]
    assert "🙋 1 présence : Marc" in shown(fair)


async def test_in_answer_to_its_card_no_number_is_needed(fair: Scene) -> None:
    await fair.says("Léa", "/evenement Marché 4 avril")
    await fair.says("Marc", "/evenement viens", to="card:1")
    assert [row["task_id"] for row in fair.rows("attendance")] == [fair.task(1).id]
    (asked,) = await fair.whispers("Ana", "/evenement viens")
    assert offers(asked) == ["event come 1", "event come 2"]


async def test_what_was_said_is_taken_back(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.whispers("Marc", "/oups")
    assert fair.rows("attendance") == []
    assert not any("🙋" in line for line in shown(fair))


async def test_once_it_is_over_or_off_nobody_says_that_they_come(fair: Scene) -> None:
    await fair.says("Léa", "/supprimer 1")
    assert keys(*await fair.whispers("Marc", "/evenement viens 1")) == ["refusal-event-over"]


async def test_a_stranger_and_somebody_who_left_change_nothing(fair: Scene) -> None:
    before = fair.state()
    await fair.whispers("Zoé", "/evenement viens 1", team="ciné")
    await fair.leaves("Marc")
    await fair.presses("Marc", "event come 1")
    assert fair.state()["attendance"] == before["attendance"] == []


# ---- what changes


async def test_those_who_come_hear_in_private_that_it_is_at_another_time(fair: Scene) -> None:
    for who in ("Marc", "Ana", "Léa"):
        await fair.presses(who, "event come 1")
    left = await fair.says("Léa", "/echeance 1 dimanche 10h")
    told = [each for each in left if each.kind is Kind.EVENT]
    assert sorted(map(receiver, told)) == ["Ana", "Marc"]
    assert keys(told[0])[0] == "event-moved"
    assert offers(told[0]) == ["event cannot 1"]
    assert "sam. 7 mars à 18:00" not in "\n".join(shown(fair))


async def test_at_night_they_hear_of_it_in_the_morning_and_once(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.at("mon 22:00")
    await fair.says("Léa", "/echeance 1 dimanche 10h")
    await fair.says("Léa", "/echeance 1 dimanche 11h")
    (told,) = [each for each in await fair.at("tue 12:00") if each.member]
    assert (receiver(told), told.sound) == ("Marc", True)
    assert "dim. 8 mars à 11:00" in lines(told)[1]


async def test_those_who_come_hear_in_private_that_it_is_off_and_nobody_else(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.presses("Ana", "event cannot 1")
    left = await fair.says("Léa", "/supprimer 1 il pleut")
    (told,) = [each for each in left if each.member]
    assert (receiver(told), keys(told)[0]) == ("Marc", "event-off")
    assert "il pleut" in told.speech.plain
    (again,) = [each for each in await fair.says("Léa", "/oups") if each.member]
    assert (receiver(again), keys(again)[0]) == ("Marc", "event-moved")


async def test_only_those_who_are_involved_drop_it(fair: Scene) -> None:
    assert keys(*await fair.whispers("Marc", "/supprimer 1")) == ["refusal-involved"]
    assert fair.task(1).is_open


# ---- the day before, and after


async def test_the_day_before_those_who_come_are_reminded_as_their_open_hours_start(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.whispers("Ana", "/moncalme 19:00-10:00")
    await fair.presses("Ana", "event come 1")
    left = [each for each in await fair.at("sat 17:00") if each.kind is Kind.NUDGE]
    assert [(receiver(each), f"{each.at.astimezone(fair.zone):%a %H:%M}") for each in left] == [
        ("Marc", "Fri 08:00"),
        ("Ana", "Fri 10:00"),
    ]
    assert keys(left[0])[0] == "event-tomorrow"


async def test_who_says_so_on_the_eve_or_cannot_is_not_reminded(fair: Scene) -> None:
    await fair.presses("Ana", "event come 1")
    await fair.presses("Ana", "event cannot 1")
    await fair.at("fri 20:00")
    await fair.presses("Marc", "event come 1")
    assert [each for each in await fair.at("sat 17:00") if each.kind is Kind.NUDGE] == []


async def test_moved_by_a_week_the_reminder_moves_along(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.says("Léa", "/echeance 1 14 mars 18h")
    assert [each for each in await fair.at("sun 12:00") if each.kind is Kind.NUDGE] == []
    (reminded,) = [each for each in await fair.at("sat 12:00") if each.kind is Kind.NUDGE]
    assert reminded.at.astimezone(fair.zone).date() == date(2026, 3, 13)


async def test_moved_in_the_night_before_the_eve_its_change_is_the_reminder(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.at("thu 23:30")
    await fair.says("Léa", "/echeance 1 samedi 20h")
    told = [keys(each)[0] for each in await fair.at("sat 17:00") if each.member]
    assert told == ["event-moved"]


async def test_who_is_away_is_not_reminded(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.whispers("Marc", "/absent jusqu'à dimanche")
    assert [each for each in await fair.at("mon 12:00") if each.kind is Kind.NUDGE] == []


async def test_it_is_over_by_itself_and_a_day_later_nobody_knows_who_came(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.at("sat 19:30")
    assert fair.task(1).is_open
    left = await fair.at("sat 20:00")
    assert kinds(left) == [("card", "bal", False)]
    assert fair.task(1).state is State.DONE
    assert len(fair.rows("attendance")) == 1
    await fair.at("sun 20:00")
    assert fair.rows("attendance") == []


async def test_of_a_whole_day_it_is_over_with_the_day(scene: Scene) -> None:
    await scene.says("Léa", "/evenement Marché samedi")
    await scene.at("sat 23:59")
    assert scene.task(1).is_open
    await scene.at("sun 0:00")
    assert scene.task(1).state is State.DONE


async def test_what_waited_for_it_can_begin_and_who_has_it_hears_of_it(fair: Scene) -> None:
    await fair.says("Marc", "/tache Compte rendu moi après #1")
    left = await fair.at("sun 9:00")
    assert [receiver(each) for each in left if "free-to-start" in keys(each)] == ["Marc"]
    assert fair.task(2).held_by == ()


async def test_one_that_comes_back_has_its_next_date_silently(scene: Scene) -> None:
    await scene.says("Léa", "/evenement Permanence tous les mardis 18h")
    await scene.presses("Marc", "event come 1")
    left = await scene.at("wed 9:00")
    assert ("card", "bal", False) in kinds(left)
    assert [(t.number, t.state, t.due_day) for t in scene.tasks()] == [
        (1, State.DONE, date(2026, 3, 3)),
        (2, State.OPEN, date(2026, 3, 10)),
    ]
    assert all(row["task_id"] == scene.task(1).id for row in scene.rows("attendance"))


async def test_away_for_weeks_it_catches_up_without_a_reminder(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    await fair.sleeps("3w")
    left = await fair.waits("1m")
    assert not [each for each in left if each.kind is Kind.NUDGE]
    assert fair.task(1).state is State.DONE


# ---- lists, digest, calendar, data


async def test_the_list_tells_when_how_many_and_whether_oneself_comes(fair: Scene) -> None:
    await fair.says("Léa", "/evenement Marché 4 avril")
    for who in ("Marc", "Ana"):
        await fair.presses(who, "event come 1")
    (mine,) = await fair.whispers("Marc", "/evenement")
    assert lines(mine)[1:] == [
        "#1 Assemblée, salle des fêtes · 📅 sam. 7 mars à 18:00 · 🙋 2 · tu viens",
        "#2 Marché · 📅 sam. 4 avril inclus",
    ]
    (hers,) = await fair.whispers("Léa", "/event")
    assert "tu viens" not in hers.speech.plain


@pytest.mark.parametrize("typed", ["/evenement 1", "/tache 1"])
async def test_shown_again_in_private_it_has_names_and_buttons(fair: Scene, typed: str) -> None:
    await fair.presses("Marc", "event come 1")
    (card,) = await fair.whispers("Ana", typed)
    assert "🙋 1 présence : Marc" in lines(card)
    assert offers(card) == BUTTONS


async def test_the_digest_tells_it_ahead_and_not_as_done(fair: Scene) -> None:
    told = await digest(fair)
    assert "digest-ahead" not in keys(told), "it is over by then"
    assert "Assemblée" not in told.speech.plain
    await fair.says("Léa", "/evenement Marché 18 mars")
    (now,) = await fair.whispers("Ana", "/bilan")
    assert "Marché" in now.speech.plain


async def test_calendars_have_it_for_as_long_as_it_lasts_and_ones_own_if_one_comes(fair: Scene) -> None:
    await fair.presses("Marc", "event come 1")
    for who, there in (("Marc", 1), ("Sam", 0)):
        (letter,) = [each for each in await fair.whispers(who, "/calendrier fichier") if each.file]
        assert letter.file is not None
        events = icalendar.Calendar.from_ical(letter.file.content.decode()).walk("VEVENT")
        assert len(events) == there
        for event in events:
            times = (event.decoded("dtstart"), event.decoded("dtend"))
            assert times == (fair.moment("2026-03-07 18:00"), fair.moment("2026-03-07 20:00"))
            assert "soupe" in str(event["description"])


async def test_whoever_leaves_does_not_come_and_their_name_leaves_the_card(fair: Scene) -> None:
    for who in ("Marc", "Ana"):
        await fair.presses(who, "event come 1")
    await fair.leaves("Marc")
    assert "🙋 1 présence : Ana" in shown(fair)


async def test_whoever_is_forgotten_leaves_no_trace_on_it(fair: Scene) -> None:
    for who in ("Marc", "Ana"):
        await fair.presses(who, "event come 1")
    await fair.whispers("Marc", "/oubliemoi")
    await fair.whispers("Marc", "/oubliemoi oui")
    await fair.waits("1m")
    assert "🙋 1 présence : Ana" in shown(fair)
    assert "Marc" not in fair.everything()


async def test_two_accounts_of_one_person_come_once(two: Scene) -> None:
    await two.says("Léa", "/evenement Assemblée samedi 18h")
    number = two.tasks()[-1].number
    await two.says("Marc", f"/evenement viens {number}")
    await two.radio("marcus", f"/evenement viens {number}", room="salon")
    assert len(two.rows("attendance")) == 2
    await unite(two)
    assert [row["person_id"] for row in two.rows("attendance")] == [two.person("Marc")]


async def test_joined_and_parted_it_stays_with_its_chat_and_its_people(fair: Scene) -> None:
    await link(fair)
    await fair.presses("Léa", "event come 1")
    await fair.says("Zoé", "/evenement viens 1", team="ciné")
    assert len(fair.rows("attendance")) == 2
    await part(fair)
    assert [row["person_id"] for row in fair.rows("attendance")] == [fair.person("Léa")]


async def test_a_template_of_a_project_is_counted_from_its_event_and_makes_it_again(fair: Scene) -> None:
    await fair.says("Léa", "/tache Convoquer 4 mars #ag")
    (made,) = await fair.whispers("Léa", "/modele ag depuis #ag")
    assert lines(made)[2:4] == [
        "1. Convoquer · 3 jours avant",
        "2. Assemblée, salle des fêtes · le jour même à 18:00 · 👥 rendez-vous · ~2 h",
    ]
    left = await fair.says("Léa", "/modele ag le 6 mars 2027")
    assert kinds(left) == [("ack", "bal", False), ("event", "bal", False), ("system", "bal", False)] or kinds(left) == [
        ("ack", "bal", False),
        ("system", "bal", False),
        ("event", "bal", False),
    ]
    again = fair.tasks()[-1]
    assert (again.kind, again.due_at) == (TaskKind.EVENT, fair.moment("2027-03-06 18:00"))


async def test_mydata_tells_that_one_comes(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    await scene.says("Ana", "/evenement Assemblée vendredi 18h")
    await scene.presses("Léa", "event come 1")
    with caplog.at_level("ERROR"):
        await scene.whispers("Léa", "/mesdonnees")
    assert not caplog.records


@pytest.mark.parametrize("typed", ["1 je ne peux pas", "je ne viens pas", "1 I can't"])
async def test_one_can_type_that_one_cannot_as_one_would_say_it(fair: Scene, typed: str) -> None:
    await fair.presses("Léa", "event come 1")
    said, *_ = await fair.whispers("Léa", f"/evenement {typed}")
    assert keys(said) == ["noted-cannot"]
    assert fair.rows("attendance") == []
