"""What kinds of letters the bot writes: the kind decides when a letter may leave and whether a phone rings.

The values are the words of the machine interface (`kind` in the output of `accalmie replay`).
"""

from enum import StrEnum


class Kind(StrEnum):
    """One kind of letter, by what it is for."""

    ACK = "ack"
    ANSWER = "answer"
    CARD = "card"
    PROPOSAL = "proposal"
    REQUEST = "request"
    NUDGE = "nudge"
    DIGEST = "digest"
    EVENT = "event"
    URGENT = "urgent"
    LATER = "later"
    SYSTEM = "system"


JOINABLE: frozenset[Kind] = frozenset({Kind.PROPOSAL, Kind.REQUEST, Kind.NUDGE})
"""The private kinds that ask for attention: paced, held in quiet hours, and joined into one letter."""

TRAVELLING: frozenset[Kind] = JOINABLE | {Kind.DIGEST}
"""The private kinds of which several to one person travel in one letter."""

SHOWING: frozenset[Kind] = frozenset({Kind.CARD, Kind.EVENT})
"""The kinds that show a task in a chat as it is when they leave, and are edited in place: the card, and the
announcement of an event, which is its first card."""

UNHURRIED: frozenset[Kind] = frozenset({Kind.NUDGE, Kind.DIGEST})
"""The kinds that the clock alone writes, often for many at the same minute: nobody waits for them, and they let others
go first."""

PACED: frozenset[Kind] = TRAVELLING | {Kind.EVENT}
"""The kinds whose sounds are counted: so many a day for a person, one for a chat."""
