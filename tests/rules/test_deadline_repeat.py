"""Promises about repetition; it is Wednesday 4 March 2026, 10:00 in Paris."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import example, given
from hypothesis import strategies as st

from domain.deadline import read

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=PARIS)
WORKDAYS = "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"
NO_AUGUST = "FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,7,9,10,11,12;BYDAY=TU"

RULES = {
    "fr": {
        # days of the week
        "tous les lundis": ("FREQ=WEEKLY;BYDAY=MO", "2026-03-09"),
        "tous les lundis à 19h": ("FREQ=WEEKLY;BYDAY=MO;BYHOUR=19;BYMINUTE=0", "2026-03-09T19:00:00+01:00"),
        "tous les mardis soirs": ("FREQ=WEEKLY;BYDAY=TU", "2026-03-10"),
        "tous les mercredis à 9h": ("FREQ=WEEKLY;BYDAY=WE;BYHOUR=9;BYMINUTE=0", "2026-03-11T09:00:00+01:00"),
        "tous les mercredis à 18h": ("FREQ=WEEKLY;BYDAY=WE;BYHOUR=18;BYMINUTE=0", "2026-03-04T18:00:00+01:00"),
        "tous les mercredis": ("FREQ=WEEKLY;BYDAY=WE", "2026-03-04"),
        "chaque mardi et jeudi": ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-05"),
        "chaque lundi et chaque jeudi": ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-03-05"),
        "les mardis": ("FREQ=WEEKLY;BYDAY=TU", "2026-03-10"),
        "les mardi et jeudi": ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-05"),
        "mardis et jeudis 19h": ("FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=19;BYMINUTE=0", "2026-03-05T19:00:00+01:00"),
        "en semaine": (WORKDAYS, "2026-03-04"),
        "tous les jours ouvrés": (WORKDAYS, "2026-03-04"),
        "du lundi au vendredi de 9h à 12h": (f"{WORKDAYS};BYHOUR=9;BYMINUTE=0", "2026-03-05T09:00:00+01:00"),
        "tous les jours du mardi au samedi": ("FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA", "2026-03-04"),
        "1 mardi sur 2": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-10"),
        "les week-ends": ("FREQ=WEEKLY;BYDAY=SA,SU", "2026-03-07"),
        "chaque fin de semaine": ("FREQ=WEEKLY;BYDAY=FR", "2026-03-06"),
        # every how many weeks
        "un lundi sur deux": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-09"),
        "un samedi sur trois": ("FREQ=WEEKLY;INTERVAL=3;BYDAY=SA", "2026-03-07"),
        "une semaine sur deux le jeudi": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-03-05"),
        "le jeudi une semaine sur deux": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-03-05"),
        "un week-end sur deux": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU", "2026-03-07"),
        "chaque semaine": ("FREQ=WEEKLY", "2026-03-11"),
        "toutes les deux semaines": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "toutes les 3 semaines le lundi et le jeudi": ("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH", "2026-03-05"),
        "tous les 15 jours": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "une fois tous les 15 jours": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "tous les quinze jours le mardi": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-10"),
        "deux fois par semaine le mardi et le jeudi": ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-05"),
        # days
        "tous les jours": ("FREQ=DAILY", "2026-03-04"),
        "tous les 3 jours": ("FREQ=DAILY;INTERVAL=3", "2026-03-07"),
        "tous les matins à 9h": ("FREQ=DAILY;BYHOUR=9;BYMINUTE=0", "2026-03-05T09:00:00+01:00"),
        "toutes les 6 heures": ("FREQ=HOURLY;INTERVAL=6", "2026-03-04T16:00:00+01:00"),
        # months
        "tous les mois": ("FREQ=MONTHLY", "2026-04-04"),
        "le 5 de chaque mois": ("FREQ=MONTHLY;BYMONTHDAY=5", "2026-03-05"),
        "chaque mois le 5": ("FREQ=MONTHLY;BYMONTHDAY=5", "2026-03-05"),
        "tous les 1er et 15 du mois": ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-03-15"),
        "les 5 et 20 du mois": ("FREQ=MONTHLY;BYMONTHDAY=5,20", "2026-03-05"),
        "tous les mois le 31": ("FREQ=MONTHLY;BYMONTHDAY=31", "2026-03-31"),
        "chaque fin de mois": ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
        "le premier jeudi du mois": ("FREQ=MONTHLY;BYDAY=1TH", "2026-03-05"),
        "le premier et le troisième jeudi du mois": ("FREQ=MONTHLY;BYDAY=1TH,3TH", "2026-03-05"),
        "les 1ers et 3e mardis": ("FREQ=MONTHLY;BYDAY=1TU,3TU", "2026-03-17"),
        "les 1er et 3ème mardis du mois": ("FREQ=MONTHLY;BYDAY=1TU,3TU", "2026-03-17"),
        "le dernier vendredi de chaque mois": ("FREQ=MONTHLY;BYDAY=-1FR", "2026-03-27"),
        "l'avant-dernier vendredi du mois": ("FREQ=MONTHLY;BYDAY=-2FR", "2026-03-20"),
        "tous les 2 mois le premier lundi": ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO", "2026-04-06"),
        "le dernier jour ouvré de chaque mois": ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-03-31"),
        "chaque vendredi 13": ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "2026-03-13"),
        "chaque trimestre": ("FREQ=MONTHLY;INTERVAL=3", "2026-06-04"),
        "chaque fin de trimestre": ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "2026-03-31"),
        # years
        "tous les ans le 12 mai": ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12", "2026-05-12"),
        "chaque 14 juillet": ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=14", "2026-07-14"),
        "tous les 29 février": ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "2028-02-29"),
        "chaque année en juin": ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "2026-06-01"),
        "tous les ans fin juin": ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1", "2026-06-30"),
        "tous les ans à la toussaint": ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1", "2026-11-01"),
        # its end, its begin, and what it leaves out
        "tous les mardis jusqu'au 30 juin": ("FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=TU", "2026-03-10"),
        "tous les mardis jusqu'en juin": ("FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=TU", "2026-03-10"),
        "tous les mardis pendant 6 semaines": ("FREQ=WEEKLY;UNTIL=20260420T235959;BYDAY=TU", "2026-03-10"),
        "pendant 6 semaines tous les mardis": ("FREQ=WEEKLY;UNTIL=20260420T235959;BYDAY=TU", "2026-03-10"),
        "tous les mardis, 5 fois": ("FREQ=WEEKLY;UNTIL=20260407T235959;BYDAY=TU", "2026-03-10"),
        "un mardi sur deux, 3 fois": ("FREQ=WEEKLY;INTERVAL=2;UNTIL=20260407T235959;BYDAY=TU", "2026-03-10"),
        "tous les mardis à partir de septembre": ("FREQ=WEEKLY;BYDAY=TU", "2026-09-01"),
        "à partir de septembre tous les mardis": ("FREQ=WEEKLY;BYDAY=TU", "2026-09-01"),
        "toutes les deux semaines à partir du 12 mars": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-12"),
        "tous les mardis du 17 mars au 30 juin": ("FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=TU", "2026-03-17"),
        "tous les mardis de septembre": ("FREQ=WEEKLY;UNTIL=20260930T235959;BYDAY=TU", "2026-09-01"),
        "tous les mardis de septembre à juin": ("FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=TU", "2026-03-10"),
        "tous les mardis sauf en août": (NO_AUGUST, "2026-03-10"),
        "tous les jours sauf le week-end": (WORKDAYS, "2026-03-04"),
        "tous les jours sauf le dimanche": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA", "2026-03-04"),
    },
    "en": {
        "every monday": ("FREQ=WEEKLY;BYDAY=MO", "2026-03-09"),
        "every mon-thu at 6pm": ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH;BYHOUR=18;BYMINUTE=0", "2026-03-04T18:00:00+01:00"),
        "mon/wed/fri at 7pm": ("FREQ=WEEKLY;BYDAY=MO,WE,FR;BYHOUR=19;BYMINUTE=0", "2026-03-04T19:00:00+01:00"),
        "every tuesday evening at 8": ("FREQ=WEEKLY;BYDAY=TU;BYHOUR=20;BYMINUTE=0", "2026-03-10T20:00:00+01:00"),
        "on tuesday evenings": ("FREQ=WEEKLY;BYDAY=TU", "2026-03-10"),
        "on weekdays at 9am": (f"{WORKDAYS};BYHOUR=9;BYMINUTE=0", "2026-03-05T09:00:00+01:00"),
        "monday to friday": (WORKDAYS, "2026-03-04"),
        "every weekend": ("FREQ=WEEKLY;BYDAY=SA,SU", "2026-03-07"),
        "every 2 weeks": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "every other tuesday": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-10"),
        "every second tuesday": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-10"),
        "alternate fridays": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-03-06"),
        "once a fortnight on thursday": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "2026-03-05"),
        "every week on monday, wednesday and friday": ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "2026-03-04"),
        "twice a week on tuesday and thursday": ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-05"),
        "daily at 8am and 8pm": ("FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0", "2026-03-04T20:00:00+01:00"),
        "every 90 days": ("FREQ=DAILY;INTERVAL=90", "2026-06-02"),
        "every hour": ("FREQ=HOURLY", "2026-03-04T11:00:00+01:00"),
        "every 20 minutes": ("FREQ=MINUTELY;INTERVAL=20", "2026-03-04T10:20:00+01:00"),
        "every month on the last day": ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
        "monthly on the 5th": ("FREQ=MONTHLY;BYMONTHDAY=5", "2026-03-05"),
        "every month on the 1st and 15th": ("FREQ=MONTHLY;BYMONTHDAY=1,15", "2026-03-15"),
        "on the 15th of every other month": ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", "2026-03-15"),
        "on the first thursday of every month": ("FREQ=MONTHLY;BYDAY=1TH", "2026-03-05"),
        "first and third friday and second tuesday of each month": ("FREQ=MONTHLY;BYDAY=1FR,2TU,3FR", "2026-03-06"),
        "the second-to-last friday of every month": ("FREQ=MONTHLY;BYDAY=-2FR", "2026-03-20"),
        "every second tuesday of the month": ("FREQ=MONTHLY;BYDAY=2TU", "2026-03-10"),
        "every third to last day of the month": ("FREQ=MONTHLY;BYMONTHDAY=-3", "2026-03-29"),
        "last business day of each month": ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-03-31"),
        "first monday of every quarter": ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYDAY=1MO", "2026-04-06"),
        "semiannually": ("FREQ=MONTHLY;INTERVAL=6", "2026-09-04"),
        "every year on march 3": ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=3", "2027-03-03"),
        "every july 4th": ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=4", "2026-07-04"),
        "every january and july": ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "2026-07-01"),
        "every thanksgiving": ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-26"),
        "every last friday of the year": ("FREQ=YEARLY;BYDAY=-1FR", "2026-12-25"),
        "every friday until june 30": ("FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=FR", "2026-03-06"),
        "until june, every tuesday": ("FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=TU", "2026-03-10"),
        "every tuesday for six weeks": ("FREQ=WEEKLY;UNTIL=20260420T235959;BYDAY=TU", "2026-03-10"),
        "every week starting monday": ("FREQ=WEEKLY", "2026-03-09"),
        "every tuesday except in august": (NO_AUGUST, "2026-03-10"),
    },
}
ALL = [(lang, text, *expected) for lang in RULES for text, expected in RULES[lang].items()]
TASK = {"fr": "sortir les poubelles", "en": "take the bins out"}


@pytest.mark.parametrize(("language", "text", "rule", "first"), ALL)
@pytest.mark.parametrize("in_front", [False, True])
def test_a_repetition_has_a_rule_a_first_time_and_a_title(
    language: str, text: str, rule: str, first: str, in_front: bool
) -> None:
    task = TASK[language]
    reading = read(f"{text}, {task}" if in_front else f"{task} {text}", language=language, reference=WEDNESDAY)
    assert (reading.repeat, reading.title) == (rule, task)
    assert reading.due is not None
    assert reading.due.isoformat() == first
    assert reading.alternatives == ()


NONE = {
    "fr": [
        # What a rule does not say, or what has more than one meaning, is neither a rule nor half of one nor a date.
        "deux fois par mois",
        "trois fois par semaine",
        "deux fois par mois le lundi",
        "tous les mardis sauf pendant les vacances scolaires",
        "hors vacances scolaires, tous les jeudis",
        "tous les jours sauf les jours fériés",
        "tous les mardis jusqu'aux vacances",
        "tous les mardis à partir de la rentrée",
        "tous les mardis des semaines paires",
        "semaines paires le mardi",
        "tous les lundis ou mardis",
        "tous les deux ou trois jours",
        "les 5 prochains mardis",
        "tous les jeudis pendant l'été",
        "tous les jeudis dès la rentrée",
        "tous les jours jusqu'à vendredi 18h",
        "tous les jours de la semaine",
        "tous les mardis à 18h et 20h30",
        "le dernier jour ouvré de chaque mois à 9h et 18h",
        "tous les lundis à 18h et tous les jeudis à 20h",
        "tous les mardis à 3h",
        "chaque mois le vendredi",
        "tous les ans le 12",
        "chaque semaine le 12",
        "chaque pâques",
        "tous les 30 février",
        "chaque 31 juin",
        "chaque jour férié",
        "tous les mardis jusqu'au 5 mars",
        "presque tous les lundis",
        "tous les mardis en semaine 12",
        # These are none.
        "toute la semaine",
        "une réunion hebdomadaire",
        "du mardi au jeudi",
        "tous les deux",
        "chaque minute",
    ],
    "en": [
        "twice a month",
        "three times a week",
        "twice a month on friday",
        "bimonthly on the 5th",
        "every tuesday except during school holidays",
        "every tuesday unless it rains",
        "every tuesday until it works",
        "every third thursday",
        "every 2nd last friday of the month",
        "every 2-3 weeks",
        "every few days",
        "the next 5 tuesdays",
        "once a month on a friday",
        "every friday during the summer",
        "every monday or tuesday",
        "every monday at 9am and every thursday at 5pm",
        "daily at 9:15 and 12:45",
        "every monday at 5:30",
        "monthly on friday",
        "every year on the 31st",
        "every easter monday",
        "every tuesday in week 14",
        "every week until january 1, 2007",
        "every 2 hours on monday",
        "clean the hall every friday and report by monday",
        "every one of us",
        "every time",
        "the weekly report",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in NONE.items() for text in texts])
def test_what_no_rule_says_is_no_repetition_and_no_date(language: str, text: str) -> None:
    for spoken in ("fr", "en"):
        reading = read(text, language=spoken, reference=WEDNESDAY)
        assert (reading.repeat, reading.due, reading.title) == (None, None, text)
        if spoken == language:
            assert reading.alternatives == ()


@pytest.mark.parametrize(
    ("language", "text", "due", "title"),
    [
        ("fr", "chaque membre doit payer avant vendredi", "2026-03-06", "chaque membre doit payer"),
        ("en", "prepare the weekly report by friday", "2026-03-06", "prepare the weekly report"),
        ("en", "every volunteer needs a badge by march 12", "2026-03-12", "every volunteer needs a badge"),
    ],
)
def test_a_deadline_beside_words_of_repetition_that_say_none(language: str, text: str, due: str, title: str) -> None:
    reading = read(text, language=language, reference=WEDNESDAY)
    assert (str(reading.due), reading.repeat, reading.title) == (due, None, title)


@pytest.mark.parametrize(
    ("language", "text", "rule"),
    [
        ("fr", "chaque semaine, payer le loyer le mardi", "FREQ=WEEKLY;BYDAY=TU"),
        ("fr", "tous les mardis en salle B à 19h", "FREQ=WEEKLY;BYDAY=TU;BYHOUR=19;BYMINUTE=0"),
        ("fr", "tous les mardis en salle B jusqu'au 30 juin", "FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=TU"),
        ("fr", "tous les mardis en salle B sauf en août", NO_AUGUST),
        ("fr", "réunion hebdomadaire le mardi", "FREQ=WEEKLY;BYDAY=TU"),
        ("en", "weekly meeting on tuesday", "FREQ=WEEKLY;BYDAY=TU"),
    ],
)
def test_a_repetition_may_be_said_in_two_places(language: str, text: str, rule: str) -> None:
    assert read(text, language=language, reference=WEDNESDAY).repeat == rule


def test_two_lines_are_two_things() -> None:
    text = "réunion tous les mardis\ninscriptions jusqu'au 30 juin"
    assert read(text, language="fr", reference=WEDNESDAY).repeat is None


@pytest.mark.parametrize(
    ("text", "rule", "first"),
    [
        ("tous les jours à minuit", "FREQ=DAILY;BYHOUR=0;BYMINUTE=0", "2026-03-05T00:00:00+01:00"),
        ("tous les vendredis à minuit", "FREQ=WEEKLY;BYDAY=SA;BYHOUR=0;BYMINUTE=0", "2026-03-07T00:00:00+01:00"),
        ("le 5 de chaque mois à minuit", "FREQ=MONTHLY;BYMONTHDAY=6;BYHOUR=0;BYMINUTE=0", "2026-03-06T00:00:00+01:00"),
    ],
)
def test_midnight_ends_the_day_that_was_said(text: str, rule: str, first: str) -> None:
    reading = read(text, language="fr", reference=WEDNESDAY)
    assert reading.repeat == rule
    assert reading.due is not None
    assert reading.due.isoformat() == first


def test_a_season_that_is_over_comes_again() -> None:
    july = datetime(2026, 7, 7, 10, 0, tzinfo=PARIS)
    assert str(read("tous les mardis de septembre à juin", language="fr", reference=july).due) == "2026-09-01"


# For every zone and every moment

ANCHORED = (
    "tous les lundis",
    "un mardi sur deux",
    "tous les jours",
    "en semaine",
    "les week-ends",
    "tous les mardis et samedis",
    "le 29 de chaque mois",
    "tous les 1er et 15 du mois",
    "chaque fin de mois",
    "le premier et le dernier jeudi du mois",
    "l'avant-dernier vendredi du mois",
    "tous les 3 mois le premier lundi",
    "le dernier jour ouvré de chaque mois",
    "chaque vendredi 13",
    "chaque fin de trimestre",
    "tous les 29 février",
    "chaque année en juin",
    "chaque dernier dimanche de mars",
    "tous les jours sauf le dimanche",
    "tous les mardis sauf en août",
    "tous les jeudis de septembre à juin",
)
HOURS = ("", " à 0h30", " à 2h30", " à 9h", " à midi", " à 19h45")
ENDS = ("", " jusqu'au 30 décembre", " pendant 6 ans", " pendant 500 semaines")
moments = st.one_of(
    st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from((datetime(2026, 3, 28, 22), datetime(2026, 10, 24, 22), datetime(2027, 3, 27, 22))).flatmap(
        lambda start: st.integers(0, 600).map(lambda minutes: start + timedelta(minutes=minutes))
    ),
)
zones = st.sampled_from(("Europe/Paris", "America/Santiago", "UTC", "Asia/Kathmandu", "Australia/Lord_Howe"))
references = st.builds(lambda moment, zone: moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)), moments, zones)


@given(st.sampled_from(ANCHORED), st.sampled_from(HOURS), st.sampled_from(ENDS), references)
@example("tous les jours", " à 2h30", "", datetime(2026, 3, 29, 0, 30, tzinfo=PARIS))
@example("tous les jours", " à 2h30", "", datetime(2026, 10, 25, 2, 40, tzinfo=PARIS))
def test_the_first_time_is_the_first_of_the_rule_after_now(days: str, hour: str, end: str, now: datetime) -> None:
    reading = read(f"ouvrir la salle {days}{hour}{end}", language="fr", reference=now)
    if reading.due is None:  # the end is over, or comes before the first
        assert end == " jusqu'au 30 décembre"
        return
    assert reading.repeat is not None
    assert ("BYHOUR=" in reading.repeat) == bool(hour) == reading.has_time
    first = reading.due if isinstance(reading.due, datetime) else datetime.combine(reading.due, time(), now.tzinfo)
    any_phase = re.sub("INTERVAL=[0-9]+;", "", reading.repeat)
    today = datetime.combine(now.date(), time())
    for wall in rrulestr("RRULE:" + any_phase, dtstart=today).xafter(today, count=5, inc=True):
        shown = [wall.replace(tzinfo=now.tzinfo, fold=fold).astimezone(UTC) for fold in (0, 1)]
        upcoming = [at for at in (shown[0], max(shown)) if not hour or at > now.astimezone(UTC)]
        if upcoming:
            assert first.astimezone(UTC) == upcoming[0]
            return
    raise AssertionError("the rule has no such day")


@given(st.sampled_from(ALL), references)
def test_other_programs_read_every_rule(said: tuple[str, str, str, str], now: datetime) -> None:
    language, text, _, _ = said
    reading = read(text, language=language, reference=now)
    assert (reading.due is None) == (reading.repeat is None)
    if reading.due is None or reading.repeat is None:
        return
    start = reading.due.replace(tzinfo=None) if isinstance(reading.due, datetime) else at_midnight(reading.due)
    if not at_another_hour(start, reading.repeat):
        assert next(iter(rrulestr("RRULE:" + reading.repeat, dtstart=start))) == start.replace(fold=0)


def at_midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def at_another_hour(start: datetime, rule: str) -> bool:
    """Whether the clocks jumped over the hour of the rule on its first day."""
    said = re.search("BYHOUR=([0-9,]+);BYMINUTE=([0-9]+)", rule)
    return said is not None and (str(start.hour) not in said[1].split(",") or str(start.minute) != said[2])


@given(st.integers(2, 12), st.sampled_from(("jours", "semaines", "mois", "ans")), references)
def test_what_names_no_day_comes_first_when_its_time_has_passed_once(n: int, unit: str, now: datetime) -> None:
    once = read(f"dans {n} {unit}", language="fr", reference=now)
    if (n, unit) != (8, "jours"):  # a week, as everybody counts
        assert read(f"tous les {n} {unit}", language="fr", reference=now).due == once.due


@pytest.mark.parametrize(("edge", "weekday"), [("début", 0), ("fin", 4)])
def test_the_edges_of_a_week_are_the_same_days_once_and_again(edge: str, weekday: int) -> None:
    for text in (f"{edge} de semaine prochaine", f"{edge} de chaque semaine"):
        due = read(text, language="fr", reference=WEDNESDAY).due
        assert due is not None
        assert due.weekday() == weekday
