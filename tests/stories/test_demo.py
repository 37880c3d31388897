"""The week that `make run` plays, and what one can do with its people; `accalmie run` keeps its state."""

import asyncio
import io
import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from rich.cells import cell_len

from bot.demo import DIGEST_AT, picture, play, week
from bot.messengers.console import Page
from bot.replay.play import Player
from bot.replay.printer import JsonPrinter
from bot.terminal.narration import Narrator
from bot.terminal.played import ShownPlayer
from bot.terminal.typist import Typist
from domain.message import Action
from storage import schema

ROOT = Path(__file__).parent.parent.parent
SECONDS = 60  # longer than anything here takes, even on a loaded machine


@pytest.fixture(scope="module")
def page() -> str:
    """What the demonstration prints where there is no terminal."""
    sink = io.StringIO()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("LC_ALL", "fr_FR.UTF-8")
        asyncio.run(play(io.StringIO(""), sink, strict=True))
    return sink.getvalue()


async def letters() -> str:
    """The letters of the week, as the machine interface prints them."""
    engine, sink = schema.ready("sqlite://"), io.StringIO()
    player = Player(week(), engine, JsonPrinter(sink), strict=True)
    await player.play(DIGEST_AT)
    await player.close()
    engine.dispose()
    return sink.getvalue()


@contextmanager
def environment(folder: Path, **more: str) -> Iterator[dict[str, str]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACCALMIE_", "LC_"))}
    yield {
        **kept,
        "PYTHONPATH": str(ROOT),
        "LANG": "en_GB.UTF-8",
        "TERM": "xterm",
        "ACCALMIE_DATABASE_URL": f"sqlite:///{folder / 'state.db'}",
        **more,
    }


# ---- the week


def test_the_week_is_a_dozen_people_who_mostly_chat() -> None:
    texts = [event for event in week().events if event.action is Action.TEXT]
    chatter = [event for event in texts if not event.text.startswith("/")]
    assert 100 <= len(texts) <= 140
    assert len(chatter) > 0.7 * len(texts)
    assert len({event.who for event in texts}) in range(12, 15)


def test_the_digest_comes_last(page: str) -> None:
    boxes = page.split("╭─")
    assert "bilan · 🔔" in boxes[-1].splitlines()[0]
    assert page.rstrip().endswith("make run")


@pytest.mark.parametrize(
    "happening",
    [
        "🌙 heures calmes jusqu'à 08:00",
        "🌙 retenu jusqu'à 08:00",
        "retenu depuis",
        "2 messages en un",
        "changement d'heure",
        "appuie, en privé, sur [ #3 : pas cette fois ]",
        "↪ Il faut un arrêté de la mairie",
        "/fait sono  👍\n       ✎ fiche #1 Réserver la sono",
        "/fait  👍\n       ✎ fiche #3 Il faut un arrêté",
        "Était-ce /fait 5 ?",
        "appuie, en privé, sur [ /fait 5 ]",
        "(en privé) /prendre 7 et 8",
        "propose un rôle",
        "appuie, en privé, sur [ clés : je m'en charge ]",
        "appuie sur [ Me l'envoyer en privé ]",
        "→ Gaby, en privé · proposition",
        "Noted: with you I speak English.",
        "voie est libre",
        "Heures calmes des sept jours",
        "après #7",
        "📝 36 ou 60, jamais 40 — Erwan",
        " à #8 Emprunter la guirlande. Si",
        "✎ fiche #12 Emprunter une guirlande",
        "│ #15 Arroser le ficus du local",
        "✖ supprimée : il est en plastique",
        "/oups  👍\n       ✎ fiche #6\n         👤 Jules et Bao",
        "#8 Emprunter la guirlande : la rendre, ou la supprimer",
        "appuie, en privé, sur [ #8 : je la rends ]",
        "✎ fiche #4\n         👋 cherche quelqu'un",
        "corrige : /tache Faire accorder le piano du local",
        "Prochain bilan : lun. 30 mars à 09:00",
        "buvette : personne pour l'instant",
        "Il manque encore quelqu'un (4)",
        "💛 Léa remercie Jules et Bao pour l'autruche",
    ],
)
def test_the_week_has(happening: str, page: str) -> None:
    assert happening in page.replace("\u00a0", " ")


def test_every_line_of_the_week_fits_eighty_columns(page: str) -> None:
    assert [line for line in page.splitlines() if cell_len(line) > 80] == []


async def test_nothing_rings_at_night_and_the_one_who_declined_is_never_named() -> None:
    said = [json.loads(line) for line in (await letters()).splitlines()]
    loud = [letter["at"][11:16] for letter in said if letter["sound"]]
    assert loud
    assert [at for at in loud if not "08:00" <= at < "21:00"] == []
    digest = said[-1]
    assert (digest["kind"], digest["at"]) == ("digest", "2026-03-30T09:00:00+02:00")
    assert [line for line in digest["text"].splitlines() if "mairie" in line and "Samir" in line] == []
    assert len(digest["text"].splitlines()) <= 25


async def test_the_narration_follows_the_machines_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    sink = io.StringIO()
    await play(io.StringIO(""), sink, strict=True)
    assert "One week with Accalmie" in sink.getvalue()
    assert "Bilan du lun. 23 mars" in sink.getvalue()


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_the_pictures_say_what_the_digest_says(language: str) -> None:
    letter = picture.in_language(await picture.digest(), language)
    kept = (ROOT / "docs" / f"digest.{language}.svg").read_text("utf-8")
    said = " ".join(picture.words_of(kept)).replace("\u00a0", " ")
    assert ElementTree.fromstring(kept).tag.endswith("svg")
    assert picture.words_of(kept) == picture.words_of(picture.svg(letter)), "run: make pictures"
    for line in letter.speech.lines:
        assert escape(line.plain.replace("\u00a0", " ")) in said
    for button in letter.buttons:
        assert escape(button.label.replace("\u00a0", " ")) in said


async def test_everything_that_is_typed_in_the_digest_has_its_english() -> None:
    assert picture.typed((await picture.digest()).document) <= picture.ENGLISH.keys(), "for docs/digest.en.svg"


# ---- typing as its people


@pytest.fixture
async def typing():  # type: ignore[no-untyped-def]  # a function that types lines and gives what they print
    sink = io.StringIO()
    engine = schema.ready("sqlite://")
    shown = Page(sink, Narrator("en", strict=True))
    player = ShownPlayer(week(), engine, shown, strict=True)
    await player.play(DIGEST_AT)
    typist = Typist(player.app, shown, player.places[0], events="typed", move=player.pass_time)

    async def type_(*lines: str) -> str:
        sink.seek(0)
        sink.truncate()
        for line in lines:
            assert await typist.typed(line) is (line != "q")
        return sink.getvalue().replace("\u00a0", " ")

    yield type_
    await player.close()
    engine.dispose()


async def test_a_line_is_said_by_whoever_it_names_without_case_and_accents(typing) -> None:  # type: ignore[no-untyped-def]
    assert "✎ card #10" in await typing("@ODILE /fait 10")
    assert "Léa       /tache Acheter du thé moi  👍" in await typing("@lea /tache Acheter du thé moi")
    assert "Léa       /fait 19  👍" in await typing("/fait 19")


async def test_a_private_line_is_answered_in_private(typing) -> None:  # type: ignore[no-untyped-def]
    said = await typing("@marc> /bilan")
    assert "(in private) /bilan" in said
    assert "→ Marc, in private · answer" in said


async def test_a_number_presses_the_button_that_carries_it(typing) -> None:  # type: ignore[no-untyped-def]
    made = await typing("@ana /tache Accorder les violons @Bao")
    number = re.findall(r"\[ (\d+) Je m'en occupe \]", made)[0]
    assert "stale" not in await typing(f"@bao {number}")
    assert "👤 Bao" in await typing("@ana /tache 19")


async def test_anothers_button_and_an_invented_one_change_nothing(typing) -> None:  # type: ignore[no-untyped-def]
    made = await typing("@ana /tache Accorder les violons @Bao")
    number = re.findall(r"\[ (\d+) Je m'en occupe \]", made)[0]
    assert "Cette question attend la réponse de Bao" in await typing(f"@marc {number}")
    assert "Ce choix n'est plus d'actualité" in await typing("@marc 999999999999")


async def test_whoever_coordinates_still_does_after_days(typing) -> None:  # type: ignore[no-untyped-def]
    assert "calme de 22:00 à 07:00" in await typing("+3d", "@ana /calme 22:00-07:00")
    assert "Cela revient à la coordination" in await typing("@marc /calme non")


async def test_time_moves_by_hand_and_things_happen_at_their_instants(typing) -> None:  # type: ignore[no-untyped-def]
    said = await typing("+1d")
    assert "Tuesday 31 March" in said
    assert "\n08:00  ╭─" in said
    assert said.endswith("⏩ Tue 31 March at 09:00\n")
    assert "⏩ Tue 31 March at 11:30" in await typing("+2h30m")


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("@zoe /taches", "Zoe is not in the group."),
        ("@", "Who is speaking?"),
        ("@marc", "What does this person say?"),
        ("bonjour", "Who is speaking?"),
        ("+soon", "How far?"),
    ],
)
async def test_a_wrong_line_gets_one_helpful_sentence(line: str, sentence: str, typing) -> None:  # type: ignore[no-untyped-def]
    said = await typing(line)
    assert said.startswith(sentence)
    assert "╭" not in said


async def test_a_question_mark_explains_and_q_leaves(typing) -> None:  # type: ignore[no-untyped-def]
    assert "+1d  +2h  +30m" in await typing("?")
    assert await typing("", "q") == ""


def test_on_a_terminal_the_week_can_be_gone_on_with(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with environment(tmp_path) as surroundings:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "demo", "--fast"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=surroundings,
        )
    os.close(theirs)
    try:
        assert "Your turn!" in until("clock is in your hands", ours)
        os.write(ours, "@maelle /tache Acheter du thé moi\n".encode())
        said = until("C'est fait", ours)
        assert "👍" in said
        os.write(ours, b"q\n")
        assert "What next" in until("real time", ours)
        assert process.wait(SECONDS) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def until(part: str, terminal: int) -> str:
    """What a terminal shows up to some words."""
    said, end = b"", time.monotonic() + SECONDS
    while part not in said.decode("utf-8", "replace").replace("\u00a0", " "):
        ready, _, _ = select.select([terminal], [], [], end - time.monotonic())
        assert ready, f"{part!r} never came"
        said += os.read(terminal, 4096)
    return said.decode("utf-8", "replace")


# ---- accalmie run


def run_with(said: str, folder: Path) -> str:
    with environment(folder) as surroundings:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            input=said,
            cwd=folder,
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
        )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_task_made_in_one_run_is_finished_in_the_next(tmp_path: Path) -> None:
    assert "👤 Léa" in run_with("@léa /tache Ranger moi\n", tmp_path)
    assert "fait, merci Léa" in run_with("@LEA /fait 1", tmp_path)


def test_the_first_to_type_coordinates_and_newcomers_enter_by_a_command(tmp_path: Path) -> None:
    said = run_with("@zoé> /taches\n@zoé /calme 22:00-07:00\n@sam /calme non\n@sam bonjour\n", tmp_path)
    assert "Zoé is not in the group yet." in said
    assert "calme de 22:00 à 07:00" in said.replace("\u00a0", " ")
    assert "Cela revient à la coordination" in " ".join(said.replace("│", " ").split())


def test_the_bot_says_hello_before_its_first_answer_and_only_once(tmp_path: Path) -> None:
    said = run_with("@zoé /tache Ranger moi\n", tmp_path)
    assert said.index("adds the bot to the group") < said.index("Bonjour, ici Accalmie") < said.index("👤 Zoé")
    assert "Bonjour" not in run_with("@zoé /taches\n@sam /fait 1\n", tmp_path)


def test_a_request_to_end_leaves_cleanly_with_everything_kept(tmp_path: Path) -> None:
    with environment(tmp_path) as surroundings:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=surroundings,
        )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("@léa /tache Ranger moi\n".encode())
    process.stdin.flush()
    assert "👍" in until("👍", process.stdout.fileno())
    process.send_signal(signal.SIGTERM)
    assert process.wait(SECONDS) == 0
    assert process.communicate(timeout=SECONDS)[1] == b""
    assert "Ranger" in run_with("@léa /taches", tmp_path)


def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(tmp_path: Path) -> None:
    with environment(tmp_path, ACCALMIE_DATABASE_URL="sqlite:////nowhere/at/all.db") as surroundings:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"], env=surroundings, capture_output=True, text=True, timeout=SECONDS
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_a_transcript_replayed_for_people_looks_like_the_demonstration(tmp_path: Path, page: str) -> None:
    with environment(tmp_path, LANG="fr_FR.UTF-8") as surroundings:
        replayed = subprocess.run(
            [
                sys.executable,
                "-m",
                "bot",
                "replay",
                str(ROOT / "bot/demo/week.jsonl"),
                "--until",
                DIGEST_AT.isoformat(),
            ],
            env=surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
        )
    assert replayed.stdout
    assert replayed.stdout in page
