"""What a messenger wrote down is there after a restart, for its account alone, and only what it did not forget."""

from __future__ import annotations

import pytest

from tests.scene import Scene

pytestmark = pytest.mark.parametrize("engine", ["sqlite", "postgresql"], indirect=True)
OURS, OTHER = "matrix:@accalmie:example.org", "matrix:@accalmie:example.net"


async def test_a_messenger_finds_again_what_it_wrote_down_last(scene: Scene) -> None:
    app = scene.player.app
    await app.remember(OURS, {"since": "s1", "filter": "4"})
    await app.remember(OTHER, {"since": "elsewhere"})
    await app.remember(OURS, {"since": "s2", "filter": None, "never there": None})
    assert await app.remembered(OURS) == {"since": "s2"}
    assert await app.remembered(OTHER) == {"since": "elsewhere"}
    assert await app.remembered("matrix:@nobody:example.org") == {}


async def test_of_what_cannot_be_written_down_whole_nothing_is(scene: Scene) -> None:
    app = scene.player.app
    await app.remember(OURS, {"since": "s1"})
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever the database says
        await app.remember(OURS, {"since": "s2", "broken": object()})  # type: ignore[dict-item]
    assert await app.remembered(OURS) == {"since": "s1"}
