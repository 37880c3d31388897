"""Drop tasks for everybody, with a reason if one likes."""

from __future__ import annotations

from domain.card import titles_of
from domain.document import Document, Mention, Style, line, phrase, says
from domain.letter import Kind
from domain.rights import Deed
from domain.task import State, Task
from domain.text import first_line
from handlers.kit import closing, coming, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, PrivateLetter
from storage import tasks

_LONGEST_REASON = 160


def cancel(call: Call) -> Outcome:
    dropped, words = which.several_open(call, words=True, free=True)
    why = first_line(words, _LONGEST_REASON) or None
    for task in dropped:
        call.must(Deed.CANCEL, task)
    for task in dropped:
        closing.close(call, task, State.CANCELLED, why)
        tasks.note(call.rows, task.id, "cancelled", call.member.person, call.said_at)
    undo.remember(call, *dropped)
    news = [letter for task in dropped for letter in coming.news(call, task)]
    waiting = closing.waiting_for(call, dropped)
    told = [PrivateLetter(task.lead.person, Kind.SYSTEM, _told(call, task, why), task.id) for task in dropped
            if task.lead is not None and task.lead.person != call.member.person]  # fmt: skip
    return Outcome(
        answer=call.aside(says("noted-cancelled", tasks=titles_of(dropped))),
        changed=tuple(task.id for task in (*dropped, *waiting)),
        letters=(*told, *news, *closing.free_to_start(call, waiting)),
    )


def _told(call: Call, task: Task, why: str | None) -> Document:
    who = Mention(call.member.person, call.member.name)
    what = phrase("item-plain", number=f"#{task.number}", title=task.title)
    reason = (line(phrase("card-quote", text=why), style=Style.QUOTE),) if why else ()
    return Document((line(phrase("dropped-by", who=who)), line(what, style=Style.ITEM), *reason))


COMMAND = Command(
    en="cancel",
    fr="supprimer",
    run=cancel,
    nearly=("delete", "remove", "drop", "effacer", "enlever", "suppr", "retirer"),
    deeds=(Deed.CANCEL,),
    about=Pool.MINE,
    examples=(
        Example(en="cancel 12", fr="supprimer 12"),
        Example(en="cancel 12 the hall is closed", fr="supprimer 12 la salle est fermée"),
    ),
)
