"""Planet beside other tools: calls the comparison that lies beside the checkout, and puts its results beside the goals.

    python benchmarks/rivals.py                           all of it, on a quiet machine (25 minutes)
    python benchmarks/rivals.py goals --feeds 50,200      ratios at 100 ms, with the goals (2 minutes; 1,000: 10 more)
    python benchmarks/rivals.py latency                   the same at 30 and at 300 ms
    python benchmarks/rivals.py hosts                     5 % of the hosts slow, and 5 % of them dead
    --runs 3  --rivals osmosfeed,reader  --planet 'COMMAND'  --rows FILE (each measurement, one JSON a line)

Tools take turns, and seconds are the least of the runs: judge by ratios, not by seconds. Markdown, on standard output.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from local_web import LOOPBACK, beside, circumstances, planet_command

PLANET = f"{' '.join(planet_command())} build --quiet --config {{config}} --output {{out}}"
PHASES = {"cold": "first build", "warm": "unchanged", "changed": "5 % changed"}
LATENCIES_MS = (30, 300)
SLOW_S = 3.0
LIMIT_S = 5
"""Feeds that are slow answer after 3 s (feedserver.py); what never answers is given up after our `fetch.timeout`."""


class Goal(NamedTuple):
    """The largest ratio Planet ÷ rival that is good enough, for each number of feeds."""

    name: str
    rival: str
    phase: str
    figure: str
    most: dict[int, float]


GOALS = (
    Goal("first build", "osmosfeed", "cold", "wall", {50: 1.3, 200: 1.0, 1000: 0.7}),
    Goal("first build", "reader", "cold", "wall", {50: 0.25, 200: 0.15, 1000: 0.10}),
    Goal("unchanged", "osmosfeed", "warm", "wall", {50: 0.45, 200: 0.28, 1000: 0.16}),
    Goal("unchanged", "reader", "warm", "wall", {50: 0.65, 200: 0.50, 1000: 0.45}),
    Goal("5 % changed", "osmosfeed", "changed", "wall", {50: 0.60, 200: 0.38, 1000: 0.22}),
    Goal("5 % changed", "reader", "changed", "wall", {50: 0.70, 200: 0.42, 1000: 0.30}),
    Goal("peak memory, first build", "osmosfeed", "cold", "rss_mb", {50: 0.8, 200: 0.6, 1000: 0.35}),
)
HOSTS = f"""\
Slow hosts answer after {SLOW_S:.0f} s. Of the dead ones a fifth each answers 404, answers 500, answers with a page that
is no feed, hangs up, and accepts but never answers. Planet's `fetch.timeout` is {LIMIT_S} s here (30 s where nothing is
said), and a feed that failed is not asked again at once; osmosfeed waits 10, 15 and 22 s in turn, reader 60 s. Seconds
of wall clock, one run. In brackets what Planet took beyond the longer of two: the wait, and the same build with all
hosts well. It is near nothing where all else is done during the wait."""
Row = dict[str, object]


def compared(options: argparse.Namespace, feeds: Sequence[int], *words: str, runs: int | None = None) -> list[Row]:
    """One run of the comparison: its measurements, also of what failed. Why it failed is told on standard error."""
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = [sys.executable, beside("compare.py"), "--planet", options.planet, "--tools", options.rivals]
        sizes = ["--feeds", ",".join(map(str, feeds)), "--runs", str(runs or options.runs), "--json", file.name]
        done = subprocess.run([*command, *sizes, *words], stdout=subprocess.DEVNULL, check=False)
        rows: list[Row] = [json.loads(line) for line in Path(file.name).read_text().splitlines()]
        if options.rows:
            with options.rows.open("a") as kept:
                kept.writelines(json.dumps(row | {"options": words}) + "\n" for row in rows)
    if not rows:
        raise SystemExit(f"the comparison measured nothing (exit status {done.returncode})")
    return rows


def least(rows: Iterable[Row], tool: str, feeds: int, phase: str, figure: str) -> float | None:
    """The least of a figure; of memory the most, for a peak that is missed once is still one."""
    wanted = (tool, feeds, phase)
    ours = [row for row in rows if (row["tool"], row["feeds"], row["phase"]) == wanted]
    found = [float(str(row[figure])) for row in ours if not row["problem"]]
    choose: Callable[[list[float]], float] = max if figure == "rss_mb" else min
    return choose(found) if found else None


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """A table as Markdown."""
    print(f"\n| {' | '.join(head)} |\n|{'---|' * len(head)}")
    for line in lines:
        print(f"| {' | '.join(line)} |", flush=True)


def tools_of(options: argparse.Namespace) -> list[str]:
    """The rows of a table."""
    return [*options.rivals.split(","), "planet"]


def figures(rows: list[Row], options: argparse.Namespace, feeds: int) -> None:
    """What was measured with so many feeds."""
    print(f"\n### {feeds:,} feeds")

    def each(tool: str, figure: str, form: str) -> str:
        found = [least(rows, tool, feeds, phase, figure) for phase in PHASES]
        return " / ".join("–" if value is None else format(value, form) for value in found)

    head = ("tool", "wall s (first / unchanged / changed)", "CPU s", "peak MB", "requests", "answered 304")
    columns = (("wall", ".2f"), ("cpu", ".2f"), ("rss_mb", ".0f"), ("requests", ".0f"), ("s304", ".0f"))
    table(head, ((tool, *(each(tool, *column) for column in columns)) for tool in tools_of(options)))


def ratios(rows: list[Row], sizes: Sequence[int], *, judged: bool) -> None:
    """Planet ÷ rival for each goal; what misses its goal is bold."""

    def cell(goal: Goal, feeds: int) -> str:
        ours, theirs = (least(rows, tool, feeds, goal.phase, goal.figure) for tool in ("planet", goal.rival))
        if ours is None or not theirs:
            return "–"
        ratio = f"{ours / theirs:.2f}"
        if not judged or feeds not in goal.most:
            return ratio
        return f"{ratio if ours / theirs <= goal.most[feeds] else f'**{ratio}**'} (≤ {goal.most[feeds]:.2f})"

    lines = [(goal.name, goal.rival, *(cell(goal, feeds) for feeds in sizes)) for goal in GOALS]
    table(("Planet ÷ rival", "rival", *(f"{feeds:,} feeds" for feeds in sizes)), lines)


def goals(options: argparse.Namespace) -> None:
    """The table of the goals, and what it was made of."""
    print(f"\n## Against the goals: 100 ms before every answer, least of {options.runs} runs in turns")
    rows = compared(options, options.feeds)
    ratios(rows, options.feeds, judged=True)
    for feeds in options.feeds:
        figures(rows, options, feeds)


def latency(options: argparse.Namespace) -> None:
    """Ratios on a quicker and on a slower web."""
    sizes = [feeds for feeds in options.feeds if feeds <= options.most]
    for milliseconds in LATENCIES_MS:
        print(f"\n## {milliseconds} ms before every answer, least of {options.runs} runs")
        rows = compared(options, sizes, "--latency", str(milliseconds))
        ratios(rows, sizes, judged=False)
        for feeds in sizes:
            figures(rows, options, feeds)


def hosts(options: argparse.Namespace) -> None:
    """Slow and dead hosts: what a build waits for, and what it has still to do when the wait is over."""
    size = min(max(options.feeds), options.most)
    limits = f"{LOOPBACK[:-1]}, timeout: {LIMIT_S}s}}"
    sound = compared(options, [size], "--planet-extra", limits, runs=1)
    slow = compared(options, [size], "--slow-share", "0.05", "--planet-extra", limits, runs=1)
    dead = compared(
        options,
        [size],
        "--error-share",
        "0.05",
        "--planet-extra",
        limits,
        runs=1,
    )
    print(f"\n## {size:,} feeds, of which 5 % are slow or dead")
    print(f"\n{HOSTS}")

    def cell(rows: list[Row], tool: str, phase: str, wait_s: float) -> str:
        value, well = (least(some, tool, size, phase, "wall") for some in (rows, sound))
        if value is None:
            return next((str(row["problem"]) for row in rows if row["tool"] == tool and row["problem"]), "not run")
        return f"{value:.2f}" + (f" ({value - max(well, wait_s):+.2f})" if wait_s and well and tool == "planet" else "")

    for phase, name in PHASES.items():
        head = (name, "all are well", f"5 % slow: a wait of {SLOW_S:.0f} s", f"5 % dead: a wait of {LIMIT_S} s at most")
        waits = ((sound, 0.0), (slow, SLOW_S), (dead, float(LIMIT_S)))
        table(head, ((tool, *(cell(rows, tool, phase, wait) for rows, wait in waits)) for tool in tools_of(options)))


PARTS = {"goals": goals, "latency": latency, "hosts": hosts}


def main() -> None:
    """Measure the parts that are asked for."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("parts", nargs="*", default=[], help=" ".join(PARTS))
    words.add_argument("--feeds", type=lambda text: [int(word) for word in text.split(",")], default=[50, 200, 1000])
    words.add_argument("--most", type=int, default=200, help="feeds at other latencies and with bad hosts")
    words.add_argument("--runs", type=int, default=3)
    words.add_argument("--rivals", default="osmosfeed,reader")
    words.add_argument("--planet", default=PLANET)
    words.add_argument("--rows", type=Path)
    options = words.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        words.error(f"no part is called {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    print(f"{circumstances()}.\nWith `{options.planet}`.")
    for name in options.parts or PARTS:
        PARTS[name](options)


if __name__ == "__main__":
    main()
