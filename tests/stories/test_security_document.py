"""`docs/security.md` says nothing without a test, and `SECURITY.md` says how to report what it does not say."""

from __future__ import annotations

import re

from tests.stories.test_privacy_document import _TEST, ROOT, promises, there

PAGE = ROOT / "docs" / "security.md"


def test_whatever_stops_an_attack_names_tests_that_exist() -> None:
    known, said = there(), promises(PAGE)
    assert len(said) > 45
    assert [line for line in said if not _TEST.search(line)] == []
    assert [name for line in said for name in _TEST.findall(line) if name not in known] == []


def test_every_danger_that_was_asked_about_has_its_part() -> None:
    headings = re.findall(r"^## (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    for danger in ("Strangers", "Forged", "Rights", "HTTP", "Words", "Floods", "Secrets", "made of"):
        assert any(danger in heading for heading in headings), danger


def test_who_finds_a_weakness_knows_where_to_tell() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    assert "docs/security.md" in text
    assert not re.search(r"\w@\w+\.\w|https?://", text), "no address that nobody reads"
