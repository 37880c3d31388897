"""When quiet begins next."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.quiet_hours import QuietHours, Window, closes, is_quiet

PARIS = ZoneInfo("Europe/Paris")
NIGHTS = QuietHours.DEFAULT
SUNDAYS = QuietHours.OFF.changed([Window(0, 1440)], [6])


@pytest.mark.parametrize(
    ("hours", "at", "begins"),
    [
        ((NIGHTS,), datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 2, 20, tzinfo=UTC)),
        ((NIGHTS,), datetime(2026, 3, 2, 22, tzinfo=UTC), datetime(2026, 3, 2, 22, tzinfo=UTC)),  # it is quiet
        ((SUNDAYS,), datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 3, 7, 23, tzinfo=UTC)),
        ((SUNDAYS, NIGHTS), datetime(2026, 3, 7, 9, tzinfo=UTC), datetime(2026, 3, 7, 20, tzinfo=UTC)),
        ((NIGHTS,), datetime(2026, 3, 29, 10, tzinfo=UTC), datetime(2026, 3, 29, 19, tzinfo=UTC)),  # summer time
        ((QuietHours.OFF,), datetime(2026, 3, 2, 9, tzinfo=UTC), None),
        ((), datetime(2026, 3, 2, 9, tzinfo=UTC), None),
    ],
)
def test_quiet_begins_at_the_next_edge_or_never(
    hours: tuple[QuietHours, ...], at: datetime, begins: datetime | None
) -> None:
    assert closes(hours, at, PARIS) == begins
    assert begins is None or is_quiet(hours, begins, PARIS)
