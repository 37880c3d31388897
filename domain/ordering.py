"""Which task waits for which: no task may come to wait for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def cycle(waits_for: Mapping[int, Iterable[int]], later: int, earlier: int) -> tuple[int, ...] | None:
    """The way from `later` over `earlier` back to `later`, by numbers, that would close if `later` waited for
    `earlier`; None if there is none. `waits_for`: what each task waits for already."""
    if later == earlier:
        return (later, later)
    ways: dict[int, tuple[int, ...]] = {earlier: (later, earlier)}
    ahead = [earlier]
    while ahead:
        at = ahead.pop(0)
        for following in waits_for.get(at, ()):
            if following == later:
                return (*ways[at], later)
            if following not in ways:
                ways[following] = (*ways[at], following)
                ahead.append(following)
    return None
