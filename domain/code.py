"""Codes that one person tells another: to admit a chat, to link one."""

from __future__ import annotations

import secrets

from domain.text import fold

LETTERS = "ACDEFHJKMNPQRTVWXY234679"  # none of them looks like another  # pragma: allowlist secret
LENGTH = 6


def new_code() -> str:
    """A code that nobody can guess, short enough to be typed from a telephone."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def as_typed(code: str) -> str:
    """A code as it is stored, from what somebody typed: capitals, and what may stand between, do not matter."""
    return "".join(c for c in fold(code).upper() if c.isalnum())
