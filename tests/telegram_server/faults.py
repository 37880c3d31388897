"""What can go wrong on the way, as a test orders it: for the next calls of a method, or for calls of one chat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.telegram_server.refusal import Json


class Trouble(StrEnum):
    """`..._AFTER`: the request was fulfilled, and only its answer is lost."""

    REFUSED = "refused"  # with `code`, `said` and `parameters`
    HTML_ERROR = "html_error"  # 500 or 502 with a page instead of an answer
    RESET = "reset"
    RESET_AFTER = "reset_after"
    SILENCE = "silence"  # nothing comes for `seconds`, then the connection ends
    SILENCE_AFTER = "silence_after"
    SLOW = "slow"  # the answer comes, `seconds` later
    TRUNCATED = "truncated"  # fulfilled; the answer breaks off in the middle


@dataclass
class Fault:
    """`method` "*": any but getUpdates. `where`: parameters that the call must have. `times` 0: always."""

    trouble: Trouble
    method: str = "*"
    times: int = 1
    after: int = 0  # so many calls pass first
    where: Json = field(default_factory=dict)
    code: int = 500
    said: str = ""
    parameters: Json = field(default_factory=dict)
    seconds: float = 1.0
    happened: int = 0


class Faults:
    """What was ordered and has not happened yet."""

    def __init__(self) -> None:
        self.ordered: list[Fault] = []

    def for_call(self, method: str, given: Mapping[str, Any]) -> Fault | None:
        for fault in self.ordered:
            if fault.method.lower() not in {method.lower(), "*"} or (fault.method == "*" and method == "getUpdates"):
                continue
            if any(str(given.get(name)) != str(value) for name, value in fault.where.items()):
                continue
            if fault.after > 0:
                fault.after -= 1
                continue
            fault.happened += 1
            if fault.times and fault.happened >= fault.times:
                self.ordered.remove(fault)
            return fault
        return None
