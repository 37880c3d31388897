"""Letters as Matrix events: escaped, in plain text and in HTML alike, and never too long for an encrypted room."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messengers.matrix.content import LONGEST, escaped, html_of, plain_of
from bot.messengers.parts import Limit
from bot.speech import Mark, Run, SpokenLine
from domain.document import Style

_REFUSED_FROM = 48_000  # characters of JSON, where a room is encrypted (measured with Synapse)
_WORDS = st.text(st.sampled_from("ab<>&\"'é🥚 "), max_size=30)
_PIECES = st.sampled_from(["a", "mot ", "🥚", "🥚 œuf ", "<&>", '"'])
_LONG = st.tuples(_PIECES, st.integers(1, 9000)).map(lambda pair: pair[0] * pair[1])
_RUNS = st.builds(Run, st.one_of(_WORDS, _LONG), st.sampled_from([Mark.TEXT, Mark.STRONG, Mark.COMMAND]))
_LINES = st.lists(
    st.builds(SpokenLine, st.lists(_RUNS, max_size=4).map(tuple), st.sampled_from(list(Style))), max_size=12
)


def line(text: str, style: Style = Style.PLAIN) -> SpokenLine:
    return SpokenLine((Run(text),), style)


class _Read(HTMLParser):
    """What a browser shows, and with which tags."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> _Read:
    reader = _Read()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("text", ["<b>gras</b>", "a < b & c > d", "&lt;b&gt;", "</li></ul><script>", "<mx-reply>"])
@pytest.mark.parametrize("style", list(Style))
def test_what_people_typed_is_shown_as_they_typed_it(text: str, style: Style) -> None:
    shown = read(html_of([line(text, style)], {}))
    assert shown.text == text
    assert shown.tags <= {"p", "ul", "li", "strong", "em", "del", "blockquote", "pre", "code"}
    assert text in plain_of([line(text, style)])


def test_a_name_is_linked_to_the_account_and_to_nothing_else() -> None:
    runs = SpokenLine((Run('<Léa> "', Mark.PERSON, 7), Run(" et "), Run("Marc", Mark.PERSON, 8)))
    html = html_of([runs], {7: '@lea"><script>:example.org'})
    assert read(html).tags == {"p", "a"}
    assert html.count("<a ") == 1


def test_a_heading_begins_a_paragraph_and_a_note_ends_one() -> None:
    digest = [
        line("Bilan", Style.TITLE),
        line("Tard", Style.HEADING),
        line("#1", Style.ITEM),
        line("Calme", Style.NOTE),
    ]
    begin, note = "<p><strong>Bilan</strong></p><p><strong>Tard</strong></p>", "<p><em>Calme</em></p>"
    assert html_of(digest, {}) == f"{begin}<ul><li>#1</li></ul>{note}"
    two = [line("Sono", Style.TITLE), line("oui ou non", Style.NOTE), line("Affiche", Style.TITLE)]
    sono = "<p><strong>Sono</strong><br><em>oui ou non</em></p>"
    assert html_of(two, {}) == f"{sono}<p><strong>Affiche</strong></p>"


@given(_LINES)
def test_every_event_fits_into_an_encrypted_room(lines: list[SpokenLine]) -> None:
    for part in Limit(escaped, LONGEST).parts(lines):
        new = {"body": plain_of(part), "formatted_body": html_of(part, {}), "msgtype": "m.notice"}
        assert len(json.dumps(new)) < _REFUSED_FROM - 2000  # with what surrounds it


@given(_LINES)
def test_no_word_is_lost_between_events(lines: list[SpokenLine]) -> None:
    said = "".join("".join(each.plain for each in part) for part in Limit(escaped, LONGEST).parts(lines))
    assert said.replace(" ", "") == "".join(each.plain for each in lines).replace(" ", "")
