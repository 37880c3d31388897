"""Reads a transcript: teams first, then what people said and did, in order of time. It is checked whole first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.locales import LANGUAGES
from domain.message import Action

_ACTIONS = ("text", "edit", "press", "react", "join", "leave", "promote", "add", "remove", "admit")
_OF_THE_BOT: Mapping[str, Action | None] = {"add": Action.ADDED, "remove": Action.REMOVED, "admit": None}


class Broken(ValueError):
    """A line that cannot be played; says which and why."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"line {number}: {why}")


@dataclass(frozen=True)
class TeamLine:
    """A team as the transcript describes it. `reachable` None: everybody. Not `admitted`: its chat is there, and the
    bot is not in it yet. `hosts`: whose word admits it at once."""

    name: str
    language: str
    zone: ZoneInfo
    coordinators: tuple[str, ...]
    members: tuple[str, ...]
    start: datetime | None
    reachable: frozenset[str] | None
    admitted: bool = True
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventLine:
    """Something that happened. `name` is its id, given or counted; `on` a message's id or the name of a letter. Without
    `action` the host admits the chat. Not `team_named`: the first team, in private perhaps another one of theirs."""

    at: datetime
    name: str
    team: str
    who: str
    action: Action | None
    text: str = ""
    private: bool = False
    reply_to: str | None = None
    on: str | None = None
    promoted: bool = False
    team_named: bool = True


@dataclass(frozen=True)
class Script:
    """A transcript that was found whole."""

    teams: tuple[TeamLine, ...]
    events: tuple[EventLine, ...]

    @property
    def start(self) -> datetime:
        """The first instant of all."""
        return min([t.start for t in self.teams if t.start] + [e.at for e in self.events[:1]])


def read(lines: Iterable[str]) -> Script:
    """Check and read a transcript. Raises Broken at the first line that is wrong."""
    teams: list[TeamLine] = []
    events: list[EventLine] = []
    number = 0
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        line = _object(number, text)
        if "at" not in line and "team" in line and "who" not in line:
            if events:
                raise Broken(number, "teams come before the first event")
            teams.append(_team(number, line, teams))
        else:
            event = _event(number, line, teams, len(events) + 1)
            if events and event.at < events[-1].at:
                raise Broken(number, "time goes backwards")
            events.append(event)
    if not teams:
        raise Broken(max(number, 1), "a transcript begins with a team")
    if not events and not any(t.start for t in teams):
        raise Broken(number, "without events, a team needs its start")
    return Script(tuple(teams), tuple(events))


def instant(text: object) -> datetime:
    """An RFC 3339 instant with offset. Raises ValueError for anything else."""
    if not isinstance(text, str) or len(text) < 11 or text[10] not in "Tt ":
        raise ValueError("an instant is written like 2026-03-06T18:00:00+01:00")
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("an instant needs its offset, as in 2026-03-06T18:00:00+01:00")
    return at


def _object(number: int, text: str) -> Mapping[str, Any]:
    try:
        line = json.loads(text)
    except ValueError:
        raise Broken(number, "not JSON") from None
    except RecursionError:
        raise Broken(number, "nested too deep") from None
    if not isinstance(line, dict):
        raise Broken(number, "not a JSON object")
    return line


def _team(number: int, line: Mapping[str, Any], before: list[TeamLine]) -> TeamLine:
    name = _string(number, line, "team")
    if any(team.name == name for team in before):
        raise Broken(number, f"the team {name!r} is there twice")
    language = line.get("language", "fr")
    if language not in LANGUAGES:
        raise Broken(number, f"language must be one of {', '.join(LANGUAGES)}")
    try:
        zone = ZoneInfo(line.get("timezone", "Europe/Paris"))
    except (KeyError, ValueError, TypeError, OSError):
        raise Broken(number, "timezone must be an IANA zone such as Europe/Paris") from None
    reachable = _names(number, line, "reachable") if "reachable" in line else None
    return TeamLine(
        name=name,
        language=language,
        zone=zone,
        coordinators=_names(number, line, "coordinators"),
        members=_names(number, line, "members"),
        start=_instant(number, line, "start") if line.get("start") is not None else None,
        reachable=None if reachable is None else frozenset(reachable),
        admitted=_flag(number, line, "admitted", usual=True),
        hosts=_names(number, line, "hosts"),
    )


def _event(number: int, line: Mapping[str, Any], teams: list[TeamLine], count: int) -> EventLine:
    if not teams:
        raise Broken(number, "a transcript begins with a team")
    actions = [a for a in _ACTIONS if a in line and not (a == "text" and "edit" in line)]
    if len(actions) != 1:
        raise Broken(number, f"an event has exactly one of {', '.join(_ACTIONS)}")
    action = _OF_THE_BOT[actions[0]] if actions[0] in _OF_THE_BOT else Action(actions[0])
    team = line.get("team", teams[0].name)
    if not any(team == known.name for known in teams):
        raise Broken(number, f"there is no team {team!r}")
    for flag in ("private", "join", "leave", "promote", *_OF_THE_BOT):
        if not _flag(number, line, flag, usual=True) and flag in _OF_THE_BOT:
            raise Broken(number, f"{flag} can only be true")
    if action is Action.EDIT:
        _string(number, line, "edit")
    words = {"text": "text", "edit": "text", "press": "press", "react": "react"}.get(actions[0])
    return EventLine(
        at=_instant(number, line, "at"),
        name=_string(number, {"id": str(line["id"])}, "id") if line.get("id") is not None else f"line-{count}",
        team=team,
        who=_string(number, line, "who"),
        action=action,
        text=_string(number, line, words, empty=action in (Action.TEXT, Action.EDIT)) if words else "",
        private=line.get("private", False),
        reply_to=_reference(number, line, "reply_to"),
        on=line["edit"] if action is Action.EDIT else _reference(number, line, "on"),
        promoted=line.get("promote", False),
        team_named="team" in line,
    )


def _flag(number: int, line: Mapping[str, Any], key: str, *, usual: bool) -> bool:
    flag = line.get(key, usual)
    if not isinstance(flag, bool):
        raise Broken(number, f"{key} is true or false")
    return flag


def _instant(number: int, line: Mapping[str, Any], key: str) -> datetime:
    try:
        return instant(line.get(key))
    except (ValueError, OverflowError) as fault:
        raise Broken(number, f"{key}: {fault}") from None


def _string(number: int, line: Mapping[str, Any], key: str, *, empty: bool = False) -> str:
    text = line.get(key)
    if not isinstance(text, str) or not (text.strip() or empty):
        raise Broken(number, f"{key} must be a text")
    if key != "text" and not _is_printable(text):
        raise Broken(number, f"{key} holds characters that no name has")
    return text


def _is_printable(text: str) -> bool:
    return not any(c == "\0" or "\ud800" <= c <= "\udfff" for c in text)


def _names(number: int, line: Mapping[str, Any], key: str) -> tuple[str, ...]:
    names = line.get(key, [])
    if not isinstance(names, list) or not all(isinstance(n, str) and n.strip() and _is_printable(n) for n in names):
        raise Broken(number, f"{key} must be a list of names")
    return tuple(dict.fromkeys(names))


def _reference(number: int, line: Mapping[str, Any], key: str) -> str | None:
    if line.get(key) is None:
        return None
    return _string(number, line, key)
