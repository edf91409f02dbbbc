"""Where each millisecond of a build goes, and beside it the least that the same work can take on this machine.

    python benchmarks/timeline.py                        50 and 200 feeds, 100 ms, the best of three builds of each kind
    python benchmarks/timeline.py --feeds 50 --runs 1    smaller

The builds are the real command, watched from inside (phases.py): at each moment the main thread is in one phase, so
the phases add up to the wall clock. What children and other threads do meanwhile stands in no row of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from floors import Floors, floors_of
from local_web import ROOT, LocalWeb, circumstances, local_web, planet_command

WATCHED = Path(__file__).with_name("watched.py")
KINDS = ("first", "changed", "unchanged")
IMPORTS_TOLD = 12


class Row(NamedTuple):
    """A phase, what it is, and which floor stands beside it."""

    phase: str
    words: str
    floor: str


ROWS = (
    Row("start", "Python starts", "`python -c pass`, but for its exit"),
    Row("imports before", "imports before the first request leaves", "`import asyncio, sqlite3, yaml`"),
    Row("config", "the configuration is read", "libyaml reads the same file"),
    Row("before", "the rest before it leaves: the state file, and what the fetching thread imports", ""),
    Row("answers", "waiting for answers, with nothing else to do", "raw sockets, the same concurrency"),
    Row(
        "documents",
        "reading documents, after the last answer, with the start of a child",
        "expat over the same, on all cores",
    ),
    Row("saving", "saving what came", "the same documents into one SQLite table, one commit"),
    Row("imports after", "imports while answers are awaited, or after", "`import jinja2`"),
    Row("reading", "reading what pages need", ""),
    Row("compose", "composing", ""),
    Row("clean", "cleaning, after what came", "nh3 over the same entries, on all cores"),
    Row("render", "rendering", "one Jinja template over the same entries"),
    Row("publish", "publishing", "the same files written and synced, eight at once"),
    Row("report", "reporting", ""),
    Row("other", "everything else", ""),
    Row("exit", "exit", "exit of `python -c pass`"),
)


def watched_build(config: Path, kind: str) -> Mapping[str, float]:
    """One build: phase → seconds, with `start`, `exit` and `wall`; under `import …` what each library took to load."""
    python = Path(planet_command()[0]).with_name("python") if len(planet_command()) == 1 else Path(sys.executable)
    target = config.with_name(f"{kind}.json")
    target.unlink(missing_ok=True)
    started = time.perf_counter()
    command = [python, "-P", WATCHED, target, str(started), "build", "--quiet", "--config", config]
    paths = os.environ | {"PYTHONPATH": f"{WATCHED.parent}{os.pathsep}{ROOT}"}
    done = subprocess.run(command, cwd=config.parent, env=paths, capture_output=True, text=True, check=False)
    ended = time.perf_counter()
    if done.returncode or not target.is_file():
        raise SystemExit(f"the watched build left with {done.returncode}:\n{done.stdout}{done.stderr}")
    phases: dict[str, float] = json.loads(target.read_text())
    phases["exit"] = ended - phases.pop("ended")
    phases["wall"] = ended - started
    return phases


def builds(
    web: LocalWeb, folder: Path, feeds: int, runs: int
) -> tuple[dict[str, Mapping[str, float]], dict[Path, int]]:
    """Kind of build → the phases of the quickest, and the site's files as they were before the last changed build."""
    best: dict[str, Mapping[str, float]] = {}
    before: dict[Path, int] = {}
    for _ in range(runs):
        shutil.rmtree(folder, ignore_errors=True)
        config = web.config(folder)
        for kind in ("first", "unchanged", "changed"):
            if kind == "changed":
                before = files_of(config)
                web.ask(f"/_bump?n={max(1, feeds // 20)}")
            phases = watched_build(config, kind)
            print(f"{feeds} feeds, {kind}: {phases['wall']:.2f} s", file=sys.stderr, flush=True)
            best[kind] = min(phases, best.get(kind, phases), key=lambda one: one["wall"])
    return best, before


def files_of(config: Path) -> dict[Path, int]:
    """The site's files, and which file of the disk each is."""
    return {file: file.stat().st_ino for file in config.with_name("output").rglob("*") if file.is_file()}


def milliseconds(seconds: float | None) -> str:
    """As a table tells it."""
    return "" if seconds is None else f"{seconds * 1000:.0f}"


def tell(feeds: int, best: Mapping[str, Mapping[str, float]], floors: Floors) -> None:
    """The table of one number of feeds, and the dearest imports."""
    print(f"\n### {feeds} feeds\n\nMilliseconds of wall clock; in brackets the floor.\n")
    print(f"| phase | {' | '.join(KINDS)} | floor |\n|{'---|' * (len(KINDS) + 2)}")
    for row in ROWS:
        cells = []
        for kind in KINDS:
            least = floors.get(kind, {}).get(row.phase)
            told = milliseconds(best[kind].get(row.phase, 0.0))
            cells.append(told if least is None else f"{told} ({milliseconds(least)})")
        print(f"| {row.words} | {' | '.join(cells)} | {row.floor} |")
    sums = [f"{milliseconds(best[kind]['wall'])} ({milliseconds(sum(floors[kind].values()))})" for kind in KINDS]
    print(f"| **together** | {' | '.join(sums)} | |")
    print("\nThe dearest imports, by package, in every thread:", end=" ")
    for kind in ("first", "unchanged"):
        loads = {name[7:]: taken for name, taken in best[kind].items() if name.startswith("import ")}
        dearest = sorted(loads.items(), key=lambda item: -item[1])[:IMPORTS_TOLD]
        print(f"{kind}: {', '.join(f'{name} {milliseconds(taken)}' for name, taken in dearest)}.", end=" ")
    print(flush=True)


def main() -> None:
    """Measure, and print a table as Markdown for each number of feeds."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--feeds", type=lambda text: [int(word) for word in text.split(",")], default=[50, 200])
    options.add_argument("--entries", type=int, default=20)
    options.add_argument("--latency", type=int, default=100, help="ms before every answer")
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    about = f"{circumstances()}. {chosen.entries} entries a feed, {chosen.latency} ms, best of {chosen.runs}."
    print(about, flush=True)
    for feeds in chosen.feeds:
        with (
            tempfile.TemporaryDirectory() as name,
            local_web(feeds=feeds, entries=chosen.entries, latency=chosen.latency) as web,
        ):
            config = Path(name) / "planet" / "config.yaml"
            best, before = builds(web, config.parent, feeds, chosen.runs)
            written = [file for file, inode in files_of(config).items() if before.get(file) != inode]
            site = config.with_name("output")
            tell(feeds, best, floors_of(web, site, written, config, max(1, feeds // 20)))


if __name__ == "__main__":
    main()
