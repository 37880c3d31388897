"""Makes of a letter that leaves, and of those that travel in it, what a messenger is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.addressing import Addressee
from bot.closing import is_turn
from bot.compose import Composed
from bot.departure import Button, Departure, Manner
from bot.speech import Mark, Speech, Voice, say
from domain import wall_clock
from domain.document import Document, Style, joined, line, phrase
from domain.late import together
from domain.letter import Kind
from handlers.kit import registry
from storage import choices, letters, members
from storage.database import AnyRow, Rows
from storage.letters import Life

MOST_BUTTONS = 100  # below one letter; messengers take no more
ANSWERS_LAST = timedelta(days=1)  # buttons below an answer count that long


@dataclass
class Bundle:
    """A letter that leaves, with those that travel in it."""

    letter: AnyRow
    to: Addressee
    sound: bool
    parts: list[tuple[AnyRow, Composed]] = field(default_factory=list)

    def has_room(self, other: Composed) -> bool:
        """For the buttons of one letter more?"""
        there = sum(len(composed.document.choices) for _, composed in self.parts)
        return there + len(other.document.choices) <= MOST_BUTTONS


class Packing:
    """In one transaction. `manners`: what each messenger wants of letters. `strict`: a phrase that cannot be said is an
    error."""

    def __init__(self, rows: Rows, now: datetime, manners: Mapping[str, Manner], strict: bool) -> None:
        self._rows, self._now, self._manners, self._strict = rows, now, manners, strict

    def pack(self, bundle: Bundle) -> Departure:
        """In the words of whoever reads it, with a button for each choice."""
        letter, to = bundle.letter, bundle.to
        parts = [composed.document for _, composed in bundle.parts]
        needs = [need for _, composed in bundle.parts for need in composed.needs]
        if letters.is_late(letter):  # each of its questions has its own buttons
            document = together(parts)
        else:
            document, needs = _each_once(joined(parts), needs)
        of_one_team = not any(choice.team is not None for choice in document.choices)
        in_several = to.member is not None and to.member.teams > 1 and to.whispered_in is None
        if in_several and of_one_team and Kind(letter.kind) is not Kind.ACK:
            document = Document((line(phrase("from-team", team=to.team.name), style=Style.NOTE),)) + document
        names = registry.names_in(to.language)
        manner = self._manners[to.messenger]
        voice = Voice(to.language, to.zone, manner.prefix, names, self._strict)
        speech = say(document, voice, today=wall_clock.local_day(self._now, to.zone))
        shown_on = letter.edits or letter.id
        offered = [(c.command, c.person, c.team, n) for c, n in zip(document.choices, needs, strict=True)]
        forget_at = _forget_at(letter, self._now)
        has_buttons = offered or letter.edits
        first = not (letter.edits or letter.attempts)
        ids = choices.offer(self._rows, shown_on, offered, forget_at=forget_at, first=first) if has_buttons else []
        abouts = {composed.about for _, composed in bundle.parts}
        return Departure(
            letter=letter.id,
            key=_key(letter),
            at=self._now,
            kind=Kind(letter.kind),
            sound=bundle.sound,
            document=document,
            speech=speech,
            buttons=tuple(
                Button(id_, c.label, c.command, c.person, c.typed) for id_, c in zip(ids, speech.choices, strict=True)
            ),
            team=to.team,
            messenger=to.messenger,
            chat=to.chat.in_topic(letter.thread) if to.chat is not None else None,
            whispered_in=to.whispered_in.in_topic(letter.thread) if to.whispered_in is not None else None,
            member=to.member,
            account=to.account,
            account_id=to.account_id,
            about=abouts.pop() if len(abouts) == 1 else None,
            edits=letter.edits,
            edits_message=bundle.parts[0][1].edits,
            reply_to=letter.reply_to,
            attempts=letter.attempts + 1,
            again=letter.state == Life.UNKNOWN.value,
            fleeting=all(row.fleeting for row, _ in bundle.parts),
            carries=tuple((Kind(row.kind), composed.about) for row, composed in bundle.parts[1:]),
            leaves=leaves(letter),
            said=bool(letter.detail and letter.detail.get("said")),
            turns=is_turn(letter),
            farewell=letters.farewell_to(letter) is not None,
            in_place=bool(letter.detail and letter.detail.get(letters.IN_PLACE)),
            people=self._people(speech, to.messenger) if manner.mentions_people else {},
            language=to.language,
            zone=to.zone,
            enclosure=letters.enclosure_of(letter),
        )

    def _people(self, speech: Speech, messenger: str) -> Mapping[int, str]:
        """The accounts at a messenger of the people whom a letter names."""
        named = {run.ref for line in speech.lines for run in line.runs if run.mark is Mark.PERSON}
        people = [person for person in named if isinstance(person, int)]
        return members.accounts_of(self._rows, people, messenger) if people else {}


def _each_once(document: Document, needs: list[int | None]) -> tuple[Document, list[int | None]]:
    """Of several letters in one, a button that all of them have stands below it once."""
    there = {(c.command, c.person, c.team, n): (c, n) for c, n in zip(document.choices, needs, strict=True)}
    if len(there) == len(needs):
        return document, needs
    return replace(document, choices=tuple(c for c, _ in there.values())), [n for _, n in there.values()]


def _key(letter: AnyRow) -> str:
    """Of an answer to an event, the same also where that event is applied again to an older copy of the database."""
    if answers(letter):
        what = f"{letter.cause} {letter.kind} {letter.recipient} {letter.ordinal}"
        return sha256(what.encode()).hexdigest()[:32]
    return f"{letter.id}-{int(letter.created_at.timestamp() * 1000)}"


def answers(letter: AnyRow) -> bool:
    """Was a letter made by what somebody did?"""
    return bool(letter.cause.startswith("event:"))


def _forget_at(letter: AnyRow, now: datetime) -> datetime | None:
    """Until when the buttons of a letter count; None: for good."""
    if Kind(letter.kind) is Kind.SYSTEM:
        until: datetime | None = letter.expires_at
        return until
    return now + ANSWERS_LAST if Kind(letter.kind) is Kind.ANSWER else None


def leaves(letter: AnyRow) -> bool:
    """Does the bot leave the chat with it?"""
    return bool(letter.detail and letter.detail.get("leaves"))
