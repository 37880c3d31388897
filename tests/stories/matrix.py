"""Who may do what to a task, in which state: the answers, written by hand from what the product promises.

A grid is one command, typed in the group's chat about the task #2: a row is who types it, a column the state that the
task is in, a cell what comes of it. `others` are all the members whom the rows above do not name. Nobody outside has a
row: for a former member, for another team's member and for a stranger every cell would be silence.

Nothing changes:
    -            silence: nothing leaves for anybody
    no:closed    the sentence `refusal-closed`, and so on (for /undo, `nothing` is `nothing-to-undo`, and `changed` is
                 `undo-changed`). It goes to whoever typed, in private; into the chat only for those whom no private
                 letter reaches, and not even there where the matter is private
    ?both        the question `ask-abandon` with the buttons `release 2` and `cancel 2`; `?release`, `?cancel`: with one
    told         an answer in private, and a reaction on what was typed
    .            makes no sense, or is left open
Something is done. A reaction says so, nothing is answered, and the card is edited in place; a private matter is
answered in private instead:
    yes          what stands above the grid
    again        the same, and whoever leads, or was asked to, is asked anew
    same         it was so already; a reaction says so all the same
    shown        the card is posted again; no row changes
    leads        they lead it; whoever was asked to lead is not asked any more
    helps        they help, beside whoever leads
    frees        they have no part in it any more
    asks         Tia is asked to lead; until she says yes, whoever leads it goes on; nobody else is asked to lead
    asks-help    Tia is asked to help
    un-made, un-taken, un-asked, un-done, un-dropped     that change is taken back
    sets         what the team keeps is changed; an answer in private may say how it is now
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

MEMBERS = {
    "author": "Alma",  # made the task
    "lead": "Lou",  # leads it, where somebody does
    "helper": "Hal",  # helps, where somebody does
    "asked": "Asa",  # is asked and has not answered, where somebody is
    "plain": "Pia",  # has no part in it
    "coord": "Ana",  # coordinates
    "mute": "Max",  # not reachable in private
    "new": "Noé",  # nobody has seen them before; not reachable either
}
OUTSIDERS = {"former": "Fay", "other": "Zoé", "stranger": "Sol"}
OUT_OF_REACH = frozenset({"mute", "new"})
FRIDAY, BEFORE, AFTER = date(2026, 3, 13), date(2026, 3, 11), date(2026, 3, 20)


@dataclass(frozen=True)
class Picture:
    """A task as this table sees it. `asked`: who, and to do what."""

    state: str = "open"
    lead: str | None = None
    helpers: frozenset[str] = frozenset()
    asked: frozenset[tuple[str, str]] = frozenset()
    due: date | None = FRIDAY
    title: str = "Décorer"
    effort: int | None = 120
    waits_for: tuple[int, ...] = ()
    help_wanted: bool = False
    for_name: str | None = None
    notes: tuple[str, ...] = ()


# What was said before, after Fay made the task #1 and left.
_MADE = ("Alma", "/tache Décorer 2026-03-13 ~2h")
_LED = (("Hal", "/prendre 2 aide"), ("Lou", "/prendre 2"))
_CARRIED = Picture(lead="Lou", helpers=frozenset({"Hal"}))
STATES: dict[str, tuple[tuple[tuple[str, str], ...], Picture]] = {
    "free": ((_MADE,), Picture()),
    "asked": ((("Alma", "/tache Décorer @Asa 2026-03-13 ~2h"),), Picture(asked=frozenset({("Asa", "lead")}))),
    "led": ((_MADE, *_LED), _CARRIED),
    "x3": (
        (("Alma", "/tache Décorer 2026-03-13 ~2h x3"), *_LED, ("Alma", "/proposer 2 @Asa")),
        Picture(lead="Lou", helpers=frozenset({"Hal"}), asked=frozenset({("Asa", "helper")})),
    ),
    "waits": (
        (("Alma", "/tache Décorer après #1 2026-03-13 ~2h"), *_LED),
        Picture(lead="Lou", helpers=frozenset({"Hal"}), waits_for=(1,)),
    ),
    "done": ((_MADE, *_LED, ("Lou", "/fait 2")), Picture("done", "Lou", frozenset({"Hal"}))),
    "dropped": ((_MADE, *_LED, ("Alma", "/supprimer 2")), Picture("cancelled", "Lou", frozenset({"Hal"}))),
    # No such number: each cell is tried with one that nobody has, and with one that only the other team has.
    "absent": ((_MADE, *_LED), _CARRIED),
}


@dataclass(frozen=True)
class Grid:
    """One command. `then`: what `yes` makes of the task. `private`: the sentence that answers a private matter."""

    name: str
    typed: str
    cells: MappingProxyType[str, dict[str, str]]  # by column, then by row
    then: dict[str, Any] = field(default_factory=dict)
    private: str | None = None


def _read(text: str) -> MappingProxyType[str, dict[str, str]]:
    columns, *lines = (line.split() for line in text.strip().splitlines())
    rows = {row[0]: row[1:] for row in lines}
    assert all(len(row) == len(columns) for row in rows.values()), text
    assert rows.keys() - {"others"} <= MEMBERS.keys(), text
    return MappingProxyType(
        {column: {who: rows.get(who, rows["others"])[at] for who in MEMBERS} for at, column in enumerate(columns)}
    )


def _grid(name: str, typed: str, text: str, *, private: str | None = None, **then: Any) -> Grid:
    return Grid(name, typed, _read(text), then, private)


GRIDS = (
    # ---- whose it is
    _grid("take", "/take {n}", """
        free     asked    led       x3       waits     done       dropped    absent
lead    leads    leads    same      same     same      no:closed  no:closed  no:no-such-task
helper  leads    leads    no:taken  same     no:taken  no:closed  no:closed  no:no-such-task
others  leads    leads    no:taken  helps    no:taken  no:closed  no:closed  no:no-such-task
"""),
    _grid("take-help", "/take {n} help", """
        free     asked    led       x3       waits     done       dropped    absent
lead    helps    helps    same      same     same      no:closed  no:closed  no:no-such-task
helper  helps    helps    same      same     same      no:closed  no:closed  no:no-such-task
asked   helps    .        helps     helps    helps     no:closed  no:closed  no:no-such-task
others  helps    helps    helps     helps    helps     no:closed  no:closed  no:no-such-task
"""),
    _grid("release", "/release {n}", """
        free          asked         led           x3            waits         done       dropped    absent
lead    no:not-yours  no:not-yours  frees         frees         frees         no:closed  no:closed  no:no-such-task
helper  no:not-yours  no:not-yours  frees         frees         frees         no:closed  no:closed  no:no-such-task
others  no:not-yours  no:not-yours  no:not-yours  no:not-yours  no:not-yours  no:closed  no:closed  no:no-such-task
"""),
    _grid("accept", "/accept {n}", """
        free         asked        led          x3           waits        done         dropped      absent
asked   no:not-asked leads        no:not-asked helps        no:not-asked no:not-asked no:not-asked no:no-such-task
mute    -            -            -            -            -            -            -            -
new     -            -            -            -            -            -            -            -
others  no:not-asked no:not-asked no:not-asked no:not-asked no:not-asked no:not-asked no:not-asked no:no-such-task
""", private="noted-taken"),
    _grid("decline", "/decline {n}", """
        free         asked        led          x3           waits        done         dropped      absent
asked   no:not-asked frees        no:not-asked frees        no:not-asked no:not-asked no:not-asked no:no-such-task
mute    -            -            -            -            -            -            -            -
new     -            -            -            -            -            -            -            -
others  no:not-asked no:not-asked no:not-asked no:not-asked no:not-asked no:not-asked no:not-asked no:no-such-task
""", private="noted"),
    _grid("give", "/give {n} @Tia", """
        free     asked    led        x3         waits      done       dropped    absent
lead    asks     asks     asks       asks       asks       no:closed  no:closed  no:no-such-task
others  asks     asks     asks-help  asks-help  asks-help  no:closed  no:closed  no:no-such-task
"""),
    _grid("give-to-whoever-is-asked", "/give {n} @Asa", """
        asked             x3                done       dropped
asked   .                 .                 no:closed  no:closed
others  no:already-asked  no:already-asked  no:closed  no:closed
"""),
    _grid("give-to-whoever-leads", "/give {n} @Lou", """
        led               x3                waits             done       dropped
lead    .                 .                 .                 no:closed  no:closed
others  no:already-asked  no:already-asked  no:already-asked  no:closed  no:closed
"""),
    # Somebody of another team is nobody here: the task says for whom it is meant, and they hear nothing.
    _grid("give-to-another-team", "/give {n} @Zoé", """
        free     led                x3                 waits              done       dropped
others  yes      no:unknown-person  no:unknown-person  no:unknown-person  no:closed  no:closed
""", for_name="Zoé"),
    # ---- whether it is to be done
    _grid("done", "/done {n}", """
        free       asked      led        x3         waits      done       dropped    absent
others  yes        yes        yes        yes        yes        no:closed  no:closed  no:no-such-task
""", state="done", asked=frozenset()),
    _grid("reopen", "/reopen {n}", """
        free       asked      led        x3         waits      done       dropped    absent
others  no:open    no:open    no:open    no:open    no:open    yes        yes        no:no-such-task
""", state="open"),
    _grid("cancel", "/cancel {n}", """
        free         asked        led          x3           waits        done       dropped    absent
author  yes          yes          yes          yes          yes          no:closed  no:closed  no:no-such-task
lead    no:involved  no:involved  yes          yes          yes          no:closed  no:closed  no:no-such-task
coord   yes          yes          yes          yes          yes          no:closed  no:closed  no:no-such-task
others  no:involved  no:involved  no:involved  no:involved  no:involved  no:closed  no:closed  no:no-such-task
""", state="cancelled", asked=frozenset()),
    _grid("abandon", "/abandon {n}", """
        free         asked        led          x3           waits        done       dropped    absent
author  ?cancel      ?cancel      ?cancel      ?cancel      ?cancel      no:closed  no:closed  no:no-such-task
lead    no:involved  no:involved  ?both        ?both        ?both        no:closed  no:closed  no:no-such-task
helper  no:involved  no:involved  ?release     ?release     ?release     no:closed  no:closed  no:no-such-task
coord   ?cancel      ?cancel      ?cancel      ?cancel      ?cancel      no:closed  no:closed  no:no-such-task
others  no:involved  no:involved  no:involved  no:involved  no:involved  no:closed  no:closed  no:no-such-task
"""),
    # ---- what it is
    _grid("due-later", "/due {n} 2026-03-20", """
        free     asked    led      x3       waits    done       dropped    absent
others  yes      yes      yes      yes      yes      no:closed  no:closed  no:no-such-task
""", due=AFTER),
    _grid("due-earlier", "/due {n} 2026-03-11", """
        free     asked    led      x3       waits    done       dropped    absent
lead    yes      again    yes      yes      yes      no:closed  no:closed  no:no-such-task
asked   yes      yes      again    again    again    no:closed  no:closed  no:no-such-task
others  yes      again    again    again    again    no:closed  no:closed  no:no-such-task
""", due=BEFORE),
    _grid("edit-more-effort", "/edit {n} ~4h", """
        free     asked    led      x3       waits    done       dropped    absent
lead    yes      again    yes      yes      yes      no:closed  no:closed  no:no-such-task
asked   yes      yes      again    again    again    no:closed  no:closed  no:no-such-task
others  yes      again    again    again    again    no:closed  no:closed  no:no-such-task
""", effort=240),
    _grid("edit-title", "/edit {n} Décorer la scène", """
        free     asked    led      x3       waits    done       dropped    absent
others  yes      yes      yes      yes      yes      no:closed  no:closed  no:no-such-task
""", title="Décorer la scène"),
    _grid("note", "/note {n} la clé est chez Max", """
        free     asked    led      x3       waits    done       dropped    absent
others  yes      yes      yes      yes      yes      yes        yes        no:no-such-task
""", notes=("la clé est chez Max",)),
    _grid("after", "/after {n} 1", """
        free     asked    led      x3       waits    done       dropped    absent
others  yes      yes      yes      yes      same     no:closed  no:closed  no:no-such-task
""", waits_for=(1,)),
    _grid("after-itself", "/after {n} 2", """
        free      asked     led       x3        waits     absent
others  no:cycle  no:cycle  no:cycle  no:cycle  no:cycle  no:no-such-task
"""),
    _grid("before-what-it-waits-for", "/after 1 {n}", """
        waits     absent
others  no:cycle  no:no-such-task
"""),
    _grid("helpwanted", "/helpwanted {n}", """
        free     asked    led      x3       waits    done       dropped    absent
others  yes      yes      yes      yes      yes      no:closed  no:closed  no:no-such-task
""", help_wanted=True),
    _grid("show", "/task {n}", """
        free     asked    led      x3       waits    done     dropped    absent
others  shown    shown    shown    shown    shown    shown    shown      no:no-such-task
"""),
    # ---- what they did last
    _grid("undo", "/undo", """
        free        asked       led         x3          waits       done        dropped
author  un-made     un-made     no:changed  un-asked    no:changed  no:changed  un-dropped
lead    no:nothing  no:nothing  un-taken    no:changed  un-taken    un-done     no:changed
helper  no:nothing  no:nothing  no:changed  no:changed  no:changed  no:changed  no:changed
others  no:nothing  no:nothing  no:nothing  no:nothing  no:nothing  no:nothing  no:nothing
"""),
)  # fmt: skip

# ---- the team's matters, which are about no task
TEAM_LINES = {
    "find": "/find décorer",
    "thanks": "/thanks @Tia pour la déco",
    "quiet": "/quiet 22:00-07:00",
    "digest": "/digest tuesday 8:00",
    "settings": "/settings language en",
    "coordinator": "/coordinator @Tia",
    "role-give": "/role treasurer @Tia",
    "role-take": "/role treasurer me",
}
TEAM = _read("""
        find  thanks  quiet            digest           settings         coordinator      role-give        role-take
coord   told  sets    sets             sets             sets             sets             asks             sets
others  told  sets    no:coordinators  no:coordinators  no:coordinators  no:coordinators  no:coordinators  sets
""")
