"""Correct a task: its title, or any field of it."""

from __future__ import annotations

from dataclasses import replace

from domain import correction
from domain.document import Document, line, phrase
from domain.rights import Deed
from domain.sentence import Sentence
from domain.text import words as words_of
from handlers.kit import fields, moving, undo, which
from handlers.kit.command import Call, Command, Example, Outcome, Pool, Refusal
from storage import tasks


def edit(call: Call) -> Outcome:
    task, words = which.open_one(call)
    removed, words = correction.removed(words)
    said = fields.read(call, words)
    if not words_of(said.title) and said.title.isascii():  # a sign that was left over is no new title
        said = replace(said, title="")
    changes = {
        **fields.said_only(call, said),
        **{name: correction.USUAL[name] for name in removed if name in correction.USUAL},
    }
    moves = "due" in removed or said.reading.due is not None
    people = fields.people_of(call, said)
    if people or said.owners or said.effort_minutes or said.wanted:
        which.must_be_work(task)
    if not (said.title or changes or moves or people or said.owners or said.after):
        raise Refusal("refusal-edit", example=call.example())
    fields.correct(call, task, said, changes, moves=moves)
    now = tasks.by_id(call.rows, task.id)
    assert now is not None
    letters = fields.ask(call, now, people)
    fields.for_somebody_unknown(call, now, said.owners)
    letters += moving.settle(call, task)
    undo.remember(call, task)
    return Outcome(
        answer=_answer(call, task.number, said),
        changed=(task.id, *tasks.ids_of(call.rows, call.team.id, said.after)),
        letters=letters,
    )


def _answer(call: Call, number: int, said: Sentence) -> Document | None:
    now = tasks.numbered(call.rows, call.team.id, number)
    assert now is not None
    lines, choices = fields.doubtful(call, now, said)
    if not call.shows_card:
        what = phrase("item-plain", number=f"#{now.number}", title=now.title)
        lines.insert(0, line(what, *fields.heard(said)))
    return Document(tuple(lines), tuple(choices)) if lines else None


COMMAND = Command(
    en="edit",
    fr="corriger",
    run=edit,
    nearly=("modifier", "modif", "change", "changer", "rename", "renommer", "editer", "update", "corrige"),
    deeds=(Deed.CORRECT,),
    about=Pool.MINE,
    examples=(
        Example(en="edit 12 Book the big hall", fr="corriger 12 Réserver la grande salle"),
        Example(en="edit 12 ~3h #ball x2", fr="corriger 12 ~3h #bal x2"),
        Example(en="edit 12 no date", fr="corriger 12 sans date"),
    ),
)
