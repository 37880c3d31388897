"""Who answers for the machine, as the bot says it."""

from __future__ import annotations

from domain.document import Phrase, phrase
from domain.host import Host


def host(there: Host) -> Phrase:
    """Who hosts the bot, and how they are reached."""
    if there.name and there.contact:
        return phrase("privacy-host-contact", name=there.name, contact=there.contact)
    if there.name or there.contact:
        return phrase("privacy-host", name=there.name or there.contact)
    return phrase("privacy-host-unknown")


def backups(there: Host) -> Phrase:
    """The host's copies, and whom to ask about them."""
    whom = " · ".join(part for part in (there.name, there.contact) if part)
    return phrase("backups-of", host=whom) if whom else phrase("backups")
