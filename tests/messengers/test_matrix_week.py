"""The week of `make run`, lived through by people on Matrix: the tasks and letters are those of the terminal."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.demo import DIGEST_AT, week
from bot.departure import Departure
from domain.document import Style
from domain.letter import Kind
from tests.conftest import memory
from tests.matrix_server.people import Matrix
from tests.matrix_server.seen import Seen
from tests.messengers.matrix_week import lived, on_matrix, signs
from tests.messengers.week import Sent, from_the_beginning, replayed, without_lines

_MAY = {  # lines of `/etat` about what the bot may hear and do: at the terminal it may do everything
    "status-hears",
    "status-may-close",
    "status-may-not-close",
    "close-right",
    "status-deletes-nothing",
    "status-delete-right",
    "status-encrypts",
    "status-in-clear",
}
_BEFORE = {Style.ITEM: "• ", Style.QUOTE: "> "}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
async def test_the_week_gives_the_same_tasks_and_letters(
    matrix: Matrix, engine: Engine, tmp_path: Path, encrypted: bool
) -> None:
    script = on_matrix(from_the_beginning(week()))
    here = await lived(script, engine, DIGEST_AT, matrix, tmp_path / "matrix", encrypted=encrypted)
    with memory() as other:
        expected = await replayed(script, other, DIGEST_AT, prefix="!", reactions=here.reactions)
    assert len(expected.letters) > 100
    assert len(expected.tasks) > 10
    assert without_lines(_MAY, here.letters) == without_lines(_MAY, expected.letters)
    assert here.tasks == expected.tasks
    assert [wrong for each in here.sent if (wrong := not_as_sent(each, encrypted=encrypted))] == []


def not_as_sent(sent: Sent[Seen], *, encrypted: bool) -> str:
    """What its reader saw otherwise than it was meant: words, sound, an acknowledgement. Empty if nothing."""
    letter, seen = sent.departure, sent.seen
    if seen is None:
        return f"{letter.kind} {letter.speech.plain!r} is nowhere"
    if letter.kind is Kind.ACK:
        return "" if letter.speech.plain in seen.reactions else f"no reaction on {seen.text!r}"
    if seen.text != (meant := as_read(letter)):
        return f"{seen.text!r} instead of {meant!r}"
    if bare(unescape(re.sub("<[^>]*>", "", seen.html or ""))) != bare(meant):
        return f"other words in the one of its forms: {seen.html!r}"
    if seen.notice is letter.sound:
        return f"the wrong sound: {seen.text!r}"
    if seen.edited is (letter.edits is None):
        return f"edited, or not: {seen.text!r}"
    if seen.encrypted is not (encrypted or letter.chat is None):
        return f"readable for whoever runs the server, or not for us: {seen.text!r}"
    return ""


def as_read(letter: Departure) -> str:
    """The words of a letter, and below them what each reaction does."""
    words = [_BEFORE.get(line.style, "") + line.plain for line in letter.speech.lines]
    faces = signs(letter)
    buttons = [f"{faces[each.command]}\u00a0{each.label}" for each in letter.buttons if each.command in faces]
    return "\n".join([*words, *([" · ".join(buttons)] if buttons else [])])


def bare(text: str) -> str:
    """Without what only one of the two forms of a message shows."""
    return re.sub(r"[•>\s]", "", text)
