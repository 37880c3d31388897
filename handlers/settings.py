"""What is set here and for oneself: language, time zone, country, how talkative, quiet hours, digest, what tasks count;
with buttons."""

from __future__ import annotations

from domain import countries, hours, load_told, zones
from domain.document import Choice, Document, Typed, line, phrase, says
from domain.load import Hours
from domain.rights import Deed
from domain.team import Talk
from domain.text import OFF, fold
from handlers.kit import promises, settings_page, undo, zone_change
from handlers.kit.command import Call, Command, Example, Outcome, Question, Refusal
from storage import settings as stored
from storage import teams

LANGUAGES = {"en": "english anglais anglaise en", "fr": "french francais francaise fr"}
_MINE = frozenset({"my", "own", "mon", "ma", "mes", "mine", "me", "moi"})
_LANGUAGE = frozenset({"language", "langue", "lang", "langage"})
_ZONE = frozenset({"zone", "fuseau", "timezone", "tz", "time"})
_COUNTRY = frozenset({"country", "pays"})
_HOLIDAYS = frozenset({"holidays", "holiday", "feries", "ferie", "bankholidays"})
_BEFORE_HOLIDAYS = frozenset({"public", "bank", "jours", "jour"})
_TALK = frozenset({"talk", "talkative", "parole", "bavard", "bavarde"})
_HOW_TALKATIVE = {
    **dict.fromkeys(("silent", "silencieux", "silencieuse", "discret", "discrete", "muet", "muette"), Talk.SILENT),
    **dict.fromkeys(("normal", "normale", "usual", "habituel"), Talk.NORMAL),
    **dict.fromkeys(("full", "complet", "complete"), Talk.FULL),
}
_EFFORT = frozenset({"effort", "efforts", "duree", "duration", "default"})
_MOST_EFFORT = 40 * 60
_ON = frozenset({"on", "oui", "yes"})
_ELSEWHERE = {"quiet": "quiet", "calme": "quiet", "digest": "digest", "bilan": "digest"}
_FILLERS = frozenset({"horaire", "zone", "to", "en", "in", "sur", "a", "=", ":", "is", "de", "of", "le", "la", "the"})
_OFF = OFF | {"team", "groupe", "group"}


def settings(call: Call) -> Outcome:
    words = call.argument.replace(":", " ").split() if call.argument[:1].isalpha() else []
    mine = bool(words) and fold(words[0]) in _MINE
    name, *value = [*(words[1:] if mine else words), ""]
    if fold(name) in _BEFORE_HOLIDAYS and fold(value[0]) in _HOLIDAYS:
        name, *value = value
    while len(value) > 2 and fold(value[0]) in _FILLERS:
        value.pop(0)
    said = " ".join(value).strip()
    if fold(name) in _LANGUAGE:
        undo.forget(call)
        return _set_language(call, said, mine=mine)
    if fold(name) in _ZONE:
        undo.forget(call)
        return _set_zone(call, said, mine=mine)
    if fold(name) in _COUNTRY and not mine:
        undo.forget(call)
        return _set_country(call, said)
    if fold(name) in _HOLIDAYS and not mine:
        undo.forget(call)
        return _set_holidays(call, said)
    if fold(name) in _EFFORT and not mine:
        undo.forget(call)
        return _set_effort(call, said)
    if fold(name) in _TALK and not mine:
        undo.forget(call)
        return _set_talk(call, said)
    if name and not mine and (command := _ELSEWHERE.get(fold(name))):
        raise _elsewhere(call, command)
    if call.argument:
        raise Refusal("refusal-settings", example=call.example(1))
    return Outcome(answer=settings_page.page(call, LANGUAGES))


def _elsewhere(call: Call, command: str) -> Question:
    """Quiet hours and digest have commands of their own."""
    rest = call.argument.partition(" ")[2]
    likely = Typed(command, rest)
    button = Choice(f"{command} {rest}".strip(), phrase("choice-typed", command=likely), call.member.person)
    return Question(Document((line(phrase("near-miss", command=likely)),), (button,)))


def _set_language(call: Call, said: str, *, mine: bool) -> Outcome:
    call.must(Deed.SET_OWN if mine else Deed.SET_TEAM)
    if mine and fold(said) in _OFF:
        stored.set_person(call.rows, call.member.person, language=None)
        return Outcome(answer=says("noted-my-language-off"))
    code = next((code for code, names in LANGUAGES.items() if fold(said) in names.split()), None)
    if code is None and said:
        raise Refusal("refusal-language", example=call.example(4 if mine else 1))
    if code is None:
        raise Question(settings_page.languages(call, LANGUAGES, mine=mine))
    if mine:
        stored.set_person(call.rows, call.member.person, language=code)
        return Outcome(answer=says(f"noted-my-language-{code}"))
    stored.set_team(call.rows, call.team.id, language=code)
    return Outcome(answer=says(f"noted-language-{code}"))


def _set_zone(call: Call, said: str, *, mine: bool) -> Outcome:
    call.must(Deed.SET_OWN if mine else Deed.SET_TEAM)
    if mine and fold(said) in _OFF:
        stored.set_person(call.rows, call.member.person, zone=None)
        promises.replan_person(call.rows, call.member.person, call.now)
        return Outcome(answer=says("noted-my-zone-off"))
    found, certain = zones.find(said) if said else (zones.USUAL.get(call.language, zones.USUAL["en"]), False)
    if not found:
        raise Refusal("refusal-zone", example=call.example(5 if mine else 2))
    if len(found) > 1 or not certain:
        raise Question(settings_page.zones_offered(call, found, mine=mine))
    place = zones.place(found[0], call.language)
    if mine:
        stored.set_person(call.rows, call.member.person, zone=found[0])
        promises.replan_person(call.rows, call.member.person, call.now)
        return Outcome(answer=says("noted-my-zone", zone=found[0], place=place))
    changed = zone_change.move(call, found[0])
    return Outcome(answer=says("noted-zone", zone=found[0], place=place), changed=changed)


def _set_country(call: Call, said: str) -> Outcome:
    call.must(Deed.SET_TEAM)
    if not said:
        raise Question(settings_page.countries_offered(call))
    chosen = None if fold(said) in _OFF else countries.find(said)
    if chosen == "":
        raise Refusal("refusal-country", example=call.example(3))
    stored.set_team(call.rows, call.team.id, country=chosen)
    _follow(call)
    country = chosen or countries.of_zone(call.team.zone.key)
    if not country:
        return Outcome(answer=says("noted-country-off"))
    return Outcome(answer=says("noted-country", country=countries.name(country, call.language)))


def _set_holidays(call: Call, said: str) -> Outcome:
    call.must(Deed.SET_TEAM)
    if fold(said) not in OFF | _ON:
        if said:
            raise Refusal("refusal-settings", example=call.example(7))
        raise Question(settings_page.holidays_offered(call))
    stored.set_team(call.rows, call.team.id, holidays=fold(said) in _ON)
    _follow(call)
    return Outcome(answer=says("noted-holidays" if fold(said) in _ON else "noted-holidays-off"))


def _set_effort(call: Call, said: str) -> Outcome:
    """What a task counts that says nothing of its effort, wherever load is counted."""
    call.must(Deed.SET_TEAM)
    if not said:
        raise Question(settings_page.efforts_offered(call))
    asked = Hours(0, 0) if fold(said) in OFF else hours.read(said)
    if asked is None or asked.least != asked.most or asked.most > _MOST_EFFORT:
        raise Refusal("refusal-effort", example=call.example(9))
    stored.set_team(call.rows, call.team.id, default_effort=asked.most or None)
    if not asked.most:
        return Outcome(answer=says("noted-effort-off"))
    return Outcome(answer=says("noted-effort", effort=load_told.effort(asked.most)))


def _set_talk(call: Call, said: str) -> Outcome:
    call.must(Deed.SET_TEAM)
    talk = _HOW_TALKATIVE.get(fold(said))
    if talk is None and said:
        raise Refusal("refusal-settings", example=call.example(8))
    if talk is None:
        raise Question(settings_page.talks_offered(call))
    teams.set_talk(call.rows, call.chat.id, talk)
    return Outcome(answer=says(f"noted-talk-{talk}"))


def _follow(call: Call) -> None:
    """Other days are public holidays now: what waits and what is planned follow."""
    hours = tuple(chat.quiet for chat in teams.open_chats(call.rows, call.team.id))
    promises.replan_team(call.rows, call.team.id, hours, call.team.zone, call.now)


COMMAND = Command(
    en="settings",
    fr="reglages",
    run=settings,
    personal=True,
    also=("setting", "reglage"),
    nearly=("parametres", "parametre", "options", "preferences", "config", "setup", "language", "langue", "fuseau"),
    deeds=(Deed.READ, Deed.SET_OWN, Deed.SET_TEAM),
    examples=(
        Example(en="settings", fr="reglages"),
        Example(en="settings language english", fr="reglages langue français", coordinators=True),
        Example(en="settings zone Dublin", fr="reglages fuseau Bruxelles", coordinators=True),
        Example(en="settings country Ireland", fr="reglages pays Belgique", coordinators=True),
        Example(en="settings my language french", fr="reglages ma langue anglais"),
        Example(en="settings my zone Dublin", fr="reglages mon fuseau Bruxelles"),
        Example(en="settings my zone off", fr="reglages mon fuseau non"),
        Example(en="settings holidays off", fr="reglages feries non", coordinators=True),
        Example(en="settings talk silent", fr="reglages parole discret", coordinators=True),
        Example(en="settings effort 2h", fr="reglages effort 2h", coordinators=True),
    ),
)
