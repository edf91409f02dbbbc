"""Sites as dictionaries: path → text."""

from __future__ import annotations

import os
import random
from pathlib import Path, PurePosixPath

import pytest

from planet.model.site import OutputFile
from planet.publish import publish

MANIFEST = ".planet-files.json"


def files_of(site):
    """The files of a site told as path → text or bytes, in an order that means nothing."""
    files = [
        OutputFile(path=PurePosixPath(path), data=data if isinstance(data, bytes) else data.encode())
        for path, data in site.items()
    ]
    random.Random(len(files)).shuffle(files)
    return files


@pytest.fixture
def as_files():
    return files_of


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def put(folder):
    """Publishes a site: `put({"index.html": "…"})`."""
    return lambda site: publish(files_of(site), folder)


@pytest.fixture
def lying(folder):
    """What lies in the folder, but for the manifest: path → text."""

    def read():
        return {
            path.relative_to(folder).as_posix(): path.read_text()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != MANIFEST
        }

    return read


@pytest.fixture
def touched(folder):
    """Everything in the folder with what changes when it is written: path → (inode, time)."""

    def look():
        return {path: (os.lstat(path).st_ino, os.lstat(path).st_mtime_ns) for path in folder.rglob("*")}

    return look


@pytest.fixture
def site():
    """A small site as the render stage makes it."""
    return {
        "index.html": "<a href='page/2/'>",
        "page/1/index.html": "<p>first",
        "page/2/index.html": "<p>second",
        "atom.xml": "<feed/>",
        "static/style.css": "body {}",
        ".nojekyll": "",
    }
