"""Where one reading ends and the next begins; it is Wednesday 4 March 2026, 10:00 in Paris, where nothing else is said.

Each of these is a limit that no other test would notice if it moved by one.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deadline import read

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = "2026-03-04T10:00"


def written(moment: date | datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)


def at(now: str) -> datetime:
    return datetime.fromisoformat(now).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("language", "text", "due"),
    [
        # the last month, and quarters of a year
        ("fr", "le 12 décembre", "2026-12-12"),
        ("fr", "le 25/12", "2026-12-25"),
        ("en", "december 31", "2026-12-31"),
        ("fr", "dans 2 trimestres", "2026-09-04"),
        ("en", "in 2 quarters", "2026-09-04"),
        ("fr", "dans 3 semaines et 2 jours", "2026-03-27"),
        ("fr", "dans 2 jours et 3 heures", "2026-03-06 13:00"),
        # noon and midnight by the clock of twelve hours, and figures without a colon
        ("en", "friday 12 am", "2026-03-06 00:00"),
        ("en", "friday 12:30 am", "2026-03-06 00:30"),
        ("en", "friday 12 pm", "2026-03-06 12:00"),
        ("en", "friday 12:30 pm", "2026-03-06 12:30"),
        ("en", "friday 1 pm", "2026-03-06 13:00"),
        ("en", "friday at 0830", "2026-03-06 08:30"),
        ("en", "friday at 1930", "2026-03-06 19:30"),
        # small hours
        ("en", "friday at 7", "2026-03-06 19:00"),
        ("en", "friday at half past 3", "2026-03-06 15:30"),
        ("en", "friday night at 1", "2026-03-07 01:00"),
        ("fr", "vendredi 3h30", "2026-03-06 03:30"),
        ("fr", "vendredi à sept heures et demie", "2026-03-06 07:30"),
        ("fr", "vendredi 1h de l'après-midi", "2026-03-06 13:00"),
        ("fr", "vendredi 12h30 du soir", "2026-03-07 00:30"),
        ("fr", "ce soir à minuit", "2026-03-05 00:00"),
        # a mere figure before a part of the day
        ("en", "8 tonight", "2026-03-04 20:00"),
        ("en", "9 tomorrow evening", "2026-03-05 21:00"),
        # the end of a range
        ("fr", "samedi de 14h à 18h", "2026-03-07 18:00"),
        ("en", "saturday 11-2pm", "2026-03-07 14:00"),
        ("fr", "du 12 au 15 mars", "2026-03-15"),
        ("fr", "vendredi 18 h", "2026-03-06 18:00"),
        ("fr", "samedi 18 h 30", "2026-03-07 18:30"),
        ("fr", "entre le 12 et le 15 mars 2027", "2027-03-15"),
        # next, and the ends of longer times
        ("fr", "le week-end prochain", "2026-03-15"),
        ("en", "next weekend", "2026-03-15"),
        ("fr", "fin du trimestre", "2026-03-31"),
        ("en", "end of next quarter", "2026-06-30"),
        ("fr", "fin du semestre", "2026-06-30"),
        ("fr", "fin avril 2027", "2027-04-30"),
        ("fr", "à midi moins le quart", "2026-03-04 11:45"),
        # today counts
        ("fr", "le 4", "2026-03-04"),
        ("fr", "le 4 mars", "2026-03-04"),
        ("fr", "le 4 mars 2026", "2026-03-04"),
        ("fr", "le premier mercredi de mars", "2026-03-04"),
        ("fr", "le premier mercredi de mars 2026", "2026-03-04"),
        ("fr", "le premier mercredi de ce mois", "2026-03-04"),
        ("fr", "le premier lundi d'avril", "2026-04-06"),
        ("fr", "ce mercredi 18h", "2026-03-04 18:00"),
        ("fr", "mercredi 8h", "2026-03-11 08:00"),
    ],
)
def test_a_limit_belongs_to_it(language: str, text: str, due: str) -> None:
    reading = read(text, language=language, reference=at(WEDNESDAY))
    assert (written(reading.due), reading.alternatives, reading.title) == (due, (), "")


@pytest.mark.parametrize(
    ("now", "text", "due"),
    [
        ("2026-03-31T10:00", "fin mars", "2026-03-31"),
        ("2026-03-31T10:00", "d'ici la fin du mois", "2026-03-31"),
        ("2026-03-08T10:00", "ce week-end", "2026-03-08"),
        ("2026-03-08T10:00", "ce dimanche", "2026-03-08"),
        ("2026-12-31T10:00", "d'ici la fin de l'année", "2026-12-31"),
        ("2026-01-31T10:00", "début 2026", "2026-01-31"),
        ("2026-02-01T10:00", "début 2026", "None"),
    ],
)
def test_the_last_day_of_a_time_is_within_it(now: str, text: str, due: str) -> None:
    assert written(read(text, language="fr", reference=at(now)).due) == due


@pytest.mark.parametrize(
    ("language", "text", "others"),
    [
        ("fr", "le 3 février", ["2026-02-03", "2027-02-03"]),  # 29 days ago; a day earlier it is next year's
        ("fr", "vendredi à 3h", ["2026-03-06 03:00", "2026-03-06 15:00"]),
        ("en", "friday 3:30", ["2026-03-06 03:30", "2026-03-06 15:30"]),
        ("en", "friday at half past seven", ["2026-03-06 07:30", "2026-03-06 19:30"]),
        ("fr", "mercredi 18h", ["2026-03-04 18:00", "2026-03-11 18:00"]),
        ("fr", "le 12 mars à 18h ou 19h", ["2026-03-12 18:00", "2026-03-12 19:00"]),
    ],
)
def test_a_limit_of_doubt(language: str, text: str, others: list[str]) -> None:
    reading = read(text, language=language, reference=at(WEDNESDAY))
    assert (reading.due, [written(one) for one in reading.alternatives]) == (None, others)


def test_a_date_that_passed_a_month_ago_is_next_years() -> None:
    assert written(read("le 2 février", language="fr", reference=at(WEDNESDAY)).due) == "2027-02-02"


@pytest.mark.parametrize(
    ("text", "due", "title"),
    [
        # figures with a slash that can be nothing else than a day
        ("coller les affiches 17/05", "2026-05-17", "coller les affiches"),
        ("coller les affiches 03/04", "2026-04-03", "coller les affiches"),
        ("coller 10/11 des affiches", "2026-11-10", "coller des affiches"),
        ("coller 3/10 des affiches", "None", "coller 3/10 des affiches"),
        ("coller 10/10 des affiches", "None", "coller 10/10 des affiches"),
        # a lone day of the month, and what may follow it
        ("coller les affiches le 12\nmerci à tous", "2026-03-12", "coller les affiches merci à tous"),
        ("coller les affiches le 12 @ana", "2026-03-12", "coller les affiches @ana"),
        ("coller les affiches le 12 du quai", "None", "coller les affiches le 12 du quai"),
        ("la réunion de 14h", "None", "la réunion de 14h"),
        # figures that are something else
        ("commander 12 x3 A4", "None", "commander 12 x3 A4"),
        ("appeler le 06 12 34 56 78", "None", "appeler le 06 12 34 56 78"),
        ("06 12 34 56 78 vendredi", "2026-03-06", "06 12 34 56 78"),
        ("page 12, vendredi", "2026-03-06", "page 12"),
        ("2h de réunion vendredi", "2026-03-06", "2h de réunion"),
        ("une réunion de 2h", "None", "une réunion de 2h"),
        ("essayer la version 2.1", "None", "essayer la version 2.1"),
        ("essayer la version 1.18 le 5", "2026-03-05", "essayer la version 1.18"),
        ("le 3 mars 2026 ranger", "None", "le 3 mars 2026 ranger"),
        # signs at the seam
        ("rendre le dossier vendredi ! merci", "2026-03-06", "rendre le dossier ! merci"),
        ("rendre le dossier vendredi! merci", "2026-03-06", "rendre le dossier! merci"),
        ("rendre le dossier vendredi, merci", "2026-03-06", "rendre le dossier, merci"),
        ("(vendredi) rendre le dossier", "2026-03-06", "rendre le dossier"),
        ("rendre (avant vendredi) le dossier", "2026-03-06", "rendre le dossier"),
        # a new line ends a deadline
        ("rendre le dossier avant\nvendredi", "2026-03-06", "rendre le dossier avant"),
    ],
)
def test_what_is_not_of_the_deadline_stays_in_the_title(text: str, due: str, title: str) -> None:
    reading = read(text, language="fr", reference=at(WEDNESDAY))
    assert (written(reading.due), reading.title) == (due, title)


@pytest.mark.parametrize(
    ("language", "text", "due", "rule"),
    [
        ("fr", "tous les dimanches à minuit", "2026-03-09 00:00", "FREQ=WEEKLY;BYDAY=MO;BYHOUR=0;BYMINUTE=0"),
        ("fr", "tous les jours à minuit", "2026-03-05 00:00", "FREQ=DAILY;BYHOUR=0;BYMINUTE=0"),
        ("fr", "le 28 de chaque mois à minuit", "2026-03-29 00:00", "FREQ=MONTHLY;BYMONTHDAY=29;BYHOUR=0;BYMINUTE=0"),
        (
            "fr",
            "tous les mois le dernier jour à minuit",
            "2026-04-01 00:00",
            "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=0;BYMINUTE=0",
        ),
        ("fr", "tous les mois à la fin du mois", "2026-03-31", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("fr", "tous les mardis à partir de la semaine prochaine", "2026-03-10", "FREQ=WEEKLY;BYDAY=TU"),
        ("fr", "le 1er et le 15 de chaque mois", "2026-03-15", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("en", "every other day", "2026-03-06", "FREQ=DAILY;INTERVAL=2"),
        ("en", "every day except sundays", "2026-03-04", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA"),
        ("en", "every year on the 12th of may", "2026-05-12", "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=12"),
        ("en", "every monday for 6 weeks", "2026-03-09", "FREQ=WEEKLY;UNTIL=20260419T235959;BYDAY=MO"),
        ("en", "every monday 5 times", "2026-03-09", "FREQ=WEEKLY;UNTIL=20260406T235959;BYDAY=MO"),
        ("en", "every monday from april to june", "2026-04-06", "FREQ=WEEKLY;BYMONTH=4,5,6;BYDAY=MO"),
        ("fr", "tous les 2 mois le 5", "2026-03-05", "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=5"),
        ("en", "every 3 months on the 1st", "2026-04-01", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=1"),
        ("fr", "tous les jours sauf le week-end", "2026-03-04", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("en", "every weekday except friday", "2026-03-04", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH"),
        (
            "fr",
            "tous les lundis sauf en juillet et août",
            "2026-03-09",
            "FREQ=WEEKLY;BYMONTH=1,2,3,4,5,6,9,10,11,12;BYDAY=MO",
        ),
        # what no rule says is no repetition, and no date either
        ("fr", "le 29 de chaque mois à minuit", "None", None),
        ("fr", "tous les deux jours le lundi", "None", None),
        ("en", "every 2 days on monday", "None", None),
        ("fr", "tous les mardis à 18h et 19h30", "None", None),
    ],
)
def test_a_limit_of_repetition(language: str, text: str, due: str, rule: str | None) -> None:
    reading = read(text, language=language, reference=at(WEDNESDAY))
    assert (written(reading.due), reading.repeat) == (due, rule)
