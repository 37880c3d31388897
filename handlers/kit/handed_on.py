"""The message that a report is about: answered in the group, or handed on to the bot in private."""

from __future__ import annotations

from domain.document import Choice, Document, line, phrase
from domain.message import Forward, Original
from domain.report import DRAFTS_LAST, LONGEST, About, Report, Stage
from domain.text import first_line, whole
from handlers.kit.command import Call, Outcome
from storage import members, posted, reports, teams

Columns = dict[str, object]
"""Of the row of a report."""

_TITLE = 200  # characters of what becomes a task


def message(call: Call) -> Columns:
    """The message that is answered or forwarded, as columns: its words, where it stands, and whose it is."""
    said: Forward | Original
    if call.forwarded is not None:
        said, by, name = call.forwarded, call.forwarded.author, call.forwarded.name
    elif call.answers is not None and (call.in_group or call.answers.author is not None):
        if posted.by_message(call.rows, call.team.id, call.here, call.answers.message_id) and not call.in_group:
            return {}
        said, by = call.answers, call.answers.author
        name = by.name if by is not None else ""
    else:
        return {}
    found = members.by_sender(call.rows, call.team.id, by) if by is not None else None
    quote = whole(said.text)[:LONGEST]
    told: Columns = {"quote": quote, "link": said.link, "quoted_from": None if found else name or None}
    if found is not None and found.person != call.member.person:
        told |= {"about": About.PERSON.value, "about_id": found.person}
    elif found is None and by is not None:
        told |= {"about": About.OTHER.value, "about_id": None}
    return told


def added(mine: Report, quote: Columns) -> Columns:
    """Several messages of one person may be forwarded one after the other; whom it concerns is what was said first."""
    if not mine.quote:
        return (
            quote if mine.about is About.UNSAID else {k: v for k, v in quote.items() if k not in ("about", "about_id")}
        )
    new = str(quote["quote"])
    both = mine.quote if new in mine.quote.split("\n") else f"{mine.quote}\n{new}".strip()
    return {"quote": both[:LONGEST], "link": mine.link or quote["link"]}


def offered(call: Call) -> Outcome:
    """A message was forwarded in private: what can be done with it, in which of their groups."""
    assert call.forwarded is not None
    me, until = call.member.person, call.now + DRAFTS_LAST
    words = whole(call.forwarded.text)
    heard = reports.add(call.rows, call.team.id, me, Stage.HEARD, call.now, until, **message(call))
    mine = [teams.by_id(call.rows, each) for each in members.teams_of_person(call.rows, me)]
    choices: list[Choice] = []
    for team in mine:
        several = len(mine) > 1
        if title := first_line(words, _TITLE):
            label = phrase("choice-forward-task-in", team=team.name) if several else phrase("choice-forward-task")
            choices.append(Choice(f"task {title}", label, me, team.id))
        label = phrase("choice-forward-report-in", team=team.name) if several else phrase("choice-forward-report")
        choices.append(Choice(f"report draft {heard}", label, me, team.id))
    said = "forwarded" if words else "forwarded-unseen"
    return Outcome(answer=Document((line(phrase(said)),), tuple(choices)), refused=True)
