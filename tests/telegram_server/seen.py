"""A message as somebody sees it in their app."""

from __future__ import annotations

from dataclasses import dataclass

from tests.telegram_server.refusal import Json


@dataclass(frozen=True)
class Seen:
    """`chat`: of a private one, the bot's id. `silent`: nobody's phone rang. `reactions`: by emoji, who."""

    id: int
    ephemeral_id: int | None
    chat: int
    date: int
    edited: int | None
    sender: int | None
    text: str
    entities: list[Json]
    buttons: list[list[Json]]
    reactions: dict[str, list[int]]
    silent: bool
    service: bool
    topic: int | None
    reply_to: int | None
    extra: Json

    @property
    def labels(self) -> list[str]:
        return [button["text"] for row in self.buttons for button in row]
