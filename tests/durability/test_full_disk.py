"""A disk that is really full, after each number of pages that a build could still write; and one that is read-only."""

from __future__ import annotations

import os
import random
import shutil
import subprocess

import pytest
from durability.dozen import LATER, Dozen
from plugins.command import Planet

pytestmark = pytest.mark.long

PAGE = 4096


class Disk:
    """A small file system in memory; needs root."""

    def __init__(self, folder):
        self.folder = folder
        self.filler = folder / "filler"
        self._run("mount", "-t", "tmpfs", "-o", "size=4m,mode=777", "planet-test", str(folder))

    def leave(self, pages):
        """Fill it, but for so many pages."""
        free = os.statvfs(self.folder).f_bavail
        with self.filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, (free - pages) * PAGE)
        assert os.statvfs(self.folder).f_bavail == pages

    def remount(self, how):
        self._run("mount", "-o", f"remount,{how}", str(self.folder))

    def unmount(self):
        self._run("umount", "--lazy", str(self.folder))

    @staticmethod
    def _run(*command):
        sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
        done = subprocess.run([*sudo, *command], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()[:200]}")


@pytest.fixture
def disk(tmp_path):
    if shutil.which("mount") is None or (os.geteuid() != 0 and shutil.which("sudo") is None):
        pytest.skip("a full disk needs root, to mount one")
    folder = tmp_path / "disk"
    folder.mkdir()
    disk = Disk(folder)
    yield disk
    disk.unmount()


@pytest.fixture
def dozen(disk, server):
    planet = Planet(disk.folder / "planet")
    planet.folder.mkdir()
    return Dozen(planet, server)


def words_of(done, planet):
    """What a build that failed said: the problem, and the way out."""
    assert done.returncode == 1, done.stderr
    problem, hint = done.stderr.splitlines()
    assert str(planet.folder) in problem
    assert hint.startswith("  hint: ")
    return problem, hint


def test_a_disk_that_is_full_after_any_page_is_explained_and_harms_nothing(dozen, disk, long_share, request):
    chance, failures = random.Random(request.config.getoption("--long-seed")), 0
    for pages in range(512) if long_share >= 1 else (0, *chance.sample(range(1, 40), 2)):
        dozen.go_back()
        disk.leave(pages)

        done = dozen.planet.run("build", "-q", "--now", LATER)

        disk.filler.unlink()
        if done.returncode:
            failures += 1
            problem, hint = words_of(done, dozen.planet)
            assert "Free some space" in hint or "cannot be used" in problem, (pages, problem, hint)
            dozen.check_whole()
        dozen.check_finished_by_the_next_build()
        if not done.returncode:
            break
    assert failures


def test_a_read_only_disk_is_explained_and_stays_as_it_is(dozen, disk):
    dozen.go_back()
    disk.remount("ro")

    problem, hint = words_of(dozen.planet.run("build", "-q", "--now", LATER), dozen.planet)

    assert "read-only" in problem.lower()
    assert "state folder" in hint
    assert dozen.planet.tree() == dozen.old_tree
    disk.remount("rw")
    dozen.check_finished_by_the_next_build()
