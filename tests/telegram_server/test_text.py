"""HTML as Telegram reads it, what it refuses to read, and what it finds in a text by itself."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given, strategies

from tests.telegram_server.html import parse_html
from tests.telegram_server.refusal import Json, Refusal
from tests.telegram_server.text import TEXT, formatted, found, part, units


def marks(entities: list[Json]) -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in entities]


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("<b>a</b><strong>b</strong>", "ab", [("bold", 0, 1), ("bold", 1, 1)]),
        ("<i>a</i><em>b</em>", "ab", [("italic", 0, 1), ("italic", 1, 1)]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", 0, 1), ("underline", 1, 1)]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", n, 1) for n in range(3)]),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
        ("<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
        ("🥚<b>é🥚</b>", "🥚é🥚", [("bold", 2, 3)]),
        ("<B>a</B>", "a", [("bold", 0, 1)]),
        ("<b>a</>", "a", [("bold", 0, 1)]),
        ("<b></b>a", "a", []),
        ("&lt;b&gt; &amp;amp; &quot;&#39;&#x1F95A;", "<b> &amp; \"'🥚", []),
        ("&nbsp; &eacute; & &#0; Tom & Ana;", "&nbsp; &eacute; & &#0; Tom & Ana;", []),
        ("a > b", "a > b", []),
        ("<code>a</code>", "a", [("code", 0, 1)]),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<pre><b>a</b></pre>", "a", [("pre", 0, 1)]),
        ("<blockquote>a <b>b</b></blockquote>", "a b", [("blockquote", 0, 3), ("bold", 2, 1)]),
        ("<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
        ("<a href='nowhere'>a</a>", "a", []),
    ],
)
def test_tags_become_entities(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found_entities = parse_html(html)
    assert (read, marks(found_entities)) == (text, entities)


def test_links_people_code_and_moments_carry_more() -> None:
    assert parse_html('<a href="https://example.org">a</a>')[1][0]["url"] == "https://example.org/"
    assert (
        parse_html("<a href=\"http://example.org/?a=1&amp;b='2'\">a</a>")[1][0]["url"]
        == "http://example.org/?a=1&b='2'"
    )
    assert parse_html("<a>example.org</a>")[1][0]["url"] == "http://example.org/"
    assert parse_html('<a href="tg://user?id=7">a</a>')[1][0] == {
        "type": "text_mention",
        "offset": 0,
        "length": 1,
        "user": {"id": 7},
    }
    assert parse_html('<pre><code class="language-python">a</code></pre>')[1] == [
        {"type": "pre", "offset": 0, "length": 1, "language": "python"}
    ]
    moment = parse_html('<tg-time unix="1647531900" format="wDT">jeudi</tg-time>')[1][0]
    assert (moment["type"], moment["unix_time"], moment["date_time_format"]) == ("date_time", 1647531900, "wDT")
    assert parse_html('<tg-emoji emoji-id="53">a</tg-emoji>')[1][0]["custom_emoji_id"] == "53"


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("é<p>a</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("a <", "Unclosed start tag at byte offset 2"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<a href=b/c>a</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="b', "Unclosed start tag at byte offset 0"),
        ("<a =b>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_what_telegram_cannot_parse_it_refuses(html: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_html(html)
    assert refused.value.description == f"Bad Request: can't parse entities: {why}"


def test_blanks_at_both_ends_go_and_entities_move_with_the_text() -> None:
    text, entities = formatted("  \n<b> a</b> \u200b", "HTML", [], TEXT)
    assert (text, marks(entities)) == ("a", [("bold", 0, 1)])


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/tache Salle", [("bot_command", "/tache")]),
        ("🥚 /tache@accalmie_bot", [("bot_command", "/tache@accalmie_bot")]),
        ("a/b /c/d 1/2", []),
        ("@marc, #bal et #12", [("mention", "@marc"), ("hashtag", "#bal")]),
        ("ana@example.org", [("email", "ana@example.org")]),
        ("Voir https://example.org/a?b=1.", [("url", "https://example.org/a?b=1")]),
        ("@ab @éa", []),
    ],
)
def test_commands_names_and_links_are_found(text: str, entities: list[tuple[str, str]]) -> None:
    assert [(e["type"], part(text, e)) for e in found(text)] == entities


@given(strategies.text())
def test_what_was_escaped_comes_out_as_it_was(text: str) -> None:
    assert parse_html(escape(text, quote=False)) == (text, [])
    assert parse_html(f"<b>{escape(text)}</b>")[0] == text


def test_lengths_count_as_telegram_counts() -> None:
    assert [units(text) for text in ("a", "é", "🥚", "👨\u200d💻")] == [1, 1, 2, 5]
