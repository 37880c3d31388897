"""However much there is to tell, a digest has 25 lines, seven a part, and says how many more there are."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.speech import Voice, say
from domain.digest import MOST_A_PART, MOST_LINES, Calm, Part, Rang, Thanks, digest, parts
from domain.document import Day, Document, Style
from domain.task import LONGEST_TITLE, State
from tests.rules.test_recall import task

NOTHING_HELD = Calm(0, 0)
LONGEST_MESSAGE = 4096  # of the messengers, the strictest
KEYS = ("digest-decide", "digest-free", "digest-done")


def told(
    roles: int, free: int, done: int, thanks: int, rang: int = 0, *, title: str = "Danser", word: str = "tout"
) -> tuple[Part, ...]:
    now = task(1, "x").created_at
    finished = [task(100 + number, title) for number in range(done)]
    return parts(
        [task(number, title) for number in range(1, free + 1)],
        [type(one)(**{**vars(one), "state": State.DONE}) for one in finished],
        now,
        vacant=[f"Rôle {number}" for number in range(roles)],
        thanks=[Thanks("Léa", ("Sam", "Marc"), word) for _ in range(thanks)],
        rang=[Rang(now, title) for _ in range(rang)],
    )


def document(there: tuple[Part, ...], *, whole: bool = False) -> Document:
    return digest(there, start=Day(date(2026, 3, 2)), end=Day(date(2026, 3, 9)), calm=NOTHING_HELD, whole=whole)


some = st.integers(0, 20)


@given(some, some, some, some)
def test_it_counts_everything(roles: int, free: int, done: int, thanks: int) -> None:
    there = {key: n for key, n in zip(KEYS, (roles, free, done + thanks), strict=True) if n}
    made = document(told(roles, free, done, thanks))
    headings = [line.phrases[0] for line in made.lines if line.style is Style.HEADING]
    assert len(made.lines) <= MOST_LINES
    assert {heading.key: heading.values["count"] for heading in headings}.items() <= there.items()
    shown = sum(line.style is Style.ITEM for line in made.lines)
    more = [line.phrases[0].values["count"] for line in made.lines if line.phrases[0].key == "digest-more"]
    assert shown + sum(int(str(count)) for count in more) == sum(there.values())
    whole = document(told(roles, free, done, thanks), whole=True)
    assert sum(line.style is Style.ITEM for line in whole.lines) == sum(there.values())


@given(some, some, some, some)
def test_no_part_is_longer_than_seven_and_thanks_are_never_crowded_out(
    roles: int, free: int, done: int, thanks: int
) -> None:
    lines = document(told(roles, free, done, thanks)).lines
    starts = [place for place, line in enumerate(lines) if line.style is Style.HEADING]
    for place in starts:
        rest = [line.style is Style.ITEM for line in lines[place + 1 :]]
        assert rest.index(False) <= MOST_A_PART
    if any(lines[place].phrases[0].key == "digest-done" for place in starts) and thanks:
        assert any(line.phrases[0].key.startswith("digest-thanks") for line in lines) or len(lines) == MOST_LINES


@given(some, some, some, some, st.integers(1, 20))
def test_what_made_the_group_ring_is_always_told(roles: int, free: int, done: int, thanks: int, rang: int) -> None:
    made = document(told(roles, free, done, thanks, rang))
    shown = [line.phrases[0].key for line in made.lines]
    assert len(made.lines) <= MOST_LINES
    assert shown.count("digest-rang") >= min(rang, 3)
    told_of = next(line for line in made.lines if line.phrases[0].key == "digest-urgent")
    assert told_of.phrases[0].values["count"] == rang
    assert shown.index("digest-urgent") > max((shown.index(key) for key in KEYS if key in shown), default=0)


def test_the_longest_fits_one_message() -> None:
    there = told(20, 20, 20, 20, 20, title="mot " * (LONGEST_TITLE // 4), word="mot " * 39)
    for language in ("fr", "en"):
        said = say(document(there), Voice(language, ZoneInfo("Europe/Paris"), strict=True), today=date(2026, 3, 9))
        assert len(said.plain) <= LONGEST_MESSAGE


def test_only_thanks_are_something_to_tell() -> None:
    assert [part.key for part in told(0, 0, 0, 1)] == ["digest-done"]
    assert told(0, 0, 0, 0) == ()
