"""One's own quiet hours: nobody else sees them, and of theirs and the group's the stricter hold."""

from __future__ import annotations

from dataclasses import replace

from domain import quiet_words, wall_clock
from domain.document import Choice, Document, Style, Typed, line, phrase
from domain.quiet_hours import NeverOpen, QuietHours, opens
from domain.quiet_picture import picture
from domain.rights import Deed
from domain.team import Member
from handlers.kit import promises, quiet_page, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import settings


def myquiet(call: Call) -> Outcome:
    if not call.argument.strip():
        return Outcome(answer=_shown(call, call.member))
    undo.forget(call)
    hours = quiet_words.changed(call.member.quiet or QuietHours.OFF, call.argument)
    if hours is None:
        raise Refusal("refusal-quiet", example=call.example(1))
    after = replace(call.member, quiet=None if hours.is_off else hours)
    try:
        opens(after.hours(call.hours), call.now, call.team.zone)
    except NeverOpen:
        raise Refusal("refusal-never-open", example=call.example(1)) from None
    settings.set_own_quiet(call.rows, call.member.person, after.quiet)
    promises.replan_person(call.rows, call.member.person, call.now)
    return Outcome(answer=_shown(call, after))


def _shown(call: Call, me: Member) -> Document:
    """The coming week with all that keeps private letters away, and what of it is one's own."""
    title = Document((line(phrase("myquiet-title"), style=Style.TITLE),))
    today = wall_clock.local_day(call.said_at, call.zone)
    week = picture(me.calm(call.hours), today, call.zone, clocks=call.team.zone)
    if me.quiet is None:
        return title + week + Document((line(phrase("myquiet-none", example=call.example(1))),))
    own = next(one for one in reversed(me.hours(call.hours)))  # with the public holidays that count for them
    off = Choice("myquiet off", phrase("choice-myquiet-off"), me.person)
    return (
        title
        + week
        + Document((line(phrase("myquiet-own"), style=Style.HEADING),))
        + quiet_page.in_words(own)
        + Document((line(phrase("myquiet-says", quiet=Typed("quiet")), style=Style.NOTE),), (off,))
    )


COMMAND = Command(
    en="myquiet",
    fr="moncalme",
    run=myquiet,
    also=("mycalm",),
    nearly=("dnd", "mynight", "manuit", "mesheures"),
    deeds=(Deed.SET_OWN,),
    private_matter=True,
    examples=(
        Example(en="myquiet", fr="moncalme"),
        Example(en="myquiet 19:00-09:00", fr="moncalme 19:00-09:00"),
        Example(en="myquiet 0:00-24:00 weekend", fr="moncalme 0:00-24:00 week-end"),
        Example(en="myquiet off", fr="moncalme non"),
    ),
)
