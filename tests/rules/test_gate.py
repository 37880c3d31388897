"""The table of what may leave when: loudly, silently, or later."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.absence import Absence
from domain.gate import LOOK_AGAIN, Hold, Leave, Verdict, verdict
from domain.letter import JOINABLE, Kind
from domain.quiet_hours import Quiet, QuietHours, is_quiet, start_of_open_hours
from domain.wall_clock import local_day
from tests.rules.test_quiet_hours import DEFAULT, FREE_WEEKEND, open_tables, opens_minute_by_minute
from tests.rules.test_wall_clock import PARIS, USUAL, instants, paris, zones

# ---- the gate

SOUND, SILENT = Leave(sound=True), Leave(sound=False)
NOON, NIGHT = paris("2026-03-05T12:00"), paris("2026-03-05T23:00")
HELD = Hold(paris("2026-03-06T08:00"))


@pytest.mark.parametrize(
    ("letter", "kind", "private", "by_day", "by_night"),
    [
        ("an acknowledgement to Léa in the group", Kind.ACK, False, SILENT, SILENT),
        ("an acknowledgement to Léa in private", Kind.ACK, True, SILENT, SILENT),
        ("an answer to Léa in private", Kind.ANSWER, True, SOUND, SILENT),
        ("an answer to Léa in the group", Kind.ANSWER, False, SILENT, SILENT),
        ("a card in the group", Kind.CARD, False, SILENT, SILENT),
        ("a card in private", Kind.CARD, True, SILENT, SILENT),
        ("a task proposed to Marc", Kind.PROPOSAL, True, SOUND, HELD),
        ("a request to Marc", Kind.REQUEST, True, SOUND, HELD),
        ("a nudge to Marc", Kind.NUDGE, True, SOUND, HELD),
        ("a proposal shown in the group", Kind.PROPOSAL, False, SILENT, SILENT),
        ("a request shown in the group", Kind.REQUEST, False, SILENT, SILENT),
        ("a nudge shown in the group", Kind.NUDGE, False, SILENT, SILENT),
        ("the digest of the group", Kind.DIGEST, False, SOUND, HELD),
        ("Ana's own digest", Kind.DIGEST, True, SOUND, HELD),
        ("an event announced to the group", Kind.EVENT, False, SOUND, HELD),
        ("an event announced to Ana", Kind.EVENT, True, SOUND, HELD),
        ("something urgent in the group", Kind.URGENT, False, SOUND, SOUND),
        ("something urgent told to Ana", Kind.URGENT, True, SOUND, HELD),
        ("a line that Léa wrote for later", Kind.LATER, False, SILENT, HELD),
        ("a line for later in private", Kind.LATER, True, SILENT, HELD),
        ("a word of the bot to Ana", Kind.SYSTEM, True, SILENT, HELD),
        ("a word of the bot to the group", Kind.SYSTEM, False, SILENT, SILENT),
    ],
)
def test_each_letter_leaves_as_the_table_says(
    letter: str, kind: Kind, private: bool, by_day: Verdict, by_night: Verdict
) -> None:
    assert verdict(kind, private=private, at=NOON, hours=[DEFAULT], zone=PARIS, sounds_today=0) == by_day, letter
    assert verdict(kind, private=private, at=NIGHT, hours=[DEFAULT], zone=PARIS, sounds_today=0) == by_night, letter


@pytest.mark.parametrize("kind", sorted(JOINABLE))
def test_the_fourth_private_sound_of_a_day_waits_for_the_next_morning(kind: Kind) -> None:
    for sounds, expected in [(0, SOUND), (2, SOUND), (3, HELD), (4, HELD), (99, HELD)]:
        assert verdict(kind, private=True, at=NOON, hours=[DEFAULT], zone=PARIS, sounds_today=sounds) == expected


def test_the_fourth_sound_before_a_free_weekend_waits_for_monday_morning() -> None:
    friday = paris("2026-03-06T12:00")
    held = verdict(Kind.NUDGE, private=True, at=friday, hours=[FREE_WEEKEND], zone=PARIS, sounds_today=3)
    assert held == Hold(paris("2026-03-09T08:00"))


@pytest.mark.parametrize("kind", [Kind.DIGEST, Kind.EVENT])
def test_a_chat_rings_once_a_day_and_its_second_is_silent(kind: Kind) -> None:
    for sounds, expected in [(0, SOUND), (1, SILENT), (2, SILENT)]:
        assert verdict(kind, private=False, at=NOON, hours=[DEFAULT], zone=PARIS, sounds_today=sounds) == expected


def test_only_what_is_paced_counts_the_sounds_of_the_day() -> None:
    for kind, private in [(Kind.ANSWER, True), (Kind.DIGEST, True), (Kind.URGENT, False), (Kind.URGENT, True)]:
        assert verdict(kind, private=private, at=NOON, hours=[DEFAULT], zone=PARIS, sounds_today=9) == SOUND


def test_what_may_be_joined_is_what_asks_for_attention_in_private() -> None:
    assert {Kind.PROPOSAL, Kind.REQUEST, Kind.NUDGE} == JOINABLE


@settings(USUAL, max_examples=400)
@given(st.data(), zones, open_tables, st.sampled_from(Kind), st.booleans(), st.integers(0, 5))
def test_nothing_rings_in_quiet_hours_and_what_is_held_leaves_as_soon_as_they_end(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours], kind: Kind, private: bool, sounds_today: int
) -> None:
    at = data.draw(instants(zone))
    said = verdict(kind, private=private, at=at, hours=hours, zone=zone, sounds_today=sounds_today)
    paced = private and kind in JOINABLE and sounds_today >= 3
    held = {Kind.DIGEST, Kind.EVENT, Kind.LATER} | ({*JOINABLE, Kind.URGENT, Kind.SYSTEM} if private else set())
    match said:
        case Leave(sound) if is_quiet(hours, at, zone):
            assert kind not in held
            assert not sound or (kind is Kind.URGENT and not private)
        case Leave():
            assert not paced
        case Hold(until) if is_quiet(hours, at, zone):
            assert kind in held
            assert until == opens_minute_by_minute(hours, at, zone)
            assert until > at
        case Hold(until):
            assert paced
            assert not is_quiet(hours, until, zone)
            assert local_day(until, zone) > local_day(at, zone)
            assert until == start_of_open_hours(hours, local_day(at, zone) + timedelta(days=1), zone)


@given(st.data(), zones, open_tables, st.sampled_from(Kind), st.booleans())
@USUAL
def test_a_held_letter_leaves_when_it_is_asked_about_again(
    data: st.DataObject, zone: ZoneInfo, hours: list[QuietHours], kind: Kind, private: bool
) -> None:
    at = data.draw(instants(zone))
    said = verdict(kind, private=private, at=at, hours=hours, zone=zone, sounds_today=0)
    if isinstance(said, Hold):
        again = verdict(kind, private=private, at=said.until, hours=hours, zone=zone, sounds_today=0)
        assert isinstance(again, Leave)


# ---- absences, and hours that never open


@pytest.mark.parametrize("kind", sorted(Kind))
@pytest.mark.parametrize("private", [True, False])
def test_whoever_is_away_gets_no_more_than_at_night(kind: Kind, private: bool) -> None:
    away = Absence(paris("2026-03-05T10:00"), paris("2026-03-09T08:00"))
    at_night = verdict(kind, private=private, at=NIGHT, hours=[DEFAULT], zone=PARIS, sounds_today=0)
    meanwhile = verdict(kind, private=private, at=NOON, hours=[DEFAULT, away], zone=PARIS, sounds_today=0)
    assert meanwhile == (Hold(paris("2026-03-09T08:00")) if isinstance(at_night, Hold) else at_night)


@pytest.mark.parametrize("back", ["2026-03-08T23:00", "2026-03-09T08:00", "2026-03-09T07:00"])
def test_who_comes_back_in_quiet_hours_is_reached_when_they_end(back: str) -> None:
    away = Absence(paris("2026-03-05T10:00"), paris(back))
    held = verdict(Kind.NUDGE, private=True, at=NOON, hours=[DEFAULT, away], zone=PARIS, sounds_today=0)
    assert held == Hold(paris("2026-03-09T08:00"))


@pytest.mark.parametrize("sounds_today", [0, 3])
def test_a_letter_of_which_nobody_knows_when_it_may_leave_is_asked_about_again_in_a_week(sounds_today: int) -> None:
    never = QuietHours.nightly("8:00", "21:00")
    closed: tuple[Quiet, ...] = (never, Absence(paris("2026-03-05T10:00"), None))
    for hours in ([DEFAULT, one] for one in closed):
        said = verdict(Kind.PROPOSAL, private=True, at=NOON, hours=hours, zone=PARIS, sounds_today=sounds_today)
        assert said == Hold(NOON + LOOK_AGAIN)


def test_before_and_after_an_absence_all_is_as_usual() -> None:
    away = Absence(paris("2026-03-05T13:00"), paris("2026-03-05T15:00"))
    for at, expected in [("T12:59", SOUND), ("T13:00", Hold(paris("2026-03-05T15:00"))), ("T15:00", SOUND)]:
        moment = paris(f"2026-03-05{at}")
        assert verdict(Kind.NUDGE, private=True, at=moment, hours=[away], zone=PARIS, sounds_today=0) == expected
