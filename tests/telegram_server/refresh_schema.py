"""Cuts the schema out of aiogram's source package: python -m tests.telegram_server.refresh_schema .../schema.json

The file is `.butcher/schema/schema.json` of the package that `pip download --no-binary :all:` brings.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

_LENGTH = re.compile(r"(\d+)-(\d+) (characters|bytes)")


def cut(published: dict[str, Any]) -> dict[str, Any]:
    """Of each method and type: its fields, their types, whether they are required, and the lengths they may have."""
    found: dict[str, Any] = {"version": published["api"]["version"], "methods": {}, "types": {}}
    for section in published["items"]:
        for child in section["children"]:
            kind = "types" if child["name"][0].isupper() else "methods"
            found[kind][child["name"]] = {each["name"]: _field(each) for each in child["annotations"]}
    return found


def _field(about: dict[str, Any]) -> dict[str, Any]:
    field: dict[str, Any] = {"t": about["type"], "r": about["required"]}
    if length := _LENGTH.search(about["description"]):
        field["len"] = [int(length[1]), int(length[2]), length[3]]
    return field


if __name__ == "__main__":
    source = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    print(json.dumps(cut(source), ensure_ascii=False, separators=(",", ":")))
