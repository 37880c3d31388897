"""Writes docs/commands.md: every command in both languages, and what people can write in a task.

`python -m bot.commands_document` prints it. Nothing in it is typed by hand that the code knows: names, examples and
what a command does come from the commands, and what a text is understood to mean is what the reader understands.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.speech import Voice, say
from domain import deadline
from domain.card import due_phrase, effort_phrase
from domain.deadline.grammar import tables
from domain.deadline.language import Language
from domain.document import Day, Document, Line, Mention, Moment, Phrase, Several, TaskNumber, line, phrase
from domain.repetition import repeat_phrase
from domain.rights import RIGHTS, Deed, Who
from domain.sentence import Known, Sentence, parse
from handlers.kit import registry
from handlers.kit.command import Command, Example

PARIS = ZoneInfo("Europe/Paris")
SAID_AT = datetime(2026, 3, 2, 10, 0, tzinfo=PARIS)  # a Monday morning
WRITER, AMINA, SAM = "Léa", "Amina", "Sam"
PEOPLE = tuple(Known(number, name, (name.lower(), name, name)) for number, name in enumerate((AMINA, SAM), 1))
LANGUAGES = {"en": "English", "fr": "Français"}
WHO = {
    Who.KNOWN: ("everyone, also after leaving", "tout le monde, même après un départ"),
    Who.MEMBER: ("everyone", "tout le monde"),
    Who.CARRIER: ("whoever carries the task", "qui a la tâche en main"),
    Who.ASKED: ("whoever is asked", "la personne sollicitée"),
    Who.INVOLVED: ("author, owner, coordinators", "qui l'a écrite, qui l'a en main, coordination"),
    Who.PARKER: ("whoever set it aside, coordinators", "qui l'a mis de côté, coordination"),
    Who.COORDINATOR: ("coordinators", "coordination"),
}
PRIVATE = "◐"
# Whose right each thing is that can be done; what is not here is said well enough by its command.
DEEDS = {
    Deed.OWN_DATA: ("what is kept of oneself", "ce qui est gardé de soi"),
    Deed.SET_OWN: ("settings for oneself", "réglages pour soi"),
    Deed.SET_CALM: ("quiet hours of the chat", "heures calmes du groupe"),
    Deed.SET_DIGEST: ("day and hour of the digest", "jour et heure du bilan"),
    Deed.WATCH: ("the coordination's edition of the digest", "l'édition du bilan pour la coordination"),
    Deed.SET_TEAM: ("language and time zone of the group", "langue et heure du groupe"),
    Deed.NAME_COORDINATOR: ("name a coordinator, or take it back", "nommer à la coordination, ou le reprendre"),
    Deed.GIVE_ROLE: (
        "propose a role, take it off the list (whoever holds one may pass it on)",
        "proposer un rôle, le retirer de la liste (qui en a un peut le transmettre)",
    ),
    Deed.TAKE_ROLE: ("take a role that nobody holds", "prendre un rôle que personne n'a"),
    Deed.DROP_TEMPLATE: ("drop a template for everybody", "supprimer un modèle pour tout le groupe"),
    Deed.SETTLE: (
        "record a decision, take a debate off the agenda",
        "noter une décision, retirer un débat de l'ordre du jour",
    ),
    Deed.SET_CHARTER: (
        "write the charter, name somebody outside of the group",
        "écrire la charte, nommer quelqu'un hors du groupe",
    ),
    Deed.EXPORT: ("all that the group has, as a file", "tout ce que le groupe a, en fichier"),
    Deed.READ_REPORTS: ("read what is entrusted to them", "lire ce qui leur est confié"),
    Deed.LINK: ("join this chat and another one", "relier ce groupe et un autre"),
    Deed.CANCEL: ("drop a task for everybody", "supprimer une tâche pour tout le groupe"),
    Deed.RELEASE: ("give a task back", "rendre une tâche"),
    Deed.ANSWER: ("answer a proposal", "répondre à une proposition"),
}

# What stands in a task: in English, and in French.
MARKERS = (
    ("Book the hall @amina", "Réserver la salle @amina"),
    ("Book the hall @amina @sam", "Réserver la salle @amina @sam"),
    ("Book the hall me", "Réserver la salle moi"),
    ("Book the hall #ball", "Réserver la salle #bal"),
    ("Book the hall !!", "Réserver la salle !!"),
    ("Important: book the hall", "Important : réserver la salle"),
    ("Book the hall ~2h", "Réserver la salle ~2h"),
    ("Book the hall ~1h30", "Réserver la salle ~1h30"),
    ("Book the hall ~45min", "Réserver la salle ~45min"),
    ("Book the hall after #9", "Réserver la salle après #9"),
    ("Set up the tables x3", "Installer les tables x3"),
    ("Set up the tables 3 may x4 people", "Installer les tables le 3 mai x4 personnes"),
)
DATES = (
    ("today", "aujourd'hui"),
    ("tomorrow 8pm", "demain 20h"),
    ("tomorrow noon", "demain midi"),
    ("the day after tomorrow", "après-demain"),
    ("friday", "vendredi"),
    ("before friday", "avant vendredi"),
    ("by next tuesday", "d'ici mardi prochain"),
    ("friday 6:30pm", "vendredi 18h30"),
    ("friday evening", "vendredi soir"),
    ("march 12", "le 12 mars"),
    ("12 march 2027", "12 mars 2027"),
    ("12/03", "le 12/03"),
    ("mid-march", "mi-mars"),
    ("in 3 days", "dans 3 jours"),
    ("in two weeks", "dans deux semaines"),
    ("by the end of the month", "d'ici la fin du mois"),
    ("every monday", "tous les lundis"),
    ("every month", "chaque mois"),
)
# Kinds of words in the tables of the deadline reader.
WORDS = (("weekday", "days"), ("month", "months"), ("part", "parts of the day"), ("unit", "units of time"))
AROUND = (("cue", "before a date"), ("trail", "after a date"))


def document() -> str:
    """The whole page, as Markdown."""
    return "\n".join([*_opening(), *_all_commands(), *_in_a_task(), *_dates(), *_words()]) + "\n"


def _opening() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "<!-- Made by `python -m bot.commands_document`; a test compares. Do not edit this file. -->"
    yield ""
    yield (
        "A command is a line that begins with `/` or `!`. Each has an English and a French name, and both are always "
        "understood; accents and capitals do not matter. Anything else that is said in the group is let go by, and "
        "nothing of it is kept unless somebody makes a task of it. Where a command wants a task's number, answering "
        "the task's card does as well. What can follow `/task` stands [below](#what-people-can-write-in-a-task)."
    )
    yield ""
    yield (
        f"{PRIVATE} marks a private matter: typed in the group, it gets no answer and no reaction there. "
        "*C'est privé\u00a0: en public, ni réponse ni réaction.*"
    )
    yield ""
    yield from _table(
        ("English", "Français", "what it does", "ce qu'elle fait", "who · *qui*"),
        (
            (
                f"[`/{c.en}`](#{c.en}--{c.fr}){f' {PRIVATE}' if c.private_matter else ''}",
                f"`/{c.fr}`",
                _help(c, "en"),
                _help(c, "fr"),
                _whose(c),
            )
            for c in registry.commands()
        ),
    )
    yield from _rights()


def _rights() -> Iterator[str]:
    yield "## Who may do what"
    yield ""
    yield (
        "Everybody of the team may do everything else. Administrators of a chat coordinate, as long as the messenger "
        "said so within the last day, and so does whoever was named by a coordinator. Whoever left the group may do "
        "nothing."
    )
    yield ""
    yield from _table(("what", "quoi", "who · *qui*"), ((*said, _both(WHO[RIGHTS[d]])) for d, said in DEEDS.items()))


def _whose(command: Command) -> str:
    """Who may use a command; where more than one right is asked, whose the first and whose the others are."""
    first, *others = (WHO[who] for who in dict.fromkeys(RIGHTS[deed] for deed in command.deeds))
    if not others:
        return _both(first)
    english, french = (", ".join(each) for each in zip(*others, strict=True))
    return f"{first[0]}; in part {english} · *{first[1]}\u00a0; en partie {french}*"


def _both(said: tuple[str, str]) -> str:
    return f"{said[0]} · *{said[1]}*"


def _all_commands() -> Iterator[str]:
    for command in registry.commands():
        yield f"## {command.en} · {command.fr}"
        yield ""
        yield f"{_sentence(_help(command, 'en'))} *{_sentence(_help(command, 'fr'))}*"
        yield ""
        if command.private_words:
            words = ", ".join(f"`{word}`" for word in command.private_words)
            yield f"{PRIVATE} with one of these words first · *avec l'un de ces mots en tête*: {words}."
            yield ""
        if command.private_matter:
            yield (
                f"{PRIVATE} A private matter: typed in the group, it gets no answer and no reaction there; what the "
                "bot has to say comes in private. *C'est privé\u00a0: en public, ni réponse ni réaction\u00a0; "
                "ce que le robot a à en dire vient en privé.*"
            )
            yield ""
        yield from _table(
            ("English", "Français", "who"),
            ((f"`/{e.en}`", f"`/{e.fr}`", _who(command, e)) for e in command.examples),
        )


def _who(command: Command, example: Example) -> str:
    """Whose right an example is: coordinators', or that of the command's first deed."""
    return _both(WHO[Who.COORDINATOR if example.coordinators else RIGHTS[command.deeds[0]]])


def _in_a_task() -> Iterator[str]:
    yield "## What people can write in a task"
    yield ""
    yield (
        f"After `/task`, in any order. What is understood is taken out of the title and shown on the card, so that a "
        f"misunderstanding is seen at once. Here {WRITER} writes on Monday 2 March 2026 at 10:00, in Paris. Both "
        f"languages are understood, whatever the team's own."
    )
    yield ""
    for place, (code, name) in enumerate(LANGUAGES.items()):
        rows = ((f"`{marker[place]}`", *_understood(marker[place], code)) for marker in MARKERS)
        yield from _table((f"{name}: text", "title", "what the card says"), rows)


def _dates() -> Iterator[str]:
    yield "## Dates"
    yield ""
    yield (
        "A day without a time counts to its end, that day included. A date is always in the future, the day stands "
        "before the month in most countries, and where two readings are possible the card asks which one is right. "
        "[How dates are read](deadlines.md)."
    )
    yield ""
    for place, (code, name) in enumerate(LANGUAGES.items()):
        rows = ((f"`{pair[place]}`", _when(pair[place], code)) for pair in DATES)
        yield from _table((f"{name}: text", "what the card says"), rows)


def _words() -> Iterator[str]:
    yield "## Words in dates"
    yield ""
    yield "Abbreviations may end in a dot. Numbers may be figures or words."
    yield ""
    yield from _table(
        ("", *LANGUAGES.values()),
        (
            *((title, *(_words_of(tables()[code], kind) for code in LANGUAGES)) for kind, title in WORDS),
            *((title, *(_ways_of(tables()[code], kind) for code in LANGUAGES)) for kind, title in AROUND),
        ),
    )


def _help(command: Command, language: str) -> str:
    return _said(language, phrase(f"help-{command.en}"))


def _understood(text: str, language: str) -> tuple[str, str]:
    """The title that is left of a text, and the rest of it as the card would say it."""
    said = parse(
        text,
        read=lambda rest: deadline.read(rest, language=language, reference=SAID_AT),
        people=PEOPLE,
    )
    return said.title, _said(language, *_facts(said))


def _facts(said: Sentence) -> Iterator[Phrase]:
    if said.me:
        yield phrase("status-owned", people=Several((Mention(0, WRITER),)))
    if said.owners:
        named = [Mention(known.person, known.name) for owner in said.owners for known in owner.people]
        yield phrase("status-proposed", people=Several(tuple(named)))
    yield from _deadline(said.reading)
    if said.important:
        yield phrase("fact-important")
    if said.project:
        yield phrase("fact-project", project=said.project)
    if said.effort_minutes:
        yield effort_phrase(said.effort_minutes)
    if said.wanted:
        yield phrase("fact-wanted", there=0, wanted=said.wanted)
    if said.after:
        yield phrase("fact-after", tasks=Several(tuple(TaskNumber(number) for number in said.after)))


def _when(text: str, language: str) -> str:
    return _said(language, *_deadline(deadline.read(text, language=language, reference=SAID_AT)))


def _deadline(reading: deadline.Reading) -> Iterator[Phrase]:
    if reading.due:
        yield due_phrase(reading.due, reading.part)
    if reading.repeat:
        yield repeat_phrase(reading.repeat)
    if reading.alternatives:
        yield phrase("ask-which-date")
    for one in reading.alternatives:
        if isinstance(one, datetime):
            yield phrase("choice-moment", moment=Moment(one))
        else:
            yield phrase("choice-day", day=Day(one))


def _said(language: str, *phrases: Phrase) -> str:
    """Phrases on one line, in a reader's words."""
    voice = Voice(language, PARIS, names=registry.names_in(language), strict=True)
    whole: Line = line(*phrases)
    return say(Document((whole,)), voice, today=SAID_AT.date()).plain


def _words_of(grammar: Language, kind: str) -> str:
    """The words of one kind, those of one meaning together."""
    meanings = (words for _, words in sorted(grammar.words[kind].items()))
    return " · ".join(", ".join(dict.fromkeys(w.strip().rstrip(".") for w in words.split(","))) for words in meanings)


def _ways_of(grammar: Language, meaning: str) -> str:
    """The ways to say something, without what may be left out (`[…]`), choices (`(a|b)`) side by side."""
    ways = []
    for way in grammar.phrases[meaning]:
        shorter, cut = way, 1
        while cut:
            shorter, cut = re.subn(r"\[[^\[\]]*\]", "", shorter)
        ways.append(" ".join(re.sub(r"[()]", "", shorter).replace("|", "/").split()))
    return ", ".join(dict.fromkeys(ways))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    for cells in rows:
        yield _row(cells)
    yield ""


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> None:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # what a terminal's locale is does not matter
    sys.stdout.write(document())


if __name__ == "__main__":
    main()
