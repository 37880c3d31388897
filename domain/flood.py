"""How much one account, or one chat, may ask of the bot: so many things at once, and no more than that in ten minutes
for as long as it goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Limits:
    """How many commands, presses and reactions are served at once. Nobody types as many by hand, and a chat has room
    for several who try."""

    account: int = 100
    chat: int = 400


USUAL = Limits()
NONE = Limits(account=10**9, chat=10**9)
"""Whatever is asked is served: to measure how fast."""


def after(spent: datetime | None, at: datetime, limit: int) -> datetime | None:
    """What one thing more, said `at`, makes of `spent`; None: it is too much.

    `spent` is the instant at which all that was asked so far is forgotten, None if nothing was. Each thing takes a
    `limit`th of `WITHIN` (the generic cell rate algorithm of ITU-T I.371). All are aware UTC.
    """
    spent = max(spent or at, at) + WITHIN // limit
    return spent if spent - at <= WITHIN else None
