"""What awaits the next meeting: debates that were set aside, roles to decide, dates ahead; and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain import debate as rules
from domain import milestone
from domain.card import listed
from domain.debate import LONGEST_DECISION, LONGEST_VIEW, Debate, Fate, View, next_showing, topic
from domain.document import Choice, Document, Line, Moment, Style, Typed, line, phrase, says
from domain.rights import Deed
from domain.task import UNDO_WITHIN, Task, most_urgent_first
from domain.text import first_line, tidy
from handlers.kit import debating, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import debates, roles, tasks

_MOST = 10  # lines of a part
_MOST_OFFERED = 6
_SHORT = 40  # characters of what was typed, shown back


def agenda(call: Call) -> Outcome:
    verb, rest = debating.verb(call.argument)
    match verb:
        case "view":
            return _view(call, *debating.parked(call, rest, "view"))
        case "decide":
            return _decide(call, *debating.parked(call, rest, "decide"))
        case "drop":
            return _drop(call, debating.parked(call, rest, "drop")[0])
        case "sign" | "unsign":
            return _sign(call, debating.parked(call, rest, verb)[0], named=verb == "sign")
        case "withdraw":
            return _withdraw(call, debating.parked(call, rest, "withdraw")[0])
        case "decisions":
            return Outcome(answer=_decisions(call))
    found, words = debating.meant(call, rest)
    if found is None and words:
        again = Typed("park", first_line(words, _SHORT))
        raise Refusal("refusal-agenda", example=call.example(1), again=again)
    if found is None:
        return Outcome(answer=_whole(call))
    return _view(call, *debating.parked(call, rest, "view")) if words else _show(call, found)


# ---- what waits


def _whole(call: Call) -> Document:
    there, vacant, dates = (
        debates.parked(call.rows, call.team.id),
        roles.vacant(call.rows, call.team.id),
        _dates(call),
    )
    if not (there or vacant or dates):
        return says("agenda-empty", example=Typed("park", debating.park_example(call)))
    me = call.member.person
    lines: list[Line] = [line(phrase("agenda-title"), style=Style.TITLE)]
    if there:
        lines.append(line(phrase("agenda-parked", count=len(there)), style=Style.HEADING))
        lines += [rules.listed(each, call.now) for each in there]
    if vacant:
        lines.append(line(phrase("agenda-roles", count=len(vacant)), style=Style.HEADING))
        lines += [line(phrase("item-role", role=role), style=Style.ITEM) for role in vacant[:_MOST]]
    if dates:
        lines.append(line(phrase("agenda-dates", count=len(dates)), style=Style.HEADING))
        lines += [listed(task) for task in _shown(dates)]
    choices = [Choice(f"agenda {each.name}", debating.choice_label(each), me) for each in there[:_MOST_OFFERED]]
    if debates.decided(call.rows, call.team.id, 1):
        choices.append(Choice("agenda decisions", phrase("choice-decisions"), me))
    return Document(tuple(lines), tuple(choices))


def _dates(call: Call) -> list[Task]:
    """The dates of the coming weeks."""
    there = tasks.of_team(call.rows, call.team.id)
    soon = [task for task in there if _is_soon(task, call.now) or milestone.is_ahead(task, call.now)]
    return sorted(most_urgent_first(soon), key=lambda task: task.deadline or call.now)


def _is_soon(task: Task, now: datetime) -> bool:
    return task.is_work and task.deadline is not None and now < task.deadline <= now + milestone.AHEAD


def _shown(dates: list[Task]) -> list[Task]:
    """As many as there is room for: deadlines make room for milestones and events."""
    kept = {task.id for task in sorted(dates, key=lambda task: task.is_work)[:_MOST]}
    return [task for task in dates if task.id in kept]


def _decisions(call: Call) -> Document:
    there = debates.decided(call.rows, call.team.id, _MOST + 1)
    if not there:
        return says("decisions-none", example=call.example(2))
    lines = [line(phrase("decisions-title"), style=Style.TITLE)]
    lines += [rules.told(each, call.team.zone) for each in there[:_MOST]]
    if len(there) > _MOST:
        example = Typed("find", call.either("tickets", "billets"))
        lines.append(line(phrase("decisions-more", example=example), style=Style.NOTE))
    return Document(tuple(lines))


def _show(call: Call, debate: Debate) -> Outcome:
    """In the group its card, below what was said last; in private all of it."""
    if call.in_group and not call.pressed:
        return Outcome(parked=(debate.id,))
    lines = list(rules.card(debate, call.now, call.team.zone, live=False).lines)
    seen = debate.seen(call.now)
    if len(seen) > rules.MOST_ON_CARD:
        lines[-1:] = rules.lines_of(seen[rules.MOST_ON_CARD :])
    mine = debate.view_of(call.member.person)
    if mine is not None and mine not in seen:
        lines.append(_waits(mine))
    return Outcome(answer=Document(tuple(lines), tuple(_choices(call, debate, mine))))


def _choices(call: Call, debate: Debate, mine: View | None) -> Iterator[Choice]:
    if not debate.is_parked:
        return
    me = call.member.person
    yield debating.way_to_say(debate, "view", me, "choice-other-view" if mine is not None else "")
    if mine is not None:
        yield from _mine(debate, me, named=mine.named)
    if debating.may_settle(call, debate):
        yield debating.way_to_say(debate, "decide", me)
        yield Choice(f"agenda drop {debate.name}", phrase("choice-drop"), me)


def _mine(debate: Debate, me: int, *, named: bool) -> tuple[Choice, ...]:
    other = ("unsign", "choice-without-name") if named else ("sign", "choice-with-name")
    return (
        Choice(f"agenda {other[0]} {debate.name}", phrase(other[1]), me),
        Choice(f"agenda withdraw {debate.name}", phrase("choice-withdraw"), me),
    )


# ---- what people think


def _view(call: Call, debate: Debate, words: str) -> Outcome:
    """In the group with one's name, which everybody sees there anyway; in private without, until one says otherwise."""
    words = tidy(words)
    if not words:
        return debating.ask(call, debate, "view")
    if len(words) > LONGEST_VIEW:
        raise Refusal("refusal-long-line", most=LONGEST_VIEW)
    before = debate.view_of(call.member.person)
    return _say(call, debate, words, named=call.in_group or (before is not None and before.named))


def _sign(call: Call, debate: Debate, *, named: bool) -> Outcome:
    mine = debate.view_of(call.member.person)
    if mine is None:
        return debating.ask(call, debate, "view")
    if mine.named == named:
        return Outcome(answer=call.aside(_noted(call, debate, mine)))
    return _say(call, debate, mine.words, named=named)


def _say(call: Call, debate: Debate, words: str, *, named: bool) -> Outcome:
    """A line without a name comes and goes with those of the day: not when somebody was seen to press."""
    me, tomorrow = call.member.person, next_showing(call.now, call.team.zone)
    before = debate.view_of(me)
    is_seen = _unsay(call, debate, before, signed=named and before is not None and before.words == words)
    debates.say(call.rows, debate.id, me, words, named=named, shown_from=debate.parked_at if named else tomorrow)
    now = _ends(call, debate)
    mine = now.view_of(me)
    assert mine is not None
    return Outcome(answer=call.aside(_noted(call, debate, mine)), debates=(debate.id,) if named or is_seen else ())


def _withdraw(call: Call, debate: Debate) -> Outcome:
    mine = debate.view_of(call.member.person)
    if mine is None:
        return debating.ask(call, debate, "view")
    is_seen = _unsay(call, debate, mine)
    _ends(call, debate)
    said = says("view-withdrawn" if is_seen or mine not in debate.seen(call.now) else "view-withdrawn-later")
    return Outcome(answer=call.aside(said), debates=(debate.id,) if is_seen else ())


def _unsay(call: Call, debate: Debate, view: View | None, *, signed: bool = False) -> bool:
    """Take back what somebody said; does everybody see that at once? `signed`: it gets their name, so they want it."""
    if view is None:
        return False
    stays = not (view.named or signed) and view in debate.seen(call.now)
    debates.unsay(call.rows, view.id, next_showing(call.now, call.team.zone) if stays else None)
    return view.named


def _ends(call: Call, debate: Debate) -> Debate:
    """Nothing that could be taken back tells whose a line is. The debate as it is now."""
    undo.forget(call)
    now = debates.by_id(call.rows, debate.id)
    assert now is not None
    debates.set_due(call.rows, debate.id, now.next_change(call.now))
    return now


def _noted(call: Call, debate: Debate, mine: View) -> Document:
    lines = [line(phrase("view-noted", topic=topic(debate), text=mine.words)), _waits(mine)]
    if not mine.named:
        lines.append(line(phrase("view-kept"), style=Style.NOTE))
    return Document(tuple(lines), _mine(debate, call.member.person, named=mine.named))


def _waits(mine: View) -> Line:
    return line(phrase("view-named") if mine.named else phrase("view-unnamed", moment=Moment(mine.shown_from)))


# ---- how it ends


def _decide(call: Call, debate: Debate, words: str) -> Outcome:
    debating.must_settle(call, debate)
    words = tidy(words)
    if not words:
        return debating.ask(call, debate, "decide")
    if len(words) > LONGEST_DECISION:
        raise Refusal("refusal-long-line", most=LONGEST_DECISION)
    return _close(call, debate, Fate.DECIDED, words)


def _drop(call: Call, debate: Debate) -> Outcome:
    debating.must_settle(call, debate)
    return _close(call, debate, Fate.DROPPED, None)


def _close(call: Call, debate: Debate, fate: Fate, decision: str | None) -> Outcome:
    due_at = call.now + UNDO_WITHIN  # then nobody can open it again
    debates.close(call.rows, debate, fate, call.said_at, decision=decision, due_at=due_at)
    undo.remember(call, others=({"settled": debate.id},))
    over = debates.by_id(call.rows, debate.id)
    assert over is not None
    noted = Document((rules.told(over, call.team.zone), line(phrase("noted-settled", example=Typed("undo")))))
    return Outcome(answer=call.aside(noted), debates=(debate.id,))


COMMAND = Command(
    en="agenda",
    fr="agenda",
    run=agenda,
    nearly=("odj", "ordre", "ordre-du-jour", "reunion", "meeting", "decisions", "decision"),
    deeds=(Deed.READ, Deed.SETTLE),
    private_words=debating.PRIVATE,
    examples=(
        Example(en="agenda", fr="agenda"),
        Example(en="agenda A: 5 € is fine with me", fr="agenda A : 5 €, ça me va"),
        Example(en="agenda decide A: it stays at 5 €", fr="agenda décider A : on garde 5 €"),
        Example(en="agenda drop A", fr="agenda retirer A"),
        Example(en="agenda decisions", fr="agenda décisions"),
    ),
)
