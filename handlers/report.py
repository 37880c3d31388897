"""Tell the coordination in confidence what happened: begun by its reporter, read by two whom it does not concern."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from domain.document import Choice, Document, Style, Typed, line, phrase, says
from domain.report import DRAFTS_LAST, LONGEST, MOST_A_DAY, About, Report, Stage
from domain.rights import Deed
from domain.text import OFF, fold, whole
from handlers.kit import concerned, confiding, handed_on, keeping, undo
from handlers.kit.apart import carried_on
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import members, reports

FORWARDED = "forwarded"
"""What is asked of a message that was forwarded in private, and nobody said what for."""

_NUMBERED = re.compile(r"#?(\d{1,9})(?:\s+(.+))?", re.DOTALL)
_DRAFT = re.compile(r"draft (\d{1,18})")
_OFF = re.compile(r"(\w+)(?:\s+#?(\d{1,9}))?")
_WORDS = re.compile(r"(?:words|mots)(?:\s*:(.*))?", re.IGNORECASE | re.DOTALL)
_ABOUT = re.compile(r"(?:about|concerne)(?:\s*:(.*))?", re.IGNORECASE)
_WITHOUT = re.compile(r"(?:without|sans)\s*:(.*)", re.IGNORECASE)
_SEND = {"send": False, "envoyer": False, "send named": True, "envoyer avec mon nom": True}
_DAY = timedelta(days=1)


def report(call: Call) -> Outcome:
    """What follows is a message, or a part of it, or what its readers do with a report that was sent."""
    typed = whole(call.argument)
    if call.forwarded is not None:
        return handed_on.offered(call) if typed == FORWARDED else _told(call, "")
    if numbered := _NUMBERED.fullmatch(typed):
        if fold(numbered.group(2) or "") in OFF and _is_ones_own(call, int(numbered.group(1))):
            return _off(call, numbered.group(1))
        if (kept := keeping.kept(call, numbered)) is not None:
            return kept
    if call.pressed and (heard := _DRAFT.fullmatch(typed)):
        return _of_heard(call, int(heard.group(1)))
    if fold(typed) in _SEND:
        return _send(call, named=_SEND[fold(typed)])
    if (off := _OFF.fullmatch(typed)) and fold(off.group(1)) in OFF:
        return _off(call, off.group(2))
    if about := _ABOUT.fullmatch(typed):
        return _about(call, about.group(1))
    if without := _WITHOUT.fullmatch(typed):
        return _without(call, without.group(1))
    if words := _WORDS.fullmatch(typed):
        return _told(call, whole(words.group(1) or ""), asks=words.group(1) is None)
    return _told(call, typed, anew=True)


# ---- what happened


def _told(call: Call, words: str, *, asks: bool = False, anew: bool = False) -> Outcome:
    """Words, or the message that was answered or forwarded; then on to what is still missing. `anew`: they are no
    answer to what was asked."""
    if len(words) > LONGEST:
        raise Refusal("refusal-long-voice", most=LONGEST)
    mine = reports.draft(call.rows, call.team.id, call.member.person)
    quote = handed_on.message(call)
    if not (words or quote or asks or mine or call.in_group):
        there = reports.kept_by(call.rows, call.team.id, call.member.person)
        if there and call.coordinates:
            return Outcome(answer=keeping.listed(call, there), expects="report words:", refused=True)
    if mine is not None and anew and (words or quote) and mine.about is not About.UNSAID:
        reports.erase(call.rows, mine.id)  # it was whole: these words are another matter, and may concern another one
        mine = None
    if mine is None:
        if (stop := _cannot(call)) is not None:
            return stop
        mine = _begin(call)
    if quote:
        reports.change(call.rows, mine.id, **handed_on.added(mine, quote))
    if words:
        reports.change(call.rows, mine.id, words=words)
    mine = _now(call, mine)
    return _ask_words(call) if asks or not mine.says_something else _next(call, mine)


def _cannot(call: Call) -> Outcome | None:
    """Before anybody writes anything: is there somebody to read it, and was it not enough for today?"""
    me = call.member.person
    there = members.coordinators(call.rows, call.team.id)
    if not any(each.reachable and each.person != me for each in there):
        return _nobody(call)
    if reports.sent_since(call.rows, me, call.now - _DAY) >= MOST_A_DAY:
        return carried_on(call, says("report-enough", most=MOST_A_DAY))
    return None


def _nobody(call: Call) -> Outcome:
    lines = (line(phrase("report-nobody")), *confiding.outside(call.rows, call.team))
    off = Choice("report off", phrase("choice-report-off"), call.member.person)
    has_draft = reports.draft(call.rows, call.team.id, call.member.person) is not None
    return carried_on(call, Document(lines, (off,) if has_draft else ()))


def _begin(call: Call) -> Report:
    until = call.now + DRAFTS_LAST
    made = reports.add(call.rows, call.team.id, call.member.person, Stage.DRAFT, call.now, until)
    mine = reports.by_id(call.rows, made)
    assert mine is not None
    return mine


def _ask_words(call: Call) -> Outcome:
    asked = phrase("ask-report") if call.tells_forwards else phrase("ask-report-whose")
    lines = (line(asked), line(phrase("ask-report-then"), style=Style.NOTE))
    off = Choice("report off", phrase("choice-report-off"), call.member.person)
    return carried_on(call, Document(lines, (off,)), expects="report words:", door="report")


def _of_heard(call: Call, heard_id: int) -> Outcome:
    """It is to be reported: what was forwarded becomes a part of what they are about to tell."""
    me, heard = call.member.person, reports.by_id(call.rows, heard_id)
    if heard is None or heard.reporter != me or heard.stage is not Stage.HEARD:
        raise Refusal("stale-button")
    mine = reports.draft(call.rows, call.team.id, me)
    if mine is None:
        if (stop := _cannot(call)) is not None:
            return stop
        mine = _begin(call)
    about = heard.about_person
    if about is not None and members.by_person(call.rows, call.team.id, about) is None:
        about = None  # it was heard in another group of theirs
    kind = About.OTHER if heard.about is About.PERSON and about is None else heard.about
    quote: handed_on.Columns = {
        "quote": heard.quote,
        "link": heard.link,
        "quoted_from": heard.quoted_from or (heard.about_name if kind is About.OTHER else None),
        "about": kind.value,
        "about_id": about,
    }
    reports.change(call.rows, mine.id, **handed_on.added(mine, quote))
    reports.erase(call.rows, heard.id)
    mine = _now(call, mine)
    return _next(call, mine) if mine.says_something else _ask_words(call)


# ---- whom it concerns


def _about(call: Call, said: str | None) -> Outcome:
    mine = _mine(call)
    if not (said or "").strip():
        return concerned.ask(call, mine)
    kind, person = concerned.whom(call, (said or "").strip())
    reports.change(call.rows, mine.id, about=kind.value, about_id=person)
    return _next(call, _now(call, mine))


# ---- as it will be read


def _next(call: Call, mine: Report) -> Outcome:
    if mine.about is About.UNSAID:
        return concerned.ask(call, mine)
    return _shown(call, mine)


def _shown(call: Call, mine: Report, key: str = "report-preview") -> Outcome:
    """Who would read it is said by name: whoever writes it may know better whom it concerns."""
    mine = confiding.choose_anew(call.rows, call.team, mine, call.now)
    if not mine.readers:
        return _nobody(call)
    me = call.member.person
    read_by = phrase("report-read-by", names=confiding.names(mine), count=len(mine.readers))
    lines = [line(phrase(key), style=Style.TITLE), *confiding.body(mine), line(read_by)]
    lines.append(line(phrase("report-when"), phrase("report-unsigned"), style=Style.NOTE))
    choices = [
        Choice("report send", phrase("choice-report-send"), me),
        Choice("report send named", phrase("choice-report-send-named"), me),
    ]
    for keeper in mine.readers:
        not_to = phrase("choice-report-without", name=keeper.name)
        choices.append(Choice(f"report without: person:{keeper.person}", not_to, me))
    choices.append(Choice("report words", phrase("choice-report-words"), me))
    choices.append(Choice("report about", phrase("choice-report-about"), me))
    choices.append(Choice("report off", phrase("choice-report-off"), me))
    return carried_on(call, Document(tuple(lines), tuple(choices)), door="report")


def _without(call: Call, said: str) -> Outcome:
    """Not this one: they may be concerned, too."""
    mine = _mine(call)
    person = concerned.person_called(call, said.strip(), "report without:")
    if not any(keeper.person == person for keeper in mine.keepers):
        reports.entrust(call.rows, mine.id, [person], call.now)
    reports.take_from(call.rows, mine.id, person)
    return _next(call, _now(call, mine))


def _send(call: Call, *, named: bool) -> Outcome:
    """To those who were shown; should one of them not do any more, it is shown again first."""
    mine = _mine(call)
    if not mine.says_something or mine.about is About.UNSAID:
        return _ask_words(call) if not mine.says_something else _next(call, mine)
    if (stop := _cannot(call)) is not None:
        return stop
    there = {each.person for each in members.coordinators(call.rows, call.team.id) if each.reachable}
    if not mine.readers or not all(keeper.person in there for keeper in mine.readers):
        return _shown(call, mine, "report-others")
    undo.forget(call)
    reports.send(call.rows, mine, call.now, named=named)
    sent = _now(call, mine)
    lines = [line(phrase("report-sent", names=confiding.names(sent)))]
    lines.append(line(phrase("report-then"), confiding.kept_until(sent, call.team), style=Style.NOTE))
    back = Choice(f"report off {sent.number}", phrase("choice-report-back"), call.member.person)
    letters = confiding.letters_to([keeper.person for keeper in sent.readers], sent)
    done = carried_on(call, Document(tuple(lines), (back,)))
    return replace(done, letters=(*done.letters, *letters), refused=False)


def _off(call: Call, number: str | None) -> Outcome:
    """One's own words are taken back: before they left, or after."""
    me = call.member.person
    if number is None:
        mine = reports.draft(call.rows, call.team.id, me)
        if mine is None:
            return carried_on(call, _nothing_to_erase(call))
        reports.erase(call.rows, mine.id)
        return carried_on(call, says("report-off"))
    mine = reports.numbered(call.rows, call.team.id, int(number))
    if mine is None or mine.reporter != me:
        return carried_on(call, says("report-not-here"))
    return keeping.taken_back(call, mine)


def _nothing_to_erase(call: Call) -> Document:
    """What was sent stays sent, until it is taken back by its number."""
    sent = reports.newest_sent(call.rows, call.team.id, call.member.person)
    if sent is None:
        return says("report-off-none")
    back = Choice(f"report off {sent.number}", phrase("choice-report-back"), call.member.person)
    return Document((line(phrase("report-off-sent", day=confiding.sent_on(sent, call.team))),), (back,))


def _is_ones_own(call: Call, number: int) -> bool:
    found = reports.numbered(call.rows, call.team.id, number)
    return found is not None and found.reporter == call.member.person


def _mine(call: Call) -> Report:
    mine = reports.draft(call.rows, call.team.id, call.member.person)
    if mine is None:
        raise Refusal("refusal-no-report", example=Typed("report"))
    return mine


def _now(call: Call, mine: Report) -> Report:
    again = reports.by_id(call.rows, mine.id)
    assert again is not None
    return again


COMMAND = Command(
    en="report",
    fr="signaler",
    run=report,
    also=("signalement",),
    nearly=("reports", "denoncer", "harcelement", "harassment", "abuse", "plainte", "complaint"),
    deeds=(Deed.CONFIDE, Deed.READ_REPORTS),
    private_matter=True,
    keeps_lines=True,
    takes_forwards=True,
    examples=(
        Example(en="report", fr="signaler"),
        Example(en="report Somebody shouts at newcomers", fr="signaler On crie sur les nouveaux"),
        Example(en="report 3", fr="signaler 3", coordinators=True),
        Example(en="report 3 done", fr="signaler 3 fini", coordinators=True),
    ),
)
