"""Looks up the words and numbers of a text: what each of them can stand for."""

from collections.abc import Callable, Container
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


_FIVES = frozenset((5, 10, 20, 25))
# kind of figure: how many digits, which values
_FIGURES: tuple[tuple[str, Container[int], Container[int]], ...] = (
    ("figure", range(1, 5), range(10_000)),
    ("day", (1, 2), range(1, 32)),
    ("month-number", (1, 2), range(1, 13)),
    ("hour", (1, 2), range(25)),
    ("minute", (2,), range(60)),
    ("late-minute", (2,), frozenset((15, 20, *range(25, 60)))),
    ("fives", (1, 2), _FIVES),
    ("year", (4,), range(1900, 2100)),
)


class Lexicon:
    """The words of one language, ready to be looked up.

    Kinds are those of `Language.words`, and for numbers n (any amount), figure, day, nth (15th), word-day, ordinal,
    month-number, year, short-year, hour, word-hour, minute, word-minute, late-minute (no hour as well), fives,
    word-fives, hour-minute (1030). An abbreviated weekday is `short`, either is a day-name; a month-name is not
    abbreviated. Lists are sets, of one member or more: weekdays, plurals (Mondays), days, month-list, places (first
    and last); of more: many-weekdays, many-days; a day-row has slashes, a day-range "to" (a week-range is a working
    week). from-end counts from there: the last 1.
    """

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
        self._or = frozenset(fold(" ".join(language.phrases.get("glue or=1", ()))).split())
        self._to = frozenset(fold(language.range_words).split())

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

    def words(self) -> frozenset[str]:
        """All words that can be a part of anything, and those that join them."""
        followers = {word for entries in self._entries.values() for entry in entries for word in entry.rest}
        spelled = {word for pair in self._pairs for word in pair} | self._numbers.keys() | self._ordinals.keys()
        joining = self._endings | self._articles | self._list_words | self._and | self._or | self._to
        return frozenset(self._entries.keys() | followers | spelled | joining)

    def look_up(self, tokens: list[Token], place: int) -> list[Lexeme]:
        """Everything that the token at `place` and its followers can stand for."""
        token = tokens[place]
        if token.barred or not self.knows(token):
            return []
        if token.is_number:
            found = self._figure(tokens, place)
            return found + self._days(tokens, found) + self._places(tokens, place)
        found = [
            Lexeme(entry.kind, entry.value, _with_dot(tokens, end, entry.abbreviation))
            for entry in self._entries.get(token.text, ())
            if (end := _follows(tokens, place, entry.rest))
        ]
        if token.text in self._numbers or token.text in self._ordinals:
            found += self._spelled(tokens, place)
        found += self._places(tokens, place) + self._months(tokens, found) + self._days(tokens, found)
        return found + self._weekdays(tokens, found)

    def _weekdays(self, tokens: list[Token], found: list[Lexeme]) -> list[Lexeme]:
        first = _first_of(found, _DAYS)
        if first is None:
            return []
        row = self._row(tokens, first, self._weekday, range(7))
        one, all_of_them = 1 << first.value, row.bits
        lists = row.beside("weekdays", one, first.end)
        if first.kind == "plural":
            return lists + row.beside("plurals", one, first.end)
        lists.append(Lexeme("day-name", first.value, first.end))
        if row.size > 1:
            lists.append(Lexeme("many-weekdays", all_of_them, row.end))
        if row.joins == {"to"} and row.size > 1:
            lists.append(Lexeme("week-range" if all_of_them in _WORKING_WEEKS else "day-range", all_of_them, row.end))
        if row.joins == {"/"} and row.size > 2:
            lists.append(Lexeme("day-row", all_of_them, row.end))
        return lists

    def _months(self, tokens: list[Token], found: list[Lexeme]) -> list[Lexeme]:
        first = _first_of(found, ("month",))
        if first is None:
            return []
        row = self._row(tokens, first, self._month, range(1, 13))
        single = [Lexeme("month-list", 1 << first.value, first.end)] if _first_of(found, ("month-name",)) else []
        return single + ([Lexeme("month-list", row.bits, row.end)] if row.size > 1 else [])

    def _month(self, tokens: list[Token], place: int) -> Lexeme | None:
        return self._word(tokens, place, ("month",))

    def _days(self, tokens: list[Token], found: list[Lexeme]) -> list[Lexeme]:
        first = _first_of(found, _MONTH_DAYS)
        if first is None:
            return []
        row = self._row(tokens, first, self._day)
        lists = row.beside("days", 1 << first.value, first.end)
        return [*lists, Lexeme("many-days", row.bits, row.end)] if row.size > 1 else lists

    def _day(self, tokens: list[Token], place: int) -> Lexeme | None:
        return _first_of(self._number(tokens, place), _MONTH_DAYS)

    def _places(self, tokens: list[Token], place: int) -> list[Lexeme]:
        first = self._place(tokens, place)
        if first is None or not 1 <= abs(first.value) <= 5:
            return []
        row = self._row(tokens, first, self._place)
        lists = row.beside("places", 1 << first.value % 11, first.end)
        if first.value < 0:
            lists.append(Lexeme("from-end", -first.value, first.end))
        if first.value < -1:
            lists.append(Lexeme("ordinal", first.value, first.end))
        return lists

    def _place(self, tokens: list[Token], place: int) -> Lexeme | None:
        """First, last, 2nd to last."""
        named = self._word(tokens, place, ("place",))
        if named:
            return named
        ordinal = _first_of(self._number(tokens, place), ("ordinal",))
        back = self._word(tokens, ordinal.end, ("back",)) if ordinal and ordinal.value > 1 else None
        return Lexeme("place", -ordinal.value, back.end) if ordinal and back else ordinal

    def _number(self, tokens: list[Token], place: int) -> list[Lexeme]:
        text = tokens[place].text
        if tokens[place].is_number:
            return self._figure(tokens, place)
        return self._spelled(tokens, place) if text in self._numbers or text in self._ordinals else []

    def _weekday(self, tokens: list[Token], place: int) -> Lexeme | None:
        return self._word(tokens, place, _DAYS)

    def _word(self, tokens: list[Token], place: int, kinds: tuple[str, ...]) -> Lexeme | None:
        if place >= len(tokens) or tokens[place].gap is Gap.HARD or tokens[place].barred:
            return None
        for entry in self._entries.get(tokens[place].text, ()):
            if entry.kind in kinds and (end := _follows(tokens, place, entry.rest)):
                return Lexeme(entry.kind, entry.value, _with_dot(tokens, end, entry.abbreviation))
        return None

    def _row(
        self,
        tokens: list[Token],
        first: Lexeme,
        member: Callable[[list[Token], int], Lexeme | None],
        cycle: range = range(0),
    ) -> "_Row":
        """A list that begins with `first`: "Mon, Wed and Fri". cycle: all members there are, if they follow each other
        as in "Monday to Friday"."""
        values, end, joins = [first.value], first.end, set[str]()
        while len(values) < _LONGEST_ROW:
            join, place = self._join(tokens, end)
            if place >= len(tokens) or tokens[place].gap is Gap.HARD or tokens[place].barred:
                break
            following = member(tokens, place) if cycle or join not in ("to", "") else None
            if following is None:
                break
            while join == "to" and (between := cycle[cycle.index(values[-1]) + 1 - len(cycle)]) != following.value:
                values.append(between)
            values.append(following.value)
            joins.add(join)
            end = following.end
        members = {value if value >= 0 else value % 11 for value in values}
        return _Row(0 if "or" in joins else sum(1 << one for one in members), len(values), joins, end)

    def _join(self, tokens: list[Token], place: int) -> tuple[str, int]:
        """What joins a member of a list to the next one, and where that one stands."""
        if place >= len(tokens):
            return "", place
        text, start = tokens[place].text, place
        if text in self._to or text == "/":
            return "/" if text == "/" else "to", place + 1
        if tokens[place].gap is Gap.HYPHEN:
            return "to", place
        place += text == ","
        join = "and"
        if place < len(tokens) and tokens[place].text in self._and:
            join = "or" if tokens[place].text in self._or else "and"
            place += 1
        while start < place < len(tokens) and tokens[place].text in self._list_words:
            place += 1
        return join if place > start else "", place

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
        found += [
            Lexeme(kind, value, end) for kind, lengths, values in _FIGURES if len(text) in lengths and value in values
        ]
        if 1 <= value <= 999 and text[0] != "0":
            found.append(Lexeme("n", value, end))
        if len(text) == 2:
            found.append(Lexeme("short-year", 2000 + value, end))
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
        if value in _FIVES:
            found.append(Lexeme("word-fives", value, end))
        kinds = (("word-day", 2, 31), ("spelled-day", 2, 31), ("word-hour", 1, 24), ("word-minute", 1, 59))
        return found + [Lexeme(kind, value, end) for kind, low, high in kinds if low <= value <= high]

    def _as_ordinal(self, value: int, end: int) -> list[Lexeme]:
        found = [Lexeme("ordinal", value, end)]
        if 1 <= value <= 31:
            found += [Lexeme("word-day", value, end), Lexeme("ordinal-day", value, end)]
        return found


class _Row(NamedTuple):
    bits: int
    size: int
    joins: set[str]
    end: int

    def beside(self, kind: str, one: int, end: int) -> list[Lexeme]:
        """Its first member alone, and the whole row where it has more."""
        alone = Lexeme(kind, one, end)
        return [alone, Lexeme(kind, self.bits, self.end)] if self.size > 1 else [alone]


_DAYS = ("weekday", "short", "plural")
_MONTH_DAYS = ("day", "word-day", "ordinal-day")
_WORKING_WEEKS = (31, 63, 127)  # Monday to Friday, to Saturday, to Sunday
_LONGEST_ROW = 12


def _first_of(found: list[Lexeme], kinds: tuple[str, ...]) -> Lexeme | None:
    return next((one for one in found if one.kind in kinds), None)


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
