"""Puts letters into the outbox: every one of them is a row, and a row is all that anything here can make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.document import Document, says, to_json
from domain.enclosure import Enclosure
from domain.letter import Kind
from domain.message import Sender
from domain.team import Chat, Member, Talk, Team
from handlers.kit.command import ChatLetter, PrivateLetter
from storage import calm, cards, letters, members, outstanding, tasks, teams
from storage.cards import Of
from storage.database import AnyRow, Rows
from storage.forgetting import Traces
from storage.letters import Life, Recipient
from storage.posted import is_of_before

_TOLD_FOR = timedelta(minutes=10)  # messages that cannot be read come together
_STILL_NEWS = timedelta(days=1)
_APART = timedelta(seconds=3)  # cards that are written anew all at once: what is said meanwhile gets between them
_FAREWELL_TRIED = timedelta(days=7)
_MORE_MAY_COME = timedelta(minutes=1)  # after something old that was said, before it is answered


def acknowledge(
    rows: Rows,
    chat: Chat | None,
    member: Member,
    team: Team,
    message: str,
    cause: str,
    now: datetime,
    *,
    unsent: bool = False,
    did: dict[str, Any] | None = None,
) -> None:
    """A reaction on somebody's message, in the chat or in private (`chat` None). `unsent`: it is only written down, so
    that a correction of the message does nothing twice; of a reaction, with what it `did`, so that it can be undone."""
    to = Recipient(chat=chat.id) if chat else Recipient(person=member.person)
    said: dict[str, Any] = {"document": to_json(says("ack")), "thread": chat.place.thread if chat else ""}
    if chat is None and member.has_several:
        said["account_id"] = member.account
    if unsent:
        said = {"state": Life.DROPPED.value, "reason": "answered", "detail": did}
    letters.add(rows, team.id, to, Kind.ACK, cause=cause, now=now, reply_to=message, **said)


def answer(
    rows: Rows,
    chat: Chat,
    member: Member,
    document: Document,
    cause: str,
    now: datetime,
    *,
    for_all: bool,
    public: bool,
    whispered: bool,
    fleeting: bool,
    message: str | None,
    late: bool = False,
    expects: str = "",
    enclosure: Enclosure | None = None,
    parting: bool = False,
) -> None:
    """An answer to one person: in the chat (`for_all`), `whispered` there, in private, or in the chat where no private
    letter reaches them (`public`).

    A `fleeting` one is gone from the rows once it left: nobody can read there what somebody answered in private.
    A `late` one waits until nothing old came for a while, and then travels with the others. One that asks `expects` the
    end of a command line. One with an `enclosure` goes to them in private and by itself. A `parting` one goes to
    somebody who left.
    """
    more: dict[str, Any] = {}
    if enclosure is not None:
        for_all = public = whispered = late = False
        more["detail"] = {letters.ENCLOSES: enclosure.value}
    elif late or expects:
        more["detail"] = {"late": member.person} if late else {letters.EXPECTS: expects}
    if parting:
        more["detail"] = {**more.get("detail", {}), letters.PARTING: True}
    if for_all or (public and not (whispered or member.reachable)):
        to = Recipient(chat=chat.id)
    elif whispered or member.reachable:
        to = Recipient(person=member.person)
    else:
        return
    aside = whispered and to.chat is None
    if to.chat is None and member.has_several:
        more["account_id"] = member.account
    letters.add(
        rows,
        chat.team.id,
        to,
        Kind.ANSWER,
        cause=cause,
        now=now,
        document=to_json(document),
        reply_to=message,
        thread=chat.place.thread if aside or to.chat is not None else "",
        whispered_in=chat.id if aside else None,
        fleeting=fleeting,
        **more,
    )
    if late:
        outstanding.let_late_ones_wait(rows, chat.team.id, now + _MORE_MAY_COME)


def post(rows: Rows, chat: Chat, letter: ChatLetter, now: datetime) -> None:
    """A letter to a chat in somebody's name."""
    said: dict[str, Any] = {"document": to_json(letter.document)} if letter.document is not None else {}
    if letter.kind is Kind.URGENT:
        said["expires_at"] = now + _STILL_NEWS
    if letter.enclosure is not None:
        said["detail"] = {letters.ENCLOSES: letter.enclosure.value}
    to = Recipient(chat=chat.id)
    letters.add(rows, chat.team.id, to, letter.kind, cause=letter.cause, now=now, thread=chat.place.thread, **said)


def say(rows: Rows, chat: Chat, document: Document, cause: str, now: datetime, **values: Any) -> None:
    """A silent line to a chat, of the bot's own accord."""
    to = Recipient(chat=chat.id)
    values |= {"document": to_json(document), "thread": chat.place.thread}
    letters.add(rows, chat.team.id, to, Kind.SYSTEM, cause=cause, now=now, **values)


def tell_unreadable(
    rows: Rows, chat: Chat, member: Member, document: Document, event: str, now: datetime, *, private: bool
) -> None:
    """Somebody's message could not be read: each is counted, and of several together they are told once."""
    to, where = Recipient(person=member.person), "private" if private else str(chat.id)
    told = calm.unreadable_since(rows, chat.team.id, where, now - _TOLD_FOR, told_to=to)
    dropped = "told already" if told else "" if member.reachable else "unreachable"
    said = {"state": Life.DROPPED.value, "reason": dropped} if dropped else {"document": to_json(document)}
    cause, until = calm.unreadable(where, event), now + _STILL_NEWS
    letters.add(rows, chat.team.id, to, Kind.SYSTEM, cause=cause, now=now, expires_at=until, **said)


def private(rows: Rows, team: Team, letter: PrivateLetter, cause: str, now: datetime, **values: Any) -> None:
    """A letter that asks for somebody's attention. Whoever cannot be reached is told so once, on the card."""
    member = members.by_person(rows, team.id, letter.person)
    if member is None or not member.is_current:
        return
    if letter.kind is Kind.URGENT:
        values["expires_at"] = now + _STILL_NEWS
    if letter.account is not None:
        values["account_id"] = letter.account
    if letter.not_before is not None:
        values["not_before"] = letter.not_before
    if member.reachable:
        values |= {} if letter.report is not None else {"document": to_json(letter.document)}
    else:
        if letter.task is not None and letter.kind is not Kind.EVENT:  # nobody asks anything of them
            members.tell_unreachable_on(rows, letter.person, letter.task)
        values |= {"state": Life.DROPPED.value, "reason": "unreachable"}
    beside = int(letter.kind is Kind.ANSWER)  # what was pressed in a group is noted there, and answered in private
    letters.add(
        rows,
        team.id,
        Recipient(person=letter.person),
        letter.kind,
        cause=letter.cause or cause,
        now=now,
        task_id=letter.task,
        **{"ordinal": letter.assignment or letter.task or beside, "detail": _asks(letter), **values},
    )


def _asks(letter: PrivateLetter) -> dict[str, Any]:
    """The proposal or request that a letter makes, if it makes one, by which `bot.compose` knows whether it is still
    true; or the command line that its answer completes; or the report that it tells of."""
    if letter.report is not None:
        return {letters.REPORT: letter.report}
    if letter.search is not None:
        return {letters.SEARCH: letter.search}
    if letter.invites:
        return {letters.INVITES: True}
    if letter.expects:
        return {letters.EXPECTS: letter.expects}
    if letter.asked is not None:
        return {letters.ASKED: letter.asked}
    if letter.role is None or letter.asked_at is None:
        return {"assignment": letter.assignment}
    return {"role": letter.role, "asked_at": letter.asked_at.timestamp()}


def refresh_cards(
    rows: Rows, chats: Sequence[Chat], shown: Iterable[int], cause: str, now: datetime, *, of: Of = Of.TASK
) -> None:
    """These tasks or debates have something new to show: their cards are edited in place, in all these chats of the
    team, or posted where there is none; not where the bot is to be silent."""
    for each in shown:
        for chat in chats:
            _refresh(rows, chat, of, each, cause, now)


def restate_cards(
    rows: Rows, chats: Sequence[Chat], shown: Iterable[int], cause: str, now: datetime, *, of: Of = Of.TASK
) -> None:
    """The cards of these tasks or debates that stand in these chats say something else now. None is posted."""
    for each in shown:
        for chat in chats:
            if cards.live(rows, chat.id, of, each):
                _refresh(rows, chat, of, each, cause, now)


def refresh_where_it_is(rows: Rows, task: int, cause: str, now: datetime) -> None:
    """This task has something new to show, in whichever team it is."""
    there = tasks.by_id(rows, task)
    assert there is not None
    refresh_cards(rows, teams.open_chats(rows, there.team_id), [task], cause, now)


def _refresh(rows: Rows, chat: Chat, of: Of, shown: int, cause: str, now: datetime) -> None:
    there = cards.live(rows, chat.id, of, shown)
    posted = next((row for row in there if row.edits is None), None)
    live = posted.id if posted else None
    if any(row.state in letters.PENDING and live in (row.id, row.edits) for row in there):
        return  # it is written from the rows of the moment it leaves
    if posted is not None or chat.talk is not Talk.SILENT:
        _add_card(rows, chat, of, shown, cause, now, edits=posted)


def post_card(
    rows: Rows,
    chats: Sequence[Chat],
    shown: int,
    cause: str,
    now: datetime,
    *,
    of: Of = Of.TASK,
    in_full: bool = False,
) -> None:
    """Show a task or debate below what was said last, a task with its history if `in_full`; an older card of it loses
    its buttons."""
    for chat in (each for each in chats if each.talk is not Talk.SILENT):
        older = next((row for row in cards.live(rows, chat.id, of, shown) if row.edits is None), None)
        _add_card(rows, chat, of, shown, f"{cause}:post", now, edits=None, in_full=in_full)
        if older is not None:
            _add_card(rows, chat, of, shown, f"{cause}{letters.POSTED_BELOW}", now, edits=older)


def show_card(
    rows: Rows,
    chat: Chat,
    member: Member,
    shown: int,
    cause: str,
    now: datetime,
    *,
    of: Of,
    whispered: bool,
    in_full: bool,
) -> None:
    """A task or debate as it is now, for one person alone: where the chat is to have no card of it."""
    if whispered or member.reachable:
        values: dict[str, Any] = {"thread": chat.place.thread, "whispered_in": chat.id} if whispered else {}
        if in_full:
            values["detail"] = {"in_full": True}
        to, why = Recipient(person=member.person), f"{cause}:shown" if of is Of.TASK else f"{cause}:shown:debate"
        letters.add(rows, chat.team.id, to, Kind.CARD, cause=why, now=now, ordinal=shown, **{of.value: shown}, **values)


def announce(rows: Rows, chats: Sequence[Chat], shown: int, cause: str, now: datetime) -> None:
    """An event is new: its first card is its announcement, which waits for the end of quiet hours, and may ring."""
    for chat in (each for each in chats if each.talk is not Talk.SILENT):
        to, thread = Recipient(chat=chat.id), chat.place.thread
        letters.add(
            rows, chat.team.id, to, Kind.EVENT, cause=cause, now=now, ordinal=shown, thread=thread, task_id=shown
        )


def _add_card(
    rows: Rows,
    chat: Chat,
    of: Of,
    shown: int,
    cause: str,
    now: datetime,
    *,
    edits: AnyRow | None,
    in_full: bool = False,
    **values: Any,
) -> None:
    """A card where the chat is looked at, or (`edits`) in place of one, wherever that stands."""
    letters.add(
        rows,
        chat.team.id,
        Recipient(chat=chat.id),
        Kind.CARD,
        cause=cause if of is Of.TASK else f"{cause}:debate",  # a task may have the same id
        now=now,
        ordinal=shown,
        thread=edits.thread if edits else chat.place.thread,
        edits=edits.id if edits else None,
        **{of.value: shown},
        **({"detail": {"in_full": True}} if in_full else {}),
        **values,
    )


def rewrite_cards(rows: Rows, team_id: int, traces: Traces, cause: str, now: datetime) -> None:
    """Somebody is forgotten: the cards that stand, older ones too, are written anew without their name, one after the
    other. Nothing is posted again for that."""
    at = now
    for chat in teams.open_chats(rows, team_id):
        for of, shown in ((Of.TASK, traces.tasks), (Of.DEBATE, traces.debates)):
            for each in shown:
                live = cards.live(rows, chat.id, of, each)
                waiting = {row.edits for row in live if row.edits is not None}
                for card in live:
                    if card.edits is None and card.id not in waiting and _stands(card):
                        why, in_place = f"{cause}:{card.id}", {letters.IN_PLACE: True}
                        _add_card(rows, chat, of, each, why, now, edits=card, detail=in_place, not_before=at)
                        at += _APART


def _stands(card: AnyRow) -> bool:
    """Is a card there, or about to be?"""
    if card.state == Life.ATTEMPTING.value:
        return True
    return card.state == Life.SENT.value and bool(card.message_id) and not is_of_before(card.message_id)


def farewell(
    rows: Rows,
    team_id: int,
    address: Sender,
    document: Document | None,
    cause: str,
    now: datetime,
    *,
    language: str,
    zone: str,
    whispered_in: int | None = None,
) -> None:
    """The last letter to somebody who is forgotten: of them it has the address alone, and that goes with it. Without a
    document there is nothing to say, and only the messenger has to forget."""
    to = {"messenger": address.messenger, "account": address.external_id, "language": language, "zone": zone}
    letters.add_farewell(
        rows,
        team_id,
        cause=cause,
        now=now,
        document=to_json(document) if document is not None else None,
        detail={letters.FAREWELL: to, "said": document is None},
        whispered_in=whispered_in,
        expires_at=now + _FAREWELL_TRIED,
    )
