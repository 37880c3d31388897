"""How Telegram says no: a code, a sentence, and now and then something to go on with.

The sentences are those of Telegram's own server. The Bot API page documents only their shape ("Making requests":
`ok` false, `error_code`, `description`, and `parameters` of type ResponseParameters).
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_NAMES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    501: "Not Implemented",
}


class Refusal(Exception):
    """A request that Telegram does not fulfil. `strange`: no sound bot would ever send it, so a test should fail."""

    def __init__(self, code: int, said: str, parameters: Json | None = None, *, strange: bool = False) -> None:
        super().__init__(said)
        self.code = code
        self.description = f"{_NAMES[code]}: {said}" if said else _NAMES[code]
        self.parameters = parameters
        self.strange = strange

    def answer(self) -> Json:
        said: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            said["parameters"] = self.parameters
        return said


def bad(said: str, *, strange: bool = False) -> Refusal:
    return Refusal(400, said, strange=strange)


def forbidden(said: str) -> Refusal:
    return Refusal(403, said)


def too_many(seconds: int) -> Refusal:
    """Type ResponseParameters, `retry_after`: seconds left to wait before the request can be repeated."""
    return Refusal(429, f"retry after {seconds}", {"retry_after": seconds})
