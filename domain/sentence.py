"""What a person means by the words after a command: title, owners, deadline, project and the other markers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from domain.deadline import Reading
from domain.text import fold, tidy

DAY_OF_WORK = 7 * 60  # minutes in `~1j`: seven hours


@dataclass(frozen=True)
class Known:
    """Somebody in the team and the names they answer to: handle, display name, first name, for each account."""

    person: int
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """A name somebody typed, and whom it may mean: one person, several, or nobody the bot knows."""

    typed: str
    people: tuple[Known, ...]


@dataclass(frozen=True)
class Sentence:
    """What was understood, and the title that is left when it is taken out."""

    title: str
    owners: tuple[Named, ...]
    me: bool
    me_first: bool  # said before the other owners are: whoever is named first leads
    reading: Reading
    project: str | None
    important: bool
    effort_minutes: int | None
    after: tuple[int, ...]
    wanted: int | None


_NAME = re.compile(r'(?<![\w.@/=?&])@(?:"([^"]{1,80})"|“([^”]{1,80})”|«\s?([^»]{1,80}?)\s?»|([\w][\w.\-’\']*+)(?!@))')
_JOINT = re.compile(r"(?:['’]s\b)?\s*(?:[,;&+]|(?:et|and)\s)?\s*(?=@)", re.IGNORECASE)
_COLON = re.compile(r"(?:['’]s\b|\s*[,;:](?=\s|$))")
_AFTER_NAME = re.compile(r"^(?:['’]s\b)?\s*(?:[,;:&+]\s*)?(?:(?:et|and|ou|or)\s+(?=\S))?", re.IGNORECASE)
_EVERYBODY = frozenset({"all", "everyone", "everybody", "channel", "here", "ici", "tous", "toutes", "tout", "accalmie"})
_PROJECT = re.compile(r"(?<![\w#/&])#([^\W\d_][\w-]{0,60})")
_AFTER = re.compile(r"(?<!\w)(?:after|après|apres)\s+#\d{1,9}(?:\s*(?:,|et|and|&|\+)?\s*#\d{1,9})*", re.IGNORECASE)
_EFFORT = re.compile(  # "~6h30" and "~6 h 30"; in "~6h 15 mars" the 15 belongs to the date
    r"(?<!\w)~\s?(?P<amount>\d{1,3}(?:[.,]\d{1,2})?)(?P<space>\s)?"
    r"(?:(?P<hours>h|heures?|hours?|hrs?)(?:(?(space)\s?)(?P<more>\d{2}))?"
    r"|(?P<minutes>mn|min|minutes?|mins?)|(?:j|jours?|d|days?))(?!\w)",
    re.IGNORECASE,
)
_URGENT = re.compile(r"(?<!\S)!{2,}(?!\S)|(?<!!)!{2,}\s*$|^\s*!{2,}")
_HANDS = r"(?:people|persons?|volunteers?|personnes?|bénévoles?|benevoles?)"
_WANTED = re.compile(rf"(?<!\w)[x×](\d{{1,2}})\s+{_HANDS}(?!\w)", re.IGNORECASE)
_WANTED_LAST = re.compile(r"(?:^|\s)[x×](\d{1,2})\s*$", re.IGNORECASE)
_ME = ("moi", "me")
_ME_WORD = re.compile(r"(?<![\w@#-])(?:moi|me)(?![\w-])", re.IGNORECASE)


def names_in(text: str, people: Sequence[Known]) -> tuple[tuple[Named, ...], str]:
    """The `@names` in a text, and the text without them. Known names with spaces are found whole, longest first."""
    text = _closed_up(text, people)
    found: list[Named] = []
    rest, at = [], 0
    for match in _NAME.finditer(text):
        if match.start() < at:
            continue
        typed, end = _longest(text, match, people)
        if fold(typed) not in _EVERYBODY:
            found.append(Named(tidy(typed), who_is(tidy(typed), people)))
        rest.append(text[at : match.start()])
        at = end + len(_between_names(text[end:]))
    rest.append(text[at:])
    return tuple(found), " ".join(rest)


def names_first(text: str, people: Sequence[Known]) -> tuple[tuple[Named, ...], str]:
    """The names that a text begins with, with or without `@`, and what follows them. Without, only names that are
    known; whoever is named twice is there once."""
    found: list[Named] = []
    text = _closed_up(text, people).strip()
    while text:
        if match := _NAME.match(text):
            typed, end = _longest(text, match, people)
        elif typed := _known_first(text, people):
            end = len(typed)
        else:
            break
        found.append(Named(tidy(typed), who_is(tidy(typed), people)))
        text = _AFTER_NAME.sub("", text[end:], count=1)
    return tuple({(n.people[0].person if len(n.people) == 1 else fold(n.typed)): n for n in found}.values()), text


def is_everybody(typed: str) -> bool:
    """Does a name mean all of a group, or the bot?"""
    return fold(typed) in _EVERYBODY


def is_me(typed: str) -> bool:
    return fold(typed) in _ME


def _known_first(text: str, people: Sequence[Known]) -> str:
    """The longest known name that a text begins with."""
    for name in sorted({n for k in people for n in k.names if n}, key=len, reverse=True):
        if fold(text[: len(name)]) == fold(name) and not re.match(r"[\w-]", text[len(name) :]):
            return text[: len(name)]
    return ""


def _closed_up(text: str, people: Sequence[Known]) -> str:
    """`@ Léa` is `@Léa`, if she is known."""
    names = {fold(name) for known in people for name in known.names if name}
    longest = 2 * max(map(len, names), default=0)  # accents may stand beside their letters

    def close(gap: re.Match[str]) -> str:
        next_words = fold(text[gap.end() : gap.end() + longest])
        return "@" if any(next_words.startswith(name) for name in names) else gap.group()

    return re.sub(r"(?<![\w.@/])@\s+(?=\w)", close, text)


def _between_names(text: str) -> str:
    """What joins a name to the next one, or to the words after it: it belongs to neither title nor name."""
    joint = _JOINT.match(text) or _COLON.match(text)
    return joint.group() if joint else ""


def who_is(typed: str, people: Sequence[Known]) -> tuple[Known, ...]:
    """Whom a name means. A handle is one person's; otherwise display names, then first names."""
    wanted = fold(typed)
    for place in range(3):
        matching = tuple(k for k in people if wanted and any(fold(name) == wanted for name in k.names[place::3]))
        if matching:
            return matching
    return ()


def _longest(text: str, match: re.Match[str], people: Sequence[Known]) -> tuple[str, int]:
    quoted = match.group(1) or match.group(2) or match.group(3)
    if quoted:
        return quoted, match.end()
    begin = match.start() + 1
    for name in sorted({n for k in people for n in k.names if n}, key=len, reverse=True):
        piece = text[begin : begin + len(name)]
        after = text[begin + len(name) : begin + len(name) + 1]
        if fold(piece) == fold(name) and not (after and (after.isalnum() or after == "_")):
            return piece, begin + len(name)
    typed = match.group(4).rstrip(".-’'")
    return typed, begin + len(typed)


def parse(text: str, *, read: Callable[[str], Reading], people: Sequence[Known]) -> Sentence:
    """Understand what follows `/task`. `read` is the deadline reader, with language, moment and zone bound to it."""
    named, rest = names_in(text, people)
    owners = tuple(one for one in named if fold(one.typed) not in _ME)
    project = _PROJECT.search(rest)
    rest = _PROJECT.sub(" ", rest)
    after = tuple(dict.fromkeys(int(n) for m in _AFTER.finditer(rest) for n in re.findall(r"\d+", m.group())))
    rest = _AFTER.sub(" ", rest)
    effort = _EFFORT.search(rest)
    rest = _EFFORT.sub(" ", rest, count=1)
    important = _URGENT.search(rest) is not None
    rest = _URGENT.sub(" ", rest)
    wanted = _WANTED.search(rest)
    rest = tidy(_WANTED.sub(" ", rest, count=1))
    reading = read(rest)
    title = tidy(reading.title)
    me, title_began_with_me = owners != named, False
    for _ in range(3):  # "... moi x3", "important : ... moi": each may hide the next from the end of the line
        whole = title
        if last := _WANTED_LAST.search(title):
            wanted, title = wanted or last, title[: last.start()].rstrip()
        before = title
        title, is_me = _without_end_word(title, _ME)
        title_began_with_me |= is_me and not before.startswith(title)
        title, is_important = _without_end_word(title, ("important",))
        me, important = me or is_me, important or is_important
        if title == whole:
            break
    important = important or _says_important(title)
    count = int(wanted.group(1)) if wanted else None
    return Sentence(
        title=title.strip(" ,;"),
        owners=owners,
        me=me,
        me_first=me and _is_first(text, title_began_with_me),
        reading=reading,
        project=fold(project.group(1)) if project else None,
        important=important,
        effort_minutes=_minutes(effort) if effort else None,
        after=after,
        wanted=count if count else None,
    )


def _is_first(text: str, at_the_start: bool) -> bool:
    """Does `moi` stand before every `@name`? It is the first such word of the text, or the last one."""
    owner = _NAME.search(text)
    said = [match.start() for match in _ME_WORD.finditer(text)]
    return owner is None or not said or said[0 if at_the_start else -1] < owner.start()


def _without_end_word(title: str, words: Sequence[str]) -> tuple[str, bool]:
    if fold(title).strip(" ,:;") in words:
        return "", True
    first, _, rest = title.partition(" ")
    if rest and fold(first).rstrip(" ,:;") in words:
        return rest.lstrip(" ,:;-"), True
    head, _, last = title.rpartition(" ")
    negated = fold(head).split()[-1:] in (
        ["pas"],
        ["not"],
        ["pour"],
        ["for"],
        ["a"],
        ["chez"],
        ["un"],
        ["an"],
    )
    if head and fold(last).strip(" ,:;") in words and not negated:
        return head.rstrip(" ,:;-"), True
    return title, False


def _says_important(title: str) -> bool:
    return re.search(r"(?<!pas )(?<!not )(?<!\w)important(?!\w)", fold(title)) is not None


def _minutes(match: re.Match[str]) -> int:
    amount = float(match["amount"].replace(",", "."))
    if match["hours"]:
        return round(amount * 60) + int(match["more"] or 0)
    return round(amount) if match["minutes"] else round(amount * DAY_OF_WORK)
