"""Plays commands in a process of its own, so that its memory and its syncs can be looked at from outside."""

from __future__ import annotations

import asyncio
import sys

from bench.commands import measure, prepare


def main() -> None:
    folder, chats, commands = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    engine = prepare(f"sqlite:///{folder}/load.db")
    asyncio.run(measure(engine, chats, commands))
    engine.dispose()


if __name__ == "__main__":
    main()
