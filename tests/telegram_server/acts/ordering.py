"""What a test can order: that calls fail, that updates come strangely, that limits hold, that time passes."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.accounts import World
from tests.telegram_server.acts import Acts
from tests.telegram_server.faults import Fault, Faults, Trouble
from tests.telegram_server.limits import Limits, Pace
from tests.telegram_server.refusal import Json
from tests.telegram_server.world import Impossible


class Ordering(Acts):
    """`latency`: seconds that every call but getUpdates takes."""

    def __init__(self, world: World, faults: Faults, limits: Limits) -> None:
        super().__init__(world)
        self._faults, self._limits = faults, limits
        self.latency = 0.0

    def fails(self, trouble: str, **how: Any) -> None:
        """The next calls go wrong. `how`: the fields of Fault."""
        self._faults.ordered.append(Fault(Trouble(trouble), **how))

    def what_will_fail(self) -> list[str]:
        """The methods of which a call was ordered to go wrong, and none has yet; or always goes wrong."""
        return [fault.method for fault in self._faults.ordered]

    def works_again(self) -> None:
        self._faults.ordered.clear()

    def answers_after(self, seconds: float) -> None:
        self.latency = seconds

    def keeps_limits(self, on: bool, **pace: Any) -> None:
        """`pace`: the fields of Pace."""
        self._limits.pace = Pace(**pace) if on else None

    def repeats_updates(self, bot: int, count: int) -> list[int]:
        """The newest updates come once more, with the same numbers; also those that were confirmed."""
        queue = self._bot(bot).queue
        again = queue.newest(count)
        for update in again:
            queue.repeat(update)
        return [int(update["update_id"]) for update in again]

    def sends_raw(self, bot: int, fields: Json) -> int:
        """An update of a kind or with fields that nobody knows yet, or one that nobody can read."""
        return int(self._bot(bot).queue.push_raw(fields)["update_id"])

    def skips_numbers(self, bot: int, count: int) -> None:
        self._bot(bot).queue.skip_numbers(count)

    def adds_to_updates(self, bot: int, fields: Json) -> None:
        """From now on each update carries these fields beside its own, as those of a newer Bot API would."""
        self._bot(bot).queue.extra_fields = dict(fields)

    def time_passes(self, seconds: float) -> None:
        if seconds < 0:
            raise Impossible("time does not go backwards")
        self._world.clock.skip(seconds)

    def time_stands(self, unix: float | None) -> None:
        """The server's clock stands at this instant; None: it runs again."""
        self._world.clock.stand_at(unix)
