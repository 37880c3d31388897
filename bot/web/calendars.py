"""Calendars at private addresses, for programs that ask again and again."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from aiohttp import web

from bot.clock import Clock
from bot.enclosures import calendar
from bot.enclosures.words import Words
from bot.fault import told
from bot.reading import Reader
from storage import feeds, members, teams
from storage.database import Rows
from storage.feeds import Feed

_log = logging.getLogger(__name__)
_STANDS = timedelta(seconds=30)  # a calendar that was just made is good for so long
_MOST_KEPT = 50
_MOST_WAITING = 20  # requests at once; calendars come again by themselves
_HEADERS = {
    "Cache-Control": "private, max-age=900",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True)
class _Made:
    body: bytes
    tag: str
    at: datetime


class Calendars:
    """Each answer asks whether the address is still good; the calendar itself may be half a minute old."""

    def __init__(self, read: Reader, clock: Clock) -> None:
        self._read, self._clock = read, clock
        self._waiting = 0
        self._made: OrderedDict[int, _Made] = OrderedDict()

    async def answer(self, request: web.Request) -> web.Response:
        if self._waiting >= _MOST_WAITING:
            return web.Response(status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        self._waiting += 1
        try:
            made = await self._of(request.match_info["token"])
        except asyncio.CancelledError:
            raise
        except Exception as fault:  # noqa: BLE001  # the address is in no log, whatever went wrong
            _log.error("a calendar could not be made: %s", told(fault))
            return web.Response(status=503, headers={"Retry-After": "600", "Cache-Control": "no-store"})
        finally:
            self._waiting -= 1
        if made is None:
            raise web.HTTPNotFound
        headers = {**_HEADERS, "ETag": f'"{made.tag}"'}
        if any(each.value in (made.tag, "*") for each in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        return web.Response(body=made.body, content_type=calendar.MEDIA_TYPE, charset="utf-8", headers=headers)

    async def _of(self, token: str) -> _Made | None:
        now = self._clock()
        return await self._read(lambda rows: self._look(rows, token, now))

    def _look(self, rows: Rows, token: str, now: datetime) -> _Made | None:
        feed = feeds.behind(rows, token)
        return self._fresh(rows, feed, now) if feed is not None else None

    def _fresh(self, rows: Rows, feed: Feed, now: datetime) -> _Made | None:
        """None: they left the team, or the bot did."""
        member = members.by_person(rows, feed.team, feed.person)
        chats = teams.open_chats(rows, feed.team)
        if member is None or not member.is_current or not chats:
            return None
        kept = self._made.get(feed.id)
        if kept is not None and kept.at <= now < kept.at + _STANDS:
            return kept
        team = chats[0].team
        words = Words(member.language or team.language, team, now)
        body = calendar.calendar(rows, words, None if feed.whole else member.person)
        made = self._made[feed.id] = _Made(body, sha256(body).hexdigest()[:32], now)
        while len(self._made) > _MOST_KEPT:
            self._made.popitem(last=False)
        return made
