"""`accalmie status`: how the bot is, on one screen, whether it runs or not. Nobody is named. Changes nothing."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.error import HTTPError, URLError

from sqlalchemy import func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from bot.config import Config
from bot.room import Room, database_file, rooms, size_of, told
from bot.version import version
from bot.watch import span
from storage import signs
from storage.backlog import Backlog, backlog, ended
from storage.database import Rows, open_database, reading
from storage.schema import newest, present
from storage.signs import ALIVE, Sign, Signs
from storage.tables import ChatRow, InboxRow
from storage.trouble import why

_PATIENCE = 5.0  # seconds for the bot to answer
_LATE = timedelta(minutes=5)  # a letter that could leave for so long is late
_LATELY = timedelta(days=1)


@dataclass(frozen=True)
class Kept:
    """What the database says. `heard`: when something was handled last, by messenger."""

    signs: Signs
    admitted: int
    waiting: int
    letters: Backlog
    ended: Mapping[str, int]
    heard: Mapping[str, datetime]


@dataclass(frozen=True)
class Status:
    """How it is at `now`. `kept`: None where the database cannot be read, or is of another release (`schema`)."""

    now: datetime
    database: str
    schema: str | None
    size: int | None
    kept: Kept | None
    rooms: tuple[Room, ...]
    warnings: tuple[str, ...] = field(default=())

    @property
    def running(self) -> tuple[Sign, ...]:
        """The processes that gave a sign lately, the newest first."""
        given = self.kept.signs.given if self.kept is not None else ()
        return tuple(sign for sign in given if self.now - sign.at < ALIVE)


def look(settings: Config, now: datetime) -> Status:
    """All of it. Raises OSError or SQLAlchemyError where there is no such database, or it cannot be read."""
    url, file = settings.database.url.get_secret_value(), database_file(settings)
    if file is not None and not file.exists():
        raise FileNotFoundError(f"There is no database at {file.absolute()} yet: the first start makes it.")
    engine = open_database(url)
    try:
        with reading(engine) as rows:
            schema = present(rows)
            kept = _kept(rows, now) if schema == newest() else None
            size = size_of(file) if file is not None else _size(rows)
    finally:
        engine.dispose()
    disks = tuple(rooms(settings))
    known = Status(now, make_url(url).get_backend_name(), schema, size, kept, disks)
    return Status(now, known.database, schema, size, kept, disks, tuple(_warnings(known, settings)))


def _kept(rows: Rows, now: datetime) -> Kept:
    chats = select(col(ChatRow.code).is_not(None).label("waits"), func.count().label("many"))
    there = chats.where(col(ChatRow.gone_at).is_(None)).group_by(col(ChatRow.code).is_not(None))
    many = {bool(row.waits): row.many for row in rows.execute(there).all()}
    last = select(col(InboxRow.own_account), func.max(col(InboxRow.handled_at)).label("at"))
    heard: dict[str, datetime] = {}
    for row in rows.execute(last.group_by(col(InboxRow.own_account))).all():
        messenger = str(row.own_account).partition(":")[0]
        heard[messenger] = max(row.at, heard.get(messenger, row.at))
    return Kept(
        signs.read(rows),
        many.get(False, 0),
        many.get(True, 0),
        backlog(rows, now),
        ended(rows, now - _LATELY),
        heard,
    )


def _size(rows: Rows) -> int | None:
    return int(rows.execute(select(func.pg_database_size(func.current_database()))).scalar_one())


def _warnings(here: Status, settings: Config) -> Iterator[str]:
    if here.schema is None:
        yield "The database is empty: the first start fills it."
    elif here.schema != newest():
        yield "The database is of another release: `accalmie check` says which."
    seen: set[str] = set()
    answer = _asked(settings.health.listen) if settings.health.listen else None
    if here.kept is not None and not here.running:
        yield "No bot runs." if answer is None else "The bot answers, and leaves no sign of life in this database."
    seen.update(answer or ())
    for sign in here.running:
        seen.update(sign.troubles.values())
        if sign.ticked is not None and here.now - sign.ticked > ALIVE:
            seen.add(f"Time has not passed for {span(here.now - sign.ticked)}.")
    yield from sorted(seen)
    if not any(sentence.startswith("The disk") for sentence in seen):
        yield from (str(room) for room in here.rooms if room.is_little)
    if here.kept is not None and here.running and here.kept.letters.oldest > _LATE:
        yield f"Letters are late: the first could leave for {span(here.kept.letters.oldest)}."


def _asked(listen: str) -> list[str] | None:
    """What the bot itself says is wrong, at its address for that; None: nobody answers there."""
    directly = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with directly.open(f"http://{listen}/readyz", timeout=_PATIENCE) as answer:
            said = answer.read().decode().splitlines()
    except HTTPError as fault:
        said = fault.read().decode().splitlines()
    except (URLError, TimeoutError, OSError, ValueError):
        return None
    return [line if line.endswith(".") else f"{line[:1].upper()}{line[1:]}." for line in said if line != "ok"]


def as_json(here: Status) -> dict[str, Any]:
    """For scripts: instants in ISO 8601, sizes in bytes."""
    kept = here.kept
    said: dict[str, Any] = {
        "version": version(),
        "database": {"kind": here.database, "schema": here.schema, "bytes": here.size},
        "disks": [
            {"folder": str(room.folder), "free_bytes": room.free, "is_little": room.is_little} for room in here.rooms
        ],
        "warnings": list(here.warnings),
    }
    if kept is None:
        return said
    return said | {
        "running": [
            {
                "version": sign.version,
                "since": _iso(sign.since),
                "last_sign": _iso(sign.at),
                "last_tick": _iso(sign.ticked),
                "messengers": {
                    name: {"open": is_open, "answered": _iso(at)} for name, (is_open, at) in sign.messengers.items()
                },
            }
            for sign in here.running
        ],
        "stopped": _iso(kept.signs.stopped),
        "handled": {name: _iso(at) for name, at in kept.heard.items()},
        "chats": {"admitted": kept.admitted, "waiting": kept.waiting},
        "letters": {
            "due": kept.letters.due,
            "oldest_due_seconds": round(kept.letters.oldest.total_seconds()),
            "later": kept.letters.later,
            "held": kept.letters.held,
            "sent_in_a_day": kept.ended.get("sent", 0),
            "failed_in_a_day": kept.ended.get("failed", 0),
        },
        "backup": _iso(kept.signs.backup),
    }


def as_lines(here: Status) -> Iterator[str]:
    """For people."""
    yield f"Accalmie    {version()}"
    if here.kept is not None:
        yield from _of_the_bot(here, here.kept)
        letters, over = here.kept.letters, here.kept.ended
        yield f"Chats       {here.kept.admitted} admitted, {here.kept.waiting} waiting for `accalmie admit`"
        yield f"Letters     {letters.due} to leave now, {letters.later} later ({letters.held} held by quiet hours)"
        yield f"            in a day: {over.get('sent', 0)} sent, {over.get('failed', 0)} failed"
    size = f", {told(here.size)}" if here.size is not None else ""
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(here.database, here.database)
    yield f"Database    {kind}{size}, schema {here.schema or 'none yet'}"
    if here.kept is not None:
        made = here.kept.signs.backup
        yield f"Backup      {f'{span(here.now - made)} ago' if made else 'none by `accalmie backup` yet'}"
    for room in here.rooms:
        yield f"Disk        {told(room.free)} free at {room.folder}"
    for place, sentence in enumerate(here.warnings or ("none",)):
        yield f"{'' if place else 'Warnings':<12}{sentence}"


def _of_the_bot(here: Status, kept: Kept) -> Iterator[str]:
    if not here.running:
        last = max((sign.at for sign in kept.signs.given), default=None)
        stopped = kept.signs.stopped
        if stopped is not None and (last is None or stopped > last):
            yield f"Bot         stopped {span(here.now - stopped)} ago, as it was told to"
        elif last is not None:
            yield f"Bot         gave its last sign {span(here.now - last)} ago"
        else:
            yield "Bot         gave no sign yet"
    opened = {name for sign in here.running for name, (is_open, _) in sign.messengers.items() if is_open}
    for place, sign in enumerate(here.running):
        ticked = f", last tick {span(here.now - sign.ticked)} ago" if sign.ticked is not None else ""
        yield f"{'' if place else 'Bot':<12}runs for {span(here.now - sign.since)}{ticked}"
        for name, (is_open, answered) in sign.messengers.items():
            how = "open" if is_open else "open in another copy" if name in opened else "not open yet"
            heard = f", answered {span(here.now - answered)} ago" if answered is not None else ""
            did = f", last command {span(here.now - kept.heard[name])} ago" if name in kept.heard else ""
            yield f"{name.capitalize():<12}{how}{heard}{did}"


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def unreadable(fault: Exception) -> str:
    """Why there is nothing to say."""
    return f"The database cannot be read: {why(fault)}." if isinstance(fault, SQLAlchemyError) else str(fault)
