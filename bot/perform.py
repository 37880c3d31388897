"""One command, performed: in a savepoint of its own, then acknowledged and answered; its letters and cards follow."""

from __future__ import annotations

import logging
import re
from typing import Any

from bot import outbox
from bot.event import Event
from bot.fault import told
from domain.document import Document, says
from domain.enclosure import PICTURES
from domain.late import is_late
from domain.message import Action, Sender
from domain.task import Task
from domain.team import Member, Talk
from domain.welcome import way_in
from handlers.kit import registry
from handlers.kit.command import Call, Command, NothingDone, Outcome, Refusal
from storage import posted, projects, teams
from storage.cards import Of
from storage.database import savepoint
from storage.forgetting import Forgotten

_log = logging.getLogger(__name__)
_MANY_BLANKS = re.compile(
    r"(\s{20})\s+"
)  # nobody means that many; what is read of a line could take for ever with them


def perform(
    event: Event,
    member: Member,
    command: Command,
    argument: str,
    *,
    pressed: bool = False,
    proposal: int | None = None,
    edited: Task | None = None,
    asked: str = "",
) -> None:
    """Run a command for somebody who may speak here. Whatever comes of it, it is whole or not at all. `asked`: the
    command line that their words completed; if that was a mistake, the next ones may."""
    call = _call(event, member, command, argument, pressed=pressed, proposal=proposal, edited=edited)
    try:
        with savepoint(event.rows, "command"):
            outcome = _run(command, call)
    except NothingDone as why:
        outcome = Outcome(answer=why.document, refused=True, expects=asked)
    except Exception as fault:  # noqa: BLE001
        _log.error("the command %s failed: %s", command.en, told(fault))
        outcome = Outcome(answer=says("fault"), refused=True)
    if outcome.forgotten is not None:
        _says_farewell(event, call, outcome.forgotten, outcome.answer)
        return
    if outcome.regroups:
        event, member = event.anew(member)
    if command.unhurried and not (outcome.expects or outcome.refused):
        posted.ask_no_more(event.rows, member.person, command.en, event.said_at)
    private_matter = command.is_private(call.argument)
    hidden = private_matter and call.in_group
    public = not (event.incoming.private or private_matter or pressed)
    waits = event.incoming.action is Action.PRESS  # somebody looks at a button; a reaction stands there already
    answer = outcome.answer or (says("noted") if waits else None)
    enclosure = outcome.enclosure
    if enclosure in PICTURES and (not member.reachable or is_late(event.said_at, event.now)):
        enclosure = None  # the words can be whispered, and travel with other late answers
    is_out_of_reach = not (member.reachable or (event.whispers and enclosure is None))
    if is_out_of_reach and not outcome.refused and ((command.personal and public) or enclosure is not None):
        answer, enclosure = way_in(member.person), None
    if not (pressed or outcome.refused or (hidden and not command.adds)):
        _acknowledge(event, member, answered=answer is not None, hidden=hidden)
    if answer is not None:
        for_all = public and event.chat.talk is Talk.FULL and not (command.personal or outcome.refused)
        must = outcome.refused or answer.choices  # what a silent bot has to say even so
        public = public and bool(event.chat.talk is not Talk.SILENT or must)
        fleeting = private_matter and not (answer.choices or outcome.expects)
        how: dict[str, Any] = {"for_all": for_all, "public": public, "fleeting": fleeting}
        event.answer(member, answer, expects=outcome.expects, enclosure=enclosure, **how)
    if outcome.takes and not pressed and call.answers is not None:
        event.has_no_place(call.answers.message_id)
    _follow(event, member, outcome)


def _run(command: Command, call: Call) -> Outcome:
    if len(call.argument) > command.longest:
        raise Refusal("refusal-long-voice", most=command.longest)
    if len(command.deeds) == 1:
        call.must_at_all(command.deeds[0])
    return command.run(call)


def _says_farewell(event: Event, call: Call, gone: Forgotten, answer: Document | None) -> None:
    """Whoever wrote is forgotten: their name leaves the cards, one last letter goes to where they wrote from, and the
    messengers forget all their accounts."""
    for team, traces in gone.traces.items():
        outbox.rewrite_cards(event.rows, team, traces, f"{event.cause}:forgotten", event.now)
    whispers = event.whispers and not call.member.reachable
    spoken: dict[str, Any] = {"language": call.language, "zone": call.zone.key}
    outbox.farewell(
        event.rows,
        event.team.id,
        event.incoming.sender,
        answer if whispers or call.member.reachable else None,
        event.cause,
        event.now,
        whispered_in=event.chat.id if whispers else None,
        **spoken,
    )
    said_to = event.incoming.sender.address
    others = [each for each in (Sender(*account, name="") for account in gone.accounts) if each.address != said_to]
    for place, other in enumerate(others):
        outbox.farewell(event.rows, event.team.id, other, None, f"{event.cause}:{place}", event.now, **spoken)


def _acknowledge(event: Event, member: Member, *, answered: bool, hidden: bool) -> None:
    """A reaction on what was typed: always in the group, in private where there is no other answer. Of a private matter
    in the group (`hidden`) it is only kept that it counted."""
    message = event.to_answer
    if message is not None:
        where = None if event.incoming.private else event.chat
        unsent = hidden or (where is None and answered)  # the answer is enough
        outbox.acknowledge(event.rows, where, member, event.team, message, event.cause, event.now, unsent=unsent)


def _follow(event: Event, member: Member, outcome: Outcome) -> None:
    """The letters and cards that a command leads to."""
    for letter in outcome.letters:
        outbox.private(event.rows, event.team, letter, event.cause, event.now)
    for said in outcome.said:
        where = event.chats if said.everywhere else event.chats[:1]
        for chat in where if said.chat is None else [teams.chat_by_id(event.rows, said.chat)]:
            outbox.post(event.rows, chat, said, event.now)
    changed = [task for task in outcome.changed if task not in outcome.shown]
    outbox.refresh_cards(event.rows, event.chats, changed, event.cause, event.now)
    for task in outcome.elsewhere:
        outbox.refresh_where_it_is(event.rows, task, event.cause, event.now)
    led_to = projects.milestones_beside(event.rows, (*outcome.changed, *outcome.shown))
    outbox.restate_cards(event.rows, event.chats, (*outcome.restated, *led_to), event.cause, event.now)
    outbox.restate_cards(event.rows, event.chats, outcome.restated_debates, event.cause, event.now, of=Of.DEBATE)
    for task in outcome.announced:
        outbox.announce(event.rows, event.chats, task, event.cause, event.now)
        if event.chat.talk is Talk.SILENT:
            event.show(member, task)
    for task in outcome.shown:
        where = event.chats[:1] if outcome.in_full else event.chats  # who asks to see it again sees it where they ask
        outbox.post_card(event.rows, where, task, event.cause, event.now, in_full=outcome.in_full)
        if event.chat.talk is Talk.SILENT:
            event.show(member, task, in_full=outcome.in_full)
    outbox.refresh_cards(event.rows, event.chats, outcome.debates, event.cause, event.now, of=Of.DEBATE)
    for debate in outcome.parked:
        outbox.post_card(event.rows, event.chats, debate, event.cause, event.now, of=Of.DEBATE)
        if event.chat.talk is Talk.SILENT:
            event.show(member, debate, of=Of.DEBATE)


def _call(
    event: Event,
    member: Member,
    command: Command,
    argument: str,
    *,
    pressed: bool,
    proposal: int | None,
    edited: Task | None,
) -> Call:
    incoming = event.incoming
    return Call(
        command=command,
        rows=event.rows,
        chat=event.chat,
        hours=tuple(chat.quiet for chat in event.chats),
        member=member,
        said_at=event.said_at,
        now=event.now,
        argument=_MANY_BLANKS.sub(r"\1", argument.strip()),
        in_group=not incoming.private,
        commands=registry.commands(),
        cause=event.cause,
        replied=event.answered(member),
        edited=edited,
        answers=incoming.answers,
        message_id=incoming.message_id,
        link=incoming.link,
        here=event.here(member),
        pressed=pressed,
        by_reaction=incoming.action is Action.REACT,
        proposal=proposal,
        mentions=incoming.mentions,
        forwarded=incoming.forwarded,
        tells_forwards=incoming.tells_forwards,
        host=event.host,
        bot_name=incoming.bot_name,
        new_code=event.new_code,
        can_answer=incoming.private or member.reachable or event.whispers,
    )
