"""Which emoji stands for which button."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reactions import NUMBERS, faces, is_pencil, may_stand_for_a_choice, meant

ONE, TWO, THREE, FOUR = NUMBERS[:4]


@pytest.mark.parametrize(
    ("commands", "in_a_group", "in_private"),
    [
        (["take 12"], ["🙋"], ["🙋"]),
        (["accept 12", "decline 12"], ["🙋", None], ["🙋", "🙏"]),
        (["done 12", "due 12", "helpwanted 12", "release 12"], ["✅", ONE, TWO, THREE], ["✅", ONE, TWO, THREE]),
        (["due 3 2026-03-06", "take 3", "due 3 off"], [ONE, "🙋", TWO], [ONE, "🙋", TWO]),
        (["accept 1", "decline 1", "take 1"], ["🙋", None, "🙋"], ["🙋", "🙏", "🙋"]),
        (["accept 1", "decline 1", "done 1", "take 1 help"], ["🙋", None, "✅", "🙋"], ["🙋", "🙏", "✅", "🙋"]),
        (["accept 1", "decline 1", "take 2"], [ONE, None, TWO], [ONE, "🙏", TWO]),
        (
            ["accept 1", "decline 1", "accept 2", "decline 2"],
            [ONE, None, TWO, None],
            [ONE, TWO, THREE, FOUR],
        ),
        (["take 1", "take 2", "done 3"], [ONE, TWO, "✅"], [ONE, TWO, "✅"]),
        (["accept 1", "take 1", "take 1 help"], [ONE, TWO, THREE], [ONE, TWO, THREE]),
        (["role accept 4", "role decline 4"], [ONE, TWO], [ONE, TWO]),
        (["", "tasks me"], [ONE, TWO], [ONE, TWO]),
        ([], [], []),
    ],
)
def test_a_button_has_its_face_or_a_number(
    commands: list[str], in_a_group: list[str | None], in_private: list[str | None]
) -> None:
    assert list(faces(commands, private=False)) == in_a_group
    assert list(faces(commands, private=True)) == in_private


def test_beyond_ten_nothing_stands_for_a_button() -> None:
    assert faces([f"take {n}" for n in range(13)], private=False) == (*NUMBERS, None, None, None)


def test_the_rest_of_a_digest_has_its_own_face_however_many_lines_ask_for_somebody() -> None:
    assert faces([*(f"take {n}" for n in range(13)), "digest all"], private=False)[-1] == "➕"
    assert may_stand_for_a_choice("➕", private=False)


@pytest.mark.parametrize("typed", ["🙋", "🙋🏽", "🙋\u200d♀️", "🙋🏿\u200d♂️", "🫡"])
def test_colour_skin_and_sex_do_not_matter(typed: str) -> None:
    assert meant(typed, ["done 1", "take 2"], private=False) == (1,)
    assert may_stand_for_a_choice(typed, private=False)


@pytest.mark.parametrize("typed", ["2️⃣", "2\u20e3"])
def test_a_number_is_meant_with_and_without_its_colour(typed: str) -> None:
    assert meant(typed, ["due 1 off", "tasks", "find x"], private=True) == (1,)


@pytest.mark.parametrize("typed", ["✅", "✅\ufe0f", "💯"])
def test_what_another_messenger_has_instead_counts_as_well(typed: str) -> None:
    assert meant(typed, ["done 1"], private=False) == (0,)


def test_declining_has_a_face_in_private_alone() -> None:
    offered = ["accept 1", "decline 1"]
    assert meant("🙏", offered, private=True) == (1,)
    assert meant("🙏", offered, private=False) == ()
    assert not may_stand_for_a_choice("🙏", private=False)


@pytest.mark.parametrize("typed", ["", "🎉", "1", "take 12", "🙋🙋", "🙋" * 50, "✍️"])
def test_any_other_reaction_means_no_button(typed: str) -> None:
    assert meant(typed, ["take 1", "done 2", "tasks"], private=True) == ()
    assert not may_stand_for_a_choice(typed, private=True)


def test_a_pencil_is_a_pencil_whatever_the_hand() -> None:
    assert [is_pencil(each) for each in ("✍️", "✍", "✍🏽", "🙋", "")] == [True, True, True, False, False]


LINES = st.sampled_from(
    [
        "take 1",
        "take 2",
        "take 1 help",
        "accept 1",
        "accept 2",
        "decline 1",
        "decline 2",
        "done 1",
        "done 2",
        "due 1",
        "",
    ]
)


@given(st.lists(LINES, max_size=14), st.booleans())
def test_what_is_shown_is_what_is_heard(commands: list[str], private: bool) -> None:
    shown = faces(commands, private=private)
    for place, face in enumerate(shown):
        if face is None:
            continue
        found = meant(face, commands, private=private)
        assert place in found
        assert may_stand_for_a_choice(face, private=private)
        names = [commands[each].split()[0] for each in found if commands[each]]
        assert len(found) == 1 or names == ["take", "accept"]
