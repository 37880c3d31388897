"""What was understood in a sentence, written into a task: when it is made, and when it is corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.card import due_phrase
from domain.document import Choice, Line, Phrase, Several, line, phrase
from domain.repetition import repeat_phrase
from domain.sentence import Named, Sentence, parse
from domain.task import LONGEST_TITLE, Consent, Role, Task
from handlers.kit import moving, promises, waiting
from handlers.kit.command import Call, PrivateLetter, Refusal
from handlers.kit.people import known_people
from handlers.kit.which_person import ask_which
from storage import assignments, projects, tasks


def read(call: Call, text: str) -> Sentence:
    """What a person means by the words after a command. Raises Refusal for a title that is none."""
    people = known_people(call) if "@" in text else ()  # most lines name nobody
    said = parse(text, read=call.read, people=people)
    if len(said.title) > LONGEST_TITLE:
        raise Refusal("refusal-long-title", most=LONGEST_TITLE)
    return said


def columns(call: Call, said: Sentence) -> dict[str, Any]:
    """All fields but title, deadline and people; what was not said is as usual."""
    return {
        "repeat": said.reading.repeat,
        "repeat_zone": call.member.zone if said.reading.repeat else None,
        "project": said.project,
        "effort_minutes": said.effort_minutes,
        "important": said.important,
        "wanted": said.wanted or 1,
        "doubt": [reading.isoformat() for reading in said.reading.alternatives] or None,
    }


_USUAL = {
    **dict.fromkeys(("repeat", "repeat_zone", "project", "effort_minutes", "doubt")),
    "important": False,
    "wanted": 1,
}


def said_only(call: Call, said: Sentence) -> dict[str, Any]:
    """The fields that were said; the others stay."""
    return {name: value for name, value in columns(call, said).items() if value != _USUAL[name]}


def people_of(call: Call, said: Sentence) -> list[int]:
    """Those who were named, in order, as far as it is clear who they are; whoever writes among them."""
    people = [named.people[0].person for named in said.owners if len(named.people) == 1]
    if said.me:
        people.insert(0 if said.me_first else len(people), call.member.person)
    return list(dict.fromkeys(people))


def ask(call: Call, task: Task, people: Iterable[int]) -> tuple[PrivateLetter, ...]:
    """Those who are named lead or help: the first leads if nobody does. Whoever writes says yes by writing; everybody
    else is asked, unless they have a part already."""
    letters: list[PrivateLetter] = []
    led = task.lead is not None or any(a.role is Role.LEAD for a in task.proposed)
    for person in people:
        role = Role.HELPER if led else Role.LEAD
        there = task.part_of(person)
        if there is not None and (there.consent is Consent.ACCEPTED or role is there.role or role is Role.HELPER):
            continue
        led = True
        if there is not None:  # asked to help whoever was named before them, and named first now
            assignments.set_role(call.rows, there.id, Role.LEAD)
            continue
        if person == call.member.person:
            promises.accept(call, task, person, role)
        else:
            letters.append(promises.propose(call, task, person, role))
    return tuple(letters)


def ask_no_more(call: Call, task: Task, people: Iterable[int]) -> None:
    """Proposals to anybody else are withdrawn, as long as they were not answered."""
    named = set(people)
    assignments.unassign(call.rows, [a.id for a in task.proposed if a.person not in named])


def correct(call: Call, task: Task, said: Sentence, fields: dict[str, Any], *, moves: bool) -> None:
    """Write corrected fields, and the deadline if it `moves`."""
    due = said.reading.due
    if said.title:
        fields = {**fields, "title": said.title}
    fields = {name: value for name, value in fields.items() if value != _stored(task, name)}
    is_moved = moves and (due, said.reading.part) != (task.due, task.due_part)
    if is_moved:
        moving.move(call, task, due, said.reading.part)
    if fields:
        tasks.change(call.rows, task.id, **fields)
        if fields.get("project"):
            projects.use(call.rows, call.team.id, fields["project"], call.said_at)
        if "project" in fields and task.project:
            projects.drop_unused(call.rows, call.team.id, (task.project,))
    waiting.wait_for(call, task, waiting.earlier_ones(call, said.after))
    if fields or is_moved or not set(said.after) <= set(task.waits_for):
        tasks.note(call.rows, task.id, "corrected", call.member.person, call.said_at)


def _stored(task: Task, name: str) -> Any:
    return [reading.isoformat() for reading in task.doubt] or None if name == "doubt" else getattr(task, name)


def heard(said: Sentence) -> list[Phrase]:
    """The deadline that was understood, as it is shown back."""
    understood = [due_phrase(said.reading.due, said.reading.part)] if said.reading.due else []
    return understood + ([repeat_phrase(said.reading.repeat)] if said.reading.repeat else [])


def doubtful(call: Call, task: Task, said: Sentence) -> tuple[list[Line], list[Choice]]:
    """Names that are nobody's or several people's: what there is to say, and the buttons that tell them apart."""
    lines: list[Line] = []
    choices: list[Choice] = []
    for named in said.owners:
        if len(named.people) > 1:
            asking = ask_which(named, f"give {task.number}", call.member.person)
            lines += asking.lines
            choices += asking.choices
    unknown = [named for named in said.owners if not named.people]
    if unknown and said.owners != (unknown[0],):  # a single one stands on the card
        names = Several(tuple(named.typed for named in unknown))
        lines.append(line(phrase("unknown-people", names=names)))
    return lines, choices


def for_somebody_unknown(call: Call, task: Task, owners: Iterable[Named]) -> None:
    """The first name that is nobody's labels the task, while nobody has a part in it."""
    nobody = next((named for named in owners if not named.people), None)
    if nobody is not None and not any(a.consent is Consent.ACCEPTED for a in task.assignments):
        tasks.change(call.rows, task.id, for_name=nobody.typed)
