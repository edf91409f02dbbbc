"""A build in which nothing changed must not pay for libraries that it does not use."""

from __future__ import annotations

import subprocess
import sys

import pytest

SLOW_TO_LOAD = ("asyncio", "httpx", "h11", "feedparser", "bleach", "nh3", "jinja2", "markdown", "babel", "re2")


@pytest.fixture(scope="module")
def loaded(root):
    """The modules in memory after the command's own module was imported."""
    code = "import sys, planet.cli.main; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.fixture(scope="module")
def loaded_meanwhile(root):
    """The modules in memory when the first answer comes, but for those that ask."""
    code = "import sys; from planet.intake import import_the_rest as go; go(); print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("library", SLOW_TO_LOAD)
def test_starting_the_command_does_not_load(loaded, library):
    assert library not in loaded


@pytest.mark.parametrize("room", ["parse", "clean", "compose", "render"])
def test_starting_the_command_does_not_load_the_room(loaded, room):
    assert f"planet.{room}" not in loaded


@pytest.mark.parametrize("library", SLOW_TO_LOAD)
def test_what_is_loaded_while_servers_think_needs_no_library_that_only_news_need(loaded_meanwhile, library):
    assert library not in loaded_meanwhile


@pytest.mark.parametrize("room", ["edition", "compose", "publish", "sandbox.process", "store.saving", "render.context"])
def test_what_an_edition_needs_of_our_own_is_loaded_while_servers_think(loaded_meanwhile, room):
    assert f"planet.{room}" in loaded_meanwhile


@pytest.mark.parametrize("room", ["parse.document", "clean.html"])
def test_what_children_import_does_not_load_what_only_the_build_needs(root, room):
    code = f"import sys, planet.sandbox.child, planet.{room}; print(*sys.modules, sep='\\n')"

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    found = set(done.stdout.split())
    assert found & {"subprocess", "planet.sandbox.work", "planet.model.settings", "planet.model.site"} == set()


def test_what_reads_answers_is_not_loaded_before_requests_are_sent(root):
    code = "import sys, planet.fetch.lanes; print('h11' in sys.modules)"

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)

    assert (done.stdout.split(), done.stderr) == (["False"], "")


def test_asking_the_web_does_not_load_the_command_line_of_httpx(root):
    code = (
        "import sys; from planet.fetch import crawl; from planet.model.fetching import FetchRequest;"
        "from planet.model.settings import FetchPolicy;"
        "[answer] = crawl([FetchRequest(feed_url='x', address='http://127.0.0.1:9/')], FetchPolicy(), 'planet');"
        "print(answer.kind.value, *(name in sys.modules for name in ('httpx', 'click')))"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)

    assert (done.stdout.split(), done.stderr) == (["address", "True", "False"], "")


@pytest.mark.parametrize("room", ["backup.copies", "store.backup", "store.state_reader"])
def test_an_edition_without_a_copy_of_the_memory_does_not_load_what_makes_one(root, room):
    code = "import sys, planet.continuation; print(*sys.modules, sep='\\n')"

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert f"planet.{room}" not in done.stdout.split()


def test_garbage_is_looked_for_among_what_a_command_makes_and_seldom(root):
    code = (
        "import gc; from planet.cli.main import group; from planet.collecting import SELDOM\n"
        "group.get_command(None, 'build')\n"
        "print(gc.isenabled(), gc.get_threshold()[0] == SELDOM, gc.get_freeze_count() > 10_000)"
    )

    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)

    assert (done.stdout.split(), done.stderr) == (["True", "True", "True"], "")
