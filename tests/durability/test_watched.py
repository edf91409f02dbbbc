"""The published folder, read link by link while one site after another is published into it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache

import pytest
from durability.dozen import MANIFEST, internal_links, resolved
from plugins.command import ROOT

pytestmark = pytest.mark.long

PUBLISH = """
import sys
from pathlib import Path, PurePosixPath
from planet.model.site import OutputFile
from planet.publish import publish

folder, rounds, *sites = sys.argv[1:]
files = [
    [
        OutputFile(path=PurePosixPath(path.relative_to(site)), data=path.read_bytes())
        for path in sorted(Path(site).rglob("*"))
        if path.is_file() and path.name != ".planet-files.json"
    ]
    for site in sites
]
for number in range(int(rounds)):
    publish(files[number % 2], Path(folder))
"""


@dataclass(frozen=True)
class Seen:
    """A page as it was read: its bytes, and what tells it from every other file that ever had its name."""

    path: str
    data: bytes
    identity: tuple[int, int]


class Watcher:
    """Follows every link from the pages that are always there, and keeps the links that led nowhere.

    A link leads nowhere only if every page on the way to it is still the same file after its target was missed: the
    reader could have gone this way at that moment.
    """

    def __init__(self, folder, sites, lasting):
        self.folder, self.sites, self.lasting = folder, sites, lasting
        self.broken, self.half, self.links, self.mixtures = [], [], 0, 0

    def look(self):
        """Read everything once."""
        versions, seen = set(), set()
        for page in self.lasting:
            if found := self._read(page, ()):
                self._follow((found,), seen)
                versions.add(found.data == self.sites[0][page])
        self.mixtures += len(versions) > 1

    def _follow(self, way, seen):
        page = way[-1]
        for path in targets_of(page.path, page.data) - seen:
            self.links += 1
            seen.add(path)
            found = self._read(path, way)
            if found and path.endswith(".html"):
                self._follow((*way, found), seen)

    def _read(self, path, way):
        try:
            with (self.folder / path).open("rb") as file:
                data = file.read()
                found = Seen(path, data, self._identity(path, file.fileno()))
        except FileNotFoundError:
            if all(self._is_there(page) for page in way):
                self.broken.append((*(page.path for page in way), path))
            return None
        if data not in [site.get(path) for site in self.sites]:
            self.half.append(path)
        return found

    def _is_there(self, page):
        try:
            return self._identity(page.path) == page.identity
        except FileNotFoundError:
            return False

    def _identity(self, path, descriptor=None):
        found = (self.folder / path).stat() if descriptor is None else os.fstat(descriptor)
        return found.st_ino, found.st_mtime_ns


@cache
def targets_of(page, data):
    """Every path that the page refers to; parsed once, for a watcher has to be quicker than a publication."""
    return {resolved(page, target) for target in internal_links(data)}


def files_of(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_the_folder_is_a_working_site_at_every_moment(dozen, tmp_path, long_share):
    folder, old, new = tmp_path / "watched", dozen.kept / "output", dozen.planet.output
    rounds = max(20, round(200 * long_share))
    watcher = Watcher(folder, [files_of(old), files_of(new)], dozen.lasting_pages)
    publish = [sys.executable, "-c", PUBLISH, folder, "1", old, new]
    subprocess.run(publish, cwd=ROOT, check=True)

    publish[4] = str(rounds)
    with subprocess.Popen(publish, cwd=ROOT) as process:
        while process.poll() is None:
            watcher.look()

    assert process.returncode == 0
    assert watcher.broken == []
    assert watcher.half == []
    assert watcher.links > 100
    assert watcher.mixtures  # it did look in the middle of a publication
