"""Promises to translators: what a table of words may contain, and that it is understood as written."""

import pytest

from domain.deadline.grammar import tables
from domain.deadline.language import Language
from domain.deadline.lexicon import Lexicon
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Phrases, Piece, expand
from domain.deadline.tokens import cut


@pytest.mark.parametrize("language", tables().values(), ids=lambda one: one.code)
def test_every_meaning_in_a_table_is_known(language: Language) -> None:
    for meaning in language.phrases:
        assert isinstance(role_of(Piece(meaning.split()[0], {}, 0, 1)), Role), meaning


@pytest.mark.parametrize("language", tables().values(), ids=lambda one: one.code)
def test_every_phrase_can_be_expanded(language: Language) -> None:
    for ways in language.phrases.values():
        for way in ways:
            assert expand(way)


def test_brackets_of_a_phrase_must_match() -> None:
    with pytest.raises(ValueError, match="brackets"):
        expand("le {day})")


def test_the_signs_of_a_phrase() -> None:
    def ways(phrase: str) -> set[str]:
        return {" ".join(step.word or f"{{{step.name}}}" for step in way) for way in expand(phrase)}

    assert ways("[le] {weekday}") == {"{weekday}", "le {weekday}"}
    assert ways("(dans|sous) {n} {unit}") == {"dans {n} {unit}", "sous {n} {unit}"}
    assert ways("d'ici [à] {day2=day}") == {"d ici {day2}", "d ici a {day2}"}
    assert [step.glued for step in expand("{hour}h {minute}")[0]] == [False, True, False]


def test_a_third_language_is_a_table() -> None:
    italian = Language(
        code="it",
        words={"weekday": {4: "venerdì, ven."}},
        numbers={"due": 2},
        ordinals={"primo": 1},
        ordinal_endings="o",
        and_words="e",
        phrases={"weekday": ("{weekday}",), "cue": ("entro",), "shift days=1": ("domani",)},
        one_words="",
        list_words="",
        after_duration="",
        after_day="",
        after_hour="",
        bare_hours=False,
    )
    phrases = Phrases(italian.phrases, Lexicon(italian))
    tokens = cut("entro venerdi")
    assert phrases.longest(tokens, 0, {}, lambda *_: True) == Piece("cue", {}, 0, 1)
    assert phrases.longest(tokens, 1, {}, lambda *_: True) == Piece("weekday", {"weekday": 4}, 1, 2)
