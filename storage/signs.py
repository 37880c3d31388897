"""What a running bot leaves for whoever looks after it: a sign of life, and when the last backup was made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage import memory
from storage.database import Rows

_MINE = "accalmie"  # beside the accounts at messengers, which have a colon
_SIGN, _STOPPED, _BACKUP = "sign:", "stopped", "backup"
_KEPT = timedelta(days=1)
ALIVE = timedelta(minutes=2)
"""Whoever gave no sign for so long does not run; for whom time has not passed for so long, does not work."""


@dataclass(frozen=True)
class Sign:
    """Of one process. `ticked`: when time passed there last, if it did; `messengers`: whether each is open, and
    when its server answered last; `troubles`: a sentence each."""

    at: datetime
    since: datetime
    version: str
    ticked: datetime | None = None
    messengers: Mapping[str, tuple[bool, datetime | None]] = field(default_factory=dict)
    troubles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Signs:
    """`given`: by those that run or ran lately, the newest first; `stopped`: when one was told to stop last."""

    given: tuple[Sign, ...]
    stopped: datetime | None
    backup: datetime | None


def give(rows: Rows, process: str, sign: Sign) -> None:
    """A process runs. What others left a day ago goes."""
    old = [name for name, at in _given(rows).items() if sign.at - at > _KEPT]
    memory.change(rows, _MINE, {**dict.fromkeys(old), _SIGN + process: _to_json(sign)})


def stop(rows: Rows, process: str, now: datetime) -> None:
    """A process ends because it was told to."""
    memory.change(rows, _MINE, {_SIGN + process: None, _STOPPED: now.isoformat()})


def backed_up(rows: Rows, now: datetime) -> None:
    """A backup is whole and on its disk."""
    memory.change(rows, _MINE, {_BACKUP: now.isoformat()})


def read(rows: Rows) -> Signs:
    """All that was left."""
    there = memory.of(rows, _MINE)
    given = [_from_json(value) for name, value in there.items() if name.startswith(_SIGN)]
    given.sort(key=lambda sign: sign.at, reverse=True)
    return Signs(tuple(given), _instant(there.get(_STOPPED)), _instant(there.get(_BACKUP)))


def _given(rows: Rows) -> Mapping[str, datetime]:
    there = memory.of(rows, _MINE)
    return {name: _from_json(value).at for name, value in there.items() if name.startswith(_SIGN)}


def _to_json(sign: Sign) -> str:
    return json.dumps(
        {
            "at": _written(sign.at),
            "since": _written(sign.since),
            "version": sign.version,
            "ticked": _written(sign.ticked),
            "messengers": {name: [is_open, _written(at)] for name, (is_open, at) in sign.messengers.items()},
            "troubles": dict(sign.troubles),
        }
    )


def _from_json(value: str) -> Sign:
    said = json.loads(value)
    return Sign(
        datetime.fromisoformat(said["at"]),
        datetime.fromisoformat(said["since"]),
        said["version"],
        _instant(said["ticked"]),
        {name: (is_open, _instant(at)) for name, (is_open, at) in said["messengers"].items()},
        said["troubles"],
    )


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def _instant(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
