"""What a bot says about itself: its commands for each kind of reader, its name and its descriptions."""

from __future__ import annotations

import json
import re

from tests.telegram_server.methods import Call, method
from tests.telegram_server.methods.reach import Access, chat_of
from tests.telegram_server.refusal import Json, bad
from tests.telegram_server.world import Kind

# Type BotCommand: `command` "1-32 characters. Can contain only lowercase English letters, digits and underscores."
# `description` "1-256 characters." setMyCommands: "At most 100 commands can be specified."
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST, _LONGEST = 100, 256
_LANGUAGE = re.compile(r"[a-z]{2}|")  # "A two-letter ISO 639-1 language code"
# "New bot name; 0-64 characters", "0-512 characters", "0-120 characters"
_WORDS = {"Name": 64, "Description": 512, "ShortDescription": 120}


@method("setMyCommands")
def set_my_commands(call: Call) -> bool:
    commands = call.given["commands"]
    if len(commands) > _MOST:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        name = each["command"].removeprefix("/")
        if not name:
            raise bad("command must be non-empty")
        if len(name) > 32:
            raise bad("command length must not exceed 32")
        if not _COMMAND.fullmatch(name):
            raise bad("BOT_COMMAND_INVALID")
        if not each["description"].strip():
            raise bad("command description must be non-empty")
        if len(each["description"]) > _LONGEST:
            raise bad(f"command description length must not exceed {_LONGEST}")
    call.bot.commands[_for_whom(call)] = [dict(each) for each in commands]
    call.world.changed()
    return True


@method("getMyCommands")
def get_my_commands(call: Call) -> list[Json]:
    """ "If commands aren't set, an empty list is returned." """
    return call.bot.commands.get(_for_whom(call), [])


@method("deleteMyCommands")
def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_for_whom(call), None)
    call.world.changed()
    return True


def _for_whom(call: Call) -> str:
    """Scope and language, as the key under which commands are kept. Raises a Refusal."""
    scope: Json = call.get("scope") or {"type": "default"}
    if "chat_id" in scope:
        chat = chat_of(_with_chat(call, scope), Access.READ)
        if scope["type"] != "chat" and chat.kind is Kind.PRIVATE:
            raise bad("can't use specified command scope in private chats")
        scope = scope | {"chat_id": chat.id}
    return json.dumps([sorted(scope.items()), _language(call)])


def _with_chat(call: Call, scope: Json) -> Call:
    return Call(
        call.world,
        call.bot,
        call.poller,
        call.webhook,
        call.limits,
        call.method,
        {"chat_id": scope["chat_id"]},
    )


def _language(call: Call) -> str:
    code: str = call.get("language_code", "")
    if not _LANGUAGE.fullmatch(code):
        raise bad("invalid language code specified")
    return code


@method(*(f"setMy{words}" for words in _WORDS))
def set_my_words(call: Call) -> bool:
    words = call.method.removeprefix("setMy")
    said, language = call.get(_field(words), ""), _language(call)
    if len(said) > _WORDS[words]:
        raise bad(f"{_field(words).replace('_', ' ')} is too long")
    if words == "Name" and not said and not language:
        raise bad("name must be non-empty")  # only a localized name can be removed
    call.bot.words[f"{words}:{language}"] = said
    if words == "Name" and not language:
        call.bot.person.first_name = said
    call.world.changed()
    return True


@method(*(f"getMy{words}" for words in _WORDS))
def get_my_words(call: Call) -> Json:
    words = call.method.removeprefix("getMy")
    general = call.bot.words.get(f"{words}:", call.bot.person.first_name if words == "Name" else "")
    return {_field(words): call.bot.words.get(f"{words}:{_language(call)}") or general}


def _field(words: str) -> str:
    return {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[words]
