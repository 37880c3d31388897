"""A document reaches each reader in their language, zone and way to type, and no word of theirs is lost."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import locales
from bot.speech import Mark, Run, Unsayable, Voice, phrasing, say
from domain.document import (
    Choice,
    Day,
    Document,
    Mention,
    Moment,
    Several,
    Style,
    TaskNumber,
    Typed,
    Value,
    line,
    phrase,
    says,
)

FRENCH = """
x-only = { $it }
x-of = Pour { $who }, { $what }
x-count = { $count ->
    [one] { STRONG($count) } rappel
   *[other] { STRONG($count) } rappels
 }
x-strong = { STRONG("Tout") } pour { STRONG($who) }
x-wrapped = Une phrase
    sur deux lignes
x-torn = Pour { $whom }
"""
ENGLISH = (
    FRENCH.replace("Pour", "For").replace("$whom", "$who").replace("rappel", "nudge")
    + "x-english = Good day { $who }\n"
)
PARIS = ZoneInfo("Europe/Paris")
FR = Voice("fr", PARIS, names={"take": "prendre"}, strict=True)
EN = Voice("en", PARIS, prefix="!", strict=True)
LEA, MARC, ZOE = Mention(1, "Léa"), Mention(2, "Marc"), Mention(3, "Zoé")
SIX_PM = Moment(datetime(2026, 3, 6, 17, 0, tzinfo=UTC))


@pytest.fixture(scope="module", autouse=True)
def phrases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The real phrases, and a few of this file."""
    folder: Path = tmp_path_factory.mktemp("locales")
    for language in locales.LANGUAGES:
        more = {"fr": FRENCH, "en": ENGLISH}.get(language, "")
        (folder / f"{language}.ftl").write_text((locales.HERE / f"{language}.ftl").read_text("utf-8") + more, "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locales, "HERE", folder)
        forget()
        yield
    forget()


def forget() -> None:
    locales.phrasebook.cache_clear()
    phrasing.wording.cache_clear()


def runs(value: Value, voice: Voice = FR, today: date | None = None) -> tuple[Run, ...]:
    return say(says("x-only", it=value), voice, today=today).lines[0].runs


def plain(value: Value, voice: Voice = FR, today: date | None = None) -> str:
    return say(says("x-only", it=value), voice, today=today).plain


@given(st.text(min_size=1))
@example("{ $who } \ue000\ue001\uf8fe\uf8ff")
@example('"{"\n-term = x { STRONG("y") }')
@example("\u202eabc\u2068 שלום")
@example("{0} %s \\u0041 <b>*x*</b> /take 12")
def test_what_a_person_typed_is_said_as_it_stands(words: str) -> None:
    spoken = say(says("x-of", who=Mention(1, words), what=Several((words, phrase("x-only", it=words)))), FR)
    assert spoken.lines[0].runs == (
        Run("Pour "),
        Run(words, Mark.PERSON, 1),
        Run(", "),
        Run(words),
        Run(" et "),
        Run(words),
    )


def test_a_number_chooses_the_wording() -> None:
    said = [say(says("x-count", count=n), FR).plain for n in (0, 1, 2)]
    assert said == ["0 rappel", "1 rappel", "2 rappels"]
    assert say(says("x-count", count=0), EN).plain == "0 nudges"


def test_weight_falls_on_words_and_values_and_leaves_people_and_links_what_they_are() -> None:
    assert say(says("x-strong", who="tous"), FR).lines[0].runs == (
        Run("Tout", Mark.STRONG),
        Run(" pour "),
        Run("tous", Mark.STRONG),
    )
    assert say(says("x-strong", who=LEA), FR).lines[0].runs[-1] == Run("Léa", Mark.PERSON, 1)
    assert say(says("x-count", count=2), FR).lines[0].runs[0] == Run("2", Mark.STRONG)


def test_people_are_named_as_a_list_in_the_readers_language() -> None:
    assert plain(Several((LEA, MARC, ZOE))) == "Léa, Marc et Zoé"
    assert plain(Several((LEA, MARC, ZOE)), EN) == "Léa, Marc and Zoé"
    assert [plain(Several((LEA, MARC)[:n])) for n in (0, 1, 2)] == ["", "Léa", "Léa et Marc"]
    assert plain(Several((1200, TaskNumber(1200)))).replace("\u202f", "_") == "1_200 et #1200"


def test_a_command_is_shown_as_the_reader_types_it() -> None:
    assert runs(Typed("take", "12")) == (Run("/prendre 12", Mark.COMMAND),)
    assert runs(Typed("take"), EN) == (Run("!take", Mark.COMMAND),)


def test_a_task_number_leads_to_its_task_where_there_is_a_way() -> None:
    assert runs(TaskNumber(12)) == (Run("#12"),)
    assert runs(TaskNumber(12, "https://x.org/1")) == (Run("#12", Mark.LINK, "https://x.org/1"),)


def test_a_day_and_a_moment_are_said_in_the_readers_language_and_zone() -> None:
    assert plain(SIX_PM) == "ven. 6 mars à 18:00"
    assert plain(SIX_PM, EN) == "Fri 6 March at 18:00"
    assert plain(SIX_PM, Voice("fr", ZoneInfo("Pacific/Noumea"))) == "sam. 7 mars à 04:00"
    assert plain(Day(date(2026, 3, 6))) == "ven. 6 mars"
    assert plain(Day(date(2026, 3, 1))) == "dim. 1er mars"


def test_a_far_day_is_said_with_its_year() -> None:
    day, today = Day(date(2027, 1, 4)), date(2026, 3, 10)
    assert plain(day, today=today) == "lun. 4 janvier"
    assert plain(day, today=date(2026, 3, 9)) == "lun. 4 janvier 2027"
    assert plain(day, EN, today=date(2028, 1, 1)) == "Mon 4 January 2027"
    assert plain(day) == "lun. 4 janvier"


def test_a_letter_keeps_its_lines_styles_and_choices() -> None:
    document = Document(
        (
            line(phrase("x-only", it="Tables"), style=Style.TITLE),
            line(phrase("x-only", it=LEA), phrase("x-only", it=""), phrase("x-count", count=1)),
            line(phrase("x-wrapped"), style=Style.NOTE),
        ),
        (Choice("take 12", phrase("x-only", it=Typed("take", "12")), person=3),),
    )
    spoken = say(document, FR)
    assert spoken.plain == "Tables\nLéa · 1 rappel\nUne phrase sur deux lignes"
    assert [said.style for said in spoken.lines] == [Style.TITLE, Style.PLAIN, Style.NOTE]
    (choice,) = spoken.choices
    assert (choice.command, choice.label, choice.person) == ("take 12", "/prendre 12", 3)


@pytest.mark.parametrize(
    ("document", "part"),
    [
        (says("x-unknown"), "not in fr.ftl"),
        (says("x-english", who="Léa"), "not in fr.ftl"),
        (says("x-only", that="Léa"), r"needs \['it'\]"),
        (says("x-only", it="Léa", that="Léa"), r"needs \['it'\]"),
        (says("x-count", count="three"), "must be a number"),
    ],
)
def test_a_strict_voice_refuses_a_phrase_it_cannot_say(document: Document, part: str) -> None:
    with pytest.raises(Unsayable, match=part):
        say(document, FR)
    with pytest.raises(Unsayable):
        say(says("x-only", it="x"), Voice("xx", PARIS, strict=True))


def test_a_phrase_that_one_language_lacks_is_said_in_the_other(caplog: pytest.LogCaptureFixture) -> None:
    kind = Voice("fr", PARIS)
    with caplog.at_level(logging.ERROR):
        assert say(says("x-english", who="Léa"), kind).plain == "Good day Léa"
        assert say(says("x-torn", who="Léa"), kind).plain == "For Léa"
        assert say(says("x-unknown", who="Léa"), kind).plain == "x-unknown"
    assert "x-english" in caplog.text
    assert "x-torn" in caplog.text
    assert "Léa" not in caplog.text


def test_a_letter_leaves_even_with_a_hole_or_in_a_language_without_a_file() -> None:
    assert say(says("x-of", who="Léa"), Voice("fr", PARIS)).plain.startswith("Pour Léa")
    assert plain(SIX_PM, Voice("fr-CA", PARIS)) == "ven. 6 mars à 18:00"
    assert plain(SIX_PM, Voice("xx", PARIS)) == "Fri 6 March at 18:00"
