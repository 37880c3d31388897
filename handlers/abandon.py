"""Give a task back, or drop it for everybody? One word says both, so it is asked."""

from __future__ import annotations

from domain import rights
from domain.document import Choice, Document, line, phrase
from domain.rights import Deed
from domain.text import tidy
from handlers.kit import which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Question


def abandon(call: Call) -> Outcome:
    task, why = which.open_one(call)
    offered = []
    if rights.may(Deed.RELEASE, call.member, call.now, task):
        label = phrase("choice-give-back-of", number=task.number)
        offered.append(Choice(f"release {task.number}", label, call.member.person))
    if rights.may(Deed.CANCEL, call.member, call.now, task):
        label = phrase("choice-cancel-of", number=task.number)
        offered.append(Choice(tidy(f"cancel {task.number} {why}"), label, call.member.person))
    if not offered:
        call.must(Deed.CANCEL, task)
    asking = phrase("ask-abandon", number=f"#{task.number}", title=task.title)
    raise Question(Document((line(asking),), tuple(offered)))


COMMAND = Command(
    en="abandon",
    fr="abandonner",
    also=("annuler",),
    run=abandon,
    nearly=("annule", "abandonne", "quit", "renoncer", "renonce"),
    deeds=(Deed.RELEASE, Deed.CANCEL),
    about=Pool.MINE,
    examples=(Example(en="abandon 12", fr="abandonner 12"),),
)
