"""Promises about deadlines in plain French and English; it is Wednesday 4 March 2026, 10:00 in Paris."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.deadline import Part, Reading, read

PARIS = ZoneInfo("Europe/Paris")
WEDNESDAY = datetime(2026, 3, 4, 10, 0, tzinfo=PARIS)


def said(text: str, language: str = "fr", mode: str = "typed", now: datetime = WEDNESDAY) -> Reading:
    return read(text, language=language, reference=now, mode=mode)


def written(moment: date | datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.strftime("%Y-%m-%d %H:%M") if isinstance(moment, datetime) else moment.isoformat()


DAYS = {
    "fr": {
        "coller les affiches aujourd'hui": "2026-03-04",
        "coller les affiches demain": "2026-03-05",
        "après-demain, coller les affiches": "2026-03-06",
        "coller les affiches vendredi": "2026-03-06",
        "coller les affiches avant vendredi": "2026-03-06",
        "coller les affiches d’ici vendredi": "2026-03-06",
        "coller les affiches mercredi": "2026-03-11",
        "coller les affiches ce mercredi": "2026-03-04",
        "coller les affiches ce vendredi": "2026-03-06",
        "coller les affiches vendredi prochain": "2026-03-13",
        "coller les affiches vendredi de la semaine prochaine": "2026-03-13",
        "coller les affiches samedi en huit": "2026-03-14",
        "coller les affiches jeudi en quinze": "2026-03-19",
        "coller les affiches pour le 15": "2026-03-15",
        "coller les affiches au plus tard le 2": "2026-04-02",
        "coller les affiches avant le 31": "2026-03-31",
        "coller les affiches le 12/03": "2026-03-12",
        "coller les affiches le 3/4": "2026-04-03",
        "coller les affiches 12/03/2027": "2027-03-12",
        "coller les affiches 2026-05-01": "2026-05-01",
        "coller les affiches le 12 mars": "2026-03-12",
        "coller les affiches le 1er avril": "2026-04-01",
        "coller les affiches le premier mai": "2026-05-01",
        "coller les affiches le 2 janvier": "2027-01-02",
        "coller les affiches jeudi 12 mars": "2026-03-12",
        "coller les affiches jeudi 12": "2026-03-12",
        "coller les affiches dans 3 jours": "2026-03-07",
        "coller les affiches d'ici deux semaines": "2026-03-18",
        "coller les affiches dans vingt et un jours": "2026-03-25",
        "coller les affiches fin mars": "2026-03-31",
        "coller les affiches d'ici la fin du mois": "2026-03-31",
        "coller les affiches mi-avril": "2026-04-15",
        "coller les affiches début avril": "2026-04-05",
        "coller les affiches la semaine prochaine": "2026-03-15",
        "coller les affiches en fin de semaine": "2026-03-06",
        "coller les affiches ce week-end": "2026-03-08",
        "coller les affiches avant le week-end": "2026-03-06",
        "coller les affiches deux jours avant le 20 mars": "2026-03-18",
        "coller les affiches le dernier vendredi d'avril": "2026-04-24",
    },
    "en": {
        "hang the posters today": "2026-03-04",
        "hang the posters tomorrow": "2026-03-05",
        "hang the posters the day after tomorrow": "2026-03-06",
        "by friday hang the posters": "2026-03-06",
        "hang the posters before Friday": "2026-03-06",
        "hang the posters wednesday": "2026-03-11",
        "hang the posters this wednesday": "2026-03-04",
        "hang the posters next friday": "2026-03-13",
        "hang the posters on the 15th": "2026-03-15",
        "hang the posters by March 12": "2026-03-12",
        "hang the posters 12 March": "2026-03-12",
        "hang the posters on 3/4": "2026-04-03",
        "hang the posters March 12th, 2027": "2027-03-12",
        "hang the posters in three days": "2026-03-07",
        "hang the posters within 2 weeks": "2026-03-18",
        "hang the posters by the end of the month": "2026-03-31",
        "hang the posters end of April": "2026-04-30",
        "hang the posters mid-march": "2026-03-15",
        "hang the posters next week": "2026-03-15",
        "hang the posters before the weekend": "2026-03-06",
        "hang the posters a week from monday": "2026-03-16",
        "hang the posters no later than sat 14 march": "2026-03-14",
    },
}


@pytest.mark.parametrize(
    ("language", "text", "due"), [(lang, text, due) for lang in DAYS for text, due in DAYS[lang].items()]
)
def test_a_day_is_due_at_its_end_and_leaves_the_title_clean(language: str, text: str, due: str) -> None:
    reading = said(text, language)
    assert (written(reading.due), reading.has_time, reading.alternatives) == (due, False, ())
    assert reading.title == ("coller les affiches" if language == "fr" else "hang the posters")


TIMES = {
    "fr": {
        "ouvrir la salle vendredi 18h": "2026-03-06 18:00",
        "ouvrir la salle avant vendredi 18 h 30": "2026-03-06 18:30",
        "ouvrir la salle à 18h vendredi": "2026-03-06 18:00",
        "ouvrir la salle le 12 mars à 18:30": "2026-03-12 18:30",
        "ouvrir la salle le 12/03 à 8h": "2026-03-12 08:00",
        "ouvrir la salle à 18h": "2026-03-04 18:00",
        "ouvrir la salle à 8h": "2026-03-05 08:00",
        "ouvrir la salle demain midi": "2026-03-05 12:00",
        "ouvrir la salle ce soir à 8h": "2026-03-04 20:00",
        "ouvrir la salle demain à 3h du matin": "2026-03-05 03:00",
        "ouvrir la salle avant vendredi minuit": "2026-03-07 00:00",
        "ouvrir la salle samedi de 14h à 18h": "2026-03-07 18:00",
        "ouvrir la salle samedi 14h-18h": "2026-03-07 18:00",
        "ouvrir la salle dans 2h30": "2026-03-04 12:30",
        "ouvrir la salle dans une demi-heure": "2026-03-04 10:30",
        "ouvrir la salle sous 48h": "2026-03-06 10:00",
        "ouvrir la salle jeudi à dix-sept heures": "2026-03-05 17:00",
        "ouvrir la salle à dix heures et quart": "2026-03-04 10:15",
        "ouvrir la salle (vendredi 18h)": "2026-03-06 18:00",
    },
    "en": {
        "open the hall tomorrow 8pm": "2026-03-05 20:00",
        "open the hall at 8:30 pm": "2026-03-04 20:30",
        "open the hall friday 18:00": "2026-03-06 18:00",
        "open the hall friday at 6": "2026-03-06 18:00",
        "open the hall at 6 pm on friday": "2026-03-06 18:00",
        "open the hall saturday 2-4pm": "2026-03-07 16:00",
        "open the hall tonight at 8": "2026-03-04 20:00",
        "open the hall at 9am": "2026-03-05 09:00",
        "open the hall at noon": "2026-03-04 12:00",
        "open the hall by friday midnight": "2026-03-07 00:00",
        "open the hall in two hours": "2026-03-04 12:00",
        "open the hall March 12 at half past nine": "2026-03-12 09:30",
    },
}


@pytest.mark.parametrize(
    ("language", "text", "due"), [(lang, text, due) for lang in TIMES for text, due in TIMES[lang].items()]
)
def test_a_time_makes_it_an_instant_in_the_persons_zone(language: str, text: str, due: str) -> None:
    reading = said(text, language)
    assert (written(reading.due), reading.has_time) == (due, True)
    assert isinstance(reading.due, datetime)
    assert reading.due.tzinfo == PARIS
    assert reading.title == ("ouvrir la salle" if language == "fr" else "open the hall")


@pytest.mark.parametrize(
    ("language", "text", "due", "part"),
    [
        ("fr", "appeler la mairie demain matin", "2026-03-05", Part.MORNING),
        ("fr", "appeler la mairie ce soir", "2026-03-04", Part.EVENING),
        ("fr", "appeler la mairie lundi après-midi", "2026-03-09", Part.AFTERNOON),
        ("fr", "appeler la mairie vendredi en fin de journée", "2026-03-06", Part.EVENING),
        ("en", "call the town hall tonight", "2026-03-04", Part.EVENING),
        ("en", "call the town hall friday morning", "2026-03-06", Part.MORNING),
    ],
)
def test_a_part_of_the_day_is_kept(language: str, text: str, due: str, part: Part) -> None:
    reading = said(text, language)
    assert (written(reading.due), reading.part, reading.has_time) == (due, part, False)


SILENCE = {
    "fr": (
        "la planète Mars a deux lunes",
        "Mai Lan apporte le gâteau",
        "attends une seconde",
        "c'est son second mandat",
        "un plateau de fruits de mer",
        "numéro de la salle : 06 12 34 56 78",
        "appeler le 06 12 34 56 78",
        "12,50 € par personne",
        "prévoir 15 % de plus",
        "la version 2.12.03 est sortie",
        "on a gagné 3-2",
        "page 12/20",
        "une 1/2 journée par personne",
        "ouvert 24h/24, 7j/7",
        "une réunion de 2h",
        "2h de ménage",
        "le train de 9h",
        "livraison 48h",
        "3 personnes pour la vaisselle",
        "~2h",
        "x3",
        "@samedi #mars-2026 après #9",
        "le 12 rue des Lilas",
        "rue du 8 mai",
        "le 31 avril",
        "le 12 mars 2019",
        "vendredi dernier",
        "il y a trois jours",
        "depuis lundi",
        "après vendredi",
        "à partir de lundi",
        "bientôt, dans quelques jours",
        "dès que possible",
        "l'affiche « demain » est prête",
        "https://exemple.org/2026-03-12",
        "ecrire-demain@exemple.org",
        "b18h",
        "les permanences : lundi 9h-12h, mardi 14h-18h, mercredi 10h-12h, jeudi 14h-18h, vendredi 9h-12h",
    ),
    "en": (
        "we may march on",
        "the sun sat low",
        "wait a second",
        "the second draft",
        "call 020 7946 0958",
        "it costs $12.50",
        "room 12",
        "we won 3:2",
        "open 24/7",
        "a 2h meeting",
        "3 people for the dishes",
        "last friday",
        "3 days ago",
        "after friday",
        "around 5 people",
        "february 30",
        "in a few days",
    ),
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang in SILENCE for text in SILENCE[lang]])
def test_ordinary_words_are_no_dates(language: str, text: str) -> None:
    reading = said(text, language)
    assert reading == Reading(None, False, None, None, text, None, ())


DOUBT = {
    "fr": {
        "mercredi 18h": ["2026-03-04 18:00", "2026-03-11 18:00"],
        "à 5h": ["2026-03-04 17:00", "2026-03-05 05:00"],
        "le 28 février": ["2026-02-28", "2027-02-28"],
        "le 29 février": ["2028-02-29"],
        "l'équipe du lundi": ["2026-03-09"],
        "jeudi 6 mars": ["2026-03-06", "2026-03-05"],
        "vendredi ou samedi": ["2026-03-06", "2026-03-07"],
        "vendredi à 18h ou 19h": ["2026-03-06 18:00", "2026-03-06 19:00"],
        "vendredi dans la grande salle à 18h": ["2026-03-06 18:00", "2026-03-06"],
        "aujourd'hui à 9h": ["2026-03-05 09:00"],
        "avant juin": ["2026-05-31", "2026-06-30"],
    },
    "en": {
        "wednesday 6pm": ["2026-03-04 18:00", "2026-03-11 18:00"],
        "monday's minutes": ["2026-03-09"],
        "call mum at 9": ["2026-03-04 21:00", "2026-03-05 09:00"],
        "feb 28": ["2026-02-28", "2027-02-28"],
        "friday or saturday": ["2026-03-06", "2026-03-07"],
        "by june": ["2026-05-31", "2026-06-30"],
    },
}


@pytest.mark.parametrize(
    ("language", "text", "others"), [(lang, text, others) for lang in DOUBT for text, others in DOUBT[lang].items()]
)
def test_a_doubtful_reading_is_asked_back(language: str, text: str, others: list[str]) -> None:
    reading = said(text, language)
    assert reading.due is None
    assert [written(one) for one in reading.alternatives] == others


def test_the_date_after_a_deadline_word_wins() -> None:
    assert written(said("préparer le repas de samedi 14 mars avant jeudi").due) == "2026-03-05"


def test_other_markers_stay_in_the_title_untouched() -> None:
    reading = said("Réserver la salle @amina avant vendredi 18h #bal ~2h x3 !! après #9")
    assert reading.title == "Réserver la salle @amina #bal ~2h x3 !! après #9"
    assert written(reading.due) == "2026-03-06 18:00"
    text = "Réserver la salle @amina avant vendredi 18h #bal ~2h x3 !! après #9"
    assert reading.span is not None
    assert text[slice(*reading.span)] == "avant vendredi 18h"


def test_accents_capitals_and_odd_spaces_do_not_matter() -> None:
    for text in ("DEBUT AVRIL", "de\u0301but avril", "Début\u00a0avril", "début  avril"):
        assert written(said(text).due) == "2026-04-05"
    assert written(said("LE 12\u202fMARS À 18\u00a0H").due) == "2026-03-12 18:00"


def test_month_first_only_where_the_country_says_so() -> None:
    american = read("on 3/4", language="en", reference=WEDNESDAY.replace(day=1), country="US")
    assert written(american.due) == "2026-03-04"
    assert written(read("le 3/4", language="fr", reference=WEDNESDAY, country="US").due) == "2026-04-03"


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("vendredi", None),
        ("on se voit demain", None),
        ("18h", None),
        ("je cours tous les lundis", None),
        ("il faut rendre le dossier avant vendredi", "2026-03-06"),
        ("le dossier est à rendre pour le 15 mars", "2026-03-15"),
        ("on se voit demain à 18h", "2026-03-05 18:00"),
        ("la fête est le samedi 14 mars", "2026-03-14"),
    ],
)
def test_quoted_chat_needs_more_to_be_believed(text: str, due: str | None) -> None:
    assert written(said(text, mode="quoted").due) == due


def test_a_naive_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        read("demain", language="fr", reference=datetime(2026, 3, 4))


@pytest.mark.parametrize(
    ("text", "language", "due"),
    [
        ("dans 2 h 30", "fr", "2026-03-04 12:30"),
        ("dans une heure trente", "fr", "2026-03-04 11:30"),
        ("in 2 hours 30", "en", "2026-03-04 12:30"),
        ("in 2h30", "en", "2026-03-04 12:30"),
        ("le week-end du 14 mars", "fr", "2026-03-15"),
        ("the weekend after next", "en", "2026-03-22"),
        ("the month after next", "en", "2026-05-31"),
        ("the night before christmas", "en", "2026-12-24"),
        ("compte rendu d'hier vendredi", "fr", None),
    ],
)
def test_the_longer_words_change_what_the_shorter_ones_mean(text: str, language: str, due: str | None) -> None:
    reading = said(text, language)
    assert (written(reading.due), reading.alternatives) == (due, ())
    assert reading.title == ("" if due else text)


@pytest.mark.parametrize(
    ("text", "repeat"),
    [
        ("every day for a week", "FREQ=DAILY;UNTIL=20260310T235959"),
        ("every day for a fortnight", "FREQ=DAILY;UNTIL=20260317T235959"),
        ("every monday for a couple of weeks", "FREQ=WEEKLY;UNTIL=20260322T235959;BYDAY=MO"),
        ("every tuesday except april 14 at 7pm", None),
        ("every tuesday except may 5", None),
    ],
)
def test_a_repetition_is_not_longer_than_was_said_nor_without_a_whole_month(text: str, repeat: str | None) -> None:
    assert said(text, "en").repeat == repeat


@pytest.mark.parametrize("effort", ["~2h", "~2h30", "~ 2 h", "~30min", "~30 minutes", "~1,5h", "~2-3h"])
def test_a_day_right_after_an_effort_is_read(effort: str) -> None:
    reading = said(f"coller les affiches {effort} vendredi 18h")
    assert (written(reading.due), reading.title) == ("2026-03-06 18:00", f"coller les affiches {effort}")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("le 1er janvier 2100 fêter", "fr"),
        ("fêter le 12.03.99", "fr"),
        ("celebrate on 5 march 1850", "en"),
        ("rdv le 4 mars 9h", "fr"),
    ],
)
def test_half_of_a_date_is_no_date(text: str, language: str) -> None:
    reading = said(text, language)
    assert (reading.due, reading.alternatives, reading.title) == (None, (), text)


@pytest.mark.parametrize("text", ["Réserver la salle du 14 juillet", "préparer la réunion de mardi"])
def test_what_belongs_to_a_thing_stays_in_its_title(text: str) -> None:
    reading = said(text)
    assert reading.alternatives
    assert reading.title == text


def test_a_word_is_not_an_article_of_the_other_language() -> None:
    reading = said("Acheter du thé samedi")
    assert (written(reading.due), reading.title) == ("2026-03-07", "Acheter du thé")


def test_the_hours_of_a_day_are_not_its_date() -> None:
    assert written(said("saturday 2 to 4", "en").due) == "2026-03-07"


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("d'ici lundi ou mardi", "fr", ["2026-03-09", "2026-03-10"]),
        ("by monday or tuesday", "en", ["2026-03-09", "2026-03-10"]),
        ("mercredi 18h ou jeudi", "fr", ["2026-03-04 18:00", "2026-03-11 18:00", "2026-03-05"]),
        ("demain 3h ou vendredi 4h", "fr", []),
    ],
)
def test_of_two_days_joined_by_or_neither_is_dropped(text: str, language: str, asked: list[str]) -> None:
    reading = said(text, language)
    assert (reading.due, [written(one) for one in reading.alternatives]) == (None, asked)
    assert reading.title == ("" if asked else text)


@pytest.mark.parametrize(
    ("text", "language", "title"),
    [
        ("send the minutes of 3 march by friday", "en", "send the minutes of 3 march"),
        ("envoyer le compte rendu du 3 mars pour vendredi", "fr", "envoyer le compte rendu du 3 mars"),
    ],
)
def test_a_deadline_word_begins_another_date(text: str, language: str, title: str) -> None:
    reading = said(text, language)
    assert (written(reading.due), reading.title) == ("2026-03-06", title)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("coller les affiches [vendredi 18h]", "coller les affiches"),
        ("coller {vendredi} les affiches", "coller les affiches"),
        ("coller les affiches (avant vendredi 18h !)", "coller les affiches"),
        ("coller les affiches (avant vendredi 18h, merci)", "coller les affiches (merci)"),
        ("coller les affiches - vendredi 18h - avec Paul", "coller les affiches - avec Paul"),
        ("coller les affiches — vendredi — avec Paul", "coller les affiches — avec Paul"),
        ('"coller les affiches vendredi 18h"', '"coller les affiches"'),
        ("“coller les affiches vendredi 18h”", "“coller les affiches”"),
        ('lire vendredi "Le Monde"', 'lire "Le Monde"'),
        ("vendredi. coller les affiches", "coller les affiches"),
        ("demain 20 h.", ""),
    ],
)
def test_no_signs_are_left_hanging_in_the_title(text: str, title: str) -> None:
    assert said(text).title == title


@pytest.mark.parametrize(
    ("text", "language", "due"),
    [
        ("du 28 mars au 3 avril", "fr", "2026-04-03"),
        ("du 12 mars 10h au 15 mars 18h", "fr", "2026-03-15 18:00"),
        ("from march 12 to march 15", "en", "2026-03-15"),
        ("from march 12th until march 15th", "en", "2026-03-15"),
        ("march 12 - march 15", "en", "2026-03-15"),
        ("12 mars au 15 mars, 18h", "fr", "2026-03-15 18:00"),
    ],
)
def test_a_range_between_two_whole_dates_is_due_at_its_end(text: str, language: str, due: str) -> None:
    reading = said(text, language)
    assert (written(reading.due), reading.alternatives, reading.title) == (due, (), "")
