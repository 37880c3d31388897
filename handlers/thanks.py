"""A word of thanks to one or more people, told in the next digest; or one's last one taken away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.document import Mention, Several, says
from domain.rights import Deed
from domain.sentence import Known, Named, names_in, who_is
from domain.text import OFF, fold, tidy
from handlers.kit import undo
from handlers.kit.command import Call, Command, Example, Outcome, Question, Refusal
from handlers.kit.people import known_people
from handlers.kit.which_person import ask_which
from storage import thanks

LONGEST = 160  # characters
MOST_AT_ONCE = 7
_CHOSEN = re.compile(r"(?<!\S)person:(\d{1,18})(?!\S)")
_AND = r"(?:et|and)(?!\w)"
_BEFORE = re.compile(rf"^(?:(?:à|a|to)\s+(?=@)|(?:à|to)\s+|{_AND}|[\s,;:.!?+&–—-])+", re.IGNORECASE)
_WHAT_FOR = re.compile(r"\s+(?=(?:pour|for)\s)", re.IGNORECASE)


def thank(call: Call) -> Outcome:
    if not call.argument:  # said to the bot itself, perhaps
        raise Refusal("refusal-thanks", example=call.example())
    if fold(call.argument) in OFF:
        return _take_away(call)
    named, words = _named(call, known_people(call))
    if not named or len(named) > MOST_AT_ONCE:
        raise Refusal("refusal-who", example=call.example())
    for each in named:
        if not each.people:
            raise Refusal("refusal-unknown-person", name=each.typed)
        if len(each.people) > 1:
            others = " ".join(f'@"{other.typed}"' for other in named if other is not each)
            raise Question(ask_which(each, tidy(f"thanks {others} {words}"), call.member.person))
    people = list(dict.fromkeys(each.people[0] for each in named))
    if any(known.person == call.member.person for known in people):
        raise Refusal("refusal-thanks-self", example=call.example())
    if len(words) > LONGEST:
        raise Refusal("refusal-long-line", most=LONGEST)
    told = [
        thanks.add(call.rows, call.team.id, call.member.person, known.person, words, call.said_at) for known in people
    ]
    undo.remember(call, others=tuple({"thanks": id_} for id_ in told))
    whom = Several(tuple(Mention(known.person, known.name) for known in people))
    return Outcome(answer=call.aside(says("noted-thanks", people=whom)))


def _take_away(call: Call) -> Outcome:
    if not thanks.remove_newest(call.rows, call.team.id, call.member.person):
        return Outcome(answer=says("thanks-none", example=call.example()), refused=True)
    undo.forget(call)
    return Outcome(answer=call.aside(says("noted-thanks-off")))


def _named(call: Call, people: Sequence[Known]) -> tuple[list[Named], str]:
    """Who is thanked, and what for. A person's number is only understood on a button."""
    text = call.argument
    chosen: list[Named] = []
    if call.pressed:
        ids = {int(number) for number in _CHOSEN.findall(text)}
        chosen = [Named(known.name, (known,)) for known in people if known.person in ids]
        text = _CHOSEN.sub(" ", text)
    found, words = names_in(_BEFORE.sub("", text), people)
    named = [*found, *chosen]
    if not named:
        named, words = _bare(_BEFORE.sub("", text), people)
    return named, _BEFORE.sub("", tidy(words))


def _bare(text: str, people: Sequence[Known]) -> tuple[list[Named], str]:
    """Names without the sign, first in the line: "sam et léa pour les affiches"."""
    head, *rest = _WHAT_FOR.split(text, maxsplit=1)
    whole = [Named(piece, who_is(piece, people)) for piece in re.split(rf"\s*[,&]\s*|\s+{_AND}\s+", head)]
    if all(each.people for each in whole):
        return whole, " ".join(rest)
    return next(_begins(text.split(), people), ([], text))


def _begins(pieces: Sequence[str], people: Sequence[Known]) -> Iterator[tuple[list[Named], str]]:
    for size in (3, 2, 1):
        name = " ".join(pieces[:size]).rstrip(" ,;:!")
        if found := who_is(name, people):
            yield [Named(name, found)], " ".join(pieces[size:])


COMMAND = Command(
    en="thanks",
    fr="merci",
    run=thank,
    nearly=("thank", "thx", "remercier", "remerciement", "remerciements", "bravo", "kudos"),
    deeds=(Deed.THANK,),
    adds=True,
    examples=(
        Example(en="thanks @sam for the posters", fr="merci @sam pour les affiches"),
        Example(en="thanks off", fr="merci non"),
    ),
)
