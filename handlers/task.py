"""Make a task from free text or from a message, or show one again. A message that is corrected corrects its task."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from domain import recall
from domain.document import Choice, Document, Line, Typed, line, phrase
from domain.rights import Deed
from domain.sentence import Sentence
from domain.task import State, Task
from domain.team import Talk
from domain.text import first_line
from handlers.kit import ahead, fields, moving, promises, undo, waiting, which
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import assignments, tasks

_LONGEST_QUOTE = 160
_NUMBER = re.compile(r"\s*(?:#|n°\s*)?(\d{1,9})\s*[.!?]*\s*")


def task(call: Call) -> Outcome:
    if call.edited is not None:
        return _correct(call, call.edited)
    if number := _NUMBER.fullmatch(call.argument):
        return _show(call, tasks.numbered(call.rows, call.team.id, int(number.group(1))))
    if call.replied is not None and not call.argument.strip() and not _may_be_made_again(call):
        return _show(call, call.replied)
    return _make(call)


def _may_be_made_again(call: Call) -> bool:
    """It was made of the message that is answered, and then dropped."""
    dropped = call.replied is not None and call.replied.state is State.CANCELLED
    return dropped and call.answers is not None and bool(call.answers.text)


def _show(call: Call, found: Task | None) -> Outcome:
    if found is None:
        number = f"#{call.argument.strip().lstrip('#')}"
        raise Refusal("refusal-no-such-task", number=number, example=Typed("tasks"))
    return ahead.show(call, found)


def _make(call: Call) -> Outcome:
    said = fields.read(call, call.argument)
    quoted = call.answers.text if call.answers and (call.replied is None or _may_be_made_again(call)) else ""
    title = said.title or first_line(quoted, _LONGEST_QUOTE)
    if not title:
        raise Refusal("refusal-no-title", example=call.example())
    alike = _alike(call, title)
    earlier = waiting.earlier_ones(call, said.after)
    made = tasks.add(
        call.rows,
        call.team.id,
        now=call.said_at,
        title=title,
        author_id=call.member.person,
        quote=first_line(quoted, _LONGEST_QUOTE) or None,
        link=(call.answers.link if call.answers and quoted else None) or call.link,
        **_messages(call, quoted),
        **fields.columns(call, said),
        **_deadline(call, said),
    )
    tasks.note(call.rows, made.id, "made", call.member.person, call.said_at)
    tasks.wait_for(call.rows, made.id, [t.id for t in earlier])
    letters = fields.ask(call, made, fields.people_of(call, said))
    fields.for_somebody_unknown(call, made, said.owners)
    as_made = made if not (earlier or said.owners or said.me) else None
    undo.remember(call, others=({"made": made.id},), present=as_made)
    return Outcome(
        answer=_answer(call, made, said, alike, told=not call.in_group and call.chat.talk is not Talk.SILENT),
        shown=(made.id,),
        changed=tuple(t.id for t in earlier),
        letters=letters,
    )


def _messages(call: Call, quoted: str) -> dict[str, str | None]:
    """The message that the task is made of, and the command where that is another one."""
    if call.answers is None or not quoted:
        return {"source_message": call.source}
    made_of = f"{call.here}:{call.answers.message_id}"
    return {"source_message": made_of} | ({"asked_in": call.source} if call.message_id else {})


def _deadline(call: Call, said: Sentence) -> dict[str, Any]:
    due = said.reading.due
    columns = promises.columns_of(due, call.zone)
    return {
        "due_day": columns["day"],
        "due_part": said.reading.part,
        "due_at": columns["at"],
        "deadline": columns["deadline"],
        "due_set_at": call.said_at if due else None,
    }


def _alike(call: Call, title: str) -> tuple[int, str] | None:
    """Number and title of an open task that says nearly the same."""
    begin = recall.has_one_of(title)
    there = tasks.newest_open(call.rows, call.team.id, begin) if begin else []
    return next(((number, other) for number, other in there if recall.alike(title, other)), None)


def _correct(call: Call, made: Task) -> Outcome:
    """The message says it all anew: what it does not say any more is taken back, but nobody who agreed is sent away."""
    which.must_be_open(made)
    said = fields.read(replace(call, said_at=made.created_at), call.argument)  # "tomorrow" stays the same day
    if _others_changed(call, made):
        return _correct_in_part(call, made, said)
    if not said.title and not made.quote:
        raise Refusal("refusal-no-title", example=call.example())
    people = fields.people_of(call, said)
    fields.ask_no_more(call, made, people)
    if not said.me:  # what the message said of its writer, it does not say any more
        mine = [a.id for a in made.accepted if a.person == call.member.person and a.since == made.created_at]
        assignments.unassign(call.rows, mine)
    tasks.wait_for_only(call.rows, made.id, tasks.ids_of(call.rows, call.team.id, _kept(made, said)))
    bare = tasks.by_id(call.rows, made.id)
    assert bare is not None
    columns = {**fields.columns(call, said), "for_name": None}
    is_chosen = made.due is not None and made.due in said.reading.alternatives
    if is_chosen:  # its writer has said which of the two days was meant
        columns["doubt"] = None
    fields.correct(call, bare, said, columns, moves=not is_chosen)
    now = tasks.by_id(call.rows, made.id)
    assert now is not None
    letters = fields.ask(call, now, people)
    fields.for_somebody_unknown(call, now, said.owners)
    letters += moving.settle(call, made)
    if tasks.by_id(call.rows, made.id) != made:  # messengers tell of edits that change no word, too
        undo.remember(call, made)
    near = tasks.ids_of(call.rows, call.team.id, (*made.waits_for, *said.after))
    return Outcome(answer=_answer(call, now, said, told=not call.shows_card), changed=(made.id, *near), letters=letters)


def _kept(made: Task, said: Sentence) -> tuple[int, ...]:
    return tuple(number for number in made.waits_for if number in said.after)


def _others_changed(call: Call, made: Task) -> bool:
    """Did anybody else give it a date, a field or a proposal since?"""
    asked = any(a.by not in (call.member.person, a.person) for a in made.assignments)
    return asked or tasks.changed_by_others(call.rows, made.id, call.member.person)


def _correct_in_part(call: Call, made: Task, said: Sentence) -> Outcome:
    """Only what the message says is corrected: what others added meanwhile stays."""
    fields.correct(call, made, said, fields.said_only(call, said), moves=said.reading.due is not None)
    now = tasks.by_id(call.rows, made.id)
    assert now is not None
    letters = fields.ask(call, now, fields.people_of(call, said)) + moving.settle(call, made)
    undo.remember(call, made)
    near = tasks.ids_of(call.rows, call.team.id, said.after)
    return Outcome(answer=_answer(call, now, said, told=not call.shows_card), changed=(made.id, *near), letters=letters)


def _answer(
    call: Call, made: Task, said: Sentence, alike: tuple[int, str] | None = None, *, told: bool
) -> Document | None:
    """What there is to choose or to point out; whoever sees no card is `told` what was understood, too."""
    lines: list[Line] = []
    choices: list[Choice] = []
    if told:
        key = "task-made" if call.edited is None else "item-plain"
        lines.append(line(phrase(key, number=f"#{made.number}", title=made.title), *fields.heard(said)))
    asking, offered = fields.doubtful(call, made, said)
    lines += asking
    choices += offered
    if alike is not None:
        lines.append(line(phrase("look-alike", number=f"#{alike[0]}", title=alike[1])))
        label = phrase("choice-cancel-of", number=made.number)
        choices.append(Choice(f"cancel {made.number}", label, call.member.person))
    return Document(tuple(lines), tuple(choices)) if lines else None


COMMAND = Command(
    en="task",
    fr="tache",
    run=task,
    nearly=("todo", "new", "add", "ajouter", "ajout", "nouvelle", "creer", "a-faire", "afaire"),
    deeds=(Deed.MAKE,),
    menu=1,
    adds=True,
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
