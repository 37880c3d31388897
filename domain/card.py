"""A task as its card shows it: one title, one line of facts, and the buttons that make sense now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.document import (
    Choice,
    Day,
    Document,
    Line,
    Mention,
    Moment,
    Phrase,
    Several,
    Style,
    TaskNumber,
    Typed,
    line,
    phrase,
)
from domain.repetition import repeat_phrase
from domain.task import Assignment, Happening, Note, State, Task, TaskKind, most_urgent_first
from domain.text import first_line

_BY_ITSELF = ("recurs", "not-yet", "over")  # what happens without anybody
SHORT = 60  # characters of a title within a sentence
MOST_NOTES = 3  # on a card that does not show everything
MOST_LEADING = 4  # tasks that lead to a milestone, on its card


_DUE = {
    None: "due-day",
    "morning": "due-morning",
    "noon": "due-noon",
    "afternoon": "due-afternoon",
    "evening": "due-evening",
    "night": "due-night",
}


def due_phrase(due: date | datetime, part: str | None = None) -> Phrase:
    """A deadline as people read it: a day, that day included, or a part of it ("morning", "evening"), or a moment."""
    if isinstance(due, datetime):
        return phrase("due-moment", moment=Moment(due))
    return phrase(_DUE[part], day=Day(due))


def number_of(task: Task) -> TaskNumber:
    return TaskNumber(task.number, task.link)


def titles_of(tasks: Sequence[Task]) -> Several:
    """Tasks as a sentence names them: number and title."""
    return Several(tuple(phrase("item-plain", number=f"#{t.number}", title=first_line(t.title, SHORT)) for t in tasks))


def names_of(people: Sequence[Assignment]) -> Several:
    return Several(tuple(Mention(a.person, a.name) for a in people))


def effort_phrase(minutes: int) -> Phrase:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return phrase("effort-minutes", minutes=rest)
    return phrase("effort-both", hours=hours, minutes=f"{rest:02}") if rest else phrase("effort-hours", hours=hours)


def status(task: Task) -> Phrase:
    """Who carries the task, or that somebody is looked for. Declined, given back and unanswered read the same. Of what
    nobody carries: what it is."""
    if not task.is_work:
        return _status_of_date(task)
    if task.state is State.DONE:
        return phrase("status-done-by", people=names_of(task.accepted)) if task.accepted else phrase("status-done")
    if task.state is State.CANCELLED:
        return phrase("status-cancelled-why", why=task.closed_why) if task.closed_why else phrase("status-cancelled")
    if task.lead:
        return phrase("status-owned", people=names_of(task.accepted))
    if task.proposed:
        return phrase("status-proposed", people=names_of(task.proposed))
    return phrase("status-for-name", name=task.for_name) if task.for_name else phrase("status-free")


_DATES = {
    TaskKind.MILESTONE: ("status-milestone", "status-milestone-done"),
    TaskKind.EVENT: ("status-event", "status-event-done"),
}


def _status_of_date(task: Task) -> Phrase:
    if task.state is State.CANCELLED:
        return phrase("status-date-off-why", why=task.closed_why) if task.closed_why else phrase("status-date-off")
    return phrase(_DATES[task.kind][task.state is State.DONE])


def facts(task: Task) -> tuple[Phrase, ...]:
    """What else there is to know, each in a few words."""
    said: list[Phrase] = []
    if task.is_open and task.accepted and not task.lead:
        said.append(phrase("fact-helpers", people=names_of(task.accepted)))
    if task.is_open and task.proposed and task.lead:
        said.append(phrase("item-asked", people=names_of(task.proposed)))
    if task.due:
        said.append(due_phrase(task.due, task.due_part))
    if task.repeat:
        said.append(repeat_phrase(task.repeat))
    if task.important:
        said.append(phrase("fact-important"))
    if task.project:
        said.append(phrase("fact-project", project=task.project))
    if task.effort_minutes:
        said.append(effort_phrase(task.effort_minutes))
    if task.wanted > 1:
        said.append(phrase("fact-wanted", there=len(task.accepted), wanted=task.wanted))
    if task.held_by and task.is_open and task.kind is not TaskKind.MILESTONE:  # whose card lists them
        said.append(phrase("fact-after", tasks=Several(tuple(TaskNumber(n) for n in task.held_by))))
    if task.blocks and task.is_open:
        waiting = Several(tuple(TaskNumber(n) for n in task.blocks))
        said.append(phrase("fact-blocks", tasks=waiting, count=len(task.blocks)))
    return (*said, *_seeks(task))


def _seeks(task: Task) -> Iterator[Phrase]:
    if task.is_offered:
        yield phrase("fact-offered")
    if task.help_wanted and task.is_open:
        yield phrase("fact-help")


def choices(task: Task, zone: ZoneInfo, *, knocks: bool = False, is_led_to: bool = False) -> tuple[Choice, ...]:
    """The buttons: one for everybody, the two answers for whoever was asked, the doubtful dates for the writer, and
    a way into private for somebody who `knocks` there. A milestone `is_led_to` by what is open still."""
    if not task.is_open:
        return ()
    number = task.number
    offered: list[Choice] = []
    if task.doubt:
        offered += due_choices(number, task.doubt, zone, task.author)
        offered.append(Choice(f"due {number} off", phrase("choice-no-date"), task.author))
    if task.proposed:  # one pair however many are asked: each answers for the presser alone
        offered.append(Choice(f"accept {number}", phrase("choice-accept")))
        offered.append(Choice(f"decline {number}", phrase("choice-decline")))
    if knocks:
        offered.append(Choice(f"start {number}", phrase("choice-in-private")))
    if task.kind is TaskKind.MILESTONE and not (is_led_to or task.held_by):
        offered.append(Choice(f"done {number}", phrase("choice-reached")))
    if task.is_free:
        offered.append(Choice(f"take {number}", phrase("choice-take")))
    elif task.lead:
        offered.append(Choice(f"done {number}", phrase("choice-done")))
        if task.is_offered:
            offered.append(Choice(f"take {number}", phrase("choice-take")))
        elif task.lacks_people:
            offered.append(Choice(f"take {number} help", phrase("choice-help")))
    return tuple(offered)


def due_choices(
    number: int, readings: Sequence[date | datetime], zone: ZoneInfo, person: int | None
) -> tuple[Choice, ...]:
    """A button for each thing that a doubtful date may mean, for whoever wrote it."""
    return tuple(Choice(f"due {number} {_exactly(each, zone)}", _label(each), person) for each in readings)


def _exactly(due: date | datetime, zone: ZoneInfo) -> str:
    """As ISO 8601 says it, with the offset: the same for whoever presses the button, and whenever."""
    return due.astimezone(zone).isoformat(" ", "minutes") if isinstance(due, datetime) else due.isoformat()


def _label(due: date | datetime) -> Phrase:
    if isinstance(due, datetime):
        return phrase("choice-moment", moment=Moment(due))
    return phrase("choice-day", day=Day(due))


def card(
    task: Task,
    *,
    zone: ZoneInfo,
    notes: Sequence[Note] = (),
    history: Sequence[Happening] = (),
    unreachable: Sequence[Assignment] = (),
    knocks: bool = False,
    live: bool = True,
    leading: Sequence[Task] = (),
) -> Document:
    """The card of a task, with its last notes; with all of them beside a `history`. An older card (`live` false) has no
    buttons. `unreachable`: told once that no private letter reaches them; it `knocks` where such a person is asked.
    `leading`: the open tasks that lead to a milestone."""
    style = Style.TITLE if task.is_open else Style.STRUCK
    lines: list[Line] = [
        line(phrase("card-title", number=number_of(task), title=task.title), style=style),
        line(status(task), *facts(task)),
    ]
    if task.kind is TaskKind.MILESTONE and task.is_open:
        lines += _leading(task, leading, len(leading) if history else MOST_LEADING)
    if task.quote and task.quote != task.title:
        lines.append(line(phrase("card-quote", text=task.quote), style=Style.QUOTE))
    lines += [_note(each) for each in (notes if history else notes[-MOST_NOTES:])]
    lines += [line(_happened(each), style=Style.NOTE) for each in history]
    if task.doubt and task.is_open:
        lines.append(line(phrase("card-doubt"), style=Style.NOTE))
    if unreachable:
        lines.append(line(phrase("card-unreachable", people=names_of(unreachable)), style=Style.NOTE))
    offered = choices(task, zone, knocks=knocks, is_led_to=bool(leading)) if live else ()
    return Document(tuple(lines), offered)


def _leading(milestone: Task, leading: Sequence[Task], most: int) -> Iterator[Line]:
    """What leads to it, most urgent first, and without names: an edited card is no reason to mention anybody."""
    if not leading:
        unsaid = not milestone.waits_for and milestone.project is None
        example = Typed("after", f"{milestone.number} 12")
        yield line(phrase("leads-unsaid", example=example) if unsaid else phrase("leads-none"), style=Style.NOTE)
        return
    yield line(phrase("fact-leads", count=len(leading)))
    for task in most_urgent_first(leading)[:most]:
        yield listed(replace(task, title=first_line(task.title, SHORT)), named=False)
    if len(leading) > most:
        yield line(phrase("leads-more", count=len(leading) - most), style=Style.NOTE)


def _note(note: Note) -> Line:
    return line(phrase("card-note", who=note.who or phrase("somebody"), text=note.words), style=Style.ITEM)


def _happened(happening: Happening) -> Phrase:
    at = Moment(happening.at)
    if happening.what in _BY_ITSELF:
        return phrase(f"history-{happening.what}", at=at)
    who = happening.who or phrase("somebody")
    if was := happening.detail.get("was"):
        before = datetime.fromisoformat(was) if "T" in was else date.fromisoformat(was)
        return phrase("history-moved-from", at=at, who=who, was=due_phrase(before))
    return phrase(f"history-{happening.what}", at=at, who=who)


def listed(task: Task, *, named: bool = True) -> Line:
    """A task as one line of a list: number, title, people, date. What is no task says what it is."""
    said = [phrase("item", number=number_of(task), title=task.title)]
    if not task.is_work:
        said.append(phrase(_DATES[task.kind][0]))
    if named and task.lead:
        said.append(phrase("item-people", people=names_of(task.accepted)))
        said += [phrase("fact-offered")] if task.is_offered else []
    elif named and task.proposed:
        said.append(phrase("item-asked", people=names_of(task.proposed)))
    if task.due:
        said.append(due_phrase(task.due, task.due_part))
    if task.important and task.is_open:
        said.append(phrase("fact-important"))
    return Line(tuple(said), Style.ITEM)
