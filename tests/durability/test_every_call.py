"""A build disturbed at each of the calls with which it changes the disk: killed, or told that the disk is full."""

from __future__ import annotations

import random

import pytest
from durability.faults import Tracer

pytestmark = pytest.mark.long

FAULTS = {
    "openat": ("ENOSPC", "EROFS", "EIO"),
    "write": ("ENOSPC", "EIO"),
    "pwrite64": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO", "ENOSPC"),
    "ftruncate": ("EIO",),
    "rename": ("EROFS", "EIO", "ENOSPC"),
    "unlink": ("EROFS", "EIO"),
    "mkdir": ("EROFS", "ENOSPC"),
    "rmdir": ("EROFS", "EIO"),
}
IN_CI = 0.015
"""Of all points: a build under strace and the next one take a second."""


@pytest.fixture
def points(dozen, long_share, request):
    """The points to try, and the tracer to try them with."""
    tracer = Tracer(dozen.planet)
    dozen.go_back()
    found = tracer.points()
    assert {"openat", "write", "pwrite64", "fsync", "rename", "unlink"} <= {point.call for point in found}
    if long_share < 1:
        chance = random.Random(request.config.getoption("--long-seed"))
        found = chance.sample(found, round(len(found) * IN_CI))
    return tracer, found


def test_a_build_killed_before_any_of_its_calls_loses_nothing(dozen, points):
    tracer, chosen = points
    killed = 0

    for point in chosen:
        dozen.go_back()
        killed += tracer.killed(point)

        dozen.check_whole()
        dozen.check_finished_by_the_next_build()

    assert killed >= len(chosen) / 2  # the others come about only when threads share the files otherwise


def test_a_disk_that_fails_at_any_call_is_explained_and_harms_nothing(dozen, points):
    tracer, chosen = points
    failed = 0

    for number, point in enumerate(chosen):
        fault = FAULTS[point.call][number % len(FAULTS[point.call])]
        dozen.go_back()
        done = tracer.failing(point, fault)

        said = done.stderr.splitlines()
        assert done.returncode in {0, 1}, (point, done.stderr)
        if done.returncode:
            failed += 1
            assert "Traceback" not in done.stderr, (point, done.stderr)
            assert len(said) == 2, (point, fault, said)
            assert str(dozen.planet.folder) in said[0], (point, fault, said)
            assert said[1].startswith("  hint: "), (point, fault, said)
            dozen.check_whole()
        else:  # what fails may be what nobody needs, such as an empty folder that stays
            assert dozen.planet.tree() == dozen.new_tree, (point, fault)
        dozen.check_finished_by_the_next_build()

    assert failed >= len(chosen) / 2
