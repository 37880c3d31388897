"""What Telegram shows about the bot before anybody wrote: the menus of its commands, and who it is.

Everything comes from the commands' own declarations and from the phrases. Asked first and set only where it differs:
Telegram slows down bots that set the same again at each start. The bot's name is its host's business and stays.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.fault import told
from bot.locales import LANGUAGES
from bot.speech import Voice, say
from domain.document import Document, Phrase, Typed, line, phrase
from domain.rights import RIGHTS, Who
from domain.text import fold
from handlers.kit import registry
from handlers.kit.command import Command

_log = logging.getLogger(__name__)
OF_EVERYBODY = "en"  # for readers whose language the bot does not speak, Telegram shows what has no language
# Bot API, "BotCommand", "setMyCommands", "setMyShortDescription" and "setMyDescription".
_NAME = re.compile(r"[a-z0-9_]{1,32}")
_LONGEST_LINE, _MOST, _LONGEST_SHORT, _LONGEST_ABOUT = 256, 100, 120, 512
_PATIENCE = 30.0  # seconds for all of it: the group waits for the bot, not for its menus
_UTC = ZoneInfo("UTC")


async def show(bot: Bot) -> None:
    """Bring what Telegram shows up to date. What goes wrong is logged once and stops nothing: the next start tries."""
    try:
        async with asyncio.timeout(_PATIENCE):
            for language in LANGUAGES:
                await _show_in(bot, language)
    except Exception as fault:  # noqa: BLE001  # whatever it is, the bot works without a menu
        # Only what and where: some of the library's errors have the token in their words.
        _log.warning("the menus at Telegram may be those of an earlier version: %s", told(fault))


async def _show_in(bot: Bot, language: str) -> None:
    code = "" if language == OF_EVERYBODY else language.partition("-")[0]
    for scope, commands in _scopes():
        of_group = scope.type != BotCommandScope.ALL_PRIVATE_CHATS
        coordinators = scope.type == BotCommandScope.ALL_CHAT_ADMINISTRATORS
        wanted = menu(commands, language, of_group=of_group, coordinators=coordinators)
        there = await bot.get_my_commands(scope=scope, language_code=code)
        if [each.to_dict() for each in there] != [each.to_dict() for each in wanted]:
            await bot.set_my_commands(wanted, scope=scope, language_code=code)
    short = _cut(_said(language, phrase("profile-short")), _LONGEST_SHORT)
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
    about = _cut(_said(language, phrase("profile", privacy=Typed("privacy"))), _LONGEST_ABOUT)
    if (await bot.get_my_description(language_code=code)).description != about:
        await bot.set_my_description(about, language_code=code)


def _scopes() -> Iterator[tuple[BotCommandScope, list[Command]]]:
    """Who reads a menu, and the commands in it."""
    usual = [command for command in registry.commands() if command.menu is not None]
    others = [command for command in registry.commands() if command.menu is None]
    yield BotCommandScopeAllGroupChats(), usual
    yield BotCommandScopeAllChatAdministrators(), [*usual, *filter(_is_for_coordinators, others)]
    own = (one for one in others if one.personal or one.private_matter)
    yield BotCommandScopeAllPrivateChats(), [*usual, *(one for one in own if _is_for_all(one))]


def _is_for_coordinators(command: Command) -> bool:
    return any(RIGHTS[deed] is Who.COORDINATOR for deed in command.deeds)


def _is_for_all(command: Command) -> bool:
    return any(RIGHTS[deed] is not Who.COORDINATOR for deed in command.deeds)


def menu(
    commands: Sequence[Command], language: str, *, of_group: bool = False, coordinators: bool = False
) -> list[BotCommand]:
    """Names and descriptions in a language, as Telegram takes them. In a group, what concerns one person alone is typed
    so that nobody else sees it, by apps that can do that."""
    lines = []
    for command in commands:
        if name := _name(command, language):
            is_theirs = of_group and (command.personal or command.private_matter)
            does = _describe(command, language, coordinators=coordinators)
            lines.append(BotCommand(name, does, api_kwargs={"is_ephemeral": True} if is_theirs else None))
    return lines[:_MOST]


def _name(command: Command, language: str) -> str:
    """The first of its names that Telegram takes, without accents; empty if none is."""
    names = (fold(name) for name in (command.names.get(language, command.en), *command.also, command.en))
    return next((name for name in names if _NAME.fullmatch(name)), "")


def _describe(command: Command, language: str, *, coordinators: bool) -> str:
    """What it does, and how it is typed: a tap in the menu sends the bare name, which is not always enough."""
    does = phrase(f"help-{command.en}")
    first, *more = command.examples
    # One that is only looked at needs no example, but coordinators want to know how it is changed.
    wanted = [first, *(each for each in more if each.coordinators)] if coordinators else [first]
    typed = [rest for each in wanted if (rest := each.in_language(language).partition(" ")[2])]
    if typed:
        example = _said(language, phrase("menu-line", says=does, example=Typed(command.en, typed[0])))
        if len(example) <= _LONGEST_LINE:
            return example
    return _cut(_said(language, does), _LONGEST_LINE)


def _said(language: str, what: Phrase) -> str:
    voice = Voice(language, _UTC, names=registry.names_in(language))
    return say(Document((line(what),)), voice).plain


def _cut(text: str, longest: int) -> str:
    """A translation that is too long ends early rather than never being shown."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
