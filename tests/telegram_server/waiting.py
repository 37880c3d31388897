"""The updates that wait for one bot: kept for a day, confirmed by a higher offset, handed out in order.

Bot API, method getUpdates, and "Getting updates": incoming updates are stored on the server until the bot receives
them, but not longer than 24 hours.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from tests.telegram_server.clock import ServerClock
from tests.telegram_server.refusal import Json
from tests.telegram_server.schema import published

KEPT = 24 * 3600
_REMEMBERED = 1000
# "Specify an empty list to receive all update types except chat_member, message_reaction, and
# message_reaction_count (default)" (getUpdates, `allowed_updates`).
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True)
class Waiting:
    id: int
    since: float
    update: Json


class UpdateQueue:
    """`wanted`: the kinds of update that the bot asked for; None: the default."""

    def __init__(self, first_id: int, clock: ServerClock) -> None:
        self.wanted: frozenset[str] | None = None
        self.on_arrival: Callable[[], None] = lambda: None
        self.on_confirmation: Callable[[], None] = lambda: None
        self._next_id = first_id
        self._clock = clock
        self._waiting: deque[Waiting] = deque()
        self._again: list[Json] = []
        self._newest: deque[Json] = deque(maxlen=_REMEMBERED)
        self.extra_fields: Json = {}

    def __len__(self) -> int:
        self._drop_old()
        return len(self._waiting)

    def wants(self, kind: str) -> bool:
        return kind in self.wanted if self.wanted is not None else kind not in NOT_BY_DEFAULT

    def ask_for(self, kinds: list[str]) -> None:
        """An unknown kind is ignored, as on Telegram."""
        known = frozenset(kind for kind in kinds if kind in published().types["Update"] and kind != "update_id")
        self.wanted = known or None

    def push(self, kind: str, body: Json) -> Json | None:
        """Keeps one, unless the bot does not want it. "This parameter doesn't affect updates created before"."""
        return self.push_raw({kind: body}) if self.wants(kind) else None

    def push_raw(self, fields: Json) -> Json:
        """Whatever a test wants to be delivered, with the next number."""
        update = {"update_id": self._next_id, **fields, **self.extra_fields}
        self._newest.append(update)
        self._next_id += 1
        self._waiting.append(Waiting(int(update["update_id"]), self._clock.now(), update))
        self.on_arrival()
        return update

    def skip_numbers(self, count: int) -> None:
        """After a week without updates the next identifier is chosen randomly (type Update, `update_id`)."""
        self._next_id += count

    def repeat(self, update: Json) -> None:
        """Delivers the same update with the same number again, as happens when a confirmation is lost."""
        self._again.append(update)
        self.on_arrival()

    def newest(self, count: int) -> list[Json]:
        """Those that came last, oldest first, whether they were confirmed or not."""
        return list(self._newest)[-count:]

    def take(self, offset: int, limit: int) -> list[Json]:
        """The first updates from the offset on. All before it are confirmed and forgotten.

        "The negative offset can be specified to retrieve updates starting from -offset update from the end of the
        updates queue. All previous updates will be forgotten."
        """
        self._drop_old()
        before = len(self._waiting)
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while offset > 0 and self._waiting and self._waiting[0].id < offset:
            self._waiting.popleft()
        if len(self._waiting) < before:
            self.on_confirmation()
        again, self._again = self._again[:limit], self._again[limit:]
        return again + [self._waiting[i].update for i in range(min(limit - len(again), len(self._waiting)))]

    def clear(self) -> None:
        self._waiting.clear()

    def _drop_old(self) -> None:
        oldest = self._clock.now() - KEPT
        while self._waiting and self._waiting[0].since < oldest:
            self._waiting.popleft()
