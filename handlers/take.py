"""Take tasks: become the owner, or a helper where somebody leads it already."""

from __future__ import annotations

from collections.abc import Iterator

from domain.document import Document, Mention, Typed, line, says
from domain.letter import Kind
from domain.rights import Deed
from domain.task import Role, Task
from domain.text import words as words_of
from handlers.kit import promises, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, PrivateLetter, Refusal
from storage import assignments, tasks

_ME = frozenset({"me", "moi", "mine", "je", "i"})
_HELPING = frozenset({"help", "helping", "aide", "aider", "renfort"})


def take(call: Call) -> Outcome:
    wanted, words = which.several_open(call, words=True)
    said = set(words_of(which.without_courtesy(words)))
    helping = bool(said & _HELPING)
    if said - _ME and not helping:
        raise Refusal("refusal-which", example=call.example())
    for task in wanted:
        which.must_be_work(task)
    roles = [_role(call, task, helping=helping) for task in wanted]
    taken = [task for task, role in zip(wanted, roles, strict=True) if _take(call, task, role)]
    if taken:
        undo.remember(call, *taken)
    noted = Document(tuple(line(promises.noted(task, role)) for task, role in zip(wanted, roles, strict=True)))
    return Outcome(
        answer=call.aside(noted),
        changed=tuple(task.id for task in wanted),
        letters=tuple(letter for task, role in zip(wanted, roles, strict=True) for letter in _told(call, task, role)),
    )


def _told(call: Call, was: Task, role: Role) -> Iterator[PrivateLetter]:
    """Whoever offered a task learns who has it now, once they are back."""
    if role is Role.LEAD and was.is_offered and was.lead is not None and was.lead.person != call.member.person:
        me = Mention(call.member.person, call.member.name)
        said = says("away-taken", name=me, number=f"#{was.number}", title=was.title)
        yield PrivateLetter(was.lead.person, Kind.SYSTEM, said, was.id)


def _take(call: Call, task: Task, role: Role) -> bool:
    """Give the task to whoever calls. False: they have this part in it already."""
    mine = task.part_of(call.member.person)
    if mine is not None and mine in task.accepted and mine.role is role:
        if mine.offered:  # they keep it
            assignments.set_offered(call.rows, mine.id, False)
        return mine.offered
    if role is Role.LEAD:  # whoever was asked and had not answered is not asked any more
        waiting = [a.id for a in task.proposed if a.role is Role.LEAD and a.person != call.member.person]
        if task.wanted > 1:  # there is room for them beside
            for asked in waiting:
                assignments.set_role(call.rows, asked, Role.HELPER)
        else:
            assignments.unassign(call.rows, waiting)
        if task.lead is not None:  # who offered it
            assignments.unassign(call.rows, [task.lead.id])
    promises.accept(call, task, call.member.person, role)
    tasks.note(call.rows, task.id, "taken" if role is Role.LEAD else "helped", call.member.person, call.said_at)
    if task.help_wanted and role is Role.HELPER:
        tasks.change(call.rows, task.id, help_wanted=False)
    return True


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
    examples=(Example(en="take 12", fr="prendre 12"), Example(en="take 12 help", fr="prendre 12 aide")),
)
