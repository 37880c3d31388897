"""Somebody at the terminal types as the people of a group; each line becomes what a messenger would bring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import timedelta
from itertools import count

from bot.app import App
from bot.messengers.console import Page
from bot.terminal.look import look
from bot.terminal.typed import Ahead, Line, Unclear, Wish, understand
from domain import wall_clock
from domain.document import Moment, phrase
from domain.message import Action, Incoming, Place, Sender
from domain.team import Chat
from domain.text import tidy
from storage import choices, members, teams
from storage.database import Rows

_LONGEST_LIST = 30


class Typist:
    """Types at one place. `events` names what is typed, never twice the same.

    `move`: lets time pass up to an instant, where the clock is in hand. `newcomers`: a new name enters the group. Where
    there is no group yet, the first to type adds the bot to one; the clock there is that of `zone`.
    """

    def __init__(
        self,
        app: App,
        page: Page,
        place: Place,
        *,
        events: str,
        move: Callable[..., Awaitable[None]] | None = None,
        newcomers: bool = False,
        zone: str | None = None,
    ) -> None:
        self._app, self._page, self._place = app, page, place
        self._events: Iterator[str] = (f"{events}:{number}" for number in count(1))
        self._move, self._newcomers = move, newcomers
        self._last: str | None = None
        self._zone = zone

    async def typed(self, line: str) -> bool:
        """Do what one line says. False: whoever types wants to leave."""
        chat, people = await self._app.write(self._there)
        match understand(line, people):
            case Wish.LEAVE:
                return False
            case Wish.HELP:
                self.explain(people)
            case Ahead(days, minutes):
                await self._ahead(chat, days, minutes)
            case Unclear.TIME:
                self._page.paper.tell(phrase("terminal-which-time"))
            case Unclear.WHO:
                self._page.paper.tell(phrase("terminal-who", name=self._handle_of_somebody(people)))
            case Unclear.WHAT:
                self._page.paper.tell(phrase("terminal-what", name=self._handle_of_somebody(people)))
            case Line() as said:
                await self._said(said, chat, people)
            case _:
                pass
        await look(self._app, self._page, [self._place])
        return True

    def explain(self, people: Sequence[str]) -> None:
        """How to type here, with examples that work."""
        name = self._handle_of_somebody(people)
        rows = [
            (phrase("terminal-say-group", name=name), phrase("terminal-how-group")),
            (phrase("terminal-say-private", name=name), phrase("terminal-how-private")),
            (phrase("terminal-say-press", name=name, number=self._page.a_button), phrase("terminal-how-press")),
            (phrase("terminal-say-help"), phrase("terminal-how-help")),
            (phrase("terminal-say-leave"), phrase("terminal-how-leave")),
        ]
        if self._move is not None:
            rows.insert(3, (phrase("terminal-say-time"), phrase("terminal-how-time")))
        self._page.paper.explain(phrase("terminal-here"), rows)
        if people:
            self._page.paper.tell(phrase("terminal-people", people=_list(people)), style="dim")
        if self._newcomers:
            self._page.paper.tell(phrase("terminal-newcomers" if people else "terminal-first"), style="dim")

    async def greet(self) -> None:
        """How to type here, as things stand now."""
        _, people = await self._app.write(self._there)
        self.explain(people)

    # ---- who and what

    def _there(self, rows: Rows) -> tuple[Chat | None, list[str]]:
        chat = teams.chat_at(rows, self._place)
        return chat, [known.name for known in members.known(rows, chat.team.id)] if chat is not None else []

    async def _said(self, said: Line, chat: Chat | None, people: Sequence[str]) -> None:
        who = said.who or self._last
        known = said.known and (who in people)
        if who is None:
            self._page.paper.tell(phrase("terminal-who", name=self._handle_of_somebody(people)))
        elif not known and not self._newcomers:
            self._page.paper.tell(phrase("terminal-unknown", name=tidy(who), people=_list(people)))
        elif not known and (said.private or said.button is not None):
            self._page.paper.tell(phrase("terminal-stranger", name=tidy(who), handle=_handle(who)))
        else:
            self._last = who
            if chat is None:
                await self._arrives(self._added(who))
                await look(self._app, self._page, [self._place])
            await self._arrives(await self._app.write(lambda rows: self._incoming(rows, said, who, first=not people)))

    async def _arrives(self, incoming: Incoming) -> None:
        self._page.heard(incoming)
        await self._app.receive(incoming)
        await self._app.settle()

    def _sender(self, who: str, *, coordinator: bool | None) -> Sender:
        here = self._place.messenger
        return Sender(here, "", who, who, handle=who, coordinator=coordinator, reachable=True, zone=self._zone)

    def _added(self, who: str) -> Incoming:
        return Incoming(
            own_account=self._place.messenger,
            event=next(self._events),
            said_at=self._app.clock(),
            sender=self._sender(who, coordinator=True),  # somebody has to be
            action=Action.ADDED,
            place=self._place,
            title=self._place.external_id,
        )

    def _incoming(self, rows: Rows, said: Line, who: str, *, first: bool) -> Incoming:
        event = next(self._events)
        button = choices.by_id(rows, said.button) if said.button is not None else None
        return Incoming(
            own_account=self._place.messenger,
            event=event,
            said_at=self._app.clock(),
            sender=self._sender(who, coordinator=self._coordinates(rows, who, first=first)),
            action=Action.TEXT if said.button is None else Action.PRESS,
            place=self._place,
            private=said.private if button is None else button.chat_id is None,
            text=said.text,
            message_id=event,
            choice=said.button,
            origin=button.message_id if button is not None else None,
        )

    def _coordinates(self, rows: Rows, who: str, *, first: bool) -> bool | None:
        """What this messenger says of somebody's role, with every message: what it said before."""
        chat = teams.chat_at(rows, self._place)
        member = members.by_sender(rows, chat.team.id, self._sender(who, coordinator=None)) if chat else None
        if member is not None and member.is_current:
            return member.administrator
        return True if first else None

    async def _ahead(self, chat: Chat | None, days: int, minutes: int) -> None:
        if self._move is None or chat is None:
            self._page.paper.tell(phrase("terminal-real-time"))
            return
        zone = chat.team.zone
        now = wall_clock.local(self._app.clock(), zone)
        at = wall_clock.instant(now.date() + timedelta(days=days), now.time(), zone) + timedelta(minutes=minutes)
        await self._move(max(at, self._app.clock()))
        self._page.paper.tell(phrase("terminal-now", moment=Moment(self._app.clock())), zone=zone, style="bold green")

    def _handle_of_somebody(self, people: Sequence[str]) -> str:
        return _handle(self._last or (people[0] if people else "Marc"))


def _handle(name: str) -> str:
    return f"@{tidy(name).lower()}"


def _list(people: Sequence[str]) -> str:
    return ", ".join(tidy(name) for name in people[:_LONGEST_LIST]) + ("…" if len(people) > _LONGEST_LIST else "")
