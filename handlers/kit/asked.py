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
_LOOKS_LIKE_A_COMMAND = re.compile(r"\s*[/!][^\W\d_]")
_AFTER_A_NAME = " :,;.!?–—\u00a0\n"  # what people put after a name


@dataclass(frozen=True)
class Asked:
    """A command and what follows it. Not `certain`: it is only the likeliest, besides `or_else`, and is asked back.
    `named`: the bot was, so no other one is meant."""

    command: Command
    argument: str
    certain: bool = True
    or_else: Command | None = None
    named: bool = False


def asked(incoming: Incoming) -> Asked | None:
    """What a text asks; None: nothing of this bot.

    It begins with a prefix, with the bot's name, or with both; in private, the bare name of a command will do where
    nothing but a number follows. What somebody forwards asks nothing.
    """
    if incoming.forwarded is not None:
        return None
    return _asked(incoming.text, incoming.bot_name, incoming.prefix, incoming.private, incoming.answers is not None)


def is_plain(incoming: Incoming) -> bool:
    """Is it no command, nor a mistake for one, but words that may answer a question?"""
    return incoming.forwarded is not None or _LOOKS_LIKE_A_COMMAND.match(incoming.text) is None


@lru_cache(maxsize=256)  # a message is looked at when it comes, when it is routed, and when it is done
def _asked(text: str, bot_name: str, prefix: str, private: bool, answers: bool) -> Asked | None:
    text = unicodedata.normalize("NFC", text).strip()
    has_prefix = text[:1] in _PREFIXES
    said = _after_the_name(text[1:] if has_prefix else text, bot_name)
    if said is not None:
        found = _by_name(said, bot_name, answers=answers, has_prefix=has_prefix)
        return replace(found, named=True) if found else None
    if has_prefix:
        found = _command(text[1:], bot_name)
        return found if found and (found.certain or text[0] == prefix) else None
    return _in_private(text) if private else None


def _by_name(said: str, bot_name: str, *, answers: bool, has_prefix: bool) -> Asked | None:
    """What follows the bot's name. With a prefix it is a command, if it begins with one; else only where nothing but a
    number follows."""
    if said[:1] in _PREFIXES:
        found = _command(said[1:], bot_name)
        if found is not None or said[0] == "/":
            return found
        said = said[1:]  # an exclamation mark may be just that
    bare = _command(said, "")
    if bare and bare.certain and (has_prefix or bare.command.en == "task" or _only_a_number(bare)):
        return bare
    return Asked(registry.of("task" if said or answers else "help"), said)


def _command(line: str, bot_name: str) -> Asked | None:
    typed = _LINE.match(line)
    if typed is None or fold(typed.group(2) or bot_name) != fold(bot_name):
        return None
    name, rest = typed.group(1), typed.group(3)
    if command := registry.find(name):
        return Asked(command, rest, named=typed.group(2) is not None)
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
    said = tail.lstrip(_AFTER_A_NAME)
    between = tail[: len(tail) - len(said)]
    is_prefix = between.endswith("!") and between[:-1][-1:].isspace() and said[:1].isalpha()  # accalmie: !help
    return f"!{said}".strip() if is_prefix else said.strip()
