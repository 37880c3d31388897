"""What the image is: what it says of itself, and what is in it and what is not."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from tests.image.lab import IMAGE, ROOT, Lab, bases, labels

SYFT = ROOT / ".venv" / "image" / "bin" / "syft"
_NAMES = "import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions()}))"
_OCI = "org.opencontainers.image."
MB = 1024 * 1024


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _locked() -> dict[str, str]:
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return {_plain(found[1]): found[2] for line in lines if (found := re.match(r"([\w.-]+)==([\w.]+)", line))}


def _project() -> dict[str, str]:
    found: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


@pytest.fixture(scope="session")
def installed(here: Lab) -> dict[str, str]:
    """What the bot's Python finds there."""
    said = here.podman("run", "--rm", "--network", "none", "--entrypoint", "python", IMAGE, "-c", _NAMES).stdout
    return {_plain(name): version for name, version in json.loads(said).items()}


def test_it_says_what_it_is_and_where_it_comes_from(here: Lab) -> None:
    project = _project()
    said = {name.removeprefix(_OCI): words for name, words in labels(IMAGE, here).items() if name.startswith(_OCI)}
    assert said["title"] == "Accalmie"
    assert said["licenses"] == project["license"]
    assert (said["version"], said["revision"]) == (project["version"], "0123abc")


def test_it_is_built_from_one_named_version_and_names_no_machine() -> None:
    assert len(bases()) == 1
    assert re.fullmatch(r"python:3\.\d+-slim-\w+", bases()[0])
    assert "--platform" not in (ROOT / "Dockerfile").read_text("utf-8")


def test_it_holds_what_the_lock_names_and_the_bot_and_nothing_else(installed: dict[str, str]) -> None:
    ours = installed.pop("accalmie")
    assert ours == _project()["version"]
    assert installed.items() <= _locked().items()
    assert _locked().keys() - installed.keys() <= {"colorama", "winrt-runtime", "tomli", "greenlet"}, (
        "for other machines"
    )


def test_no_test_no_tool_and_nothing_of_the_host_is_in_it(here: Lab) -> None:
    look = "ls /opt/accalmie/lib/python*/site-packages /data /src 2>/dev/null; ls -A /data; true"
    said = here.podman("run", "--rm", "--network", "none", "--entrypoint", "sh", IMAGE, "-c", look).stdout.split()
    assert "domain" in said
    assert not {"tests", "bench", "tools", "pip", "hatchling", "config.toml", ".git"} & set(said)


def test_it_is_small(here: Lab) -> None:
    size, below = (
        int(here.podman("image", "inspect", "--format", "{{.Size}}", image).stdout) for image in (IMAGE, bases()[0])
    )
    print(f"{(size - below) / MB:.0f} MB above its base")
    assert size - below < 250 * MB


def test_a_bill_of_materials_names_all_that_is_locked(here: Lab, installed: dict[str, str], tmp_path: Path) -> None:
    bill = tmp_path / "sbom.spdx.json"
    root = here.podman("image", "mount", IMAGE).stdout.strip()
    try:
        here.run(
            str(SYFT), "scan", f"dir:{root}", "--quiet", "--source-name", "accalmie", "--output", f"spdx-json={bill}"
        )
    finally:
        here.podman("image", "umount", IMAGE)
    named = {
        (_plain(each["name"]), each.get("versionInfo")) for each in json.loads(bill.read_text("utf-8"))["packages"]
    }
    assert installed.items() <= named
    print(f"{len(named)} packages, {len(installed)} of them the bot's")
