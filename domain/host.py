"""Who runs the bot, as far as they say so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    """`contact`: how to reach them, as people write it (an address, a page). Empty: they have not said."""

    name: str = ""
    contact: str = ""


UNNAMED = Host()
