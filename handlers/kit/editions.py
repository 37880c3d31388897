"""The digest's editions for one person alone, from the rows: their own part, what the coordination watches over, and
all that happened since a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from domain import digest, edition, wall_clock
from domain.document import Choice, Day, Document, Phrase, joined, phrase, says
from domain.team import Member, Team
from handlers.kit import planning, weekly
from storage import debates, digests, loads, members, roles, tasks, teams, thanks, urgent
from storage.database import Rows
from storage.told import Told


class _Edition(NamedTuple):
    """The word that asks for it, and what its buttons are called."""

    word: str
    label: str


_OWN = _Edition("me", "choice-own")
_COORDINATION = _Edition("coordination", "choice-watch")


@dataclass(frozen=True)
class _Window:
    """What a digest covers: the one that was made (`told`), or None, the one that would be."""

    start: datetime
    end: datetime
    told: Told | None

    def title(self, key: str, team: Team) -> Phrase:
        start, end = (Day(wall_clock.local_day(each, team.zone)) for each in (self.start, self.end))
        return phrase(key, start=start, end=end)


def with_digest(rows: Rows, team: Team, member: Member, by: Told, now: datetime) -> Document | None:
    """What comes to somebody in private beside a digest that was made; None if there is nothing to tell, or nothing
    that is for them any more."""
    wanted = digests.editions_of(rows, team.id, member.person)
    window = _Window(*digests.window(rows, by), by)
    told = []
    if wanted.coordination and (member.named or member.administrator):
        told.append((_COORDINATION, _watched(rows, team, window, now)))
    if wanted.own:
        told.append((_OWN, _own(rows, team, member.person, window, now)))
    there = [document + _switch(member.person, which, on=True) for which, document in told if document]
    return joined(there) if there else None


def own_now(rows: Rows, team: Team, person: int, now: datetime, *, whole: bool) -> Document:
    """One's own part as it would be now."""
    told = _own(rows, team, person, _open_window(rows, team, now), now, whole=whole) or says("own-empty")
    return told + _switch(person, _OWN, on=digests.editions_of(rows, team.id, person).own)


def watched_now(rows: Rows, team: Team, person: int, now: datetime, *, whole: bool) -> Document:
    """What the coordination watches over, as it is now."""
    told = _watched(rows, team, _open_window(rows, team, now), now, whole=whole) or says("watch-empty")
    return told + _switch(person, _COORDINATION, on=digests.editions_of(rows, team.id, person).coordination)


def since(rows: Rows, team: Team, then: datetime, zone: ZoneInfo, *, whole: bool) -> Document | None:
    """All that happened since an instant; None if nothing did."""
    told = edition.since(
        then,
        tasks.of_team(rows, team.id),
        tasks.done_since(rows, team.id, then),
        moved=tasks.moves(rows, team.id, then).keys(),
        thanks=thanks.since(rows, team.id, then),
        decided=weekly.decisions(debates.decided_since(rows, team.id, then), zone),
    )
    title = phrase("since-title", day=Day(wall_clock.local_day(then, zone)))
    return digest.page(title, told, rest=f"{_asking_since(then, zone)} all", whole=whole) if told else None


def offered_since(rows: Rows, member: Member, then: datetime) -> tuple[Choice, ...]:
    """A button for each team of somebody in which anything happened since an instant."""
    found = []
    for team_id in members.teams_of_person(rows, member.person):
        team = teams.by_id(rows, team_id)
        zone = ZoneInfo(member.zone) if member.zone else team.zone
        if teams.open_chats(rows, team_id) and since(rows, team, then, zone, whole=False):
            found.append((team, _asking_since(then, zone)))
    if len(found) == 1 and member.teams == 1:
        return (Choice(found[0][1], phrase("choice-since"), member.person),)
    return tuple(
        Choice(command, phrase("choice-since-of", team=team.name), member.person, team.id) for team, command in found
    )


def _asking_since(then: datetime, zone: ZoneInfo) -> str:
    """The command, with the instant as ISO 8601 says it."""
    return f"digest since {then.astimezone(zone).isoformat('T', 'minutes')}"


def _own(
    rows: Rows, team: Team, person: int, window: _Window, now: datetime, *, whole: bool = False
) -> Document | None:
    open_tasks = tasks.of_team(rows, team.id)
    told = edition.own(
        person,
        open_tasks,
        tasks.done_untold(rows, team.id, window.told),
        now,
        roles=[role for role in roles.of_team(rows, team.id) if role.asks(person)],
        thanks=thanks.to_person(rows, team.id, person, window.told),
        plan=planning.planned(rows, team, open_tasks, now),
    )
    return digest.page(window.title("own-title", team), told, rest="digest me all", whole=whole) if told else None


def _watched(rows: Rows, team: Team, window: _Window, now: datetime, *, whole: bool = False) -> Document | None:
    watched = edition.Watched(
        moves=tasks.moves(rows, team.id),
        roles=sum(role.asked is not None for role in roles.of_team(rows, team.id)),
        urgent=urgent.uses_told(rows, team.id, window.told),
        few=loads.few(rows, team, now),
    )
    there = tasks.of_team(rows, team.id)
    told, counted = edition.coordination(there, watched), edition.counted(there, watched)
    if not (told or counted):
        return None
    title = window.title("watch-title", team)
    return digest.page(title, told, head=counted, rest="digest coordination all", whole=whole)


def _open_window(rows: Rows, team: Team, now: datetime) -> _Window:
    last = digests.last(rows, team.id)
    return _Window(last.window_end if last else team.created_at, now, None)


def _switch(person: int, which: _Edition, *, on: bool) -> Document:
    """The button that lets an edition come every week, or no more."""
    word = "off" if on else "on"
    return Document((), (Choice(f"digest {which.word} {word}", phrase(f"{which.label}-{word}"), person),))
