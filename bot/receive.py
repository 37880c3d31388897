"""A message arrives: one atomic unit, with its effect and its answer committed together or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import arrivals, bridges, lost, outbox, reacted, route
from bot.event import Event
from bot.house import House
from bot.perform import perform
from domain import reactions
from domain.document import Choice, Document, Mention, Typed, line, phrase, says
from domain.message import Ability, Action, Incoming
from domain.task import EDIT_WITHIN, Consent
from domain.team import Chat, Member
from domain.text import first_line, tidy
from handlers.kit import registry
from handlers.kit.asked import Asked, asked, is_plain
from handlers.report import FORWARDED
from storage import assignments, changes, choices, inbox, later, members, posted, requests
from storage.database import AnyRow, Rows
from storage.retention import CORRECTED_WITHIN

_SHORT = 30  # characters of what was typed, on a button


def is_meant_for_the_bot(incoming: Incoming) -> bool:
    """Chatter is dropped before anything of it is written."""
    match incoming.action:
        case Action.TEXT:
            return incoming.private or asked(incoming) is not None
        case Action.EDIT:
            return asked(incoming) is not None
        case Action.REACT:
            return reacted.may_mean_something(incoming)
    return True


def needs_words(incoming: Incoming) -> bool:
    """Does it matter what the answered message says? Some messengers have to be asked for that."""
    is_pencil = incoming.action is Action.REACT and reactions.is_pencil(incoming.text)
    return incoming.answers is not None and (incoming.action is Action.TEXT or is_pencil)


def is_private_matter(incoming: Incoming) -> bool:
    """Was something typed in a group that is nobody's business there? It is deleted if the bot may."""
    if incoming.private or incoming.action not in (Action.TEXT, Action.EDIT):
        return False
    asks = asked(incoming)
    return asks is not None and asks.certain and asks.command.is_private(asks.argument)


_NO_RULES = House()


def receive(
    rows: Rows, incoming: Incoming, now: datetime, house: House = _NO_RULES, *, too_much: bool = False
) -> Sequence[str]:
    """Apply one event that is meant for the bot. Seen before, from a stranger: nothing changes. `too_much`: it is not
    applied either, and its sender told so. Returns the messages that have no place there any more: they are deleted if
    the bot may."""
    if incoming.action in arrivals.OF_THE_BOT:
        if inbox.is_new(rows, incoming.own_account, incoming.event, now):
            arrivals.bot_moves(rows, incoming, now, house)
        return ()
    if bridges.is_heard_elsewhere(rows, incoming, house):
        return ()
    incoming = bridges.as_meant(rows, incoming, house)
    arrivals.let_in(rows, incoming)
    if not too_much:
        arrivals.let_in_by_code(rows, incoming, now)
    where = route.find(rows, incoming)
    if where is None or _is_older_than_the_bot(where.chats[0], incoming, now):
        return ()
    if incoming.action is Action.GONE:
        lost.gone(Event(rows, incoming, where.chats, now, house.host))
        return ()
    if not inbox.is_new(rows, incoming.own_account, incoming.event, now):
        return ()
    if where.is_of_before:
        incoming = replace(incoming, origin=posted.of_before(incoming.origin or ""))
    incoming, chats, roles = arrivals.as_things_stand(rows, incoming, where.chats)
    event = Event(rows, incoming, chats, now, house.host, roles=roles, new_code=house.new_code)
    member = members.by_sender(rows, event.team.id, incoming.sender)
    if incoming.action in arrivals.OF_PEOPLE:
        arrivals.person_moves(event, member)
    elif not _is_for_another_bot(event) and (present := _present(event, member)) is not None:
        _heard(event, where, present, too_much=too_much)
        if bridges.stands_for(incoming.sender, house) is not None:
            members.set_reachable(rows, present.account, False)  # whatever they pressed: no letter would reach them
    return event.misplaced


def _heard(event: Event, where: route.Route, present: Member, *, too_much: bool) -> None:
    if too_much:
        event.answer(present, says("flood"))
    elif where.others:
        event.answer(present, route.which_team(event, where, present))
    else:
        arrivals.meet_the_mentioned(event)
        _does(event, present)


def _does(event: Event, present: Member) -> None:
    match event.incoming.action:
        case Action.PRESS:
            _pressed(event, present)
        case Action.REACT:
            reacted.reacted(event, present)
        case Action.EDIT:
            _edited(event, present)
        case Action.UNREADABLE:
            lost.unreadable(event, present)
        case _:
            _said(event, present)


def _is_older_than_the_bot(chat: Chat, incoming: Incoming, now: datetime) -> bool:
    """What was said in a chat before the bot came was not said to it. A machine's clock may go back meanwhile."""
    if incoming.private or chat.joined_at is None:
        return False
    return incoming.said_at < min(chat.joined_at, now)


def _is_for_another_bot(event: Event) -> bool:
    """Where several bots are, `help` alone is not to make all of them speak."""
    incoming = event.incoming
    if incoming.private or Ability.OTHER_BOTS not in (event.chat.abilities or ()):
        return False
    asks = asked(incoming) if incoming.action in (Action.TEXT, Action.EDIT) else None
    return asks is not None and asks.command.en == "help" and not (asks.argument.strip() or asks.named)


def _present(event: Event, member: Member | None) -> Member | None:
    """The member who speaks. A newcomer to the group becomes one by speaking; a former one by joining again."""
    incoming = event.incoming
    if member is None:
        if incoming.private or not _speaks(event):
            return None
        member = arrivals.come(event)
        arrivals.is_there(event, member)
        return member
    if not member.is_current:
        return member if route.is_about_own_data(event.rows, incoming) else None
    member = arrivals.up_to_date(event, member)
    arrivals.is_there(event, member)
    may_be_news = incoming.private and (member.has_several or not member.reachable)
    if may_be_news and members.set_reachable(event.rows, member.account, True) and not member.reachable:
        member = replace(member, reachable=True)
        theirs = assignments.of_person(event.rows, event.team.id, member.person)
        outbox.refresh_cards(event.rows, event.chats, [a.task_id for a in theirs], event.cause, event.now)
    return member


def _speaks(event: Event) -> bool:
    """Does somebody whom nobody knows yet do something here that is for everybody?"""
    match event.incoming.action:
        case Action.TEXT:
            return True
        case Action.PRESS:
            return _choice(event, None) is not None
        case Action.REACT:
            return reactions.is_pencil(event.incoming.text) or reacted.is_offered(event)
    return False


def _said(event: Event, member: Member) -> None:
    question = _question(event, member)
    if question is not None:
        posted.take_back(event.rows, question.id)
        asked_for = posted.expects(question)
        name, _, begin = asked_for.partition(" ")
        perform(event, member, registry.of(name), f"{begin} {event.incoming.text}", asked=asked_for)
        return
    asks = asked(event.incoming)
    if event.incoming.forwarded is not None:
        perform(event, member, registry.of("report"), FORWARDED)
    elif asks is None:
        event.answer(member, _not_understood(event, member))
    elif asks.certain:
        perform(event, member, asks.command, asks.argument)
    elif _answers_buttons(event, member, asks):
        event.answer(member, says("press-above"))
    else:
        _ask_back(event, member, asks)


def _answers_buttons(event: Event, member: Member, asks: Asked) -> bool:
    """A bare yes or no in private, where buttons ask for one, and no task does."""
    if not event.incoming.private or asks.command.en not in ("accept", "decline") or asks.argument.strip():
        return False
    theirs = assignments.of_person(event.rows, event.team.id, member.person)
    if any(part.consent is Consent.PROPOSED for part in theirs):
        return False
    return choices.are_open(event.rows, member.person, event.said_at - route.ANSWERS_COME_WITHIN)


def _question(event: Event, member: Member) -> AnyRow | None:
    """What they were asked in private, and answer now in plain words: the message that they reply to, or the newest."""
    incoming = event.incoming
    if not incoming.private or not is_plain(incoming):
        return None
    if incoming.answers is None:
        question = route.question_to(event.rows, member.person, incoming)
    else:
        question = event.letter(incoming.answers.message_id, member)
    asked_for = posted.expects(question) if question is not None and question.team_id == event.team.id else ""
    takes = incoming.forwarded is None or registry.of(asked_for.partition(" ")[0] or "help").takes_forwards
    return question if asked_for and takes else None


def _ask_back(event: Event, member: Member, asks: Asked) -> None:
    """A name that no command has: the likeliest ones as buttons, with the words that followed."""
    likely = [asks.command] if asks.or_else is None else [asks.command, asks.or_else]
    argument = tidy(asks.argument)
    about_a_task = all(command.about is not None for command in likely)
    task = event.answered(member) if about_a_task else None
    if task is not None and not argument[:1].isdigit():
        argument = f"{task.number} {argument}".strip()
    typed = [Typed(command.en, first_line(argument, _SHORT)) for command in likely]
    buttons = (
        Choice(f"{command.en} {argument}".strip(), phrase("choice-typed", command=shown), member.person)
        for command, shown in zip(likely, typed, strict=True)
    )
    which = phrase("near-miss", command=typed[0])
    if asks.or_else is not None:
        which = phrase("near-miss-two", command=typed[0], other=typed[1])
    public = not any(command.private_matter for command in likely)
    event.answer(member, Document((line(which),), tuple(buttons)), public=public)


def _edited(event: Event, member: Member) -> None:
    """A message was corrected: so is the task that it made. One that did nothing before does now what it says."""
    asks = asked(event.incoming)
    assert asks is not None, "only what asks something is meant for the bot"
    if not asks.certain:
        return
    waits = later.written_in(event.rows, f"{event.here(member)}:{event.incoming.message_id}", member.person)
    if waits is not None:
        if asks.command.en == "later":
            perform(event, member, asks.command, f"change {waits}: {asks.argument}")
        return
    made = event.made_by(event.incoming.message_id, member)
    if made is not None and made.author == member.person:
        if asks.command.en != made.kind.value:  # what makes something is called as what it makes
            return
        if event.said_at - made.created_at > EDIT_WITHIN:
            example = Typed("edit", f"{made.number} {first_line(asks.argument, _SHORT)}")
            event.answer(member, says("edit-too-late", example=example), public=not event.incoming.private)
        else:
            perform(event, member, asks.command, asks.argument, edited=made)
    elif made is None and not _is_old(event) and not _did_something(event, member):
        perform(event, member, asks.command, asks.argument)


def _is_old(event: Event) -> bool:
    """Is it too long ago that the message was written to be sure whether it did something?"""
    written = event.incoming.first_said_at
    return written is None or event.now - written > CORRECTED_WITHIN


def _did_something(event: Event, member: Member) -> bool:
    """Was this message acknowledged, or did it change something?"""
    message, here = event.incoming.message_id, event.here(member)
    if message is None or posted.acknowledged(event.rows, here, message):
        return True
    last = changes.last(event.rows, event.team.id, member.person)
    return last is not None and last.source == f"{here}:{message}"


def _pressed(event: Event, member: Member) -> None:
    choice = _choice(event, member)
    if choice is None:
        event.answer(member, _why_not(event))
    else:
        name, _, argument = choice.command.partition(" ")
        if registry.of(name).would_repeat(argument):
            choices.use_up(event.rows, choice.id)
        _choose(event.in_topic(choice.thread), member, choice, proposal=choice.needs)


def _why_not(event: Event) -> Document:
    """A press that does not count: the button is somebody else's, or it is over."""
    choice = choices.by_id(event.rows, event.incoming.choice or 0)
    asked = members.by_person(event.rows, event.team.id, choice.person_id) if choice and choice.person_id else None
    if asked is None or choice is None or choice.counts_in != event.team.id or choice.chat_id != event.chat.id:
        return says("stale-button")
    return says("button-of-another", person=Mention(asked.person, asked.name))


def _choice(event: Event, member: Member | None) -> AnyRow | None:
    """The choice that was pressed. It counts only if its letter stands where the press came from, and for whom it was
    made; somebody who is not a member yet (None) has only what is for everybody."""
    incoming = event.incoming
    choice = choices.by_id(event.rows, incoming.choice or 0)
    if choice is None or choice.counts_in != event.team.id or choice.message_id != incoming.origin:
        return None
    person = member.person if member else None
    is_theirs = incoming.private or choice.whispered_in == event.chat.id
    stands_here = choice.to_person == person if is_theirs else choice.chat_id == event.chat.id
    return choice if stands_here and choice.person_id in (None, person) else None


def _choose(event: Event, member: Member, choice: AnyRow, *, proposal: int | None) -> None:
    name, _, argument = choice.command.partition(" ")
    perform(event, member, registry.of(name), argument, pressed=True, proposal=proposal)


def _not_understood(event: Event, member: Member) -> Document:
    begun = requests.teams_with_draft(event.rows, member.person)
    elsewhere = begun[0] if begun and begun[0] != event.team.id else None
    return Document(
        (line(phrase("not-understood")),),
        (
            *((Choice("ask", phrase("choice-ask-on"), member.person, elsewhere),) if begun else ()),
            Choice("tasks me", phrase("choice-my-tasks"), member.person),
            Choice("help", phrase("choice-help-me"), member.person),
        ),
    )
