"""Updates as the published schema allows them, and such as it does not: what chance, or hypothesis, makes of it."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from typing import Any

from tests.telegram_server.refusal import Json
from tests.telegram_server.schema import published

GROUP, OTHER, BASIC, CHANNEL, PRIVATE = -1001000000001, -1001000000002, -4444, -1001000000009, "private"
ANA = {"id": 11, "is_bot": False, "first_name": "Ana", "username": "ana_b"}
LEA = {"id": 12, "is_bot": False, "first_name": "Léa", "language_code": "fr"}
MARC = {"id": 13, "is_bot": False, "first_name": "Marc", "username": "marc", "last_name": "Roy"}
STRANGER = {"id": 2**52 - 1, "is_bot": False, "first_name": "Zoé 🥚"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
BOT = {"id": 7, "is_bot": True, "first_name": "Accalmie", "username": "accalmie_bot"}
NOW = 1_772_442_000  # Monday, 2 March 2026, nine o'clock UTC
NAMES = "task", "tache", "take", "done", "fait", "tasks", "edit", "undo", "start", "stop", "help", "drop", "assign"
_SAID = (
    "Salle vendredi 18h #bal",
    "1",
    "1 2",
    "",
    "me",
    "1 Salle demain",
    "@ana_b Salle",
    "🥚 Œufs",
    "99999999999",
    "#bal",
)
CHATTER = "Bonjour", "On se voit vendredi ?", "🥚🥚 tâche", "1", "", " ", "tache Salle", "a < b & c", "é" * 4096
_ODD_TEXTS = (
    "\ud83e",
    "a\udd5a",
    "\x00",
    "/\ud83e x",
    "/task \x00",
    "/task \udd5a",
    "\u202e/task",
    "/",
    "/@",
    "//",
    "x" * 9000,
)
_HUGE = 0, -1, 1, 2**31, -(2**31), 2**52, 2**63 - 1, 2**63, -(2**63), 2**64 + 7, 10**30
_ILL: tuple[Any, ...] = (None, 3, -1, 1.5, True, "", "x", "\udd5a", [], [[]], [None], {}, {"id": 1}, {"x": {}}, 10**40)
_KINDS = (
    *("message",) * 5,
    *("edited_message",) * 2,
    *("callback_query",) * 4,
    *("message_reaction",) * 3,
    "my_chat_member",  # more of it would only remove the bot from the group of the others
    "chat_member",
)
_STATUS = {"Owner": "creator", "Banned": "kicked"}
_MARKS = {"type", "status", "source"}  # say which form of its kind an object has
_DEEP = 5


class Odd:
    """One stream of updates. `chance` decides everything."""

    def __init__(self, chance: random.Random) -> None:
        self._chance, self._types = chance, published().types

    def update(self, number: int) -> Json:
        """Mostly of the kinds that the bot asks for; one in three is spoilt."""
        kinds = [name for name in self._types["Update"] if name != "update_id"]
        kind = self._one(_KINDS if self._rarely(0.85) else kinds)
        made = {"update_id": number, kind: self._value(self._types["Update"][kind]["t"], kind, 0)}
        if self._rarely(0.35):
            for _ in range(self._chance.randint(1, 2)):
                self._spoil(made)
        return made

    def _one(self, choices: Any) -> Any:
        return choices[self._chance.randrange(len(choices))]

    def _rarely(self, share: float) -> bool:
        return self._chance.randrange(100) < 100 * share

    # ---- as the schema says

    def _value(self, kind: str, name: str, depth: int) -> Any:
        usual = self._usual(kind, name)
        if usual is not None:
            return usual
        if kind.startswith("Array of "):
            return [self._value(kind[9:], name, depth + 1) for _ in range(self._chance.randint(0, 2))]
        match self._one(re.split(r" or |, | and ", kind)):
            case "Integer":
                return self._one(_HUGE) if self._rarely(0.1) else self._chance.randint(0, 40)
            case "Float":
                return self._chance.randint(-90, 90) / 7
            case "True":
                return True
            case "Boolean":
                return self._rarely(0.5)
            case "String" | "InputFile":
                return self._one(_ODD_TEXTS) if self._rarely(0.1) else self._one(CHATTER)
            case of:
                return self._object(of, depth)

    def _object(self, kind: str, depth: int) -> Json:
        fields = self._types[kind]
        made: Json = {}
        if kind == "MaybeInaccessibleMessage":
            kind = self._one(("Message", "Message", "InaccessibleMessage"))
            fields = self._types[kind]
        elif not fields:
            forms = [name for name in self._types if name.startswith(kind) and _MARKS & set(self._types[name])]
            if not forms:
                return made
            form = self._one(forms)
            fields = self._types[form]
            said = form.removeprefix(kind)
            said = _STATUS.get(said) or re.sub(r"(?<!^)(?=[A-Z])", "_", said).lower()
            made = dict.fromkeys(_MARKS & set(fields), said)
        for name, about in fields.items():
            if name not in made and (about["r"] or self._is_there(kind, name, depth, len(fields))):
                made[name] = self._value(about["t"], name, depth + 1)
        return made

    def _is_there(self, kind: str, name: str, depth: int, of: int) -> bool:
        if kind == "Message" and name in {"text", "from"}:
            return self._rarely(0.9)
        if kind == "CallbackQuery" or (kind == "Message" and name in {"entities", "reply_to_message"}):
            return depth < _DEEP and self._rarely(0.7 if kind == "CallbackQuery" else 0.2)
        return depth < _DEEP and self._rarely(min(0.5, 2 / of))

    def _usual(self, kind: str, name: str) -> Any:
        """What a group of people would have there."""
        match kind, name:
            case "User", _:
                return dict(self._one((ANA, LEA, LEA, MARC, STRANGER, ANONYMOUS, BOT)))
            case "Chat", _:
                return self._chat()
            case "Integer", "date" | "edit_date" | "forward_date":
                return NOW + self._one(
                    (0, 0, 0, 0, -60, 60, 86400 * 400, -86400 * 400, -NOW, 2**40 if self._rarely(0.1) else 1)
                )
            case "Integer", "message_id":
                return self._chance.randint(1, 12)
            case "String", "text" | "caption":
                return self._text()
            case "String", "data":
                return self._one(("1", "2", "3", "4", "", "x", "0" * 64, "9" * 18, "9" * 19, "٣"))
            case "String", "id":
                return str(self._chance.randrange(10**9))
            case "String", "emoji":
                return self._one(("👍", "✍", "✅", "🙋", "🔥"))
            case "String", "type" if self._rarely(0.9):
                return self._one(("bot_command", "mention", "text_mention", "hashtag", "date_time", "from_the_future"))
            case "Integer", "offset" | "length":
                return self._one((0, 1, 4, 5, 6, -1, -3, 4096, 2**31, 2**63))
        return None

    def _chat(self) -> Json:
        chat = self._one((GROUP, GROUP, GROUP, GROUP, OTHER, BASIC, CHANNEL, PRIVATE))
        if chat == PRIVATE:
            of = self._one((ANA, LEA, MARC, STRANGER))
            return {"id": of["id"], "type": "private", "first_name": of["first_name"]}
        kind = {BASIC: "group", CHANNEL: "channel"}.get(chat, "supergroup")
        return {"id": chat, "type": kind, "title": "Bal"}

    def _text(self) -> str:
        if self._rarely(0.1):
            return str(self._one(_ODD_TEXTS))
        if self._rarely(0.5):
            return str(self._one(CHATTER))
        return f"/{self._one(NAMES)}{self._one(('', '', '@accalmie_bot', '@other_bot'))} {self._one(_SAID)}"

    # ---- as no schema says

    def _spoil(self, made: Json) -> None:
        """One thing anywhere in it is gone, of the wrong kind, or unknown."""
        at: Any = made
        while True:
            inside = [
                each for each in (at.values() if isinstance(at, dict) else at) if isinstance(each, dict | list) and each
            ]
            if not inside or (at is not made and self._rarely(0.4)):
                break
            at = self._one(inside)
        places = [key for key in at if key != "update_id"] if isinstance(at, dict) else list(range(len(at)))
        match self._chance.randrange(3):
            case 0 if places:
                del at[self._one(places)]
            case 1 if places:
                at[self._one(places)] = self._one(_HUGE) if self._rarely(0.3) else deepcopy(self._one(_ILL))
            case _ if isinstance(at, dict):
                at[self._one(("of_tomorrow", "text", "chat", "from", "entities", "migrate_to_chat_id"))] = self._one(
                    _ILL
                )
