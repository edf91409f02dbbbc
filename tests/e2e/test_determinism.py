"""The same memory and configuration give the same bytes: on any machine, in any zone, language, folder and order.

`--now` or SOURCE_DATE_EPOCH is the only clock (tests/house finds any other).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from plugins.command import NOON, Planet, atom

ROOT = Path(__file__).resolve().parents[2]
INTERPRETERS = ("python3.11", "python3.12", "python3.13", "python3.14")
EPOCH = "1795435200"  # 2026-11-23T12:00:00Z
PLACES = {
    "far east": {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    "far west": {"TZ": "America/Los_Angeles", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711"},
    "half past": {"TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "random", "PYTHONUTF8": "1"},
}


@pytest.fixture(scope="module")
def feeds():
    """The demo's feeds: six languages, hostile markup, posts without a date."""
    return sorted((ROOT / "examples" / "feeds").iterdir())


def settle(folder, feeds, *, backwards=False):
    """A planet of these feeds; its files are made in one order or the other."""
    (folder / "feeds").mkdir(parents=True)
    for feed in reversed(feeds) if backwards else feeds:
        shutil.copy(feed, folder / "feeds" / feed.name)
    planet = Planet(folder)
    planet.configure(*(f"./feeds/{feed.name}" for feed in feeds), state={"publish": True}, timezone="Europe/Berlin")
    return planet


def run(planet, *words, python=sys.executable, env=None):
    done = subprocess.run(
        [python, "-m", "planet", "build", *words],
        cwd=planet.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return planet.tree()


@pytest.fixture(scope="module")
def reference(feeds, tmp_path_factory):
    """A planet that was built once, here."""
    planet = settle(tmp_path_factory.mktemp("reference") / "planet", feeds)
    run(planet, "--now", NOON)
    return planet


@pytest.mark.parametrize("place", PLACES)
def test_a_first_build_is_the_same_everywhere(reference, feeds, tmp_path, place):
    planet = settle(tmp_path / "another folder" / "ü" / "planet", feeds, backwards=True)

    tree = run(planet, env={**PLACES[place], "SOURCE_DATE_EPOCH": EPOCH})

    assert len(tree) > 10
    assert tree == reference.tree()


@pytest.mark.parametrize("now", ["2026-11-24T03:00:00Z", "2031-02-28T23:59:59Z"])
def test_the_same_memory_gives_the_same_site_on_another_day(reference, tmp_path, now):
    shutil.copytree(reference.folder, tmp_path / "planet")
    planet = Planet(tmp_path / "planet")
    shutil.rmtree(planet.output)

    tree = run(planet, "--now", now, "--offline", "--full", env=PLACES["far west"])

    assert tree == reference.tree()


@pytest.mark.parametrize("choice", [{"content": "title"}, {"remove": ["p"]}, {"images": False}])
def test_what_a_maintainer_chooses_for_a_feed_is_part_of_the_configuration(planet, choice):
    content = "&lt;p>One &lt;img src='https://blog.example/i.png' alt='i'>&lt;/p>&lt;div>Two&lt;/div>"
    feed = atom(("tag:blog.example,2026:1", "First", "2026-11-20T10:00:00Z", content))
    (planet.folder / "feed.xml").write_bytes(feed)
    planet.configure({"url": "./feed.xml"})
    planet.build()

    planet.configure({"url": "./feed.xml", **choice})

    assert planet.build()["changed"] is True


@pytest.mark.parametrize("name", INTERPRETERS)
def test_every_python_builds_the_same(reference, feeds, tmp_path, name):
    python = shutil.which(name)
    if python is None:
        pytest.skip(f"there is no {name} on this machine")
    wanted = "import feedparser, bleach, nh3, httpx, jinja2, markdown, babel, click, yaml"
    if subprocess.run([python, "-c", wanted], capture_output=True, check=False).returncode:
        pytest.skip(f"{name} has not all that Planet needs")
    planet = settle(tmp_path / "planet", feeds)

    tree = run(planet, "--now", NOON, python=python)

    # The packed bytes of the state depend on the zlib that a Python was built with; what is in it does not.
    assert {path for path, digest in tree.items() if reference.tree()[path] != digest} <= {
        "planet-state.jsonl.gz",
        ".planet-files.json",
    }
    assert unpacked(planet) == unpacked(reference)


def unpacked(planet):
    done = subprocess.run(
        ["gzip", "-dc", planet.output / "planet-state.jsonl.gz"], capture_output=True, check=True, timeout=10
    )
    return done.stdout
