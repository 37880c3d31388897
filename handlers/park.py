"""Set a debate aside: its topic waits for the next meeting, and everybody can say what they think in one line."""

from __future__ import annotations

from domain.debate import LONGEST_TOPIC, MOST_PARKED, Debate, topic
from domain.document import Choice, Document, Typed, line, phrase, says
from domain.rights import Deed
from domain.text import first_line, tidy
from domain.text import words as words_of
from handlers.kit import debating, undo
from handlers.kit.command import Call, Command, Example, Outcome, Refusal
from storage import debates, posted

_LONGEST_QUOTE = 160


def park(call: Call) -> Outcome:
    title, quote = tidy(call.argument), _quoted(call)
    there = debates.parked(call.rows, call.team.id)
    if (known := _known(call, title, there)) is not None:
        return Outcome(answer=_points_to(known))
    if len(title) > LONGEST_TOPIC:
        raise Refusal("refusal-long-line", most=LONGEST_TOPIC)
    if len(there) >= MOST_PARKED:
        raise Refusal("refusal-many-parked", most=MOST_PARKED, example=Typed("agenda"))
    title = title or first_line(call.replied.title if call.replied else quote, LONGEST_TOPIC)
    if not title:
        raise Refusal("refusal-park", example=call.example())
    made = debates.add(
        call.rows,
        call.team.id,
        title,
        author=call.member.person,
        now=call.said_at,
        quote=quote or None,
        link=(call.answers.link if call.answers else None) or call.link,
        source_message=f"{call.here}:{call.answers.message_id}" if quote and call.answers else call.source,
    )
    undo.remember(call, others=({"parked": made},))
    parked = debates.by_id(call.rows, made)
    assert parked is not None
    noted = says("noted-parked", topic=topic(parked), title=parked.title)
    return Outcome(answer=call.aside(noted), parked=(made,))


def _quoted(call: Call) -> str:
    """One line of the message that is answered; of what the bot wrote, nothing."""
    if call.answers is None or posted.by_message(call.rows, call.team.id, call.here, call.answers.message_id):
        return ""
    return first_line(call.answers.text, _LONGEST_QUOTE)


def _known(call: Call, title: str, there: list[Debate]) -> Debate | None:
    """The same debate, set aside already: by this message, or under this title."""
    answered = debating.answered(call)
    if answered is not None and answered.is_parked:
        return answered
    return next((each for each in there if title and words_of(each.title) == words_of(title)), None)


def _points_to(debate: Debate) -> Document:
    button = Choice(f"agenda {debate.name}", debating.choice_label(debate))
    return Document((line(phrase("debate-there", topic=topic(debate), title=debate.title)),), (button,))


COMMAND = Command(
    en="park",
    fr="parquer",
    run=park,
    nearly=("parking", "garer", "reporter", "postpone", "table"),
    deeds=(Deed.PARK,),
    adds=True,
    examples=(Example(en="park the price of the tickets", fr="parquer le prix des billets"),),
)
