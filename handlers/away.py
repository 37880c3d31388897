"""Be away: nothing reaches whoever is until they are back, and nobody is told. Their tasks can be offered meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from domain import wall_clock
from domain.absence import Absence
from domain.card import listed
from domain.document import Choice, Day, Document, Line, Moment, Phrase, Style, line, phrase, says
from domain.quiet_hours import USUAL_MORNING
from domain.rights import Deed
from domain.task import Task, most_urgent_first
from domain.text import OFF, fold
from domain.text import words as words_of
from handlers.kit import editions, promises, undo
from handlers.kit.command import Call, Command, Example, Outcome, Question, Refusal
from handlers.kit.which import without_courtesy
from storage import assignments, members, settings, tasks, teams

_BACK = OFF | {"back", "over", "retour", "de retour", "fini"}
_OPEN_END = frozenset(
    {"until further notice", "further notice", "jusqu'a nouvel ordre", "nouvel ordre", "jusqu'a nouvel avis"}
)
_LATER = frozenset({"from", "du", "starting", "partir", "des"})  # an absence begins now
_OFFER = frozenset({"offer", "proposer", "offrir"})
_KEEP = frozenset({"keep", "garder"})
_MOST_SHOWN = 7
_LONGEST = timedelta(days=366)


def away(call: Call) -> Outcome:
    words = fold(call.argument).strip(" .!")
    if not words:
        return Outcome(answer=_shown(call, call.member.away) if _is_away(call) else _asks_until_when(call))
    if words in _BACK:
        return _back(call)
    if words in _OFFER | _KEEP:
        return _offer(call, words in _OFFER)
    undo.forget(call)
    absence = Absence(call.now, None if words in _OPEN_END else _until(call))
    settings.set_away(call.rows, call.member.person, absence.since, absence.until)
    return Outcome(answer=_shown(call, absence))


def _is_away(call: Call) -> bool:
    absence = call.member.away
    return absence is not None and absence.is_quiet(call.now, call.zone)


def _until(call: Call) -> datetime:
    """The instant from which on somebody is back: the morning of the day that they name, or its hour."""
    if set(words_of(call.argument)[:2]) & _LATER:
        raise Refusal("refusal-away", example=call.example(1))
    named = _exact(call.argument)
    if named is None:
        reading = call.read(call.argument)
        if reading.alternatives and not words_of(reading.title):
            raise Question(_which(call, reading.alternatives))
        if words_of(without_courtesy(reading.title)) or reading.repeat:
            raise Refusal("refusal-away", example=call.example(1))
        named = reading.due
    if named is None or not 0 <= named.year - call.now.year <= 1:
        raise Refusal("refusal-away", example=call.example(1))
    until = named if isinstance(named, datetime) else wall_clock.instant(named, USUAL_MORNING, call.zone)
    if not call.now < until <= call.now + _LONGEST:
        raise Refusal("refusal-away", example=call.example(1))
    return until


def _exact(words: str) -> date | datetime | None:
    """A date as the buttons below a question write it."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.date()


def _which(call: Call, readings: tuple[date | datetime, ...]) -> Document:
    """A doubtful date: a button for each thing that it may mean."""
    choices = (Choice(f"away {each.isoformat()}", _label(each), call.member.person) for each in readings)
    return Document(says("ask-which-date").lines, tuple(choices))


def _label(each: date | datetime) -> Phrase:
    if isinstance(each, datetime):
        return phrase("choice-moment", moment=Moment(each))
    return phrase("choice-day", day=Day(each))


def _asks_until_when(call: Call) -> Document:
    button = Choice("away until further notice", phrase("choice-away-open"), call.member.person)
    return Document((line(phrase("ask-away", example=call.example(1))),), (button,))


def _shown(call: Call, absence: Absence | None) -> Document:
    """Until when, that nobody is told, and what falls due meanwhile."""
    assert absence is not None
    me, until = call.member.person, absence.until
    lines: list[Line] = [line(phrase("away-until", moment=Moment(until)) if until else phrase("away-open"))]
    lines.append(line(phrase("away-says"), style=Style.NOTE))
    choices = [Choice("away off", phrase("choice-away-off"), me)]
    falls_due = _falls_due(call, absence)
    if falls_due:
        lines.append(line(phrase("away-due", count=len(falls_due)), style=Style.HEADING))
        lines += _listed(call, falls_due[:_MOST_SHOWN])
        offered = all(task.is_offered for task in falls_due)
        choices.insert(0, _keeping(me) if offered else _offering(me))
    return Document(tuple(lines), tuple(choices))


def _listed(call: Call, falls_due: Sequence[Task]) -> Iterator[Line]:
    """One line for each, under its team where they are in several."""
    ordered = sorted(falls_due, key=lambda task: task.team_id)  # within a team, the most urgent first still
    for team_id, group in groupby(ordered, key=lambda task: task.team_id):
        if call.member.teams > 1:
            yield line(phrase("from-team", team=teams.by_id(call.rows, team_id).name), style=Style.NOTE)
        yield from (listed(task, named=False) for task in group)


def _falls_due(call: Call, absence: Absence) -> list[Task]:
    """What they lead, in all their teams, and is due before they are back."""
    me = call.member.person
    parts = (p for team in members.teams_of_person(call.rows, me) for p in assignments.of_person(call.rows, team, me))
    mine = (tasks.by_id(call.rows, part.task_id) for part in parts)
    return most_urgent_first(
        task
        for task in mine
        if task is not None
        and task.lead is not None
        and task.lead.person == call.member.person
        and task.deadline is not None
        and absence.since < task.deadline
        and (absence.until is None or task.deadline <= absence.until)
    )


def _offering(me: int) -> Choice:
    return Choice("away offer", phrase("choice-away-offer"), me)


def _keeping(me: int) -> Choice:
    return Choice("away keep", phrase("choice-away-keep"), me)


def _offer(call: Call, offers: bool) -> Outcome:
    """Each of these tasks stays theirs until somebody takes it; its card does not say why."""
    absence = call.member.away
    if absence is None or not _is_away(call):
        return Outcome(answer=says("away-not"))
    changed = [task for task in _falls_due(call, absence) if task.is_offered != offers]
    for task in changed:
        assert task.lead is not None
        assignments.set_offered(call.rows, task.lead.id, offers)
    here = [task for task in changed if task.team_id == call.team.id]
    if here:
        undo.remember(call, *here)
    me = call.member.person
    said = line(phrase("away-offered" if offers else "away-kept"))
    return Outcome(
        answer=Document((said,), (_keeping(me) if offers else _offering(me),)),
        changed=tuple(task.id for task in here),
        elsewhere=tuple(task.id for task in changed if task not in here),
    )


def _back(call: Call) -> Outcome:
    """The end of the absence is now. What waits leaves at once; time passing does the rest, as on a named day."""
    absence = call.member.away
    if absence is None or not _is_away(call):
        return Outcome(answer=says("away-not"))
    undo.forget(call)
    settings.set_away(call.rows, call.member.person, None, call.now)  # they need not be told that they are back
    promises.replan_person(call.rows, call.member.person, call.now)
    offered = editions.offered_since(call.rows, call.member, absence.since)
    return Outcome(answer=Document(says("away-back").lines, offered))


COMMAND = Command(
    en="away",
    fr="absent",
    run=away,
    also=("absente", "absence"),
    nearly=("vacances", "vacation", "conge", "conges", "pause"),
    deeds=(Deed.SET_OWN,),
    private_matter=True,
    examples=(
        Example(en="away", fr="absent"),
        Example(en="away until monday", fr="absent jusqu'à lundi"),
        Example(en="away until further notice", fr="absent jusqu'à nouvel ordre"),
        Example(en="away off", fr="absent non"),
    ),
)
