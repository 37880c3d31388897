"""All that bears one person's name, as an archive: a page to read, and the same as JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from bot.departure import Departure, File
from bot.enclosures.my_page import page
from bot.enclosures.words import Words
from domain.document import phrase
from domain.wall_clock import local_day
from storage import of_person
from storage.database import Rows


def my_data(rows: Rows, departure: Departure, now: datetime) -> File:
    assert departure.member is not None, "it is somebody's"
    words = Words(departure.language, replace(departure.team, zone=departure.zone), now)
    found = of_person.collect(rows, departure.member.person)
    day = local_day(now, departure.zone)
    told = json.dumps({"made_at": now.isoformat(), "kept": found}, ensure_ascii=False, indent=2)
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in (("index.html", page(found, words, departure)), ("data.json", told)):
            there = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            there.compress_type, there.external_attr = ZIP_DEFLATED, 0o600 << 16
            archive.writestr(there, content.encode())
    name = f"{words(phrase('file-mydata'))}-{day.isoformat()}.zip"
    return File(name, "application/zip", packed.getvalue())
