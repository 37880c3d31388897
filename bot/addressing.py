"""Where a letter goes, and what holds there: a chat, or a person in private by one of their accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from domain.quiet_hours import Quiet
from domain.team import Chat, Member, Team, nobody
from storage import letters, members, teams
from storage.database import AnyRow, Rows


@dataclass(frozen=True)
class Addressee:
    """Where a letter goes, and what holds there."""

    chat: Chat | None
    member: Member | None
    team: Team
    messenger: str
    account: str
    account_id: int | None
    hours: tuple[Quiet, ...]
    own_hours: tuple[Quiet, ...]
    zone: ZoneInfo
    language: str
    reachable: bool
    whispered_in: Chat | None = None


class Addressees:
    """Looked up once in a transaction."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[str, Addressee | None] = {}

    def of(self, letter: AnyRow) -> Addressee | None:
        """Where a letter goes; None: nowhere any more."""
        key = f"{letter.team_id}:{letter.recipient}:{letter.account_id}"
        if key not in self._known:
            self._known[key] = self._found(letter)
        to = self._known[key]
        if to is not None and to.member is not None and not (to.member.is_current or letters.is_parting(letter)):
            return None
        return to if to is None or letter.whispered_in is None else self._whispered(letter, to)

    def _found(self, letter: AnyRow) -> Addressee | None:
        if letter.chat_id is not None:
            return self._chat(letter.chat_id)
        if (address := letters.farewell_to(letter)) is not None:
            return self._forgotten(letter, address)
        return self._person(letter.team_id, letter.person_id, letter.account_id, parting=letters.is_parting(letter))

    def _forgotten(self, letter: AnyRow, address: Mapping[str, str]) -> Addressee:
        """Somebody of whom the letter alone knows where they are."""
        team = teams.by_id(self._rows, letter.team_id)
        hours = tuple(chat.quiet for chat in teams.open_chats(self._rows, team.id))
        return Addressee(
            chat=None,
            member=nobody(letter.id, team.id),
            team=team,
            messenger=address["messenger"],
            account=address["account"],
            account_id=None,
            hours=hours,
            own_hours=hours,
            zone=ZoneInfo(address["zone"]),
            language=address["language"],
            reachable=letter.whispered_in is None,
        )

    def _whispered(self, letter: AnyRow, to: Addressee) -> Addressee:
        """In the chat, as long as the bot is there."""
        chat = next((each for each in teams.open_chats(self._rows, to.team.id) if each.id == letter.whispered_in), None)
        is_there = chat is not None and chat.place.messenger == to.messenger
        return replace(to, whispered_in=chat) if is_there else to

    def _chat(self, chat_id: int) -> Addressee:
        chat = teams.chat_by_id(self._rows, chat_id)
        return Addressee(
            chat=chat,
            member=None,
            team=chat.team,
            messenger=chat.place.messenger,
            account=chat.place.external_id,
            account_id=None,
            hours=(chat.quiet,),
            own_hours=(chat.quiet,),
            zone=chat.team.zone,
            language=chat.team.language,
            reachable=True,
        )

    def _person(self, team_id: int, person: int, near: int | None, *, parting: bool) -> Addressee | None:
        """Somebody in private, perhaps one who left: their own language, zone, hours and absence, and the hours of all
        the team's chats. Nobody: they are erased, or the bot left."""
        member = members.by_person(self._rows, team_id, person)
        account = members.address_of(self._rows, person, near)
        if member is None or account is None:
            return None
        chats = teams.open_chats(self._rows, team_id)
        if not (chats or parting):
            return None
        team = teams.by_id(self._rows, team_id)
        of_team = [chat.quiet for chat in chats]
        return Addressee(
            chat=None,
            member=member,
            team=team,
            messenger=account.messenger,
            account=account.external_id,
            account_id=account.id if member.has_several else None,
            hours=member.calm(of_team),
            own_hours=member.own_calm(of_team),
            zone=ZoneInfo(member.zone) if member.zone else team.zone,
            language=member.language or team.language,
            reachable=account.reachable,
        )
