"""A message arrives: one atomic unit, with its effect and its answer committed together or not at all."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot import outbox
from bot.fault import told
from domain.document import Choice, Document, line, phrase, says
from domain.message import Action, Incoming
from domain.task import Task
from domain.team import Chat, Member
from domain.text import fold
from handlers.kit import registry
from handlers.kit.command import Call, Command, Outcome, Refusal
from storage import assignments, choices, inbox, letters, members, tasks, teams
from storage.database import AnyRow, Rows, savepoint
from storage.letters import Recipient

_log = logging.getLogger(__name__)
_COMMAND = re.compile(r"([^\W\d_][\w-]*)(?:@([\w.-]+))?(?:\s+|$)(.*)", re.DOTALL)
_BY_REACTION = {"✅": "done", "🙋": "take"}


def is_meant_for_the_bot(incoming: Incoming) -> bool:
    """Chatter is dropped before anything of it is written."""
    if incoming.action is Action.TEXT:
        return incoming.private or _command(incoming) is not None
    if incoming.action is Action.REACT:
        return _button_of(incoming) is not None
    return incoming.action is not Action.EDIT


def _button_of(incoming: Incoming) -> str | None:
    """The command whose button a reaction presses; the marks that make an emoji colourful do not count."""
    return _BY_REACTION.get(incoming.text.strip("\ufe0f"))


def _command(incoming: Incoming) -> tuple[Command, str] | None:
    """The command that a text begins with, and what follows it; None if there is none, or it is another bot's."""
    text = incoming.text.strip()
    typed = _COMMAND.match(text, len(incoming.prefix)) if text.startswith(incoming.prefix) else None
    if typed is None or fold(typed.group(2) or incoming.bot_name) != fold(incoming.bot_name):
        return None
    command = registry.find(typed.group(1))
    return (command, typed.group(3)) if command is not None else None


def receive(rows: Rows, incoming: Incoming, now: datetime) -> None:
    """Apply one event. Seen before, meant for somebody else, from a stranger: nothing changes."""
    if not is_meant_for_the_bot(incoming):
        return
    chats = _chats(rows, incoming)
    if not chats or not inbox.is_new(rows, incoming.own_account, incoming.event, now):
        return
    team = chats[0].team
    member = members.by_sender(rows, team.id, incoming.sender)
    at = _Heard(rows, incoming, chats, now)
    match incoming.action:
        case Action.JOIN:
            members.join(rows, team.id, incoming.sender, at.said_at)
        case Action.LEAVE if member is not None:
            at.goes(member)
        case Action.PROMOTE if member is not None and member.is_current:
            members.join(rows, team.id, incoming.sender, at.said_at)
        case Action.TEXT | Action.PRESS | Action.REACT:
            present = at.present(member)
            if present is not None:
                at.heard(present)
        case _:
            pass


def _chats(rows: Rows, incoming: Incoming) -> tuple[Chat, ...]:
    """The team's chats, the one it is about first: where it was said. In private that may not be named; then it is the
    sender's only team."""
    if incoming.place is not None:
        return teams.chats_with(rows, incoming.place)
    mine = members.teams_of(rows, incoming.sender)
    return teams.chats_of(rows, mine[0]) if len(mine) == 1 else ()


@dataclass(frozen=True)
class _Heard:
    """One event at one place, and what comes of it."""

    rows: Rows
    incoming: Incoming
    chats: tuple[Chat, ...]
    now: datetime

    @property
    def chat(self) -> Chat:
        return self.chats[0]

    @property
    def said_at(self) -> datetime:
        return self.incoming.said_at

    @property
    def cause(self) -> str:
        return f"event:{self.incoming.own_account}:{self.incoming.event}"

    def present(self, member: Member | None) -> Member | None:
        """The member who speaks. A newcomer to the group becomes one by speaking; a former one by joining again."""
        incoming, team = self.incoming, self.chat.team
        if member is None:
            newcomer = not incoming.private and (incoming.action is Action.TEXT or self._choice(None) is not None)
            return members.join(self.rows, team.id, incoming.sender, self.said_at) if newcomer else None
        if not member.is_current:
            return None
        sender = incoming.sender
        if sender.name != member.name or sender.coordinator not in (None, member.coordinator):
            member = members.join(self.rows, team.id, replace(sender, reachable=None), self.said_at)
        if incoming.private and not member.reachable:
            members.set_reachable(self.rows, member.person, True)
            member = replace(member, reachable=True)
        return member

    def goes(self, member: Member) -> None:
        """Somebody left: rights end at once, what they carried is quietly free."""
        team = self.chat.team
        members.leave(self.rows, team.id, member.person, self.said_at)
        theirs = assignments.of_person(self.rows, team.id, member.person)
        assignments.unassign(self.rows, [a.id for a in theirs])
        outbox.refresh_cards(self.rows, self.chats, [a.task_id for a in theirs], self.cause, self.now)

    def heard(self, member: Member) -> None:
        match self.incoming.action:
            case Action.PRESS:
                self._pressed(member)
            case Action.REACT:
                self._reacted(member)
            case _:
                self._said(member)

    def _said(self, member: Member) -> None:
        if (typed := _command(self.incoming)) is not None:
            self._run(member, *typed, pressed=False, proposal=None)
        elif self.incoming.private:
            self._answer(member, _not_understood(member))

    def _pressed(self, member: Member) -> None:
        choice = self._choice(member)
        if choice is None:
            self._answer(member, says("stale-button"))
        else:
            self._choose(member, choice, proposal=choice.needs)

    def _choice(self, member: Member | None) -> AnyRow | None:
        """The choice that was pressed. It counts only if its letter stands where the press came from, and for whom it
        was made; somebody who is not a member yet (None) has only what is for everybody."""
        choice = choices.by_id(self.rows, self.incoming.choice or 0)
        if choice is None or choice.team_id != self.chat.team.id or choice.message_id != self.incoming.origin:
            return None
        person = member.person if member else None
        stands_here = choice.to_person == person if self.incoming.private else choice.chat_id == self.chat.id
        return choice if stands_here and choice.person_id in (None, person) else None

    def _reacted(self, member: Member) -> None:
        """A reaction on a card is the button of the same meaning, if the card offers it to everybody."""
        name = _button_of(self.incoming)
        letter = self._letter(self.incoming.origin, member)
        offered = choices.of_letter(self.rows, letter.edits or letter.id) if letter is not None else ()
        for choice in offered:
            if choice.command.partition(" ")[0] == name and choice.person_id is None:
                self._choose(member, choice, proposal=None)
                return

    def _choose(self, member: Member, choice: AnyRow, *, proposal: int | None) -> None:
        name, _, argument = choice.command.partition(" ")
        command = registry.find(name)
        assert command is not None, "an offered command exists"
        self._run(member, command, argument, pressed=True, proposal=proposal)

    def _run(self, member: Member, command: Command, argument: str, *, pressed: bool, proposal: int | None) -> None:
        call = self._call(member, argument, pressed=pressed, proposal=proposal)
        try:
            with savepoint(self.rows, "command"):
                outcome = command.run(call)
        except Refusal as refusal:
            outcome = Outcome(answer=refusal.document, refused=True)
        except Exception as fault:  # noqa: BLE001
            _log.error("the command %s failed: %s", command.en, told(fault))
            outcome = Outcome(answer=says("fault"), refused=True)
        public = not (self.incoming.private or command.private_matter or pressed)
        answer = outcome.answer or (says("noted") if pressed else None)
        if not (pressed or outcome.refused or (command.private_matter and call.in_group)):
            self._acknowledge(member, answered=answer is not None)
        if answer is not None:
            self._answer(member, answer, public=public, fleeting=command.private_matter)
        self._follow(outcome)

    def _acknowledge(self, member: Member, *, answered: bool) -> None:
        """A reaction on what was typed: always in the group, in private where there is no other answer."""
        incoming = self.incoming
        if incoming.message_id is not None and not (incoming.private and answered):
            where = None if incoming.private else self.chat
            outbox.acknowledge(self.rows, where, member, self.chat.team, incoming.message_id, self.cause, self.now)

    def _follow(self, outcome: Outcome) -> None:
        """The letters and cards that a command leads to."""
        rows, team = self.rows, self.chat.team
        for letter in outcome.letters:
            outbox.private(rows, team, letter, self.cause, self.now)
        if outcome.shown is not None:
            outbox.post_card(rows, self.chats, outcome.shown, self.cause, self.now)
        changed = [task for task in outcome.changed if task != outcome.shown]
        outbox.refresh_cards(rows, self.chats, changed, self.cause, self.now)

    def _call(self, member: Member, argument: str, *, pressed: bool, proposal: int | None) -> Call:
        incoming = self.incoming
        answered = self._answered(member)
        return Call(
            rows=self.rows,
            chat=self.chat,
            hours=tuple(chat.quiet for chat in self.chats),
            member=member,
            said_at=self.said_at,
            now=self.now,
            argument=argument.strip(),
            in_group=not incoming.private,
            commands=registry.commands(),
            cause=self.cause,
            replied=answered,
            answers=incoming.answers,
            message_id=incoming.message_id,
            link=incoming.link,
            here=self._here(member),
            pressed=pressed,
            proposal=proposal,
        )

    def _answered(self, member: Member) -> Task | None:
        """The task that the answered message is about: its card, a nudge, or the command that made it."""
        if self.incoming.answers is None:
            return None
        letter = self._letter(self.incoming.answers.message_id, member)
        if letter is not None:
            return tasks.by_id(self.rows, letter.task_id) if letter.task_id else None
        return tasks.by_source(self.rows, self.chat.team.id, f"{self._here(member)}:{self.incoming.answers.message_id}")

    def _letter(self, message_id: str | None, member: Member) -> AnyRow | None:
        if message_id is None:
            return None
        return letters.by_message(self.rows, self.chat.team.id, self._here(member), message_id)

    def _here(self, member: Member) -> str:
        """Where it was said, as letters are addressed: message ids count for each place anew."""
        place = Recipient(person=member.person) if self.incoming.private else Recipient(chat=self.chat.id)
        return place.key

    def _answer(self, member: Member, document: Document, *, public: bool = False, fleeting: bool = False) -> None:
        outbox.answer(
            self.rows,
            self.chat,
            member,
            document,
            self.cause,
            self.now,
            public=public,
            fleeting=fleeting,
            message=self.incoming.message_id,
        )


def _not_understood(member: Member) -> Document:
    return Document(
        (line(phrase("not-understood")),),
        (
            Choice("tasks me", phrase("choice-my-tasks"), member.person),
            Choice("help", phrase("choice-help-me"), member.person),
        ),
    )
