"""A nudge: a private reminder of one task, with the four answers that help."""

from __future__ import annotations

from domain.card import due_phrase
from domain.document import Choice, Document, Style, line, phrase
from domain.nudges import Step
from domain.task import Task


def reminder(task: Task, step: Step, person: int) -> Document:
    """What a person reads about a task two days ahead, on the day, or the morning after."""
    number = task.number
    what = [phrase("item-plain", number=f"#{number}", title=task.title)]
    if task.due:
        what.append(due_phrase(task.due, task.due_part))
    return Document(
        (line(phrase(f"nudge-{step.name.lower()}"), style=Style.HEADING), line(*what, style=Style.ITEM)),
        (
            Choice(f"done {number}", phrase("choice-done-of", number=number), person),
            Choice(f"due {number}", phrase("choice-new-date-of", number=number), person),
            Choice(f"helpwanted {number}", phrase("choice-need-help-of", number=number), person),
            Choice(f"release {number}", phrase("choice-give-back-of", number=number), person),
        ),
    )
