"""What becomes of a task: it is proposed, taken, moved, finished early or late, given back, forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from tests.year import people
from tests.year.diary import Diary
from tests.year.people import is_here
from tests.year.words import deadline, slip

LAST_DAY = date(2026, 12, 28)  # nothing that comes back is finished later


@dataclass
class Task:
    """A task as the group knows it. `turn` counts what happened to it: plans made before are not carried out. `again`:
    the day after a day on which it comes back."""

    number: int
    title: str
    author: str
    due: date | None = None
    hour: int | None = None
    again: Callable[[date], date] | None = None
    lead: str | None = None
    state: str = "open"
    turn: int = 0

    @property
    def is_open(self) -> bool:
        return self.state == "open"


class Doing(Diary):
    """Keeps the tasks, and plans what people do about them."""

    def __init__(self, chance: Random) -> None:
        super().__init__(chance)
        self.tasks: dict[int, Task] = {}

    # ---- made

    def make(self, who: str, title: str, *, day: date | None = None, more: str = "", whom: str | None = None) -> Task:
        """Somebody writes a task down: for themself, for somebody (`whom`), or for whoever wants it."""
        english = who in people.ENGLISH
        at_home = who not in people.ELSEWHERE  # whoever lives by other clocks names no hour
        hour = self.chance.choice((10, 14, 18, 18, 20)) if day is not None and self.maybe(0.35) and at_home else None
        task = Task(len(self.tasks) + 1, title, who, day, hour)
        self.tasks[task.number] = task
        when = " " + deadline(self.chance, self.today, day, hour, english=english) if day is not None else ""
        mine = " me" if english else " moi"
        for_whom = mine if whom == who else f" @{whom}" if whom else ""
        words = f"{{}}{when}{for_whom}{more}"
        slipped = self.maybe(0.05)
        first = words.format(slip(self.chance, title) if slipped else title)
        message = self.types(who, f"/tache {first}", f"/task {first}")
        if slipped:
            command = "/task" if english else "/tache"
            right = partial(self.line, who, edit=message, text=f"{command} {words.format(title)}")
            self.at(self.later(0.001, 0.006), right)
        if whom == who:
            self._has(task, who)
        elif whom is not None:
            self._is_asked(task, whom)
        else:
            self._is_free(task)
        return task

    def comes_back(self, who: str, title: str, words: str, again: Callable[[date], date]) -> None:
        """A task that recurs, which its author keeps."""
        self.line(who, text=f"/tache {title} {words} moi")
        task = Task(len(self.tasks) + 1, title, who, again(self.today), None, again)
        self.tasks[task.number] = task
        self._has(task, who)

    # ---- who does it

    def _will(self, task: Task, when: datetime, do: Callable[[], object]) -> None:
        """Plan something for a task, unless something else happens to it before."""
        turn = task.turn
        self.at(when, lambda: do() if task.is_open and task.turn == turn else None)

    def _is_asked(self, task: Task, who: str) -> None:
        task.turn += 1
        then = self.one_of(accept=0.62, decline=0.15, nothing=0.23)
        when = self.free_moment(who, self.later(0.04, 1.2))
        has_no_door = who in people.NEVER_IN_PRIVATE
        if then == "nothing" or (when - self.now) > timedelta(days=2) or (then == "decline" and has_no_door):
            self._will(task, self.later(6, 9), partial(self._is_free, task))
        else:
            self._will(task, when, partial(self._accepts if then == "accept" else self._declines, task, who))

    def _accepts(self, task: Task, who: str) -> None:
        n = task.number
        match self.one_of(proposal=0.5, card=0.2, typed=0.2, reaction=0.1):
            case "proposal":
                self.line(who, press=f"accept {n}")  # on its letter, or on the card where that waits until morning
            case "typed":
                self.types(who, f"/accepter {n}", f"/accept {n}", private=True)
            case "reaction":
                self.line(who, react="🙋", on=f"card:{n}")
            case _:
                self.line(who, press=f"accept {n}", on=f"card:{n}")
        self._has(task, who)

    def _declines(self, task: Task, who: str) -> None:
        n = task.number
        if self.maybe(0.7):
            self.line(who, press=f"decline {n}")
        else:
            self.types(who, f"/refuser {n}", f"/decline {n}", private=True)
        self._is_free(task)

    def _is_free(self, task: Task) -> None:
        """Somebody takes it in the end, or is asked; what is long past is dropped."""
        task.lead, task.turn = None, task.turn + 1
        when = self.moment(self.later(1, 10).date())
        if task.due is not None and task.due < when.date() - timedelta(days=14):
            self._will(task, when, partial(self._drops, task))
        elif self.maybe(0.6):
            self._will(task, when, partial(self._takes, task))
        else:
            self._will(task, when, partial(self._proposes, task))

    def _takes(self, task: Task) -> None:
        who, n = self.anybody(task.lead), task.number
        match self.one_of(card=0.4, digest=0.15, typed=0.3, reaction=0.15):
            case "card":
                self.line(who, press=f"take {n}", on=f"card:{n}")
            case "digest":
                self.line(who, press=f"take {n}")
            case "typed":
                self.types(who, f"/prendre {n}", f"/take {n}")
            case _:
                self.line(who, react="🙋", on=f"card:{n}")
        self._has(task, who)

    def _proposes(self, task: Task) -> None:
        by = self.coordinator()
        whom = self.anybody(by)
        self.types(by, f"/proposer {task.number} @{whom}", f"/give {task.number} @{whom}")
        self._is_asked(task, whom)

    # ---- how it goes

    def _has(self, task: Task, who: str) -> None:
        """Somebody carries it, and gets it done: early, on the day or late. Some things come in between."""
        task.lead, task.turn = who, task.turn + 1
        if task.again is None and self.maybe(0.05):
            self._will(task, self.free_moment(who, self.later(1, 6)), partial(self._gives_back, task))
            return
        if task.again is None and self.maybe(0.03):
            self._will(task, self.moment(self.later(2, 9).date()), partial(self._drops, task))
            return
        if self.maybe(0.15):
            note = partial(self.types, who, f"/noter {task.number} c'est en route", f"/note {task.number} on its way")
            self._will(task, self.free_moment(who, self.later(0.5, 3)), note)
        if self.maybe(0.06):
            self._will(task, self.free_moment(who, self.later(0.5, 2)), partial(self._needs_help, task))
        if task.due is not None and task.again is None and self.maybe(0.15):
            before = self.moment(task.due - timedelta(days=1))
            self._will(task, self.free_moment(who, max(before, self.later(0.1))), partial(self._moves, task))
        self._will(task, self._when_done(task, who), partial(self._finishes, task))

    def _when_done(self, task: Task, who: str) -> datetime:
        if task.due is None:
            return self.free_moment(who, self.later(2, 25))
        kind = self.one_of(early=0.53, day=0.25, late=0.22)
        days = {"early": -self.chance.uniform(1, 5), "day": -0.2, "late": self.chance.uniform(0.6, 6)}[kind]
        return self.free_moment(who, max(self.later(0.1), self.moment(task.due, 9) + timedelta(days=days)))

    def _moves(self, task: Task) -> None:
        assert task.due is not None
        assert task.lead is not None
        task.due, task.hour = max(task.due, self.today) + timedelta(days=self.chance.randrange(3, 10)), None
        n, english = task.number, task.lead in people.ENGLISH
        words = deadline(self.chance, self.today, task.due, None, english=english)
        self.types(task.lead, f"/echeance {n} {words}", f"/due {n} {words}")
        task.turn += 1
        self._will(task, self._when_done(task, task.lead), partial(self._finishes, task))

    def _needs_help(self, task: Task) -> None:
        assert task.lead is not None
        n = task.number
        self.types(task.lead, f"/renfort {n}", f"/helpwanted {n}", private=True)
        if self.maybe(0.7):
            helper = self.anybody(task.lead)
            self._will(task, self.later(0.5, 4), partial(self.types, helper, f"/prendre {n} aide", f"/take {n} help"))

    def _gives_back(self, task: Task) -> None:
        assert task.lead is not None
        self.types(task.lead, f"/lacher {task.number}", f"/release {task.number}", private=self.maybe(0.5))
        self._is_free(task)

    def _drops(self, task: Task) -> None:
        by = self.coordinator()
        self.types(by, f"/supprimer {task.number}", f"/cancel {task.number}")
        task.state = "cancelled"

    def _finishes(self, task: Task) -> None:
        assert task.lead is not None
        who, n = task.lead if self.maybe(0.9) else self.anybody(), task.number
        if task.again is not None and self.today > LAST_DAY:
            return
        match self.one_of(typed=0.35, private=0.15, card=0.2, nudge=0.15, reaction=0.1, reply=0.05):
            case "typed":
                self.types(who, f"/fait {n}", f"/done {n}")
            case "private":
                self.types(who, f"/fait {n}", f"/done {n}", private=True)
            case _ if task.again is not None:
                self.types(who, f"/fait {n}", f"/done {n}")
            case "nudge" if who == task.lead and who not in people.NEVER_IN_PRIVATE:
                self.line(who, press=f"done {n}")
            case "reaction":
                self.line(who, react="✅", on=f"card:{n}")
            case "reply":
                self.types(who, "/fait", "/done", reply_to=f"card:{n}")
            case _:
                self.line(who, press=f"done {n}", on=f"card:{n}")
        task.state, lead = "done", task.lead
        if task.again is not None:
            assert task.due is not None
            following = task.again(max(task.due, self.today))
            made = Task(len(self.tasks) + 1, task.title, task.author, following, None, task.again, lead)
            self.tasks[made.number] = made
            self._has(made, lead)
        elif self.maybe(0.03):
            self._takes_back(task, who)
        if self.maybe(0.12):
            by = self.anybody(lead)
            words = f"/merci @{lead} pour #{n}", f"/thanks @{lead} for #{n}"
            self.at(self.free_moment(by, self.later(0.02, 2)), partial(self._thanks, by, lead, *words))

    def _thanks(self, by: str, whom: str, french: str, english: str) -> None:
        if is_here(whom, self.today):
            self.types(by, french, english)

    def _takes_back(self, task: Task, who: str) -> None:
        """It was not done after all; the next day it is."""
        if self.maybe(0.5):
            self.at(self.later(0.0005), partial(self.types, who, "/oups", "/undo"))
        else:
            self.at(
                self.later(0.3, 2),
                partial(self.types, self.anybody(), f"/rouvrir {task.number}", f"/reopen {task.number}"),
            )
        done = partial(self.types, self.coordinator(), f"/fait {task.number}", f"/done {task.number}")
        self.at(self.later(3, 4), done)
