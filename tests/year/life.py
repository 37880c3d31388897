"""The year as it is planned: who comes and goes, the seasons' projects, what recurs, and what comes in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from tests.year import people, work
from tests.year.diary import PARIS, START, UNTIL
from tests.year.doing import LAST_DAY, Doing, Task
from tests.year.words import next_in_month, next_weekday

TEAM = "quartier"
TASKS = 400
_OPENING = (0, 0, 0, 0, 1, 1, 2, 5, 9, 30)  # days until people open their private chat


@dataclass(frozen=True)
class Year:
    """What was said and done: the lines of a transcript, its team first, and the tasks as people meant them."""

    lines: tuple[Mapping[str, Any], ...] = field(repr=False)
    tasks: Mapping[int, Task] = field(repr=False)


def lived(seed: int = 2026) -> Year:
    """The year, always the same for the same seed.

    Lines that change when somebody wants quiet say so beside, for whoever watches over it: `group_hours` and
    `own_hours` (a week of windows, or null), `away` (until when; "open"; null: back), `zone`. The bot
    does not see that.
    """
    life = _Life(Random(seed))
    life.plan()
    life.run()
    team = {
        "team": TEAM,
        "language": "fr",
        "timezone": PARIS.key,
        "coordinators": list(people.COORDINATORS),
        "members": list(people.MEMBERS),
        "reachable": [name for name in people.EVERYBODY if name not in people.NEVER_IN_PRIVATE],
        "start": START.isoformat(),
    }
    return Year((team, *life.lines), life.tasks)


class _Life(Doing):
    def __init__(self, chance: Random) -> None:
        super().__init__(chance)
        self._odd_jobs = [f"{job} {place}" for job in work.ODD_JOBS for place in work.PLACES]
        self._deeds = {project: self._titles(project) for project in work.PROJECTS}
        self._in_english = [f"{job} {place}" for job in work.IN_ENGLISH for place in work.PLACES_IN_ENGLISH]
        chance.shuffle(self._odd_jobs)
        chance.shuffle(self._in_english)

    def _titles(self, project: work.Project) -> list[str]:
        titles = [deed.format(project.what).replace("de le ", "du ").replace("à le ", "au ") for deed in work.DEEDS]
        return self.chance.sample(titles, len(titles))

    def plan(self) -> None:
        """Everything that does not depend on what happens."""
        self._plan_people()
        self._plan_calm()
        self._plan_work()
        for day in (START.date() + timedelta(days=n) for n in range(1, (UNTIL - START).days)):
            for _ in range(self.chance.choice((0, 1, 1, 2, 3))):
                self.at(self.moment(day), self._chats)
            if self.maybe(0.6):
                self.at(self.moment(day), self._asks_the_bot)

    def _plan_people(self) -> None:
        for who in (*people.COORDINATORS, *people.MEMBERS):
            if who not in people.NEVER_IN_PRIVATE:
                first = START + timedelta(days=self.chance.choice(_OPENING))
                self.at(self.free_moment(who, first), partial(self._opens, who))
        for who, day in people.COMING.items():
            self.at(self.moment(day, 9), partial(self._comes, who))
        for who, day in people.LEAVING.items():
            self.at(self.moment(day, 7), partial(self._leaves, who))
        for role, day in work.ROLES:
            self.at(self.moment(day, 20), partial(self._role, role))

    def _plan_calm(self) -> None:
        for who, (day, zone) in people.ELSEWHERE.items():
            words = f"/settings my time zone {zone}"
            self.at(self.moment(day, 18), partial(self.line, who, text=words, private=True, zone=zone))
        for day, who, words, week in people.GROUP_HOURS:
            self.at(self.moment(day, 19), partial(self.line, who, text=words, group_hours=week))
        for day, who, words, own in people.OWN_HOURS:
            self.at(self.moment(day, 18), partial(self.line, who, text=words, private=True, own_hours=own))
        for who, since, until in people.ABSENCES:
            self.at(self.moment(since - timedelta(days=1), 18, 22), partial(self._goes_away, who, until))
        for who, day in people.BACK:
            self.at(self.moment(day, 11), partial(self.line, who, text="/absent non", private=True, away=None))
        for day, who, words in (people.DIGEST_MOVES, people.CLOSING):
            self.at(self.moment(day, 12), partial(self.line, who, text=words))

    def _plan_work(self) -> None:
        for project in work.PROJECTS:
            days = (project.day - project.begins).days
            for n in range(project.tasks):  # half of it at the meeting that begins it
                day, at_meeting = project.begins, n < project.tasks // 2
                if not at_meeting:
                    day += timedelta(days=self.chance.randrange(1, days - 2))
                self.at(self.moment(day, *((20, 21) if at_meeting else ())), partial(self._prepares, project))
        for title, name, weekday, first in work.WEEKLY:
            again = partial(next_weekday, weekday=weekday)
            self.at(self.moment(first, 19), partial(self.comes_back, "Marc", title, f"tous les {name}", again))
        for title, in_month, first in work.MONTHLY:
            every = f"le {in_month} de chaque mois"
            again = partial(next_in_month, day=in_month)
            self.at(self.moment(first, 19), partial(self.comes_back, "Hugo", title, every, again))
        for who, day in people.ASKED_ALL_DAY:
            for hour in (9, 11, 14, 16, 18):
                self.at(self.moment(day, hour), partial(self.make, "Inès", self._odd_jobs.pop(), whom=who))
        for week in range(51):
            self.at(self.moment(START.date() + timedelta(days=7 * week + 3), 18), self._fill_up)
        self.at(self.moment(LAST_DAY + timedelta(days=1), 18), partial(self._fill_up, TASKS))

    # ---- people

    def _opens(self, who: str) -> None:
        self.types(who, "/demarrer", "/start", private=True)
        if who in people.ENGLISH:
            self.at(self.later(0.001), partial(self.line, who, text="/settings my language english", private=True))

    def _comes(self, who: str) -> None:
        self.line(who, join=True)
        if who not in people.NEVER_IN_PRIVATE:
            self.at(self.free_moment(who, self.later(1)), partial(self._opens, who))

    def _leaves(self, who: str) -> None:
        self.line(who, leave=True)
        for task in self.tasks.values():
            if task.is_open and task.lead == who:
                self._is_free(task)

    def _goes_away(self, who: str, until: date | None) -> None:
        """Some offer what falls due meanwhile."""
        if until is None:
            self.line(who, text="/absent jusqu'à nouvel ordre", private=True, away="open")
            return
        french = f"/absent jusqu'au {until.day:02}/{until.month:02}/{until.year}"
        back = datetime(until.year, until.month, until.day, 8, tzinfo=PARIS).isoformat()
        self.types(who, french, f"/away until {until.isoformat()}", private=True, away=back)
        mine = [t for t in self.tasks.values() if t.is_open and t.lead == who and t.due and t.due < until]
        if mine and self.maybe(0.7):
            self.at(self.later(0.0005), partial(self.line, who, press="away offer"))
            for task in mine:
                if task.again is None and self.maybe(0.7):
                    self._will(task, self.later(0.5, 4), partial(self._takes, task))

    def _role(self, role: str) -> None:
        by = self.coordinator()
        whom = self.anybody(by, *people.NEVER_IN_PRIVATE)
        self.line(by, text=f"/role {role} @{whom}")
        self.at(self.free_moment(whom, self.later(0.5)), partial(self.line, whom, press=f"accept role {role}"))

    def _chats(self) -> None:
        self.line(self.anybody(), text=self.chance.choice(work.CHATTER))

    def _asks_the_bot(self) -> None:
        who = self.anybody()
        asked = self.chance.choice(work.QUESTIONS)
        self.types(who, asked, asked, private=self.maybe(0.6))

    # ---- work

    def _prepares(self, project: work.Project) -> None:
        """One more thing to do for it, before its day."""
        by = self.coordinator() if self.maybe(0.45) else self.anybody()
        left = (project.day - self.today).days
        day = self.today + timedelta(days=self.chance.randrange(min(3, left - 1), left + 1))
        more = f" #{project.tag}" + self.chance.choice(("", "", "", " ~2h", " ~1h", " !!", " x2"))
        title = (self._in_english if by in people.ENGLISH else self._deeds[project]).pop()
        self.make(by, title, day=day if self.maybe(0.85) else None, more=more, whom=self._for_whom(by))

    def _for_whom(self, by: str) -> str | None:
        match self.one_of(somebody=0.5, me=0.22, whoever=0.28):
            case "somebody":
                return self.anybody(by)
            case "me":
                return by
        return None

    def _fill_up(self, wanted: int | None = None) -> None:
        """Odd jobs, as many as the season wants."""
        if wanted is None:
            month, gone = self.today.month, self.today.day / 31
            of_year = (sum(work.SEASON[: month - 1]) + gone * work.SEASON[month - 1]) / sum(work.SEASON)
            wanted = int((TASKS - 24) * of_year)
        for _ in range(wanted - len(self.tasks)):
            by = self.anybody()
            day = self.today + timedelta(days=self.chance.randrange(1, 15)) if self.maybe(0.6) else None
            self.make(by, self._odd_jobs.pop(), day=day, whom=self._for_whom(by))
