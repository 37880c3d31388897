"""A stand-in for the image that the Dockerfile is built from, made on this machine: no registry is asked.

It is the same Debian with Debian's own Python, so the bot runs there on 3.11; what `python:3.13-slim-bookworm` has
besides is not tried. Made once, it is kept in the user's cache.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

RELEASE = "bookworm"
_PACKAGES = "ca-certificates,python3,python3-venv"
_CERTIFICATES = Path("etc/ssl/certs/ca-certificates.crt")
_PROGRAMS = ("buildah", "podman", "runc", "debootstrap")
_DEBIAN = ("buildah", "podman", "runc", "debootstrap", "netavark", "aardvark-dns", "catatonit", "iptables")


class Missing(Exception):
    """The image cannot be tried here; the text is one sentence that says why."""


def base() -> Path:
    """The stand-in as an archive of its root folder; the programs that are needed are there then. Raises Missing."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise Missing("The image is tried on Debian and as root only.")
    if not all(shutil.which(program) for program in _PROGRAMS):
        _run(["apt-get", "update", "-q"])
        _run(["apt-get", "install", "-q", "-y", "--no-install-recommends", *_DEBIAN])
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "accalmie" / f"python-on-{RELEASE}.tar"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        _make(kept)
    return kept


def _make(archive: Path) -> None:
    root, unfinished = archive.with_suffix(f".root-{os.getpid()}"), archive.with_suffix(f".{os.getpid()}")
    try:
        _run(["debootstrap", "--variant=minbase", f"--include={_PACKAGES}", RELEASE, str(root), _mirror()])
        (root / "usr/local/bin/python").symlink_to("/usr/bin/python3")
        if (Path("/") / _CERTIFICATES).exists():  # this machine may have more of them than Debian
            shutil.copyfile(Path("/") / _CERTIFICATES, root / _CERTIFICATES)
        shutil.rmtree(root / "var/cache/apt/archives")
        _run(["tar", "-C", str(root), "-cf", str(unfinished), "."])
        unfinished.replace(archive)
    finally:
        unfinished.unlink(missing_ok=True)
        shutil.rmtree(root, ignore_errors=True)


def _mirror() -> str:
    """From where this machine installs."""
    asked = ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages", f"Codename: {RELEASE}"]
    sites = _run(asked).split()
    if not sites:
        raise Missing(f"The image is tried on Debian {RELEASE} only: apt knows no packages of it here.")
    return sites[0]


def _run(command: Sequence[str]) -> str:
    ended = subprocess.run(
        command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, encoding="utf-8"
    )
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{ended.stdout[-2000:]}{ended.stderr[-2000:]}")
    return ended.stdout
