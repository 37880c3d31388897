"""What is told the coordination in confidence: read by its reporter and by whoever has it, and erased again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from secrets import choice
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlmodel import col

from domain.report import LASTS, LOOK_AGAIN, About, Keeper, Report, Stage, Step
from storage.database import AnyRow, Rows
from storage.names import name_of
from storage.prepared import Prepared
from storage.tables import KeeperRow, LetterRow, ReportLineRow, ReportRow

_REPORT = ReportRow.__table__  # type: ignore[attr-defined]
_SHORT_NUMBERS, _NUMBERS = range(100, 1000), range(1000, 100_000)
_KEEPER = KeeperRow.__table__  # type: ignore[attr-defined]
_LINE = ReportLineRow.__table__  # type: ignore[attr-defined]
_REPORTS = select(
    _REPORT, name_of(col(ReportRow.reporter_id), "reporter_name"), name_of(col(ReportRow.about_id), "about_name")
)
_LOOK = Prepared(select(col(ReportRow.id)).where(col(ReportRow.look_at) <= bindparam("now")).limit(bindparam("most")))
_DUE = Prepared(select(col(ReportRow.id)).where(col(ReportRow.erase_at) <= bindparam("now")))


def cause(report_id: int, step: str = "") -> str:
    """The cause of the letters about a report: each is told once."""
    return f"report:{report_id}:{step}"


def by_id(rows: Rows, report_id: int) -> Report | None:
    return _one(rows, col(ReportRow.id) == report_id)


def numbered(rows: Rows, team_id: int, number: int) -> Report | None:
    return _one(rows, col(ReportRow.team_id) == team_id, col(ReportRow.number) == number)


def draft(rows: Rows, team_id: int, reporter: int) -> Report | None:
    """What somebody is about to tell."""
    theirs = (col(ReportRow.team_id) == team_id, col(ReportRow.reporter_id) == reporter)
    return _one(rows, *theirs, col(ReportRow.state) == Stage.DRAFT.value)


def newest_sent(rows: Rows, team_id: int, reporter: int) -> Report | None:
    """What somebody told last, if it still is with those who read it."""
    theirs = (col(ReportRow.team_id) == team_id, col(ReportRow.reporter_id) == reporter)
    found = _some(rows, *theirs, col(ReportRow.state) == Stage.OPEN.value)
    return max(found, key=lambda report: (report.sent_at or report.made_at, report.id), default=None)


def reached(rows: Rows, report_id: int) -> set[int]:
    """The people whom the letter about a report reached."""
    its = (col(LetterRow.cause) == cause(report_id), col(LetterRow.left_at).is_not(None))
    return {person for person in rows.execute(select(col(LetterRow.person_id)).where(*its)).scalars() if person}


def due(rows: Rows, now: datetime, most: int) -> tuple[int, ...]:
    """Those of which it is time to look whether they are still in the right hands."""
    return tuple(row.id for row in _LOOK.all(rows, now=now, most=most))


def look_soon(rows: Rows, now: datetime, *, team: int | None = None, person: int | None = None) -> None:
    """Somebody coordinates, or does no more, or cannot be reached: of a team's open reports, or of those they read."""
    theirs = select(col(KeeperRow.report_id)).where(col(KeeperRow.person_id) == person)
    which = col(ReportRow.team_id) == team if team is not None else col(ReportRow.id).in_(theirs)
    rows.execute(update(ReportRow).where(which, col(ReportRow.look_at).is_not(None)).values(look_at=now))


def kept_by(rows: Rows, team_id: int, person: int) -> list[Report]:
    """What somebody may read, the oldest first."""
    theirs = select(col(KeeperRow.report_id)).where(col(KeeperRow.person_id) == person, col(KeeperRow.has_it).is_(True))
    sent = col(ReportRow.state).in_([Stage.OPEN.value, Stage.ENDED.value])
    found = _some(rows, col(ReportRow.team_id) == team_id, sent, col(ReportRow.id).in_(theirs))
    return [report for report in found if report.is_read_by(person)]


def sent_since(rows: Rows, reporter: int, since: datetime) -> int:
    """How many somebody sent, in all their teams."""
    theirs = (col(ReportRow.reporter_id) == reporter, col(ReportRow.sent_at) > since)
    return int(rows.execute(select(func.count()).select_from(_REPORT).where(*theirs)).scalar_one())


def had(rows: Rows, team_id: int) -> dict[int, int]:
    """How many of the team's reports that were sent each coordinator was given."""
    has = col(KeeperRow.has_it).is_(True)
    sent = (col(ReportRow.team_id) == team_id, col(ReportRow.sent_at).is_not(None), has)
    found = select(col(KeeperRow.person_id), func.count().label("count")).join(
        ReportRow, col(ReportRow.id) == col(KeeperRow.report_id)
    )
    return {row.person_id: row[1] for row in rows.execute(found.where(*sent).group_by(col(KeeperRow.person_id)))}


# ---- what changes


def add(rows: Rows, team_id: int, reporter: int, stage: Stage, now: datetime, erase_at: datetime, **values: Any) -> int:
    row = {
        "team_id": team_id,
        "reporter_id": reporter,
        "state": stage.value,
        "named": False,
        "words": "",
        "quote": "",
        "about": About.UNSAID.value,
        "made_at": now,
        "erase_at": erase_at,
        **values,
    }
    return int(rows.execute(insert(ReportRow).values(**row).returning(col(ReportRow.id))).scalar_one())


def change(rows: Rows, report_id: int, **values: Any) -> None:
    rows.execute(update(ReportRow).where(col(ReportRow.id) == report_id).values(**values))


def send(rows: Rows, report: Report, now: datetime, *, named: bool) -> None:
    """It is entrusted to its keepers."""
    number = _free(_numbers(rows, report.team))
    then = {"sent_at": now, "made_at": now, "erase_at": now + LASTS, "look_at": now + LOOK_AGAIN}
    change(rows, report.id, state=Stage.OPEN.value, number=number, named=named, **then)


def _numbers(rows: Rows, team_id: int) -> set[int]:
    found = rows.execute(select(col(ReportRow.number)).where(col(ReportRow.team_id) == team_id)).scalars()
    return {number for number in found if number is not None}


def _free(taken: set[int]) -> int:
    """A number that tells nobody of others that they do not read."""
    return choice(sorted(set(_SHORT_NUMBERS) - taken or set(_NUMBERS) - taken))


def join(rows: Rows, team_id: int, other: int) -> None:
    """The reports of another team are this one's; they keep their numbers, but for those that another one has here."""
    ours, theirs = _numbers(rows, team_id), _numbers(rows, other)
    its = update(ReportRow).where(col(ReportRow.team_id) == other)
    for number in ours & theirs:
        free = _free(ours | theirs)
        theirs.add(free)
        rows.execute(its.where(col(ReportRow.number) == number).values(number=free))
    rows.execute(its.values(team_id=team_id))


def entrust(rows: Rows, report_id: int, people: Iterable[int], now: datetime) -> None:
    for person in people:
        values = {"report_id": report_id, "person_id": person, "since": now, "has_it": True}
        rows.execute(insert(KeeperRow).values(**values))


def take_from(rows: Rows, report_id: int, person: int) -> None:
    """Somebody has it no more, and does not get it again."""
    its = (col(KeeperRow.report_id) == report_id, col(KeeperRow.person_id) == person)
    rows.execute(update(KeeperRow).where(*its).values(has_it=False))


def ask_anew(rows: Rows, report_id: int) -> None:
    """Of a draft: nobody was chosen yet, but those whom its reporter does not want."""
    rows.execute(delete(KeeperRow).where(col(KeeperRow.report_id) == report_id, col(KeeperRow.has_it).is_(True)))


def note(rows: Rows, report_id: int, person: int | None, step: Step, now: datetime, words: str = "") -> None:
    values = {"report_id": report_id, "person_id": person, "at": now, "what": step.value, "words": words}
    rows.execute(insert(ReportLineRow).values(**values))


def trail(rows: Rows, report_id: int) -> list[AnyRow]:
    """The lines of its paper trail (at, what, words, name), the oldest first."""
    found = select(_LINE, name_of(col(ReportLineRow.person_id), "name")).where(
        col(ReportLineRow.report_id) == report_id
    )
    return list(rows.execute(found.order_by(col(ReportLineRow.id))).all())


# ---- what is erased


def empty(rows: Rows, report_id: int, until: datetime) -> None:
    """It is taken back: nothing is left but that it was sent, which counts for its day."""
    rows.execute(delete(LetterRow).where(col(LetterRow.cause).startswith(cause(report_id))))
    for table in (KeeperRow, ReportLineRow):
        rows.execute(delete(table).where(col(table.report_id) == report_id))
    nothing = {
        "words": "",
        "quote": "",
        "quoted_from": None,
        "link": None,
        "about_id": None,
        "named": False,
        "look_at": None,
    }
    change(rows, report_id, state=Stage.ENDED.value, about=About.UNSAID.value, erase_at=until, **nothing)


def erase(rows: Rows, report_id: int) -> None:
    """Nothing of a report is left, nor that it was: its letters go with it."""
    rows.execute(delete(LetterRow).where(col(LetterRow.cause).startswith(cause(report_id))))
    rows.execute(delete(ReportRow).where(col(ReportRow.id) == report_id))


def erase_due(rows: Rows, now: datetime) -> None:
    for row in _DUE.all(rows, now=now):
        erase(rows, row.id)


def forget_of(rows: Rows, team_id: int, person: int) -> None:
    """Somebody's name is erased: what they reported goes, whole; of what concerned them, and of what they read, who
    that was."""
    theirs = (col(ReportRow.team_id) == team_id, col(ReportRow.reporter_id) == person)
    for row in rows.execute(select(col(ReportRow.id)).where(*theirs)).all():
        erase(rows, row.id)
    reports = select(col(ReportRow.id)).where(col(ReportRow.team_id) == team_id)
    here = (col(ReportRow.team_id) == team_id, col(ReportRow.about_id) == person)
    rows.execute(update(ReportRow).where(*here).values(about_id=None))
    kept = (col(KeeperRow.report_id).in_(reports), col(KeeperRow.person_id) == person)
    rows.execute(delete(KeeperRow).where(*kept))
    wrote = (col(ReportLineRow.report_id).in_(reports), col(ReportLineRow.person_id) == person)
    rows.execute(update(ReportLineRow).where(*wrote).values(person_id=None))


# ---- rows to values


def _one(rows: Rows, *where: Any) -> Report | None:
    return next(iter(_some(rows, *where)), None)


def _some(rows: Rows, *where: Any) -> list[Report]:
    found = rows.execute(_REPORTS.where(*where).order_by(col(ReportRow.id))).all()
    return [_report(rows, row) for row in found]


def _report(rows: Rows, row: AnyRow) -> Report:
    its = select(_KEEPER, name_of(col(KeeperRow.person_id), "name")).where(col(KeeperRow.report_id) == row.id)
    keepers = rows.execute(its.order_by(col(KeeperRow.since), col(KeeperRow.person_id))).all()
    return Report(
        id=row.id,
        team=row.team_id,
        number=row.number,
        stage=Stage(row.state),
        reporter=row.reporter_id,
        reporter_name=row.reporter_name or "",
        named=row.named,
        words=row.words,
        quote=row.quote,
        quoted_from=row.quoted_from,
        link=row.link,
        about=About(row.about),
        about_person=row.about_id,
        about_name=row.about_name,
        made_at=row.made_at,
        sent_at=row.sent_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
        alone_at=row.alone_at,
        erase_at=row.erase_at,
        keepers=tuple(Keeper(each.person_id, each.name or "", each.has_it) for each in keepers),
    )
