"""A team's digest from its rows: the one that was made, or the one that would be made now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from domain import digest, load_told, wall_clock
from domain.charter import news
from domain.debate import Debate, listed
from domain.debate import told as told_of
from domain.document import Choice, Day, Document, phrase
from domain.quiet_hours import is_quiet
from domain.team import Team
from handlers.kit import planning
from storage import calm, charters, debates, digests, loads, roles, tasks, teams, thanks, urgent
from storage.database import Rows
from storage.told import Told

_SHORT = 140  # characters of a decision


def made(rows: Rows, team: Team, told: Told, now: datetime) -> Document:
    """A digest that is about to leave, from the rows of the moment; what was done was fixed when it was made, or when
    one before it was made for another chat of the team."""
    start, end = digests.window(rows, told)
    return _document(rows, team, start, end, told, now, whole=False)


def told_last(rows: Rows, team: Team, now: datetime) -> Document | None:
    """The newest digest with nothing left out, for whoever asks to see the rest; None before the first one."""
    last = digests.last(rows, team.id)
    if last is None:
        return None
    return _document(rows, team, last.window_start, last.window_end, Told(last.id), now, whole=True)


def as_of_now(rows: Rows, team: Team, now: datetime, *, whole: bool) -> Document:
    """The digest as it would be now; nothing counts as told by it."""
    last = digests.last(rows, team.id)
    return _document(rows, team, last.window_end if last else team.created_at, now, None, now, whole=whole)


def decisions(decided: Iterable[Debate], zone: ZoneInfo) -> list[digest.Entry]:
    """What was decided, and when by the clocks in `zone`."""
    return [digest.Entry(told_of(each, zone, _SHORT)) for each in decided]


def _document(
    rows: Rows,
    team: Team,
    start: datetime,
    end: datetime,
    by: Told | None,
    now: datetime,
    *,
    whole: bool,
) -> Document:
    open_tasks, load = tasks.of_team(rows, team.id), loads.of_team(rows, team, now)
    told = digest.parts(
        open_tasks,
        tasks.done_untold(rows, team.id, by),
        now,
        vacant=roles.vacant(rows, team.id),
        thanks=thanks.of_digest(rows, team.id, by),
        rang=urgent.of_digest(rows, team.id, by),
        debates=[_parked(each, now) for each in debates.parked(rows, team.id)],
        decisions=[
            *_charter(rows, team, by),
            *decisions(debates.decided_untold(rows, team.id, by), team.zone),
        ],
        plan=planning.with_load(team, open_tasks, load),
        room=load_told.group_summed(load) if load.may_be_told else (),
    )
    return digest.digest(
        told,
        start=Day(wall_clock.local_day(start, team.zone)),
        end=Day(wall_clock.local_day(end, team.zone)),
        calm=_calm(rows, team, start, end, by),
        whole=whole,
    )


def _parked(debate: Debate, now: datetime) -> digest.Entry:
    """A debate that waits, and the way to say what one thinks of it."""
    return digest.Entry(
        listed(debate, now), (Choice(f"start {debate.name}", phrase("choice-my-view-of", name=debate.name)),)
    )


def _charter(rows: Rows, team: Team, by: Told | None) -> list[digest.Entry]:
    """A new version of the charter, with the way to read it; of several, the newest."""
    new = charters.of_digest(rows, team.id, by)
    return [digest.Entry(news(new), (Choice("charter", phrase("choice-charter")),))] if new is not None else []


def _calm(rows: Rows, team: Team, start: datetime, end: datetime, by: Told | None) -> digest.Calm:
    """Of the letters that were held, those that the group's own hours held: no figure hints at who is away."""
    hours = [chat.quiet for chat in teams.open_chats(rows, team.id)]
    held = calm.held_in_window(rows, team.id, start, end, but=by.until if by else None)
    sounds, saved = calm.of_window(rows, team.id, start, end, but=by.until if by else None)
    return digest.Calm(sum(is_quiet(hours, at, team.zone) for at in held), sounds, saved)
