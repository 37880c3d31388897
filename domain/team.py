"""A team, the chats it talks in, and its members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain import countries
from domain.absence import Absence
from domain.message import Ability, Place
from domain.quiet_hours import NeverOpen, Quiet, QuietHours, opens
from domain.week import WeeklySlot


class Talk(StrEnum):
    """How talkative the bot is in a chat."""

    SILENT = "silent"  # reactions and the digest; what somebody has to know, they read in private
    NORMAL = "normal"  # cards, too
    FULL = "full"  # and what is asked in the chat is answered there, for all to read


@dataclass(frozen=True)
class Team:
    """The people who share one task list. `created_at` is aware UTC, `country` its ISO 3166 code: the one that they
    named, or that of their time zone; empty for a zone without one. `holidays`: public ones are as Sundays.
    `default_effort`: the minutes that a task counts which says nothing of them; None: it counts none."""

    id: int
    name: str
    language: str
    zone: ZoneInfo
    created_at: datetime
    country: str
    holidays: bool = True
    default_effort: int | None = 60


@dataclass(frozen=True)
class Chat:
    """A place where a team talks. `digest_at`: the next digest (aware UTC), None if the chat has none, and
    `digest_thread` its topic. `code`: the host has not admitted it yet. `joined_at`: since when the bot is there (None:
    for long), `gone_at`: when it was removed. `abilities`: what the bot can do there, as the messenger said last; None
    if it says nothing of the kind. `digest_told`: the digest that was told there last (its row id)."""

    id: int
    team: Team
    place: Place
    quiet: QuietHours
    digest: WeeklySlot | None
    digest_at: datetime | None
    digest_thread: str = ""
    code: str | None = None
    joined_at: datetime | None = None
    gone_at: datetime | None = None
    abilities: frozenset[Ability] | None = None
    talk: Talk = Talk.NORMAL
    title: str | None = None
    digest_told: int | None = None

    @property
    def name(self) -> str:
        """What the chat is called; the team itself, where it has no other."""
        return self.title or self.team.name

    @property
    def is_open(self) -> bool:
        """Admitted by the host, and the bot is still there."""
        return self.code is None and self.gone_at is None

    def in_topic(self, thread: str) -> Chat:
        """The same chat in one of its topics: letters to it go there."""
        return replace(self, place=replace(self.place, thread=thread)) if thread else self


@dataclass(frozen=True)
class Member:
    """A person as seen in one team, through the account that was last heard of.

    `administrator`: of one of the team's chats, as the messenger said at `role_asked_at`; `named`: a coordinator by
    another one's word. `domain.rights` says what follows. `teams`: in how many teams they are now. `quiet`: their own
    hours, and `away`: their absence, in all of them; nobody else learns of either.
    """

    person: int
    team_id: int
    name: str
    administrator: bool
    role_asked_at: datetime | None
    named: bool
    reachable: bool
    teams: int
    language: str | None
    zone: str | None
    left_at: datetime | None
    quiet: QuietHours | None = None
    away: Absence | None = None
    handle: str | None = None
    account: int = 0  # the row id of the account
    has_several: bool = False  # accounts

    @property
    def is_current(self) -> bool:
        return self.left_at is None

    def hours(self, of_team: Sequence[QuietHours]) -> tuple[QuietHours, ...]:
        """The quiet hours that hold for what comes to them in private: the team's and their own. Public holidays are
        those of the team's country and of their own zone's, if they count in the team at all."""
        country, mine = self._countries(of_team)
        theirs = tuple(replace(one, country=mine) for one in of_team if mine != country)
        return (*of_team, *theirs, *self._own_hours(mine))

    def _countries(self, of_team: Sequence[QuietHours]) -> tuple[str, str]:
        """Whose public holidays count: the team's country, and their own."""
        country = next((one.country for one in of_team if one.country), "")
        return country, (country and self.zone and countries.of_zone(self.zone)) or country

    def _own_hours(self, country: str) -> tuple[QuietHours, ...]:
        if self.quiet is None:
            return ()
        return (replace(self.quiet, country=country, zone=ZoneInfo(self.zone) if self.zone else None),)

    def hours_to_plan(self, of_team: Sequence[QuietHours], at: datetime, zone: ZoneInfo) -> tuple[QuietHours, ...]:
        """The same, to plan by: the team's alone where nothing would ever be open."""
        hours = self.hours(of_team)
        try:
            opens(hours, at, zone)
        except NeverOpen:
            return tuple(of_team)
        return hours

    def calm(self, of_team: Sequence[QuietHours]) -> tuple[Quiet, ...]:
        """All that keeps private letters from them: quiet hours, and their absence."""
        hours = self.hours(of_team)
        return (*hours, self.away) if self.away else hours

    def own_calm(self, of_team: Sequence[QuietHours]) -> tuple[Quiet, ...]:
        """What they asked for themselves alone: their own quiet hours, and their absence."""
        own = self._own_hours(self._countries(of_team)[1])
        return (*own, self.away) if self.away else own


def nobody(letter: int, team_id: int) -> Member:
    """Whom a letter goes to that alone knows where they are: no row has this person."""
    return Member(
        person=-letter,
        team_id=team_id,
        name="",
        administrator=False,
        role_asked_at=None,
        named=False,
        reachable=True,
        teams=0,
        language=None,
        zone=None,
        left_at=None,
    )
