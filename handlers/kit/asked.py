"""What a line of text asks of the bot: which command, and the words after it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from domain.message import Incoming
from domain.text import fold
from handlers.kit import registry
from handlers.kit.command import Command

_LINE = re.compile(r"\s*([^\W\d_](?:[\w-]*[\w])?)(?:@([\w.-]+))?[:,;.!?-]{0,3}(?:\s+|$|(?=#))(.*)", re.DOTALL)
_NUMBER_ON_IT = re.compile(r"(.*?[^\d-])-?(\d+)", re.DOTALL)
_NUMBER = re.compile(r"\s*#?\d")
_PREFIXES = ("/", "!")  # the messenger's own, and what people are used to elsewhere
_AFTER_A_NAME = " :,;.!?–—\u00a0\n"  # what people put after a name


@dataclass(frozen=True)
class Asked:
    """A command and what follows it. Not `certain`: it is only the likeliest, besides `or_else`, and is asked back."""

    command: Command
    argument: str
    certain: bool = True
    or_else: Command | None = None


def asked(incoming: Incoming) -> Asked | None:
    """What a text asks; None: nothing of this bot.

    It begins with a prefix or with the bot's name; in private, the bare name of a command will do where nothing but a
    number follows.
    """
    return _asked(incoming.text, incoming.bot_name, incoming.prefix, incoming.private, incoming.answers is not None)


@lru_cache(maxsize=256)  # a message is looked at when it comes, when it is routed, and when it is done
def _asked(text: str, bot_name: str, prefix: str, private: bool, answers: bool) -> Asked | None:
    text = unicodedata.normalize("NFC", text).strip()
    if text[:1] in _PREFIXES:
        found = _command(text[1:], bot_name)
        return found if found and (found.certain or text[0] == prefix) else None
    said = _after_the_name(text, bot_name)
    if said is None:
        return _in_private(text) if private else None
    if said[:1] in _PREFIXES:
        return _command(said[1:], bot_name)
    bare = _command(said, "")
    if bare and bare.certain and _only_a_number(bare):
        return bare
    return Asked(registry.of("task" if said or answers else "help"), said)


def _command(line: str, bot_name: str) -> Asked | None:
    typed = _LINE.match(line)
    if typed is None or fold(typed.group(2) or bot_name) != fold(bot_name):
        return None
    name, rest = typed.group(1), typed.group(3)
    if command := registry.find(name):
        return Asked(command, rest)
    if (apart := _NUMBER_ON_IT.fullmatch(name)) and (command := registry.find(apart.group(1))):
        return Asked(command, f"{apart.group(2)} {rest}")
    if apart:
        name, rest = apart.group(1), f"{apart.group(2)} {rest}"
    likely = registry.likely(name)
    return Asked(likely[0], rest, certain=False, or_else=likely[1] if likely[1:] else None) if likely else None


def _in_private(line: str) -> Asked | None:
    """A command without its sign. It is asked back where more words follow, for then it may be no command at all."""
    found = _command(line, "")
    if found is None or _only_a_number(found):
        return found
    return replace(found, certain=False) if found.certain else None


def _only_a_number(asks: Asked) -> bool:
    return not asks.argument.strip() or _NUMBER.match(asks.argument) is not None


def _after_the_name(text: str, bot_name: str) -> str | None:
    """What follows the bot's name at the beginning of a text; None if the text begins otherwise."""
    begin = text.removeprefix("@")
    head, tail = begin[: len(bot_name)], begin[len(bot_name) :]
    if fold(head) != fold(bot_name) or (tail and tail[0] not in _AFTER_A_NAME):
        return None
    return tail.lstrip(_AFTER_A_NAME).strip()
