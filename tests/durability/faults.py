"""Every call with which a build changes the disk, and builds in which one of them fails, by way of strace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import pytest
from durability.dozen import LATER
from plugins.command import ROOT

CALLS = ("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "rename", "unlink", "mkdir", "rmdir")
TRACED = ("strace", "-f", "-qqq", "-o")
QUICKLY = "--seccomp-bpf"
"""Stops at these calls alone; strace 6.1 then injects errors, and forgets signals."""

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
        done = self._run(QUICKLY, "-y", "-e", f"trace={','.join(CALLS)}")
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
                about = (found["thread"], found["call"], name)  # strace counts for each thread
                seen[about] += 1
                points.append(Point(found["call"], name, seen[about]))
        return list(dict.fromkeys(points))

    def failing(self, point, error):
        """A build in which the call of the point fails so."""
        return self._run(QUICKLY, *self._only(point), f"inject={point.call}:error={error}:when={point.nth}")

    def killed(self, point):
        """A build that is killed before the call of the point is carried out; whether it came to that."""
        done = self._run(*self._only(point), f"inject={point.call}:signal=KILL:when={point.nth}")
        return done.returncode == -signal.SIGKILL

    @staticmethod
    def _only(point):
        return "-P", point.path, "-e", f"trace={point.call}", "-e"

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
