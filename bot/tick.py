"""Time passes: nudges, proposals that lapse and digests, each when its due column says so.

The next date is stored before the letter leaves, in the same transaction that writes the letter. What was due while
the bot was away is looked at once: what still makes sense is done, the rest is dropped. A transaction does a little of
it, so that whoever says something meanwhile has not long to wait.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot import appointments, arrivals, closing, outbox
from bot.fault import told
from domain import wall_clock, week
from domain.debate import Debate
from domain.document import Document, Style, line, phrase
from domain.letter import Kind
from domain.message import Sender
from domain.report import LOOK_AGAIN
from domain.role import TeamRole
from domain.task import Assignment
from domain.team import Chat, Team
from handlers.kit import confiding, editions, promises, searching
from handlers.kit.command import PrivateLetter
from storage import (
    assignments,
    attendance,
    changes,
    charters,
    choices,
    closures,
    debates,
    digests,
    erasing,
    forgetting,
    hours,
    letters,
    links,
    members,
    outstanding,
    reports,
    requests,
    roles,
    searches,
    settings,
    tasks,
    teams,
    thanks,
    urgent,
)
from storage import later as waiting
from storage.cards import Of
from storage.database import Rows, savepoint
from storage.letters import Recipient
from storage.searches import Search

_log = logging.getLogger(__name__)
AT_ONCE = 3  # things in one transaction; each takes some milliseconds
MOST_DIGESTS = 200  # on their way at one messenger; more than it takes until time passes next
_PAUSE = timedelta(hours=1)
_A_MOMENT = timedelta(minutes=1)
_MORE_THAN_A_WEEK = timedelta(days=8)
_SOON = timedelta(days=1)
_NEWS = timedelta(days=7)  # what happened during an absence is news that long


def tick(rows: Rows, now: datetime) -> int | None:
    """Begin with what is due by `now` (aware UTC). There may be more, unless None: then `go_on` from there."""
    changes.forget_old(rows, now)
    choices.forget_old(rows, now)
    urgent.forget_old(rows, now)
    hours.forget_old(rows, now)
    reports.erase_due(rows, now)
    waiting.forget_lost(rows)
    requests.forget_old(rows, now)
    links.forget_old(rows, now)
    return go_on(rows, now, 0)


def go_on(rows: Rows, now: datetime, place: int) -> int | None:
    """Some more of what is due, in this transaction. Returns from where the next one goes on; None: all is done."""
    left = AT_ONCE
    for at, due in enumerate(_DUE[place:], place):
        for thing in due.found(rows, now, left):
            with _alone(rows, partial(due.postpone, rows, thing, now + _PAUSE)):
                due.done(rows, thing, now)
            left -= 1
        if left <= 0:
            return at
    return None


@contextmanager
def _alone(rows: Rows, postpone: Callable[[], None]) -> Iterator[None]:
    """One due thing in a savepoint of its own: a fault in it is logged and postponed, and stops nobody else."""
    try:
        with savepoint(rows, "due"):
            yield
    except Exception as fault:  # noqa: BLE001
        _log.error("something due failed: %s", told(fault))
        postpone()


def _team(rows: Rows, team_id: int) -> tuple[Team, tuple[Chat, ...]]:
    """A team, and the chats in which it can be reached: none where the bot was removed from the last one."""
    return teams.by_id(rows, team_id), teams.open_chats(rows, team_id)


def _nudge(rows: Rows, carrier: Assignment, now: datetime) -> None:
    """The newest step that is due by now, unless its time is over; then the next one is planned."""
    task = tasks.by_id(rows, carrier.task_id)
    assert task is not None
    team, chats = _team(rows, task.team_id)
    hours = tuple(chat.quiet for chat in chats)
    theirs = promises.hours_of(rows, team.id, carrier.person, hours, team.zone, now)
    plan = promises.schedule(task, carrier, theirs, team.zone)
    ahead = [step for step in plan if step.at > now]
    assignments.set_nudge(rows, carrier.id, ahead[0].at if ahead else None)
    due = [step for step in plan if step.at <= now]
    if not chats or not due or due[-1].until <= now:
        return
    step = due[-1]
    member = members.by_person(rows, team.id, carrier.person)
    if member is None or not member.is_current:
        return
    cause = f"nudge:{task.id}:{task.due_revision}"
    if not member.reachable:
        if members.tell_unreachable_on(rows, carrier.person, task.id):
            outbox.refresh_cards(rows, chats, [task.id], f"{cause}:{step.step}:{carrier.id}", now)
        return
    made = letters.add(
        rows,
        team.id,
        Recipient(person=carrier.person),
        Kind.NUDGE,
        cause=cause,
        now=now,
        ordinal=int(step.step),
        task_id=task.id,
        detail={"revision": task.due_revision},
        expires_at=step.until,
    )
    if made is not None:
        outstanding.drop_other_nudges(rows, made, task.id, carrier.person)


def _lapse(rows: Rows, asked: Assignment, now: datetime) -> None:
    """Silence is not consent: the task looks for someone again, and whoever asked is told once, in private."""
    task = tasks.by_id(rows, asked.task_id)
    assert task is not None
    assignments.ask_no_more(rows, asked, now)
    team, chats = _team(rows, task.team_id)
    outbox.refresh_cards(rows, chats, [task.id], f"lapse:{asked.id}", now)
    if asked.by is None or not task.is_open or not chats:
        return
    told = Document(
        (
            line(phrase("lapsed")),
            line(phrase("item-plain", number=f"#{task.number}", title=task.title), style=Style.ITEM),
        )
    )
    together = f"lapse:{task.id}:{asked.since.isoformat()}"  # several people asked at once: told once
    outbox.private(rows, team, PrivateLetter(asked.by, Kind.SYSTEM, told, task.id), together, now)


def _search(rows: Rows, search: Search, now: datetime) -> None:
    """Nobody answered in time: the next one is asked, or whoever looked is told that there is nobody."""
    task = tasks.by_id(rows, search.task_id)
    assert task is not None
    team, chats = _team(rows, task.team_id)
    if not chats or searching.is_over(task, search):
        searches.end(rows, task.id)
        return
    following = searching.go_on(rows, team, search, now)
    letter = following or searching.gives_up(rows, task, search)
    outbox.private(rows, team, letter, letter.cause, now)
    if following is None:
        outbox.refresh_cards(rows, chats, [task.id], letter.cause, now)


def _lapse_role(rows: Rows, role: TeamRole, now: datetime) -> None:
    """A role that was proposed got no answer: it is as before, and whoever asked is told once, in private."""
    roles.stop_asking(rows, role.id)
    team, chats = _team(rows, role.team_id)
    if role.asked is None or role.asked_by is None or role.asked_at is None or not chats:
        return
    told = Document((line(phrase("role-lapsed", role=role.name)),))
    cause = f"lapse:role:{role.id}:{role.asked_at.isoformat()}"
    outbox.private(rows, team, PrivateLetter(role.asked_by, Kind.SYSTEM, told), cause, now)


def _back(rows: Rows, person: int, now: datetime) -> None:
    """Somebody is back: nothing of their absence is kept, what waited for them leaves, and what they offered and nobody
    took is theirs alone again."""
    since = members.away_since(rows, person)
    settings.set_away(rows, person, None, None)
    for part in assignments.offered_by(rows, person):
        assignments.set_offered(rows, part.id, False)
        outbox.refresh_where_it_is(rows, part.task_id, f"kept:{part.id}:{now}", now)
    promises.replan_person(rows, person, now)
    if since is not None:
        _welcome_back(rows, person, since, now)


def _welcome_back(rows: Rows, person: int, since: datetime, now: datetime) -> None:
    """Whoever was away can read what happened meanwhile, in each of their teams; nothing is told that they do not ask
    for. The button, which says since when they were away, goes after a week."""
    for team_id in members.teams_of_person(rows, person):
        member = members.by_person(rows, team_id, person)
        offered = editions.offered_since(rows, member, since) if member else ()
        if offered:
            told = Document((line(phrase("back-offers")),), offered)
            letter = PrivateLetter(person, Kind.SYSTEM, told)
            cause = f"news:{now.isoformat()}"  # not since when: of an absence that is over nothing is kept
            outbox.private(rows, teams.by_id(rows, team_id), letter, cause, now, expires_at=now + _NEWS)
            return


def _erase(rows: Rows, who: tuple[int, int], now: datetime) -> None:
    """The name of somebody who left a team is gone, from the cards that stand too. In no other team, they are nobody:
    their messengers forget them as well."""
    team, person = who
    accounts = members.accounts(rows, person)
    traces = forgetting.forget_in(rows, team, person, now)
    outbox.rewrite_cards(rows, team, traces, f"erased:{now.isoformat()}", now)
    if members.accounts(rows, person):
        return
    for each in accounts:
        address = Sender(each.messenger, each.server, each.external_id, "")
        there = teams.by_id(rows, team)
        cause, speaks = f"erased:{each.id}", there.language  # there is nothing to say, and the letter goes with its row
        outbox.farewell(rows, team, address, None, cause, now, language=speaks, zone=there.zone.key)


def _debate(rows: Rows, debate: Debate, now: datetime) -> None:
    """What was written without a name since yesterday is on its card from now on; once a debate is over, nothing tells
    any more whose that was."""
    debates.set_due(rows, debate.id, debate.next_change(now))
    debates.forget_gone(rows, debate.id, now)
    if debate.is_parked:
        _, chats = _team(rows, debate.team_id)
        outbox.refresh_cards(rows, chats, [debate.id], f"debate:{debate.id}:{now}", now, of=Of.DEBATE)
    else:
        debates.forget_whose(rows, debate.id)


def _report(rows: Rows, report_id: int, now: datetime) -> None:
    """Two coordinators have it, as long as there are two whom it does not concern."""
    report = reports.by_id(rows, report_id)
    assert report is not None
    reports.change(rows, report_id, look_at=now + LOOK_AGAIN)
    team, chats = _team(rows, report.team)
    for letter in confiding.watch(rows, team, report, now) if chats else ():
        outbox.private(rows, team, letter, letter.cause, now)


def _digest(rows: Rows, chat: Chat, now: datetime) -> None:
    """One digest for each window of a team, one letter for each of its chats that wants it."""
    assert chat.digest is not None
    assert chat.digest_at is not None
    team = chat.team
    end = week.last_occurrence(chat.digest, chat.digest_at, now, team.zone)
    told_on = wall_clock.local_day(end, team.zone)
    following = week.next_occurrence(chat.digest, now, team.zone, told_on)
    teams.set_digest_at(rows, chat.id, following)
    if not tasks.any_in(rows, team.id):
        return  # the first digest comes only after the first task
    if end + _SOON < now and following - now < _SOON:
        return  # one that was missed leaves no trace if the next comes within the day: it covers both
    digest_id = _window(rows, team, end)
    before = chat.digest_told
    is_after = before is not None and before < digest_id  # other chats were told meanwhile what this one was not
    detail = {"after": before} if is_after else None
    teams.set_digest_told(rows, chat.id, digest_id)
    letters.add(
        rows,
        team.id,
        Recipient(chat=chat.id),
        Kind.DIGEST,
        cause=f"digest:{digest_id}",
        now=now,
        digest_id=digest_id,
        thread=chat.digest_thread,
        detail=detail,
    )
    if any(other.id < chat.id for other in teams.open_chats(rows, team.id) if other.digest is not None):
        return  # with the digest of the team's first chat, so that nobody gets them twice
    for person in digests.readers_in_private(rows, team.id):
        letters.add(
            rows,
            team.id,
            Recipient(person=person),
            Kind.DIGEST,
            cause=f"digest:{digest_id}",
            now=now,
            digest_id=digest_id,
            detail=detail,
            expires_at=following,
        )


def _window(rows: Rows, team: Team, end: datetime) -> int:
    """The digest whose window ends here. The window of this week may be told already: by another chat of the team, or
    because the clock had run ahead; then it is that one again, and no letter leaves twice."""
    last = digests.last(rows, team.id)
    start = last.window_end if last else team.created_at
    if last is not None and start >= end:
        if last.window_start > end - _MORE_THAN_A_WEEK:
            return int(last.id)
        start = end - timedelta(days=7)
    digest_id = digests.add(rows, team.id, start, end)
    tasks.mark_told(rows, team.id, digest_id)
    thanks.mark_told(rows, team.id, digest_id)
    urgent.mark_told(rows, team.id, digest_id)
    debates.mark_told(rows, team.id, digest_id)
    charters.mark_told(rows, team.id, digest_id)
    return digest_id


def _astray(rows: Rows, now: datetime, most: int) -> Sequence[Chat]:
    return teams.digests_after(rows, now + week.FURTHEST, most)


def _plan_astray(rows: Rows, chat: Chat, now: datetime) -> None:
    """A clock that ran ahead planned a digest far away: plan it anew."""
    assert chat.digest is not None
    last = digests.last(rows, chat.team.id)
    told = wall_clock.local_day(last.window_end, chat.team.zone) if last and last.window_end <= now else None
    teams.set_digest_at(rows, chat.id, week.next_occurrence(chat.digest, now, chat.team.zone, told))


def _digests_due(rows: Rows, now: datetime, most: int) -> Sequence[Chat]:
    """No more than their messenger takes: a digest that is written later tells what happened until then."""
    there = letters.digests_on_their_way(rows, now + _A_MOMENT)
    return teams.digests_due(rows, now, most, but=[at for at, digests in there.items() if digests >= MOST_DIGESTS])


@dataclass(frozen=True)
class _Due:
    """A kind of things that are due: finds some (at most so many), does one, and postpones one in which there is a
    fault. What is done, or postponed, is due no more."""

    found: Callable[[Rows, datetime, int], Sequence[Any]]
    done: Callable[[Rows, Any, datetime], None]
    postpone: Callable[[Rows, Any, datetime], None]


_DUE = (
    _Due(assignments.due_nudges, _nudge, lambda rows, carrier, at: assignments.set_nudge(rows, carrier.id, at)),
    _Due(assignments.due_lapses, _lapse, lambda rows, asked, at: assignments.set_lapse(rows, asked.id, at)),
    _Due(roles.due_lapses, _lapse_role, lambda rows, role, at: roles.set_lapse(rows, role.id, at)),
    _Due(searches.due, _search, lambda rows, search, at: searches.wait(rows, search.id, at)),
    _Due(attendance.due, appointments.look, attendance.look_at),
    _Due(members.back_by, _back, lambda rows, person, at: settings.set_person(rows, person, away_until=at)),
    _Due(debates.due, _debate, lambda rows, debate, at: debates.set_due(rows, debate.id, at)),
    _Due(closures.due, closing.look, closures.look_at),
    _Due(reports.due, _report, lambda rows, report, at: reports.change(rows, report, look_at=at)),
    _Due(_astray, _plan_astray, lambda rows, chat, at: teams.set_digest_at(rows, chat.id, at)),
    _Due(_digests_due, _digest, lambda rows, chat, at: teams.set_digest_at(rows, chat.id, at)),
    _Due(teams.not_admitted, arrivals.leave, lambda rows, chat, at: teams.wait_longer(rows, chat.id, at)),
    _Due(members.names_to_erase, _erase, lambda rows, who, at: members.change(rows, *who, erase_at=at)),
    _Due(teams.to_erase, lambda rows, team, _now: erasing.team(rows, team), teams.set_erase_at),
)
