"""What is gone from a chat, and what could not be read there."""

from __future__ import annotations

from bot import outbox
from bot.event import Event
from bot.reacted import taken_back
from domain.document import says
from domain.team import Member
from storage import changes, debates, members, posted, tasks
from storage.cards import Of


def gone(event: Event) -> None:
    """Something was taken away. A letter of the bot is posted anew when it next has something to show, a reaction is
    taken back, of a message that a task or debate was made of neither words nor link stay. Mostly it is chatter.

    Told again, it changes nothing any more.
    """
    rows, what, team = event.rows, event.incoming.origin, event.team.id
    member = members.by_sender(rows, team, event.incoming.sender)
    if what is None or (event.incoming.private and member is None):
        return
    here = event.here(member)
    if posted.take_away(rows, team, here, what):
        return
    if (done := posted.handled(rows, here, what)) is not None and done.detail:
        if member is not None and member.is_current:
            taken_back(event, member, done)
        return
    bare = tasks.forget_source(rows, team, f"{here}:{what}")
    changes.forget_quotes(rows, team, bare)
    outbox.refresh_cards(rows, event.chats, bare, event.cause, event.now)
    about_it = debates.forget_source(rows, team, f"{here}:{what}")
    outbox.refresh_cards(rows, event.chats, about_it, event.cause, event.now, of=Of.DEBATE)


def unreadable(event: Event, member: Member) -> None:
    """A message of a member could not be decrypted: they alone are told, and `/status` counts it."""
    said = says("unreadable-here") if event.incoming.private else says("unreadable", chat=event.team.name)
    outbox.tell_unreadable(event.rows, event.chat, member, said, event.cause, event.now, private=event.incoming.private)
