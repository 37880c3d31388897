"""However somebody types, reading it takes no time that could keep others waiting: nothing grows with the square of it.

What is typed here once took minutes. The alarm is generous: what is read as it should be takes a hundredth of it.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messengers.matrix.reading import words_of
from bot.messengers.matrix.rooms import Member, Room
from domain import deadline, sentence
from domain.sentence import Known
from handlers.kit import registry
from tests.conftest import memory
from tests.scene import keys, playing

A_WHOLE_EVENT = 65_000  # characters: no messenger brings more
SECONDS = 20  # of the processor, so that a loaded machine is no fault
NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
PEOPLE = (Known(1, "Léa Martin", ("lea", "Léa Martin", "Léa")), Known(2, "Marc", ("", "Marc", "Marc")))
PIECES = (
    " ", "\n", "!", "-", ",", "#", "'", "\"", "«a ", "1", "a", "@", "@a ", "@ a ", "#1 ", "x1 ", "~2h ", "12/3 ",
    "21h00-", "after #1   ", "vendredi ", "lundi ou ", "du 1 au ", "entre 1 et ", "tous les ", "every 2 ",
    "3 semaines avant ", "mars ", "à ", "et ", "a-", "\u0301", "\ufdfa",
)  # fmt: skip


@contextmanager
def soon() -> Iterator[None]:
    """Fails what does not end."""

    def too_long(*_: Any) -> None:
        raise AssertionError("this takes for ever")

    former = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def filled(piece: str, size: int) -> str:
    """A text of one piece again and again, which at its end is not what it seemed to be."""
    return (piece * (size // len(piece) + 1))[: size - 1] + "x"


READERS: dict[str, Callable[[str], object]] = {
    "deadline": lambda text: deadline.read(text, language="fr", reference=NOW, country="FR"),
    "sentence": lambda text: sentence.parse(
        text, read=lambda rest: deadline.read(rest, language="en", reference=NOW, country="FR"), people=PEOPLE
    ),
    "names": lambda text: sentence.names_first(text, PEOPLE),
}


@pytest.mark.parametrize("reader", READERS)
def test_what_is_read_of_a_text_takes_no_time_that_grows_with_its_square(reader: str) -> None:
    with soon():
        for piece in PIECES:
            READERS[reader](filled(piece, A_WHOLE_EVENT) if piece.strip() else filled(piece, 4_000))


async def test_no_line_after_a_command_however_long_keeps_others_waiting() -> None:
    with memory() as engine:
        async with playing(engine) as scene:
            await scene.says("Léa", "/tache Décorer moi vendredi")
            for command in registry.commands():
                with soon():
                    for number, piece in enumerate((" ", "\n", "!", "@ a ", "1 ")):
                        before = "1 " if number % 2 else ""
                        await scene.says("Ana", f"/{command.en} {before}{filled(piece, A_WHOLE_EVENT)}", private=True)
            assert "fault" not in keys(*scene.notebook.sent)


async def test_a_line_that_is_too_long_is_refused_and_changes_nothing() -> None:
    with memory() as engine:
        async with playing(engine) as scene:
            before = scene.state()
            assert keys(*await scene.says("Léa", "/tache " + "très " * 1000)) == ["refusal-long-voice"]
            assert {name for name, rows in scene.state().items() if rows != before[name]} <= {"letter", "inbox"}
            await scene.says("Léa", f"/tache Décorer{' ' * 60_000}vendredi")
            assert scene.task(1).title == "Décorer"


@pytest.mark.parametrize(
    "piece", ["<a ", "<a b='", "<a =", "<!--", "<?", "</", "<", "&", "<br>", "<mx-reply>", "<a b='>"]
)
def test_no_markup_of_a_matrix_app_keeps_others_waiting(piece: str) -> None:
    pill = '<a href="https://matrix.to/#/@lea:example.org">Léa</a>'
    said = {"msgtype": "m.text", "body": "Léa", "format": "org.matrix.custom.html"}
    room = Room("!room:example.org", members={"@lea:example.org": Member("join", "Léa")})
    with soon():
        words_of({**said, "formatted_body": pill + filled(piece, A_WHOLE_EVENT)}, room, "@bot:example.org")


@pytest.mark.parametrize("piece", ["@a ", "@a:", "@person7 ", "@", "@a@"])
def test_no_names_in_a_large_matrix_room_keep_others_waiting(piece: str) -> None:
    members = {f"@p{each}:example.org": Member("join", f"Person {each}") for each in range(3000)}
    with soon():
        words_of({"msgtype": "m.text", "body": filled(piece, A_WHOLE_EVENT)}, Room("!r", members=members), "@bot:e.org")
