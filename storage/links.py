"""The codes by which another chat joins a team, or another account a person, and the tries that failed.

Of a code its hash alone is kept: a copy of the database gives nobody a way in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete, func, insert, select, update
from sqlmodel import col

from storage.database import AnyRow, Rows, changed
from storage.tables import LinkRow, LinkTryRow

COUNTS_FOR = timedelta(minutes=15)
TRIES = 5
"""So many codes that do not count somebody may give in `TRIES_IN`."""
TRIES_OF_STRANGERS = 20
"""All of them together: whoever is known to no team has no account that could be counted for."""
TRIES_IN = timedelta(hours=1)
_LINK = LinkRow.__table__  # type: ignore[attr-defined]


def kept(code: str) -> str:
    """A code as it is kept."""
    return sha256(code.encode()).hexdigest()


def ask(rows: Rows, code: str, *, person: int, account: int, chat: int | None, now: datetime) -> bool:
    """A new code for a chat (None: for the person), in place of the one that they had for it. False: there is such a
    code already."""
    if rows.execute(select(col(LinkRow.id)).where(col(LinkRow.code) == kept(code))).first() is not None:
        return False
    mine = (col(LinkRow.person_id) == person, col(LinkRow.chat_id).is_not_distinct_from(chat))
    rows.execute(delete(LinkRow).where(*mine))
    values = {"person_id": person, "account_id": account, "chat_id": chat, "expires_at": now + COUNTS_FOR}
    rows.execute(insert(LinkRow).values(code=kept(code), **values))
    return True


def found(rows: Rows, code: str, now: datetime) -> AnyRow | None:
    """The code, if it still counts."""
    there = select(_LINK).where(col(LinkRow.code) == kept(code), col(LinkRow.expires_at) > now)
    return rows.execute(there).one_or_none()


def keep_for(rows: Rows, link_id: int, given_by: int) -> None:
    """From now on the code counts for the chat or account that gave it, and for no other."""
    rows.execute(update(LinkRow).where(col(LinkRow.id) == link_id).values(for_id=given_by))


def use(rows: Rows, link_id: int) -> None:
    """It counts no more."""
    rows.execute(delete(LinkRow).where(col(LinkRow.id) == link_id))


def burn(rows: Rows, code: str) -> bool:
    """A code that one account alone should know was said aloud: it counts no more. Was it one?"""
    aloud = (col(LinkRow.code) == kept(code), col(LinkRow.chat_id).is_(None))
    return changed(rows, delete(LinkRow).where(*aloud)) > 0


def failed(rows: Rows, account: int | None, now: datetime) -> None:
    """Somebody (None: a stranger) gave a code that does not count."""
    rows.execute(insert(LinkTryRow).values(account_id=account, at=now))


def tries(rows: Rows, account: int | None, now: datetime) -> int:
    """How often they (None: all strangers together) did so lately."""
    lately = (col(LinkTryRow.account_id).is_not_distinct_from(account), col(LinkTryRow.at) > now - TRIES_IN)
    return int(rows.execute(select(func.count()).where(*lately)).scalar_one())


def forget_old(rows: Rows, now: datetime) -> None:
    rows.execute(delete(LinkRow).where(col(LinkRow.expires_at) <= now))
    rows.execute(delete(LinkTryRow).where(col(LinkTryRow.at) <= now - TRIES_IN))
