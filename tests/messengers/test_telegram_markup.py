"""Letters as Telegram's HTML: escaped, measured as Telegram measures, and cut where it hurts least.

The judge is the parser of the test server, which reads HTML as Telegram does.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.telegram.markup import LONGEST, length, messages
from bot.speech import Mark, Run, SpokenLine
from domain.document import Style
from tests.telegram_server.text import TEXT, formatted, units

_WORDS = st.text(st.sampled_from("ab<>&\"'é🥚 "), max_size=30)
_PIECES = st.sampled_from(["a", "mot ", "🥚", "🥚 œuf ", "<&>"])
_LONG = st.tuples(_PIECES, st.integers(1, 3000)).map(lambda pair: pair[0] * pair[1])
_RUNS = st.builds(
    Run, st.one_of(_WORDS, _LONG), st.sampled_from([m for m in Mark if m not in (Mark.LINK, Mark.MOMENT)])
)
_LINES = st.lists(
    st.builds(SpokenLine, st.lists(_RUNS, max_size=4).map(tuple), st.sampled_from(list(Style))), max_size=12
)


def line(text: str, style: Style = Style.PLAIN) -> SpokenLine:
    return SpokenLine((Run(text),), style)


def read(html: str) -> str:
    return formatted(html, "HTML", [], TEXT)[0]


@pytest.mark.parametrize("text", ["<b>gras</b>", "a < b & c > d", "&lt;b&gt;", 'l\'« affiche » "A3"', "</blockquote>"])
@pytest.mark.parametrize("style", list(Style))
def test_what_people_typed_is_shown_as_they_typed_it(text: str, style: Style) -> None:
    html = messages([line(text, style)])
    assert [read(each) for each in html] == [text]


def test_marks_and_styles_are_telegrams() -> None:
    runs = (Run("#1", Mark.LINK, 'https://t.me/c/1/2?a="&b'), Run(" et "), Run("/tache", Mark.COMMAND))
    text, marks = formatted(messages([SpokenLine(runs, Style.TITLE)])[0], "HTML", [], TEXT)
    assert text == "#1 et /tache"
    assert {mark["type"] for mark in marks} == {"bold", "text_link", "code"}
    assert next(mark["url"] for mark in marks if mark["type"] == "text_link") == 'https://t.me/c/1/2?a="&b'


def test_people_are_named_and_no_phone_rings() -> None:
    assert messages([SpokenLine((Run("Léa", Mark.PERSON, 3),))]) == ["Léa"]


def test_length_counts_as_telegram_does() -> None:
    assert length("œ🥚👩‍🍳") == units("œ🥚👩‍🍳")


def test_a_letter_that_fits_is_one_message() -> None:
    assert len(messages([line("🥚" * 1024)] * 1 + [line("a" * 2047)])) == 1
    assert len(messages([line("🥚" * 1024)] * 1 + [line("a" * 2048)])) == 2


def test_it_is_cut_before_a_heading() -> None:
    lines = [
        each
        for n in range(4)
        for each in (line(f"Partie {n}", Style.HEADING), *[line(f"{n}.{k} " + "x" * 90) for k in range(15)])
    ]
    parts = [read(each) for each in messages(lines)]
    assert [part.split("\n")[0] for part in parts] == ["Partie 0", "Partie 2"]


def test_a_section_that_is_too_long_is_cut_between_lines() -> None:
    lines = [line("Tâches", Style.HEADING), *[line(f"{n} " + "x" * 200) for n in range(50)]]
    parts = [read(each) for each in messages(lines)]
    assert [each for part in parts for each in part.split("\n")] == [each.plain for each in lines]


def test_a_line_that_fills_more_than_a_message_is_cut_between_words() -> None:
    words = ["mot" + "🥚" * (n % 7) for n in range(2000)]
    parts = [read(each) for each in messages([line(" ".join(words))])]
    assert len(parts) > 2
    assert " ".join(parts).split(" ") == words


@given(_LINES)
def test_every_message_is_one_that_telegram_takes_and_no_word_is_lost(lines: list[SpokenLine]) -> None:
    parts = messages(lines)
    texts = [formatted(part, "HTML", [], TEXT)[0] for part in parts]
    assert all(units(text) <= LONGEST == TEXT for text in texts)
    said = "".join("".join(each.plain for each in lines).split())
    assert "".join("".join(texts).split()) == said
