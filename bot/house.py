"""The house rules of whoever hosts the bot: who they are, whom they let in, what a new team starts with."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.config import Config
from domain.code import new_code
from domain.flood import USUAL, Limits
from domain.host import UNNAMED, Host
from domain.message import Sender


@dataclass(frozen=True)
class House:
    """`accounts` are the host's, as `Sender.address` writes them; where the house `is_open`, everybody may let the bot
    into a chat. `language` and `zone`: where nothing better is known. `limits`: how much somebody may ask at once.
    `itself`: the bot's own accounts, written so, too. `bridges`: what bridges call the accounts that they make for
    others, beside the usual, with their number at the other messenger in a group."""

    host: Host = UNNAMED
    accounts: frozenset[str] = frozenset()
    is_open: bool = False
    language: str = "fr"
    zone: str = "Europe/Paris"
    limits: Limits = USUAL
    new_code: Callable[[], str] = new_code
    itself: frozenset[str] = frozenset()
    bridges: tuple[re.Pattern[str], ...] = ()

    def lets_in(self, sender: Sender) -> bool:
        """May this account bring the bot into a chat without asking the host?"""
        return self.is_open or sender.address in self.accounts


def house_of(settings: Config) -> House:
    """The house as it is configured."""
    return House(
        host=Host(settings.host.name, settings.host.contact, settings.web.address.rstrip("/")),
        accounts=frozenset(settings.host.accounts),
        is_open=settings.host.admission == "open",
        language=settings.team.language,
        zone=settings.team.timezone,
        limits=Limits(settings.limits.account, settings.limits.chat),
        itself=_itself(settings),
        bridges=tuple(
            re.compile(re.escape(each).replace(r"\{id\}", r"(\d{1,20})")) for each in settings.matrix.bridges
        ),
    )


def _itself(settings: Config) -> frozenset[str]:
    """A Telegram token begins with the number of its account."""
    number = settings.telegram.token.get_secret_value().partition(":")[0]
    return frozenset({f"telegram:{number}"} if number else ())
