"""Two copies of the bot on one PostgreSQL and one login at Matrix, which one of them uses at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.matrix_server.people import Matrix
from tests.messengers.matrix_scene import HELLO, logs_in
from tests.messengers.telegram_process import PATIENCE, running_with
from tests.postgres import Cluster, fresh_database

LISTENS = "listening to Matrix"


@pytest.mark.timeout(180)
async def test_when_the_copy_dies_that_has_the_login_another_one_takes_it_up(
    matrix: Matrix, postgres: Cluster, tmp_path: Path
) -> None:
    bot, ana = await matrix.account("Accalmie"), await matrix.person("Ana")
    await logs_in(matrix.url, bot, tmp_path / "matrix")
    room = await ana.makes_room("Bal", encrypted=True)
    database = fresh_database(postgres)
    async with running_with(tmp_path, database_url=database) as first:
        await first.says(LISTENS)
        async with running_with(tmp_path, database_url=database) as second:
            await ana.invites(bot, room)
            await ana.is_shown(HELLO, room, PATIENCE, by=bot)
            await ana.types("!tache Une", room)
            await ana.is_shown("#1 Une", room, PATIENCE, by=bot)
            assert LISTENS not in second.log
            await first.is_killed()
            await ana.types("!tache Deux", room)
            await ana.is_shown("#2 Deux", room, PATIENCE, by=bot)
            assert LISTENS in second.log
    assert second.process.returncode == 0
