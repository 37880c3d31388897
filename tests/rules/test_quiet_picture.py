"""The coming week as a picture: one width, a cell an hour, the same wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.matrix.content import html_of, plain_of
from bot.messengers.telegram.markup import messages
from bot.speech import Voice, say
from domain.document import Style
from domain.quiet_hours import QuietHours, Window
from domain.quiet_picture import IN_PART, OPEN, QUIET, picture
from tests.rules.test_quiet_hours import tables
from tests.rules.test_wall_clock import PARIS

HOURS = replace(
    QuietHours.DEFAULT.changed([Window(12 * 60, 14 * 60), Window(21 * 60 + 30, 8 * 60)], range(5)).changed(
        [Window(0, 1440)], [5, 6]
    ),
    country="FR",
)
TUESDAY = date(2026, 4, 28)
FRENCH = """\
0     6     12    18
████████····██·······▒██ mar 28
████████····██·······▒██ mer 29
████████····██·······▒██ jeu 30
████████████████████████ ven 1
████████████████████████ sam 2
████████████████████████ dim 3
············██·······▒██ lun 4"""  # the first of May is a holiday


def lines(hours: list[QuietHours], language: str, zone: ZoneInfo = PARIS, today: date = TUESDAY) -> list[str]:
    said = say(picture(hours, today, zone, clocks=zone), Voice(language, zone, strict=True))
    return [line.plain for line in said.lines if line.style is Style.PICTURE]


def test_the_week_stands_there_as_it_will_be() -> None:
    assert lines([HOURS], "fr") == FRENCH.split("\n")
    assert lines([HOURS], "en")[1] == FRENCH.split("\n")[1].replace("mar 28", "Tue 28")


def test_every_messenger_shows_the_same_picture_in_letters_of_one_width() -> None:
    said = say(picture([HOURS], TUESDAY, PARIS, clocks=PARIS), Voice("fr", PARIS, strict=True)).lines
    (telegram,) = messages(said)
    assert f"<pre>{FRENCH}</pre>" in telegram
    assert f"<pre><code>{FRENCH}</code></pre>" in html_of(said, {})
    assert FRENCH in plain_of(said)
    assert FRENCH in "\n".join(line.plain for line in said)  # as the terminal prints it


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_day_of_the_changing_clocks_is_as_wide_as_any(day: str) -> None:
    assert {len(line[:24].rstrip()) for line in lines([HOURS], "fr", today=date.fromisoformat(day))[1:]} == {24}


@given(tables, st.sampled_from(["fr", "en"]))
def test_all_lines_are_narrow_enough_for_a_phone_and_of_one_width(hours: list[QuietHours], language: str) -> None:
    drawn = lines(hours, language)
    assert len(drawn) == 8
    assert max(map(len, drawn)) <= 31
    assert {frozenset(line[:24]) <= {QUIET, IN_PART, OPEN} for line in drawn[1:]} == {True}
