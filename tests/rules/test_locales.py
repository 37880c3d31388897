"""Every phrase is there in every language, with the same values, and the code says each of them."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.locales import HERE, LANGUAGES, phrasebook
from bot.speech import Voice, say
from domain.document import Document, Phrase, line
from tests.rules import phrase_calls, phrase_lint

ROOT = HERE.parent.parent
FILES = {language: (HERE / f"{language}.ftl").read_text("utf-8") for language in LANGUAGES}
FRENCH = [language for language in LANGUAGES if language.startswith("fr")]
each_language = pytest.mark.parametrize("language", LANGUAGES)


def none_of(faults: list[str]) -> None:
    __tracebackhide__ = True
    if faults:
        pytest.fail(f"{len(faults)} to mend:\n  " + "\n  ".join(faults), pytrace=False)


@pytest.fixture(scope="module")
def said() -> phrase_calls.Said:
    rooms = [ROOT / room for room in ("domain", "handlers", "bot")]
    return phrase_calls.said_in(sorted(file for room in rooms for file in room.rglob("*.py")), ROOT)


@each_language
def test_a_file_of_phrases_holds_nothing_that_cannot_be_read(language: str) -> None:
    none_of(phrase_lint.unreadable(language, FILES[language]))


@each_language
def test_no_phrase_is_written_twice(language: str) -> None:
    none_of(phrase_lint.doubled(language, FILES[language]))


def test_every_phrase_is_there_in_every_language() -> None:
    none_of(phrase_lint.untranslated(FILES))


def test_a_phrase_takes_the_same_values_in_every_language() -> None:
    none_of(phrase_lint.at_odds(FILES))


@each_language
def test_every_number_finds_its_plural_form(language: str) -> None:
    none_of(phrase_lint.ill_counted(language, FILES[language]))


@pytest.mark.parametrize("language", FRENCH)
def test_french_marks_never_begin_a_line(language: str) -> None:
    none_of(phrase_lint.french_spaces(language, FILES[language]))


@pytest.mark.parametrize("language", FRENCH)
def test_french_phrases_are_turned_so_that_they_need_no_gender(language: str) -> None:
    none_of(phrase_lint.french_gender(language, FILES[language]))


@each_language
@pytest.mark.parametrize("number", [0, 1, 2, 21, 1_000_000])
def test_every_phrase_can_be_said_whatever_the_number(language: str, number: int) -> None:
    voice = Voice(language, ZoneInfo("Europe/Paris"), strict=True)
    book = phrasebook(language)
    for key, names in book.variables.items():
        values = {name: number if name in book.counted[key] else "Léa" for name in names}
        say(Document((line(Phrase(key, values)),)), voice)


def test_what_the_code_says_is_a_phrase_with_these_values(said: phrase_calls.Said) -> None:
    none_of(phrase_calls.faults_of(said, {k: n for t in FILES.values() for k, n in phrase_lint.needed(t).items()}))


def test_every_phrase_is_said_somewhere_in_the_code(said: phrase_calls.Said) -> None:
    none_of(phrase_calls.unused(said, sorted({key for text in FILES.values() for key in phrase_lint.messages(text)})))


@pytest.mark.parametrize(
    ("lint", "text", "part"),
    [
        (phrase_lint.unreadable, "a = x\nb { $y }", "line 2"),
        (phrase_lint.unreadable, "a =\n    .label = x", "no attributes"),
        (phrase_lint.unreadable, "aB = x", "small letters"),
        (phrase_lint.unreadable, "a = \ue000", "U+E000"),
        (phrase_lint.doubled, "a = x\na = y", "2 times"),
        (phrase_lint.ill_counted, "a = { $n ->\n [0] x\n *[other] y\n }", "1 needs [one] or [1]"),
        (phrase_lint.ill_counted, "a = { $n ->\n [one] x\n *[few] y\n }", "no plural forms"),
        (phrase_lint.ill_counted, "a = { $who ->\n [she] x\n *[other] y\n }", "no plural forms"),
        (phrase_lint.french_spaces, "a = Qui ?", "before ?"),
        (phrase_lint.french_spaces, "a = Qui\u202f?", "U+202F"),
        (phrase_lint.french_spaces, "a = { $who }?", "before ?"),
        (phrase_lint.french_spaces, "a = Pour { $who }: x", "before :"),
        (phrase_lint.french_spaces, "a = « x\u00a0»", "after «"),
        (phrase_lint.french_gender, "a = inscrit·e", "middle dot"),
        (phrase_lint.french_gender, "a = inscrit.e.s", "dot"),
        (phrase_lint.french_gender, "a = inscrit(e)", "parentheses"),
        (phrase_lint.french_gender, "a = { $n ->\n [one] un/une\n *[other] x\n }", "slash"),
    ],
)
def test_a_fault_in_a_french_file_is_found_and_said_with_its_place(lint, text, part) -> None:  # type: ignore[no-untyped-def]
    (fault, *_) = lint("fr", text)
    assert fault.startswith("fr.ftl")
    assert part in fault


def test_good_french_is_left_alone() -> None:
    text = "a = Rendez-vous à 18:00, « x »… Qui ?! Voir https://asso.fr/e · { $n }/{ $of } : { $who }."
    text = text.replace(" ?", "\u00a0?").replace(" :", "\u00a0:").replace("« x »", "«\u00a0x\u00a0»")
    assert phrase_lint.french_spaces("fr", text) == phrase_lint.french_gender("fr", text) == []


def test_a_language_that_lags_behind_is_named() -> None:
    files = {"fr": "a = { $who }\nb = x", "en": "a = { $name }"}
    assert phrase_lint.untranslated(files) == ["en.ftl, b: is missing"]
    assert phrase_lint.at_odds(files) == ["a: fr.ftl has ['who'], en.ftl has ['name']"]


def test_the_code_is_read_for_keys_and_values(tmp_path: Path) -> None:
    (tmp_path / "x.py").write_text(
        'says("gone")\n'
        'domain.phrase("taken", who=1)\n'
        'raise Refusal("taken" if x else "given", number=1)\n'
        'phrase(f"help-{name}"), Phrase(f"{choice}-of", {"number": 1}), phrase("given", **values)\n'
        'KEYS = {1: "in-a-table"}\n',
        "utf-8",
    )
    said = phrase_calls.said_in([tmp_path / "x.py"], tmp_path)
    keys = {k: frozenset({"number"}) for k in ("taken", "given", "take-of")} | {"help-me": frozenset[str]()}
    assert phrase_calls.faults_of(said, keys) == [
        "x.py:1: 'gone' is in no .ftl file",
        "x.py:2: 'taken' takes ['number'], it is given ['who']",
    ]
    assert phrase_calls.unused(said, [*keys, "in-a-table", "lost"]) == [
        "lost: is in the .ftl files, and no code says it"
    ]
