"""Which reaction to a letter stands for which of its buttons: one rule for whoever shows them and whoever hears them.

A button that many letters have has its own face; every other one has a number. In a group, where reactions show who
made them, nothing stands for declining, nor for not coming.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

TAKE, DONE, DECLINE, MORE = "🙋", "✅", "🙏", "➕"
NUMBERS = (*(f"{digit}\ufe0f\u20e3" for digit in range(1, 10)), "🔟")
_FACES = {
    "take": TAKE,
    "accept": TAKE,
    "done": DONE,
    "digest": MORE,
}  # more of a digest, however many numbers are used up
_PENCIL = "✍"
_SAME = {"🫡": TAKE, "💯": DONE}  # where a messenger has neither
_LOOKS = dict.fromkeys(map(ord, "\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff\u200d\u2640\u2642"))
_LONGEST = 16  # characters; some messengers let people react with any words


def faces(commands: Sequence[str], *, private: bool) -> tuple[str | None, ...]:
    """The emoji that stands for each of a letter's choices; None: nothing does.

    `commands` are their command lines ("take 12") in the order of their ids, one without words for a choice that is
    used up; `private`: the letter is to one person alone. No emoji stands for two, but for this pair: to take a task
    and to accept it have the same one, which means what whoever reacts was asked.
    """
    wanted = [_face(command, private=private) for command in commands]
    shared = {face for face, count in Counter(wanted).items() if face and count > 1 and not _is_pair(face, commands)}
    numbers = iter(NUMBERS)
    found: list[str | None] = []
    for command, face in zip(commands, wanted, strict=True):
        if _declines(command) and not private:
            found.append(None)
        else:
            found.append(face if face and face not in shared else next(numbers, None))
    return tuple(found)


def meant(emoji: str, commands: Sequence[str], *, private: bool) -> tuple[int, ...]:
    """The places of the choices that a reaction stands for: one at most, or both of that pair, "take" first."""
    wanted = _plain(emoji)
    shown = faces(commands, private=private)
    found = [place for place, face in enumerate(shown) if face is not None and _plain(face) == wanted]
    return tuple(sorted(found, key=lambda place: _name(commands[place]) != "take"))


def may_stand_for_a_choice(emoji: str, *, private: bool) -> bool:
    """Is this one of the emoji that stand for buttons?"""
    return _plain(emoji) in (_KNOWN | {DECLINE} if private else _KNOWN)


def is_hand(emoji: str) -> bool:
    """Does somebody want to take a task?"""
    return _plain(emoji) == TAKE


def is_pencil(emoji: str) -> bool:
    """Does this reaction make a task of a message?"""
    return _plain(emoji) == _PENCIL


def _plain(emoji: str) -> str:
    """Without what makes it colourful, or tells a skin or a sex."""
    bare = emoji[:_LONGEST].translate(_LOOKS)
    return _SAME.get(bare, bare)


_KNOWN = frozenset(_plain(each) for each in (TAKE, DONE, MORE, *NUMBERS))


def _declines(command: str) -> bool:
    return command.startswith(("decline ", "event cannot "))


def _name(command: str) -> str:
    return command.partition(" ")[0]


def _face(command: str, *, private: bool) -> str | None:
    if _declines(command):
        return DECLINE if private else None
    return TAKE if command.startswith("event come ") else _FACES.get(_name(command))


def _is_pair(face: str, commands: Sequence[str]) -> bool:
    """Is it one proposal, and the same task to be taken by anybody?"""
    both = sorted(command.split()[:2] for command in commands if _FACES.get(_name(command)) == face)
    return [each[0] for each in both] == ["accept", "take"] and both[0][1:] == both[1][1:]
