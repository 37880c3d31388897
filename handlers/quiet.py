"""The quiet hours of the chat: see them, set them, for every day or for some days; close the chat in them."""

from __future__ import annotations

from domain import quiet_words, wall_clock
from domain.document import Document, Style, Typed, line, phrase, says
from domain.message import Ability
from domain.quiet_hours import QuietHours, never_open
from domain.quiet_picture import picture
from domain.rights import Deed
from handlers.kit import promises, quiet_page, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import closures, teams


def quiet(call: Call) -> Outcome:
    if not call.argument.strip():
        return Outcome(answer=_shown(call, call.chat.quiet))
    call.must(Deed.SET_CALM)
    undo.forget(call)
    closes, rest = quiet_words.closing(call.argument)
    hours = call.chat.quiet if closes is not None and not rest else quiet_words.changed(call.chat.quiet, rest)
    if hours is None:
        raise Refusal("refusal-quiet", example=Typed("quiet", "21:00-08:00"))
    if closes and call.chat.abilities is not None and Ability.CLOSE not in call.chat.abilities:
        raise Refusal("refusal-cannot-close", right=phrase("close-right"))
    chats = teams.open_chats(call.rows, call.team.id)
    of_team = tuple(hours if chat.id == call.chat.id else chat.quiet for chat in chats)
    if never_open(of_team):
        raise Refusal("refusal-never-open", example=Typed("quiet", "21:00-08:00"))
    if closes is not None:
        closures.want(call.rows, call.chat.id, wanted=closes, now=call.now)
    teams.set_quiet(call.rows, call.chat.id, hours)
    promises.replan_team(call.rows, call.team.id, of_team, call.team.zone, call.now)
    return Outcome(answer=_shown(call, hours))


def _shown(call: Call, hours: QuietHours) -> Document:
    """The coming seven days as a picture, and in words; one sentence if there is nothing to show."""
    if hours.is_off:
        return says("quiet-none", example=Typed("quiet", "21:00-08:00"))
    zone = call.team.zone
    title = Document((line(phrase("quiet-title"), style=Style.TITLE),))
    closure = closures.of(call.rows, call.chat.id)
    closes = phrase("quiet-closes" if closure is not None and closure.wanted else "quiet-soft")
    says_what = Document((line(closes, style=Style.ITEM), line(phrase("quiet-says"), style=Style.NOTE)))
    week = picture((hours,), wall_clock.local_day(call.said_at, zone), zone, clocks=zone)
    return title + week + quiet_page.in_words(hours) + says_what


COMMAND = Command(
    en="quiet",
    fr="calme",
    run=quiet,
    nearly=("calm", "silence", "silent", "nuit", "night", "mute"),
    deeds=(Deed.READ, Deed.SET_CALM),
    examples=(
        Example(en="quiet", fr="calme"),
        Example(en="quiet 21:00-08:00", fr="calme 21:00-08:00", coordinators=True),
        Example(en="quiet 20:00-10:00 weekend", fr="calme 20:00-10:00 week-end", coordinators=True),
        Example(en="quiet 0:00-24:00 sunday", fr="calme 0:00-24:00 dimanche", coordinators=True),
        Example(
            en="quiet 12:00-14:00 21:00-08:00 weekdays, 20:00-10:00 weekend",
            fr="calme 12h-14h 21h-8h semaine, 20h-10h week-end",
            coordinators=True,
        ),
        Example(en="quiet off", fr="calme non", coordinators=True),
        Example(en="quiet close", fr="calme fermer", coordinators=True),
        Example(en="quiet soft", fr="calme doux", coordinators=True),
    ),
)
