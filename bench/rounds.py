"""What one round of a measurement came to, and what several rounds come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Round:
    """So many times the same thing. Seconds; `waits`: how long each one took."""

    done: int
    took: float
    cpu: float
    waits: Sequence[float] = field(default=(), repr=False)

    @property
    def a_second(self) -> float:
        return self.done / self.took


def together(rounds: Sequence[Round]) -> dict[str, Any]:
    """Medians of the rounds, and the 95th percentile of all waits."""
    waits = [wait for one in rounds for wait in one.waits]
    told: dict[str, Any] = {
        "a_second": round(median(one.a_second for one in rounds), 1),
        "cpu_ms_each": round(median(one.cpu / one.done for one in rounds) * 1000, 3),
        "rounds": [round(one.a_second, 1) for one in rounds],
    }
    if len(waits) > 1:
        told["p95_ms"] = round(quantiles(waits, n=20)[-1] * 1000, 2)
    return told
