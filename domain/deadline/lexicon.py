"""Looks up the words and numbers of a text: what each of them can stand for."""

from typing import NamedTuple

from domain.deadline.fold import fold
from domain.deadline.language import Language
from domain.deadline.tokens import Gap, Token, cut


class Lexeme(NamedTuple):
    kind: str
    value: int
    end: int  # index of the token after it


class _Entry(NamedTuple):
    rest: tuple[str, ...]
    kind: str
    value: int
    abbreviation: bool


class Lexicon:
    """The words of one language, ready to be looked up. Kinds are those of `Language.words`, and for numbers
    n (any amount), figure, day, nth (15th), word-day, ordinal, month-number, year, short-year, hour, word-hour,
    minute, word-minute, hour-minute (1030). An abbreviated weekday is `short`, either is a day-name; weekdays and
    plurals are sets of them (see `_weekdays`); a month-name is not abbreviated."""

    def __init__(self, language: Language) -> None:
        self._entries: dict[str, list[_Entry]] = {}
        for kind, values in language.words.items():
            for value, words in values.items():
                for word in words.split(","):
                    self._add(kind, value, word.strip())
        self._numbers = {fold(word): value for word, value in language.numbers.items()}
        self._pairs = {tuple(word.split("-")): value for word, value in self._numbers.items() if "-" in word}
        self._ordinals = {fold(word): value for word, value in language.ordinals.items()}
        self._endings = frozenset(fold(language.ordinal_endings).split())
        self._articles = frozenset(fold(language.one_words).split())
        self._list_words = frozenset(fold(language.list_words).split())
        self._and = frozenset(fold(language.and_words).split())

    def _add(self, kind: str, value: int, word: str) -> None:
        words = [token.text for token in cut(fold(word.rstrip(".'")))]
        short = word.endswith(".")
        kinds = [kind]
        if kind == "weekday" and short:
            kinds = ["short"]
        elif kind == "month" and not short:
            kinds = ["month", "month-name"]
        entries = [_Entry(tuple(words[1:]), kind, value, short) for kind in kinds]
        self._entries.setdefault(words[0], []).extend(entries)

    def knows(self, token: Token) -> bool:
        """Whether the token can be the first of anything."""
        text = token.text
        return token.is_number or text in self._entries or text in self._numbers or text in self._ordinals

    def look_up(self, tokens: list[Token], place: int) -> list[Lexeme]:
        """Everything that the token at `place` and its followers can stand for."""
        token = tokens[place]
        if token.barred:
            return []
        if token.is_number:
            return self._figure(tokens, place)
        found = [
            Lexeme(entry.kind, entry.value, _with_dot(tokens, end, entry.abbreviation))
            for entry in self._entries.get(token.text, ())
            if (end := _follows(tokens, place, entry.rest))
        ]
        if token.text in self._numbers or token.text in self._ordinals:
            found += self._spelled(tokens, place)
        return found + self._weekdays(tokens, found)

    def _weekdays(self, tokens: list[Token], found: list[Lexeme]) -> list[Lexeme]:
        """A list of weekdays, as a set of bits: Monday 1, Tuesday 2, Wednesday 4 ..."""
        first = next((one for one in found if one.kind in _DAYS), None)
        if first is None:
            return []
        kind = "plurals" if first.kind == "plural" else "weekdays"
        days, end, place = 1 << first.value, first.end, first.end
        lists = [Lexeme("weekdays", days, end), Lexeme(kind, days, end)]
        if first.kind != "plural":
            lists.append(Lexeme("day-name", first.value, end))
        while place < min(len(tokens), first.end + 14) and (
            tokens[place].text in self._and or tokens[place].text == ","
        ):
            place += 1
            if place < len(tokens) and tokens[place].text in self._and:
                place += 1
            while place < len(tokens) and tokens[place].text in self._list_words:
                place += 1
            day = self._weekday(tokens, place)
            if day is None:
                break
            days, end, place = days | 1 << day.value, day.end, day.end
        if end > first.end:
            lists += [Lexeme("weekdays", days, end), Lexeme(kind, days, end)]
        return lists

    def _weekday(self, tokens: list[Token], place: int) -> Lexeme | None:
        if place >= len(tokens) or tokens[place].gap is Gap.HARD or tokens[place].barred:
            return None
        for entry in self._entries.get(tokens[place].text, ()):
            if entry.kind in _DAYS:
                return Lexeme("weekday", entry.value, _with_dot(tokens, place + 1, entry.abbreviation))
        return None

    def _figure(self, tokens: list[Token], place: int) -> list[Lexeme]:
        text, end = tokens[place].text, place + 1
        if len(text) > 4:
            return []
        value, found = int(text), []
        following = tokens[end] if end < len(tokens) else None
        if following and following.gap is Gap.GLUED and following.text in self._endings:
            if 1 <= value <= 366:
                found.append(Lexeme("ordinal", value, end + 1))
                if value <= 31:
                    found += [Lexeme("nth", value, end + 1), Lexeme("day", value, end + 1)]
            return found
        found.append(Lexeme("figure", value, end))
        if 1 <= value <= 999 and text[0] != "0":
            found.append(Lexeme("n", value, end))
        if len(text) <= 2:
            kinds = (("day", 1, 31), ("month-number", 1, 12), ("hour", 0, 24))
            found += [Lexeme(kind, value, end) for kind, low, high in kinds if low <= value <= high]
        if len(text) == 2:
            found.append(Lexeme("short-year", 2000 + value, end))
            if value <= 59:
                found.append(Lexeme("minute", value, end))
        if len(text) == 4 and 1900 <= value <= 2099:
            found.append(Lexeme("year", value, end))
        if len(text) >= 3 and value // 100 <= 24 and value % 100 <= 59:
            found.append(Lexeme("hour-minute", value, end))
        return found

    def _spelled(self, tokens: list[Token], place: int) -> list[Lexeme]:
        """A number in words: vingt et un, thirty, dix-sept, twenty-first."""
        text, end = tokens[place].text, place + 1
        if text not in self._numbers:
            return self._as_ordinal(self._ordinals[text], end)
        pair = (text, tokens[end].text) if end < len(tokens) and tokens[end].gap is not Gap.HARD else (text, "")
        if pair in self._pairs:  # dix-sept
            return self._as_number(self._pairs[pair], end + 1)
        value = self._numbers[text]
        found = self._as_ordinal(self._ordinals[text], end) if text in self._ordinals else []
        if value in (20, 30, 40, 50, 60, 80):
            after = end + 1 if end < len(tokens) and tokens[end].text in self._and else end
            if after < len(tokens) and tokens[after].gap is not Gap.HARD:
                more = tokens[after].text
                limit = 19 if value in (60, 80) else 9
                if 1 <= self._numbers.get(more, 0) <= limit:
                    value, end = value + self._numbers[more], after + 1
                elif after == end and 1 <= self._ordinals.get(more, 0) <= 9:
                    return self._as_ordinal(value + self._ordinals[more], after + 1)
        if text in self._articles:
            return [*found, Lexeme("n", value, end)]
        return found + self._as_number(value, end)

    def _as_number(self, value: int, end: int) -> list[Lexeme]:
        found = [Lexeme("n", value, end)]
        kinds = (("word-day", 2, 31), ("spelled-day", 2, 31), ("word-hour", 1, 24), ("word-minute", 1, 59))
        return found + [Lexeme(kind, value, end) for kind, low, high in kinds if low <= value <= high]

    def _as_ordinal(self, value: int, end: int) -> list[Lexeme]:
        found = [Lexeme("ordinal", value, end)]
        if 1 <= value <= 31:
            found += [Lexeme("word-day", value, end), Lexeme("ordinal-day", value, end)]
        return found


_DAYS = ("weekday", "short", "plural")


def _follows(tokens: list[Token], place: int, rest: tuple[str, ...]) -> int:
    """The index after `rest`, or 0 if other words stand there."""
    for word in rest:
        place += 1
        if place >= len(tokens) or tokens[place].text != word or tokens[place].gap is Gap.HARD:
            return 0
        if tokens[place].barred:
            return 0
    return place + 1


def _with_dot(tokens: list[Token], end: int, abbreviation: bool) -> int:
    if abbreviation and end < len(tokens) and tokens[end].text == "." and tokens[end].gap is Gap.GLUED:
        return end + 1
    return end
