"""Finds in a text, by the grammar of one language, the words that say a deadline, and the moments that they mean."""

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.deadline.accept import is_meant, is_of_something, is_told
from domain.deadline.gather import gather
from domain.deadline.grammar import Grammar
from domain.deadline.group import Group
from domain.deadline.language import Language
from domain.deadline.meanings import Role, role_of
from domain.deadline.phrases import Piece
from domain.deadline.policy import Policy
from domain.deadline.repeat import joined, repetition
from domain.deadline.resolve import NOTHING, Moment, moment_of
from domain.deadline.scan import scan
from domain.deadline.tokens import Gap, Token

Found = tuple[Group, Moment]
_NO_DAYS = frozenset((Role.NOT, Role.VETO, Role.EXCEPT, Role.LASTING, Role.LIMIT))
_HALF_A_YEAR = timedelta(days=183)


class Findings(NamedTuple):
    """Deadlines, in order, and the tokens [start, end) of what looks like one: `refused` is none, `doubted` not enough.

    A repetition that is not understood is among the deadlines, with an empty moment: it is no single date.
    """

    found: list[Found]
    refused: list[tuple[int, int]]
    doubted: list[tuple[int, int]]

    def beside(self, other: "Findings", tokens: list[Token]) -> list[Found]:
        """The deadlines that another language does not refuse; figures without a deadline word are left to it."""
        return [(group, moment) for group, moment in self.found if other._leaves(group, tokens)]

    def _leaves(self, group: Group, tokens: list[Token]) -> bool:
        taken = self.refused if group.cued or group.every else self.refused + self.doubted
        if any(start < group.end and group.start < end for start, end in taken):
            return False
        in_words = any(token.is_word for one in group.said for token in tokens[one.start : one.end])
        return (group.cued or in_words) and not all("adjective" in piece.values for piece in group.said)


def find(grammar: Grammar, tokens: list[Token], reference: datetime, country: str, *, quoted: bool) -> Findings:
    policy = Policy.of(grammar.language, country)
    pieces = scan(tokens, grammar.phrases, grammar.after_hour, grammar.to)
    refused = [(one.start, one.end) for one in pieces if role_of(one) in _NO_DAYS or "only" in one.values]
    findings = Findings([], refused, [])
    told = [one for one in pieces if role_of(one) is Role.TOLD]
    far = [one for one in pieces if "far" in one.values]
    meant: list[Group] = []
    for group in gather(pieces, tokens, grammar.joins):
        group.cued = group.cued or any(_on_one_line(one, group, tokens) for one in far)
        if is_told(group, told, tokens):
            refused.append((group.start, group.end))
        elif is_meant(group, tokens, grammar.surroundings, quoted=quoted):
            meant.append(group)
        else:
            findings.doubted.append((group.start, group.end))
    for group in joined(meant, tokens):
        moment = _moment(group, reference, grammar.language, tokens, policy)
        if is_of_something(group):
            moment = _offered(moment, reference)
        if moment.is_empty:
            findings.doubted.append((group.start, group.end))
        if group.every or not moment.is_empty:
            findings.found.append((group, moment))
    return findings


def _on_one_line(cue: Piece, group: Group, tokens: list[Token]) -> bool:
    """ "Deadline for the photos: Thursday"."""
    return cue.end <= group.start and all(one.gap is not Gap.HARD for one in tokens[cue.end : group.start + 1])


def _offered(moment: Moment, reference: datetime) -> Moment:
    """What may be meant is asked about, if it is near enough to be meant."""
    due = moment.due
    if due is None:
        return moment
    away = (due.date() if isinstance(due, datetime) else due) - reference.date()
    return Moment(None, (due,)) if away < _HALF_A_YEAR else NOTHING


def _moment(group: Group, reference: datetime, language: Language, tokens: list[Token], policy: Policy) -> Moment:
    try:
        understand = repetition if group.every else moment_of
        moment = understand(group, reference, language, tokens, policy)
    except (OverflowError, ValueError):  # beyond the calendar
        return NOTHING
    far = reference.year + policy.years_ahead
    return NOTHING if any(one.year > far for one in (moment.due, *moment.others) if one) else moment
