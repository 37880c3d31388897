"""Exactly one digest a week, whatever happens to the process or to its clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.app import App
from domain.letter import Kind
from tests.scene import PARIS, Notebook, Scene


class Wandering:
    """A bot whose clock may stand still, leap and go back, as those of real machines do."""

    def __init__(self, scene: Scene) -> None:
        self.at = scene.now.astimezone(UTC)
        self.notebook = Notebook()
        self.app = App(scene.engine, lambda: self.at, {"terminal": self.notebook}, strict=True)

    async def ticks(self, *instants: datetime) -> list[datetime]:
        """Look at the time at each of these instants. When digests left."""
        for self.at in instants:
            for _ in range(2):
                await self.app.tick()
                await self.app.settle()
        return [d.at for d in self.notebook.sent if d.kind is Kind.DIGEST]


def paris(day: int, hour: int = 9, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize("back", [paris(25, 10), paris(27, 20), paris(23, 8), paris(23, 9), paris(29, 12)])
async def test_after_three_weeks_away_one_digest_comes_and_then_one_a_week(scene: Scene, back: datetime) -> None:
    await scene.says("Léa", "/tache Décorer")
    bot = Wandering(scene)
    try:
        hours = [back + timedelta(hours=n) for n in range(24 * 14)]
        left = await bot.ticks(*hours)
    finally:
        await bot.app.close()
    assert left[0] - back < timedelta(days=1)
    gaps = [later - earlier for earlier, later in pairwise(left)]
    assert all(gap > timedelta(hours=1) for gap in gaps)
    weeks = [at.astimezone(PARIS).isocalendar()[:2] for at in left]
    assert len(set(weeks)) == len(weeks), left
    assert len(scene.rows("digest")) == len(left)


async def test_a_clock_that_leaps_a_month_and_comes_back_costs_no_week_its_digest(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer")
    bot = Wandering(scene)
    try:
        before = await bot.ticks(paris(4, 12), paris(4, 13, month=4))
        assert len(before) == 1
        await bot.ticks(*(paris(4, 13) + timedelta(hours=n) for n in range(24 * 26)))
    finally:
        await bot.app.close()
    real = [d.at for d in bot.notebook.sent if d.kind is Kind.DIGEST][1:]
    assert real == [paris(16), paris(23), paris(30)]
    assert len(scene.rows("digest")) == 4


@pytest.mark.parametrize("stops", [1, 7, 30])
async def test_a_restart_at_any_moment_sends_no_second_one(scene: Scene, stops: int) -> None:
    await scene.says("Léa", "/tache Décorer")
    sent = []
    for minute in range(0, 60, stops):
        bot = Wandering(scene)
        try:
            sent += await bot.ticks(paris(9, 8) + timedelta(minutes=30 + minute))
        finally:
            await bot.app.close()
    assert len(sent) == 1
