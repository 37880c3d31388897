"""How roles are shown, and how somebody is asked to take one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from domain.document import Choice, Document, Line, Mention, Style, line, phrase, says
from domain.role import TeamRole
from domain.team import Member
from handlers.kit.command import Call

_MOST_OFFERED = 6


def listed(call: Call, there: Sequence[TeamRole]) -> Document:
    """All roles of a team, or how to begin."""
    if not there:
        return says("roles-none", example=call.example(1))
    return Document((line(phrase("roles-title"), style=Style.TITLE),)) + shown(there, call.member.person)


def shown(there: Sequence[TeamRole], reader: int) -> Document:
    """A line for each role, and what its reader may want to do about them."""
    offered = [choice for each in there if each.asks(reader) for choice in _yes_or_no(each)]
    offered += [_take(each, reader) for each in there if each.is_vacant][:_MOST_OFFERED]
    if len(there) == 1 and there[0].holder == reader:
        offered.append(Choice(f"role {there[0].name} off", phrase("choice-role-back", role=there[0].name), reader))
    return Document(tuple(_line(each) for each in there), tuple(offered))


def asking(by: Member, role: TeamRole, person: int) -> Document:
    """A role, proposed to somebody."""
    lines = (
        line(phrase("role-asks", by=Mention(by.person, by.name))),
        line(phrase("role-name", role=role.name), style=Style.TITLE),
        line(phrase("role-owes-nothing"), style=Style.NOTE),
    )
    return Document(lines, _yes_or_no(replace(role, asked=person)))


def _line(role: TeamRole) -> Line:
    if role.holder is not None and role.holder_name is not None:
        said = phrase("role-held", role=role.name, name=Mention(role.holder, role.holder_name))
    elif role.asked is not None and role.asked_name is not None:
        said = phrase("role-asked", role=role.name, name=Mention(role.asked, role.asked_name))
    else:
        said = phrase("role-vacant", role=role.name)
    return line(said, style=Style.ITEM)


def _take(role: TeamRole, person: int) -> Choice:
    return Choice(f"role {role.name} me", phrase("choice-role-of", role=role.name), person)


def _yes_or_no(role: TeamRole) -> tuple[Choice, Choice]:
    return (
        Choice(f"role accept {role.id}", phrase("choice-role-of", role=role.name), role.asked),
        Choice(f"role decline {role.id}", phrase("choice-role-decline-of", role=role.name), role.asked),
    )
