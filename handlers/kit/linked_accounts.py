"""Several accounts of one person: a code that is made by one of them, in private, and given by the other."""

from __future__ import annotations

from domain.document import Choice, Document, Style, Typed, line, phrase, says
from domain.letter import Kind
from handlers.kit import linked_chats, promises
from handlers.kit.command import Call, Outcome, PrivateLetter, Refusal
from storage import links, members, parting, reports, uniting
from storage.database import AnyRow


def code(call: Call) -> Outcome:
    """A code by which another account becomes theirs."""
    given = linked_chats.new_code(call, chat=None)
    lines = (
        line(phrase("link-me", minutes=linked_chats.minutes())),
        line(phrase("link-typed", example=Typed("link", given)), style=Style.ITEM),
        line(phrase("link-to-nobody"), style=Style.NOTE),
    )
    return Outcome(answer=Document(lines))


def join(call: Call, given: str, *, sure: bool) -> Outcome:
    """The person who made the code and the one who gives it are one, once they read what that means."""
    rows, me = call.rows, call.member
    if links.tries(rows, me.account, call.now) >= links.TRIES:
        return linked_chats.refused("link-tries")
    found = links.found(rows, given, call.now)
    first = members.account_by_id(rows, found.account_id) if found is not None else None
    if found is None or first is None or found.chat_id is not None or found.for_id not in (None, me.account):
        return linked_chats.does_not_count(call)
    if found.person_id == me.person and found.for_id is None:
        raise Refusal("refusal-link-own")
    if not sure and found.person_id != me.person:
        links.keep_for(rows, found.id, me.account)
        return Outcome(answer=_consequences(call, first, given))
    links.use(rows, found.id)
    if found.person_id != me.person:  # else nobody knew this account before
        uniting.unite(rows, found.person_id, me.person)
    members.acted(rows, me.account, call.now)
    promises.replan_person(rows, found.person_id, call.now)
    reports.look_soon(rows, call.now, person=found.person_id)
    told = says("link-united-there", name=me.name, example=Typed("link", call.either("off", "non")))
    letter = PrivateLetter(found.person_id, Kind.SYSTEM, told, account=first.id)
    return Outcome(answer=says("link-united", name=first.name), letters=(letter,), regroups=True)


def _consequences(call: Call, first: AnyRow, given: str) -> Document:
    lines = (
        line(phrase("link-ask-me", name=first.name, messenger=first.messenger.capitalize())),
        line(phrase("link-ask-yours"), style=Style.NOTE),
    )
    return Document(lines, (Choice(f"link me {given} yes", phrase("choice-link-me"), call.member.person),))


def off(call: Call, *, sure: bool) -> Outcome:
    """This account is a person of its own again; asked back."""
    me = call.member
    if not me.has_several:
        raise Refusal("link-one", example=Typed("link"))
    if not sure:
        part = Choice("link me off yes", phrase("choice-link-off-me"), me.person)
        return Outcome(answer=Document((line(phrase("link-off-me-ask")),), (part,)))
    parting.part_account(call.rows, me.account)
    for person in {me.person, members.account_by_id(call.rows, me.account).person_id}:  # type: ignore[union-attr]
        promises.replan_person(call.rows, person, call.now)
        reports.look_soon(call.rows, call.now, person=person)
    told = PrivateLetter(me.person, Kind.SYSTEM, says("link-off-there", name=me.name))
    return Outcome(answer=says("link-off-me"), letters=(told,), regroups=True)
