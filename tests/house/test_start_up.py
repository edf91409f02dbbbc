"""A build in which nothing changed must not pay for libraries that it does not use."""

from __future__ import annotations

import pytest
from plugins.interpreter import loaded_by, said_by

SLOW_TO_LOAD = ("asyncio", "httpx", "h11", "feedparser", "bleach", "nh3", "jinja2", "markdown", "babel", "re2")


@pytest.fixture(scope="module")
def loaded():
    """The modules in memory after the command's own module was imported."""
    return loaded_by("import planet.cli.main")


@pytest.fixture(scope="module")
def loaded_meanwhile():
    """The modules in memory when the first answer comes, but for those that ask."""
    return loaded_by("from planet.intake import import_the_rest as go; go()")


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
def test_what_children_import_does_not_load_what_only_the_build_needs(room):
    found = loaded_by(f"import planet.sandbox.child, planet.{room}")

    assert found & {"subprocess", "planet.sandbox.work", "planet.model.settings", "planet.model.site"} == set()


def test_what_reads_answers_is_not_loaded_before_requests_are_sent():
    assert "h11" not in loaded_by("import planet.fetch.lanes")


def test_asking_the_web_does_not_load_the_command_line_of_httpx():
    code = (
        "import sys; from planet.fetch import crawl; from planet.model.fetching import FetchRequest;"
        "from planet.model.settings import FetchPolicy;"
        "[answer] = crawl([FetchRequest(feed_url='x', address='http://127.0.0.1:9/')], FetchPolicy(), 'planet');"
        "print(answer.kind.value, *(name in sys.modules for name in ('httpx', 'click')))"
    )

    assert said_by(code).split() == ["address", "True", "False"]


@pytest.mark.parametrize("room", ["backup.copies", "store.backup", "store.state_reader"])
def test_an_edition_without_a_copy_of_the_memory_does_not_load_what_makes_one(room):
    assert f"planet.{room}" not in loaded_by("import planet.continuation")


def test_garbage_is_looked_for_among_what_a_command_makes_and_seldom():
    code = (
        "import gc; from planet.cli.main import group; from planet.collecting import SELDOM\n"
        "group.get_command(None, 'build')\n"
        "print(gc.isenabled(), gc.get_threshold()[0] == SELDOM, gc.get_freeze_count() > 10_000)"
    )

    assert said_by(code).split() == ["True", "True", "True"]
