"""Builds that are killed, or run out of disk, between two whole sites; told by the links that a reader can follow."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import time

import pytest

from planet.publish import hashes_of

PUBLISH = """
import json, resource, sys
from pathlib import Path, PurePosixPath
from planet.model.site import OutputFile
from planet.publish import publish

folder, limit_bytes, site = Path(sys.argv[1]), int(sys.argv[2]), json.load(sys.stdin)
files = [OutputFile(path=PurePosixPath(path), data=text.encode()) for path, text in site.items()]
if limit_bytes:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))
print("begun", flush=True)
print(publish(files, folder))
"""
LINK = re.compile(r"href='([^']*)'")


def site_of(version, pages):
    """A site whose index links its pages, whose pages link their neighbours, and all a style sheet of the version."""
    style = f"style-{version}.css"
    numbers = range(1, pages + 1)
    site = {
        f"page/{number}/index.html": f"{version} <link href='{style}'>"
        + "".join(f"<a href='page/{near}/index.html'>" for near in (number - 1, number + 1) if near in numbers)
        for number in numbers
    }
    links = "".join(f"<a href='page/{number}/index.html'>" for number in numbers)
    site["index.html"] = f"{version} <link href='{style}'><link href='atom-{version}.xml'>{links}"
    return site | {style: f"/* {version} */" * 500, f"atom-{version}.xml": "<feed/>", ".nojekyll": ""}


OLD, NEW = site_of("old", 30), site_of("new", 40)


@pytest.fixture
def interrupted(folder, put):
    """Publishes NEW over OLD in a process of its own, which `stop` may end."""
    put(OLD)

    def run(stop, *, limit_bytes=0):
        with subprocess.Popen(
            [sys.executable, "-c", PUBLISH, str(folder), str(limit_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            process.stdin.write(json.dumps(NEW))
            process.stdin.close()
            assert process.stdout.readline() == "begun\n"
            stop(process)
            return process.stderr.read()

    return run


@pytest.fixture
def check_next_build(folder, put, lying):
    """The next build finishes what was interrupted, and the one after it has nothing to do."""

    def check():
        put(NEW)

        assert lying() == NEW
        assert not list(folder.rglob(".planet-tmp-*"))
        assert put(NEW).written == 0

    return check


def check_reachable(folder):
    """Walk every link from the index: each file is there, and is that of one of the two sites."""
    todo, seen = ["index.html"], set()
    while todo:
        path = todo.pop()
        seen.add(path)
        text = (folder / path).read_text()
        assert text in {OLD.get(path), NEW.get(path)}
        todo += [link for link in LINK.findall(text) if link not in seen]


@pytest.mark.parametrize("seed", range(12))
def test_a_build_killed_at_any_moment_leaves_a_working_site(interrupted, folder, check_next_build, seed):
    moment_s = random.Random(seed).random() * 0.12

    def kill(process):
        time.sleep(moment_s)
        process.send_signal(signal.SIGKILL)

    interrupted(kill)

    check_reachable(folder)
    check_next_build()


def test_a_full_disk_leaves_the_old_site_as_it_was(interrupted, folder, lying, check_next_build):
    said = interrupted(lambda process: process.wait(), limit_bytes=5000)

    assert "planet.errors.PublishError: " in said
    assert "every file is whole, old or new" in said
    assert lying() == OLD
    assert not list(folder.rglob(".planet-tmp-*"))
    check_next_build()


def test_a_disk_too_full_for_the_manifest_changes_nothing(interrupted, folder, touched, lying):
    before = touched()

    said = interrupted(lambda process: process.wait(), limit_bytes=100)

    assert f"{folder}/.planet-files.json cannot be written" in said
    assert touched().keys() == before.keys()
    assert lying() == OLD


def test_a_killed_build_followed_by_a_smaller_site_leaves_nothing_behind(folder, put, lying):
    put(OLD)
    files = {"version": 1, "finished": False, "files": {**dict.fromkeys(OLD, "0" * 64), "page/99/index.html": "0" * 64}}
    (folder / ".planet-files.json").write_text(json.dumps(files))
    (folder / "page/99").mkdir()
    (folder / "page/99/.planet-tmp-0123456789abcdef").write_text("half a pa")

    put(OLD)

    assert lying() == OLD
    assert not (folder / "page/99").exists()


def test_what_a_killed_build_was_about_to_replace_is_still_ours(folder, put, lying, as_files):
    put(OLD)
    killed = {
        "version": 1,
        "finished": False,
        "files": hashes_of(as_files(OLD | NEW)),
        "before": hashes_of(as_files({path: text for path, text in OLD.items() if NEW.get(path, text) != text})),
    }
    (folder / ".planet-files.json").write_text(json.dumps(killed))

    counts = put({"index.html": "small"})

    assert counts.removed == len(OLD) - 1
    assert lying() == {"index.html": "small"}
