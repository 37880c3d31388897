"""Find someone: the bot asks people with room, one after the other and in private, and names nobody until they say
yes."""

from __future__ import annotations

import pytest

from bot.departure import Departure
from domain.letter import Kind
from domain.task import Role
from tests.conftest import Stage, memory
from tests.scene import Scene, keys, kinds, offers, playing, receiver
from tests.stories.searching import CAST, asked, gives, invited, said_to

both = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
async def five(stage: Stage) -> Scene:
    """Léa leads a task of two hours that is due in three weeks; Inès has most room, then Sam, then Marc, who carries
    something."""
    scene = await stage(members=CAST)
    await scene.says("Léa", "/tache Décorer ~2h 23/03 moi")
    await scene.says("Marc", "/tache Ranger ~1h 23/03 moi")
    for who, hours in (("Inès", 5), ("Sam", 3), ("Marc", 20)):
        gives(scene, who, hours)
    return scene


async def looks(scene: Scene, who: str = "Léa", line: str = "/proposer 1 quelqu'un") -> list[Departure]:
    return await scene.whispers(who, line)


def carriers(scene: Scene, number: int = 1) -> list[str]:
    return [each.name for each in scene.task(number).accepted]


# ---- asking


@both
@pytest.mark.parametrize(
    "line", ["/proposer 1 quelqu'un", "/give 1 someone", "/proposer 1 à quelqu’un d’autre", "/give 1 to somebody else"]
)
async def test_whoever_looks_sees_that_the_bot_asks_and_not_whom(five: Scene, line: str) -> None:
    left = await looks(five, line=line)
    assert [(receiver(each), keys(each)[0]) for each in left] == [("Léa", "search-begun"), ("Inès", "search-asks")]
    assert "Inès" not in left[0].speech.plain
    assert five.task(1).lead is not None
    assert carriers(five) == ["Léa"]


@both
async def test_whoever_is_asked_reads_the_task_as_its_card_tells_it_and_answers_with_one_tap(five: Scene) -> None:
    await looks(five)
    (letter,) = five.letters(Kind.REQUEST)
    assert kinds([letter]) == [("request", "Inès", True)]
    assert keys(letter)[:3] == ["search-asks", "item-plain", "status-owned"]
    assert offers(letter) == ["accept 1", "decline 1", "hours noask"]
    assert letter.about == 1


@both
async def test_first_come_those_who_carry_nothing_and_of_them_who_has_most_room(five: Scene) -> None:
    gives(five, "Tom", 4)
    await looks(five)
    await five.at("fri 12:00")
    await five.waits("6d")
    assert asked(five) == ["Inès", "Tom", "Sam", "Marc"]


async def test_between_equals_a_lot_decides_that_falls_the_same_again() -> None:
    plays = []
    for cast in (CAST, (*CAST[2:], *CAST[:2])):
        with memory() as engine:
            async with playing(engine, members=cast) as scene:
                for who in ("Tom", "Marc", "Inès", "Sam"):
                    gives(scene, who, 3)
                for title in "abcd":
                    await scene.says("Léa", f"/tache {title * 3} ~1h 23/03")
                for number in range(1, 5):
                    await scene.whispers("Ana", f"/proposer {number} quelqu'un")
                names = {row["person_id"]: row["name"] for row in scene.rows("account")}
                plays.append([names[row["asked_id"]] for row in scene.rows("search")])
    assert plays[0] == plays[1]
    assert len(set(plays[0])) > 1


@both
async def test_a_no_passes_on_at_once_and_nobody_else_learns_of_it(five: Scene) -> None:
    await looks(five)
    left = await five.presses("Inès", "decline 1", private=True)
    assert [(receiver(each), keys(each)[0]) for each in left] == [("Inès", "noted"), ("Sam", "search-asks")]
    assert len(said_to(five, "Léa")) == 1


@both
async def test_silence_passes_on_at_the_end_of_the_next_day(five: Scene) -> None:
    await looks(five)
    assert await five.at("tue 23:00") == []
    await five.at("wed 12:00")
    assert asked(five) == ["Inès", "Sam"]


@both
async def test_what_is_due_sooner_leaves_a_few_hours(five: Scene) -> None:
    await five.says("Léa", "/echeance 1 demain")
    gives(five, "Inès", 40)
    gives(five, "Sam", 39)
    await looks(five)
    await five.at("mon 12:59")
    assert asked(five) == ["Inès"]
    await five.at("mon 13:00")
    assert asked(five) == ["Inès", "Sam"]


# ---- yes


@both
@pytest.mark.parametrize("way", ["press", "reaction", "/accepter 1", "/prendre 1 aide"])
async def test_a_yes_hands_the_task_over_and_whoever_looked_is_told(five: Scene, way: str) -> None:
    await looks(five)
    (letter,) = five.letters(Kind.REQUEST)
    if way == "press":
        left = await five.presses("Inès", "accept 1", private=True)
    elif way == "reaction":
        left = await five.reacts_to("Inès", "🙋", letter, id="r")
    else:
        left = await five.whispers("Inès", way)
    if "aide" in way:
        assert carriers(five) == ["Léa", "Inès"]
        return
    assert carriers(five) == ["Inès"]
    assert sorted(kinds(left)) == [("answer", "Inès", True), ("card", "bal", False), ("system", "Léa", False)]
    (told,) = (each for each in left if receiver(each) == "Léa")
    assert keys(told) == ["away-taken"]
    assert "Inès" in told.speech.plain
    assert five.rows("search") == []


@both
async def test_a_task_that_nobody_had_is_found_somebody_for(five: Scene) -> None:
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await looks(five, "Ana", "/proposer 3 quelqu'un")
    left = await five.presses("Inès", "accept 3", private=True)
    assert carriers(five, 3) == ["Inès"]
    (told,) = (each for each in left if receiver(each) == "Ana")
    assert keys(told) == ["search-found"]


@both
async def test_whoever_names_no_task_is_offered_the_one_they_were_asked_about(five: Scene) -> None:
    await looks(five)
    (which,) = await five.whispers("Inès", "/accepter")
    assert offers(which) == ["accept 1"]
    await five.presses("Inès", "accept 1", private=True)
    assert carriers(five) == ["Inès"]


@both
async def test_the_yes_is_weighed_too(five: Scene) -> None:
    await looks(five)
    gives(five, "Inès", 0.1)
    (back,) = await five.presses("Inès", "accept 1", private=True)
    assert offers(back) == ["accept 1 anyway", "decline 1", "give 1 someone"]
    await five.presses("Inès", "accept 1 anyway", private=True)
    assert carriers(five) == ["Inès"]


@both
async def test_pressed_twice_it_is_taken_once(five: Scene) -> None:
    await looks(five)
    await five.presses("Inès", "accept 1", private=True)
    (again,) = await five.presses("Inès", "accept 1", private=True)
    assert keys(again) == ["noted-taken"]
    assert len(five.rows("history", what="taken")) == 1


@both
async def test_a_late_yes_counts_as_long_as_somebody_is_looked_for(five: Scene) -> None:
    await looks(five)
    await five.at("wed 12:00")
    left = await five.presses("Inès", "accept 1", private=True)
    assert carriers(five) == ["Inès"]
    assert "Sam" not in [receiver(each) for each in left]
    (told,) = await five.presses("Sam", "accept 1", private=True)
    assert keys(told) == ["refusal-taken"]


@both
async def test_the_yes_can_be_taken_back(five: Scene) -> None:
    await looks(five)
    await five.presses("Inès", "accept 1", private=True)
    await five.whispers("Inès", "/oups")
    assert carriers(five) == ["Léa"]


# ---- nobody


@both
async def test_with_nobody_left_whoever_looked_is_told_once_and_the_task_is_for_whoever_wants_it(five: Scene) -> None:
    await looks(five)
    left = await five.waits("10d")
    assert asked(five) == ["Inès", "Sam", "Marc"]
    told = [each for each in left if receiver(each) == "Léa" and each.kind is Kind.SYSTEM]
    assert [keys(each) for each in told] == [["search-nobody-handed", "item-plain"]]
    assert five.task(1).is_offered
    assert carriers(five) == ["Léa"]
    assert "fact-offered" in keys([each for each in left if each.kind is Kind.CARD][-1])
    assert not any(name in told[0].speech.plain for name in CAST)
    assert five.rows("search") == []


@both
async def test_a_task_that_nobody_has_goes_on_looking_for_someone(five: Scene) -> None:
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await looks(five, "Ana", "/proposer 3 quelqu'un")
    left = await five.waits("10d")
    (told,) = (each for each in left if receiver(each) == "Ana" and each.kind is Kind.SYSTEM)
    assert keys(told) == ["search-nobody", "item-plain"]
    assert five.task(3).is_free


@both
async def test_even_after_it_was_over_those_who_were_asked_may_take_it(five: Scene) -> None:
    await looks(five)
    await five.waits("10d")
    await five.presses("Inès", "accept 1", private=True)
    assert carriers(five) == ["Inès"]


@both
@pytest.mark.parametrize("answer", ["decline 1", "hours noask", None])
async def test_a_no_looks_like_silence_to_whoever_looks(stage: Stage, answer: str | None) -> None:
    """The only one with room says no, or nothing, or is away, or is against being asked: all the same to Léa."""
    scene = await stage(members=CAST)
    await scene.says("Léa", "/tache Décorer ~2h 23/03 moi")
    gives(scene, "Inès", 5)
    await looks(scene)
    await scene.waits("1h")
    if answer is not None:
        await scene.presses("Inès", answer, private=True)
    await scene.at("sun 12:00")
    told = [(each.at, keys(each)) for each in said_to(scene, "Léa")]
    assert [said for _, said in told] == [["search-begun"], ["search-nobody-handed", "item-plain"]]
    assert told[1][0].isoformat() == "2026-03-04T07:00:00+00:00"


@both
async def test_so_does_a_group_in_which_nobody_can_be_asked(stage: Stage) -> None:
    scene = await stage(members=CAST)
    await scene.says("Léa", "/tache Décorer ~2h 23/03 moi")
    await looks(scene)
    await scene.at("sun 12:00")
    told = [(each.at, keys(each)) for each in said_to(scene, "Léa")]
    assert [said for _, said in told] == [["search-begun"], ["search-nobody-handed", "item-plain"]]
    assert told[1][0].isoformat() == "2026-03-04T07:00:00+00:00"


# ---- whom not


@both
async def test_who_is_away_has_no_room_has_a_part_in_it_or_was_asked_before_is_not_asked(five: Scene) -> None:
    await five.whispers("Inès", "/absent jusqu'à lundi")  # she is away
    gives(five, "Marc", 0.25)  # he has no room
    gives(five, "Léa", 30)  # it is for her
    gives(five, "Ana", 30)  # she helps
    gives(five, "Tom", 30)  # he was asked, and said no
    await five.whispers("Ana", "/prendre 1 aide")
    await five.says("Léa", "/proposer 1 @Tom")
    await five.presses("Tom", "decline 1", on="proposal:1:Tom")
    await looks(five)
    await five.waits("4d")
    assert asked(five) == ["Sam"]


@both
async def test_nobody_is_asked_twice_for_one_task(five: Scene) -> None:
    await looks(five)
    await five.waits("10d")
    await looks(five)
    await five.waits("10d")
    assert asked(five) == ["Inès", "Sam", "Marc"]


@both
async def test_whoever_cannot_be_reached_is_not_asked(stage: Stage) -> None:
    scene = await stage(members=CAST, unreachable=("Inès",))
    await scene.says("Léa", "/tache Décorer ~2h 23/03 moi")
    gives(scene, "Inès", 5)
    gives(scene, "Sam", 3)
    await looks(scene)
    assert asked(scene) == ["Sam"]


@both
@pytest.mark.parametrize("line", ["/dispo ne pas demander", "/hours noask", "/dispo Ne pas me demander !"])
async def test_whoever_is_against_it_is_never_asked_again(five: Scene, line: str) -> None:
    (noted,) = await five.whispers("Inès", line)
    assert keys(noted) == ["ask-me-no-more"]
    await looks(five)
    assert asked(five) == ["Sam"]
    await five.says("Léa", "/renfort 1")
    await five.waits("12d")
    assert "Inès" not in asked(five) + invited(five)
    (page,) = await five.whispers("Inès", "/dispo")
    assert "hours-unasked" in keys(page)
    await five.presses("Inès", "hours ask", private=True)
    (page,) = await five.whispers("Inès", "/dispo")
    assert "hours-unasked" not in keys(page)
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await looks(five, "Ana", "/proposer 3 quelqu'un")
    assert asked(five)[-1] == "Inès"


@both
async def test_do_not_ask_me_is_a_no_to_all_that_they_are_asked(five: Scene) -> None:
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await looks(five)
    await looks(five, "Ana", "/proposer 3 quelqu'un")
    left = await five.presses("Inès", "hours noask", private=True)
    assert [receiver(each) for each in left] == ["Inès", "Sam"]
    assert offers(left[1])[:4] == ["accept 1", "decline 1", "hours noask", "accept 3"]
    late = await five.presses("Inès", "accept 1", private=True)
    assert keys(late[0]) == ["noted-taken"]  # a yes is one all the same


# ---- the gate


@both
async def test_at_night_it_is_held_until_the_morning(five: Scene) -> None:
    await five.at("mon 22:00")
    await looks(five)
    assert asked(five) == []
    await five.at("tue 12:00")
    (letter,) = five.letters(Kind.REQUEST)
    assert (receiver(letter), letter.sound) == ("Inès", True)
    await five.at("thu 12:00")
    assert asked(five) == ["Inès", "Sam"]


@both
async def test_three_a_day_ring_and_the_fourth_waits_for_the_next(five: Scene) -> None:
    gives(five, "Inès", 100)
    for number in range(3, 7):
        await five.says("Ana", f"/tache {'abcdefgh'[number] * 4} ~1h 23/03")
        await five.whispers("Ana", f"/proposer {number} quelqu'un")
    assert asked(five)[:3] == ["Inès"] * 3
    mondays = [each for each in five.letters(Kind.REQUEST, "Inès") if each.sound]
    assert len(mondays) == 3


# ---- it ends


@both
@pytest.mark.parametrize("ends", ["/fait 1", "/supprimer 1", "/prendre 1 quand même", "/proposer 1 @Tom", "/oups"])
async def test_it_ends_with_the_task_or_when_somebody_has_it_and_what_waits_is_dropped(five: Scene, ends: str) -> None:
    await five.at("mon 22:00")
    await looks(five)
    assert len(five.rows("search")) == 1
    await five.whispers("Léa", ends)
    assert five.rows("search") == []
    await five.at("tue 12:00")
    assert asked(five) == []
    assert five.row("letter", kind="request")["reason"] == "not asked any more"


@both
async def test_who_takes_it_on_the_card_ends_it_and_whoever_looked_is_told(five: Scene) -> None:
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await looks(five, "Ana", "/proposer 3 quelqu'un")
    left = await five.presses("Tom", "take 3", on="card:3")
    assert keys(next(each for each in left if receiver(each) == "Ana")) == ["search-found"]
    await five.waits("10d")
    assert asked(five) == ["Inès"]
    (told,) = await five.presses("Inès", "accept 3", private=True)
    assert keys(told) == ["refusal-taken"]


@both
async def test_when_whoever_is_asked_leaves_the_next_one_is_asked(five: Scene) -> None:
    await looks(five)
    await five.leaves("Inès")
    await five.waits("1m")
    assert asked(five) == ["Inès", "Sam"]


@both
async def test_when_whoever_looks_leaves_nobody_is_asked_any_more(five: Scene) -> None:
    await looks(five)
    await five.leaves("Léa")
    assert five.rows("search") == []
    await five.waits("5d")
    assert asked(five) == ["Inès"]


@both
async def test_two_searches_for_one_task_are_one(five: Scene) -> None:
    await five.says("Ana", "/tache Chanter ~1h 23/03")
    await looks(five, "Ana", "/proposer 3 quelqu'un")
    (again,) = await looks(five, "Tom", "/proposer 3 quelqu'un")
    assert keys(again) == ["search-goes-on"]
    await five.whispers("Tom", "/oups")
    assert len(five.rows("search")) == 1
    assert asked(five) == ["Inès"]


@both
async def test_whoever_is_asked_and_finds_it_too_much_passes_it_on(five: Scene) -> None:
    await looks(five)
    gives(five, "Inès", 0.1)
    await five.presses("Inès", "accept 1", private=True)
    left = await five.presses("Inès", "give 1 someone", private=True)
    assert [(receiver(each), keys(each)[0]) for each in left] == [("Inès", "search-goes-on"), ("Sam", "search-asks")]


# ---- who may, and from where


@both
async def test_from_a_yes_that_would_be_too_much(five: Scene) -> None:
    gives(five, "Tom", 1)
    await five.says("Ana", "/tache Chanter ~9h 23/03")
    await five.presses("Tom", "take 3", on="card:3")
    left = await five.presses("Tom", "give 3 someone", private=True)
    assert [(receiver(each), keys(each)[0]) for each in left] == [("Tom", "search-begun"), ("Inès", "search-asks")]
    assert five.task(3).is_free


@both
async def test_from_a_proposal_it_is_a_no_like_any_other(five: Scene) -> None:
    gives(five, "Tom", 1)
    await five.says("Ana", "/tache Chanter @Tom ~9h 23/03")
    before = len(five.notebook.sent)
    await five.presses("Tom", "give 3 someone", on="proposal:3:Tom")
    left = five.notebook.sent[before:]
    assert five.task(3).is_free
    card = next(each for each in left if each.kind is Kind.CARD)
    assert "status-free" in keys(card)
    assert [each for each in left if receiver(each) == "Ana"] == []
    assert asked(five) == ["Inès"]
    found = await five.presses("Inès", "accept 3", private=True)
    assert keys(next(each for each in found if receiver(each) == "Tom")) == ["search-found"]


@both
async def test_whoever_was_asked_to_take_it_over_may_look_and_it_stays_where_it_is_meanwhile(five: Scene) -> None:
    await five.says("Léa", "/proposer 1 @Tom")
    await five.whispers("Tom", "/proposer 1 quelqu'un")
    assert carriers(five) == ["Léa"]
    await five.presses("Inès", "accept 1", private=True)
    assert carriers(five) == ["Inès"]


@both
async def test_somebody_elses_task_is_not_given_away(five: Scene) -> None:
    before = five.state()
    (told,) = await five.whispers("Tom", "/proposer 1 quelqu'un")
    assert keys(told) == ["refusal-taken-seek"]
    await five.whispers("Ana", "/tache Chanter @Sam 23/03")
    (told,) = await five.whispers("Tom", "/proposer 3 quelqu'un")
    assert keys(told) == ["refusal-being-asked"]
    assert five.rows("search") == before["search"]


@both
async def test_a_helper_finds_a_helper(five: Scene) -> None:
    await five.whispers("Ana", "/prendre 1 aide")
    await five.whispers("Ana", "/proposer 1 quelqu'un")
    assert keys(five.letters(Kind.REQUEST)[0])[0] == "search-asks-help"
    await five.presses("Inès", "accept 1", private=True)
    assert {(each.name, each.role) for each in five.task(1).accepted} == {
        ("Léa", Role.LEAD), ("Ana", Role.HELPER), ("Inès", Role.HELPER)
    }  # fmt: skip


@both
async def test_for_several_at_once(five: Scene) -> None:
    await five.says("Léa", "/tache Chanter ~1h 23/03 moi")
    await five.whispers("Léa", "/proposer 1 3 quelqu'un")
    assert [row["asked_id"] for row in five.rows("search")] == [five.person("Inès")] * 2
    (both,) = five.letters(Kind.REQUEST)
    assert offers(both) == ["accept 1", "decline 1", "hours noask", "accept 3", "decline 3"]


# ---- the bot was not there


@both
async def test_after_days_offline_each_one_still_has_their_time(five: Scene) -> None:
    await looks(five)
    await five.sleeps("5d")
    await five.waits("1h")
    assert asked(five) == ["Inès", "Sam"]
