"""Promises about repetition; it is Wednesday 4 March 2026, 10:00 in Paris."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

from domain.deadline import read

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=PARIS)

RULES = {
    "fr": {
        "sortir les poubelles tous les lundis": ("FREQ=WEEKLY;BYDAY=MO", "2026-03-09"),
        "sortir les poubelles tous les lundis à 19h": (
            "FREQ=WEEKLY;BYDAY=MO;BYHOUR=19;BYMINUTE=0",
            "2026-03-09T19:00:00+01:00",
        ),
        "chaque mardi et jeudi sortir les poubelles": ("FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-05"),
        "sortir les poubelles les mardis": ("FREQ=WEEKLY;BYDAY=TU", "2026-03-10"),
        "sortir les poubelles un lundi sur deux": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-09"),
        "sortir les poubelles chaque semaine": ("FREQ=WEEKLY", "2026-03-11"),
        "sortir les poubelles toutes les deux semaines": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "sortir les poubelles tous les 15 jours": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "sortir les poubelles tous les mois": ("FREQ=MONTHLY", "2026-04-04"),
        "sortir les poubelles le premier jeudi du mois": ("FREQ=MONTHLY;BYDAY=1TH", "2026-03-05"),
        "sortir les poubelles le dernier vendredi de chaque mois": ("FREQ=MONTHLY;BYDAY=-1FR", "2026-03-27"),
        "sortir les poubelles le 5 de chaque mois": ("FREQ=MONTHLY;BYMONTHDAY=5", "2026-03-05"),
        "sortir les poubelles chaque fin de mois": ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
        "sortir les poubelles tous les ans le 12 mai": ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12", "2026-05-12"),
        "sortir les poubelles tous les matins à 9h": (
            "FREQ=DAILY;BYHOUR=9;BYMINUTE=0",
            "2026-03-05T09:00:00+01:00",
        ),
        "sortir les poubelles tous les lundis jusqu'au 30 juin": (
            "FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=MO",
            "2026-03-09",
        ),
    },
    "en": {
        "take the bins out every monday": ("FREQ=WEEKLY;BYDAY=MO", "2026-03-09"),
        "take the bins out every 2 weeks": ("FREQ=WEEKLY;INTERVAL=2", "2026-03-18"),
        "take the bins out every other tuesday": ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-03-10"),
        "take the bins out on weekdays at 9am": (
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=9;BYMINUTE=0",
            "2026-03-05T09:00:00+01:00",
        ),
        "take the bins out on the first thursday of every month": ("FREQ=MONTHLY;BYDAY=1TH", "2026-03-05"),
        "take the bins out every month on the 5th": ("FREQ=MONTHLY;BYMONTHDAY=5", "2026-03-05"),
        "take the bins out daily at 8am and 8pm": (
            "FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0",
            "2026-03-04T20:00:00+01:00",
        ),
        "take the bins out every friday until june 30": (
            "FREQ=WEEKLY;UNTIL=20260630T235959;BYDAY=FR",
            "2026-03-06",
        ),
    },
}
ALL = [(lang, text, *expected) for lang in RULES for text, expected in RULES[lang].items()]


@pytest.mark.parametrize(("language", "text", "rule", "first"), ALL)
def test_a_repetition_has_a_rule_and_a_first_time(language: str, text: str, rule: str, first: str) -> None:
    reading = read(text, language=language, reference=WEDNESDAY)
    assert reading.repeat == rule
    assert reading.due is not None
    assert reading.due.isoformat() == first
    assert reading.title == ("sortir les poubelles" if language == "fr" else "take the bins out")


@pytest.mark.parametrize(("language", "text", "rule", "first"), ALL)
def test_the_first_time_belongs_to_the_rule(language: str, text: str, rule: str, first: str) -> None:
    start = datetime.fromisoformat(first).replace(tzinfo=None)
    occurrences = rrulestr("RRULE:" + rule, dtstart=start)
    assert occurrences.after(start - timedelta(seconds=1)) == start


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "toutes les 20 minutes"),
        ("fr", "le lundi"),
        ("fr", "toute la semaine"),
        ("fr", "une réunion hebdomadaire"),
        ("en", "every hour"),
        ("en", "every one of us"),
        ("en", "every time"),
    ],
)
def test_these_do_not_repeat(language: str, text: str) -> None:
    assert read(text, language=language, reference=WEDNESDAY).repeat is None
