"""Where a memory may be found, and what is there."""

from dataclasses import replace
from pathlib import Path

import pytest

from planet.backup.sources import Source, ask, in_child, is_missing, published_sources, sources_of
from planet.errors import FeedError
from planet.model.fetching import Fetched, FetchFailed
from planet.model.settings import FetchPolicy
from planet.sandbox import ChildLimits
from planet.store.state_reader import is_state

STATE = "planet-state.jsonl.gz"


@pytest.mark.parametrize(
    ("place", "addresses"),
    [
        ("https://p.example", [f"https://p.example/{STATE}"]),
        ("https://p.example/", [f"https://p.example/{STATE}"]),
        ("https://p.example/planet/", [f"https://p.example/planet/{STATE}", "https://p.example/planet/"]),
        ("https://p.example/planet", [f"https://p.example/planet/{STATE}", "https://p.example/planet"]),
        (f"https://p.example/{STATE}", [f"https://p.example/{STATE}"]),
        ("https://p.example/atom.xml", ["https://p.example/atom.xml"]),
        ("https://p.example/?feed=atom", ["https://p.example/?feed=atom"]),
    ],
)
def test_an_address_may_be_a_planet_a_state_file_or_a_feed(place, addresses, tmp_path):
    assert [str(source) for source in sources_of(place, tmp_path)] == addresses


def test_a_folder_has_the_file_in_it_and_a_file_is_itself(tmp_path):
    (tmp_path / "site").mkdir()

    assert sources_of("site", tmp_path) == (Source(file=tmp_path / "site" / STATE),)
    assert sources_of("old.gz", tmp_path) == (Source(file=tmp_path / "old.gz"),)
    assert sources_of("/elsewhere/atom.xml", tmp_path) == (Source(file=Path("/elsewhere/atom.xml")),)


def test_a_planets_own_copy_is_in_its_output_folder_or_where_its_site_is(settings_of):
    settings = settings_of(url="https://p.example/")
    here = Source(file=settings.output_dir / STATE)

    assert published_sources(settings, offline=False) == (here, Source(address=f"https://p.example/{STATE}"))
    assert published_sources(settings, offline=True) == (here,)
    assert published_sources(settings_of(), offline=False) == (here,)


def test_what_is_on_the_web_is_asked_for_as_a_feed_is(server, settings_of, state):
    address = server.serve(f"/{STATE}", state("one"), headers={"Content-Type": "application/gzip"})

    answer = ask(Source(address=address), settings_of(url="https://p.example/"))

    assert isinstance(answer, Fetched)
    assert is_state(answer.body)
    [request] = server.requests
    assert "planet-feeds/" in request.header("User-Agent")
    assert request.header("If-None-Match") is None


def test_a_private_address_is_refused_unless_it_is_allowed(server, settings_of, state):
    address = server.serve(f"/{STATE}", state("one"))

    answer = ask(Source(address=address), replace(settings_of(), fetch=FetchPolicy()))

    assert isinstance(answer, FetchFailed)
    assert answer.kind == "address"
    assert server.requests == []


def test_what_is_not_there_is_missing_and_nothing_else_is(server, settings_of, tmp_path):
    settings = settings_of()
    server.serve("/broken", status=500)
    server.serve("/gone", status=410)
    (tmp_path / "folder").mkdir()

    assert is_missing(ask(Source(address=server.url("/none")), settings))
    assert is_missing(ask(Source(address=server.url("/gone")), settings))
    assert is_missing(ask(Source(file=tmp_path / "none"), settings))
    assert not is_missing(ask(Source(address=server.url("/broken")), settings))
    assert not is_missing(ask(Source(file=tmp_path / "folder"), settings))


def wait_for_ever(_):
    while True:
        pass


def take_all_memory(_):
    return bytearray(2**31)


def test_what_takes_too_much_is_ended():
    limits = ChildLimits(wall_s=1.0, memory_bytes=512 * 2**20, workers=1)

    slow, large = in_child(wait_for_ever, 0, limits), in_child(take_all_memory, 0, limits)

    assert isinstance(slow, FeedError)
    assert isinstance(large, FeedError)
    assert (slow.kind, large.kind) == ("too-slow", "too-much-memory")
