"""Letters where several processes send: each is in the hands of one, and none overtakes another one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.arrivals import MONDAY_MORNING
from bot.claim import WAITS_AT_MOST, Hands, claim
from bot.departure import Manner
from bot.replay.resolve import place_of
from domain.document import says, to_json
from domain.letter import Kind
from domain.message import Place
from storage import hands, letters, teams
from storage.database import Rows
from storage.letters import Recipient

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SOON = NOON + timedelta(seconds=30)
MANNERS = {"terminal": Manner("/"), "radio": Manner("!")}
ONE, OTHER = (Hands(owner, frozenset(MANNERS)) for owner in (1, 2))
ONLY_TERMINAL = Hands(3, frozenset({"terminal"}))


class Outbox:
    """Letters to the chat of a team, or to the one that it has at another messenger."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.team = teams.add_team(rows, name="bal", language="fr", zone="Europe/Paris", now=NOON)
        self.chat = teams.add_chat(rows, self.team, place_of("bal"), slot=MONDAY_MORNING, digest_at=None)
        self.other = teams.add_chat(rows, self.team, place_of("ciné"), slot=MONDAY_MORNING, digest_at=None)
        self.radio = teams.add_chat(rows, self.team, Place("radio", "", "bal"), slot=MONDAY_MORNING, digest_at=None)

    def add(self, cause: str, chat: int | None = None, kind: Kind = Kind.SYSTEM, **how: Any) -> int:
        to, words = Recipient(chat=chat or self.chat), to_json(says("noted"))
        made = letters.add(self.rows, self.team, to, kind, cause=cause, now=NOON, document=words, **how)
        assert made is not None
        return made

    def leave(self, by: Hands, now: datetime = NOON) -> list[int]:
        """What this process takes now."""
        claimed = claim(self.rows, now, MANNERS, strict=True, by=by, for_others=self._others)
        return [each.letter for each in claimed.departures]

    def _others(self) -> None:
        self.told += 1

    told = 0


@pytest.fixture
def outbox(engine: Engine) -> Iterator[Outbox]:
    with engine.begin() as rows:
        yield Outbox(rows)


def test_what_one_has_in_its_hands_no_other_one_takes(outbox: Outbox) -> None:
    first = outbox.add("a")
    assert outbox.leave(ONE) == [first]
    assert outbox.leave(OTHER) == []
    assert hands.owners(outbox.rows) == {1}
    assert hands.is_anothers(outbox.rows, first, 2)
    assert not hands.is_anothers(outbox.rows, first, 1)


def test_what_comes_next_to_the_same_recipient_waits_for_it_elsewhere_and_not_here(outbox: Outbox) -> None:
    first = outbox.add("a")
    outbox.leave(ONE)
    second, elsewhere = outbox.add("b"), outbox.add("c", outbox.other)
    assert outbox.leave(OTHER) == [elsewhere]
    assert outbox.leave(ONE) == [second]
    letters.sent(outbox.rows, first, "1")
    third = outbox.add("d")
    assert outbox.leave(OTHER) == []
    letters.sent(outbox.rows, second, "2")
    assert outbox.leave(OTHER) == [third]


def test_an_acknowledgement_waits_for_no_letter_and_no_letter_for_it(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.leave(ONE)
    ack = outbox.add("b", kind=Kind.ACK, reply_to="7")
    assert outbox.leave(OTHER) == [ack]
    next_ack = outbox.add("c", kind=Kind.ACK, reply_to="8")
    assert outbox.leave(ONE) == []
    letters.sent(outbox.rows, ack, "1")
    assert outbox.leave(ONE) == [next_ack]


def test_what_could_not_leave_yet_is_overtaken_by_nobody(outbox: Outbox) -> None:
    first = outbox.add("a")
    outbox.leave(ONE)
    letters.try_later(outbox.rows, first, SOON)
    second, elsewhere = outbox.add("b"), outbox.add("c", outbox.other)
    assert outbox.leave(OTHER) == [elsewhere]
    assert outbox.leave(ONE) == []
    assert outbox.leave(OTHER, SOON) == [first, second]


def test_what_is_held_for_the_morning_lets_others_by(outbox: Outbox) -> None:
    held, other = outbox.add("a"), outbox.add("b")
    letters.hold(outbox.rows, held, SOON)
    assert outbox.leave(ONE) == [other]


def test_where_no_way_leads_from_here_it_is_left_to_the_others_who_are_told_once(outbox: Outbox) -> None:
    there, here = outbox.add("a", outbox.radio), outbox.add("b")
    assert outbox.leave(ONLY_TERMINAL) == [here]
    assert outbox.told == 1
    assert outbox.leave(ONLY_TERMINAL) == []
    assert letters.due_by(outbox.rows, NOON, 9, ONLY_TERMINAL.sends, NOON - WAITS_AT_MOST) == []
    assert outbox.told == 1
    assert outbox.leave(ONE) == [there]


def test_what_nobody_can_send_does_not_wait_for_ever(outbox: Outbox) -> None:
    nowhere = outbox.add("a", outbox.radio)
    assert outbox.leave(ONLY_TERMINAL) == []
    assert outbox.leave(ONLY_TERMINAL, NOON + WAITS_AT_MOST) == []
    row = letters.by_id(outbox.rows, nowhere)
    assert (row.state, row.reason, row.document) == ("dropped", "waited too long", None)


def test_the_letters_of_the_dead_are_taken_up_and_those_of_the_living_are_not(outbox: Outbox) -> None:
    first, second = outbox.add("a"), outbox.add("b", outbox.other)
    assert outbox.leave(ONE) == [first, second]
    later = NOON + timedelta(hours=1)
    hands.release_leases(outbox.rows, later, (), owner=2)
    assert outbox.leave(OTHER, later) == []
    hands.release_those_of(outbox.rows, later, [1])
    assert outbox.leave(OTHER, later) == [first, second]
    assert hands.owners(outbox.rows) == {2}


def test_ones_own_that_were_forgotten_are_tried_again_when_the_lease_is_over(outbox: Outbox) -> None:
    first, second = outbox.add("a"), outbox.add("b", outbox.other)
    outbox.leave(ONE)
    later = NOON + timedelta(minutes=2)
    hands.release_leases(outbox.rows, later, {second}, owner=1)
    assert outbox.leave(ONE, later) == [first]
