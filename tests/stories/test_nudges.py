"""Reminders come two days before, on the day and the morning after, in private, and only while they are true."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.departure import Departure
from bot.messengers import Unreachable
from domain.letter import Kind
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, receiver


def nudges(letters: Sequence[Departure]) -> list[tuple[str, str, str]]:
    """For whom, when on the wall (weekday and time), and which."""
    return [
        (receiver(d), d.at.astimezone(d.team.zone).strftime("%a %H:%M"), keys(d)[0])
        for d in letters
        if d.kind is Kind.NUDGE
    ]


AHEAD, DAY, AFTER = "nudge-ahead", "nudge-day", "nudge-after"


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("vendredi", [("Wed 08:00", AHEAD), ("Fri 08:00", DAY), ("Sat 08:00", AFTER)]),
        ("vendredi 18h", [("Wed 08:00", AHEAD), ("Fri 08:00", DAY), ("Sat 08:00", AFTER)]),
        ("vendredi 12h", [("Wed 08:00", AHEAD), ("Fri 08:00", DAY), ("Sat 08:00", AFTER)]),
        ("vendredi 11h", [("Wed 08:00", AHEAD), ("Thu 18:00", DAY), ("Sat 08:00", AFTER)]),
        ("mercredi", [("Wed 08:00", DAY), ("Thu 08:00", AFTER)]),
        ("mercredi 9h30", [("Tue 18:00", DAY), ("Thu 08:00", AFTER)]),
        ("demain 18h", [("Tue 08:00", DAY), ("Wed 08:00", AFTER)]),
        ("aujourd'hui", [("Tue 08:00", AFTER)]),
    ],
)
async def test_reminders_come_at_their_times(scene: Scene, due: str, expected: list[tuple[str, str]]) -> None:
    await scene.says("Léa", f"/tache Décorer moi {due}")
    await scene.waits("13d")
    assert nudges(scene.notebook.sent) == [("Léa", when, which) for when, which in expected]
    assert all(d.sound for d in scene.letters(Kind.NUDGE))


async def test_a_reminder_offers_the_four_answers_that_help(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    (nudge,) = await scene.at("wed 8:00")
    assert offers(nudge) == ["done 1", "due 1", "helpwanted 1", "release 1"]
    assert {b.person for b in nudge.buttons} == {scene.person("Léa")}


async def test_helpers_get_only_the_first(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi x2 vendredi")
    await scene.says("Marc", "/prendre 1")
    await scene.waits("13d")
    assert [n for n in nudges(scene.notebook.sent) if n[0] == "Marc"] == [("Marc", "Wed 08:00", AHEAD)]


async def test_whoever_has_not_said_yes_is_not_reminded(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer @Marc jeudi")
    await scene.waits("13d")
    assert nudges(scene.notebook.sent) == []


@pytest.mark.parametrize("ended", ["/fait 1", "/lacher 1", "/echeance 1 aucune"])
async def test_what_is_over_is_not_reminded_of(scene: Scene, ended: str) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.says("Léa", ended)
    await scene.waits("13d")
    assert nudges(scene.notebook.sent) == []


async def test_a_moved_deadline_moves_its_reminders(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.at("wed 9:00")
    await scene.says("Léa", "/echeance 1 dimanche")
    await scene.waits("13d")
    assert nudges(scene.notebook.sent) == [
        ("Léa", when, which) for when, which in [
            ("Wed 08:00", AHEAD), ("Fri 08:00", AHEAD), ("Sun 08:00", DAY), ("Mon 08:00", AFTER)
        ]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("meanwhile", "reason"),
    [
        ("/fait 1", "not theirs any more"),
        ("/lacher 1", "not theirs any more"),
        ("/echeance 1 dans 9 jours", "the deadline moved"),
    ],
)
async def test_a_held_reminder_that_is_not_true_any_more_is_dropped(scene: Scene, meanwhile: str, reason: str) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi 11h")
    await scene.at("thu 10:00")
    for what in "abc":  # three sounds on Thursday: that evening's reminder has to wait
        await scene.says("Marc", f"/tache Chanter {what} @Léa")
        await scene.waits("5m")
    await scene.at("thu 19:00")
    assert nudges(scene.notebook.sent) == [("Léa", "Wed 08:00", AHEAD)]
    assert scene.row("letter", kind="nudge")["held"]
    await scene.says("Léa", meanwhile)
    await scene.at("fri 8:00")
    row = scene.row("letter", kind="nudge")
    assert (row["state"], row["reason"]) == ("dropped", reason)
    assert nudges(scene.notebook.sent) == [("Léa", "Wed 08:00", AHEAD)]


async def test_a_task_taken_late_gets_only_what_is_still_ahead(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer vendredi")
    await scene.at("thu 10:00")
    await scene.says("Marc", "/prendre 1")
    await scene.waits("13d")
    assert nudges(scene.notebook.sent) == [("Marc", "Fri 08:00", DAY), ("Marc", "Sat 08:00", AFTER)]


async def test_nobody_gets_the_same_reminder_twice(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.at("wed 8:00")
    for _ in range(2):
        await scene.says("Léa", "/lacher 1")
        await scene.says("Léa", "/prendre 1")
        await scene.says("Léa", "/fait 1")
        await scene.says("Léa", "/rouvrir 1")
    await scene.waits("13d")
    assert nudges(scene.notebook.sent) == [
        ("Léa", "Wed 08:00", AHEAD), ("Léa", "Fri 08:00", DAY), ("Léa", "Sat 08:00", AFTER)
    ]  # fmt: skip


async def test_new_quiet_hours_move_the_reminders(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    await scene.says("Ana", "/calme 21:00-10:30")
    await scene.waits("13d")
    assert [when for _, when, _ in nudges(scene.notebook.sent)] == ["Wed 10:30", "Fri 10:30", "Sat 10:30"]


async def test_whoever_is_out_of_reach_reads_it_once_on_the_card_instead(stage: Stage) -> None:
    scene = await stage(unreachable=["Sam"])
    await scene.says("Sam", "/tache Décorer moi vendredi")
    await scene.says("Sam", "/tache Chanter moi vendredi")
    await scene.waits("6d")
    assert scene.letters(Kind.NUDGE) == []
    told = [d.about for d in scene.letters(Kind.CARD) if "card-unreachable" in keys(d)]
    assert len(set(told)) == 1


async def test_whoever_closed_the_private_chat_is_told_once_on_the_card(scene: Scene) -> None:
    await scene.says("Léa", "/tache Décorer moi vendredi")
    scene.notebook.troubles["Léa"] = Unreachable()
    await scene.waits("6d")
    assert scene.letters(to="Léa") == []
    assert "card-unreachable" in keys(scene.letters(Kind.CARD)[-1])
    assert scene.row("account", name="Léa")["reachable"] is False
    assert [row["state"] for row in scene.rows("letter", kind="nudge")] == ["failed"]
