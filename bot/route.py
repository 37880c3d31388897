"""Which team an event belongs to. In a chat that is plain; in private it may have to be found out, or asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot import reacted
from bot.event import Event
from domain.document import Choice, Document, line, phrase
from domain.message import Action, Incoming
from domain.rights import Deed
from domain.team import Chat, Member
from domain.text import tidy
from handlers.kit import being_asked, debating, registry
from handlers.kit.asked import Asked, asked, is_plain
from storage import choices, debates, forgetting, members, posted, requests, seen, tasks, teams
from storage.database import AnyRow, Rows
from storage.letters import Recipient

ANSWERS_COME_WITHIN = timedelta(minutes=30)
"""So long what somebody writes in private is the answer to what they were asked there; a day if that can do no harm."""

_NUMBER = re.compile(r"\s*#?(\d{1,9})")
_NO_TEAM_NEEDED = ("help", "start", "privacy", "myquiet", "away", "mydata", "forgetme", "link")
_FOR_ONE_TEAM = ("later", "urgent", "ask", "report")  # what a button of a group opens the private chat for


@dataclass(frozen=True)
class Route:
    """The chats of the team, the one it is about first. `others`: the chats of each team that may be meant as
    well. `is_of_before`: it happened where the chat was before it moved."""

    chats: Sequence[Chat]
    others: Sequence[Sequence[Chat]] = ()
    is_of_before: bool = False


def find(rows: Rows, incoming: Incoming) -> Route | None:
    """Where an event belongs: now, before its chat moved, or, of one's own data, wherever somebody is still known."""
    return route(rows, incoming) or of_before(rows, incoming) or of_own_data(rows, incoming)


def of_before(rows: Rows, incoming: Incoming) -> Route | None:
    """Where a press belongs that was made in a chat which has moved since."""
    if incoming.action is not Action.PRESS or incoming.place is None:
        return None
    route = _open(teams.chats_once_at(rows, incoming.place))
    return replace(route, is_of_before=True) if route is not None else None


def is_about_own_data(rows: Rows, incoming: Incoming) -> bool:
    """Does somebody ask in private for what is kept of them, or to be forgotten? That is theirs also after they, or the
    bot, left."""
    if not incoming.private:
        return False
    if incoming.action is Action.PRESS:
        choice = choices.by_id(rows, incoming.choice or 0)
        command = registry.of(choice.command.partition(" ")[0]) if choice is not None else None
    else:
        asks = asked(incoming) if incoming.action is Action.TEXT else None
        command = asks.command if asks is not None and asks.certain else None
    return command is not None and Deed.OWN_DATA in command.deeds


def of_own_data(rows: Rows, incoming: Incoming) -> Route | None:
    """Where that belongs for whoever is in no team of today: to any that still knows them."""
    person = members.person_behind(rows, incoming.sender)
    if person is None or not is_about_own_data(rows, incoming):
        return None
    known = forgetting.teams_of(rows, person)
    return Route(teams.chats_of(rows, known[-1])) if known else None


def route(rows: Rows, incoming: Incoming) -> Route | None:
    """Where an event belongs. None: the bot does not know the chat, it is not admitted there, or it is a stranger's. In
    private the chat that it is about is one in which they are, if there is one."""
    found = _route(rows, incoming)
    if found is None or incoming.place is not None or len(found.chats) == 1:
        return found
    account = members.account_of(rows, incoming.sender)
    near = seen.chats_of(rows, account.id) if account is not None else set()
    mine = incoming.sender.messenger
    return replace(found, chats=sorted(found.chats, key=lambda c: (c.id not in near, c.place.messenger != mine, c.id)))


def _route(rows: Rows, incoming: Incoming) -> Route | None:
    if incoming.private and (named := _by_letter(rows, incoming)) is not None:
        return _open(teams.chats_of(rows, named))
    if incoming.place is not None:
        chats = teams.chats_with(rows, incoming.place)
        if not chats and incoming.place.thread:  # a topic that is no chat of its own is a part of its group
            chats = teams.chats_with(rows, replace(incoming.place, thread=""))
            chats = tuple(c.in_topic(incoming.place.thread) if place == 0 else c for place, c in enumerate(chats))
        return _open(chats) if chats and (incoming.private or chats[0].is_open) else None
    mine = members.teams_of(rows, incoming.sender)
    if len(mine) > 1:
        return _one_of(rows, incoming, mine)
    return _open(teams.chats_of(rows, mine[0])) if mine else None


def _open(chats: Sequence[Chat]) -> Route | None:
    """Only admitted chats, and those that the bot was not removed from."""
    there = tuple(chat for chat in chats if chat.is_open)
    return Route(there) if there else None


def _by_letter(rows: Rows, incoming: Incoming) -> int | None:
    """The team of the button that was pressed, or of the letter that is answered, reacted to or gone, in private."""
    if incoming.action is Action.PRESS:
        choice = choices.by_id(rows, incoming.choice or 0)
        return choice.counts_in if choice is not None and choice.to_person is not None else None
    if incoming.place is not None:
        return None
    person = members.person_behind(rows, incoming.sender)
    if person is None:
        return None
    message = incoming.answers.message_id if incoming.answers is not None else incoming.origin
    if message is None:
        return _by_question(rows, person, incoming)
    if incoming.action is Action.REACT:
        return _by_reaction(rows, person, message, incoming.text)
    return posted.team_of_message(rows, person, message)


def _by_question(rows: Rows, person: int, incoming: Incoming) -> int | None:
    """The team for which somebody was asked something that plain words answer."""
    question = question_to(rows, person, incoming) if incoming.action is Action.TEXT and is_plain(incoming) else None
    return int(question.team_id) if question is not None else None


def question_to(rows: Rows, person: int, incoming: Incoming) -> AnyRow | None:
    """What somebody was asked in private last, if what they write there now still is the answer."""
    question = posted.question_to(rows, person, incoming.said_at)
    if question is None:
        return None
    age = incoming.said_at - question.left_at
    if age > ANSWERS_COME_WITHIN and asked(incoming) is not None:
        return None  # after a while, the bare name of a command is that command
    name, _, argument = posted.expects(question).partition(" ")
    return question if age <= ANSWERS_COME_WITHIN or registry.of(name).is_unhurried(argument) else None


def _by_reaction(rows: Rows, person: int, message: str, emoji: str) -> int | None:
    """The team of the button that a reaction stands for, or else of the letter."""
    letter = posted.letter_to(rows, person, message)
    choice = reacted.choice_of(rows, letter, emoji, person) if letter is not None else None
    if letter is None or choice is None or choice.team_id is None:
        return int(letter.team_id) if letter is not None else None
    return int(choice.team_id)


def _one_of(rows: Rows, incoming: Incoming, mine: Sequence[int]) -> Route | None:
    """A number that only one team has means that team; what needs no team is answered for the first."""
    if incoming.action is Action.GONE:
        return _where_it_made_a_task(rows, incoming, mine)
    asks = asked(incoming)
    debate = debating.names(asks.command.en, asks.argument) if asks is not None else None
    is_for_one = debate is not None or (asks is not None and asks.argument.strip() in _FOR_ONE_TEAM)
    if asks is None or (_needs_no_team(asks) and not is_for_one):
        return _open(teams.chats_of(rows, mine[0]))
    number = _NUMBER.match(asks.argument) if asks.command.about is not None else None
    having = list(mine)
    if (asks.command.en, asks.argument.strip()) in (("ask", ""), ("start", "ask")):  # they go on with what they began
        begun = requests.teams_with_draft(rows, members.person_behind(rows, incoming.sender) or 0)
        having = [team for team in mine if team in begun] or having
    if number is not None:
        having = [team for team in mine if tasks.numbered(rows, team, int(number.group(1))) is not None] or having
    if debate is not None:
        having = [team for team in mine if debates.numbered(rows, team, debate) is not None] or having
    found = [route.chats for team in having if (route := _open(teams.chats_of(rows, team))) is not None]
    if not found:
        return None
    return Route(found[0], () if len(found) == 1 else found[1:])


def _needs_no_team(asks: Asked) -> bool:
    of_a_person = being_asked.is_of_a_person(asks.command.en, asks.argument)
    return of_a_person or asks.command.en in _NO_TEAM_NEEDED


def _where_it_made_a_task(rows: Rows, incoming: Incoming, mine: Sequence[int]) -> Route | None:
    source = f"{Recipient(person=members.person_behind(rows, incoming.sender)).key}:{incoming.origin}"
    team = next((team for team in mine if tasks.by_source(rows, team, source) is not None), None)
    return _open(teams.chats_of(rows, team)) if team is not None else None


def which_team(event: Event, where: Route, member: Member) -> Document:
    """A button for each team that may be meant, which does there what was typed."""
    asks = asked(event.incoming)
    assert asks is not None, "only what asks something can be meant for several"
    typed = f"{asks.command.en} {asks.argument}".strip()
    as_typed = asks.command.keeps_lines or (asks.command.adds and asks.command.private_matter)
    line_typed = typed if as_typed else tidy(typed)
    offered = tuple(
        Choice(line_typed, phrase("choice-team", team=chats[0].team.name), member.person, chats[0].team.id)
        for chats in (where.chats, *where.others)
    )
    return Document((line(phrase("ask-which-team")),), offered)
