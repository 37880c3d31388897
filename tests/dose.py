"""How much of a long test is done: all of it by hand (`make chaos`), a short dose where CI is in the environment."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")


def in_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def dose(full: T, short: T) -> T:
    return short if in_ci() else full
