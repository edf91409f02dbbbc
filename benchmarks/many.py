"""Builds of very many feeds: the first, an unchanged one, and one in which 1 % of the feeds have a new entry.

    python benchmarks/many.py                          10,000 feeds of 5 entries (3-15 KB each), 100 ms, two rounds
    python benchmarks/many.py --feeds 2000 --runs 1    smaller
    python benchmarks/many.py --profile DIR            also a cProfile of each build's main thread, and its top lines

Every feed has a host of its own and is asked every time. Beside it is what raw sockets need for the same answers at the
same concurrency (`floor.py` of the folder beside the checkout, row "all 304"), measured in turns with the builds.
Memory is that of the whole process tree.
"""

from __future__ import annotations

import argparse
import asyncio
import importlib.util
import io
import pstats
import shutil
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

from local_web import LocalWeb, beside, circumstances, local_web, planet_command
from measured import Cost, cost_of, least

CONCURRENCY = 100
"""Planet's `fetch.concurrency` where the configuration says nothing."""
PROFILE_LINES = 45


def floor_module() -> ModuleType:
    """`floor.py`, which asks with nothing but sockets."""
    place = beside("floor.py")
    sys.path.append(str(place.parent))
    spec = importlib.util.spec_from_file_location("floor", place)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{place} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Floor:
    """What the same requests take without any program around them."""

    def __init__(self, web: LocalWeb, width: int) -> None:
        self._module, self._web, self._width = floor_module(), web, width
        self._etags: Mapping[str, str] = {}

    def download(self) -> float:
        """Seconds to load every document; learns the ETags."""
        taken, answers = self._all({})
        self._etags = dict(zip(self._web.urls, (answer[2] for answer in answers), strict=True))
        return taken

    def unchanged(self) -> float:
        """Seconds to hear 304 from every server."""
        taken, answers = self._all(self._etags)
        if strange := [answer[0] for answer in answers if answer[0] != 304]:  # noqa: PLR2004 - Not Modified
            raise SystemExit(f"{len(strange)} feeds did not answer 304")
        return taken

    def _all(self, etags: Mapping[str, str]) -> tuple[float, list[tuple[int, bytes, str]]]:
        started = time.perf_counter()
        answers = asyncio.run(self._module.all_of(self._web.urls, etags, self._width))
        return time.perf_counter() - started, answers


def profiled(folder: Path, name: str, config: Path) -> None:
    """One more build under cProfile, which slows it down; the top of its main thread is printed."""
    target = folder.absolute() / f"{name}.prof"
    command = (Path(planet_command()[0]).with_name("python"), "-m", "cProfile", "-o", target, "-m", "planet")
    cost_of((*command, "build", "--quiet", "--config", config), config.parent)
    text = io.StringIO()
    pstats.Stats(str(target), stream=text).sort_stats("tottime").print_stats(PROFILE_LINES)
    print(f"\n{name}, main thread:\n{text.getvalue()}", flush=True)


def rounds(web: LocalWeb, folder: Path, options: argparse.Namespace) -> tuple[dict[str, list[Cost]], list[float]]:
    """Every kind of build as often as asked for, with the floor's "all 304" between."""
    costs: dict[str, list[Cost]] = {"first": [], "unchanged": [], "1 % changed": []}
    floor = Floor(web, CONCURRENCY)
    print(f"raw sockets, all documents: {floor.download():.2f} s", file=sys.stderr, flush=True)
    unchanged_s = []
    for _ in range(options.runs):
        shutil.rmtree(folder, ignore_errors=True)
        config = web.config(folder)
        for kind, taken in costs.items():
            if kind == "1 % changed":
                web.ask(f"/_bump?n={max(1, options.feeds // 100)}")
            if kind == "unchanged":
                unchanged_s.append(floor.unchanged())
            web.ask("/_reset")
            taken.append(cost_of((*planet_command(), "build", "--quiet", "--config", config), folder))
            asked = web.ask("/_stats")
            told = f"{asked['requests']} requests, {asked['s304']} unchanged, {asked['peak_in_flight']} at once"
            print(f"{kind}: {taken[-1]}; {told}", file=sys.stderr, flush=True)
            if asked["requests"] != options.feeds:
                raise SystemExit(f"{asked['requests']} of {options.feeds} feeds were asked")
        web.ask("/_restore")
    return costs, unchanged_s


def profiles(web: LocalWeb, folder: Path, target: Path) -> None:
    """A profile of a first and of an unchanged build."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    config = web.config(folder)
    for name in ("first", "unchanged"):
        profiled(target, name, config)


def main() -> None:
    """Measure, and print a table as Markdown."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--feeds", type=int, default=10_000)
    options.add_argument("--entries", type=int, default=5, help="in each feed, of 3 to 15 KB")
    options.add_argument("--latency", type=int, default=100, help="ms before every answer")
    options.add_argument("--runs", type=int, default=2)
    options.add_argument("--profile", type=Path, metavar="DIR")
    chosen = options.parse_args()
    about = circumstances()
    with (
        tempfile.TemporaryDirectory() as name,
        local_web(feeds=chosen.feeds, entries=chosen.entries, latency=chosen.latency) as web,
    ):
        costs, unchanged_s = rounds(web, Path(name) / "planet", chosen)
        site = sum(file.stat().st_size for file in (Path(name) / "planet" / "output").rglob("*") if file.is_file())
        if chosen.profile:
            profiles(web, Path(name) / "planet", chosen.profile)
    print(f"\n{chosen.feeds:,} feeds of {chosen.entries} entries, {chosen.latency} ms, least of {chosen.runs} rounds.")
    print(f"{about}. The site: {site / 1e6:.0f} MB.\n")
    print("| build | wall s | CPU s | peak MB, summed RSS | peak MB, PSS |\n|---|---|---|---|---|")
    for kind, taken in costs.items():
        best = least(taken)
        print(f"| {kind} | {best.wall_s:.2f} | {best.cpu_s:.2f} | {best.rss_mb:.0f} | {best.pss_mb:.0f} |")
    print(f'| raw sockets, "all 304", {CONCURRENCY} at once | {min(unchanged_s):.2f} | | | |')
    print(f"\nUnchanged ÷ raw sockets: {least(costs['unchanged']).wall_s / min(unchanged_s):.2f} (goal: 1.60)")


if __name__ == "__main__":
    main()
