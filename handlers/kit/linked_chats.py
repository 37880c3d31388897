"""Several chats of one team: a coordinator of either side agrees, by a code from the one that is typed in the other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from domain.document import Choice, Document, Phrase, Style, Typed, line, phrase, says
from domain.letter import Kind
from domain.rights import Deed
from domain.team import Chat, Team
from handlers.kit import promises, renumber, zone_change
from handlers.kit.command import Call, ChatLetter, Outcome, Refusal
from storage import changes, debates, joining, links, members, parting, reports, tasks, teams
from storage.database import AnyRow, Rows
from storage.joining import Belongings, Shift

_STILL_LOOKED_AT = timedelta(days=30)  # so long the cards of what is over say what is true


def code(call: Call) -> Outcome:
    """A code for this chat's team, for whoever coordinates it."""
    call.must(Deed.LINK)
    given = new_code(call, chat=call.chat.id)
    lines = (
        line(phrase("link-code", team=call.team.name, minutes=minutes())),
        line(phrase("link-typed", example=Typed("link", given)), style=Style.ITEM),
        line(phrase("link-then"), style=Style.NOTE),
    )
    return Outcome(answer=Document(lines))


def new_code(call: Call, *, chat: int | None) -> str:
    me = call.member
    while not links.ask(
        call.rows, given := call.new_code(), person=me.person, account=me.account, chat=chat, now=call.now
    ):
        pass
    return given


def minutes() -> int:
    return round(links.COUNTS_FOR.total_seconds() / 60)


def join(call: Call, given: str, *, sure: bool) -> Outcome:
    """This chat's team becomes one with the team that the code is from, once its consequences were read."""
    if call.in_group and links.burn(call.rows, given):
        return does_not_count(call)
    if not call.coordinates:
        return refused("refusal-role-unknown" if call.member.administrator else "refusal-coordinators")
    if links.tries(call.rows, call.member.account, call.now) >= links.TRIES:
        return refused("link-tries")
    found = links.found(call.rows, given, call.now)
    here = _here(call, found)
    to = _team_of(call.rows, found)
    if found is None or here is None or to is None:
        return does_not_count(call)
    if to.id == here.team.id:
        raise Refusal("refusal-link-same", team=to.name)
    brought = joining.belongings(call.rows, here.team.id)
    by = joining.shift(call.rows, to.id)
    if brought.are_any and not sure:
        links.keep_for(call.rows, found.id, here.id)
        return Outcome(answer=_consequences(call, here.team, to, brought, by, given))
    links.use(call.rows, found.id)
    return _joined(call, here, to, brought, by)


def said_aloud(call: Call, given: str) -> Outcome:
    """Somebody's own code, where others read it: it counts no more."""
    links.burn(call.rows, given)
    return does_not_count(call)


def refused(key: str) -> Outcome:
    """Not by `Refusal`, which would take back what was noted of the try."""
    return Outcome(answer=says(key), refused=True)


def does_not_count(call: Call) -> Outcome:
    """Unknown, used, old, somebody else's: one answer to all."""
    links.failed(call.rows, call.member.account, call.now)
    return Outcome(answer=says("link-no-code", example=Typed("link")), refused=True)


def _here(call: Call, found: AnyRow | None) -> Chat | None:
    """The chat that joins: where it was typed, or for which it was asked, if that is confirmed in private."""
    if call.in_group:
        return call.chat if found is None or found.for_id in (None, call.chat.id) else None
    there = teams.open_chats(call.rows, call.team.id)
    return next((chat for chat in there if found is not None and chat.id == found.for_id), None)


def _team_of(rows: Rows, found: AnyRow | None) -> Team | None:
    """The team that a code lets others join: whoever asked for it must coordinate there still."""
    if found is None or found.chat_id is None:
        return None
    chat = teams.chat_by_id(rows, found.chat_id)
    member = members.by_person(rows, chat.team.id, found.person_id)
    agrees = member is not None and member.is_current and (member.named or member.administrator)
    return chat.team if chat.is_open and agrees else None


def _consequences(call: Call, mine: Team, to: Team, brought: Belongings, by: Shift, given: str) -> Document:
    lines = [line(phrase("link-ask", mine=mine.name, team=to.name))]
    lines += [line(said, style=Style.ITEM) for said in _numbers(mine.name, brought, by)]
    lines.append(line(phrase("link-ask-team", team=to.name), style=Style.ITEM))
    return Document(
        tuple(lines), (Choice(f"link chat {given} yes", phrase("choice-link", team=to.name), call.member.person),)
    )


def _numbers(name: str, brought: Belongings, by: Shift) -> list[Phrase]:
    said: list[Phrase] = []
    if brought.tasks:
        was, now = f"#{brought.first}", f"#{brought.first + by.tasks}"
        key = "link-tasks" if by.tasks else "link-tasks-stay"
        said.append(phrase(key, count=brought.tasks, name=name, was=was, now=now))
    if brought.debates and by.debates:
        said.append(phrase("link-debates", name=name))
    if brought.roles:
        said.append(phrase("link-roles"))
    return said


def _joined(call: Call, here: Chat, to: Team, brought: Belongings, by: Shift) -> Outcome:
    rows, mine = call.rows, here.team
    if mine.zone != to.zone:
        zone_change.move(call, to.zone.key)
    renumber.renumber(rows, mine.id, by)
    shown = [*tasks.of_team(rows, mine.id), *tasks.done_since(rows, mine.id, call.now - _STILL_LOOKED_AT)]
    debated = [*debates.parked(rows, mine.id), *debates.decided_since(rows, mine.id, call.now - _STILL_LOOKED_AT)]
    joining.join(rows, to.id, mine.id)
    changes.forget(rows, to.id, call.member.person)
    hours = tuple(chat.quiet for chat in teams.open_chats(rows, to.id))
    promises.replan_team(rows, to.id, hours, to.zone, call.now)
    reports.look_soon(rows, call.now, team=to.id)
    lines = [line(phrase("link-joined", mine=mine.name, team=to.name))]
    if brought.tasks:
        lines.append(line(_numbers(mine.name, brought, by)[0], style=Style.NOTE))
    told = ChatLetter(Kind.SYSTEM, f"{call.cause}:linked", Document(tuple(lines)), everywhere=True)
    return Outcome(
        answer=call.aside(says("noted")),
        said=(told,),
        regroups=True,
        restated=tuple(task.id for task in shown) if by.tasks else (),
        restated_debates=tuple(debate.id for debate in debated) if by.debates else (),
    )


def off(call: Call, words: Sequence[str], *, sure: bool) -> Outcome:
    """This chat has a team of its own again; asked back, with what goes and what stays."""
    call.must(Deed.LINK)
    chats = teams.chats_of(call.rows, call.team.id)
    here = _named(call, chats, words)
    if len(chats) < 2 or here is None:
        raise Refusal("link-alone", example=Typed("link"))
    goes = parting.share(call.rows, call.team.id, here.id)
    lines = [line(phrase("link-off-ask", chat=here.name, tasks=len(goes.tasks), staying=goes.staying))]
    lines.append(line(phrase("link-off-people"), style=Style.ITEM))
    if goes.cut:
        lines.append(line(phrase("link-off-cut", count=goes.cut), style=Style.ITEM))
    if not sure:
        part = Choice(f"link chat off {here.id} yes", phrase("choice-link-off", chat=here.name), call.member.person)
        return Outcome(answer=Document(tuple(lines), (part,)))
    parting.part(call.rows, call.team.id, here.id, call.now)
    told = says("link-off", chat=here.name)
    for team_id in {call.team.id, teams.chat_by_id(call.rows, here.id).team.id}:
        hours = tuple(chat.quiet for chat in teams.open_chats(call.rows, team_id))
        promises.replan_team(call.rows, team_id, hours, call.team.zone, call.now)
        reports.look_soon(call.rows, call.now, team=team_id)
    letters = (ChatLetter(Kind.SYSTEM, f"{call.cause}:parted", told, chat=each.id) for each in chats if each.is_open)
    return Outcome(answer=call.aside(says("noted")), said=tuple(letters), regroups=True)


def _named(call: Call, chats: Sequence[Chat], words: Sequence[str]) -> Chat | None:
    """The chat that a button names by its row, or where it was typed."""
    if call.pressed and words and words[0].isdigit():
        return next((chat for chat in chats if chat.id == int(words[0])), None)
    return next((chat for chat in chats if call.in_group and chat.id == call.chat.id), None)
