"""Take tasks: become the owner, or a helper where somebody leads it already."""

from __future__ import annotations

from domain.document import Document, Typed, line
from domain.rights import Deed
from domain.task import Role, Task
from domain.text import words as words_of
from handlers.kit import promises, taking, undo, weighing, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import searches

_ME = frozenset({"me", "moi", "mine", "je", "i"})
_HELPING = frozenset({"help", "helping", "aide", "aider", "renfort"})


def take(call: Call) -> Outcome:
    call, anyway = weighing.said_anyway(call)
    wanted, words = which.several_open(call, words=True)
    said = set(words_of(which.without_courtesy(words)))
    helping = bool(said & _HELPING)
    if said - _ME and not helping:
        raise Refusal("refusal-which", example=call.example())
    for task in wanted:
        which.must_be_work(task)
    parts = [(task, _role(call, task, helping=helping)) for task in wanted]
    if not anyway:
        numbers = " ".join(str(task.number) for task in wanted)
        yes = f"take {numbers} help" if helping else f"take {numbers}"
        weighing.must_fit(call, [part for part in parts if _is_new(call, part)], yes)
    sought = {task.id: searches.of_task(call.rows, task.id) for task in wanted}
    taken = [task for task, role in parts if taking.take(call, task, role)]
    if taken:
        undo.remember(call, *taken)
    noted = Document(tuple(line(promises.noted(task, role)) for task, role in parts))
    return Outcome(
        answer=call.aside(noted),
        changed=tuple(task.id for task in wanted),
        letters=tuple(each for task, role in parts for each in taking.told(call, task, role, sought[task.id])),
    )


def _is_new(call: Call, part: weighing.Part) -> bool:
    """Do they not carry it yet?"""
    return all(each.person != call.member.person for each in part[0].accepted)


def _role(call: Call, task: Task, *, helping: bool) -> Role:
    lead = task.lead
    if lead is None:
        return Role.HELPER if helping else Role.LEAD
    if lead.person == call.member.person:
        return Role.LEAD
    if task.is_offered and not helping:
        return Role.LEAD
    is_asked = any(a.person == call.member.person for a in task.proposed)
    if helping or task.lacks_people or is_asked:
        return Role.HELPER
    word = call.either("help", "aide")
    raise Refusal("refusal-taken", name=lead.name, example=Typed("take", f"{task.number} {word}"))


COMMAND = Command(
    en="take",
    fr="prendre",
    run=take,
    nearly=("prends", "prend", "pris", "moi", "me", "mine", "claim", "grab"),
    deeds=(Deed.TAKE,),
    about=Pool.FREE,
    menu=3,
    examples=(
        Example(en="take 12", fr="prendre 12"),
        Example(en="take 12 help", fr="prendre 12 aide"),
        Example(en="take 12 anyway", fr="prendre 12 quand même"),
    ),
)
