"""Every feed of ../shared/corpus in one build, over HTTP, as a planet with 806 feeds would have it."""

import io
import socket
import subprocess
import sys
import time
from urllib.parse import quote, unquote

import feedparser
import pytest
from plugins.atom_rules import findings

pytestmark = pytest.mark.corpus


@pytest.fixture(scope="module")
def corpus_server(shared):
    """Number and file name → address, at the shared feed server with the corpus behind it."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    words = ["--corpus", shared / "corpus" / "feeds", "--hosts", "many", "--feeds", "0", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, shared / "bench" / "feedserver.py", *words], stdout=subprocess.PIPE, text=True
    ) as server:
        assert "ready" in server.stdout.readline()
        # A host for each feed, as on the web: of one host, Planet would ask for twenty feeds a second.
        yield lambda number, name: f"http://127.1.{number // 250}.{number % 250 + 1}:{port}/corpus/{quote(name)}"
        server.terminate()


@pytest.fixture(scope="module")
def files(shared):
    return sorted(path for path in (shared / "corpus" / "feeds").iterdir() if path.name != "manifest.tsv")


@pytest.fixture
def corpus_planet(planet, corpus_server, files):
    fetch = {"allow_private_addresses": True, "min_interval": 0}
    planet.configure(*(corpus_server(number, path.name) for number, path in enumerate(files)), fetch=fetch)
    return planet


def distinct_ids(path):
    """How many different ids feedparser finds; none where it raises."""
    try:
        entries = feedparser.parse(io.BytesIO(path.read_bytes())).entries
    except (ValueError, OverflowError, AttributeError, TypeError):
        return 0
    return len({entry["id"] for entry in entries if entry.get("id")})


@pytest.mark.filterwarnings("ignore::DeprecationWarning:feedparser")
def test_the_whole_corpus_in_one_build_loses_no_entry_and_makes_a_valid_feed(corpus_planet, files):
    started = time.monotonic()

    report = corpus_planet.build()

    assert time.monotonic() - started < 240
    assert len(report["feeds"]) == len(files) > 800
    by_name = {unquote(feed["url"].rsplit("/", 1)[1]): feed for feed in report["feeds"]}
    short = [
        (path.name, by_name[path.name]["entries_stored"], by_name[path.name]["problem"])
        for path in files
        if by_name[path.name]["entries_stored"] < distinct_ids(path) and not by_name[path.name]["problem"]
    ]
    assert short == []
    unexplained = [
        feed for feed in report["feeds"] if feed["outcome"] == "failed" and not (feed["problem"] and feed["hint"])
    ]
    assert unexplained == []
    assert sum(feed["outcome"] == "failed" for feed in report["feeds"]) <= 5
    atom = (corpus_planet.output / "atom.xml").read_bytes()
    assert findings(atom, self_url="https://planet.example/atom.xml") == []
    before = corpus_planet.tree()

    again = corpus_planet.build("--full", now="2026-11-24T12:00:00Z")

    assert (again["changed"], again["files"]["written"]) == (False, 0)
    assert corpus_planet.tree() == before
