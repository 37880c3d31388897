"""The image, built once for all that is tried of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.image.base import Missing, base
from tests.image.lab import IMAGE, Lab, lab
from tests.matrix_server.people import matrix
from tests.postgres import do_without
from tests.telegram_server.process import telegram

__all__ = ["matrix", "telegram"]


@pytest.fixture(scope="session")
def here() -> Iterator[Lab]:
    """A place with the image in it."""
    try:
        archive = base()
    except Missing as reason:
        do_without(reason)
    with lab(Path(tempfile.mkdtemp(prefix="accalmie-image-")), archive) as made:
        made.build(IMAGE, revision="0123abc")
        yield made
