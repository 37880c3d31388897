"""What happens to the bot while the crowd types: kills, and lines that are cut or go silent, at random instants."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.crowd.copies import Copy
from tests.chaos.crowd.line import Line


@dataclass
class Troubles:
    """`progress` tells how much of the work is done, from 0 to 1. `spans`: when each trouble began and was over, in
    seconds of time.monotonic."""

    chance: random.Random
    progress: Callable[[], float]
    kills: int = 0
    cuts: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list)

    async def kills_among(self, copies: list[Copy], times: int) -> None:
        """Mostly at work, sometimes while it starts; it is started again soon."""
        for number in range(times):
            await self.until((number + self.chance.random()) / (times + 1))
            copy = self.chance.choice(copies)
            if self.chance.random() < 0.8:
                await copy.listens()
                await asyncio.sleep(self.chance.uniform(0, 0.5))
            await self.kill(copy)

    async def kill(self, copy: Copy) -> None:
        """At once; then it is started again."""
        began = time.monotonic()
        copy.kill()
        self.kills += 1
        await asyncio.sleep(self.chance.uniform(0, 0.5))
        copy.start()
        self.spans.append((began, time.monotonic()))

    async def stop(self, copy: Copy) -> None:
        """As its host does; then it is started again. What is on its way then may leave once more, like at a kill."""
        began = time.monotonic()
        await copy.stop()
        self.kills += 1
        copy.start()
        self.spans.append((began, time.monotonic()))

    async def cuts_of(self, lines: list[Line], times: int) -> None:
        """One of them or all, mostly for a moment, sometimes for longer than a database waits for anybody."""
        for number in range(times):
            await self.until((number + self.chance.random()) / (times + 1))
            those = lines if self.chance.random() < 0.3 else [self.chance.choice(lines)]
            resets, lasts = self.chance.random() < 0.5, self.chance.random() < 0.2
            began = time.monotonic()
            for line in those:
                await (line.cut() if resets else line.hang())
            await asyncio.sleep(self.chance.uniform(10, 14) if lasts else self.chance.uniform(0.1, 2))
            for line in those:
                await line.mend()
            self.cuts += 1
            self.spans.append((began, time.monotonic()))

    async def until(self, done: float) -> None:
        while self.progress() < done:  # noqa: ASYNC110  # nobody tells
            await asyncio.sleep(0.05)
