"""Who reads what somebody reported, and what each of them reads: for the command, for time that passes, and for the
letters, which are written from the rows of the moment they leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain import wall_clock
from domain.document import (
    Choice,
    Day,
    Document,
    Line,
    Linked,
    Mention,
    Moment,
    Phrase,
    Several,
    Style,
    Typed,
    line,
    phrase,
)
from domain.letter import Kind
from domain.report import READERS, About, Report, Stage, Step, chosen
from domain.team import Member, Team
from domain.voice import quoted
from handlers.kit.command import PrivateLetter
from storage import charters, members, reports
from storage.database import Rows


def fill(rows: Rows, team: Team, report: Report, now: datetime) -> Report:
    """Choose as many readers as are missing. The report as it is now."""
    missing = READERS - len(report.readers)
    new = _chosen(rows, team, report, missing, now) if missing > 0 else []
    reports.entrust(rows, report.id, [member.person for member in new], now)
    return _again(rows, report) if new else report


def choose_anew(rows: Rows, team: Team, report: Report, now: datetime) -> Report:
    """Of a draft: those who would read it, were it sent now."""
    reports.ask_anew(rows, report.id)
    return fill(rows, team, _again(rows, report), now)


def watch(rows: Rows, team: Team, report: Report, now: datetime) -> Iterator[PrivateLetter]:
    """Who left, coordinates no more or is concerned after all has an open report no more, and another coordinator gets
    it; whoever cannot be reached has it until there is one. With nobody left its reporter is told, once."""
    there = {member.person: member for member in members.coordinators(rows, team.id)}
    reached = 0
    for keeper in (each for each in report.keepers if each.has_it):
        if keeper.person not in there or report.concerns(keeper.person):
            reports.take_from(rows, report.id, keeper.person)
        elif there[keeper.person].reachable:
            reached += 1
    if reached < READERS:
        new = _chosen(rows, team, report, READERS - reached, now)
        out_of_reach = [k for k in report.readers if k.person in there and not there[k.person].reachable]
        for member in new:
            if out_of_reach:
                reports.take_from(rows, report.id, out_of_reach.pop().person)
            reports.entrust(rows, report.id, [member.person], now)
            reports.note(rows, report.id, member.person, Step.FOLLOWED, now)
        yield from letters_to([member.person for member in new], report)
        if new:
            reports.change(rows, report.id, alone_at=None)
        elif not reached and report.alone_at is None and not (report.seen_at and out_of_reach):
            reports.change(rows, report.id, alone_at=now)
            lines = (line(phrase("report-alone", day=sent_on(report, team))), *outside(rows, team))
            yield to_reporter(report, Document(lines), f"alone:{now.isoformat()}")


def _chosen(rows: Rows, team: Team, report: Report, most: int, now: datetime) -> list[Member]:
    """Where it concerns somebody unknown, only those who were known before it was told."""
    there = members.coordinators(rows, team.id)
    if report.concerns_a_stranger:
        since = members.joined(rows, team.id)
        there = tuple(member for member in there if since[member.person] <= report.made_at)
    return chosen(report, there, reports.had(rows, team.id), most, now, team.zone)


def letters_to(people: list[int], report: Report) -> Iterator[PrivateLetter]:
    """To those who read it from now on."""
    for person in people:
        cause = reports.cause(report.id)
        yield PrivateLetter(person, Kind.REQUEST, Document(()), report=report.id, cause=cause)


def to_reporter(report: Report, document: Document, step: str) -> PrivateLetter:
    return PrivateLetter(report.reporter, Kind.SYSTEM, document, cause=reports.cause(report.id, step))


def outside(rows: Rows, team: Team) -> tuple[Line, ...]:
    """Nobody here can be told: who can be, elsewhere."""
    contact = charters.outside(rows, team.id)
    said = phrase("report-outside", contact=contact) if contact else phrase("report-no-outside")
    return (line(said), line(phrase("report-danger"), style=Style.NOTE))


def sent_on(report: Report, team: Team) -> Day:
    assert report.sent_at is not None, "only what was sent is followed"
    return Day(wall_clock.local_day(report.sent_at, team.zone))


def kept_until(report: Report, team: Team) -> Phrase:
    return phrase("report-kept", until=last_day(report, team))


def last_day(report: Report, team: Team) -> Day:
    return Day(wall_clock.local_day(report.erase_at, team.zone))


def names(report: Report, but: int | None = None) -> Several:
    return Several(tuple(Mention(k.person, k.name) for k in report.readers if k.person != but))


def body(report: Report) -> list[Line]:
    """What happened, in its reporter's words; the message; whom it concerns."""
    lines = list(quoted(report.words)) if report.words else []
    if report.quote or report.link:
        whose = report.about_name if report.about is About.PERSON else None
        title = (
            phrase("report-quote-of", name=report.quoted_from or whose or "") if report.quoted_from or whose else None
        )
        lines.append(line(title or phrase("report-quote"), *_where(report)))
        lines += quoted(report.quote) if report.quote else ()
    return [*lines, line(concerned(report))]


def _where(report: Report) -> tuple[Phrase, ...]:
    return (phrase("report-there", where=Linked(report.link, report.link)),) if report.link else ()


def concerned(report: Report) -> Phrase:
    match report.about:
        case About.PERSON if report.about_person is not None:
            return phrase("report-about", name=report.about_name or "")
        case About.PERSON:
            return phrase("report-about-gone")
        case About.OTHER:
            return phrase("report-about-other")
        case _:
            return phrase("report-about-nobody")


def page(rows: Rows, team: Team, report: Report, reader: int) -> Document:
    """All of it for one of its readers: with its paper trail, and what they can do."""
    begin = phrase("report-title", number=str(report.number))
    lines = [line(begin, style=Style.TITLE), *body(report)]
    lines.append(line(phrase("report-by", name=report.reporter_name) if report.named else phrase("report-unnamed")))
    others = names(report, but=reader)
    lines.append(line(phrase("report-with", names=others) if others.items else phrase("report-you-alone")))
    lines += [_trail_line(row) for row in reports.trail(rows, report.id)]
    kept = kept_until(report, team)
    if report.stage is Stage.OPEN:
        example = Typed("report", f"{report.number} …")
        lines.append(line(phrase("report-note-how", example=example), kept, style=Style.NOTE))
    else:
        lines.append(line(phrase("report-over"), kept, style=Style.NOTE))
    return Document(tuple(lines), tuple(_ways(report, reader)))


def _trail_line(row: object) -> Line:
    at, words, name = Moment(row.at), row.words, row.name or "—"  # type: ignore[attr-defined]
    match Step(row.what):  # type: ignore[attr-defined]
        case Step.NOTE:
            return line(phrase("report-line-note", at=at, name=name, words=words), style=Style.ITEM)
        case Step.PASSED:
            return line(phrase("report-line-passed", at=at, name=name), style=Style.ITEM)
        case Step.FOLLOWED:
            return line(phrase("report-line-followed", at=at, name=name), style=Style.ITEM)
        case Step.ENDED:
            return line(phrase("report-line-ended", at=at, name=name), style=Style.ITEM)


def _ways(report: Report, reader: int) -> Iterator[Choice]:
    number = report.number
    if report.stage is Stage.OPEN:
        if report.seen_at is None:
            yield Choice(f"report {number}", phrase("choice-report-seen"), reader)
        yield Choice(f"report {number} note", phrase("choice-report-note"), reader)
        yield Choice(f"report {number} done", phrase("choice-report-done"), reader)
        yield Choice(f"report {number} pass", phrase("choice-report-pass"), reader)


def letter(rows: Rows, team: Team, report_id: int, reader: int) -> Document | None:
    """What a letter about a report says when it leaves; None: it is not theirs any more."""
    report = reports.by_id(rows, report_id)
    if report is None or not report.is_read_by(reader):
        return None
    return Document((line(phrase("report-comes")),)) + page(rows, team, report, reader)


def _again(rows: Rows, report: Report) -> Report:
    again = reports.by_id(rows, report.id)
    assert again is not None
    return again
