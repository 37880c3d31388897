"""Bridged rooms: people of another messenger appear in them as accounts that a bridge made, puppets.

Where the bot is on the other side as well it hears them there, and not here; nor does it ever hear itself. Where
it is on this side alone, puppets are people like others whom no private letter reaches.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.house import House
from domain.message import Incoming, Sender
from storage import members, teams
from storage.database import Rows

TELEGRAM, MATRIX = "telegram", "matrix"
# What mautrix-telegram and bridges before it usually call them; `[matrix] bridges` names others.
_USUAL = re.compile(r"@_?(?:telegram|tg)_(\d{1,20}):.+")


def stands_for(sender: Sender, house: House) -> Sender | None:
    """The account at the other messenger whose puppet this one is; None: it is nobody's."""
    if sender.messenger != MATRIX:
        return None
    for usual in (_USUAL, *house.bridges):
        if (found := usual.fullmatch(sender.external_id)) is not None:
            return Sender(TELEGRAM, "", found.group(1), sender.name)
    return None


def is_heard_elsewhere(rows: Rows, incoming: Incoming, house: House) -> bool:
    """Is this the echo of what was said at another messenger, where the bot hears it, or said itself?"""
    real = stands_for(incoming.sender, house)
    if real is None:
        return bool(incoming.relayed_from) and _talks_at(rows, incoming, incoming.relayed_from)
    if real.address in house.itself:
        return True
    return _talks_at(rows, incoming, real.messenger) or bool(members.teams_of(rows, real))


def _talks_at(rows: Rows, incoming: Incoming, messenger: str) -> bool:
    """Has the team of the chat another one at this messenger?"""
    chats = teams.chats_with(rows, incoming.place) if incoming.place is not None else ()
    return any(chat.is_open and chat.place.messenger == messenger for chat in chats)


def as_meant(rows: Rows, incoming: Incoming, house: House) -> Incoming:
    """With the people who are meant where their puppets are named, and nobody as within reach who is a puppet."""
    sender = incoming.sender
    if stands_for(sender, house) is not None:
        sender = replace(sender, reachable=False)
    mentions = tuple(_meant(rows, incoming, each, house) for each in incoming.mentions)
    return replace(incoming, sender=sender, mentions=mentions)


def _meant(rows: Rows, incoming: Incoming, named: Sender, house: House) -> Sender:
    real = stands_for(named, house)
    if real is None:
        return named
    if members.account_of(rows, real) is not None:
        return real
    is_only_here = not _talks_at(rows, incoming, real.messenger)
    return replace(named, reachable=False, is_there=named.is_there and is_only_here)
