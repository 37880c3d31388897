"""All that the team has, as a file: a spreadsheet, CSV, JSON, a calendar. For coordinators, in private."""

from __future__ import annotations

from domain.document import Choice, Document, Style, line, phrase
from domain.enclosure import Enclosure
from domain.rights import Deed
from domain.text import fold
from handlers.kit.command import Call, Command, Example, Outcome, Refusal

# What it is called: the first word is the one on its button, all of them are understood.
_KINDS = {
    Enclosure.WORKBOOK: ("spreadsheet", "tableur", "workbook", "classeur", "excel", "xlsx", "ods", "calc"),
    Enclosure.TABLE: ("csv", "table", "tableau"),
    Enclosure.ARCHIVE: ("json", "archive", "archives"),
    Enclosure.CALENDAR: ("calendar", "calendrier", "ics", "ical", "icalendar", "agenda"),
}
_BY_WORD = {word: kind for kind, words in _KINDS.items() for word in words}


def export(call: Call) -> Outcome:
    words = fold(call.argument).strip(" .!")
    if not words:
        return Outcome(answer=_which(call))
    kind = _BY_WORD.get(words)
    if kind is None:
        raise Refusal("refusal-export", example=call.example(1))
    sent = line(phrase(f"export-{kind.value}"))
    kept = line(phrase("export-names"), style=Style.NOTE)
    return Outcome(answer=Document((sent, kept)), enclosure=kind)


def _which(call: Call) -> Document:
    choices = (
        Choice(f"export {words[0]}", phrase(f"choice-export-{kind.value}"), call.member.person)
        for kind, words in _KINDS.items()
    )
    return Document((line(phrase("export-which")),), tuple(choices))


COMMAND = Command(
    en="export",
    fr="exporter",
    run=export,
    also=("exporte",),
    nearly=("download", "telecharger", "spreadsheet", "tableur", "excel", "csv", "xlsx", "json", "fichier"),
    deeds=(Deed.EXPORT,),
    personal=True,
    examples=(
        Example(en="export", fr="exporter", coordinators=True),
        Example(en="export spreadsheet", fr="exporter tableur", coordinators=True),
    ),
)
