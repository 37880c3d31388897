"""The one rule that says if a letter leaves now, loudly, silently or later.

Instants are aware datetimes (returned in UTC), zones are IANA time zones. Naive datetimes raise ValueError.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain import wall_clock
from domain.letter import Kind
from domain.quiet_hours import NeverOpen, Quiet, is_quiet, opens, start_of_open_hours

PRIVATE_SOUNDS_A_DAY = 3
CHAT_SOUNDS_A_DAY = 1
LOOK_AGAIN = timedelta(days=7)
"""After that long a letter is asked about again of which nobody knows when it may leave: who it is for is away."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Leave:
    """The letter leaves now, with or without sound."""

    sound: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """The letter waits until that instant (UTC), and is asked about again then."""

    until: datetime


Verdict = Leave | Hold


class Rule(Enum):
    """What may become of a letter, given who it is for and whether it is quiet there."""

    SOUND = "sound"
    SILENT = "silent"
    HELD = "held"
    PACED = "paced"
    ONCE = "once"


class Row(NamedTuple):
    """A line of the table: a letter to a person or to a chat, in open or in quiet hours."""

    private_open: Rule
    private_quiet: Rule
    chat_open: Rule
    chat_quiet: Rule


# fmt: off
GATE: dict[Kind, Row] = {
    #                   to a person:                to a chat:
    #                   open         quiet          open         quiet
    Kind.ACK:      Row(Rule.SILENT, Rule.SILENT,   Rule.SILENT, Rule.SILENT),  # the writer is awake
    Kind.ANSWER:   Row(Rule.SOUND,  Rule.SILENT,   Rule.SILENT, Rule.SILENT),
    Kind.CARD:     Row(Rule.SILENT, Rule.SILENT,   Rule.SILENT, Rule.SILENT),
    Kind.PROPOSAL: Row(Rule.PACED,  Rule.HELD,     Rule.SILENT, Rule.SILENT),
    Kind.REQUEST:  Row(Rule.PACED,  Rule.HELD,     Rule.SILENT, Rule.SILENT),
    Kind.NUDGE:    Row(Rule.PACED,  Rule.HELD,     Rule.SILENT, Rule.SILENT),
    Kind.DIGEST:   Row(Rule.SOUND,  Rule.HELD,     Rule.ONCE,   Rule.HELD),
    Kind.EVENT:    Row(Rule.SOUND,  Rule.HELD,     Rule.ONCE,   Rule.HELD),
    Kind.URGENT:   Row(Rule.SOUND,  Rule.HELD,     Rule.SOUND,  Rule.SOUND),   # to a person: by their own hours alone
    Kind.LATER:    Row(Rule.SILENT, Rule.HELD,     Rule.SILENT, Rule.HELD),
    Kind.SYSTEM:   Row(Rule.SILENT, Rule.HELD,     Rule.SILENT, Rule.SILENT),
}
# fmt: on


def verdict(
    kind: Kind, *, private: bool, at: datetime, hours: Sequence[Quiet], zone: ZoneInfo, sounds_today: int
) -> Verdict:
    """May this letter leave at that instant? The table *The gate* of the product, and the only way out.

    `hours`: the chat's; for a private letter, the person's hours and absence, and the team's (but for an urgent one,
    which stands for one that would have made the whole group ring: the person's own alone). `sounds_today`: how
    many letters of the paced kinds already left with sound to this recipient on the local day of `at`.
    """
    row = GATE[kind]
    in_open, in_quiet = (row.private_open, row.private_quiet) if private else (row.chat_open, row.chat_quiet)
    match in_quiet if is_quiet(hours, at, zone) else in_open:
        case Rule.SOUND:
            return Leave(sound=True)
        case Rule.SILENT:
            return Leave(sound=False)
        case Rule.HELD:
            return Hold(_opens(hours, at, zone))
        case Rule.ONCE:
            return Leave(sound=sounds_today < CHAT_SOUNDS_A_DAY)
        case Rule.PACED if sounds_today < PRIVATE_SOUNDS_A_DAY:
            return Leave(sound=True)
        case Rule.PACED:
            return Hold(_opens_tomorrow(hours, at, zone))


def _opens(hours: Sequence[Quiet], at: datetime, zone: ZoneInfo) -> datetime:
    try:
        return opens(hours, at, zone)
    except NeverOpen:
        return at + LOOK_AGAIN


def _opens_tomorrow(hours: Sequence[Quiet], at: datetime, zone: ZoneInfo) -> datetime:
    try:
        return start_of_open_hours(hours, wall_clock.local_day(at, zone) + _DAY, zone)
    except NeverOpen:
        return at + LOOK_AGAIN
