"""`kill -9` at random moments of a build, most of them between its first write to the store and its last rename."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from durability.dozen import LATER, MANIFEST
from plugins.command import ROOT

pytestmark = pytest.mark.long

KILLS = 200
TOO_EARLY, TOO_LATE = "before the first write", "after the last rename"


class Killer:
    """Starts builds of the planet's new state and kills each with all of its children at a moment of chance.

    A build begins to write when SQLite's journal appears, and to publish when the manifest says so.
    """

    def __init__(self, dozen):
        self.dozen = dozen
        self.planet = dozen.planet
        self.journal = self.planet.folder / ".planet/planet.sqlite3-journal"
        self.manifest = self.planet.output / MANIFEST
        self.old_manifest = (dozen.kept / "output" / MANIFEST).read_bytes()
        self.stored_s, self.published_s = self._timeline()

    def _timeline(self):
        """How long an undisturbed build takes from its first write on, and from its first file on."""
        moments = []
        with self._build() as process:
            for happened in (self.journal.exists, self._publishes, lambda: not self._publishes()):
                self._wait(process, happened)
                moments.append(time.monotonic())
            process.wait()
        return moments[2] - moments[0], moments[2] - moments[1]

    def kill_at(self, chance):
        """Kill one build; what had happened by then."""
        first_sign, rest_s = chance.choice([(self.journal.exists, self.stored_s), (self._publishes, self.published_s)])
        with self._build() as process:
            self._wait(process, first_sign)
            time.sleep(chance.random() * rest_s)
            os.killpg(process.pid, signal.SIGKILL)
        seen = self._seen()
        if seen == TOO_LATE:  # the machine is quicker than it was
            self.stored_s, self.published_s = self.stored_s * 0.9, self.published_s * 0.9
        return seen

    def _seen(self):
        """Where the build was, told by what it left."""
        tree, dozen = self.planet.tree(), self.dozen
        if tree.get(MANIFEST) == dozen.new_tree[MANIFEST]:
            return TOO_LATE
        if not self.journal.exists() and self._state() == (dozen.kept / ".planet/planet.sqlite3").read_bytes():
            return TOO_EARLY
        if tree[MANIFEST] == dozen.old_tree[MANIFEST]:
            return "storing, composing, cleaning, rendering"
        both = (dozen.old_tree.keys() | dozen.new_tree.keys()) - {MANIFEST}
        changed = {path for path in both if dozen.old_tree.get(path) != dozen.new_tree.get(path)}
        done = {path for path in changed if tree.get(path) == dozen.new_tree.get(path)}
        return "files in place, not yet said so" if done == changed else "moving" if done else "writing files"

    def _state(self):
        return (self.planet.folder / ".planet/planet.sqlite3").read_bytes()

    def _publishes(self):
        return self.manifest.read_bytes()[:60].find(b'"finished": false') > 0

    def _build(self):
        self.dozen.go_back()
        return subprocess.Popen(
            [sys.executable, "-m", "planet", "build", "--now", LATER],
            cwd=self.planet.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    @staticmethod
    def _wait(process, happened):
        while process.poll() is None and not happened():
            time.sleep(0.0003)


def test_a_build_killed_at_any_moment_loses_nothing_and_the_next_one_finishes_it(dozen, long_share, request):
    killer = Killer(dozen)
    chance = random.Random(request.config.getoption("--long-seed"))
    rounds = KILLS if long_share >= 1 else max(6, round(KILLS * long_share * 0.3))
    moments = Counter()

    for _ in range(rounds):
        moments[killer.kill_at(chance)] += 1

        dozen.check_whole()
        dozen.check_finished_by_the_next_build()

    inside = rounds - moments[TOO_EARLY] - moments[TOO_LATE]
    sys.stdout.write(f"{rounds} kills, {inside} between the first write and the last rename: {dict(moments)}\n")
    assert inside >= rounds * (0.75 if rounds == KILLS else 0.3), moments
