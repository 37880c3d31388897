"""The settings of a group and of whoever looks at them, with the buttons that change them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain import countries, load_told, zones
from domain.document import Choice, Document, Line, Mention, Phrase, Several, Style, Typed, line, phrase
from domain.quiet_hours import QuietHours
from domain.team import Talk
from handlers.kit.command import Call
from storage import members

_USUAL_QUIET = "21:00-08:00"
_USUAL_EFFORTS = (30, 60, 120)
_USUAL_COUNTRIES = {"fr": ("FR", "BE", "CH", "CA"), "en": ("GB", "IE", "US", "CA")}


def page(call: Call, languages: Iterable[str]) -> Document:
    """All that is set. Only coordinators see the buttons that change it for the group."""
    team, me = call.team, call.member
    there = members.coordinators(call.rows, team.id)
    lines = [
        line(phrase("settings-title"), style=Style.TITLE),
        _item(phrase(f"settings-language-{team.language}")),
        _item(phrase("settings-zone", zone=team.zone.key, place=zones.place(team.zone.key, call.language))),
        _item(_country(call)),
        _item(_quiet(call.chat.quiet)),
        *([_item(_holidays(call))] if team.country else []),
        _item(_digest(call)),
        _item(_effort(call)),
        _item(phrase(f"settings-talk-{call.chat.talk}")),
        _item(
            phrase("settings-coordinators", people=Several(tuple(Mention(each.person, each.name) for each in there)))
            if there
            else phrase("settings-no-coordinators")
        ),
        line(phrase("settings-mine"), style=Style.HEADING),
        _item(phrase(f"settings-my-language-{me.language}" if me.language else "settings-my-language-off")),
        _item(
            phrase("settings-my-zone", zone=me.zone, place=zones.place(me.zone, call.language))
            if me.zone
            else phrase("settings-my-zone-off")
        ),
    ]
    return Document(
        tuple(lines), (*(_for_the_group(call, languages) if call.coordinates else ()), *_own(call, languages))
    )


def languages(call: Call, there: Iterable[str], *, mine: bool) -> Document:
    """Which language? One button each."""
    begin = "settings my language" if mine else "settings language"
    choices = tuple(_choice(call, f"{begin} {code}", phrase(f"choice-language-{code}")) for code in there)
    return Document((line(phrase("ask-language")),), choices)


def zones_offered(call: Call, found: Sequence[str], *, mine: bool) -> Document:
    """Which zone? One button each; others can be typed."""
    begin = "settings my zone" if mine else "settings zone"
    choices = [
        _choice(call, f"{begin} {zone}", phrase("choice-zone", place=zones.place(zone, call.language), zone=zone))
        for zone in found
    ]
    if mine and call.member.zone:
        choices.append(_choice(call, "settings my zone off", phrase("choice-zone-off")))
    return Document((line(phrase("ask-zone", example=call.example(5 if mine else 2))),), tuple(choices))


def countries_offered(call: Call) -> Document:
    """Which country? A button for the usual ones; others can be typed."""
    choices = tuple(
        _choice(call, f"settings country {code}", phrase("choice-country", country=countries.name(code, call.language)))
        for code in _USUAL_COUNTRIES[call.language]
    )
    return Document((line(phrase("ask-country", example=call.example(3))),), choices)


def holidays_offered(call: Call) -> Document:
    """Are public holidays as Sundays? What holds, and the other way as a button."""
    return Document((line(_holidays(call)),), (_other_holidays(call),))


def efforts_offered(call: Call) -> Document:
    """How much does a task count that says nothing? What holds, and the usual ones as buttons."""
    choices = [
        _choice(call, f"settings effort {minutes}min", phrase("choice-effort-of", effort=load_told.effort(minutes)))
        for minutes in _USUAL_EFFORTS
        if minutes != call.team.default_effort
    ]
    if call.team.default_effort:
        choices.append(_choice(call, "settings effort off", phrase("choice-effort-none")))
    asked = line(phrase("ask-effort", example=call.example(9)))
    return Document((line(_effort(call)), asked), tuple(choices))


def talks_offered(call: Call) -> Document:
    """How talkative? What holds, and the others as buttons."""
    others = (talk for talk in Talk if talk is not call.chat.talk)
    choices = tuple(_choice(call, f"settings talk {talk}", phrase(f"choice-talk-{talk}")) for talk in others)
    return Document((line(phrase(f"settings-talk-{call.chat.talk}")),), choices)


def _item(said: Phrase) -> Line:
    return line(said, style=Style.ITEM)


def _country(call: Call) -> Phrase:
    if not call.team.country:
        return phrase("settings-country-off")
    return phrase("settings-country", country=countries.name(call.team.country, call.language))


def _quiet(hours: QuietHours) -> Phrase:
    window = hours.every_day
    if hours.is_off:
        return phrase("settings-quiet-off")
    if window is None:
        return phrase("settings-quiet-days", example=Typed("quiet"))
    return phrase("settings-quiet", start=_clock(window.start), end=_clock(window.end))


def _holidays(call: Call) -> Phrase:
    return phrase("settings-holidays" if call.team.holidays else "settings-holidays-off")


def _effort(call: Call) -> Phrase:
    if not call.team.default_effort:
        return phrase("settings-effort-off")
    return phrase("settings-effort", effort=load_told.effort(call.team.default_effort))


def _other_holidays(call: Call) -> Choice:
    if call.team.holidays:
        return _choice(call, "settings holidays off", phrase("choice-holidays-off"))
    return _choice(call, "settings holidays on", phrase("choice-holidays-on"))


def _digest(call: Call) -> Phrase:
    slot = call.chat.digest
    if slot is None:
        return phrase("settings-digest-off")
    return phrase("settings-digest", weekday=slot.weekday, time=f"{slot.at:%H:%M}")


def _for_the_group(call: Call, languages: Iterable[str]) -> list[Choice]:
    others = (code for code in languages if code != call.team.language)
    quiet, digest = call.chat.quiet, call.chat.digest
    return [
        *(_choice(call, f"settings language {code}", phrase(f"choice-group-language-{code}")) for code in others),
        _choice(call, "settings zone", phrase("choice-other-zone")),
        _choice(call, f"quiet {_USUAL_QUIET}", _nights()) if quiet.is_off else _no_quiet(call),
        *([_other_holidays(call)] if call.team.country else []),
        _choice(call, "digest off", phrase("choice-digest-off"))
        if digest
        else _choice(call, "digest monday 9:00", phrase("choice-digest-on")),
        _choice(call, "settings talk", phrase("choice-talk")),
        _choice(call, "settings effort", phrase("choice-effort")),
    ]


def _nights() -> Phrase:
    window = QuietHours.DEFAULT.days[0][0]
    return phrase("choice-quiet-on", start=_clock(window.start), end=_clock(window.end))


def _no_quiet(call: Call) -> Choice:
    return _choice(call, "quiet off", phrase("choice-quiet-off"))


def _own(call: Call, languages: Iterable[str]) -> list[Choice]:
    others = (code for code in languages if code != call.language)
    return [
        *(_choice(call, f"settings my language {code}", phrase(f"choice-my-language-{code}")) for code in others),
        _choice(call, "settings my zone", phrase("choice-my-zone")),
    ]


def _choice(call: Call, command: str, label: Phrase) -> Choice:
    return Choice(command, label, call.member.person)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
