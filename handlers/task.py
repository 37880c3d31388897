"""Make a task from free text or from a message, or show one again."""

from __future__ import annotations

import re
from datetime import date, datetime

from domain.card import card, due_phrase, repeat_phrase
from domain.document import Choice, Document, Line, Moment, Phrase, Style, Typed, line, phrase
from domain.sentence import Named, Sentence, parse
from domain.task import LONGEST_TITLE, Role, Task
from domain.text import first_line
from handlers.kit import promises
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter, Refusal
from handlers.kit.which_person import ask_which
from storage import members, tasks

_LONGEST_QUOTE = 160
_NUMBER = re.compile(r"\s*#?(\d{1,9})\s*")


def task(call: Call) -> Outcome:
    if number := _NUMBER.fullmatch(call.argument):
        return _show(call, tasks.numbered(call.rows, call.team.id, int(number.group(1))))
    if call.replied is not None and not call.argument.strip():
        return _show(call, call.replied)
    return _make(call)


def _show(call: Call, found: Task | None) -> Outcome:
    if found is None:
        raise Refusal("refusal-no-such-task", number=call.argument.strip(), example=Typed("tasks"))
    if call.in_group and not call.pressed:
        return Outcome(shown=found.id)
    return Outcome(answer=_with_history(call, found))


def _with_history(call: Call, found: Task) -> Document:
    whole = card(found, zone=call.zone)
    told: list[Line] = [
        line(_happening(happening), style=Style.NOTE) for happening in tasks.history_of(call.rows, found.id)
    ]
    return Document(whole.lines + tuple(told), whole.choices)


def _happening(happening: tasks.Happening) -> Phrase:
    at, who = Moment(happening.at), happening.who or ""
    if was := happening.detail.get("was"):
        before = datetime.fromisoformat(was) if "T" in was else date.fromisoformat(was)
        return phrase("history-moved-from", at=at, who=who, was=due_phrase(before))
    return phrase(f"history-{happening.what}", at=at, who=who)


def _make(call: Call) -> Outcome:
    said = parse(call.argument, read=call.read, people=members.known(call.rows, call.team.id))
    quoted = call.answers.text if call.answers and call.replied is None else ""
    title = said.title or first_line(quoted, _LONGEST_QUOTE)
    if not title:
        raise Refusal("refusal-no-title", example=Typed("task", _example(call)))
    if len(title) > LONGEST_TITLE:
        raise Refusal("refusal-long-title", most=LONGEST_TITLE)
    earlier = [_earlier(call, number) for number in said.after]
    made = tasks.add(
        call.rows,
        call.team.id,
        now=call.said_at,
        title=title,
        author_id=call.member.person,
        repeat=said.reading.repeat,
        project=said.project,
        effort_minutes=said.effort_minutes,
        important=said.important,
        wanted=said.wanted or 1,
        quote=first_line(quoted, _LONGEST_QUOTE) or None,
        link=(call.answers.link if call.answers and quoted else None) or call.link,
        source_message=f"{call.here}:{call.answers.message_id if call.answers and quoted else call.message_id}",
        **_due_columns(call, said),
    )
    tasks.note(call.rows, made.id, "made", call.member.person, call.said_at)
    tasks.wait_for(call.rows, made.id, [t.id for t in earlier])
    letters, doubtful = _owners(call, made, said)
    return Outcome(
        answer=_answer(call, made, said, doubtful),
        shown=made.id,
        changed=tuple(t.id for t in earlier),
        letters=letters,
    )


def _due_columns(call: Call, said: Sentence) -> dict[str, date | datetime | list[str] | None]:
    due = said.reading.due
    columns = promises.columns_of(due, call.zone)
    return {
        "due_day": columns["day"],
        "due_at": columns["at"],
        "deadline": columns["deadline"],
        "due_set_at": call.said_at if due else None,
        "doubt": [reading.isoformat() for reading in said.reading.alternatives] or None,
    }


def _earlier(call: Call, number: int) -> Task:
    found = tasks.numbered(call.rows, call.team.id, number)
    if found is None:
        raise Refusal("refusal-no-such-task", number=f"#{number}", example=Typed("tasks"))
    return found


def _owners(call: Call, made: Task, said: Sentence) -> tuple[tuple[PrivateLetter, ...], list[Named]]:
    """The first leads, the others help. Whoever writes says yes by writing; everybody else is asked."""
    role, letters = Role.LEAD, []
    asked: set[int] = set()
    doubtful = [named for named in said.owners if len(named.people) != 1]
    people = [named.people[0].person for named in said.owners if len(named.people) == 1]
    if said.me:
        people.insert(0 if said.me_first else len(people), call.member.person)
    for person in people:
        if person in asked:
            continue
        asked.add(person)
        if person == call.member.person:
            promises.accept(call, made, person, role)
        else:
            letters.append(promises.propose(call, made, person, role))
        role = Role.HELPER
    nobody = next((named for named in doubtful if not named.people), None)
    if nobody and not asked:
        tasks.change(call.rows, made.id, for_name=nobody.typed)
    return tuple(letters), doubtful


def _answer(call: Call, made: Task, said: Sentence, doubtful: list[Named]) -> Document | None:
    """In private, what was understood; anywhere, which of two people of one name was meant."""
    lines: list[Line] = []
    choices: list[Choice] = []
    if not call.in_group:
        heard = [phrase("task-made", number=f"#{made.number}", title=made.title)]
        if said.reading.due:
            heard.append(due_phrase(said.reading.due))
        if said.reading.repeat:
            heard.append(repeat_phrase(said.reading.repeat))
        lines.append(line(*heard))
    for named in doubtful:
        if not named.people and call.in_group and said.owners != (named,):
            lines.append(line(phrase("refusal-unknown-person", name=named.typed)))
        if named.people:
            asking = ask_which(named, f"give {made.number}", call.member.person)
            lines += asking.lines
            choices += asking.choices
    return Document(tuple(lines), tuple(choices)) if lines else None


def _example(call: Call) -> str:
    return COMMAND.examples[0].in_language(call.language).partition(" ")[2]


COMMAND = Command(
    en="task",
    fr="tache",
    run=task,
    menu=1,
    examples=(
        Example(
            en="task Book the hall @amina before friday 6pm #ball ~2h !!",
            fr="tache Réserver la salle @amina avant vendredi 18h #bal ~2h !!",
        ),
        Example(en="task Print 50 posters by march 12 me", fr="tache Imprimer 50 affiches pour le 12 mars moi"),
        Example(en="task Set up the tables after #9 x3", fr="tache Installer les tables après #9 x3"),
        Example(en="task 12", fr="tache 12"),
    ),
)
