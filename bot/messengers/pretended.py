"""A chat that no messenger keeps: closing it is remembered, and keeps nobody from writing."""

from __future__ import annotations

from domain.closure import Fields, Permissions
from domain.message import Place


class Pretended:
    """For messengers that only show what would happen."""

    async def permissions(self, place: Place) -> Permissions:
        return Permissions({"write": place not in self._closed}, {"write": False})

    async def permit(self, place: Place, there: Permissions, changes: Fields) -> None:
        (self._closed.discard if changes["write"] else self._closed.add)(place)

    @property
    def _closed(self) -> set[Place]:
        closed: set[Place] = vars(self).setdefault("_closed_chats", set())
        return closed
