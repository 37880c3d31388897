"""`python -m tests.year > year.jsonl`: the transcript of the year, for `accalmie replay year.jsonl`."""

from __future__ import annotations

import json

from tests.year.life import lived

for line in lived().lines:
    print(json.dumps(line, ensure_ascii=False))
