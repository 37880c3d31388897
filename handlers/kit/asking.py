"""The form by which somebody asks others for something: its steps, its last look, and its leaving."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain import request as rules
from domain import wall_clock
from domain.document import (
    Choice,
    Day,
    Document,
    Line,
    Mention,
    Style,
    Typed,
    line,
    phrase,
    says,
)
from domain.letter import Kind
from domain.request import Request, Step
from domain.team import Member
from domain.text import fold, tidy, whole
from domain.voice import quoted
from handlers.kit import undo, whom
from handlers.kit.being_asked import ways
from handlers.kit.command import Call, Outcome, PrivateLetter, Refusal
from storage import members, requests

_SAID = {"-": "skip", "–": "skip", "—": "skip", "skip": "skip", "passer": "skip", "stop": "stop", "back": "back"}
_SAID |= {"retour": "back", "arreter": "stop"}


@dataclass(frozen=True)
class Stamp:
    """Which draft a line or a button means, and in which state; None: whichever there is."""

    id: int | None = None
    revision: int | None = None


# ---- whom


def begin(call: Call, text: str, *, anew: bool = False) -> Outcome:
    """To whom, and what if they said that already. What was begun before goes on, unless they begin `anew`."""
    draft = requests.draft(call.rows, call.team.id, call.member.person)
    if not text:
        return _go_on(call, draft) if draft else whom.ask(call, "ask")
    people, want = whom.named(call, text, "ask new" if anew else "ask")
    if len(want) > rules.LONGEST:
        raise Refusal("refusal-long-voice", most=rules.LONGEST)
    if draft and draft.is_begun and not anew:
        return _go_on(call, draft) if people == draft.people and not want else _one_at_a_time(call, draft, people, want)
    whom.check(call, people, "ask new" if anew else "ask", want)
    begun = requests.begin(call.rows, call.team.id, call.member.person, people, want, call.now)
    title = line(phrase("ask-begins", people=whom.names(call, people)), style=Style.TITLE)
    return _question(call, begun, Step.SEE, title, line(phrase("ask-calm"), style=Style.NOTE))


def change_people(call: Call, stamp: Stamp, text: str) -> Outcome:
    draft = _draft(call, stamp)
    if draft is None:
        return _gone(call, stamp)
    this = f"ask to {draft.id}:"
    if not text:
        return whom.ask(call, this)
    people, more = whom.named(call, text, this)
    if more:
        raise Refusal("refusal-ask-whom", example=call.example(1))
    whom.check(call, people, this)
    return _next(call, requests.keep(call.rows, requests.for_people(call.rows, draft.id, people), call.now))


def _go_on(call: Call, draft: Request) -> Outcome:
    again = line(phrase("ask-again", people=whom.names(call, draft.people)), style=Style.TITLE)
    return _next(call, draft, again)


def _one_at_a_time(call: Call, draft: Request, people: Sequence[int], want: str) -> Outcome:
    """Something else is begun: is that to go on?"""
    me = call.member.person
    other = Choice(f"ask new {whom.chosen(people)} {want}".strip(), phrase("choice-ask-new"), me)
    said = line(phrase("ask-other", people=whom.names(call, draft.people), others=whom.names(call, people)))
    return Outcome(answer=Document((said,), (Choice("ask", phrase("choice-ask-on"), me), other)), refused=True)


# ---- the steps


def write(call: Call, step: Step, stamp: Stamp, text: str) -> Outcome:
    """What they say for a step, now or as a correction; without words they are asked for them."""
    said = _SAID.get(fold(text).strip(" .!"))
    draft = _draft(call, stamp)
    if draft is None:
        return _gone(call, stamp)
    if not _is_now(draft, stamp):
        return _next(call, draft)
    if not text:
        return _question(call, draft, step)
    if said == "back":
        return move(call, said, stamp)
    if said == "stop":
        return _is_that_all(call, draft)
    words = "" if said == "skip" else tidy(text) if step is Step.ABOUT else whole(text)
    if not words and not rules.may_be_empty(step):
        raise Refusal("refusal-ask-want")
    if len(words) > rules.longest(step):
        raise Refusal("refusal-long-voice", most=rules.longest(step))
    return _next(call, requests.keep(call.rows, draft.written(step, words), call.now))


def _is_that_all(call: Call, draft: Request) -> Outcome:
    """One word erases nothing: it may have been what they want to say."""
    me = call.member.person
    stop = Choice(f"ask stop {_stamp(draft)}", phrase("choice-ask-stop"), me)
    on = Choice("ask", phrase("choice-ask-on"), me)
    return Outcome(answer=Document((line(phrase("ask-stop-sure")),), (stop, on)), refused=True)


def move(call: Call, verb: str, stamp: Stamp) -> Outcome:
    """On, back, anew, away: all that is done to a draft besides writing it."""
    draft = _draft(call, stamp)
    if draft is None:
        return _gone(call, stamp)
    if verb == "stop":
        requests.discard(call.rows, call.team.id, call.member.person)
        return Outcome(answer=says("ask-stopped"))
    if verb == "show" or not _is_now(draft, stamp):
        return _next(call, draft)
    if verb == "change":
        return Outcome(answer=_which_step(call, draft)) if draft.step is Step.SHOW else _next(call, draft)
    if verb == "send":
        return _send(call, draft) if draft.step is Step.SHOW else _next(call, draft)
    if verb == "skip" and draft.step is not Step.SHOW:
        return write(call, draft.step, Stamp(draft.id), "-")
    if verb == "keep" and not (draft.words.get(draft.step) or rules.may_be_empty(draft.step)):
        raise Refusal("refusal-ask-want")
    changed = {"back": draft.back, "restart": draft.anew}.get(verb, draft.kept)()
    return _next(call, requests.keep(call.rows, changed, call.now))


def _next(call: Call, draft: Request, *before: Line) -> Outcome:
    """What comes next of a draft: a question, or all of it once more."""
    if draft.step is Step.SHOW:
        return Outcome(answer=_shown(call, draft))
    return _question(call, draft, draft.step, *before)


def _question(call: Call, draft: Request, step: Step, *before: Line) -> Outcome:
    lines = [*before, line(phrase(f"ask-{step}"))]
    if now := draft.words[step]:
        lines += [line(phrase("ask-so-far"), style=Style.NOTE), *quoted(now)]
    buttons = tuple(_buttons(draft, step, call.member.person))
    return Outcome(answer=Document(tuple(lines), buttons), expects=f"ask {step} {draft.id}:")


def _buttons(draft: Request, step: Step, me: int) -> Iterator[Choice]:
    stamp = _stamp(draft)
    is_change = step is not draft.step
    if draft.words[step] or is_change:
        keep = "show" if is_change else "keep"
        yield Choice(f"ask {keep} {stamp}", phrase("choice-ask-keep"), me)
    if rules.may_be_empty(step):
        yield Choice(f"ask {step} {stamp}: -", phrase("choice-ask-skip"), me)
    if not is_change and step is not Step.SEE:
        yield Choice(f"ask back {stamp}", phrase("choice-ask-back"), me)
        yield Choice(f"ask restart {stamp}", phrase("choice-ask-restart"), me)
    if not is_change:
        yield Choice(f"ask stop {stamp}", phrase("choice-ask-stop"), me)


def _which_step(call: Call, draft: Request) -> Document:
    me, stamp = call.member.person, _stamp(draft)
    steps = (Choice(f"ask {step} {stamp}", phrase(f"choice-ask-{step}"), me) for step in rules.WRITTEN)
    return Document(
        (line(phrase("ask-which-step")),),
        (
            *steps,
            Choice(f"ask to {stamp}", phrase("choice-ask-to"), me),
            Choice(f"ask show {stamp}", phrase("choice-ask-as-it-is"), me),
        ),
    )


# ---- the last look


def _shown(call: Call, draft: Request) -> Document:
    """As it will be read, once for each language in which somebody reads it."""
    me, stamp, asker = call.member, _stamp(draft), Mention(call.member.person, call.member.name)
    lines = [line(phrase("ask-shown", people=whom.names(call, draft.people)), style=Style.TITLE)]
    by_language = _by_language(call, draft.people)
    for language, people in by_language.items():
        if len(by_language) > 1:
            lines.append(line(phrase("ask-shown-to", people=whom.names(call, people)), style=Style.HEADING))
        lines.append(line(phrase("ask-shown-first"), style=Style.NOTE))
        lines += rules.permission(asker, draft.about, language)
        lines.append(line(phrase("ask-shown-then"), style=Style.NOTE))
        lines += rules.in_full(asker, draft, language)
    return Document(
        tuple(lines),
        (
            Choice(f"ask send {stamp}", phrase("choice-ask-send"), me.person),
            Choice(f"ask change {stamp}", phrase("choice-ask-change"), me.person),
            Choice(f"ask stop {stamp}", phrase("choice-ask-drop"), me.person),
        ),
    )


def _by_language(call: Call, people: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for person in people:
        member = members.by_person(call.rows, call.team.id, person)
        found.setdefault((member and member.language) or call.team.language, []).append(person)
    return found


def _send(call: Call, draft: Request) -> Outcome:
    """Each is asked for leave. For whoever wants no requests, that letter is dropped just before it leaves
    (`bot.compose`), so that nothing which the asker can see or time differs."""
    whom.check(call, draft.people, f"ask to {draft.id}:")
    me = call.member
    asked = requests.send(call.rows, draft.id, call.now)
    letters = tuple(PrivateLetter(each.person, Kind.REQUEST, _leave(me, each), asked=each.id) for each in asked)
    undo.remember(call, others=({"request": draft.id},))
    lines = (
        line(phrase("ask-sent", people=whom.names(call, draft.people))),
        line(phrase("ask-sent-silence", day=_day(call, call.now + rules.KEPT)), style=Style.NOTE),
    )
    back = Choice(f"ask withdraw {draft.id}", phrase("choice-later-off"), me.person)
    return Outcome(answer=Document(lines, (back,)), letters=letters)


def _leave(asker: Member, asked: requests.Asked) -> Document:
    lines = rules.permission(Mention(asker.person, asker.name), asked.request.about)
    return Document(lines, ways(asked, asker))


def withdraw(call: Call, stamp: Stamp) -> Outcome:
    """What was sent is taken back, wherever it is: its words are gone."""
    mine = requests.by_id(call.rows, stamp.id) if stamp.id is not None else None
    if stamp.id is None:
        mine = requests.last_sent(call.rows, call.team.id, call.member.person)
    if mine is None or not mine.stands or (mine.asker, mine.team_id) != (call.member.person, call.team.id):
        raise Refusal("refusal-ask-gone", example=call.example())
    undo.forget(call)
    requests.take_back(call.rows, mine.id)
    return Outcome(answer=says("ask-withdrawn"))


# ---- which draft


def _draft(call: Call, stamp: Stamp) -> Request | None:
    draft = requests.draft(call.rows, call.team.id, call.member.person)
    return draft if draft is not None and stamp.id in (None, draft.id) else None


def _is_now(draft: Request, stamp: Stamp) -> bool:
    return stamp.revision in (None, draft.revision)


def _stamp(draft: Request) -> str:
    return f"{draft.id}.{draft.revision}"


def _gone(call: Call, stamp: Stamp) -> Outcome:
    """There is no such draft: it was sent, thrown away, or erased by time."""
    sent = requests.by_id(call.rows, stamp.id) if stamp.id is not None else None
    if sent is not None and sent.stands and sent.asker == call.member.person:
        return Outcome(answer=says("ask-sent-already"), refused=True)
    return Outcome(answer=says("refusal-ask-gone", example=Typed("ask", "@sam")), refused=True)


def _day(call: Call, at: datetime) -> Day:
    return Day(wall_clock.local_day(at, call.zone))
