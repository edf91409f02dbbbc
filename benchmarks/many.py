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
import io
import pstats
import shutil
import sys
import tempfile
from pathlib import Path

from floors import CONCURRENCY, Sockets
from local_web import LocalWeb, circumstances, local_web, planet_command
from measured import Cost, cost_of, least

PROFILE_LINES = 45


def profiled(folder: Path, name: str, config: Path) -> None:
    """One more build under cProfile, which slows it down; the top of its main thread is printed."""
    target = folder.absolute() / f"{name}.prof"
    command = (Path(planet_command()[0]).with_name("python"), "-m", "cProfile", "-o", target, "-m", "planet")
    cost_of((*command, "build", "--quiet", "--config", config), config.parent)
    text = io.StringIO()
    pstats.Stats(str(target), stream=text).sort_stats("tottime").print_stats(PROFILE_LINES)
    print(f"\n{name}, main thread:\n{text.getvalue()}", flush=True)


def rounds(web: LocalWeb, folder: Path, options: argparse.Namespace) -> tuple[dict[str, list[Cost]], list[float]]:
    """Every kind of build as often as asked for, with the sockets' "all 304" between."""
    costs: dict[str, list[Cost]] = {"first": [], "unchanged": [], "1 % changed": []}
    sockets = Sockets(web)
    print(f"raw sockets, all documents: {sockets.download():.2f} s", file=sys.stderr, flush=True)
    unchanged_s = []
    for _ in range(options.runs):
        shutil.rmtree(folder, ignore_errors=True)
        config = web.config(folder)
        for kind, taken in costs.items():
            if kind == "1 % changed":
                web.ask(f"/_bump?n={max(1, options.feeds // 100)}")
            if kind == "unchanged":
                unchanged_s.append(sockets.unchanged())
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
    """A profile of a build of each kind."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    config = web.config(folder)
    for name in ("first", "unchanged", "changed"):
        if name == "changed":
            web.ask(f"/_bump?n={max(1, len(web.urls) // 100)}")
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
