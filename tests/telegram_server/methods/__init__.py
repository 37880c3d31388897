"""What a bot can ask for, one function a method, found by the method's name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.telegram_server.accounts import Bot, World
from tests.telegram_server.limits import Limits
from tests.telegram_server.polling import Poller
from tests.telegram_server.webhook import Webhook


@dataclass(frozen=True)
class Call:
    """One request of one bot, already read and checked against the schema."""

    world: World
    bot: Bot
    poller: Poller
    webhook: Webhook
    limits: Limits
    method: str
    given: dict[str, Any]

    def get(self, name: str, default: Any = None) -> Any:
        return self.given.get(name, default)


Method = Callable[[Call], Any]
Waiting = Callable[[Call], Awaitable[Any]]

METHODS: dict[str, Method] = {}
WAITING: dict[str, Waiting] = {}


def method(*names: str) -> Callable[[Method], Method]:
    """Answers these methods at once."""

    def register(function: Method) -> Method:
        METHODS.update(dict.fromkeys(names, function))
        return function

    return register


def waiting_method(name: str) -> Callable[[Waiting], Waiting]:
    """Answers this method when there is something to answer."""

    def register(function: Waiting) -> Waiting:
        WAITING[name] = function
        return function

    return register
