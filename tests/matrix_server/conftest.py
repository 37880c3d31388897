"""The usual room for tests of the people: Ana made it, Léa and Marc are in it; once plain and once encrypted."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.matrix_server.people import Matrix, matrix
from tests.matrix_server.process import own_homeserver, strict_homeserver
from tests.matrix_server.someone import Room, Someone

__all__ = ["matrix", "own_homeserver", "strict_homeserver"]


@dataclass
class Bal:
    matrix: Matrix
    room: Room
    ana: Someone
    lea: Someone
    marc: Someone
    encrypted: bool


async def _made(matrix: Matrix, encrypted: bool) -> Bal:
    ana, lea, marc = [await matrix.person(name) for name in ("Ana", "Léa", "Marc")]
    return Bal(matrix, await ana.makes_room("Bal", lea, marc, encrypted=encrypted), ana, lea, marc, encrypted)


@pytest.fixture(params=[False, True], ids=["plain", "encrypted"])
async def bal(request: pytest.FixtureRequest, matrix: Matrix) -> Bal:
    return await _made(matrix, request.param)


@pytest.fixture
async def sealed(matrix: Matrix) -> Bal:
    """The encrypted one."""
    return await _made(matrix, True)


@pytest.fixture
async def plain(matrix: Matrix) -> Bal:
    return await _made(matrix, False)
