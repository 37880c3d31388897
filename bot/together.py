"""Several things that go on side by side."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable


async def until_one_ends(*works: Awaitable[None]) -> None:
    """All of them, until the first one ends; raises what it raises. The others are cancelled then."""
    going_on = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(going_on, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in going_on:
            task.cancel()
        await asyncio.gather(*going_on, return_exceptions=True)
