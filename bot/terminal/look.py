"""What the page cannot see by itself: the chats with their quiet hours, people's names, and the letters that wait."""

from __future__ import annotations

from collections.abc import Sequence

from bot.app import App
from bot.messengers.console import HeldLetter, Page
from domain.letter import Kind
from domain.message import Place
from domain.team import Chat
from storage import calm, members, teams
from storage.database import Rows


async def look(app: App, page: Page, places: Sequence[Place]) -> None:
    """Tell the page how things stand now at these places."""
    page.knows(*await app.write(lambda rows: _see(rows, places)))


def _see(rows: Rows, places: Sequence[Place]) -> tuple[list[Chat], dict[int, str], list[HeldLetter]]:
    chats = [chat for place in places if (chat := teams.chat_at(rows, place)) is not None]
    names: dict[int, str] = {}
    held: list[HeldLetter] = []
    for team in dict.fromkeys(chat.team for chat in chats):
        names |= {known.person: known.name for known in members.known(rows, team.id)}
        held += [
            HeldLetter(
                id=row.id,
                kind=Kind(row.kind),
                team=team.id,
                name=names.get(row.person_id, team.name),
                about=row.number,
                since=row.created_at,
                until=row.not_before,
            )
            for row in calm.held_now(rows, team.id)
        ]
    return chats, names, held
