"""Kits of tasks with relative dates, for events that come back: made by hand or of a project, applied to a day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain import template as rules
from domain import wall_clock
from domain.deadline import Reading
from domain.document import Choice, Day, Document, Line, Style, Typed, line, phrase, says
from domain.relative import Found, find
from domain.rights import Deed
from domain.sentence import parse
from domain.task import LONGEST_TITLE
from domain.template import MOST_LINES, MOST_TEMPLATES, Item, Template, item_line
from domain.text import OFF, first_line, fold
from handlers.kit import from_template, to_template, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from handlers.kit.people import known_people
from storage import templates

_ADD = re.compile(r"(?:\+|(?:add|ajouter|ajoute)\b\s*:?)\s*(.*)", re.IGNORECASE | re.DOTALL)
_TAKE_OUT = re.compile(
    r"(?:[-−–]\s?|(?:remove|without|retirer|enlever|sans|off|non)\s+)#?(\d{1,4})\.?(?!\w)\s*", re.IGNORECASE
)
_OF = re.compile(r"(?:from|of|depuis|de|d['’]apr[èe]s|comme|like)\s+#(.*)", re.IGNORECASE | re.DOTALL)
_BULLET = re.compile(r"^\s*(?:[+*•–-]|\d{1,2}[.)])\s+")
_OFF = OFF | {"remove", "delete", "drop", "supprimer", "retirer", "effacer"}
_MEANING = _OFF | {"on", "le", "la", "the", "for", "pour", "add", "ajouter", "from", "depuis", "de", "of"}
_SOME_DAY = timedelta(days=300)


def template(call: Call) -> Outcome:
    if not call.argument:
        return Outcome(answer=_listed(call))
    name, rest = rules.split(call.argument)
    if not name or fold(name) in _MEANING:
        raise Refusal("refusal-template", example=call.example(1), other=call.example(3))
    if added := _ADD.fullmatch(rest):
        return _add(call, name, added.group(1))
    if project := _OF.fullmatch(rest):
        return _make_of(call, name, project.group(1))
    there = templates.named(call.rows, call.team.id, name)
    if there is None:
        example = Typed(
            "template",
            f"{fold(name)} {call.either('+ Book the hall 3 weeks before', '+ Réserver la salle 3 semaines avant')}",
        )
        raise Refusal("refusal-no-template", name=first_line(name, 40), example=example, list=Typed("template"))
    if not rest:
        return Outcome(answer=_shown(call, there))
    if taken := _TAKE_OUT.fullmatch(rest):
        return _take_out(call, there, int(taken.group(1)))
    if fold(rest) in _OFF:
        return _drop(call, there)
    return from_template.apply(call, there, rest)


# ---- looking at them


def _listed(call: Call) -> Document:
    there = templates.of_team(call.rows, call.team.id)
    if not there:
        return says("templates-none", example=call.example(1), other=call.example(2))
    lines = [line(phrase("templates-title"), style=Style.TITLE)]
    lines += [line(phrase("templates-item", name=each.name, count=len(each.items)), style=Style.ITEM) for each in there]
    lines.append(line(phrase("templates-how", example=Typed("template", there[0].name)), style=Style.NOTE))
    choices = tuple(
        Choice(f"template {each.name}", phrase("choice-template", name=each.name), call.member.person) for each in there
    )
    return Document(tuple(lines), choices)


def _shown(call: Call, there: Template) -> Document:
    lines = [line(phrase("template-title", name=there.name, count=len(there.items)), style=Style.TITLE)]
    today = wall_clock.local_day(call.now, call.zone)
    lines += [item_line(each) for each in rules.by_day(there.items, today)]
    day = call.either(f"on 12 march {today.year + 1}", f"pour le 12 mars {today.year + 1}")
    lines.append(line(phrase("template-how", example=Typed("template", f"{there.name} {day}")), style=Style.NOTE))
    return Document(tuple(lines))


# ---- making them


def _add(call: Call, name: str, text: str) -> Outcome:
    """One task, or one in each line of the message."""
    there = templates.named(call.rows, call.team.id, name)
    said = [_BULLET.sub("", each).strip() for each in text.splitlines()]
    said = [each for each in said if each]
    before = there.items if there is not None else ()
    if not said:
        raise Refusal("refusal-template-line", example=call.example(1))
    items = list(before)
    named = False
    for each in said:
        item, owners = _item(call, each, items)
        items.append(item)
        named |= owners
    _must_fit(call, there, len(items))
    undo.forget(call)
    new = items[len(before) :]
    if there is None:
        there = templates.add(call.rows, call.team.id, name, new)
    else:
        templates.put(call.rows, there.id, new)
    return Outcome(answer=_noted(there.name, new, len(items), named=named))


def _noted(name: str, new: list[Item], there: int, *, named: bool) -> Document:
    lines = [line(phrase("noted-template-line", name=name, count=there)), *map(item_line, new)]
    if named:
        lines.append(line(phrase("template-no-names"), style=Style.NOTE))
    return Document(tuple(lines))


def _item(call: Call, text: str, before: list[Item]) -> tuple[Item, bool]:
    """A task as it is typed, and whether somebody was named in it, who is not kept."""
    found: list[Found] = []

    def relative(rest: str) -> Reading:
        found.append(find(rest, call.read, wall_clock.local_day(call.now, call.zone) + _SOME_DAY))
        return Reading(None, False, None, None, found[-1].rest, None, ())

    said = parse(text, read=relative, people=known_people(call) if "@" in text else ())
    if not said.title:
        raise Refusal("refusal-template-line", example=call.example(1))
    if len(said.title) > LONGEST_TITLE:
        raise Refusal("refusal-long-title", most=LONGEST_TITLE)
    places = {each.place for each in before}
    if not set(said.after) <= places:
        missing = next(place for place in said.after if place not in places)
        raise Refusal("refusal-template-place", place=missing, example=call.example())
    item = Item(
        place=max(places, default=0) + 1,
        title=said.title,
        when=found[-1].when,
        effort_minutes=said.effort_minutes,
        important=said.important,
        wanted=said.wanted or 1,
        after=tuple(sorted(said.after)),
    )
    return item, bool(said.owners or said.me)


def _make_of(call: Call, name: str, text: str) -> Outcome:
    if templates.named(call.rows, call.team.id, name) is not None:
        raise Refusal("refusal-template-there", name=fold(name), example=Typed("template", fold(name)))
    items, day = to_template.of_project(call, name, text)
    _must_fit(call, None, len(items))
    undo.forget(call)
    made = templates.add(call.rows, call.team.id, name, items)
    return Outcome(answer=_made_of(made, day) + _shown(call, made))


def _made_of(made: Template, day: date) -> Document:
    return says("noted-template-made", name=made.name, day=Day(day))


def _must_fit(call: Call, there: Template | None, lines: int) -> None:
    if lines > MOST_LINES:
        raise Refusal("refusal-template-long", most=MOST_LINES)
    if there is None and templates.count(call.rows, call.team.id) >= MOST_TEMPLATES:
        raise Refusal("refusal-many-templates", most=MOST_TEMPLATES, example=Typed("template"))


# ---- taking away


def _take_out(call: Call, there: Template, place: int) -> Outcome:
    """Whoever did not mean to reads what it was, and how to put it back."""
    item = there.item(place)
    if item is None:
        raise Refusal("refusal-template-place", place=place, example=Typed("template", there.name))
    undo.forget(call)
    templates.take_out(call.rows, there, place)
    gone: tuple[Line, ...] = (line(phrase("noted-template-out", name=there.name)), item_line(item))
    return Outcome(answer=Document(gone))


def _drop(call: Call, there: Template) -> Outcome:
    call.must(Deed.DROP_TEMPLATE)
    undo.forget(call)
    templates.remove(call.rows, there.id)
    return Outcome(answer=says("noted-template-off", name=there.name))


COMMAND = Command(
    en="template",
    fr="modele",
    run=template,
    also=("templates", "modeles"),
    nearly=("kit", "kits", "gabarit", "checklist", "pattern", "canevas"),
    deeds=(Deed.READ, Deed.MAKE, Deed.DROP_TEMPLATE),
    adds=True,
    keeps_lines=True,
    examples=(
        Example(en="template", fr="modele"),
        Example(
            en="template ball + Book the hall 3 weeks before ~2h",
            fr="modele bal + Réserver la salle 3 semaines avant ~2h",
        ),
        Example(en="template ball from #ball on march 12", fr="modele bal depuis #bal le 12 mars"),
        Example(en="template ball on 12 march 2027", fr="modele bal pour le 12 mars 2027"),
        Example(en="template ball - 2", fr="modele bal - 2"),
        Example(en="template ball off", fr="modele bal non", coordinators=True),
    ),
)
