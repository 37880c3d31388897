"""What holds for every text, every zone and every moment."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadline import read
from domain.deadline.fold import fold
from domain.deadline.lexicon import Lexeme
from domain.deadline.phrases import Phrases, Piece
from domain.deadline.read import grammar_of
from domain.deadline.scan import scan
from domain.deadline.tokens import Token, cut

ZONES = ("Europe/Paris", "America/Santiago", "Pacific/Apia", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe")
WORDS = re.findall(
    r"\S+",
    "demain aujourd'hui vendredi prochain lundi avant d'ici le la 12 31 mars 18h 8h30 à 2h30 dans 3 jours semaines "
    "tous les lundis chaque semaine fin du mois midi minuit soir matin ou et de 2026 12/03 2026-03-12 au plus tard "
    "tomorrow friday next by the 15th march at noon midnight in two weeks hours every other monday until first of "
    "month 6pm tonight last day year 0 99 999 24 25:99 @amina #bal ~2h !! x3 #9 , . : - ( ) « » \" ' é "
    "e\u0301 😀 \u202e",
)
texts = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=8).map("".join),
)
languages = st.sampled_from(("fr", "en"))
modes = st.sampled_from(("typed", "quoted"))
references = st.builds(
    lambda moment, zone: moment.astimezone(ZoneInfo(zone)),
    st.one_of(
        st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
        st.sampled_from((datetime(2026, 3, 28, 22), datetime(2026, 10, 24, 22), datetime(2011, 12, 29, 8))).flatmap(
            lambda start: st.integers(0, 600).map(lambda minutes: start + timedelta(minutes=minutes))
        ),
    ).map(lambda moment: moment.replace(tzinfo=UTC)),
    st.sampled_from(ZONES),
)


@given(texts, languages, references, modes, st.booleans())
def test_any_text_has_a_sound_reading(
    text: str, language: str, reference: datetime, mode: str, day_first: bool
) -> None:
    reading = read(text, language=language, reference=reference, mode=mode, day_first=day_first)
    assert reading.has_time == isinstance(reading.due, datetime)
    if isinstance(reading.due, datetime):
        assert reading.due > reference
        assert reading.due.tzinfo is reference.tzinfo
    elif reading.due:
        assert reading.due >= reference.date()
    assert not (reading.due and reading.alternatives)
    assert not (reading.repeat and reading.due is None)
    rest = text
    if reading.span:
        start, end = reading.span
        assert 0 <= start < end <= len(text)
        rest = text[:start] + text[end:]
    assert _letters(reading.title) == _letters(rest)
    assert "  " not in reading.title
    assert reading.title == reading.title.strip()


def _letters(text: str) -> str:
    """The text without spaces, and without the commas and dashes that may hang at the seam."""
    return "".join(one for one in text if not one.isspace() and one not in ",;:-–—(")


@given(texts)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


TASKS = ("rendre le dossier", "Réserver la salle @amina", "coller les affiches #bal ~2h !!")
WHEN = (
    "avant vendredi",
    "d'ici la fin du mois",
    "le 12 mars à 18h",
    "samedi en huit",
    "dans 3 jours",
    "tous les lundis à 19h",
    "demain (18h)",
    "lundi 9 mars, 14h",
    "au plus tard le 15",
    "vendredi au plus tard",
)


@given(st.sampled_from(TASKS), st.sampled_from(WHEN), st.booleans(), references)
def test_the_title_read_again_says_no_date(task: str, when: str, first: bool, reference: datetime) -> None:
    text = f"{when} {task}" if first else f"{task} {when}"
    reading = read(text, language="fr", reference=reference)
    assert reading.title == task
    again = read(reading.title, language="fr", reference=reference)
    assert (again.due, again.span, again.alternatives, again.title) == (None, None, (), reading.title)


@pytest.mark.parametrize(
    ("zone", "now", "text", "due"),
    [
        # Paris skips 02:00-03:00 on 29 March, and has it twice on 25 October.
        ("Europe/Paris", "2026-03-28T20:00", "demain à 2h30", "2026-03-29T03:30:00+02:00"),
        ("Europe/Paris", "2026-03-28T20:00", "demain à 3h30", "2026-03-29T03:30:00+02:00"),
        ("Europe/Paris", "2026-10-24T20:00", "demain à 2h30", "2026-10-25T02:30:00+02:00"),
        ("Europe/Paris", "2026-03-28T20:00", "dans 24 heures", "2026-03-29T21:00:00+02:00"),
        ("Europe/Paris", "2026-10-24T20:00", "dans 24 heures", "2026-10-25T19:00:00+01:00"),
        ("Europe/Paris", "2026-03-28T20:00", "demain", "2026-03-29"),
        # Santiago has no midnight on the first Sunday of September.
        ("America/Santiago", "2026-09-05T20:00", "minuit", "2026-09-06T01:00:00-03:00"),
        # Apia had no 30 December 2011.
        ("Pacific/Apia", "2011-12-29T20:00", "samedi à 9h", "2011-12-31T09:00:00+14:00"),
    ],
)
def test_clock_changes(zone: str, now: str, text: str, due: str) -> None:
    reference = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo(zone))
    reading = read(text, language="fr", reference=reference)
    assert isinstance(reading.due, date)
    assert reading.due.isoformat() == due


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "word",
    ["demain ", "18h ", "1 ", "12/", "a", "le ", "lundi, ", "dans 3 jours et ", "every ", "«", "e\u0301 ", "@a "],
)
def test_work_grows_no_faster_than_the_text(language: str, word: str) -> None:
    """Counts the questions that the scanner asks, which do not depend on the machine."""
    grammar = grammar_of(language)

    asked = 0

    class Counting(Phrases):
        def __init__(self) -> None:
            pass

        def may_begin(self, token: Token) -> bool:
            return grammar.phrases.may_begin(token)

        def longest(
            self,
            tokens: list[Token],
            place: int,
            known: dict[int, list[Lexeme]],
            may_end: Callable[[str, int], bool],
        ) -> Piece | None:
            def counted(meaning: str, end: int) -> bool:
                nonlocal asked
                asked += 1
                return may_end(meaning, end)

            return grammar.phrases.longest(tokens, place, known, counted)

    counts = []
    for size in (256, 512, 1024):
        asked = 0
        text = (word * size)[:size]
        scan(cut(fold(text)), Counting(), grammar.after_hour)
        counts.append(asked)
    assert counts[2] <= 2.5 * max(counts[1], 8)
    assert counts[1] <= 2.5 * max(counts[0], 8)
