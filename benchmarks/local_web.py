"""A web of made-up feeds in another process: `../shared/bench/feedserver.py`, which lies beside the checkout."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT.parent / "shared" / "bench"
LOOPBACK = "fetch: {allow_private_addresses: true, min_interval: 0}"
RIVALS_OWN = ("feedparser", "httpx", "bleach", "nh3")


@dataclass(frozen=True, slots=True)
class LocalWeb:
    """A running server: each feed has a host of its own, as on the real web."""

    base: str
    urls: tuple[str, ...]

    def ask(self, path: str) -> dict[str, object]:
        """What one of the server's control pages says."""
        with urlopen(self.base + path, timeout=600) as answer:  # noqa: S310 - our own server
            found: dict[str, object] = json.loads(answer.read())
        return found

    def config(self, folder: Path, per_page: int = 60, more: str = LOOPBACK) -> Path:
        """A configuration of all feeds, in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        feeds = "".join(f"  - url: {url}\n    name: Blog {number}\n" for number, url in enumerate(self.urls))
        head = f"title: Bench\nurl: https://planet.example/\nriver: {{per_page: {per_page}}}\n{more}\nfeeds:\n"
        (folder / "config.yaml").write_text(head + feeds)
        return folder / "config.yaml"


@contextmanager
def local_web(**options: float) -> Iterator[LocalWeb]:
    """A server with these options of its command line (`feeds`, `entries`, `latency`, …) while the block lasts."""
    server = beside("feedserver.py")
    words = [str(word) for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
    with subprocess.Popen([sys.executable, server, *words], stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line.startswith("ready"):
                raise SystemExit("the feed server did not start")
            fields: Mapping[str, str] = dict(word.partition("=")[::2] for word in line.split()[1:])
            base = f"http://127.0.0.1:{fields['port']}"
            with urlopen(f"{base}/_feeds") as answer:  # noqa: S310 - our own server
                yield LocalWeb(base=base, urls=tuple(answer.read().decode().split()))
        finally:
            process.terminate()


def beside(name: str) -> Path:
    """A script of the folder that lies beside the checkout; ends the program where there is none."""
    if not (BENCH / name).is_file():
        raise SystemExit(f"there is no {name} in {BENCH}")
    return BENCH / name


def planet_command() -> tuple[str, ...]:
    """The command of this checkout: what `script/build` set up, or this Python with all that is installed for it."""
    command = ROOT / ".venv" / "build" / "bin" / "planet"
    return (str(command),) if command.is_file() else (sys.executable, "-m", "planet")


def circumstances() -> str:
    """Machine, versions and date, for the head of a table."""
    cores = len(os.sched_getaffinity(0))
    names = [line.partition(": ")[2] for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    load = _lines("/proc/loadavg")[0].split()[0] if _lines("/proc/loadavg") else "?"
    asked = ["git", "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    libraries = ", ".join(f"{name} {version(name)}" for name in RIVALS_OWN)
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC; {cores} cores ({names[0] if names else platform.machine()}), "
        f"{memory / 2**20:.0f} GiB, {platform.system()} {platform.release()}, load {load} at the start; "
        f"Python {platform.python_version()}, {libraries}; commit {commit or 'unknown'}"
    )


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []
