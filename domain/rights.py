"""Who may do what: one table, which the commands ask and the documentation prints."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from domain.debate import Debate
from domain.task import Task
from domain.team import Member

ROLE_LASTS = timedelta(days=1)
"""How long what the messenger said about an administrator is believed without asking again."""


class Who(StrEnum):
    """Whose right something is. But for the first, every one of them is a member of the team today."""

    KNOWN = "known"  # whoever the bot knows, also after they left
    MEMBER = "member"
    CARRIER = "carrier"  # whoever carries the task, leading or helping
    ASKED = "asked"  # whoever a proposal waits for
    INVOLVED = "involved"  # the author, the owner, or a coordinator
    PARKER = "parker"  # whoever set the debate aside, or a coordinator
    COORDINATOR = "coordinator"


class Deed(StrEnum):
    """Something that a person can do here."""

    READ = "read"
    OWN_DATA = "own-data"
    MAKE = "make"
    TAKE = "take"
    COME = "come"
    ANSWER = "answer"
    GIVE = "give"
    RELEASE = "release"
    FINISH = "finish"
    REOPEN = "reopen"
    CANCEL = "cancel"
    MOVE = "move"
    CORRECT = "correct"
    NOTE = "note"
    ORDER = "order"
    SEEK = "seek"
    TAKE_BACK = "take-back"
    THANK = "thank"
    SPEAK = "speak"
    SET_OWN = "set-own"
    SET_CALM = "set-calm"
    SET_DIGEST = "set-digest"
    WATCH = "watch"
    SET_TEAM = "set-team"
    NAME_COORDINATOR = "name-coordinator"
    GIVE_ROLE = "give-role"
    TAKE_ROLE = "take-role"
    DROP_TEMPLATE = "drop-template"
    PARK = "park"
    SETTLE = "settle"
    SET_CHARTER = "set-charter"
    EXPORT = "export"
    CONFIDE = "confide"
    READ_REPORTS = "read-reports"
    LINK = "link"


RIGHTS: dict[Deed, Who] = {
    Deed.READ: Who.MEMBER,
    Deed.OWN_DATA: Who.KNOWN,  # what is kept of oneself: read it, have it erased
    Deed.MAKE: Who.MEMBER,
    Deed.TAKE: Who.MEMBER,
    Deed.COME: Who.MEMBER,  # say that one comes to an event
    Deed.ANSWER: Who.ASKED,
    Deed.GIVE: Who.MEMBER,
    Deed.RELEASE: Who.CARRIER,
    Deed.FINISH: Who.MEMBER,
    Deed.REOPEN: Who.MEMBER,
    Deed.CANCEL: Who.INVOLVED,
    Deed.MOVE: Who.MEMBER,
    Deed.CORRECT: Who.MEMBER,
    Deed.NOTE: Who.MEMBER,
    Deed.ORDER: Who.MEMBER,
    Deed.SEEK: Who.MEMBER,
    Deed.TAKE_BACK: Who.MEMBER,  # of their own last change
    Deed.THANK: Who.MEMBER,
    Deed.SPEAK: Who.MEMBER,  # by way of the bot, in one's own name
    Deed.SET_OWN: Who.MEMBER,
    Deed.SET_CALM: Who.COORDINATOR,
    Deed.SET_DIGEST: Who.COORDINATOR,
    Deed.WATCH: Who.COORDINATOR,
    Deed.SET_TEAM: Who.COORDINATOR,
    Deed.NAME_COORDINATOR: Who.COORDINATOR,
    Deed.GIVE_ROLE: Who.COORDINATOR,  # whoever holds a role may pass it on, too
    Deed.TAKE_ROLE: Who.MEMBER,  # one that nobody holds
    Deed.DROP_TEMPLATE: Who.COORDINATOR,  # all of it at once; everybody makes, changes and applies them
    Deed.PARK: Who.MEMBER,
    Deed.LINK: Who.COORDINATOR,  # of either chat; one's own accounts are for everybody to link
    Deed.SETTLE: Who.PARKER,  # record a decision, or take a topic off the agenda
    Deed.SET_CHARTER: Who.COORDINATOR,
    Deed.EXPORT: Who.COORDINATOR,
    Deed.CONFIDE: Who.MEMBER,
    Deed.READ_REPORTS: Who.COORDINATOR,  # of those that were entrusted to them
}


def coordinates(member: Member, now: datetime) -> bool:
    """A coordinator: named by one, or an administrator of a chat as the messenger said not long ago. No answer, or one
    that is too old, means no right."""
    if not member.is_current:
        return False
    fresh = member.role_asked_at is not None and now - member.role_asked_at <= ROLE_LASTS
    return member.named or (member.administrator and fresh)


def may(deed: Deed, member: Member, now: datetime, task: Task | None = None, *, debate: Debate | None = None) -> bool:
    """The table, asked for one person; `task` or `debate` is the one that it is done to."""
    if not member.is_current:
        return RIGHTS[deed] is Who.KNOWN
    match RIGHTS[deed]:
        case Who.KNOWN | Who.MEMBER:
            return True
        case Who.COORDINATOR:
            return coordinates(member, now)
        case Who.CARRIER:
            return task is not None and any(a.person == member.person for a in task.accepted)
        case Who.ASKED:
            return task is not None and any(a.person == member.person for a in task.proposed)
        case Who.INVOLVED:
            leads = task is not None and task.lead is not None and task.lead.person == member.person
            wrote = task is not None and task.author == member.person
            return leads or wrote or coordinates(member, now)
        case Who.PARKER:
            return (debate is not None and debate.author == member.person) or coordinates(member, now)
