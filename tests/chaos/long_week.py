"""Invents a busy week of two teams, the week in which the clocks go back: the same for the same seed."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 10, 19, 6, tzinfo=UTC)  # a Monday; the clocks change in the night to Sunday
EVENTS = 180
DEEDS = ("Réserver la salle", "Peindre le décor", "Buy the cups", "Écrire à la mairie", "Fix the lights", "Tri")
ENDINGS = ("", " dans 1 jour", " dans 2 jours", " dans 4 jours", " !! ~2h", " x2", " #fête", " moi dans 3 jours")
CHATTER = ("bonjour !", "who has the keys?", "à demain", "/", "/unknown", "12", "🎉")
TEAMS: dict[str, dict[str, Any]] = {
    "bal": {
        "language": "fr",
        "timezone": "Europe/Paris",
        "coordinators": ["Ana"],
        "members": ["Ana", "Léa", "Marc", "Inès", "Tom"],
        "reachable": ["Ana", "Léa", "Marc", "Inès"],
    },
    "repair": {
        "language": "en",
        "timezone": "America/St_Johns",
        "coordinators": ["Zoé"],
        "members": ["Zoé", "Sam", "Kim"],
    },
}


def long_week(seed: int) -> str:
    """A transcript: two teams, then what they wrote and pressed at random moments, day and night."""
    chance = random.Random(seed)
    lines: list[dict[str, Any]] = [{"team": name, **team, "start": START.isoformat()} for name, team in TEAMS.items()]
    seconds = sorted(chance.randrange(60, 7 * 24 * 3600) for _ in range(EVENTS))
    made = dict.fromkeys(TEAMS, 0)
    for number, second in enumerate(seconds):
        team = chance.choice(list(TEAMS))
        at = (START + timedelta(seconds=second)).isoformat()
        event = _event(chance, TEAMS[team]["members"], made[team])
        if event.get("text", "").startswith("/task "):
            made[team] += 1
        lines.append({"at": at, "team": team, "id": f"e{number}", **event})
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def _event(chance: random.Random, members: list[str], made: int) -> dict[str, Any]:
    who, other = chance.choice(members), chance.choice(members)
    if made < 3 or chance.random() < 0.3:
        asked = chance.choice(("", f" @{other}", f" @{other} @{chance.choice(members)}"))
        return {"who": who, "text": f"/task {chance.choice(DEEDS)}{asked}{chance.choice(ENDINGS)}"}
    number = chance.randint(max(1, made - 6), made)
    match chance.randrange(8):
        case 0 | 1:
            return {"who": who, "press": f"{chance.choice(('accept', 'accept', 'decline', 'take', 'done'))} {number}"}
        case 2:
            return {"who": who, "text": f"/take {number}", "private": chance.random() < 0.3}
        case 3:
            return {"who": who, "text": f"/done {number}"}
        case 4:
            words = (
                f"/give {number} @{other}",
                f"/release {number}",
                f"/due {number} dans 2 jours",
                f"/reopen {number}",
            )
            return {"who": who, "text": chance.choice(words)}
        case 5:
            return {"who": who, "text": chance.choice(("/tasks", f"/task {number}", "/quiet 20:00-09:30", "/digest"))}
        case 6:
            return {"who": who, "react": chance.choice(("✅", "🙋", "👍")), "on": f"card:{number}"}
        case _:
            return {"who": who, "text": chance.choice(CHATTER)}
