"""What the bot can hear and do here, in plain words, and how to change what it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain import quiet_hours, rights
from domain.document import Document, Line, Mention, Moment, Phrase, Several, Style, Typed, line, phrase
from domain.message import Ability
from handlers.kit.command import Call, Command, Example, Outcome
from storage import calm, closures, members, tasks, teams

_LATELY = timedelta(days=7)
_FROM_ADMINISTRATORS = frozenset({Ability.HEAR, Ability.SEE_REACTIONS, Ability.DELETE})


def status(call: Call) -> Outcome:
    facts = (*_hears(call), *_chats(call), *_calm(call), *_people(call))
    lines: list[Line] = [line(phrase("status-title"), style=Style.TITLE)]
    lines += [line(fact, style=Style.ITEM) for fact in facts]
    lines.append(line(phrase("status-more", help=Typed("help"), settings=Typed("settings")), style=Style.NOTE))
    return Outcome(answer=Document(tuple(lines)))


def _hears(call: Call) -> Iterator[Phrase]:
    """What it reacts to, what it may not hear or do, and whether it can write to whoever asks."""
    can = call.chat.abilities
    missed = _FROM_ADMINISTRATORS - can if can is not None else frozenset()
    if Ability.HEAR in missed:
        yield phrase("status-hears-commands", example=Typed("task"))
    else:
        yield phrase("status-hears", example=Typed("task"), name=f"@{call.bot_name}")
    if Ability.SEE_REACTIONS in missed:
        yield phrase("status-no-reactions")
    if Ability.DELETE in missed:
        yield phrase("status-deletes-nothing")
    if missed:
        yield phrase("status-delete-right" if missed == {Ability.DELETE} else "status-administrator")
    yield from _encryption(call, can or frozenset())
    if (refused := calm.refused_since(call.rows, call.chat.id, call.now - _LATELY)) > 0:
        yield phrase("status-refused", count=refused)
    yield phrase("status-private" if call.member.reachable else "status-no-private")


def _chats(call: Call) -> Iterator[Phrase]:
    """The chats that are one team."""
    there = teams.open_chats(call.rows, call.team.id)
    if len(there) > 1:
        names = (f"{chat.name} ({chat.place.messenger.capitalize()})" for chat in there)
        yield phrase("status-chats", chats=Several(tuple(names)))


def _encryption(call: Call, can: frozenset[Ability]) -> Iterator[Phrase]:
    """Who can read along, where the messenger says so, and what the bot could not read."""
    if Ability.ENCRYPTS in can:
        yield phrase("status-encrypts")
        if Ability.SIGNED not in can:
            yield phrase("status-not-signed", command=f"accalmie {call.chat.place.messenger} login")
    elif Ability.IN_CLEAR in can:
        yield phrase("status-in-clear")
    lost = calm.unreadable_since(call.rows, call.team.id, str(call.chat.id), call.now - _LATELY)
    if lost > 0:
        yield phrase("status-unreadable", count=lost)


def _calm(call: Call) -> Iterator[Phrase]:
    """When the digest comes and when it is quiet in this chat, by the team's clocks; what waits meanwhile."""
    if call.chat.digest_at is None:
        yield phrase("status-no-digest")
    elif not tasks.any_in(call.rows, call.team.id):
        yield phrase("status-digest-later")
    else:
        yield phrase("status-digest", moment=Moment(call.chat.digest_at))
    yield from _closing(call)
    hours, zone = (call.chat.quiet,), call.team.zone
    if quiet_hours.is_quiet(hours, call.now, zone):
        yield phrase("status-quiet-until", moment=Moment(quiet_hours.opens(hours, call.now, zone)))
    elif (closes := quiet_hours.closes(hours, call.now, zone)) is not None:
        yield phrase("status-quiet-from", moment=Moment(closes))
    else:
        yield phrase("status-never-quiet")
    yield phrase("status-held", count=len(calm.held_now(call.rows, call.team.id)))


def _closing(call: Call) -> Iterator[Phrase]:
    """Whether it closes the chat in quiet hours, and whether it may."""
    closure, can = closures.of(call.rows, call.chat.id), call.chat.abilities
    wanted = closure is not None and closure.wanted
    if can is not None and Ability.CLOSE not in can:
        yield phrase("status-closes-not" if wanted else "status-may-not-close")
        yield phrase("close-right")
    elif wanted:
        yield phrase("status-closes")
    elif can is not None:
        yield phrase("status-may-close", example=Typed("quiet", call.either("close", "fermer")))


def _people(call: Call) -> Iterator[Phrase]:
    """Who coordinates, and what is known of whoever asks."""
    there = members.coordinators(call.rows, call.team.id)
    if there:
        yield phrase("status-coordinators", people=Several(tuple(Mention(each.person, each.name) for each in there)))
    else:
        yield phrase("coordinators-none")
    me = call.member
    if me.named:
        yield phrase("status-you-named")
    elif me.role_asked_at is None or call.now - me.role_asked_at > rights.ROLE_LASTS:
        yield phrase("status-you-unknown")
    else:
        yield phrase(
            "status-you-administrator" if me.administrator else "status-you-member", moment=Moment(me.role_asked_at)
        )


COMMAND = Command(
    en="status",
    fr="etat",
    run=status,
    nearly=("statut", "info", "infos", "state", "health", "ping"),
    examples=(Example(en="status", fr="etat"),),
)
