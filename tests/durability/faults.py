"""Every call with which a build changes the disk, and builds in which one of them fails, by way of strace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import pytest
from durability.dozen import LATER
from plugins.command import ROOT

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir", "rmdir")
TRACED = ("strace", "-f", "--seccomp-bpf", "-qqq", "-o")
CALL = re.compile(r"^(?P<thread>\d+)\s+(?P<call>\w+)\((?P<what>.*)$")
PATH = re.compile(r'"(?P<name>/[^"]*)"|\d+<(?P<open>/[^>]*)>')


@dataclass(frozen=True)
class Point:
    """One call of a build: the `nth` of this name about this path."""

    call: str
    path: str
    nth: int

    def __str__(self):
        return f"{self.call} {self.path} #{self.nth}"


class Tracer:
    """Runs builds of one planet under strace."""

    def __init__(self, planet):
        if shutil.which("strace") is None:
            pytest.skip("there is no strace (Debian: apt-get install strace)")
        self.planet = planet
        self.log = planet.folder.with_name("strace.log")

    def points(self):
        """What an undisturbed build does, in the order in which it is done: files below the planet's folder only."""
        done = self._run("-y", "-e", f"trace={','.join(CALLS)}")
        if done.returncode:
            pytest.skip(f"strace may not trace here: {done.stderr.strip()[:200]}")
        seen, points = Counter(), []
        for line in self.log.read_text(errors="replace").splitlines():
            found = CALL.match(line)
            path = found and PATH.search(found["what"])
            if path is None or (found["call"] == "openat" and "O_CREAT" not in line):
                continue
            name = path["name"] or path["open"]
            if name.startswith(f"{self.planet.folder}/") and not name.endswith("planet.lock"):
                seen[found["call"], name] += 1
                points.append(Point(found["call"], name, seen[found["call"], name]))
        return points

    def build(self, point, fault):
        """A build in which the call of the point has this fault: `error=EIO`, `signal=KILL` …"""
        return self._run(
            "-P", point.path, "-e", f"trace={point.call}", "-e", f"inject={point.call}:{fault}:when={point.nth}"
        )

    def was_injected(self):
        """Whether the last build came to its point."""
        log = self.log.read_text(errors="replace")
        return "INJECTED" in log or "killed by SIGKILL" in log

    def _run(self, *options):
        return subprocess.run(
            [*TRACED, str(self.log), *options, sys.executable, "-m", "planet", "build", "-q", "--now", LATER],
            cwd=self.planet.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
