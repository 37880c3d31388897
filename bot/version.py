"""Which release this is."""

from __future__ import annotations

from importlib import metadata


def version() -> str:
    try:
        return metadata.version("accalmie")
    except metadata.PackageNotFoundError:  # run from a folder where nothing was installed
        return "unknown"
