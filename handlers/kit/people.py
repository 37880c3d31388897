"""Who is in the team, for whoever names them."""

from __future__ import annotations

from dataclasses import replace

from domain.sentence import Known
from domain.text import fold
from handlers.kit.command import Call
from storage import members


def known_people(call: Call) -> tuple[Known, ...]:
    """The members and the names they answer to. A name that was picked from a list is the picked one's alone."""
    people = members.known(call.rows, call.team.id)
    for mention in call.mentions:
        meant = members.by_sender(call.rows, call.team.id, mention)
        people = tuple(_answers(each, mention.name, each.person == (meant and meant.person)) for each in people)
    return people


def _answers(known: Known, name: str, is_meant: bool) -> Known:
    """Somebody who answers to a name as to their handle, or not at all."""
    others = tuple("" if fold(each) == fold(name) else each for each in known.names)
    return replace(known, names=(name, *others[1:]) if is_meant else others)
