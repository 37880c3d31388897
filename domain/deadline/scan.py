"""Finds the phrases of a text that may belong to a date, and drops figures that are something else."""

from domain.deadline.lexicon import Lexeme
from domain.deadline.phrases import Phrases, Piece
from domain.deadline.tokens import Gap, Token

MOST_PIECES = 60  # a text with more of them is a timetable, not a deadline
MOST_TRIES = 200  # places where a phrase may begin; 4,000 characters of chat have some 150


def scan(tokens: list[Token], phrases: Phrases, after_hour: frozenset[str], to: frozenset[str]) -> list[Piece]:
    """The phrases found from left to right, never overlapping. `after_hour`: words that make a figure an hour; `to`:
    words that can only join figures to a range."""

    def may_end(meaning: str, end: int) -> bool:
        return _may_end(tokens, end, after_hour) and (meaning == "clock" or not _begins_range(tokens, end, to))

    pieces: list[Piece] = []
    known: dict[int, list[Lexeme]] = {}
    place = tries = 0
    while place < len(tokens) and len(pieces) < MOST_PIECES and tries < MOST_TRIES:
        contiguous = bool(pieces) and pieces[-1].end >= place - 1
        piece = None
        if not tokens[place].barred and phrases.may_begin(tokens[place]) and _may_begin(tokens, place, contiguous):
            tries += 1
            piece = phrases.longest(tokens, place, known, may_end)
        if piece:
            pieces.append(piece)
            place = piece.end
        elif tokens[place].is_number:
            place = _end_of_figure(tokens, place + 1)
        else:
            place += 1
    return pieces


def _may_begin(tokens: list[Token], place: int, contiguous: bool) -> bool:
    """Not in the middle of "x3", "+33", "1.18" or "12e"."""
    if _is_amid_figures(tokens, place):
        return False
    if place == 0 or tokens[place].gap is not Gap.GLUED:
        return True
    before = tokens[place - 1]
    if tokens[place].is_number:
        if before.is_word or before.is_number or before.barred:
            return False
        if before.text in "#~+$€£§=*%<>_^&|\\":
            return False
        if before.text in ".,:/-'":
            return contiguous or place < 2 or tokens[place - 1].gap is not Gap.GLUED
        return True
    return not (tokens[place].is_word and before.is_number and not contiguous)


def _is_amid_figures(tokens: list[Token], place: int) -> bool:
    """In a row of figures, such as a telephone number or a table."""
    around = tokens[max(place - 2, 0) : place + 2]
    return len(around) == 4 and all(one.is_number for one in around)


def _may_end(tokens: list[Token], end: int, after_hour: frozenset[str]) -> bool:
    """Not before a glued figure, letter or unit, as in "12/03/1", "18:30.5", "5%"; not inside "Friday 18 h"."""
    if end >= len(tokens):
        return True
    last, after = tokens[end - 1], tokens[end]
    if last.is_number and after.gap is Gap.SOFT and after.text in after_hour:
        return False
    if _in_long_number(tokens, end, after_hour):
        return False
    if after.gap is not Gap.GLUED:
        return True
    if last.is_number:
        if after.is_number or after.is_word or after.text in "%€$£°_=*^":
            return False
        if after.text in ".,:/" and end + 1 < len(tokens):
            further = tokens[end + 1]
            return not (further.gap is Gap.GLUED and further.is_number)
        return True
    if last.text == "." and after.is_number:  # "12.03.99"
        return False
    return not (last.is_word and (after.is_number or after.text in "_@"))


def _begins_range(tokens: list[Token], end: int, to: frozenset[str]) -> bool:
    """Whether "-4" follows a figure: neither "Saturday 2-4 pm" nor "Saturday 2 to 4" is the second."""
    dash, further = (*tokens[end : end + 2], None, None)[:2]
    return bool(
        dash
        and further
        and tokens[end - 1].is_number
        and further.is_number
        and (dash.text in to or (dash.text == "-" and dash.gap is further.gap is Gap.GLUED))
    )


def _in_long_number(tokens: list[Token], end: int, after_hour: frozenset[str]) -> bool:
    """Whether figures go on, as in a telephone number: "06 12 34" before "56"."""
    before, last, after = tokens[max(end - 2, 0)], tokens[end - 1], tokens[end]
    if not (last.is_number and after.is_number and last.gap is after.gap is Gap.SOFT):
        return False
    if not before.is_number or before is last:  # "at 9 h 06 12 34"
        return end + 1 < len(tokens) and tokens[end + 1].is_number
    return end + 1 >= len(tokens) or tokens[end + 1].text not in after_hour | {":"}


def _end_of_figure(tokens: list[Token], place: int) -> int:
    """Past everything that is glued on."""
    while place < len(tokens) and tokens[place].gap is Gap.GLUED:
        place += 1
    return place
