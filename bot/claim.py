"""Which letters leave now: the one door of the house. Whatever goes out was a row, and is asked about here last.

This runs inside the writer's transaction: it drops what is not true any more, asks the gate, joins what belongs
together, finds the reader's words, and notes the attempt. After the commit the messenger sends (`bot.deliver`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from bot.addressing import Addressee, Addressees
from bot.compose import Composed, Untrue, compose
from bot.departure import Departure, Manner
from bot.fault import told
from bot.packing import Bundle, Packing, answers, leaves
from domain import gate, wall_clock
from domain.gate import Hold
from domain.letter import PACED, SHOWING, TRAVELLING, Kind
from storage import calm, cards, hands, letters
from storage.database import AnyRow, Rows, savepoint
from storage.letters import Life

_log = logging.getLogger(__name__)
LEASE = timedelta(minutes=1)  # longer than any messenger takes to answer
WAITS_AT_MOST = timedelta(days=30)  # for somebody who is away: then it is no news any more
MOST_AT_ONCE = 200
DIGESTS_AT_ONCE = 1  # of those: each takes some milliseconds to write, and whoever says something waits for that


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
        self.rows, self.now, self.each_alone = rows, now, each_alone
        self.by, self.for_others, self.is_something_left = by, for_others, False
        self.passing, self.is_more_due, self.digests = passing, False, 0
        self.others: set[str] = set()  # to whom something else is due
        self.addressees = Addressees(rows)
        self.packing = Packing(rows, now, manners, strict)
        self.bundles: dict[str, Bundle] = {}  # what a letter can still be joined into
        self.leaving: list[Bundle] = []
        self.cards: set[tuple[int, cards.Of, int]] = set()
        self.answering: frozenset[str] | None = None  # to whom an answer is on its way; None: not looked up yet

    def run(self) -> Claimed:
        due = self._due()
        if (since := self.passing) is not None:
            due = [letter for letter in due if letter.created_at > since and answers(letter)]
        self.others = {letter.recipient for letter in due if letter.kind != Kind.DIGEST.value}
        for letter in due:
            with self._alone(letter, "could not be judged"):
                self._consider(letter)
        if self.is_something_left or (self.leaving and len(due) == MOST_AT_ONCE):
            self.for_others()
        departures: list[Departure] = []
        for bundle in self.leaving:
            with self._alone(bundle.letter, "could not be said"):
                departures.append(self.packing.pack(bundle))
        return Claimed(departures, self.is_more_due)

    def _due(self) -> Sequence[AnyRow]:
        if self.by is None:
            return letters.due(self.rows, self.now, MOST_AT_ONCE)
        return letters.due_by(self.rows, self.now, MOST_AT_ONCE, self.by.sends, self.now - WAITS_AT_MOST)

    def _is_for_the_next(self, letter: AnyRow) -> bool:
        """Is a digest left for the next transaction? One whose recipient gets another letter in this pass is not: they
        may travel together, and stay in order."""
        if letter.kind != Kind.DIGEST.value or self.digests < DIGESTS_AT_ONCE or letter.recipient in self.others:
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

    def _is_for_others(self, letter: AnyRow, to: Addressee) -> bool:
        """Is there no way from here to where a letter goes, but perhaps from another process?"""
        if self.by is None or to.messenger in self.by.sends:
            return False
        if self.now - letter.created_at >= WAITS_AT_MOST:
            letters.drop(self.rows, letter.id, "waited too long")
            return True
        if letter.goes_by != to.messenger:
            hands.goes_only_by(self.rows, letter.id, to.messenger)
            self.is_something_left = True
        return True

    def _consider(self, letter: AnyRow) -> None:
        kind = Kind(letter.kind)
        if self._is_for_the_next(letter) or self._waits(letter, kind):
            return
        to = self.addressees.of(letter)
        if to is None or not (to.reachable or to.whispered_in):
            letters.drop(self.rows, letter.id, "unreachable")
            return
        if to.chat is not None and to.chat.gone_at is not None and not leaves(letter):
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
        bundle = Bundle(letter, to, verdict.sound, [(letter, composed)])
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

    def _joined_before(self, letter: AnyRow, to: Addressee) -> list[tuple[AnyRow, Composed]]:
        again = []
        for row in letters.joined_into(self.rows, letter.id):
            composed = compose(self.rows, row, to.team, to.zone, self.now)
            if isinstance(composed, Composed):
                again.append((row, composed))
        return again

    def _sounds_today(self, letter: AnyRow, to: Addressee) -> int:
        zone = to.team.zone  # the day of the gate, which holds until the next one
        today = wall_clock.instant(wall_clock.local_day(self.now, zone), time(), zone)
        return calm.sounds_since(self.rows, letter.recipient, today, but=letter.id)


def _along(letter: AnyRow, to: Addressee) -> str | None:
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
