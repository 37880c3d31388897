"""Who comes and goes: people in a chat, their roles there, and the bot itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot import outbox
from bot.event import Event
from domain.message import Action, Incoming
from domain.team import Member
from storage import assignments, members
from storage.database import Rows

OF_PEOPLE = (Action.JOIN, Action.LEAVE, Action.PROMOTE)
OF_THE_BOT = (Action.ADDED, Action.REMOVED)
_ROLE_IS_NEW = timedelta(hours=1)  # what the messenger says of a role is written down again after that


def person_moves(event: Event, member: Member | None) -> None:
    """Somebody joined, left, or has another role in the chat."""
    match event.incoming.action:
        case Action.JOIN:
            members.join(event.rows, event.team.id, event.incoming.sender, event.said_at)
        case Action.LEAVE if member is not None and member.is_current:
            _goes(event, member)
        case Action.PROMOTE if member is not None and member.is_current:
            members.join(event.rows, event.team.id, event.incoming.sender, event.said_at)
        case _:
            pass


def up_to_date(event: Event, member: Member) -> Member:
    """A member with name and role as the messenger says them now."""
    sender = event.incoming.sender
    role_changed = sender.coordinator not in (None, member.administrator)
    told = member.role_asked_at
    role_is_old = sender.coordinator is not None and (told is None or event.said_at - told >= _ROLE_IS_NEW)
    if sender.name == member.name and not role_changed and not role_is_old:
        return member
    return members.join(event.rows, event.team.id, replace(sender, reachable=None), event.said_at)


def _goes(event: Event, member: Member) -> None:
    """Somebody left: rights end at once, what they carried is quietly free."""
    members.leave(event.rows, event.team.id, member.person, event.said_at)
    theirs = assignments.of_person(event.rows, event.team.id, member.person)
    assignments.unassign(event.rows, [a.id for a in theirs])
    outbox.refresh_cards(event.rows, event.chats, [a.task_id for a in theirs], event.cause, event.now)


def bot_moves(rows: Rows, incoming: Incoming, now: datetime) -> None:
    """The bot was added to a chat, or removed from it."""
