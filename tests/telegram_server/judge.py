"""Reads objects as JSON Lines, {"kind": "Update", "value": ...}, and says of which aiogram's models complain.

The models are made from the official documentation. They live in an environment of their own (see the Makefile),
because aiogram wants an older pydantic than the bot.
"""

from __future__ import annotations

import json
import sys

import aiogram.types
from pydantic import BaseModel, TypeAdapter, ValidationError


def strangers(value: object, path: str) -> list[str]:
    """Fields that no model knows; the models keep them beside their own."""
    if isinstance(value, list):
        return [name for i, each in enumerate(value) for name in strangers(each, f"{path}[{i}]")]
    if not isinstance(value, BaseModel):
        return []
    found = [f"{path}.{name}" for name in value.model_extra or {}]
    for name in value.model_fields_set & set(type(value).model_fields):
        found += strangers(getattr(value, name), f"{path}.{name}")
    return found


def main() -> None:
    models = {
        kind: TypeAdapter(getattr(aiogram.types, kind))
        for kind in ("Update", "Message", "User", "ChatFullInfo", "ResultChatMemberUnion", "WebhookInfo", "BotCommand")
    }
    for number, line in enumerate(sys.stdin):
        given = json.loads(line)
        try:
            read = models[given["kind"]].validate_python(given["value"])
        except ValidationError as complaint:
            print(f"{number}: {' '.join(str(complaint).split())}")
        else:
            for unknown in strangers(read, given["kind"]):
                print(f"{number}: {unknown} is unknown")


if __name__ == "__main__":
    main()
