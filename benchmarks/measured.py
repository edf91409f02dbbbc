"""What a command costs with all its children: wall clock, CPU, and the peak of the memory that they hold at once."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_LOOK_S = 0.02
_PSS_EVERY = 3
"""How many looks lie between two at the shared memory, which take the kernel longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds and MB.

    `rss_mb` sums what each process has in memory, and so counts shared pages several times; `pss_mb` counts each once.
    """

    wall_s: float
    cpu_s: float
    rss_mb: float
    pss_mb: float

    def __str__(self) -> str:
        """For people."""
        return f"{self.wall_s:.2f} s, CPU {self.cpu_s:.2f} s, {self.rss_mb:.0f} MB (PSS {self.pss_mb:.0f})"


def cost_of(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run the command in the folder; ends the program with what it said when it fails."""
    _inherit_orphans()
    others = set(_children(os.getpid()))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    log = folder / "log.txt"
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=environment)
        watch = _Watch(process.pid)
        status = process.wait()
        wall_s = time.perf_counter() - started
    watch.end()
    for orphan in set(_children(os.getpid())) - others:  # left behind, as a fork server that ends by itself
        with suppress(ChildProcessError):
            os.waitpid(orphan, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        said_last = log.read_text(errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(map(str, command))} left with {status}:\n{said_last}")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall_s=wall_s, cpu_s=cpu_s, rss_mb=watch.rss_kb / 1024, pss_mb=watch.pss_kb / 1024)


def least(costs: Sequence[Cost]) -> Cost:
    """The least of each figure; of memory the most."""
    return Cost(
        wall_s=min(cost.wall_s for cost in costs),
        cpu_s=min(cost.cpu_s for cost in costs),
        rss_mb=max(cost.rss_mb for cost in costs),
        pss_mb=max(cost.pss_mb for cost in costs),
    )


class _Watch:
    """Looks at a tree of processes until told to end."""

    def __init__(self, pid: int) -> None:
        self.rss_kb = self.pss_kb = 0
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        looks = 0
        while not self._ended.wait(_LOOK_S):
            tree = _tree(self._pid)
            self.rss_kb = max(self.rss_kb, sum(map(_rss_kb, tree)))
            if looks % _PSS_EVERY == 0:
                self.pss_kb = max(self.pss_kb, sum(map(_pss_kb, tree)))
            looks += 1


def _tree(pid: int) -> list[int]:
    """A process and all that came of it."""
    found, todo = [], [pid]
    while todo:
        found.append(todo.pop())
        todo += _children(found[-1])
    return found


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
    return found


def _rss_kb(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * (os.sysconf("SC_PAGE_SIZE") // 1024)
    return 0


def _pss_kb(pid: int) -> int:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/smaps_rollup").read_text().split("\nPss:")[1].split()[0])
    return 0


def _inherit_orphans() -> None:
    """Linux: have children whose parent has gone given to us, so that what they cost is counted."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
