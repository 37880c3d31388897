"""Turns a line of a transcript into the event that a messenger would bring, by what the database knows."""

from __future__ import annotations

from bot.replay.script import EventLine, Script, TeamLine
from domain.letter import Kind
from domain.message import Action, Incoming, Original, Place, Sender
from domain.team import Chat
from storage import choices, letters, members, teams
from storage.database import AnyRow, Rows

MESSENGER = "terminal"
_MOST = 999_999_999  # no task has a greater number


def place_of(team: str) -> Place:
    return Place(MESSENGER, "", team)


def sender(name: str, team: TeamLine | None = None, *, coordinator: bool | None = None) -> Sender:
    """An account of the terminal: its name, with the same handle."""
    reachable = None if team is None else team.reachable is None or name in team.reachable
    return Sender(MESSENGER, "", name, name, handle=name, coordinator=coordinator, reachable=reachable)


class Resolver:
    """Finds the messages and letters that a transcript names."""

    def __init__(self, script: Script) -> None:
        self._texts = {event.name: event.text for event in script.events}
        self._teams = {team.name: team for team in script.teams}
        self._roles = [event for event in script.events if event.action in (Action.PROMOTE, Action.LEAVE)]

    def incoming(self, rows: Rows, event: EventLine) -> Incoming:
        place = place_of(event.team)
        chat = teams.chat_at(rows, place)
        assert chat is not None, "the teams are made before the events"
        letter = self._letter(rows, chat, event.on) if event.on else None
        choice, private = None, event.private
        if event.action is Action.PRESS:
            pressed = self._pressed(rows, chat, event, letter)
            choice, letter = pressed if pressed else (0, letter)
        if letter is not None and event.action in (Action.PRESS, Action.REACT):
            private = letter.chat_id is None
        return Incoming(
            own_account=MESSENGER,
            event=event.name,
            said_at=event.at,
            sender=sender(event.who, self._teams[event.team], coordinator=self._coordinates(event)),
            action=event.action,
            place=place,
            private=private,
            text=event.text,
            message_id=event.on if event.action is Action.EDIT else event.name,
            answers=self._original(rows, chat, event.on if self._is_reaction_to_a_text(event) else event.reply_to),
            choice=choice,
            origin=letter.message_id if letter is not None else event.on,
        )

    def _coordinates(self, event: EventLine) -> bool:
        """Whether the messenger says that somebody is an administrator of the group: as it began, and then changed."""
        is_now = event.who in self._teams[event.team].coordinators
        for change in self._roles:
            if change.at > event.at:
                break
            if (change.team, change.who) == (event.team, event.who):
                is_now = change.promoted
            if change.name == event.name:
                break
        return is_now

    def _is_reaction_to_a_text(self, event: EventLine) -> bool:
        return event.action is Action.REACT and event.on in self._texts

    def _original(self, rows: Rows, chat: Chat, reference: str | None) -> Original | None:
        if reference is None:
            return None
        if reference in self._texts:
            return Original(reference, self._texts[reference])
        letter = self._letter(rows, chat, reference)
        return Original(letter.message_id) if letter is not None else Original("nothing")

    def _letter(self, rows: Rows, chat: Chat, reference: str) -> AnyRow | None:
        """`card:12`, `proposal:12:Marc`, `nudge:12:Marc`, `digest`: the newest such letter."""
        kind, _, rest = reference.partition(":")
        if kind not in ("card", "proposal", "nudge", "digest"):
            return None
        number, _, name = rest.partition(":")
        person = self._person(rows, chat, name) if name else None
        if name and person is None:
            return None
        about = int(number) if number else None
        if about is not None and about > _MOST:
            return None
        return letters.newest(rows, chat.team.id, Kind(kind), number=about, person=person)

    def _pressed(self, rows: Rows, chat: Chat, event: EventLine, letter: AnyRow | None) -> tuple[int, AnyRow] | None:
        command = " ".join(event.text.split())
        person = self._person(rows, chat, event.who)
        if event.on is None:
            chats = [c.id for c in teams.chats_of(rows, chat.team.id)]
            found = choices.offering(rows, chat.team.id, command, chats=chats, person=person)
            return (found.id, found) if found is not None else None
        if letter is None:
            return None
        offered = [c for c in choices.of_letter(rows, letter.id) if c.command == command]
        mine = [c for c in offered if c.person_id in (None, person)] or offered
        return (mine[0].id, letter) if mine else None

    def _person(self, rows: Rows, chat: Chat, name: str) -> int | None:
        member = members.by_sender(rows, chat.team.id, sender(name))
        return member.person if member is not None else None
