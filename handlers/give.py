"""Propose a task to someone. Whoever carries it hands it over only once the other has said yes."""

from __future__ import annotations

from domain.document import Typed, says
from domain.rights import Deed
from domain.task import Consent, Role, Task
from handlers.kit import promises, seeking, undo, weighing, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Question, Refusal
from handlers.kit.which_person import ask_which, named_in
from storage import assignments, tasks


def give(call: Call) -> Outcome:
    if (someone := seeking.asked_for(call)) is not None:
        return seeking.begin(someone)
    task, words = which.open_one(call)
    which.must_be_work(task)
    named, rest = named_in(call, words, "give", f"{task.number} @sam")
    if which.without_courtesy(rest):
        raise Refusal("refusal-who", example=Typed("give", f"{task.number} @sam"))
    if len(named.people) > 1:
        raise Question(ask_which(named, f"give {task.number}", call.member.person))
    if not named.people:
        return _for_somebody_unknown(call, task, named.typed)
    return _propose(call, task, named.people[0].person, named.people[0].name)


def _for_somebody_unknown(call: Call, task: Task, name: str) -> Outcome:
    if task.lead is not None:
        raise Refusal("refusal-unknown-person", name=name)
    tasks.change(call.rows, task.id, for_name=name)
    undo.remember(call, task)
    return Outcome(answer=call.aside(says("noted-for-name", name=name)), changed=(task.id,))


def _propose(call: Call, task: Task, person: int, name: str) -> Outcome:
    there = task.part_of(person)
    lead = task.lead
    role = Role.LEAD if lead is None or lead.person == call.member.person else Role.HELPER
    if there is not None and (there.consent is Consent.PROPOSED or Role.LEAD is there.role or there.role is role):
        raise Refusal("refusal-already-asked", name=name, number=f"#{task.number}")
    if role is Role.LEAD:
        assignments.unassign(call.rows, [a.id for a in task.proposed if a.role is Role.LEAD])
    if person == call.member.person:
        if task.part_of(person) is None:
            weighing.must_fit(call, [(task, role)], f"take {task.number}")
        promises.accept(call, task, person, role)
        undo.remember(call, task)
        return Outcome(answer=call.aside(says("noted")), changed=(task.id,))
    letter = promises.propose(call, task, person, role)
    undo.remember(call, task)
    return Outcome(answer=call.aside(says("noted-asked", name=name)), changed=(task.id,), letters=(letter,))


COMMAND = Command(
    en="give",
    fr="proposer",
    run=give,
    nearly=("assign", "assigner", "propose", "donner", "attribuer", "confier"),
    deeds=(Deed.GIVE,),
    about=Pool.MINE,
    menu=6,
    examples=(
        Example(en="give 12 @sam", fr="proposer 12 @sam"),
        Example(en="give 12 someone", fr="proposer 12 quelqu'un"),
    ),
)
