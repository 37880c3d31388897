"""Who answers for what: treasurer, keys, press. A role is proposed and accepted like a task, or taken if it is free."""

from __future__ import annotations

import re
from dataclasses import replace

from domain.document import Document, Mention, Typed, says
from domain.letter import Kind
from domain.rights import Deed
from domain.role import ACCEPT, DECLINE, LONGEST_NAME, MOST_ROLES, Said, TeamRole, is_name, read
from domain.sentence import Known, Named
from domain.text import first_line, fold
from handlers.kit import promises, role_lines, undo
from handlers.kit.command import Call, Command, Example, Outcome, PrivateLetter, Question, Refusal
from handlers.kit.people import known_people
from handlers.kit.which import without_courtesy
from handlers.kit.which_person import ask_which
from storage import members, roles

_CHOSEN = re.compile(r"(?<!\S)person:(\d{1,18})$")


def role(call: Call) -> Outcome:
    head, _, rest = call.argument.partition(" ")
    if not head:
        return Outcome(answer=role_lines.listed(call, roles.of_team(call.rows, call.team.id)))
    undo.forget(call)
    if fold(head) in ACCEPT:
        return _accept(call, _asked(call, rest))
    if fold(head) in DECLINE:
        roles.stop_asking(call.rows, _asked(call, rest).id)  # no history: declining is written nowhere
        return Outcome(answer=says("noted"))
    said = _said(call)
    if not said.name:
        raise Refusal("refusal-role", example=call.example(1))
    there = roles.named(call.rows, call.team.id, said.name)
    if said.who is not None and (said.who.people and all(k.person == call.member.person for k in said.who.people)):
        said = replace(said, who=None, me=True)
    if said.me:
        return _take(call, there or _make(call, said.name))
    if said.who is not None:
        return _propose(call, there, said.name, said.who)
    if there is None:
        example = Typed("role", f"{first_line(said.name, LONGEST_NAME)} @sam")
        raise Refusal("refusal-no-such-role", role=first_line(said.name, LONGEST_NAME), example=example)
    return _give_back(call, there) if said.off else Outcome(answer=role_lines.shown([there], call.member.person))


def _said(call: Call) -> Said:
    """What the line says. A person's number is only understood on a button."""
    people = known_people(call)
    names = [each.name for each in roles.of_team(call.rows, call.team.id)]
    if call.pressed and (chosen := _CHOSEN.search(call.argument)):
        found = tuple(known for known in people if known.person == int(chosen.group(1)))
        said = read(call.argument[: chosen.start()], (), names)
        return replace(said, who=Named(found[0].name if found else "", found))
    return read(call.argument, people, names)


# ---- asking and answering


def _propose(call: Call, there: TeamRole | None, name: str, named: Named) -> Outcome:
    """A coordinator may propose any role, whoever holds one may pass it on; they hold it until the other says yes."""
    if there is None or there.holder != call.member.person:
        call.must(Deed.GIVE_ROLE)
    if not named.people:
        raise Refusal("refusal-unknown-person", name=named.typed)
    if len(named.people) > 1:
        raise Question(ask_which(named, f"role {name}", call.member.person))
    whom = named.people[0]
    there = there or _make(call, name)
    if there.holder == whom.person:
        raise Refusal("refusal-role-held", role=there.name, name=whom.name, example=Typed("role"))
    if there.asks(whom.person):
        raise Refusal("refusal-already-asked", name=whom.name, number=there.name)
    lapses_at = promises.lapse_of(call, whom.person, call.now)
    roles.ask(call.rows, there.id, whom.person, by=call.member.person, now=call.said_at, lapses_at=lapses_at)
    letter = PrivateLetter(
        whom.person,
        Kind.PROPOSAL,
        role_lines.asking(call.member, there, whom.person),
        role=there.id,
        asked_at=call.said_at,
    )
    return Outcome(answer=_noted(call, there, whom), letters=(letter,))


def _noted(call: Call, there: TeamRole, whom: Known) -> Document | None:
    asked = members.by_person(call.rows, call.team.id, whom.person)
    if asked is not None and asked.reachable:
        return call.aside(says("noted-asked", name=whom.name))
    example = Typed("role", f"{there.name} {call.either('me', 'moi')}")
    return says("noted-asked-unreachable", name=whom.name, example=example)


def _asked(call: Call, words: str) -> TeamRole:
    """The role that whoever calls is asked to take: by its number, its name, or the only one."""
    wanted = without_courtesy(words).strip("# ")
    mine = [each for each in roles.of_team(call.rows, call.team.id) if each.asks(call.member.person)]
    found = [each for each in mine if wanted in ("", str(each.id)) or fold(wanted) == fold(each.name)]
    if not found:
        raise Refusal("refusal-role-not-asked", example=Typed("role"))
    if len(found) > 1:
        raise Question(role_lines.shown(found, call.member.person))
    return found[0]


def _accept(call: Call, there: TeamRole) -> Outcome:
    """Whoever asked hears of it, and whoever held the role until now."""
    roles.hold(call.rows, there.id, call.member.person)
    told = {there.asked_by, there.holder} - {call.member.person}
    news = says("role-accepted", role=there.name, name=Mention(call.member.person, call.member.name))
    letters = tuple(PrivateLetter(person, Kind.SYSTEM, news) for person in told if person is not None)
    return Outcome(answer=says("noted-role", role=there.name), letters=letters)


# ---- taking, giving back, removing


def _take(call: Call, there: TeamRole) -> Outcome:
    if there.asks(call.member.person):
        return _accept(call, there)
    if there.holder not in (None, call.member.person):
        raise Refusal("refusal-role-held", role=there.name, name=there.holder_name or "", example=Typed("role"))
    call.must(Deed.TAKE_ROLE)
    roles.hold(call.rows, there.id, call.member.person)
    return Outcome(answer=call.aside(says("noted-role", role=there.name)))


def _give_back(call: Call, there: TeamRole) -> Outcome:
    """Somebody's role is to decide again; one that nobody holds goes off the list."""
    me = call.member.person
    if there.asks(me):
        roles.stop_asking(call.rows, there.id)
        return Outcome(answer=call.aside(says("noted")))
    letters: tuple[PrivateLetter, ...] = ()
    if there.holder != me:
        call.must(Deed.GIVE_ROLE)
    if there.holder is None:
        roles.remove(call.rows, there.id)
        return Outcome(answer=call.aside(says("noted-role-removed", role=there.name)))
    if there.holder != me:
        freed = says("role-freed", role=there.name, by=Mention(me, call.member.name))
        letters = (PrivateLetter(there.holder, Kind.SYSTEM, freed),)
    roles.free(call.rows, there.id)
    return Outcome(answer=call.aside(says("noted-role-free", role=there.name)), letters=letters)


def _make(call: Call, name: str) -> TeamRole:
    if not is_name(name):
        raise Refusal("refusal-role", example=call.example(1))
    if len(name) > LONGEST_NAME:
        raise Refusal("refusal-long-role", most=LONGEST_NAME)
    if roles.count(call.rows, call.team.id) >= MOST_ROLES:
        raise Refusal("refusal-many-roles", most=MOST_ROLES, example=Typed("role"))
    made = roles.by_id(call.rows, roles.add(call.rows, call.team.id, name))
    assert made is not None
    return made


COMMAND = Command(
    en="role",
    fr="role",
    run=role,
    also=("roles",),
    nearly=("poste", "postes", "responsable", "responsabilite", "responsabilites", "duty", "position"),
    deeds=(Deed.READ, Deed.GIVE_ROLE, Deed.TAKE_ROLE),
    private_words=tuple(sorted(ACCEPT | DECLINE)),
    examples=(
        Example(en="role", fr="role"),
        Example(en="role treasury @amina", fr="role trésorerie @amina", coordinators=True),
        Example(en="role keys me", fr="role clés moi"),
        Example(en="role keys off", fr="role clés non"),
    ),
)
