"""The bot comes into a group: it waits for its host, says hello once, and opens its private chat to whoever asks."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.config import Config
from bot.house import House, house_of
from bot.replay.resolve import place_of, sender
from domain.code import as_typed, new_code
from domain.host import Host
from domain.letter import Kind
from domain.message import Action, Incoming
from domain.welcome import guessed
from storage import teams
from tests.conftest import Stage
from tests.scene import MONDAY, Scene, keys, kinds, offers, receiver

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
WELCOME = ["start", "settings language en", "settings", "privacy", "charter", "help"]


@pytest.fixture
async def outside(stage: Stage) -> Scene:
    """The group is there, and the bot is not in it yet. Odile hosts the bot."""
    return await stage(admitted=False, hosts=("Odile",))


def code_of(scene: Scene) -> str:
    return str(scene.row("chat", external_id="bal")["code"])


# ---- being let in


async def test_a_host_adds_the_bot_and_it_says_hello_at_once_in_one_silent_message(outside: Scene) -> None:
    left = await outside.adds_the_bot("Odile")
    assert kinds(left) == [("system", "bal", False)]
    assert offers(left[0]) == WELCOME
    words = left[0].speech.plain.replace("\u00a0", " ")
    for said in ("/tache Imprimer 50 affiches", "de 21:00 à 08:00", "le lundi à 09:00", "conversations", "Paris"):
        assert said in words
    assert await outside.waits("2w") == [], "the first digest comes only after the first task"


async def test_anybody_else_is_told_what_the_host_types_and_nothing_else_happens(outside: Scene) -> None:
    left = await outside.adds_the_bot("Léa")
    assert kinds(left) == [("system", "bal", False)]
    assert keys(*left) == ["admission-waits"]
    assert f"accalmie admit {code_of(outside)}" in left[0].speech.plain
    assert "Léa" not in outside.everything(), "not even who added it"
    before = outside.state()
    for typed in ("/tache Décorer", "/aide", "/bilan", "/demarrer", "Accalmie aide"):
        assert await outside.says("Léa", typed) == []
        assert await outside.whispers("Léa", typed) == []
    assert await outside.joins("Marc") == []
    assert outside.state() == before


async def test_admitted_by_its_code_it_says_hello_and_works(outside: Scene) -> None:
    await outside.adds_the_bot("Ana")
    left = await outside.the_host_admits_it()
    assert kinds(left) == [("system", "bal", False)]
    assert "welcome-title" in keys(*left)
    assert await outside.the_host_admits_it() == [], "once is enough"
    await outside.says("Léa", "/tache Décorer moi")
    assert outside.task(1).lead
    assert keys(*await outside.says("Ana", "/calme non")) == ["ack", "quiet-none"]  # who is still an administrator
    assert outside.members() == {"Ana", "Léa"}
    assert [d.kind for d in await outside.waits("1w")] == [Kind.DIGEST]


async def test_not_admitted_within_a_day_it_says_goodbye_and_nothing_is_kept(outside: Scene) -> None:
    await outside.adds_the_bot("Léa")
    assert await outside.waits("23h") == []
    left = await outside.waits("2h")
    assert [keys(d) for d in left] == [["admission-over"]]
    assert left[0].leaves
    assert outside.notebook.left == ["bal"]
    assert [row["name"] for row in outside.rows("team")] == ["ciné"]
    assert "Léa" not in outside.everything()
    assert outside.rows("letter") == []
    assert "welcome-title" in keys(*await outside.adds_the_bot("Odile")), "it may come again"


async def test_leaving_is_tried_until_it_is_done(outside: Scene) -> None:
    await outside.adds_the_bot("Léa")
    outside.notebook.troubles["leaving bal"] = OSError()
    await outside.waits("25h")
    assert outside.notebook.left == []
    assert len([d for d in outside.notebook.sent if d.leaves]) == 1, "goodbye is said once"
    assert await outside.says("Léa", "/aide") == []
    del outside.notebook.troubles["leaving bal"]
    await outside.waits("1h")
    assert outside.notebook.left == ["bal"]
    assert [row["name"] for row in outside.rows("team")] == ["ciné"]


async def test_a_chat_that_was_refused_is_not_let_in_by_adding_the_bot_once_more(outside: Scene) -> None:
    await outside.adds_the_bot("Léa")
    first = code_of(outside)
    outside.notebook.troubles["leaving bal"] = OSError()
    await outside.waits("25h")
    assert keys(*await outside.adds_the_bot("Léa")) == ["admission-waits"]
    assert code_of(outside) != first


async def test_an_open_house_lets_everybody_in(stage: Stage) -> None:
    scene = await stage(admitted=False, house=House(is_open=True))
    assert "welcome-title" in keys(*await scene.adds_the_bot("Léa"))


async def test_added_twice_it_is_there_once(outside: Scene) -> None:
    await outside.adds_the_bot("Odile")
    before = outside.state()
    assert await outside.adds_the_bot("Léa") == []
    assert outside.state() == before


async def test_another_teams_member_keeps_their_private_answers_meanwhile(outside: Scene) -> None:
    await outside.adds_the_bot("Zoé")
    left = await outside.whispers("Zoé", "/tache Projeter", team="ciné")
    assert ("card", "ciné", False) in kinds(left)
    assert "from-team" not in keys(*left)


# ---- what is guessed


@pytest.mark.parametrize(
    ("hint", "language", "zone"),
    [
        ("en", "en", "Indian/Reunion"),
        ("en-GB", "en", "Europe/London"),
        ("fr_BE", "fr", "Europe/Brussels"),
        ("de", "fr", "Indian/Reunion"),
        (None, "fr", "Indian/Reunion"),
    ],
)
async def test_language_and_zone_are_those_of_whoever_added_it_or_else_the_hosts(
    hint: str | None, language: str, zone: str, stage: Stage
) -> None:
    scene = await stage(admitted=False, house=House(is_open=True, zone="Indian/Reunion"))
    who = replace(sender("Kim"), language=hint)
    added = Incoming("terminal", "a1", scene.now, who, Action.ADDED, place_of("bal"), title="  Le\nbal ")
    await scene.player.app.receive(added)
    await scene.player.app.settle()
    team = scene.row("team", name="Le bal")
    assert (team["language"], team["zone"]) == (language, zone)


def test_what_a_messenger_says_of_a_language(engine: object) -> None:
    assert guessed("FR-ca", ("en", "fr")) == ("fr", "America/Toronto")
    assert guessed("pt-BR", ("en", "fr")) == (None, None)


# ---- codes and hosts


def test_a_code_is_short_has_no_look_alikes_and_is_not_told_twice(engine: object) -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch("[ACDEFHJKMNPQRTVWXY234679]{6}", code) for code in codes)
    assert as_typed(" k7q-f2m ") == "K7QF2M"


async def test_two_chats_never_have_the_same_code(stage: Stage) -> None:
    codes = iter(["AAAAAA", "AAAAAA", "CCCCCC"])
    scene = await stage(admitted=False, house=House(new_code=lambda: next(codes)))
    app = scene.player.app
    app._house = House(new_code=lambda: next(codes))
    for place in ("bal", "choeur"):
        await app.receive(Incoming("terminal", place, scene.now, sender("Léa"), Action.ADDED, place_of(place)))
    await app.settle()
    found = await app.write(lambda rows: [teams.waiting_for(rows, code) for code in ("AAAAAA", "CCCCCC", "EEEEEE")])
    assert [chat.place.external_id if chat else None for chat in found] == ["bal", "choeur", None]


def test_the_house_is_what_is_configured(engine: object) -> None:
    settings = Config.model_validate(
        {"host": {"name": "Odile", "contact": "06", "accounts": ["telegram:7"], "admission": "open"}}
    )
    house = house_of(settings)
    assert (house.host, house.is_open, house.language) == (Host("Odile", "06"), True, "fr")
    assert house.accounts == {replace(sender("x"), messenger="telegram", external_id="7").address}
    assert not house_of(Config()).lets_in(sender("x"))


# ---- the first message's buttons, /start, /privacy


async def test_whoever_presses_my_reminders_in_private_is_reachable_from_then_on(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam", "Noé"))
    await scene.removes_the_bot("Ana")
    (hello,) = await scene.adds_the_bot("Ana")
    assert offers(hello) == WELCOME
    for who in ("Sam", "Noé"):  # a member, and somebody who was silent so far
        left = await scene.presses(who, "start")
        assert kinds(left) == [("answer", who, True)]
        assert offers(left[0]) == ["tasks me", "tasks free", "privacy", "charter", "help"]
    assert ("proposal", "Sam", True) in kinds(await scene.says("Léa", "/tache Chanter @Sam"))


async def test_the_other_language_is_one_tap_away(stage: Stage) -> None:
    scene = await stage(admitted=False, hosts=("Ana",))
    await scene.adds_the_bot("Ana")
    await scene.presses("Ana", "settings language en")
    assert scene.row("team", name="bal")["language"] == "en"
    for command in ("settings", "privacy", "help"):
        (answer,) = await scene.presses("Ana", command)
        assert (answer.kind, receiver(answer)) == (Kind.ANSWER, "Ana")
        assert not {"fault", "stale-button"} & set(keys(answer))


async def test_a_card_offers_a_way_into_private_to_whoever_is_asked_and_out_of_reach(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    for title in ("Chanter", "Danser"):
        await scene.says("Léa", f"/tache {title} @Sam")
        await scene.says("Léa", f"/tache {title} aussi @Marc")
    ways = [o for d in scene.letters(Kind.CARD) for o in offers(d) if o.startswith("start")]
    assert ways == ["start 1", "start 3"]
    left = await scene.presses("Sam", "start 3")
    assert [d for d in kinds(left) if d[0] != "card"] == [("answer", "Sam", True), ("proposal", "Sam", True)]
    proposal = scene.letters(Kind.PROPOSAL)[-1]
    assert (proposal.about, offers(proposal)) == (3, ["accept 3", "decline 3"])
    cards = [d for d in left if d.kind is Kind.CARD]
    assert sorted(d.about or 0 for d in cards) == [1, 3]
    assert not [o for d in cards for o in offers(d) if o.startswith("start")]
    await scene.presses("Sam", "accept 3", on="proposal:3:Sam")
    assert scene.task(3).lead


@pytest.mark.parametrize(("unreachable", "changed"), [(("Sam",), [1]), ((), [])])
async def test_who_opens_the_private_chat_by_itself_changes_only_a_card_that_said_otherwise(
    stage: Stage, unreachable: tuple[str, ...], changed: list[int]
) -> None:
    """Some messengers let the bot write first: then somebody comes in when they accept its invitation."""
    scene = await stage(unreachable=unreachable)
    await scene.says("Léa", "/tache Chanter @Sam")
    before = len(scene.letters(Kind.CARD))
    door = Incoming("terminal", "door", scene.now, sender("Sam"), Action.ADDED, None, private=True)
    await scene.player.app.receive(door)
    await scene.player.app.settle()
    assert [card.about for card in scene.letters(Kind.CARD)[before:]] == changed


async def test_pressed_by_somebody_else_it_opens_their_own_private_chat_and_tells_nothing(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    await scene.says("Léa", "/tache Chanter @Sam")
    left = await scene.presses("Marc", "start 1", on="card:1")
    assert kinds(left) == [("answer", "Marc", True)]
    assert "Chanter" not in left[0].speech.plain


async def test_start_typed_in_the_group_by_somebody_out_of_reach_shows_them_the_way(stage: Stage) -> None:
    scene = await stage(unreachable=("Sam",))
    left = await scene.says("Sam", "/start")
    assert kinds(left) == [("ack", "bal", False), ("answer", "bal", False)]
    assert offers(left[1]) == ["start"]
    assert kinds(await scene.presses("Sam", "start")) == [("answer", "Sam", True)]


@pytest.mark.parametrize("typed", ["/start", "/démarrer", "/start 12", "démarrer"])
async def test_start_in_private_says_what_is_in_ones_hands(scene: Scene, typed: str) -> None:
    await scene.says("Marc", "/tache Chanter moi")
    left = await scene.whispers("Marc", typed)
    assert keys(*left)[:4] == ["start-hello", "start-private", "start-carried", "help-line"]
    assert "1 tâche est entre tes mains" in left[0].speech.plain


async def test_privacy_says_who_hosts_the_bot(stage: Stage) -> None:
    scene = await stage(house=House(host=Host("Les Amis du canal", "amis@canal.example")))
    (said,) = [d for d in await scene.says("Léa", "/données") if d.kind is Kind.ANSWER]
    assert receiver(said) == "Léa"
    assert "Les Amis du canal (amis@canal.example)" in said.speech.plain


async def test_privacy_is_plain_where_the_host_gave_no_name(scene: Scene) -> None:
    (said,) = await scene.whispers("Léa", "/privacy")
    assert keys(said)[-2:] == ["privacy-host-unknown", "backups"]
    assert said.at == MONDAY
