"""Be forgotten: first what goes at once and what cannot, then, once confirmed, it is done in all one's teams."""

from __future__ import annotations

from collections.abc import Iterator

from domain.debate import name_of
from domain.document import Choice, Document, Line, Phrase, Style, Typed, line, phrase, says
from domain.rights import Deed
from domain.text import OFF, first_line, fold
from handlers.kit import hosting
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import choices, forgetting, naming, of_person, reports, teams
from storage.naming import Words

_YES = frozenset({"yes", "oui", "ok", "confirm", "confirmer", "confirme", "je confirme"})
_NO = OFF | {"keep", "garder", "garde", "cancel", "annuler"}
_CONFIRMED = "forgetme yes"
_SHOWN = 5  # of the texts that keep a name
_SHORT = 60  # characters of one of them
_DEBATE = ("topic", "decision", "view")


def forget(call: Call) -> Outcome:
    words = fold(call.argument).strip(" .!")
    if words in _YES and (call.pressed or choices.is_offered(call.rows, call.member.person, _CONFIRMED)):
        reports.look_soon(call.rows, call.now, person=call.member.person)  # somebody else has to read them
        gone = forgetting.forget(call.rows, call.member.person, call.now)
        return Outcome(answer=says("forgotten"), forgotten=gone)
    if words in _NO and words:
        choices.withdraw(call.rows, call.member.person, _CONFIRMED)
        return Outcome(answer=says("forget-kept"))
    if words and words not in _YES:
        raise Refusal("refusal-forget", example=call.example())
    return Outcome(answer=_asks(call))


def _asks(call: Call) -> Document:
    """What goes, what stays, and the two buttons."""
    me = call.member.person
    lines = [line(phrase("forget-title"), style=Style.TITLE), *_item("goes", "tasks")]
    counts = of_person.left_behind(call.rows, me)
    lines += [line(phrase("forget-stays", **counts), style=Style.ITEM)]
    lines += _typed(call)
    lines += _item("chat")
    lines.append(line(hosting.backups(call.host), style=Style.ITEM))
    lines += _item("newcomer")
    buttons = (
        Choice(_CONFIRMED, phrase("choice-forget"), me),
        Choice("forgetme no", phrase("choice-forget-not"), me),
        Choice("mydata", phrase("choice-mydata"), me),
    )
    lines.append(line(phrase("forget-how", example=call.example(1)), style=Style.NOTE))
    return Document(tuple(lines), buttons)


def _item(*what: str) -> Iterator[Line]:
    return (line(phrase(f"forget-{each}"), style=Style.ITEM) for each in what)


def _typed(call: Call) -> Iterator[Line]:
    """The words of others, and one's own, in which one's name stands: they stay, and coordinators can change them."""
    rows, me = call.rows, call.member.person
    names, known = naming.names_of(rows, me), forgetting.teams_of(rows, me)
    found = [words for team in known for words in naming.typed_with(rows, team, names, call.now)]
    if not found:
        return
    yield line(phrase("forget-typed", count=len(found), example=Typed("edit")), style=Style.ITEM)
    for each in found[:_SHOWN]:
        where = [phrase("from-team", team=teams.by_id(rows, each.team_id).name)] if len(known) > 1 else []
        yield line(*where, _place(each), phrase("words", words=first_line(each.text, _SHORT)), style=Style.QUOTE)
    if len(found) > _SHOWN:
        yield line(phrase("forget-typed-more", count=len(found) - _SHOWN), style=Style.NOTE)


def _place(words: Words) -> Phrase:
    if words.number is None:
        return phrase(f"typed-{words.what}")
    number = name_of(words.number) if words.what in _DEBATE else f"#{words.number}"
    return phrase(f"typed-{words.what}", number=number)


COMMAND = Command(
    en="forgetme",
    fr="oubliemoi",
    run=forget,
    also=("forget-me", "oublie-moi", "oubliez-moi", "oubliezmoi"),
    nearly=("forget", "oublier", "erase", "effacer", "deleteme", "supprimemoi"),
    deeds=(Deed.OWN_DATA,),
    private_matter=True,
    examples=(Example(en="forgetme", fr="oubliemoi"), Example(en="forgetme yes", fr="oubliemoi oui")),
)
