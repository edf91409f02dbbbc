"""How the cost of a build grows with feeds, entries, history and the size of entries.

    python benchmarks/growth.py [--steps 4] [--of feeds]      2, 4, 8 … times as much; feeds, entries, history, size

Each row doubles one of them and leaves the others as they are. Seconds are CPU time of the build and all of its
children, MB the most that they held at once (each page of memory counted once). The exponent is of the curve through
them: 1 is proportional, 0 is no growth, 2 would be a fault.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from local_web import circumstances, planet_command
from made_feeds import feed, planet
from measured import Cost, cost_of

FEEDS, ENTRIES, SIZE_KB = 20, 10, 2.0


def build(config: Path) -> Cost:
    """Build, by the command of this checkout."""
    return cost_of((*planet_command(), "build", "--quiet", "--config", config), config.parent)


def three_builds(feeds: int, entries: int, size_kb: float, history: int = 0) -> tuple[Cost, Cost, Cost]:
    """The first build, one in which nothing changed, one with one new entry; `history` entries have left each feed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        config = planet(folder, range(feeds), range(history + entries), size_kb)
        first = build(config)
        if history:
            planet(folder, range(feeds), range(history, history + entries), size_kb)
            build(config)
        unchanged = build(config)
        (folder / "0.xml").write_bytes(feed("0", range(history, history + entries + 1), size_kb))
        return first, unchanged, build(config)


def exponent(sizes: list[int], amounts: list[float]) -> float:
    """The slope of a straight line through the points on paper with logarithmic axes."""
    points = [(math.log(size), math.log(amount)) for size, amount in zip(sizes, amounts, strict=True)]
    middle_x, middle_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _ in points)


def rows(steps: int) -> Iterator[tuple[str, list[int], Callable[[int], tuple[Cost, Cost, Cost]]]]:
    """What grows, through which sizes, and the builds of one size."""
    sizes = [2**step for step in range(steps)]
    yield "feeds", [FEEDS * size for size in sizes], lambda size: three_builds(size, ENTRIES, SIZE_KB)
    yield "entries in a feed", [ENTRIES * size for size in sizes], lambda size: three_builds(FEEDS, size, SIZE_KB)
    yield (
        "history: entries that left a feed",
        [50 * size for size in sizes],
        lambda size: three_builds(FEEDS, ENTRIES, 1, size),
    )
    yield "size: KB in an entry", [2 * size for size in sizes], lambda size: three_builds(FEEDS, ENTRIES, size)


def main() -> None:
    """Print a line for each row, kind of build and figure."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--steps", type=int, default=4, help="how many sizes, each twice the one before")
    options.add_argument("--of", default="", help="only rows whose name has this word")
    chosen = options.parse_args()
    print(f"{circumstances()}.\n\n| what grows | build | sizes | CPU s | exponent | MB | exponent |\n|{'---|' * 7}")
    for name, sizes, builds in rows(chosen.steps):
        if chosen.of not in name:
            continue
        costs = [builds(size) for size in sizes]
        for kind, row in zip(("first", "unchanged", "one new"), zip(*costs, strict=True), strict=True):
            seconds, memory = [cost.cpu_s for cost in row], [cost.pss_mb for cost in row]
            told = (
                " / ".join(map(str, sizes)),
                " / ".join(f"{each:.2f}" for each in seconds),
                f"{exponent(sizes, seconds):.2f}",
                " / ".join(f"{each:.0f}" for each in memory),
                f"{exponent(sizes, memory):.2f}",
            )
            print(f"| {name} | {kind} | {' | '.join(told)} |", flush=True)


if __name__ == "__main__":
    main()
