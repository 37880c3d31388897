"""Somebody is looked for to take a task: those with room are asked one after the other, in private, and named to nobody
until they say yes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from domain import searching as rules
from domain.can_we import HORIZON
from domain.card import facts, status
from domain.document import Choice, Document, Style, line, phrase
from domain.letter import Kind
from domain.quiet_hours import NeverOpen
from domain.searching import Candidate
from domain.task import Role, Task
from domain.team import Member, Team
from domain.workload import TeamLoad
from handlers.kit import promises, weighing
from handlers.kit.command import PrivateLetter
from storage import assignments, loads, members, searches, tasks, teams
from storage.database import Rows
from storage.searches import Search


def go_on(rows: Rows, team: Team, search: Search, now: datetime) -> PrivateLetter | None:
    """The next one is asked; None: there is nobody left."""
    task = tasks.by_id(rows, search.task_id)
    assert task is not None, "a search goes with its task"
    asked = next(iter(_in_turn(rows, team, task, search, now)), None)
    if asked is None:
        return None
    searches.ask(rows, search.id, asked, answer_by(rows, team, task, asked, now))
    asking = replace(search, asked=asked)
    return PrivateLetter(
        asked, Kind.REQUEST, letter(task, asking), task.id, search=search.id, cause=f"search:{search.id}"
    )


def turned_down(rows: Rows, team: Team, search: Search, now: datetime) -> PrivateLetter | None:
    """Whoever is asked said no: the next one is asked at once. If there is none, the time to answer runs out all the
    same, so that a no looks like silence to whoever waits."""
    following = go_on(rows, team, search, now)
    if following is None:
        searches.ask(rows, search.id, None, search.moves_on_at)
    return following


def is_over(task: Task | None, search: Search) -> bool:
    """Is nobody to be looked for any more, whatever else happened?"""
    if task is None or not task.is_open:
        return True
    if search.role is Role.HELPER:
        return False
    chosen = any(each.role is Role.LEAD for each in task.proposed)
    led = task.lead is not None and task.lead.person != search.leads and not task.is_offered
    return chosen or led


def gives_up(rows: Rows, task: Task, search: Search) -> PrivateLetter:
    """Nobody was found: whoever looked is told once. What they lead they hand over to whoever takes it."""
    searches.end(rows, task.id)
    lead = task.lead
    hands_over = search.role is Role.LEAD and lead is not None and lead.person == search.seeker
    if hands_over:
        assert lead is not None
        assignments.set_offered(rows, lead.id, True)
    what = line(phrase("item-plain", number=f"#{task.number}", title=task.title), style=Style.ITEM)
    told = Document((line(phrase("search-nobody-handed" if hands_over else "search-nobody")), what))
    return PrivateLetter(search.seeker, Kind.SYSTEM, told, task.id, cause=f"search:{search.id}")


def answer_by(rows: Rows, team: Team, task: Task, person: int, now: datetime) -> datetime:
    """Until when somebody has time to answer, by their hours and the team's."""
    of_team = tuple(chat.quiet for chat in teams.open_chats(rows, team.id))
    theirs = promises.hours_of(rows, team.id, person, of_team, team.zone, now)
    try:
        return rules.answer_by(now, theirs, team.zone, task.deadline)
    except NeverOpen:
        return rules.answer_by(now, (), team.zone, task.deadline)


def letter(task: Task, search: Search) -> Document:
    """What somebody reads who is asked: the task as its card tells it, and that both answers are fine."""
    assert search.asked is not None
    asks = "search-asks" if search.role is Role.LEAD else "search-asks-help"
    number = task.number
    return Document(
        (
            line(phrase(asks)),
            line(phrase("item-plain", number=f"#{number}", title=task.title), style=Style.TITLE),
            line(status(task), *facts(task)),
            line(phrase("search-free"), style=Style.NOTE),
        ),
        (
            Choice(f"accept {number}", phrase("choice-accept-of", number=number), search.asked),
            Choice(f"decline {number}", phrase("choice-decline-of", number=number), search.asked),
            no_more(search.asked),
        ),
    )


def no_more(person: int) -> Choice:
    """The button below each letter that asks somebody without anybody having named them."""
    return Choice("hours noask", phrase("choice-noask"), person)


def composed(rows: Rows, search_id: int, person: int) -> Document | None:
    """What such a letter says when it leaves; None: it is not their turn any more."""
    search = searches.by_id(rows, search_id)
    if search is None or search.asked != person:
        return None
    task = tasks.by_id(rows, search.task_id)
    return None if task is None or is_over(task, search) else letter(task, search)


# ---- who has room


def _in_turn(rows: Rows, team: Team, task: Task, search: Search, now: datetime) -> Iterator[int]:
    """Those who may be asked, in the order in which they are."""
    load = loads.of_team(rows, team, now)
    known = searches.asked_before(rows, task.id)
    out = {search.seeker, *known, *(each.person for each in task.assignments)}
    found = with_room(rows, team, task, search.role, load, now, but=out)
    return (each.person for each in rules.in_turn(found))


def with_room(
    rows: Rows, team: Team, task: Task, role: Role, load: TeamLoad, now: datetime, *, but: set[int]
) -> Iterator[Candidate]:
    """Those whose hours leave room for a task and who may be asked: within reach, not away, and not against it."""
    unsought = searches.unsought(rows, team.id)
    for person, one in load.people.items():
        if person in but or person in unsought or one.supply is None:
            continue
        mine = weighing.share_of(load, task, person, role)
        until = mine.until if mine else load.today
        left = one.room(load.today, until, load.today + HORIZON, mine)
        if left is None or left < 0 or (mine is None and left == 0):
            continue
        member = members.by_person(rows, team.id, person)
        if member is None or not _may_be_asked(member, team, now):
            continue
        carries = any(person in work.carriers for work in load.works)
        yield Candidate(person, carries, left, rules.lot(task.number, _account(rows, person)))


def _may_be_asked(member: Member, team: Team, now: datetime) -> bool:
    is_away = member.away is not None and member.away.is_quiet(now, team.zone)
    return member.is_current and member.reachable and not is_away


def _account(rows: Rows, person: int) -> str:
    """Where somebody is known, which is the same in every copy of the database."""
    first = min((each.messenger, each.server, each.external_id) for each in members.accounts(rows, person))
    return " ".join(first)
