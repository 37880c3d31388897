"""The week of `make run`, lived through by people on Telegram: the tasks and letters are those of the terminal."""

from __future__ import annotations

from copy import deepcopy

import pytest
from sqlalchemy import Engine

from bot.demo import DIGEST_AT, week
from bot.replay.script import Script
from domain.letter import Kind
from tests.conftest import memory
from tests.messengers.telegram_week import Json, Played, Sent, from_the_beginning, lived, replayed
from tests.telegram_server.people import Telegram

_MAY = {
    "status-hears",
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
    assert but_for_what_the_bot_may(here.letters) == but_for_what_the_bot_may(expected.letters)
    assert here.tasks == expected.tasks
    assert [wrong for each in here.sent if (wrong := not_as_sent(each))] == []


def but_for_what_the_bot_may(letters: list[Json]) -> list[Json]:
    """Without the lines of `/etat` about what the bot may hear and do: at the terminal it may do everything."""
    there = deepcopy(letters)
    for letter in there:
        lines = letter["document"]["lines"] if letter["document"] is not None else []
        kept = [each for each in lines if each["phrases"][0]["phrase"] not in _MAY]
        if len(kept) < len(lines):
            letter["document"]["lines"] = kept
            del letter["text"]  # the same lines, said
    return there


async def at_the_terminal(script: Script) -> Played:
    with memory() as engine:
        return await replayed(script, engine, DIGEST_AT)


def not_as_sent(sent: Sent) -> str:
    """What its reader saw otherwise than it was meant: words, sound, an acknowledgement. Empty if nothing."""
    letter, seen = sent.departure, sent.seen
    if seen is None:
        return f"{letter.kind} {letter.speech.plain!r} is nowhere"
    if letter.kind is Kind.ACK:
        return "" if letter.speech.plain in seen.reactions else f"no reaction on {seen.text!r}"
    if seen.text != letter.speech.plain:
        return f"{seen.text!r} instead of {letter.speech.plain!r}"
    if seen.labels != [button.label for button in letter.buttons]:
        return f"other buttons: {seen.labels}"
    if letter.edits is None and seen.silent is letter.sound:
        return f"the wrong sound: {seen.text!r}"
    return ""
