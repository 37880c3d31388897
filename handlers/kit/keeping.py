"""What the two readers of a report do with it: read it, note what was done, end it, or hand it on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.document import Choice, Document, Style, Typed, line, phrase, says
from domain.letter import Kind
from domain.report import DRAFTS_LAST, LONGEST_NOTE, MOST_LINES, Report, Stage, Step, end_of
from domain.rights import Deed
from domain.text import fold, tidy
from handlers.kit import confiding, undo
from handlers.kit.apart import carried_on
from handlers.kit.command import Call, Outcome, PrivateLetter, Refusal
from storage import reports

_DONE = frozenset({"done", "fini", "regle", "termine", "fait", "closed"})
_PASS = frozenset({"pass", "passer", "transmettre", "confier", "hand over"})
_NOTE = re.compile(r"(?:note|noter)(?:\s*:\s*(.*)|\s*)", re.IGNORECASE | re.DOTALL)


def kept(call: Call, typed: re.Match[str]) -> Outcome | None:
    """`3 …` of the third report. None: these are somebody's words, who has no such report to read."""
    number, words = int(typed.group(1)), (typed.group(2) or "").strip()
    report = reports.numbered(call.rows, call.team.id, number)
    is_theirs = report is not None and call.coordinates and report.is_read_by(call.member.person)
    if report is None or not is_theirs:
        if words and fold(words) not in _DONE | _PASS and not _NOTE.fullmatch(words):
            return None
        call.must(Deed.READ_REPORTS)
        return carried_on(call, says("report-not-here"))
    return _does(call, report, words)


def _does(call: Call, report: Report, words: str) -> Outcome:
    seen = _seen(call, report)
    if words:
        undo.forget(call)
    if fold(words) in _PASS:
        return _pass(call, report)
    if fold(words) in _DONE:
        return _end(call, report, seen)
    note = _NOTE.fullmatch(words)
    if note and not note.group(1):
        asked = says("ask-report-note", number=str(report.number))
        return _with(carried_on(call, asked, expects=f"report {report.number} note:"), seen)
    if words:
        return _with(_note(call, report, note.group(1) if note else words), seen)
    return _with(carried_on(call, confiding.page(call.rows, call.team, _now(call, report), call.member.person)), seen)


def _seen(call: Call, report: Report) -> tuple[PrivateLetter, ...]:
    """The first of them to do anything with it has read it: its reporter hears that much."""
    if report.seen_at is not None or report.stage is not Stage.OPEN:
        return ()
    reports.change(call.rows, report.id, seen_at=call.now)
    day = confiding.sent_on(report, call.team)
    return (confiding.to_reporter(report, says("report-was-seen", day=day), "seen"),)


def _note(call: Call, report: Report, words: str) -> Outcome:
    words = tidy(words)
    if report.stage is not Stage.OPEN:
        raise Refusal("report-over")
    if len(words) > LONGEST_NOTE:
        raise Refusal("refusal-long-line", most=LONGEST_NOTE)
    if not words or len(reports.trail(call.rows, report.id)) >= MOST_LINES:
        raise Refusal("refusal-report-note", most=MOST_LINES)
    reports.note(call.rows, report.id, call.member.person, Step.NOTE, call.now, words)
    return carried_on(call, confiding.page(call.rows, call.team, _now(call, report), call.member.person))


def _end(call: Call, report: Report, seen: tuple[PrivateLetter, ...]) -> Outcome:
    """Told once, even if it was not said before that it was read."""
    if report.stage is Stage.OPEN:
        reports.change(
            call.rows,
            report.id,
            state=Stage.ENDED.value,
            ended_at=call.now,
            look_at=None,
            erase_at=end_of(report, call.now),
        )
        reports.note(call.rows, report.id, call.member.person, Step.ENDED, call.now)
        day = confiding.sent_on(report, call.team)
        seen = (confiding.to_reporter(report, says("report-was-done", day=day), "done"),)
    ended = _now(call, report)
    told = says("report-ended", number=str(ended.number), until=confiding.last_day(ended, call.team))
    return _with(carried_on(call, told), seen)


def _pass(call: Call, report: Report) -> Outcome:
    """Somebody is concerned after all, or cannot: they read it no more, and another one does if there is any."""
    me = call.member.person
    reports.take_from(call.rows, report.id, me)
    reports.note(call.rows, report.id, me, Step.PASSED, call.now)
    new = confiding.watch(call.rows, call.team, _now(call, report), call.now) if report.stage is Stage.OPEN else ()
    return _with(carried_on(call, says("report-passed", number=str(report.number))), tuple(new))


def listed(call: Call, there: Sequence[Report]) -> Document:
    """What somebody has to read; and what they may want to report themselves."""
    me = call.member.person
    lines = [line(phrase("report-yours", count=len(there)))]
    choices = []
    for each in there:
        key = "report-item" if each.stage is Stage.OPEN else "report-item-over"
        lines.append(
            line(phrase(key, number=str(each.number), day=confiding.sent_on(each, call.team)), style=Style.ITEM)
        )
        choices.append(Choice(f"report {each.number}", phrase("choice-report-read", number=str(each.number)), me))
    lines.append(line(phrase("report-own", example=Typed("report", "…")), style=Style.NOTE))
    choices.append(Choice("report words", phrase("choice-report-tell"), me))
    return Document(tuple(lines), tuple(choices[-10:]))


def taken_back(call: Call, report: Report) -> Outcome:
    """Its reporter wants nothing of it any more: it is erased, and whoever had it hears that it is over. Whom it did
    not reach yet, it never does."""
    told = says("report-taken-back", number=str(report.number))
    had = [k.person for k in report.readers if k.person in reports.reached(call.rows, report.id)]
    letters = [PrivateLetter(person, Kind.SYSTEM, told, cause=f"{call.cause}:back") for person in had]
    undo.forget(call)
    reports.empty(call.rows, report.id, call.now + DRAFTS_LAST)
    return _with(carried_on(call, says("report-back")), tuple(letters))


def _with(outcome: Outcome, letters: Sequence[PrivateLetter]) -> Outcome:
    return replace(outcome, letters=(*outcome.letters, *letters))


def _now(call: Call, report: Report) -> Report:
    again = reports.by_id(call.rows, report.id)
    assert again is not None
    return again
