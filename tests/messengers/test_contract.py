"""What the house relies on in every messenger, as `bot.messengers.Messenger` says it: one test for all of them.

The terminal refuses nothing, knows nobody who is out of reach, and never asks to wait: what is about that is asked of
those messengers that can.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.departure import File
from bot.messengers import NotSent, TooLarge, TryLater, Unreachable
from bot.speech import Voice, say
from domain.document import says
from domain.letter import Kind
from domain.quiet_hours import QuietHours
from domain.quiet_picture import picture
from tests.matrix_server.process import strict_homeserver
from tests.messengers.stands import PARIS, STANDS, Given, Stand

__all__ = ["strict_homeserver"]
TAKE, NO_BREAK = "je m'en occupe", "\u00a0"
MANY = 50  # letters at once, more than any server takes
OUT_OF_REACH = {
    "telegram": ("never opened", "closed", "no such account"),
    "matrix": ("blocks invitations",),
}


@pytest.fixture
async def stand(request: pytest.FixtureRequest) -> AsyncIterator[Stand]:
    async with STANDS[request.param](request) as made:
        yield made


every_messenger = pytest.mark.parametrize("stand", ["terminal", "telegram", "matrix"], indirect=True)
who_limits_files = pytest.mark.parametrize("stand", ["telegram", "matrix"], indirect=True)
who_can_refuse = pytest.mark.parametrize("stand", ["telegram", "matrix"], indirect=True)
who_may_tell_to_wait = pytest.mark.parametrize("stand", ["telegram", "matrix with limits"], indirect=True)
who_waits_in_one_chat_alone = pytest.mark.parametrize("stand", ["telegram"], indirect=True)
who_knows_a_repetition = pytest.mark.parametrize("stand", ["matrix"], indirect=True)
who_is_out_of_reach = pytest.mark.parametrize(
    ("stand", "why"),
    [(name, why) for name, all_of_them in OUT_OF_REACH.items() for why in all_of_them],
    indirect=["stand"],
)


@every_messenger
def test_it_has_a_name_and_a_prefix(stand: Stand) -> None:
    assert stand.messenger.name == stand.place.messenger
    assert stand.messenger.prefix


@every_messenger
@pytest.mark.parametrize("private", [False, True])
async def test_an_edit_names_the_message_by_the_id_that_send_returned(stand: Stand, private: bool) -> None:
    first = await stand.sends("Salle", private=private)
    other = await stand.sends("Chaises", private=private)
    assert first
    assert other not in {"", first}
    for title in ("Grande salle", "Grande salle", "Petite salle"):  # the second one changes nothing
        edited = await stand.sends(title, private=private, edits=1, edits_message=first)
        assert edited == first
        assert title in await stand.shows()
    assert "Chaises" in await stand.shows()


@every_messenger
async def test_a_message_is_answered_and_acknowledged_by_its_id(stand: Stand) -> None:
    first = await stand.sends("Salle")
    assert await stand.sends("Chaises", reply_to=first)
    ack = says("ack")
    said = say(ack, Voice("fr", PARIS, "/", strict=True))
    await stand.sends("", kind=Kind.ACK, reply_to=first, document=ack, speech=said, buttons=())
    assert await stand.shows_sign(said.plain, on=first)


@every_messenger
@pytest.mark.parametrize("private", [False, True])
async def test_a_picture_is_the_same_line_by_line(stand: Stand, private: bool) -> None:
    drawn = picture((QuietHours.nightly("21:30", "8:00"),), date(2026, 3, 2), PARIS, clocks=PARIS)
    said = say(drawn, Voice("fr", PARIS, "/", strict=True))
    await stand.sends("", private=private, document=drawn, speech=said, buttons=())
    shown = await stand.shows()
    assert "████████·············▒██ lun 2" in shown
    for line in said.lines:
        assert line.plain in shown


@every_messenger
async def test_a_file_comes_with_the_words_of_its_letter_and_its_buttons(stand: Stand) -> None:
    file = File("taches-2026.csv", "text/csv", "N°;Tâche\r\n1;Salle\r\n".encode())
    assert await stand.sends("Salle", private=True, file=file)
    (given,) = await stand.files()
    assert given == Given(file, "Salle")
    assert TAKE in (await stand.shows()).lower().replace(NO_BREAK, " ")


@every_messenger
async def test_a_file_comes_with_words_that_are_too_long_to_stand_below_it(stand: Stand) -> None:
    file = File("taches-2026.csv", "text/csv", b"1;Salle\r\n")
    title = "Salle " + "🎉 et encore " * 120 + "fin."
    assert await stand.sends(title, private=True, file=file)
    (given,) = await stand.files()
    assert given.file == file
    shown = await stand.shows()
    assert "fin." in shown
    assert shown.count("Salle") == 1
    assert TAKE in shown.lower().replace(NO_BREAK, " ")


@every_messenger
async def test_a_file_with_markup_in_its_words_is_words(stand: Stand) -> None:
    file = File("taches-2026.csv", "text/csv", b"1")
    await stand.sends("<b>Salle</b> & *ailleurs* _ici_", private=True, file=file)
    (given,) = await stand.files()
    assert given.words == "<b>Salle</b> & *ailleurs* _ici_"


@who_limits_files
async def test_a_file_that_is_larger_than_it_takes_is_told_from_other_refusals(stand: Stand) -> None:
    file = File("taches-2026.csv", "text/csv", b"1" * stand.takes_less_than())
    with pytest.raises(TooLarge):
        await stand.sends("Salle", private=True, file=file)
    assert await stand.files() == []


@every_messenger
async def test_to_leave_twice_is_no_error(stand: Stand) -> None:
    await stand.messenger.leave(stand.place)
    await stand.messenger.leave(stand.place)


@every_messenger
@pytest.mark.parametrize("private", [False, True])
async def test_a_letter_of_which_nobody_knows_is_not_said_to_be_refused(stand: Stand, private: bool) -> None:
    await stand.vanishes()
    with pytest.raises(Exception) as fault:  # noqa: PT011  # whatever the messenger's library raises
        await stand.sends("Salle", private=private)
    assert not isinstance(fault.value, NotSent | TryLater)


@who_can_refuse
async def test_a_letter_to_a_group_that_the_bot_left_is_refused(stand: Stand) -> None:
    first = await stand.sends("Salle")
    await stand.leaves()
    edit: dict[str, Any] = {"edits": 1, "edits_message": first}
    for more in ({}, edit):
        with pytest.raises(NotSent) as refused:
            await stand.sends("Grande salle", **more)
        assert not isinstance(refused.value, Unreachable), "it is a group"


@who_is_out_of_reach
async def test_somebody_out_of_reach_is_told_from_other_refusals(stand: Stand, why: str) -> None:
    await stand.shuts(why)
    with pytest.raises(Unreachable):
        await stand.sends("Salle", private=True)
    assert await stand.sends("Salle"), "the group is reached as before"


@who_may_tell_to_wait
@pytest.mark.parametrize("editing", [False, True])
async def test_a_letter_that_must_wait_says_how_long(stand: Stand, editing: bool) -> None:
    first = await stand.sends("Salle")
    edit: dict[str, Any] = {"edits": 1, "edits_message": first} if editing else {}
    await stand.is_busy(editing=editing)
    title, wait = await until_it_has_to_wait(stand, **edit)
    assert wait == stand.was_told_to_wait()
    assert title not in await stand.shows(), "it surely did not leave"


async def until_it_has_to_wait(stand: Stand, **more: Any) -> tuple[str, timedelta]:
    """The first letter that did not leave, and how long it has to wait."""
    for number in range(MANY):
        try:
            await stand.sends(f"Salle {number}.", **more)
        except TryLater as wait:
            return f"Salle {number}.", wait.after
    raise AssertionError("all of them left")


@who_waits_in_one_chat_alone
async def test_while_one_chat_waits_the_others_go_on(stand: Stand) -> None:
    await stand.is_busy(editing=False)
    with pytest.raises(TryLater):
        await stand.sends("Salle")
    assert await stand.sends("Salle", private=True)


@who_knows_a_repetition
@pytest.mark.parametrize("private", [False, True])
async def test_a_letter_that_is_sent_again_is_one_message(stand: Stand, private: bool) -> None:
    letter = stand.letter("Salle", private=private)
    first = await stand.messenger.send(letter)
    assert await stand.messenger.send(replace(letter, attempts=2)) == first
    assert (await stand.shows()).count("Salle") == 1


@who_knows_a_repetition
@pytest.mark.parametrize("private", [False, True])
async def test_a_letter_whose_answer_was_lost_is_one_message(stand: Stand, private: bool) -> None:
    await stand.sends("Bonjour", private=private)
    letter = stand.letter("Salle", private=private)
    await stand.vanishes()
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever the messenger's library raises
        await stand.messenger.send(letter)
    await stand.comes_back()
    assert await stand.messenger.send(replace(letter, attempts=2))
    assert (await stand.shows()).count("Salle") == 1
