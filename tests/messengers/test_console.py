"""The terminal shows what people wrote and what the bot said: when, to whom, how loudly, and what it held."""

import io
import json
import re
from collections.abc import Iterable
from typing import Any

import pytest
from rich.cells import cell_len

from bot.messengers.console import Page
from bot.replay.script import instant, read
from bot.terminal.narration import Narrator, language_here
from bot.terminal.played import ShownPlayer
from bot.terminal.typed import Ahead, Line, Unclear, Wish, understand
from storage import schema

PEOPLE = ("Léa", "Marc", "Ana", "Marc-Antoine", "Jo Petit")


def said(at: str, who: str, text: str, **more: Any) -> dict[str, Any]:
    return {"at": f"2026-03-{at}:00+01:00", "who": who, "text": text, **more}


async def shown(
    *events: dict[str, Any],
    until: str | None = None,
    sink: Any = None,
    language: str = "en",
    admitted: bool = True,
) -> str:
    """The page after these events in Léa's, Marc's and Ana's team, and after `until`."""
    team = {
        "team": "bal",
        "members": ["Léa", "Marc"],
        "coordinators": ["Ana"],
        "start": "2026-03-02T09:30:00+01:00",
        "admitted": admitted,
    }
    page = sink if sink is not None else io.StringIO()
    engine = schema.ready("sqlite://")
    script = read(json.dumps(line) for line in (team, *events))
    player = ShownPlayer(script, engine, Page(page, Narrator(language, strict=True)), strict=True)
    try:
        await player.play(instant(f"2026-03-{until}:00+01:00") if until else None)
    finally:
        await player.close()
        engine.dispose()
    return page.getvalue() if isinstance(page, io.StringIO) else ""


def line_with(part: str, page: str) -> str:
    return next(line for line in page.splitlines() if part in line)


def together(page: str) -> str:
    """The page's words in one line, without boxes."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", page).split())


async def test_what_people_write_stands_with_its_time_and_name_below_its_day() -> None:
    page = await shown(said("03T10:00", "Léa", "hello"), said("04T11:30", "Marc", "hello again"))
    assert [line.split() for line in page.splitlines() if "hello" in line] == [
        ["10:00", "Léa", "hello"],
        ["11:30", "Marc", "hello", "again"],
    ]
    assert page.index("Tuesday 3 March") < page.index("10:00") < page.index("Wednesday 4 March") < page.index("11:30")


async def test_the_bot_is_added_and_leaves_when_nobody_lets_it_in() -> None:
    added = {"at": "2026-03-03T10:00:00+01:00", "who": "Léa", "add": True}
    page = await shown(added, until="05T10:00", admitted=False)
    assert line_with("adds the bot to the group", page).split()[:2] == ["10:00", "Léa"]
    assert "accalmie admit" in together(page)
    assert page.index("adds the bot") < page.index("Wednesday 4 March") < page.index("The bot leaves the group.")


async def test_an_acknowledgement_shrinks_to_the_end_of_the_message() -> None:
    page = await shown(said("03T10:00", "Léa", "/tache Ranger moi"))
    assert line_with("/tache Ranger moi", page).split()[-1] == "👍"
    assert page.count("👍") == 1


async def test_a_letter_tells_to_whom_it_goes_and_how_loudly() -> None:
    page = await shown(said("03T10:00", "Léa", "/tache Ranger @Marc"))
    assert "group · card · 🔕" in page
    assert "→ Marc, in private · proposal · 🔔" in page


async def test_a_held_letter_is_told_at_night_and_shown_in_the_morning_with_its_wait() -> None:
    page = await shown(said("03T22:15", "Léa", "/tache Ranger @Marc"), until="04T09:00")
    assert page.index("🌙 quiet hours until 08:00") < page.index("22:15")
    assert page.count("🌙 held until 08:00: proposal #1 for Marc") == 1
    assert line_with("→ Marc", page).startswith("08:00")
    assert "held since Tue 3 March at 22:15" in page


async def test_letters_joined_into_one_are_told_as_one() -> None:
    tasks = [said("03T22:15", "Léa", "/tache Ranger @Marc"), said("03T22:16", "Léa", "/tache Balayer @Marc")]
    page = await shown(*tasks, until="04T09:00")
    assert "proposal · 2 messages in one" in page
    assert page.count("→ Marc") == 1


async def test_a_card_that_changes_is_shown_as_an_edit() -> None:
    page = await shown(said("03T10:00", "Léa", "/tache Ranger moi"), said("03T10:05", "Léa", "/fait 1"))
    assert "✎ card #1 Ranger" in page
    assert page.count("╭") == 1


async def test_a_finished_title_is_struck_where_the_terminal_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = await shown(said("03T10:00", "Léa", "/tache Ranger moi"), said("03T10:05", "Léa", "/fait 1"))
    assert re.search(r"\x1b\[[\d;]*\b9[;\d]*mRanger", page)


async def test_an_answered_message_is_quoted() -> None:
    page = await shown(
        said("03T10:00", "Marc", "who sweeps?", id="m1"), said("03T10:05", "Léa", "/tache moi", reply_to="m1")
    )
    assert "↪ who sweeps?" in page


async def test_buttons_carry_the_numbers_that_press_them() -> None:
    page = await shown(
        said("03T10:00", "Léa", "/tache Ranger"),
        {"at": "2026-03-03T10:05:00+01:00", "who": "Marc", "press": "take 1"},
    )
    assert re.search(r"\[\u00a0\d+\u00a0Je\u00a0m'en\u00a0occupe\u00a0\]", page)
    assert "presses [ Je m'en occupe ]" in page


async def test_nothing_that_people_write_is_taken_for_markup_or_moves_the_cursor() -> None:
    page = await shown(
        said("03T10:00", "Léa", "[bold]loud[/bold] :smile: \x1b[2J\x07 \u202eabc"),
        said("03T10:05", "Léa", "/tache [red]Ranger[/red] [link=x]ici[/link] moi"),
    )
    assert "[bold]loud[/bold] :smile:" in page
    assert "#1 [red]Ranger[/red] [link=x]ici[/link]" in together(page)
    assert not set(page) & set("\x1b\x07\u202e")


async def test_without_a_terminal_the_page_is_plain_text() -> None:
    page = await shown(said("03T10:00", "Léa", "/tache Ranger @Marc"))
    assert "\x1b" not in page
    assert [line for line in page.splitlines() if line != line.rstrip()] == []


async def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    colours = re.compile(r"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")
    coloured = await shown(said("03T10:00", "Léa", "/tache Ranger @Marc"))
    assert colours.search(coloured)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colours.search(await shown(said("03T10:00", "Léa", "/tache Ranger @Marc")))


async def test_backgrounds_and_black_and_white_are_left_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    page = await shown(said("03T22:15", "Léa", "/tache Ranger @Marc !!"), until="04T09:00")
    codes = {int(code) for codes in re.findall(r"\x1b\[([\d;]+)m", page) for code in codes.split(";")}
    assert codes <= {0, 1, 2, 3, 9, 32, 33, 35, 36}


async def test_a_terminal_that_knows_few_letters_still_shows_the_rest() -> None:
    few = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    await shown(said("03T10:00", "Léa", "/tache Ranger @Marc 🎉"), sink=few)
    few.seek(0)
    assert "Ranger" in few.read()


@pytest.mark.parametrize("columns", [40, 80, 200])
async def test_every_line_fits(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    long = "Accrocher les lampions 🎉 le long du quai, puis les fanions au-dessus de la buvette 📅 et du bar"
    page = await shown(said("03T22:00", "Léa", long), said("03T22:10", "Léa", f"/tache {long} @Marc"), until="04T09:00")
    assert max(cell_len(line) for line in page.splitlines()) <= min(columns, 80)
    assert together(page).count(long) == 4  # said twice, then on the card and in the proposal


async def test_the_day_on_which_the_clocks_change_says_so() -> None:
    assert "Sunday 29 March · the clocks change" in await shown(said("29T10:00", "Léa", "early, isn't it"))


def lines(*pairs: tuple[str, Any]) -> Iterable[Any]:
    return [pytest.param(typed, meant, id=typed or "nothing") for typed, meant in pairs]


@pytest.mark.parametrize(
    ("typed", "meant"),
    lines(
        ("@marc /fait 12", Line("Marc", True, "/fait 12")),
        ("  @LEA   bonjour ", Line("Léa", True, "bonjour")),
        ("@lea\u0301 bonjour", Line("Léa", True, "bonjour")),
        ("@marc> /bilan", Line("Marc", True, "/bilan", private=True)),
        ("@marc > /bilan", Line("Marc", True, "/bilan", private=True)),
        ("@marc 4", Line("Marc", True, "4", button=4)),
        ("@marc> 4", Line("Marc", True, "4", private=True, button=4)),
        ("@marc-antoine 4", Line("Marc-Antoine", True, "4", button=4)),
        ("@jo petit salut", Line("Jo Petit", True, "salut")),
        ("@zoe /taches", Line("Zoe", False, "/taches")),
        ("@marco salut", Line("Marco", False, "salut")),
        ("/taches", Line(None, True, "/taches")),
        ("4", Line(None, True, "4", button=4)),
        ("> /bilan", Line(None, True, "/bilan", private=True)),
        ("+1d", Ahead(1, 0)),
        ("+1j 2h30m", Ahead(1, 150)),
        ("+2h", Ahead(0, 120)),
        ("?", Wish.HELP),
        ("q", Wish.LEAVE),
        ("", Wish.NOTHING),
        ("@", Unclear.WHO),
        ("@marc", Unclear.WHAT),
        ("@marc>", Unclear.WHAT),
        ("+", Unclear.TIME),
        ("+soon", Unclear.TIME),
        ("+9999d", Unclear.TIME),
    ),
)
def test_a_typed_line_means(typed: str, meant: object) -> None:
    assert understand(typed, PEOPLE) == meant


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "fr_CH.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_the_narration_follows_the_machines_language(environment: dict[str, str], language: str) -> None:
    assert language_here(environment) == language
