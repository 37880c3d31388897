"""The week of `make run`, lived through by people on Telegram: the tasks and letters are those of the terminal."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from bot.demo import DIGEST_AT, week
from bot.replay.script import Script
from domain.letter import Kind
from tests.conftest import memory
from tests.messengers.telegram_week import lived
from tests.messengers.week import Played, Sent, from_the_beginning, replayed, without_lines
from tests.telegram_server.people import Telegram
from tests.telegram_server.seen import Seen

_MAY = {  # lines of `/etat` about what the bot may hear and do: at the terminal it may do everything
    "status-hears",
    "status-may-close",
    "status-may-not-close",
    "close-right",
    "status-hears-commands",
    "status-no-reactions",
    "status-deletes-nothing",
    "status-administrator",
}
GROUPS = [("supergroup", False), ("supergroup", True), ("group", False)]  # and whether the bot administers it


@pytest.mark.parametrize(("kind", "administers"), GROUPS)
async def test_the_week_gives_the_same_tasks_and_letters(
    telegram_here: Telegram, engine: Engine, kind: str, administers: bool
) -> None:
    script = from_the_beginning(week())
    expected = await at_the_terminal(script)
    here = await lived(script, engine, DIGEST_AT, telegram_here, kind=kind, administers=administers)
    assert len(expected.letters) > 100
    assert len(expected.tasks) > 10
    assert without_lines(_MAY, here.letters) == without_lines(_MAY, expected.letters)
    assert here.tasks == expected.tasks
    assert [wrong for each in here.sent if (wrong := not_as_sent(each))] == []


async def at_the_terminal(script: Script) -> Played[None]:
    with memory() as engine:
        return await replayed(script, engine, DIGEST_AT)


def not_as_sent(sent: Sent[Seen]) -> str:
    """What its reader saw otherwise than it was meant: words, sound, an acknowledgement. Empty if nothing."""
    letter, seen = sent.departure, sent.seen
    if seen is None:
        return f"{letter.kind} {letter.speech.plain!r} is nowhere"
    if letter.kind is Kind.ACK:
        return "" if letter.speech.plain in seen.reactions else f"no reaction on {seen.text!r}"
    if seen.text.replace("\n\n", "\n") != letter.speech.plain:  # there is an empty line before each section
        return f"{seen.text!r} instead of {letter.speech.plain!r}"
    if seen.labels != [button.label for button in letter.buttons]:
        return f"other buttons: {seen.labels}"
    if letter.edits is None and seen.silent is letter.sound:
        return f"the wrong sound: {seen.text!r}"
    return ""
