"""All that is kept of somebody, as a file: who gets it, what is in it, and what is not."""

from __future__ import annotations

import io
import json
import re
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import SQLModel

from bot.departure import File
from domain.letter import Kind
from storage import of_person
from storage.of_person import WHOSE, Bearing
from tests.conftest import Stage
from tests.scene import Scene, keys, offers, receiver
from tests.stories.test_leaving import a_busy_person

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


async def handed(scene: Scene, who: str, **how: Any) -> tuple[str, dict[str, Any]]:
    """The page and the data that somebody gets."""
    (letter,) = [d for d in await scene.whispers(who, "/mesdonnees", **how) if d.kind is Kind.ANSWER]
    return opened(letter.file)


def opened(file: File | None) -> tuple[str, dict[str, Any]]:
    assert file is not None
    with ZipFile(io.BytesIO(file.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["index.html", "data.json"]
        return archive.read("index.html").decode(), json.loads(archive.read("data.json"))["kept"]


class Words(HTMLParser):
    """What a browser would show, and which tags it would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words, self.tags = "", set[str]()
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)


async def test_it_comes_in_private_wherever_it_was_asked_for(scene: Scene) -> None:
    for letters in (await scene.says("Marc", "/mesdonnees"), await scene.whispers("Marc", "/mydata")):
        (answer,) = letters
        assert (receiver(answer), keys(answer)[0], offers(answer)) == ("Marc", "mydata", ["privacy", "forgetme"])
        assert answer.file is not None
        assert answer.file.name == "mes-donnees-2026-03-02.zip"


async def test_everything_that_has_their_name_on_it_is_there(stage: Stage) -> None:
    scene = await stage(elsewhere=("Marc",))
    await a_busy_person(scene, "Marc")
    await scene.says("Marc", "/tache Projeter le film moi", team="ciné")
    await scene.says("Zoé", "/tache Coller les affiches @Marc", team="ciné")
    await scene.whispers("Marc", "/moncalme 19:00-09:00", team="bal")
    await scene.at("mon 21:30")
    await scene.whispers("Marc", "/plustard Qui a l'échelle ?")
    await scene.whispers("Marc", "/urgent la salle est inondée", team="bal")
    await scene.presses("Marc", "urgent yes: la salle est inondée", private=True)
    page, kept = await handed(scene, "Marc", team=None)
    said = Words(page).words
    for phrase in (
        "lampions",
        "Projeter le film",
        "Coller les affiches",
        "Qui a l'échelle",
        "ça me va",
        "clefs",
        "bal",
    ):
        assert phrase in said, phrase
        assert phrase in json.dumps(kept, ensure_ascii=False), phrase
    assert {row["team"] for row in kept["membership"]} == {"bal", "ciné"}
    assert [row["by_id"] for row in kept["thanks"] if row["to_id"] == "you"] == ["Ana"]


async def test_nothing_of_others_is_there_that_is_theirs_alone(scene: Scene) -> None:
    await scene.says("Léa", "/tache Chanter")
    await scene.whispers("Léa", "/moncalme 18:00-10:00")
    await scene.says("Sam", "/tache Danser moi")
    await scene.says("Sam", "/noter 2 apporter la sono")
    await scene.says("Léa", "/tache Balayer @Marc")
    page, kept = await handed(scene, "Marc")
    everything = page + json.dumps(kept, ensure_ascii=False)
    for phrase in ("Chanter", "18:00", "Danser", "sono", "Sam"):
        assert phrase not in everything, phrase
    assert "Balayer" in everything


async def test_what_people_typed_is_no_markup(scene: Scene) -> None:
    await scene.says("Marc", "/tache <script>alert(1)</script> & <b>gras</b> moi")
    await scene.says("Marc", '/noter 1 "></li><img src=x onerror=alert(1)>')
    page, _ = await handed(scene, "Marc")
    read = Words(page)
    assert "<script>alert(1)</script> & <b>gras</b>" in read.words
    assert read.tags <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "section", "ul", "li",
                         "details", "summary", "dl", "dt", "dd", "br"}  # fmt: skip
    assert not re.search(r"(src|href|url)\s*[=(]", re.sub(r"&[^;]+;", "", page.split("</style>")[0])), (
        "it needs nothing"
    )


async def test_in_their_language(stage: Stage) -> None:
    scene = await stage(language="en")
    page, _ = await handed(scene, "Marc")
    assert '<html lang="en">' in page
    assert "What Accalmie keeps of you" in page


async def test_three_days_after_leaving_it_can_still_be_had(scene: Scene) -> None:
    await scene.says("Marc", "/tache Décorer moi")
    await scene.leaves("Marc")
    await scene.waits("3d")
    page, kept = await handed(scene, "Marc")
    assert "Décorer" in page
    assert kept["membership"][0]["left_at"]


def test_every_column_that_names_a_person_is_thought_of(engine: object) -> None:
    """A new table with people in it must be put into `storage.of_person.WHOSE`."""
    assert set(of_person.person_columns()) <= set(WHOSE)


async def test_every_table_with_people_in_it_is_shown(scene: Scene) -> None:
    """Whoever stands in a row of a table finds it in the file."""
    await a_busy_person(scene, "Marc")
    await scene.at("mon 21:30")
    await scene.whispers("Marc", "/plustard Qui a l'échelle ?")
    with scene.engine.begin() as rows:
        person = (
            rows.execute(
                SQLModel.metadata.tables["account"].select().where(SQLModel.metadata.tables["account"].c.name == "Marc")
            )
            .one()
            .person_id
        )
        there = {
            table.name
            for name, (table, column) in of_person.person_columns().items()
            if WHOSE[name] is not Bearing.HIDDEN
            and rows.execute(table.select().where(column == person)).first() is not None
        }
    page, kept = await handed(scene, "Marc")
    assert {"assignment", "history", "letter", "note", "thanks", "later"} <= there
    assert there <= {name for name, rows_ in kept.items() if rows_}
    for name in there:
        assert f"({len(kept[name])})</h2>" in page


async def test_what_is_somebody_elses_matter_is_not_shown_to_whom_it_names(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(WHOSE, "thanks.to_id", Bearing.HIDDEN)
    await scene.says("Léa", "/merci @Marc pour les affiches")
    page, kept = await handed(scene, "Marc")
    assert "affiches" not in page + json.dumps(kept)
    _, hers = await handed(scene, "Léa")
    assert [(row["words"], row["to_id"]) for row in hers["thanks"]] == [("pour les affiches", None)]
