"""Which letters leave now: the one door of the house. Whatever goes out was a row, and is asked about here last.

This runs inside the writer's transaction: it drops what is not true any more, asks the gate, joins what belongs
together, finds the reader's words, and notes the attempt. After the commit the messenger sends (`bot.deliver`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.closing import is_turn
from bot.compose import Composed, Untrue, compose
from bot.departure import Button, Departure, Manner
from bot.fault import told
from bot.speech import Mark, Speech, Voice, say
from domain import gate, wall_clock
from domain.document import Document, Style, joined, line, phrase
from domain.gate import Hold
from domain.late import together
from domain.letter import PACED, SHOWING, TRAVELLING, Kind
from domain.quiet_hours import Quiet
from domain.team import Chat, Member, Team, nobody
from handlers.kit import registry
from storage import calm, cards, choices, hands, letters, members, teams
from storage.database import AnyRow, Rows, savepoint
from storage.letters import Life

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)  # longer than any messenger takes to answer
WAITS_AT_MOST = timedelta(days=30)  # for somebody who is away: then it is no news any more
MOST_AT_ONCE = 200
MOST_DIGESTS = 1  # of those at once: each takes some milliseconds to write, and whoever says something waits for that
MOST_BUTTONS = 100  # below one letter; messengers take no more
ANSWERS_LAST = timedelta(days=1)  # buttons below an answer count that long


@dataclass(frozen=True)
class _Recipient:
    """Where a letter goes, and what holds there."""

    chat: Chat | None
    member: Member | None
    team: Team
    messenger: str
    account: str
    account_id: int | None
    hours: tuple[Quiet, ...]
    own_hours: tuple[Quiet, ...]
    zone: ZoneInfo
    language: str
    reachable: bool
    whispered_in: Chat | None = None


@dataclass
class _Bundle:
    """A letter that leaves, with those that travel in it."""

    letter: AnyRow
    to: _Recipient
    sound: bool
    parts: list[tuple[AnyRow, Composed]] = field(default_factory=list)

    def has_room(self, other: Composed) -> bool:
        """For the buttons of one letter more?"""
        there = sum(len(composed.document.choices) for _, composed in self.parts)
        return there + len(other.document.choices) <= MOST_BUTTONS


@dataclass(frozen=True)
class Hands:
    """Whose hands letters leave by, where other processes send, too; and by which messengers they do so now."""

    owner: int
    sends: frozenset[str]


@dataclass(frozen=True)
class Claimed:
    """What leaves; and whether the next transaction is to claim what was left for it."""

    departures: list[Departure]
    is_more_due: bool = False


def claim(
    rows: Rows,
    now: datetime,
    manners: Mapping[str, Manner],
    *,
    strict: bool = False,
    by: Hands | None = None,
    for_others: Callable[[], None] = lambda: None,
    passing: datetime | None = None,
) -> Claimed:
    """The letters that leave now, each noted as attempted; the others due now are held, joined, dropped, or left for
    the next transaction.

    `manners` says for each messenger what it wants of them. `by`: of several processes, which one this is;
    `for_others` is called if something is left to them. `passing`: more of what was due at that instant is about to be
    written, and all of it leaves together; only what answers somebody who spoke since then goes before.
    """
    how = (rows, now, manners, strict, by, for_others, passing)
    try:
        with savepoint(rows, "letters"):
            return _Pass(*how).run()
    except Exception:
        if strict:
            raise
    return _Pass(*how, each_alone=True).run()  # so that it holds up no other


class _Pass:
    """One look at what is due, with what was looked up on the way."""

    def __init__(
        self,
        rows: Rows,
        now: datetime,
        manners: Mapping[str, Manner],
        strict: bool,
        by: Hands | None,
        for_others: Callable[[], None],
        passing: datetime | None,
        *,
        each_alone: bool = False,
    ) -> None:
        self.rows, self.now, self.manners, self.strict, self.each_alone = rows, now, manners, strict, each_alone
        self.by, self.for_others, self.is_something_left = by, for_others, False
        self.passing, self.is_more_due, self.digests = passing, False, 0
        self.others: set[str] = set()  # to whom something else is due
        self.recipients: dict[str, _Recipient | None] = {}
        self.bundles: dict[str, _Bundle] = {}  # what a letter can still be joined into
        self.leaving: list[_Bundle] = []
        self.cards: set[tuple[int, cards.Of, int]] = set()
        self.answering: frozenset[str] | None = None  # to whom an answer is on its way; None: not looked up yet

    def run(self) -> Claimed:
        due = letters.due(self.rows, self.now, MOST_AT_ONCE, self.by.sends if self.by else None)
        if (since := self.passing) is not None:
            due = [letter for letter in due if letter.created_at > since and _answers(letter)]
        self.others = {letter.recipient for letter in due if letter.kind != Kind.DIGEST.value}
        for letter in due:
            with self._alone(letter, "could not be judged"):
                self._consider(letter)
        if self.is_something_left or (self.leaving and len(due) == MOST_AT_ONCE):
            self.for_others()
        departures: list[Departure] = []
        for bundle in self.leaving:
            with self._alone(bundle.letter, "could not be said"):
                departures.append(self._departure(bundle))
        return Claimed(departures, self.is_more_due)

    def _is_for_the_next(self, letter: AnyRow) -> bool:
        """Is a digest left for the next transaction? One whose recipient gets another letter in this pass is not: they
        may travel together, and stay in order."""
        if letter.kind != Kind.DIGEST.value or self.digests < MOST_DIGESTS or letter.recipient in self.others:
            return False
        self.is_more_due = True
        return True

    @contextmanager
    def _alone(self, letter: AnyRow, reason: str) -> Iterator[None]:
        """A fault of ours in one letter is logged and ends that letter."""
        if not self.each_alone:
            yield
            return
        try:
            with savepoint(self.rows, "letter"):
                yield
        except Exception as fault:  # noqa: BLE001
            _log.error("letter %d %s: %s", letter.id, reason, told(fault))
            letters.fail(self.rows, letter.id, reason)

    def _waits(self, letter: AnyRow, kind: Kind) -> bool:
        if self._something_is_in_the_way(letter):
            return True
        if kind in SHOWING:
            return self._card_waits(letter)
        return kind is Kind.ANSWER and self._answer_waits(letter)

    def _something_is_in_the_way(self, letter: AnyRow) -> bool:
        """Of what goes to one recipient by several processes nothing overtakes: it waits for what another one sends,
        and for what could not leave yet."""
        if self.by is None:
            return False
        elsewhere, until = hands.in_the_way(self.rows, letter, self.by.owner, self.now)
        if until is not None and not elsewhere:
            hands.put_off(self.rows, letter.id, until)
        return elsewhere or until is not None

    def _is_for_others(self, letter: AnyRow, to: _Recipient) -> bool:
        """Is there no way from here to where a letter goes, but perhaps from another process?"""
        if self.by is None or to.messenger in self.by.sends:
            return False
        if letter.goes_by != to.messenger:
            hands.goes_only_by(self.rows, letter.id, to.messenger)
            self.is_something_left = True
        return True

    def _consider(self, letter: AnyRow) -> None:
        kind = Kind(letter.kind)
        if self._is_for_the_next(letter) or self._waits(letter, kind):
            return
        to = self._recipient(letter)
        if to is None or not (to.reachable or to.whispered_in):
            letters.drop(self.rows, letter.id, "unreachable")
            return
        if to.chat is not None and to.chat.gone_at is not None and not _leaves(letter):
            letters.drop(self.rows, letter.id, "the bot was removed")
            return
        if self._is_for_others(letter, to):
            return
        self.digests += kind is Kind.DIGEST
        composed = compose(self.rows, letter, to.team, to.zone, self.now)
        if isinstance(composed, Untrue):
            letters.drop(self.rows, letter.id, composed.reason)
            return
        along = _along(letter, to)
        bundle = self.bundles.get(along) if along else None
        if bundle is not None and letter.state == Life.WAITING.value and bundle.has_room(composed):
            bundle.parts += [(letter, composed), *self._joined_before(letter, to)]
            letters.join(self.rows, letter.id, bundle.letter.id, self.now)
            return
        verdict = gate.verdict(
            kind,
            private=to.member is not None,
            at=self.now,
            hours=to.own_hours if kind is Kind.URGENT else to.hours,
            zone=to.team.zone,  # the group's hours follow its clocks, wherever somebody is
            sounds_today=self._sounds_today(letter, to) if kind in PACED else 0,
        )
        if isinstance(verdict, Hold):
            if to.member is not None and self.now - letter.created_at >= WAITS_AT_MOST:
                letters.drop(self.rows, letter.id, "waited too long")
                return
            letters.hold(self.rows, letter.id, verdict.until)
            return
        lease = self.now + LEASE
        owner = self.by.owner if self.by else 0
        letters.attempt(self.rows, letter.id, sound=verdict.sound, now=self.now, lease=lease, owner=owner)
        if to.account_id is not None:
            letters.goes_to(self.rows, letter.id, to.account_id)
        bundle = _Bundle(letter, to, verdict.sound, [(letter, composed)])
        self.leaving.append(bundle)
        if along and letter.state == Life.WAITING.value:
            self.bundles[along] = bundle
        if along and letter.attempts:  # tried before: it says again what was joined into it then
            bundle.parts += self._joined_before(letter, to)

    def _card_waits(self, letter: AnyRow) -> bool:
        """One card of a task or debate at a time in a chat: a newer one waits for the one on its way."""
        if letter.chat_id is None:
            return False
        card = (letter.chat_id, *cards.shown_by(letter))
        if card in self.cards or cards.is_leaving(self.rows, letter):
            return True
        self.cards.add(card)
        return False

    def _answer_waits(self, letter: AnyRow) -> bool:
        """One answer to a person at a time: what they ask in a row meanwhile is answered together."""
        if letter.person_id is None:
            return False
        if self.answering is None:
            self.answering = letters.recipients_on_their_way(self.rows, Kind.ANSWER)
        return letter.recipient in self.answering

    def _joined_before(self, letter: AnyRow, to: _Recipient) -> list[tuple[AnyRow, Composed]]:
        again = []
        for row in letters.joined_into(self.rows, letter.id):
            composed = compose(self.rows, row, to.team, to.zone, self.now)
            if isinstance(composed, Composed):
                again.append((row, composed))
        return again

    def _sounds_today(self, letter: AnyRow, to: _Recipient) -> int:
        zone = to.team.zone  # the day of the gate, which holds until the next one
        today = wall_clock.instant(wall_clock.local_day(self.now, zone), time(), zone)
        return calm.sounds_since(self.rows, letter.recipient, today, but=letter.id)

    def _departure(self, bundle: _Bundle) -> Departure:
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
        manner = self.manners[to.messenger]
        voice = Voice(to.language, to.zone, manner.prefix, names, self.strict)
        speech = say(document, voice, today=wall_clock.local_day(self.now, to.zone))
        shown_on = letter.edits or letter.id
        offered = [(c.command, c.person, c.team, n) for c, n in zip(document.choices, needs, strict=True)]
        forget_at = _forget_at(letter, self.now)
        has_buttons = offered or letter.edits
        first = not (letter.edits or letter.attempts)
        ids = choices.offer(self.rows, shown_on, offered, forget_at=forget_at, first=first) if has_buttons else []
        abouts = {composed.about for _, composed in bundle.parts}
        return Departure(
            letter=letter.id,
            key=_key(letter),
            at=self.now,
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
            leaves=_leaves(letter),
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
        return members.accounts_of(self.rows, people, messenger) if people else {}

    def _recipient(self, letter: AnyRow) -> _Recipient | None:
        key = f"{letter.team_id}:{letter.recipient}:{letter.account_id}"
        if key not in self.recipients:
            self.recipients[key] = self._found(letter)
        to = self.recipients[key]
        if to is not None and to.member is not None and not (to.member.is_current or letters.is_parting(letter)):
            return None
        return to if to is None or letter.whispered_in is None else self._whispered(letter, to)

    def _found(self, letter: AnyRow) -> _Recipient | None:
        if letter.chat_id is not None:
            return self._chat(letter.chat_id)
        if (address := letters.farewell_to(letter)) is not None:
            return self._forgotten(letter, address)
        return self._person(letter.team_id, letter.person_id, letter.account_id, parting=letters.is_parting(letter))

    def _forgotten(self, letter: AnyRow, address: Mapping[str, str]) -> _Recipient:
        """Somebody of whom the letter alone knows where they are."""
        team = teams.by_id(self.rows, letter.team_id)
        hours = tuple(chat.quiet for chat in teams.open_chats(self.rows, team.id))
        return _Recipient(
            chat=None,
            member=nobody(letter.id, team.id),
            team=team,
            messenger=address["messenger"],
            account=address["account"],
            account_id=None,
            hours=hours,
            own_hours=hours,
            zone=ZoneInfo(address["zone"]),
            language=address["language"],
            reachable=letter.whispered_in is None,
        )

    def _whispered(self, letter: AnyRow, to: _Recipient) -> _Recipient:
        """In the chat, as long as the bot is there."""
        chat = next((each for each in teams.open_chats(self.rows, to.team.id) if each.id == letter.whispered_in), None)
        is_there = chat is not None and chat.place.messenger == to.messenger
        return replace(to, whispered_in=chat) if is_there else to

    def _chat(self, chat_id: int) -> _Recipient:
        chat = teams.chat_by_id(self.rows, chat_id)
        return _Recipient(
            chat=chat,
            member=None,
            team=chat.team,
            messenger=chat.place.messenger,
            account=chat.place.external_id,
            account_id=None,
            hours=(chat.quiet,),
            own_hours=(chat.quiet,),
            zone=chat.team.zone,
            language=chat.team.language,
            reachable=True,
        )

    def _person(self, team_id: int, person: int, near: int | None, *, parting: bool) -> _Recipient | None:
        """Somebody in private, perhaps one who left: their own language, zone, hours and absence, and the hours of all
        the team's chats. Nobody: they are erased, or the bot left."""
        member = members.by_person(self.rows, team_id, person)
        account = members.address_of(self.rows, person, near)
        if member is None or account is None:
            return None
        chats = teams.open_chats(self.rows, team_id)
        if not (chats or parting):
            return None
        team = teams.by_id(self.rows, team_id)
        of_team = [chat.quiet for chat in chats]
        return _Recipient(
            chat=None,
            member=member,
            team=team,
            messenger=account.messenger,
            account=account.external_id,
            account_id=account.id if member.has_several else None,
            hours=member.calm(of_team),
            own_hours=member.own_calm(of_team),
            zone=ZoneInfo(member.zone) if member.zone else team.zone,
            language=member.language or team.language,
            reachable=account.reachable,
        )


def _each_once(document: Document, needs: list[int | None]) -> tuple[Document, list[int | None]]:
    """Of several letters in one, a button that all of them have stands below it once."""
    there = {(c.command, c.person, c.team, n): (c, n) for c, n in zip(document.choices, needs, strict=True)}
    if len(there) == len(needs):
        return document, needs
    return replace(document, choices=tuple(c for c, _ in there.values())), [n for _, n in there.values()]


def _key(letter: AnyRow) -> str:
    """Of an answer to an event, the same also where that event is applied again to an older copy of the database."""
    if _answers(letter):
        what = f"{letter.cause} {letter.kind} {letter.recipient} {letter.ordinal}"
        return sha256(what.encode()).hexdigest()[:32]
    return f"{letter.id}-{int(letter.created_at.timestamp() * 1000)}"


def _answers(letter: AnyRow) -> bool:
    """Was a letter made by what somebody did?"""
    return bool(letter.cause.startswith("event:"))


def _along(letter: AnyRow, to: _Recipient) -> str | None:
    """What a letter can travel with: private ones that make a sound, and answers to one person in one place."""
    if letters.is_confided(letter):
        return None
    if letters.is_late(letter):
        return f"{to.team.id}:{letter.recipient}:late:{letter.detail['late']}"
    if to.member is None:
        return None
    if Kind(letter.kind) is Kind.ANSWER:
        if not (letter.detail or {}).keys().isdisjoint((letters.EXPECTS, letters.ENCLOSES)):
            return None  # what is written next in private answers the one, the other carries a file
        return f"{to.team.id}:{letter.recipient}:answers:{letter.whispered_in}:{letter.thread}"
    return f"{to.team.id}:{letter.recipient}" if Kind(letter.kind) in TRAVELLING else None


def _forget_at(letter: AnyRow, now: datetime) -> datetime | None:
    """Until when the buttons of a letter count; None: for good."""
    if Kind(letter.kind) is Kind.SYSTEM:
        until: datetime | None = letter.expires_at
        return until
    return now + ANSWERS_LAST if Kind(letter.kind) is Kind.ANSWER else None


def _leaves(letter: AnyRow) -> bool:
    return bool(letter.detail and letter.detail.get("leaves"))
