"""Who may do what: one table, asked for one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.rights import RIGHTS, ROLE_LASTS, Deed, Who, coordinates, may
from domain.task import Assignment, Consent, Role, State, Task
from domain.team import Member
from handlers.kit import registry

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LEA = Member(
    person=1,
    team_id=1,
    name="Léa",
    administrator=False,
    role_asked_at=NOW,
    named=False,
    reachable=True,
    teams=1,
    language=None,
    zone=None,
    left_at=None,
)
ANA = replace(LEA, person=2, name="Ana", administrator=True)
GONE = replace(ANA, named=True, left_at=NOW)
TASK = Task(
    id=1, team_id=1, number=1, title="x", state=State.OPEN, author=None, due_day=None, due_at=None, deadline=None,
    due_set_at=None, due_revision=0, repeat=None, project=None, effort_minutes=None, important=False, wanted=1,
    help_wanted=False, for_name=None, quote=None, link=None, created_at=NOW, closed_at=None,
)  # fmt: skip


def part(role: Role, consent: Consent, person: int = 1) -> Task:
    there = Assignment(id=1, task_id=1, person=person, name="x", role=role, consent=consent, by=2, since=NOW)
    return replace(TASK, assignments=(there,))


def test_every_deed_is_somebodys_right() -> None:
    assert set(RIGHTS) == set(Deed)


def test_every_deed_is_done_by_a_command() -> None:
    assert {deed for command in registry.commands() for deed in command.deeds} == set(Deed)


def test_whoever_left_may_still_read_and_erase_what_is_kept_of_them() -> None:
    assert may(Deed.OWN_DATA, GONE, NOW)


@pytest.mark.parametrize("deed", sorted(set(Deed) - {Deed.OWN_DATA}))
def test_whoever_left_may_do_nothing_else(deed: Deed) -> None:
    assert not may(deed, GONE, NOW, part(Role.LEAD, Consent.ACCEPTED, GONE.person))


@pytest.mark.parametrize("deed", [deed for deed, who in RIGHTS.items() if who is Who.MEMBER])
def test_what_belongs_to_all_needs_no_task_and_no_role(deed: Deed) -> None:
    assert may(deed, LEA, NOW)


@pytest.mark.parametrize("deed", [deed for deed, who in RIGHTS.items() if who is Who.COORDINATOR])
def test_what_belongs_to_coordinators_is_theirs_alone(deed: Deed) -> None:
    assert may(deed, ANA, NOW)
    assert may(deed, replace(LEA, named=True), NOW)
    assert not may(deed, LEA, NOW, part(Role.LEAD, Consent.ACCEPTED))


@pytest.mark.parametrize(
    ("member", "does"),
    [
        (ANA, True),
        (replace(ANA, role_asked_at=NOW - ROLE_LASTS), True),
        (replace(ANA, role_asked_at=NOW - ROLE_LASTS - timedelta(seconds=1)), False),
        (replace(ANA, role_asked_at=None), False),
        (replace(ANA, role_asked_at=None, named=True), True),
        (LEA, False),
        (replace(LEA, named=True), True),
        (GONE, False),
    ],
)
def test_no_answer_about_a_role_or_an_old_one_means_no_right(member: Member, does: bool) -> None:
    assert coordinates(member, NOW) is does


@pytest.mark.parametrize(
    ("task", "release", "answer", "cancel"),
    [
        (TASK, False, False, False),
        (part(Role.LEAD, Consent.ACCEPTED), True, False, True),
        (part(Role.HELPER, Consent.ACCEPTED), True, False, False),
        (part(Role.LEAD, Consent.PROPOSED), False, True, False),
        (part(Role.LEAD, Consent.ACCEPTED, person=9), False, False, False),
        (replace(TASK, author=1), False, False, True),
    ],
)
def test_some_rights_come_with_ones_part_in_a_task(task: Task, release: bool, answer: bool, cancel: bool) -> None:
    deeds = (Deed.RELEASE, Deed.ANSWER, Deed.CANCEL)
    assert tuple(may(deed, LEA, NOW, task) for deed in deeds) == (release, answer, cancel)
    assert may(Deed.CANCEL, ANA, NOW, task)
