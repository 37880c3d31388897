"""What a correction takes away: "no date", "sans projet"."""

from __future__ import annotations

import re
from typing import Any

USUAL: dict[str, Any] = {
    "repeat": None,
    "project": None,
    "effort_minutes": None,
    "quote": None,
    "important": False,
    "wanted": 1,
}
"""What a field is when it was taken away. The deadline (`due`) has columns of its own."""

_WORDS = {
    "due": "date|due|deadline|échéance|echeance|délai|delai",
    "project": "project|projet",
    "effort_minutes": "effort|durée|duree|duration",
    "repeat": "repeat|repetition|répétition|récurrence|recurrence",
    "quote": "quote|quotation|citation|ligne citée|ligne citee",
    "important": "important|importante|urgent|urgente",
}
_NO = r"(?:no|not|without|sans|pas(?:\s+d['’]|\s+de)?|plus(?:\s+d['’]|\s+de))"
_REMOVALS = {field: re.compile(rf"(?<!\w){_NO}\s*(?:{names})(?!\w)", re.IGNORECASE) for field, names in _WORDS.items()}


def removed(text: str) -> tuple[frozenset[str], str]:
    """The fields that a correction takes away, and the words that are left."""
    fields = []
    for field, pattern in _REMOVALS.items():
        text, count = pattern.subn(" ", text)
        if count:
            fields.append(field)
    return frozenset(fields), " ".join(text.split())
