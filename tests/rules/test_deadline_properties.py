"""What holds for every text, every zone and every moment."""

import sys
import unicodedata
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import FrameType
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deadline import Reading, read
from domain.deadline.find import find
from domain.deadline.fold import fold
from domain.deadline.grammar import LANGUAGES, grammar_of, tables
from domain.deadline.phrases import expand
from domain.deadline.read import explained
from domain.deadline.tokens import LONGEST, cut

USUAL = settings(deadline=None, max_examples=200)
ZONES = sorted(available_timezones())
ODD_ZONES = ("Europe/Paris", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu", "Australia/Lord_Howe")
COUNTRIES = ("", "FR", "CA", "GB", "US")
LATE = timedelta(days=31)  # a date that passed no longer ago is asked back
ASKED_AT_MOST = 4

# ---- texts, from the tables of the languages and from nowhere

# Kinds of words that the tables do not list.
FIGURES = {
    "n": "1 2 3 15 99 999 deux three",
    "figure": "2 24 7",
    "day": "1 2 5 12 28 29 30 31 1er 15th",
    "nth": "1er 2nd 3e 15th",
    "ordinal": "premier second dernier first last 2e 5th",
    "word-day": "premier quinze first fifteenth",
    "spelled-day": "quinze twelve",
    "ordinal-day": "first third premier",
    "month-number": "1 2 02 3 12 11",
    "year": "2026 1990 2099 2027 1900",
    "short-year": "26 99 00 27",
    "hour": "0 1 2 8 12 18 23 24",
    "word-hour": "huit dix six twelve",
    "minute": "00 05 15 30 59",
    "word-minute": "dix vingt thirty",
    "hour-minute": "0830 1030 2400 2459 100",
}
AROUND = (
    *(
        "rendre le dossier",
        "appeler Ana",
        "book the hall",
        "@amina",
        "#bal",
        "~2h",
        "!!",
        "x3",
        "12 €",
        "3,5",
        "24h/24",
    ),
    *(
        "06 12 34 56 78",
        "99",
        "25:99",
        "0",
        "Mars",
        "may",
        "second",
        "et",
        "ou",
        "and",
        "or",
        "à",
        "at",
        "de",
        "of",
        "avant",
    ),
    *("by", "pour", "e\u0301", "😀", "\u202e", "\x00", "\u00a0", "\u200b", "\n", *"().,:-—«»\"'?"),
)


@cache
def ways(code: str) -> dict[str, list[list[tuple[str, bool]]]]:
    """For each meaning the phrases, as lists of (words to choose from, whether it touches what is before)."""
    language = tables()[code]
    words = {kind: "|".join(values.values()).replace(",", "|") for kind, values in language.words.items()}
    kinds = {**words, **{kind: figures.replace(" ", "|") for kind, figures in FIGURES.items()}}
    for kind, like in (("day-name", "weekday"), ("short", "weekday"), ("weekdays", "weekday"), ("plurals", "plural")):
        kinds[kind] = words[like]
    kinds["month-name"] = words["month"]
    return {
        meaning: [
            [(step.word or kinds.get(step.kind, "x"), step.glued) for step in steps]
            for phrase in phrases
            for steps in expand(phrase)
        ]
        for meaning, phrases in language.phrases.items()
    }


@st.composite
def phrases(draw: st.DrawFn, code: str) -> str:
    """Words that mean something to a language, mostly spaced as people space them."""
    of = ways(code)
    text = ""
    for choices, glued in draw(st.sampled_from(of[draw(st.sampled_from(sorted(of)))])):
        word = draw(st.sampled_from([each.strip() for each in choices.split("|")]))
        text += ("" if glued or not text else draw(st.sampled_from((" ", " ", " ", "-", "'", "")))) + word
    return text


@st.composite
def messages(draw: st.DrawFn) -> str:
    """Several phrases and other words side by side, sometimes with a letter lost or mistyped."""
    language = draw(st.sampled_from(sorted(LANGUAGES)))
    one = st.one_of(phrases(language), phrases(language), st.sampled_from(AROUND))
    parts = draw(st.lists(st.one_of(one, one, one, phrases("fr"), phrases("en")), min_size=1, max_size=6))
    text = draw(st.sampled_from((" ", " ", " ", ", ", ""))).join(parts)
    if draw(st.integers(0, 5)) == 0:
        place = draw(st.integers(0, len(text)))
        text = text[:place] + draw(st.sampled_from(("", *"0129 .,:/-'()\n@"))) + text[place + 1 :]
    return text


texts = st.one_of(messages(), messages(), messages(), st.text(max_size=80))
languages = st.sampled_from(sorted(LANGUAGES))
modes = st.sampled_from(("typed", "typed", "quoted"))
countries = st.sampled_from(COUNTRIES)
references = st.builds(
    lambda moment, zone: moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)),
    st.one_of(
        st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)),
        st.sampled_from((datetime(2026, 3, 28, 22), datetime(2026, 10, 24, 22), datetime(2011, 12, 29, 8))).flatmap(
            lambda start: st.integers(0, 600).map(lambda minutes: start + timedelta(minutes=minutes))
        ),
    ),
    st.one_of(st.sampled_from(ZONES), st.sampled_from(ODD_ZONES)),
)

# ---- one reading


@settings(USUAL, max_examples=500)
@given(texts, languages, references, modes, countries)
def test_any_text_has_a_sound_reading(text: str, language: str, reference: datetime, mode: str, country: str) -> None:
    _assert_sound(text, language, reference, mode, country)


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize(
    "text",
    [
        "la veille de ce jour au 5",
        "week of june sharp mon 9",
        "monday, last day of each month",
        "every 1st sun, each last fri",
        "the 1st of every month on thu",
        "annuellement le premier lundi",
        "avant-dernier jour ouvré de chaque mois, cinquième mardi du mois",
        "tous les vendredis à minuit",
        "le dernier vendredi du mois à minuit",
        "every friday night at 1",
        "tous les mardis à 9h et 10h30",
        "8 pm every night 1 min after 6",
        "du 1er au 1er",
        "30 or the 30 march",
        "mardi 29",
        "quarter to 8",
        "dimanche 29 mars dans la grande salle à 2h30",
        "aujourd'hui dans la grande salle à 8h",
    ],
)
def test_what_was_once_unsound(text: str, language: str) -> None:
    for now in (datetime(2026, 3, 3, 9, 30), datetime(2026, 3, 4, 10), datetime(2022, 4, 29, 11)):
        _assert_sound(text, language, now.replace(tzinfo=ZoneInfo("Europe/Paris")), "typed", "FR")


def _assert_sound(text: str, language: str, reference: datetime, mode: str, country: str) -> None:
    reading = read(text, language=language, reference=reference, mode=mode, country=country)
    assert reading == read(text, language=language, reference=reference, mode=mode, country=country)
    assert reading.has_time == isinstance(reading.due, datetime)
    assert reading.due is None or (reading.span and not reading.alternatives)
    assert len(set(reading.alternatives)) == len(reading.alternatives) <= ASKED_AT_MOST
    assert reading.part is None or not reading.has_time
    for moment in (reading.due, *reading.alternatives):
        _assert_ahead(moment, reference, LATE if reading.alternatives else timedelta(0))
    if reading.repeat:
        _assert_first_of(reading.repeat, reading.due, reference)


def _assert_ahead(moment: date | datetime | None, reference: datetime, late: timedelta) -> None:
    if isinstance(moment, datetime):
        assert moment.tzinfo is reference.tzinfo
        assert moment.astimezone(UTC) > reference.astimezone(UTC) - late
        shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
        assert shown.replace(tzinfo=None) == moment.replace(tzinfo=None), "no clock ever shows that"
    elif moment is not None:
        assert moment >= reference.date() - late


def _assert_first_of(repeat: str, due: date | datetime | None, reference: datetime) -> None:
    """Other programs read the rule, and it begins where the reading says."""
    assert due is not None
    start = datetime(due.year, due.month, due.day)
    if isinstance(due, datetime):
        start = due.replace(tzinfo=None, fold=0)
        shown = start.replace(tzinfo=due.tzinfo).astimezone(UTC) == due.astimezone(UTC)
        for before in range(26 * 60) if start not in _first_of(repeat, start) else ():  # the clocks jumped over it
            wall = (start - timedelta(minutes=before)).replace(tzinfo=due.tzinfo)
            if wall.astimezone(UTC) == due.astimezone(UTC) and wall.replace(tzinfo=None) in _first_of(
                repeat, wall.replace(tzinfo=None)
            ):
                return
        assert shown or start.replace(tzinfo=due.tzinfo, fold=1).astimezone(UTC) == due.astimezone(UTC)
    assert start in _first_of(repeat, start)


def _first_of(repeat: str, start: datetime) -> list[datetime]:
    """The first day of a rule from `start` on, if it comes soon."""
    return rrulestr(repeat, dtstart=start).between(start, start, inc=True)


@USUAL
@given(texts, languages, references, modes)
def test_the_title_is_the_text_without_the_words_of_the_deadline(
    text: str, language: str, reference: datetime, mode: str
) -> None:
    reading = read(text, language=language, reference=reference, mode=mode)
    assert reading.title == " ".join(reading.title.split())
    before, after = text, ""
    if reading.span:
        start, end = reading.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        before, after = text[:start], text[end:]
    # At the seam, and only there, commas, dashes and empty brackets may go.
    left, right, title = _letters(before), _letters(after), _letters(reading.title)
    assert any(
        title == left[:size] + right[len(right) - more :]
        for size in range(len(left.rstrip(SEAM)), len(left) + 1)
        for more in range(len(right.lstrip(SEAM)), len(right) + 1)
    )


SEAM = ",;:-–—.!?…()[]{}"


def _letters(text: str) -> str:
    return "".join(text.split())


# ---- ways to write the same

ACCENTED = "àâäçéèêëîïôöùûüÿñÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÑ"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + ACCENTED
CAPITALS = {one: one.upper() for one in LETTERS}
SMALL = {one: one.lower() for one in LETTERS}
WITHOUT_ACCENTS = {one: unicodedata.normalize("NFD", one)[0] for one in ACCENTED}
DECOMPOSED = {one: unicodedata.normalize("NFD", one) for one in ACCENTED}


def _said(reading: Reading) -> tuple[object, ...]:
    return reading.due, reading.part, reading.repeat, reading.alternatives


@USUAL
@given(texts, languages, references, modes)
def test_all_in_capitals_is_the_same_as_all_small(text: str, language: str, reference: datetime, mode: str) -> None:
    """Mixed they may make a name: "The Saturday Club"."""
    small, capitals = (
        read("".join(table.get(one, one) for one in text), language=language, reference=reference, mode=mode)
        for table in (SMALL, CAPITALS)
    )
    assert (_said(small), small.span) == (_said(capitals), capitals.span)


@USUAL
@given(texts, languages, references, modes)
def test_accents_change_nothing(text: str, language: str, reference: datetime, mode: str) -> None:
    reading = read(text, language=language, reference=reference, mode=mode)
    plain = "".join(WITHOUT_ACCENTS.get(one, one) for one in text)
    other = read(plain, language=language, reference=reference, mode=mode)
    assert (_said(other), other.span) == (_said(reading), reading.span)


@USUAL
@given(texts, languages, references, modes)
def test_accents_of_their_own_change_nothing_but_the_span(
    text: str, language: str, reference: datetime, mode: str
) -> None:
    reading = read(text, language=language, reference=reference, mode=mode)
    pieces = [DECOMPOSED.get(one, one) for one in text]
    other = read("".join(pieces), language=language, reference=reference, mode=mode)
    assert _said(other) == _said(reading)
    assert other.span == (reading.span and tuple(len("".join(pieces[:place])) for place in reading.span))


@USUAL
@given(texts, languages, references, modes, countries)
def test_a_language_explains_no_more_of_a_text_than_was_foretold(
    text: str, language: str, reference: datetime, mode: str, country: str
) -> None:
    """So one that can say no more than another has said need not be asked."""
    tokens, grammar = cut(fold(text), text), grammar_of(language)
    found = find(grammar, tokens, reference, country, quoted=mode == "quoted").found
    assert explained(found, tokens) <= grammar.most_explained(tokens)


@given(texts)
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(texts)
def test_tokens_lie_in_the_text_one_after_the_other(text: str) -> None:
    end = 0
    for token in cut(fold(text)):
        assert end <= token.start < token.end <= len(text)
        assert token.text
        end = token.end


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("rendre le dossier vendredi\nana@asso.org", "ana @ asso . org"),  # not the line before
        ("rendre le dossier vendredi ana@asso.org", "ana @ asso . org"),
        ("vendredi, voir avec ana.lundi@asso.org", "ana . lundi @ asso . org"),
        ("vendredi, #re\u0301union-lundi", "# reunion lundi"),
        ("vendredi, @re\u0301mi.lundi", "@ remi . lundi"),
        ("vendredi ~2h", "~ 2 h"),
    ],
)
def test_names_and_addresses_hide_no_more_than_themselves(text: str, barred: str) -> None:
    hidden = " ".join(token.text for token in cut(fold(text)) if token.barred)
    assert hidden == barred


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_deadline_is_looked_for_in_the_first_4096_characters(language: str) -> None:
    reference = datetime(2026, 3, 4, 10, tzinfo=ZoneInfo("Europe/Paris"))
    for said, room in (("12/03/2026", 0), ("12/03/2026", 1)):
        text = "x" * (LONGEST - len(said) - 1 + room) + " " + said
        reading = read(text, language=language, reference=reference)
        assert (reading.due is None) == bool(room)
        assert reading.title == (text if room else "x" * (LONGEST - len(said) - 1))


# ---- titles

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


# ---- work

HEAVY = (
    "demain ", "18h ", "1 ", "1", "12/", "a", "le ", "lundi, ", "dans 3 jours et ", "every ", "every other ",
    "tous les mardis et ", "tous les 30 février. ", "every 31 june; ", "fifth monday of february every year; ",
    "premier lundi du mois ", "jusqu'au ", "18h ou ", "vingt et un ", "half past ", "à 8 ", "«", "\"a", "(", ") ",
    "e\u0301 ", "\u0301", "😀", "@", "@a ", "a@", "~2h ", "a-", "a'", "\n", "06 12 34 56 78 ",
    "every day 999 times; ", "every february 29 5 times; ", "last working day of every month for 99 times; ",
    "1er ", "3,5 ", "mar. ", "100% ", "12/03/2026 ",
)  # fmt: skip


MOST_CALLS = 150_000  # some 20 ms


@pytest.mark.parametrize("word", HEAVY)
def test_work_grows_no_faster_than_the_text(word: str) -> None:
    """Counts calls of functions, which do not depend on the machine."""
    short, long, longest = (_calls((word * size)[:size]) for size in (1_000, 4_000, 10_000))
    assert long <= 5 * max(short, 5_000)
    assert longest <= min(2.5 * max(long, 5_000), MOST_CALLS)


def _calls(text: str) -> int:
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    reference = datetime(2026, 3, 4, 10, tzinfo=ZoneInfo("Europe/Paris"))
    read(text, language="fr", reference=reference)  # so that what is built once is built
    former = sys.getprofile()
    sys.setprofile(counting)
    try:
        read(text, language="fr", reference=reference)
    finally:
        sys.setprofile(former)
    return count
