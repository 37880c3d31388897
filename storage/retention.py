"""What is over and old goes by itself: what was heard, and letters whose life is over.

Both are kept so that nothing happens twice; so they stay longer than anything can come again (`KEPT`):

- An event comes again only as long as its messenger was not told that it was handled: as the next thing, after the bot
  was away however long. So `KEPT` counts back from what an account heard last, and not from today; what it heard within
  the last day does not count for that, or the first event after an absence would push out what is still to come again.
- A letter is made again only by its cause. Events are known as above; all other causes (nudges, lapses, digests) are
  older than `KEPT` only if what they belong to is over. Of digests the newest stays; posted cards stay with their task,
  for they are edited in place.
- A message that did something is known by its acknowledgement, should somebody correct it. Corrections of older
  messages are not heard any more (`CORRECTED_WITHIN`).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, null, select, update
from sqlmodel import col

from domain.letter import SHOWING, Kind
from storage.database import Rows, changed
from storage.letters import Life
from storage.tables import ChoiceRow, DigestRow, InboxRow, LetterRow

KEPT = timedelta(days=31)
BUTTONS_KEPT = timedelta(days=92)
"""How long a letter stays below which there are buttons that count still."""
WORDS_KEPT = timedelta(days=7)
CORRECTED_WITHIN = KEPT - timedelta(days=1)
"""So long after it was written a message that did nothing can be corrected so that it does something."""
_SETTLED = timedelta(days=1)
_AT_ONCE = 200
_OVER = [life.value for life in (Life.SENT, Life.JOINED, Life.DROPPED, Life.FAILED)]


def prune(rows: Rows, now: datetime, *, events: bool = True) -> bool:
    """One look, of bounded work. True: there is more to do. Without `events`, what was heard stays known."""
    removed = [_inbox(rows, now) if events else 0, _letters(rows, now)]
    if any(count >= _AT_ONCE for count in removed):
        return True
    _words(rows, now)
    return False


def _inbox(rows: Rows, now: datetime) -> int:
    newest = select(col(InboxRow.own_account), func.max(col(InboxRow.handled_at)).label("heard"))
    settled = newest.where(col(InboxRow.handled_at) <= now - _SETTLED).group_by(col(InboxRow.own_account))
    removed = 0
    for row in rows.execute(settled).all():
        mine = col(InboxRow.own_account) == row.own_account
        old = select(col(InboxRow.event)).where(mine, col(InboxRow.handled_at) < row.heard - KEPT).limit(_AT_ONCE)
        removed += changed(rows, delete(InboxRow).where(mine, col(InboxRow.event).in_(old)))
    return removed


def _letters(rows: Rows, now: datetime) -> int:
    is_card = col(LetterRow.kind).in_([kind.value for kind in SHOWING]) & col(LetterRow.chat_id).is_not(None)
    posted_card = is_card & col(LetterRow.edits).is_(None)
    newest = select(func.max(col(DigestRow.id))).group_by(col(DigestRow.team_id))
    of_now = (col(LetterRow.kind) == Kind.DIGEST.value) & col(LetterRow.digest_id).in_(newest)
    has_buttons = exists().where(col(ChoiceRow.letter_id) == col(LetterRow.id))
    old = select(col(LetterRow.id)).where(
        col(LetterRow.state).in_(_OVER),
        col(LetterRow.created_at) < now - KEPT,
        func.coalesce(col(LetterRow.left_at), col(LetterRow.created_at)) < now - KEPT,
        ~posted_card,
        ~of_now,
        ~has_buttons | (col(LetterRow.created_at) < now - BUTTONS_KEPT),
    )
    return changed(rows, delete(LetterRow).where(col(LetterRow.id).in_(old.limit(_AT_ONCE))))


def _words(rows: Rows, now: datetime) -> None:
    """Words go when a letter's life is over; should any be left, they go now, and with them what a question asked."""
    over = (col(LetterRow.state).in_(_OVER), col(LetterRow.document).is_not(None))
    old = func.coalesce(col(LetterRow.left_at), col(LetterRow.created_at)) < now - WORDS_KEPT
    joined = col(LetterRow.state) == Life.JOINED.value  # its carrier may still be under way
    rows.execute(update(LetterRow).where(*over, old, ~joined).values(document=null()))
    asked = (col(LetterRow.kind) == Kind.ANSWER.value, col(LetterRow.detail).is_not(None))
    rows.execute(update(LetterRow).where(col(LetterRow.state).in_(_OVER), *asked, old).values(detail=null()))
