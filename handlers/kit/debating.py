"""Which debate somebody means, whether they may end it, and the line that is asked for in private."""

from __future__ import annotations

import re

from domain import rights
from domain.debate import Debate, named_first, number_of, topic
from domain.document import Choice, Document, Phrase, Style, Typed, line, phrase
from domain.rights import Deed
from domain.text import first_line, fold
from handlers.kit.command import Call, Outcome, Question, Refusal
from storage import debates, posted

_MOST_OFFERED = 6
_SHORT = 40  # characters of a topic on a button
_ALPHABET = 26  # a single letter with a sign behind it surely names a debate; "OK, …" does not
_START = re.compile(r"\s*(?:(decide)-)?([A-Za-z]{1,2})\s*")
_VERBS = {
    "view": "view opinion avis position",
    "decide": "decide decided decider tranche trancher regle settle settled decision",
    "drop": "drop remove retirer enlever supprimer",
    "sign": "sign signed signer signe",
    "unsign": "unsign unsigned anonymous anonyme",
    "withdraw": "withdraw reprendre",
    "decisions": "decisions",
}
PRIVATE = tuple(f"{_VERBS['unsign']} {_VERBS['withdraw']}".split())
"""What tells in a group whose a line is."""

_VERB_OF = {word: verb for verb, words in _VERBS.items() for word in words.split()}


def verb(argument: str) -> tuple[str, str]:
    """What `/agenda` is to do, and the words after it; "" where none is named."""
    head, _, rest = argument.strip().partition(" ")
    found = _VERB_OF.get(fold(head.rstrip(":")), "")
    if found == "decide" and not rest.strip() and fold(head) == "decision":
        found = "decisions"
    return found, rest.strip() if found else argument.strip()


def names(command: str, argument: str) -> int | None:
    """The number of the debate that a line names, where the command is one about debates."""
    if command == "start":
        opened = _START.fullmatch(argument)
        return number_of(opened.group(2)) if opened else None
    naming = named_first(verb(argument)[1]) if command == "agenda" else None
    return naming.number if naming else None


def answered(call: Call) -> Debate | None:
    """The debate of the card, or of the message, that is answered."""
    if call.answers is None:
        return None
    message = call.answers.message_id
    letter = posted.by_message(call.rows, call.team.id, call.here, message)
    if letter is not None:
        return debates.by_id(call.rows, letter.debate_id) if letter.debate_id is not None else None
    return debates.by_source(call.rows, call.team.id, f"{call.here}:{message}")


def meant(call: Call, text: str) -> tuple[Debate | None, str]:
    """The debate that is named first, or else answered, and the words about it. Raises Refusal for a letter that none
    has."""
    replied, naming = answered(call), named_first(text)
    if naming is not None and (naming.sure or replied is None):
        found = debates.numbered(call.rows, call.team.id, naming.number)
        if found is not None:
            return found, naming.rest
        if naming.sure and naming.number <= _ALPHABET:
            raise Refusal("refusal-no-such-debate", example=Typed("agenda"))
    return replied, text.strip()


def parked(call: Call, text: str, command: str) -> tuple[Debate, str]:
    """The same, of those that still wait; the only one where none is named. Raises Question where it may be one of
    several."""
    found, words = meant(call, text)
    if found is None:
        there = debates.parked(call.rows, call.team.id)
        if not there:
            raise Refusal("agenda-empty", example=Typed("park", park_example(call)))
        if len(there) > 1:
            raise Question(_which(call, there, command, words))
        found = there[0]
    if not found.is_parked:
        raise Refusal("refusal-debate-over", topic=topic(found), title=found.title, example=Typed("agenda", found.name))
    return found, words


def park_example(call: Call) -> str:
    return call.either("the price of the tickets", "le prix des billets")


def _which(call: Call, there: list[Debate], command: str, words: str) -> Document:
    me = call.member.person
    offered = (
        Choice(f"agenda {command} {each.name}: {words}".strip(), choice_label(each), me)
        for each in there[:_MOST_OFFERED]
    )
    return Document((line(phrase("ask-which-debate", example=call.example(1))),), tuple(offered))


def choice_label(debate: Debate) -> Phrase:
    return phrase("choice-debate", name=debate.name, title=first_line(debate.title, _SHORT))


def may_settle(call: Call, debate: Debate) -> bool:
    return rights.may(Deed.SETTLE, call.member, call.now, debate=debate)


def must_settle(call: Call, debate: Debate) -> None:
    """Raises Refusal, kindly, for whoever neither set it aside nor coordinates."""
    if not may_settle(call, debate):
        mine = Typed("agenda", f"{debate.name}: {call.either('my view in one line', 'mon avis en une ligne')}")
        raise Refusal("refusal-settle", topic=topic(debate), title=debate.title, example=mine)


def ask(call: Call, debate: Debate, what: str) -> Outcome:
    """One line is asked for: somebody's view, or the decision. What they write next in private is that. In the group
    there is the way into private, which a card's button takes by itself."""
    if what == "decide":
        must_settle(call, debate)
    lines = [line(phrase("debate-title", topic=topic(debate), title=debate.title), style=Style.TITLE)]
    ways: tuple[Choice, ...] = ()
    if call.in_group and not (call.pressed and call.command.en == "start"):
        lines.append(line(phrase("ask-privately")))
        ways = (way_to_say(debate, what, call.member.person),)
    else:
        lines.append(line(phrase(f"ask-{what}")))
        lines += [line(phrase("ask-view-name"), style=Style.NOTE)] if what == "view" else []
    return Outcome(answer=Document(tuple(lines), ways), expects=f"agenda {what} {debate.name}:")


def way_to_say(debate: Debate, what: str, person: int, label: str = "") -> Choice:
    """A button that opens the private chat where that line is asked for."""
    if what == "decide":
        return Choice(f"start decide-{debate.name}", phrase(label or "choice-settled"), person)
    return Choice(f"start {debate.name}", phrase(label or "choice-my-view"), person)


def opened(call: Call) -> Outcome | None:
    """What a button of a card asks for, which opened the private chat: `/start A`, `/start decide-A`."""
    found = _START.fullmatch(call.argument)
    debate = debates.numbered(call.rows, call.team.id, number_of(found.group(2))) if found else None
    if found is None or debate is None:
        return None
    what = found.group(1) or "view"
    return ask(call, parked(call, f"{debate.name}:", what)[0], what)
