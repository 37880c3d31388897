"""A team's digest from its rows: the one that was made, or the one that would be made now."""

from __future__ import annotations

from datetime import datetime

from domain import digest, wall_clock
from domain.document import Day, Document
from domain.team import Team
from storage import calm, digests, roles, tasks, thanks, urgent
from storage.database import Rows


def made(rows: Rows, team: Team, digest_id: int, now: datetime) -> Document:
    """A digest that is about to leave, from the rows of the moment; what was done was fixed when it was made."""
    row = digests.by_id(rows, digest_id)
    return _document(rows, team, row.window_start, row.window_end, digest_id, now, whole=False)


def told_last(rows: Rows, team: Team, now: datetime) -> Document | None:
    """The newest digest with nothing left out, for whoever asks to see the rest; None before the first one."""
    last = digests.last(rows, team.id)
    if last is None:
        return None
    return _document(rows, team, last.window_start, last.window_end, last.id, now, whole=True)


def as_of_now(rows: Rows, team: Team, now: datetime, *, whole: bool) -> Document:
    """The digest as it would be now; nothing counts as told by it."""
    last = digests.last(rows, team.id)
    return _document(rows, team, last.window_end if last else team.created_at, now, None, now, whole=whole)


def _document(
    rows: Rows,
    team: Team,
    start: datetime,
    end: datetime,
    digest_id: int | None,
    now: datetime,
    *,
    whole: bool,
) -> Document:
    told = digest.parts(
        tasks.of_team(rows, team.id),
        tasks.done_untold(rows, team.id, digest_id),
        now,
        vacant=roles.vacant(rows, team.id),
        thanks=thanks.of_digest(rows, team.id, digest_id),
        rang=urgent.of_digest(rows, team.id, digest_id),
    )
    held, sounds = calm.of_window(rows, team.id, start, end, but=digest_id)
    return digest.digest(
        told,
        start=Day(wall_clock.local_day(start, team.zone)),
        end=Day(wall_clock.local_day(end, team.zone)),
        calm=digest.Calm(held, sounds),
        whole=whole,
    )
