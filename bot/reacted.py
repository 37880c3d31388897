"""Somebody reacted to a message, or takes a reaction back: the button that the reaction stands for, and its undoing."""

from __future__ import annotations

from bot import outbox
from bot.event import Event
from bot.perform import perform
from domain import reactions
from domain.letter import Kind
from domain.message import Incoming
from domain.task import UNDO_WITHIN, Task
from domain.team import Member
from handlers.kit import registry
from storage import changes, choices, posted, tasks
from storage.database import AnyRow, Rows

_OPPOSITES = {"take": "release", "accept": "release", "done": "reopen"}
_COME = "event come "


def may_mean_something(incoming: Incoming) -> bool:
    """Most reactions mean nothing to the bot."""
    emoji = incoming.text
    return reactions.is_pencil(emoji) or reactions.may_stand_for_a_choice(emoji, private=incoming.private)


def choice_of(rows: Rows, letter: AnyRow, emoji: str, person: int | None) -> AnyRow | None:
    """The button of a letter that a reaction stands for, if it is there for this person; nobody (None) has only what is
    for everybody."""
    offered = choices.of_letter(rows, letter.edits or letter.id)
    places = reactions.meant(emoji, [each.command for each in offered], private=letter.person_id is not None)
    there = [offered[place] for place in places]
    mine = [each for each in there if each.command != choices.USED_UP and each.person_id in (None, person)]
    if len(mine) == 2:  # the task may be taken by anybody, or accepted by whoever was asked
        task = tasks.numbered(rows, letter.team_id, int(mine[0].command.split()[1]))
        is_asked = task is not None and any(each.person == person for each in task.proposed)
        return mine[1] if is_asked else mine[0]
    return mine[0] if mine else None


def is_offered(event: Event) -> bool:
    """Does a reaction stand for something that is there for everybody?"""
    return _offered(event, None)[1] is not None


def _offered(event: Event, member: Member | None) -> tuple[AnyRow | None, AnyRow | None]:
    """The letter that was reacted to, and its button that counts in this team."""
    origin, rows = event.incoming.origin, event.rows
    if event.incoming.private and member is not None and origin is not None:
        letter = posted.letter_to(rows, member.person, origin)  # which team is meant may be what it asks
    else:
        letter = event.letter(origin, member)
    if letter is None:
        return None, None
    choice = choice_of(rows, letter, event.incoming.text, member.person if member else None)
    counts = choice is not None and (choice.team_id or letter.team_id) == event.team.id
    return letter, choice if counts else None


def reacted(event: Event, member: Member) -> None:
    """A reaction to a letter is the button that it stands for; ✍️ on anybody's message makes a task of it, once."""
    incoming = event.incoming
    letter, choice = _offered(event, member)
    if letter is not None and choice is not None:
        name, _, argument = choice.command.partition(" ")
        command = registry.of(name)
        if command.would_repeat(argument):
            choices.use_up(event.rows, choice.id)
        perform(event.in_topic(letter.thread), member, command, argument, pressed=True, proposal=choice.needs)
        _write_down(event, member, choice.command)
        return
    if letter is not None and (task := _wants(event, letter)) is not None:
        perform(event.in_topic(letter.thread), member, registry.of("take"), str(task.number), pressed=True)
        return
    has_words = incoming.answers is not None and incoming.answers.text
    if reactions.is_pencil(incoming.text) and has_words and event.made_by(incoming.origin, member) is None:
        perform(event, member, registry.of("task"), "")
        _write_down(event, member, "task")


def _wants(event: Event, letter: AnyRow) -> Task | None:
    """The open task of a card that somebody would take though it offers that no more: somebody was quicker, and they
    hear of it."""
    if letter.kind != Kind.CARD.value or not reactions.is_hand(event.incoming.text):
        return None
    task = tasks.by_id(event.rows, letter.task_id)
    return task if task is not None and task.is_open and task.lead is not None else None


def _write_down(event: Event, member: Member, command: str) -> None:
    """What a reaction did that can be taken back; of its words, no more than that takes."""
    reaction = event.incoming.message_id
    if reaction is None or not _did_it_last(event, member, reaction):
        return
    name, *rest = command.split()[:2]
    did = command if command.startswith(_COME) else " ".join((name, *rest)) if name in _OPPOSITES else name
    detail = {"did": did, "person": member.person}
    where = None if event.incoming.private else event.chat
    outbox.acknowledge(event.rows, where, member, event.team, reaction, event.cause, event.now, unsent=True, did=detail)


def _did_it_last(event: Event, member: Member, reaction: str) -> bool:
    last = changes.last(event.rows, event.team.id, member.person)
    return last is not None and last.source == f"{event.here(member)}:{reaction}"


def taken_back(event: Event, member: Member, done: AnyRow) -> None:
    """Whoever reacted does not react any more: their last change is undone, or else the opposite is done. What somebody
    else takes away changes nothing."""
    if done.detail["person"] != member.person:
        return
    posted.take_back(event.rows, done.id)
    if done.detail["did"].startswith(_COME):
        perform(event, member, registry.of("event"), f"cannot {done.detail['did'].removeprefix(_COME)}", pressed=True)
        return
    name, _, number = done.detail["did"].partition(" ")
    if _can_be_undone(event, member, done.reply_to):
        perform(event, member, registry.of("undo"), "", pressed=True)
    elif name in _OPPOSITES:
        perform(event, member, registry.of(_OPPOSITES[name]), number, pressed=True)


def _can_be_undone(event: Event, member: Member, reaction: str) -> bool:
    last = changes.last(event.rows, event.team.id, member.person)
    if last is None or last.source != f"{event.here(member)}:{reaction}":
        return False
    return event.said_at - last.at <= UNDO_WITHIN and changes.stands(event.rows, last)
