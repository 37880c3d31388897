"""One event of a messenger at the team it belongs to: what it names, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import outbox
from domain.code import new_code
from domain.document import Document
from domain.enclosure import Enclosure
from domain.host import UNNAMED, Host
from domain.late import answering, is_late
from domain.message import Ability, Action, Incoming
from domain.task import Task
from domain.team import Chat, Member, Team
from storage import members, posted, tasks, teams
from storage.cards import Of
from storage.database import AnyRow, Rows
from storage.letters import Recipient

_SAID = (Action.TEXT, Action.EDIT, Action.PRESS)
_STILL_LOOKING = timedelta(minutes=1)  # whoever wrote: a whisper may not be seen later, a private letter is


@dataclass(frozen=True)
class Event:
    """`chats`: all chats of the team, the one that it is about first. `now`: when it is handled (aware UTC).
    `misplaced`: the messages that have no place there any more. `roles`: whether the sender administers each of the
    chats (row ids) of which the messenger said so."""

    rows: Rows
    incoming: Incoming
    chats: Sequence[Chat]
    now: datetime
    host: Host = UNNAMED
    misplaced: list[str] = field(default_factory=list)
    roles: Mapping[int, bool] = field(default_factory=dict)
    new_code: Callable[[], str] = new_code

    def has_no_place(self, message_id: str) -> None:
        """A message of the group is said otherwise now: it is deleted where the bot may."""
        if not self.incoming.private:
            self.misplaced.append(message_id)

    @property
    def chat(self) -> Chat:
        return self.chats[0]

    def in_topic(self, thread: str) -> Event:
        """The same, in the topic of what was pressed: of an old message, messengers do not say where it stands."""
        if self.chat.place.thread or not thread:
            return self
        return replace(self, chats=(self.chat.in_topic(thread), *self.chats[1:]))

    def anew(self, member: Member) -> tuple[Event, Member]:
        """The same after the chat came to another team, or the account to another person."""
        chat = teams.chat_by_id(self.rows, self.chat.id).in_topic(self.chat.place.thread)
        others = (each for each in teams.open_chats(self.rows, chat.team.id) if each.id != chat.id)
        now = replace(self, chats=(chat, *others))
        return now, members.by_sender(self.rows, chat.team.id, self.incoming.sender) or member

    @property
    def team(self) -> Team:
        return self.chat.team

    @property
    def said_at(self) -> datetime:
        return self.incoming.said_at

    @property
    def cause(self) -> str:
        return f"event:{self.incoming.own_account}:{self.incoming.event}"

    def here(self, member: Member | None) -> str:
        """Where it was said, as letters are addressed: message ids count for each place anew. Nobody yet (None) has no
        private place here."""
        if self.incoming.private and member is not None:
            return Recipient(person=member.person).key
        return Recipient(chat=self.chat.id).key

    @property
    def whispers(self) -> bool:
        """Can something be said here that one person alone sees?"""
        return not self.incoming.private and Ability.WHISPER in (self.chat.abilities or ())

    @property
    def to_answer(self) -> str | None:
        """The message that an answer can show it belongs to: reactions, and what is gone, have no words."""
        return self.incoming.message_id if self.incoming.action in _SAID else None

    def letter(self, message_id: str | None, member: Member | None) -> AnyRow | None:
        """The letter of this team that stands here as a message."""
        if message_id is None:
            return None
        return posted.by_message(self.rows, self.team.id, self.here(member), message_id)

    def answered(self, member: Member) -> Task | None:
        """The task that the answered message is about: its card, a nudge, or the command that made it."""
        if self.incoming.answers is None:
            return None
        letter = self.letter(self.incoming.answers.message_id, member)
        if letter is not None:
            return tasks.by_id(self.rows, letter.task_id) if letter.task_id else None
        return self.made_by(self.incoming.answers.message_id, member)

    def made_by(self, message_id: str | None, member: Member) -> Task | None:
        """The task that a message here made, or that was made of it."""
        return tasks.by_source(self.rows, self.team.id, f"{self.here(member)}:{message_id}")

    def answer(
        self,
        member: Member,
        document: Document,
        *,
        for_all: bool = False,
        public: bool = False,
        fleeting: bool = False,
        expects: str = "",
        enclosure: Enclosure | None = None,
    ) -> None:
        """To the one who asked. What was said more than a day ago is answered together with what else was. `expects`:
        the command line that what they write in private next completes. What has an `enclosure` goes there, too."""
        late = is_late(self.said_at, self.now)
        if late:
            is_typed = self.incoming.action in (Action.TEXT, Action.EDIT)
            document = answering(self.incoming.text if is_typed else "", document)
        outbox.answer(
            self.rows,
            self.chat,
            member,
            document,
            self.cause,
            self.now,
            for_all=for_all and not late,
            public=public,
            whispered=self._whispers_to(member),
            fleeting=fleeting,
            parting=not (member.is_current and self.chat.is_open),
            message=self.to_answer,
            late=late,
            expects=expects,
            enclosure=enclosure,
        )

    def show(self, member: Member, shown: int, *, of: Of = Of.TASK, in_full: bool = False) -> None:
        """The card of a task or debate to the one who asked, alone."""
        outbox.show_card(
            self.rows,
            self.chat,
            member,
            shown,
            self.cause,
            self.now,
            of=of,
            whispered=self._whispers_to(member),
            in_full=in_full,
        )

    def _whispers_to(self, member: Member) -> bool:
        return self.whispers and (self.now - self.said_at <= _STILL_LOOKING or not member.reachable)
