"""Who comes and goes: people in a chat, their roles there, and the bot itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from bot import outbox, voices
from bot.event import Event
from bot.house import House
from bot.locales import LANGUAGES
from domain.code import as_typed
from domain.message import Action, Incoming, Place, shown_name
from domain.team import Chat, Member
from domain.week import WeeklySlot, next_occurrence
from domain.welcome import asks_for_admission, goodbye, guessed, welcome
from handlers.kit import registry
from handlers.kit.asked import asked
from storage import (
    assignments,
    attendance,
    changes,
    choices,
    closures,
    erasing,
    feeds,
    hours,
    later,
    links,
    members,
    outstanding,
    posted,
    reports,
    requests,
    roles,
    searches,
    seen,
    teams,
)
from storage.database import Rows
from storage.letters import Recipient

OF_PEOPLE = (Action.JOIN, Action.LEAVE, Action.PROMOTE)
OF_THE_BOT = (Action.ADDED, Action.REMOVED, Action.MOVED)
TIME_TO_ADMIT = timedelta(days=1)
MONDAY_MORNING = WeeklySlot(0, time(9))
_NO_TITLE = "—"
_ROLE_IS_NEW = timedelta(hours=1)  # what the messenger says of a role is written down again after that


def person_moves(event: Event, member: Member | None) -> None:
    """Somebody joined, left, or has another role in the chat."""
    match event.incoming.action:
        case Action.JOIN:
            is_there(event, come(event))
        case Action.LEAVE if member is not None and member.is_current:
            _goes(event, member)
        case Action.PROMOTE if member is not None and member.is_current:
            come(event)
            reports.look_soon(event.rows, event.now, team=event.team.id)
        case _:
            pass


def come(event: Event) -> Member:
    """The sender is a member (again), with name and role as the messenger says them now."""
    return members.join(event.rows, event.team.id, event.incoming.sender, event.said_at, event.roles)


def is_there(event: Event, member: Member) -> None:
    """Somebody is in this chat, which is kept where there are others in which they may be; of a person's accounts, this
    is the one that they use."""
    is_one_of_several = len(event.chats) > 1 or member.has_several
    if is_one_of_several and not event.incoming.private:
        seen.note(event.rows, event.chat.id, member.account)
    if member.has_several:
        members.acted(event.rows, member.account, event.said_at)


def let_in(rows: Rows, incoming: Incoming) -> None:
    """Whoever writes in private for the first time and is in a team's chat is a member as if they had spoken there."""
    for standing in incoming.standings:
        chat = teams.chat_at(rows, standing.place) if incoming.private and standing.is_there else None
        if chat is not None and chat.is_open and members.by_sender(rows, chat.team.id, incoming.sender) is None:
            member = members.join(rows, chat.team.id, incoming.sender, incoming.said_at, _of_one(chat, incoming))
            if member.has_several or len(teams.chats_of(rows, chat.team.id)) > 1:
                seen.note(rows, chat.id, member.account)


def let_in_by_code(rows: Rows, incoming: Incoming, now: datetime) -> None:
    """Somebody's other account, which nobody knows yet, gives their code in private: it is theirs. A stranger who gives
    another one learns nothing, and not for ever."""
    asks = asked(incoming) if incoming.private and incoming.action is Action.TEXT else None
    is_code = asks is not None and asks.certain and asks.command.en == "link" and bool(asks.argument.strip())
    if asks is None or not is_code or members.account_of(rows, incoming.sender) is not None:
        return
    if links.tries(rows, None, now) >= links.TRIES_OF_STRANGERS:
        return
    found = links.found(rows, as_typed(asks.argument), now)
    if found is None or found.chat_id is not None or found.for_id is not None:
        links.failed(rows, None, now)
        return
    seen.write_down_of(rows, found.person_id)
    links.keep_for(rows, found.id, members.add_account(rows, found.person_id, incoming.sender))


def _of_one(chat: Chat, incoming: Incoming) -> dict[int, bool]:
    return {chat.id: bool(incoming.sender.coordinator)}


def meet_the_mentioned(event: Event) -> None:
    """Whoever is mentioned and surely is in the chat is a member, as if they had spoken there."""
    for each in event.incoming.mentions:
        if each.is_there and members.by_sender(event.rows, event.team.id, each) is None:
            met = members.join(event.rows, event.team.id, each, event.said_at, event.roles)
            if len(event.chats) > 1 or met.has_several:
                seen.note(event.rows, event.chat.id, met.account)


def as_things_stand(
    rows: Rows, incoming: Incoming, chats: Sequence[Chat]
) -> tuple[Incoming, Sequence[Chat], Mapping[int, bool]]:
    """With what the messenger says of the team's chats: what the sender is there, and what the bot can do there, which
    is kept for those who ask later. Then whether the sender administers each chat of which it said so."""
    coordinates, now = incoming.sender.coordinator, []
    roles = {chats[0].id: coordinates} if coordinates is not None else {}
    for chat in chats:
        said = next((each for each in incoming.standings if each.place == replace(chat.place, thread="")), None)
        if said is not None and said.coordinates is not None:
            coordinates = coordinates or said.coordinates
            roles[chat.id] = roles.get(chat.id, False) or said.coordinates
        if said is not None and said.abilities not in (None, chat.abilities):
            chat = replace(chat, abilities=said.abilities)
            teams.set_abilities(rows, chat)
        now.append(chat)
    return replace(incoming, sender=replace(incoming.sender, coordinator=coordinates)), now, roles


def up_to_date(event: Event, member: Member) -> Member:
    """A member with name and role as the messenger says them now."""
    sender = event.incoming.sender
    role_changed = sender.coordinator not in (None, member.administrator)
    told = member.role_asked_at
    role_is_old = sender.coordinator is not None and (told is None or event.said_at - told >= _ROLE_IS_NEW)
    same = (sender.name, sender.handle) == (member.name, member.handle)
    if same and not role_changed and not role_is_old:
        return member
    return members.join(event.rows, event.team.id, replace(sender, reachable=None), event.said_at, event.roles)


def _goes(event: Event, member: Member) -> None:
    """Somebody left: rights, letters and buttons end at once, what they carried is quietly free. Whoever is in another
    chat of the team, by whichever account, stays."""
    rows, team, person = event.rows, event.team.id, member.person
    seen.left(rows, event.chat.id, member.account)
    if seen.is_there(rows, team, person):
        members.end_role(rows, team, person, event.chat.id)
        return
    members.leave(rows, team, person, event.said_at)
    theirs = assignments.of_person(rows, team, person)
    assignments.unassign(rows, [a.id for a in theirs])
    roles.leave(rows, team, person)
    requests.leave(rows, team, person)
    searches.leave(rows, team, person, event.now)
    hours.forget(rows, team, person)
    reports.look_soon(rows, event.now, team=team)
    changes.forget(rows, team, person)
    choices.forget(rows, team, person)
    outstanding.drop_those_to(rows, team, Recipient(person=person), "they left")
    voices.drop_those_of(rows, event.team, member, event.cause, event.now)
    feeds.forget_of(rows, team, person)
    went = attendance.forget_of(rows, team, person)
    outbox.refresh_cards(rows, event.chats, [a.task_id for a in theirs], event.cause, event.now)
    outbox.restate_cards(rows, event.chats, went, event.cause, event.now)


# ---- the bot itself


def bot_moves(rows: Rows, incoming: Incoming, now: datetime, house: House) -> None:
    """The bot was added to a chat, or removed from it; or the chat, with the bot in it, has another address."""
    if incoming.place is None:
        _door(rows, incoming, now)
        return
    if incoming.action is Action.MOVED:
        if incoming.to is not None:
            for moved in teams.move(rows, incoming.place, incoming.to):
                posted.leave_behind(rows, moved)
                closures.look_at(rows, moved, now)
        return
    chat = teams.chat_at(rows, incoming.place)
    if incoming.action is Action.REMOVED:
        if chat is not None and chat.gone_at is None:
            _removed(rows, chat, incoming.said_at)
        return
    if chat is not None and chat.code is not None and chat.gone_at is not None:
        erasing.team(rows, chat.team.id)  # it was never admitted and is on its way out: it comes as a new one
        chat = None
    if chat is None:
        _found(rows, incoming, incoming.place, now, house)
    elif chat.gone_at is not None:
        digest_at = next_occurrence(chat.digest, now, chat.team.zone) if chat.digest else None
        teams.come_back(rows, chat, incoming.said_at, digest_at)
        closures.look_at(rows, chat.id, now)
        members.join(rows, chat.team.id, incoming.sender, incoming.said_at)
        _greet(rows, chat, _cause(incoming), now)


def _door(rows: Rows, incoming: Incoming, now: datetime) -> None:
    """Somebody opened their private chat with the bot, or shut it."""
    account = members.account_of(rows, incoming.sender)
    if account is None:
        return
    person = account.person_id
    is_news = members.set_reachable(rows, account.id, incoming.action is Action.ADDED)
    reports.look_soon(rows, now, person=person)
    if is_news and incoming.action is Action.ADDED:  # their cards do not say any more that they cannot be reached
        for team in members.teams_of(rows, incoming.sender):
            theirs = [each.task_id for each in assignments.of_person(rows, team, person)]
            outbox.refresh_cards(rows, teams.open_chats(rows, team), theirs, _cause(incoming), now)


def _found(rows: Rows, incoming: Incoming, place: Place, now: datetime, house: House) -> None:
    """A new team, named like its chat. Its first member is whoever added the bot, if they could let it in; nobody is
    known in a chat that waits for the host."""
    sender = incoming.sender
    language, zone = guessed(sender.language, LANGUAGES)
    team_id = teams.add_team(
        rows,
        name=shown_name(incoming.title) or _NO_TITLE,  # never a person's name: nobody would erase it
        language=language or house.language,
        zone=sender.zone or zone or house.zone,
        now=now,
    )
    admitted = house.lets_in(sender)
    code = None if admitted else _unused_code(rows, house)
    until = now + TIME_TO_ADMIT
    chat_id = teams.add_chat(
        rows,
        team_id,
        place,
        slot=MONDAY_MORNING,
        digest_at=None,
        code=code,
        leave_at=None if admitted else until,
        joined_at=incoming.said_at,
    )
    chat = teams.chat_by_id(rows, chat_id)
    if code is None:
        members.join(rows, team_id, sender, incoming.said_at)
        _begin(rows, chat, _cause(incoming), now)
    else:
        outbox.say(rows, chat, asks_for_admission(code, until), f"{_cause(incoming)}:code", now)


def _unused_code(rows: Rows, house: House) -> str:
    while teams.is_taken(rows, code := house.new_code()):
        pass
    return code


def admit(rows: Rows, chat: Chat, now: datetime) -> None:
    """The host lets the bot talk in a chat where it waits for that."""
    if chat.code is not None and chat.gone_at is None:
        _begin(rows, chat, f"admitted:{chat.code}", now)


def _begin(rows: Rows, chat: Chat, cause: str, now: datetime) -> None:
    teams.admit(rows, chat.id, next_occurrence(chat.digest, now, chat.team.zone) if chat.digest else None)
    _greet(rows, chat, cause, now)


def _greet(rows: Rows, chat: Chat, cause: str, now: datetime) -> None:
    team = chat.team
    first_words = registry.of("task").examples[1].in_language(team.language).partition(" ")[2]
    said = welcome(
        language=team.language,
        others=[each for each in LANGUAGES if each != team.language],
        zone=team.zone,
        quiet=chat.quiet,
        digest=chat.digest,
        example=first_words,
    )
    outbox.say(rows, chat, said, f"{cause}:welcome", now)


def _removed(rows: Rows, chat: Chat, now: datetime) -> None:
    """Nothing leaves for this chat any more. With its last chat a team waits for its erasure, in silence."""
    team = chat.team.id
    if chat.code is not None:
        erasing.team(rows, team)  # it never began
        return
    teams.go(rows, chat.id, now)
    outstanding.drop_those_to(rows, team, Recipient(chat=chat.id), "the bot was removed")
    later.forget_in(rows, chat.id)
    if not teams.open_chats(rows, team):
        teams.set_erase_at(rows, team, now + erasing.TEAMS_STAY)
        outstanding.drop_those_to(rows, team, None, "the bot was removed")


def leave(rows: Rows, chat: Chat, now: datetime) -> None:
    """Nobody admitted the bot in time: it says goodbye, leaves, and keeps nothing (`bot.deliver`)."""
    teams.go(rows, chat.id, now)
    outstanding.drop_those_to(rows, chat.team.id, None, "not admitted")
    teams.set_erase_at(rows, chat.team.id, now + erasing.TEAMS_STAY)  # should it never get so far
    outbox.say(rows, chat, goodbye(), f"leave:{chat.id}:{chat.code}", now, detail={"leaves": True})


def _cause(incoming: Incoming) -> str:
    return f"event:{incoming.own_account}:{incoming.event}"
