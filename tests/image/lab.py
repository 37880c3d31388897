"""Builds the image and runs it, with storage of its own that is gone afterwards."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMAGE = "localhost/accalmie"
PATIENCE = 120.0  # seconds; a container starts slowly on a loaded machine
GRACE = 10
"""Seconds that Docker gives a container to end."""
# As compose.yaml has it, and with as little memory as a small host may have.
RIGHTS = ("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges", "--memory", "256m")
_STORAGE = '[storage]\ndriver = "overlay"\ngraphroot = "{folder}/store"\nrunroot = "{folder}/run"\n'
# Without systemd and its cgroups, as in a job of a CI.
_CONTAINERS = """[containers]
default_ulimits = ["nofile=1024:1024", "nproc=4096:4096"]
log_driver = "k8s-file"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
tmp_dir = "{folder}/tmp"
[network]
network_config_dir = "{folder}/networks"
"""


@dataclass(frozen=True)
class Lab:
    """What is built and run in a folder. `environment`: with which podman and buildah find it."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str, fails: bool = False, seconds: float = 600) -> subprocess.CompletedProcess[str]:
        """`fails`: it may, and the test looks at how."""
        ended = subprocess.run(
            command,
            env=self.environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
        )
        if ended.returncode != 0 and not fails:
            raise AssertionError(f"{' '.join(command)}\n{ended.stdout[-3000:]}{ended.stderr[-3000:]}")
        return ended

    def podman(self, *words: str, fails: bool = False) -> subprocess.CompletedProcess[str]:
        return self.run("podman", *words, fails=fails)

    def build(self, tag: str, dockerfile: Path = ROOT / "Dockerfile", **arguments: str) -> None:
        """The Dockerfile as it is."""
        those = [f"--build-arg={name.upper()}={value}" for name, value in arguments.items()]
        how = [
            "--isolation",
            "chroot",
            "--network",
            "host",
            "--pull-never",
            "--format",
            "docker",
            "-f",
            str(dockerfile),
        ]
        self.run("buildah", "build", *how, *those, "-t", tag, ".")

    def once(self, *words: str, options: Sequence[str] = (), image: str = IMAGE) -> subprocess.CompletedProcess[str]:
        """One command of the bot in a container of its own, whatever becomes of it."""
        return self.podman("run", "--rm", "--network", "host", *RIGHTS, *options, image, *words, fails=True)

    @contextmanager
    def volume(self) -> Iterator[str]:
        name = f"data-{uuid.uuid4().hex[:8]}"
        self.podman("volume", "create", name)
        try:
            yield name
        finally:
            self.podman("volume", "rm", "--force", name)

    def place_of(self, volume: str) -> Path:
        return Path(self.podman("volume", "inspect", "--format", "{{.Mountpoint}}", volume).stdout.strip())

    @contextmanager
    def container(
        self, *options: str, image: str = IMAGE, network: str = "host", words: Sequence[str] = ("run",)
    ) -> Iterator[Container]:
        """The bot in a container until the block ends."""
        name = f"bot-{uuid.uuid4().hex[:8]}"
        self.podman("run", "--detach", "--name", name, "--network", network, *RIGHTS, *options, image, *words)
        container = Container(self, name)
        try:
            yield container
        except BaseException:
            print(container.log())
            raise
        finally:
            self.podman("rm", "--force", "--time", "0", name, fails=True)


@dataclass(frozen=True)
class Container:
    lab: Lab = field(repr=False)
    name: str

    def log(self) -> str:
        said = self.lab.podman("logs", self.name, fails=True)
        return said.stdout + said.stderr

    def is_healthy(self) -> bool:
        return self.lab.podman("healthcheck", "run", self.name, fails=True).returncode == 0

    def becomes_healthy(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self.is_healthy():
            assert self.is_up(), self.log()
            assert time.monotonic() < end, self.log()
            time.sleep(0.2)
        assert self.inspect("State.Health.Status") == "healthy"

    def inspect(self, what: str) -> str:
        return self.lab.podman("inspect", "--format", f"{{{{.{what}}}}}", self.name).stdout.strip()

    def is_up(self) -> bool:
        return self.inspect("State.Running") == "true"

    def stops(self) -> int:
        """It is told to end, as by Docker: with what it ended. One that does not is killed (137)."""
        self.lab.podman("stop", "--time", str(GRACE), self.name)
        return int(self.inspect("State.ExitCode"))

    def is_killed(self) -> None:
        os.kill(int(self.inspect("State.Pid")), signal.SIGKILL)
        self.lab.podman("wait", self.name)

    def starts_again(self) -> None:
        self.lab.podman("start", self.name)
        self.becomes_healthy()

    def does(self, *command: str, fails: bool = False) -> str:
        """A command beside the bot."""
        ended = self.lab.podman("exec", self.name, *command, fails=fails)
        return ended.stdout + ended.stderr

    def status(self) -> dict[str, str]:
        """What Linux says of the bot's process."""
        pairs = (line.split(":", 1) for line in self.does("cat", "/proc/1/status").splitlines())
        return {name: value.strip() for name, value in pairs}


@contextmanager
def lab(folder: Path, base: Path) -> Iterator[Lab]:
    """A lab in a folder that holds nothing else; `base`: the root folder of what the Dockerfile is built from."""
    for name, words in (("storage.conf", _STORAGE), ("containers.conf", _CONTAINERS)):
        (folder / name).write_text(words.format(folder=folder), "utf-8")
    (folder / "tmp").mkdir()
    ours = {"CONTAINERS_STORAGE_CONF": f"{folder}/storage.conf", "CONTAINERS_CONF": f"{folder}/containers.conf"}
    here = Lab(folder, os.environ | ours | {"TMPDIR": f"{folder}/tmp"})
    try:
        here.podman("import", str(base), bases()[0])
        yield here
    finally:
        here.podman("rm", "--all", "--force", "--time", "0", fails=True)
        here.podman("volume", "rm", "--all", "--force", fails=True)
        subprocess.run(["umount", "--quiet", "--lazy", folder / "store" / "overlay"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def bases() -> list[str]:
    """Which image the Dockerfile is built from: the same in each stage."""
    lines = (ROOT / "Dockerfile").read_text("utf-8").splitlines()
    return sorted({line.split()[1] for line in lines if line.startswith("FROM ")})


def labels(image: str, here: Lab) -> dict[str, str]:
    found: dict[str, str] = json.loads(here.podman("image", "inspect", image).stdout)[0]["Config"]["Labels"]
    return found
