"""Which task a person means: a number, several, the card they answer, words of the title, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from domain import recall
from domain.document import Choice, Document, Typed, line, phrase
from domain.task import State, Task, TaskKind, most_urgent_first
from domain.text import first_line, tidy
from domain.text import words as words_of
from handlers.kit.command import Call, Pool, Question, Refusal
from storage import searches, tasks

MOST_AT_ONCE = 20
MOST_OFFERED = 6
NEWEST_CLOSED = 200  # among which words are looked for: what ended long ago has its number
_SHORT = 40  # characters of a title on a button
_NUMBERS = re.compile(
    r"^[\s:,;.]*(?:(?:la|le|the|tache|tâche|task)\s+)?(?:#|n°\s*|№\s*|no\.?\s+)?"
    r"(\d{1,9})(?!\w)[\s,;.:)+&]*(?:(?:et|and)\s+)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;&+#]|\b(?:et|and)\b", re.IGNORECASE)  # between numbers that are a list
_POLITE = frozenset(
    words_of(
        "merci thanks thank thx svp stp please ok okay voila bisous bises desole desolee sorry pardon hop enfin "
        "avec plaisir volontiers with pleasure gladly bien sur of course"
    )
)


def one(call: Call, *, words: bool = True) -> tuple[Task, str]:
    """The one task that is meant, and the words after it; `words` False: nothing but courtesy may follow.

    Raises Question where it may be one of several, Refusal with an example where there is none.
    """
    number, rest = _leading_number(call.argument)
    if number is not None:
        found = _numbered(call, number)
    elif call.replied is not None:
        found, rest = call.replied, call.argument.strip()
    else:
        found, rest = _remembered(call, words=words)
    if not words and without_courtesy(rest) and not recall.recalled(without_courtesy(rest), (found,)):
        raise Refusal("refusal-which", example=call.example())
    return found, rest


def several(call: Call, *, words: bool = False, free: bool = False) -> tuple[list[Task], str]:
    """The tasks that are meant, in the order named, each once, and the words after them if there may be any. `free`:
    these words may be anything, and begin with a number."""
    numbers: list[int] = []
    rest = call.argument
    while (found := _leading_number(rest))[0] is not None:
        numbers.append(found[0])
        rest = found[1]
    if len(numbers) < 2:
        task, rest = one(call, words=words)
        return [task], rest
    if (without_courtesy(rest) and not words) or len(numbers) > MOST_AT_ONCE:
        raise Refusal("refusal-which", example=call.example())
    listed = [_numbered(call, number) for number in dict.fromkeys(numbers)]
    before_words = call.argument[: len(call.argument) - len(rest)]
    if free and without_courtesy(rest) and not _BETWEEN.search(before_words):  # "12 2 people are ill": is 2 a task?
        if call.pressed:
            return listed[:1], _leading_number(call.argument)[1]
        raise question(call, listed, _leading_number(call.argument)[1])
    return listed, rest


def open_one(call: Call, *, words: bool = True) -> tuple[Task, str]:
    """The one task that is meant, which is open. Raises Refusal if it is closed."""
    task, rest = one(call, words=words)
    must_be_open(task)
    return task, rest


def several_open(call: Call, *, words: bool = False, free: bool = False) -> tuple[list[Task], str]:
    """The tasks that are meant, all of them open. Raises Refusal if one is closed."""
    found, rest = several(call, words=words, free=free)
    for task in found:
        must_be_open(task)
    return found, rest


def must_be_open(task: Task) -> None:
    if not task.is_open:
        raise Refusal("refusal-closed", number=f"#{task.number}", example=Typed("reopen", str(task.number)))


_NOBODYS = {TaskKind.MILESTONE: "refusal-milestone", TaskKind.EVENT: "refusal-event"}


def must_be_work(task: Task) -> None:
    """Raises Refusal for a date, which nobody carries."""
    if not task.is_work:
        raise Refusal(_NOBODYS[task.kind], number=f"#{task.number}", example=Typed("task", str(task.number)))


def question(call: Call, found: Sequence[Task], rest: str = "") -> Question:
    """Which task is meant? A button for each of these does to it what was asked."""
    offered = (
        Choice(
            tidy(f"{call.command.en} {task.number} {rest}"),
            phrase("choice-task", number=f"#{task.number}", title=first_line(task.title, _SHORT)),
            call.member.person,
        )
        for task in found[:MOST_OFFERED]
    )
    return Question(Document((line(phrase("ask-which-task", example=call.example())),), tuple(offered)))


def _remembered(call: Call, *, words: bool) -> tuple[Task, str]:
    """The task of which some words are remembered; asked back where they are of several, or of none."""
    typed = call.argument if words else without_courtesy(call.argument)
    there = _all(call)
    found, rest = recall.split(typed, there) if words else (recall.recalled(typed, there), "")
    if len(found) > 1:  # of several, one's own is meant, or the one that is open
        found = _only(found, _belongs(call)) or _only(found, lambda task: task.is_open) or found
    if len(found) == 1:
        return found[0], rest
    found = found or tuple(offer(call))
    if found:
        raise question(call, found, rest if words else "")
    raise Refusal("refusal-which", example=call.example())


def offer(call: Call) -> list[Task]:
    """What somebody who names no task may mean, the likeliest first."""
    found = [task for task in _all(call) if _belongs(call)(task)]
    if call.command.about is Pool.CLOSED:
        return sorted(found, key=lambda task: (task.closed_at is None, task.closed_at), reverse=True)
    return most_urgent_first(found)


def _all(call: Call) -> list[Task]:
    closed = call.command.about is Pool.CLOSED
    states = (State.DONE, State.CANCELLED) if closed else (State.OPEN,)
    return tasks.of_team(call.rows, call.team.id, states=states, newest=NEWEST_CLOSED if closed else None)


def _belongs(call: Call) -> Callable[[Task], bool]:
    me = call.member.person
    match call.command.about:
        case Pool.ASKED:
            sought = {search.task_id for search in searches.asking(call.rows, call.team.id, me)}
            return lambda task: task.id in sought or any(a.person == me for a in task.proposed)
        case Pool.FREE:
            return lambda task: task.is_free or ((task.lacks_people or task.is_offered) and task.part_of(me) is None)
        case Pool.CLOSED:
            return lambda task: True
        case _:
            return lambda task: any(a.person == me for a in task.accepted)


def _only(found: Sequence[Task], belongs: Callable[[Task], bool]) -> tuple[Task, ...]:
    mine = tuple(task for task in found if belongs(task))
    return mine if len(mine) == 1 else ()


def _leading_number(text: str) -> tuple[int | None, str]:
    match = _NUMBERS.match(text)
    return (int(match.group(1)), text[match.end() :].strip()) if match else (None, text)


def without_courtesy(text: str) -> str:
    """The words but for thanks and signs at the end: `12 svp 🙏` is `12`."""
    pieces = text.split()
    while pieces and (not words_of(pieces[-1]) or words_of(pieces[-1])[0] in _POLITE):
        pieces.pop()
    return " ".join(pieces)


def _numbered(call: Call, number: int) -> Task:
    task = tasks.numbered(call.rows, call.team.id, number)
    if task is None:
        raise Refusal("refusal-no-such-task", number=f"#{number}", example=Typed("tasks"))
    return task
