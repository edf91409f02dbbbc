"""How the cost of a build grows with feeds, entries, history and the size of entries.

    python benchmarks/growth.py [--steps 4]

Each row doubles one of them and leaves the others as they are. Seconds are CPU time of the build and all of its
children. The exponent is of the curve through them: 1 is proportional, 0 is no growth, 2 would be a fault.
"""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from made_feeds import feed, planet

BUILD = (sys.executable, "-m", "planet", "build", "--quiet")
PR_SET_CHILD_SUBREAPER = 36
FEEDS, ENTRIES, SIZE_KB = 20, 10, 2.0


def build(config: Path) -> float:
    """Build; seconds of CPU, with children whose parent has gone (Linux hands them to us)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*BUILD, "--config", config], check=True)
    with suppress(ChildProcessError):
        while True:
            os.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def three_builds(feeds: int, entries: int, size_kb: float, history: int = 0) -> tuple[float, float, float]:
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


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of a straight line through the points on paper with logarithmic axes."""
    points = [(math.log(size), math.log(taken)) for size, taken in zip(sizes, seconds, strict=True)]
    middle_x, middle_y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / sum((x - middle_x) ** 2 for x, _ in points)


def rows(steps: int) -> Iterator[tuple[str, list[int], Callable[[int], tuple[float, float, float]]]]:
    """What grows, through which sizes, and the builds of one size."""
    sizes = [2**step for step in range(steps)]
    yield "feeds", [FEEDS * size for size in sizes], lambda size: three_builds(size, ENTRIES, SIZE_KB)
    yield "entries in a feed", [ENTRIES * size for size in sizes], lambda size: three_builds(FEEDS, size, SIZE_KB)
    yield "entries that left a feed", [50 * size for size in sizes], lambda size: three_builds(FEEDS, ENTRIES, 1, size)
    yield "KB in an entry", [2 * size for size in sizes], lambda size: three_builds(FEEDS, ENTRIES, size)


def main() -> None:
    """Print a line for each row and kind of build."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--steps", type=int, default=4, help="how many sizes, each twice the one before")
    steps = options.parse_args().steps
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for name, sizes, builds in rows(steps):
        taken = [builds(size) for size in sizes]
        for kind, seconds in zip(("first", "unchanged", "one new"), zip(*taken, strict=True), strict=True):
            figures = "  ".join(f"{size}: {each:.2f} s" for size, each in zip(sizes, seconds, strict=True))
            print(f"{name:25} {kind:10} {figures}   exponent {exponent(sizes, list(seconds)):.2f}", flush=True)


if __name__ == "__main__":
    main()
