"""What `/urgent` and `/later` have in common: whose words they are, and whether the chat is quiet."""

from __future__ import annotations

import re
from datetime import datetime

from domain.document import Choice, phrase
from domain.gate import LOOK_AGAIN
from domain.quiet_hours import NeverOpen, is_quiet, opens
from domain.text import whole
from handlers.kit.command import Call

_NOW = re.compile(r"(?:now|maintenant)\s*:\s*(.+)", re.IGNORECASE | re.DOTALL)
ALREADY = ("off", "change")
"""First words of buttons below what waits: pressed twice, they do nothing twice."""


def words_of(call: Call) -> tuple[str, bool]:
    """What is to be said, and whether it was confirmed (`now: …`). Without words, an answer to a message of one's own
    means that one."""
    typed = whole(call.argument)
    if confirmed := _NOW.fullmatch(typed):
        return confirmed.group(1), True
    return typed or own_message(call), False


def own_message(call: Call) -> str:
    """The words of the message that is answered, if whoever answers wrote it; never those of a command."""
    if call.answers is None or not call.answers.mine or call.answers.text.lstrip()[:1] in ("/", "!"):
        return ""
    return whole(call.answers.text)


def takes_own_message(call: Call) -> bool:
    return not whole(call.argument)


def quiet_until(call: Call) -> datetime | None:
    """When the chat opens again; None: it is open."""
    hours, zone = (call.chat.quiet,), call.team.zone
    if not is_quiet(hours, call.now, zone):
        return None
    try:
        return opens(hours, call.now, zone)
    except NeverOpen:
        return call.now + LOOK_AGAIN


def in_the_morning(call: Call, words: str) -> Choice:
    return Choice(f"later {words}", phrase("choice-later"), call.member.person)
