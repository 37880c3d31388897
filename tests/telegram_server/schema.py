"""Reads a request as the published schema says, and tells what in it is missing, unknown or of the wrong kind."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("botapi-10.3.json")
_WHOLE = re.compile(r"[+-]?\d{1,19}")
_TRUE, _FALSE = {"true", "yes", "1"}, {"false", "no", "0", ""}


class Misfit(Exception):
    """A value that is not of its kind: where, and what was expected there."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(f"{path}: {expected} expected")
        self.path, self.expected = path, expected


class Missing(Misfit):
    """A value that has to be there."""


@dataclass(frozen=True)
class Upload:
    """A file that came with a request."""

    name: str
    kind: str
    content: bytes


@dataclass
class Reading:
    """A request as understood. `unknown`: what the schema does not have, which Telegram ignores without a word."""

    values: dict[str, Any] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


class Schema:
    """Methods and types of one version of the Bot API."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.version: str = content["version"]
        self.methods: dict[str, dict[str, dict[str, Any]]] = content["methods"]
        self.types: dict[str, dict[str, dict[str, Any]]] = content["types"]
        # "All methods in the Bot API are case-insensitive" (Bot API, "Making requests").
        self._by_folded_name = {name.lower(): name for name in self.methods}

    def method(self, name: str) -> str | None:
        return self._by_folded_name.get(name.lower())

    def read(self, method: str, given: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Reading:
        """Raises Misfit for the first value that does not fit."""
        return self._read_fields(self.methods[method], given, "", uploads, text_is_json=True)

    def required(self, type_name: str) -> list[str]:
        return [name for name, about in self.types[type_name].items() if about["r"]]

    def _read_fields(
        self,
        fields: Mapping[str, dict[str, Any]],
        given: Mapping[str, Any],
        path: str,
        uploads: Mapping[str, Upload],
        *,
        text_is_json: bool = False,
    ) -> Reading:
        reading = Reading()
        for name, value in given.items():
            about = fields.get(name)
            if about is None:
                # Files named by attach:// come as fields of their own.
                if name not in uploads or text_is_json is False:
                    reading.unknown.append(f"{path}{name}")
            elif value is not None:
                kind = about["t"]
                if text_is_json and isinstance(value, str) and not _is_plain(kind):
                    if not value:  # an empty value is as good as none
                        continue
                    value = _from_json(value, f"{path}{name}", kind)
                read, unknown = self._convert(kind, value, f"{path}{name}", uploads)
                reading.values[name] = read
                reading.unknown += unknown
        for name, about in fields.items():
            if about["r"] and name not in reading.values:
                raise Missing(f"{path}{name}", about["t"])
        return reading

    def _convert(self, kind: str, value: Any, path: str, uploads: Mapping[str, Upload]) -> tuple[Any, list[str]]:
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                raise Misfit(path, kind)
            pairs = [self._convert(kind[9:], each, f"{path}[{i}]", uploads) for i, each in enumerate(value)]
            return [pair[0] for pair in pairs], [name for pair in pairs for name in pair[1]]
        choices = _choices(kind)
        if len(choices) > 1:
            return self._first_that_fits(choices, value, path, uploads, kind)
        if kind in self.types and kind != "InputFile":
            return self._object(kind, value, path, uploads)
        return _plain(kind, value, path, uploads), []

    def _first_that_fits(
        self, choices: list[str], value: Any, path: str, uploads: Mapping[str, Upload], kind: str
    ) -> tuple[Any, list[str]]:
        best: tuple[Any, list[str]] | None = None
        why: Misfit | None = None
        for choice in choices:
            try:
                found = self._convert(choice, value, path, uploads)
            except Misfit as misfit:
                # The deepest complaint is about the kind that was meant.
                if why is None or len(misfit.path) > len(why.path):
                    why = misfit
            else:
                if best is None or len(found[1]) < len(best[1]):
                    best = found
        if best is None:
            raise why or Misfit(path, kind)
        return best

    def _object(self, kind: str, value: Any, path: str, uploads: Mapping[str, Upload]) -> tuple[Any, list[str]]:
        if not isinstance(value, dict):
            raise Misfit(path, kind)
        fields = self.types[kind]
        if not fields:
            meant = self._meant(kind, value)
            if meant is None:
                if any(name.startswith(kind) and name != kind for name in self.types):
                    raise Misfit(f"{path}.type", kind)
                return value, []
            fields = self.types[meant]
        reading = self._read_fields(fields, value, f"{path}.", uploads)
        return reading.values, reading.unknown

    def _meant(self, kind: str, value: Mapping[str, Any]) -> str | None:
        """Of `ReactionType` with the type "emoji": `ReactionTypeEmoji`."""
        said = str(value.get("type", ""))
        name = kind + "".join(part.capitalize() for part in said.split("_"))
        return name if said and name in self.types else None


@cache
def _choices(kind: str) -> list[str]:
    return re.split(r" or |, | and ", kind)


@cache
def _is_plain(kind: str) -> bool:
    return all(part in {"Integer", "String", "Boolean", "True", "Float", "InputFile"} for part in kind.split(" or "))


def _from_json(text: str, path: str, kind: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise Misfit(path, kind) from None


def _plain(kind: str, value: Any, path: str, uploads: Mapping[str, Upload]) -> Any:
    match kind:
        case "Integer" if isinstance(value, int) and not isinstance(value, bool):
            return value
        case "Integer" if isinstance(value, str) and _WHOLE.fullmatch(value):
            return int(value)
        case "Float" if isinstance(value, int | float | str) and not isinstance(value, bool):
            try:
                return float(value)
            except ValueError:
                raise Misfit(path, kind) from None
        case "Boolean" | "True" if isinstance(value, bool):
            return value
        case "Boolean" | "True" if isinstance(value, str | int) and str(value).lower() in _TRUE | _FALSE:
            return str(value).lower() in _TRUE
        case "String" if isinstance(value, str):
            return value
        case "InputFile":
            named = value.removeprefix("attach://") if isinstance(value, str) else ""
            if isinstance(value, Upload) or named in uploads:
                return value if isinstance(value, Upload) else uploads[named]
    raise Misfit(path, kind)


@cache
def published() -> Schema:
    return Schema(json.loads(FILE.read_text("utf-8")))
