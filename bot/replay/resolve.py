"""Turns a line of a transcript into the event that a messenger would bring, by what the database knows."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replay.script import EventLine, Script, TeamLine
from domain.debate import number_of
from domain.letter import Kind
from domain.message import Action, Incoming, Original, Place, Sender
from storage import choices, members, posted, teams
from storage.database import AnyRow, Rows

MESSENGER = "terminal"
_MOST = 999_999_999  # no task has a greater number


def place_of(team: str) -> Place:
    return Place(MESSENGER, "", team)


def sender(name: str, team: TeamLine | None = None, *, coordinator: bool | None = None) -> Sender:
    """An account of the terminal: its name, with the same handle. Language and zone are those of its team."""
    if team is None:
        return Sender(MESSENGER, "", name, name, handle=name, coordinator=coordinator)
    reachable = team.reachable is None or name in team.reachable
    speaks, zone = team.language, team.zone.key
    return Sender(MESSENGER, "", name, name, name, coordinator, reachable, language=speaks, zone=zone)


class Resolver:
    """Finds the messages and letters that a transcript names."""

    def __init__(self, script: Script) -> None:
        self._texts = {event.name: event.text for event in script.events}
        self._writers = {event.name: event.who for event in script.events}
        self._times = {event.name: event.at for event in reversed(script.events)}  # of one that came again: the first
        self._teams = {team.name: team for team in script.teams}
        self._roles = [event for event in script.events if event.action in (Action.PROMOTE, Action.LEAVE)]

    def incoming(self, rows: Rows, event: EventLine) -> Incoming:
        assert event.action is not None, "that the host admits a chat comes through no messenger"
        place, who = place_of(event.team), sender(event.who, self._teams[event.team])
        mine = members.teams_of(rows, who)
        chat = teams.chat_at(rows, place)
        about = [chat.team.id] if chat is not None else []  # the teams where names of letters may lead
        is_in_several = not event.team_named and len(mine) > 1
        if is_in_several:
            about += [team for team in mine if team not in about]
        letter = self._letter(rows, about, event.on) if event.on else None
        choice, private = None, event.private
        if event.action is Action.PRESS:
            pressed = self._pressed(rows, about, event, letter)
            choice, letter = pressed if pressed else (0, letter)
        if letter is not None and event.action in (Action.PRESS, Action.REACT, Action.GONE):
            private = letter.chat_id is None
        return Incoming(
            own_account=MESSENGER,
            event=event.name,
            said_at=event.at,
            sender=sender(event.who, self._teams[event.team], coordinator=self._coordinates(event)),
            action=event.action,
            place=None if private and is_in_several else place,
            private=private,
            text=event.text,
            message_id=event.on if event.action is Action.EDIT else event.name,
            first_said_at=self._times.get(event.on or "") if event.action is Action.EDIT else None,
            answers=self._original(rows, about, event.who, event.reply_to or self._text_reacted_to(event)),
            choice=choice,
            origin=letter.message_id if letter is not None else event.on,
            title=event.team,
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

    def _text_reacted_to(self, event: EventLine) -> str | None:
        return event.on if event.action is Action.REACT and event.on in self._texts else None

    def _original(self, rows: Rows, about: Sequence[int], who: str, reference: str | None) -> Original | None:
        if reference is None:
            return None
        if reference in self._texts:
            wrote = self._writers[reference]
            return Original(reference, self._texts[reference], mine=wrote == who, author=sender(wrote))
        letter = self._letter(rows, about, reference)
        return Original(letter.message_id) if letter is not None else Original("nothing")

    def _letter(self, rows: Rows, about: Sequence[int], reference: str) -> AnyRow | None:
        """`card:12`, `debate:A`, `proposal:12:Marc`, `nudge:12:Marc`, `digest`: the newest such letter, of the first
        team that has one."""
        kind, _, rest = reference.partition(":")
        if kind == "debate":
            cards = (posted.newest_of_debate(rows, team, number_of(rest)) for team in about if rest.isalpha())
            return next((card for card in cards if card is not None), None)
        if kind not in ("card", "proposal", "nudge", "digest"):
            return None
        number, _, name = rest.partition(":")
        task = int(number) if number else None
        if task is not None and task > _MOST:
            return None
        for team in about:
            person = self._person(rows, team, name) if name else None
            if name and person is None:
                continue
            found = posted.newest(rows, team, Kind(kind), number=task, person=person)
            if found is not None:
                return found
        return None

    def _pressed(
        self, rows: Rows, about: Sequence[int], event: EventLine, letter: AnyRow | None
    ) -> tuple[int, AnyRow] | None:
        command = event.text.strip() if "\n" in event.text else " ".join(event.text.split())
        if event.on is None:
            for team in about:
                person = self._person(rows, team, event.who)
                chats = [c.id for c in teams.chats_of(rows, team)]
                found = choices.offering(rows, team, command, chats=chats, person=person)
                if found is not None:
                    return found.id, found
            return None
        if letter is None:
            return None
        person = self._person(rows, letter.team_id, event.who)
        offered = [c for c in choices.of_letter(rows, letter.id) if c.command == command]
        mine = [c for c in offered if c.person_id in (None, person)] or offered
        return (mine[0].id, letter) if mine else None

    def _person(self, rows: Rows, team: int, name: str) -> int | None:
        member = members.by_sender(rows, team, sender(name))
        return member.person if member is not None else None
