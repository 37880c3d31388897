"""Who runs the bot, as far as they say so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Host:
    """`contact`: how to reach them, as people write it (an address, a page). `address`: where the bot's own pages are,
    without a slash at its end. Empty: they have not said, or there are none."""

    name: str = ""
    contact: str = ""
    address: str = ""


UNNAMED = Host()
