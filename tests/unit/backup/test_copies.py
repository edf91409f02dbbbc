"""A build that finds no memory looks for its copy, and goes on whatever it finds."""

import gzip

import pytest

from planet.build import recover_if_lost
from planet.model.fetching import FeedHealth, Unchanged
from planet.model.site import BuildRequest

STATE = "planet-state.jsonl.gz"
FEED = "https://ann.example/feed"


@pytest.fixture
def recovered(settings_of, store, now, server):
    """What the build says when `body` is where its site is."""

    def recover(body=None, *, status=200, here=None, publish=True, feeds=(), **asked):
        settings = settings_of(*feeds, url=server.url("/"), publish=publish)
        if body is not None:
            server.serve(f"/{STATE}", body, status=status)
        if here is not None:
            settings.output_dir.mkdir()
            (settings.output_dir / STATE).write_bytes(here)
        return recover_if_lost(settings, BuildRequest(now=now, **asked), store)

    return recover


def keys(store, feed=FEED):
    return [entry.key for entry in store.entries([feed])]


def test_the_memory_comes_back_from_where_the_site_is(recovered, store, state, server):
    told = recovered(state("one", "two"))

    assert keys(store) == ["one", "two"]
    assert told.warnings == (
        f"The memory was restored from {server.url(f'/{STATE}')}: feeds: 1; entries: 2, 0 of them without text.",
    )
    assert len(told.notes) == 1


def test_the_output_folder_comes_first(recovered, store, state, server):
    told = recovered(state("there"), here=state("here"))

    assert keys(store) == ["here"]
    assert server.requests == []
    assert told.notes == ()


def test_when_the_one_in_the_output_folder_is_no_good_the_site_is_asked(recovered, store, state):
    told = recovered(state("there"), here=b"nonsense")

    assert keys(store) == ["there"]
    assert "was not used: it is not a copy" in told.warnings[0]
    assert "restored" in told.warnings[1]


def test_where_there_is_none_only_those_who_ask_are_told(recovered, store):
    told = recovered()

    assert told.warnings == ()
    assert [note.rpartition("/")[2] for note in told.notes] == [f"{STATE}.", f"{STATE}."]
    assert store.is_empty()


@pytest.mark.parametrize("asked", [{"publish": False}, {"restore": False}])
def test_nobody_is_asked_when_nobody_wants_it(recovered, state, server, asked):
    assert recovered(state("one"), here=state("two"), **asked) is None
    assert server.requests == []


def test_offline_only_the_output_folder_is_looked_at(recovered, store, state, server):
    recovered(state("there"), here=b"nonsense", offline=True)

    assert server.requests == []
    assert keys(store) == []


def test_a_memory_that_is_there_is_left_alone(recovered, store, state, server, now):
    store.save(Unchanged(feed_url=FEED), FeedHealth(feed_url=FEED), now)

    assert recovered(state("one")) == type(recovered(state("one")))()
    assert server.requests == []
    assert keys(store) == []


BAD = {
    "an error of the server": (b"", 500, "500 Internal Server Error"),
    "a web page": (b"<!doctype html><p>Welcome", 200, "not a copy"),
    "nothing": (b"", 200, "cannot be had"),
    "something else that is packed": (gzip.compress(b"hello"), 200, "not a copy"),
    "a newer Planet's": (b'{"header":{"version":9}}\n', 200, "a newer Planet wrote it"),
    "half of it": (b'{"header":{"version":1,"created_at":"2026-01-01T00:00:00Z"}}', 200, "breaks off"),
    "deep": (b'{"header":' + b"[" * 200_000 + b"\n", 200, "first line"),
    "a bomb": (gzip.compress(b'{"header":' + bytes(2**26), 9), 200, "cannot be had"),
}


@pytest.mark.parametrize("name", BAD)
def test_whatever_is_wrong_costs_one_line(recovered, store, name):
    body, status, problem = BAD[name]

    told = recovered(body, status=status)

    [line] = told.warnings
    assert problem in line
    assert "Traceback" not in line
    assert "\n" not in line
    assert store.is_empty()


def test_a_torn_file_costs_one_line(recovered, store, state):
    [line] = recovered(state(*map(str, range(500)))[:-100]).warnings

    assert "cannot be had" in line
    assert store.is_empty()


def test_a_file_of_endless_nonsense_costs_its_lines(recovered, store, state):
    told = recovered(here=state("one", more=[{}] * 100_000))

    assert keys(store) == ["one"]
    assert "100000 lines that cannot be right" in told.warnings[0]


def test_of_another_planets_copy_only_ones_own_feeds_come_back(recovered, store, state):
    other = "https://bob.example/"
    more = [
        {"feed": {"url": other, "origin": other, "added_at": "2026-11-01T00:00:00Z", "health": {"feed_url": other}}}
    ]

    told = recovered(state("one", more=more, site="https://another.example/"))

    assert store.left_feeds([FEED]) == ()
    assert keys(store) == ["one"]
    assert "1 feeds that this planet does not have" in told.warnings[0]


def test_the_copy_of_a_planet_with_other_feeds_is_not_used(recovered, store, state):
    [line] = recovered(state("one", feed="https://bob.example/", site="https://another.example/")).warnings

    assert "none of this planet's feeds" in line
    assert store.is_empty()


def test_of_ones_own_copy_a_feed_that_has_left_comes_back_too(recovered, store, state, server):
    recovered(state("one", site=server.url("/")), feeds=("https://bob.example/",))

    assert keys(store) == ["one"]
