"""A child's feedparser has no HTTP client, and reads as it does with one."""

import json
import subprocess
import sys

import pytest
from plugins.command import ROOT
from plugins.interpreter import said_by

READ = """
import json, sys
from importlib import import_module
for room in sys.argv[2:]:
    import_module(room)
from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document
read = []
for body in json.loads(sys.argv[1]):
    answer = Fetched(feed_url="http://a.example/", final_url="http://a.example/", body=body.encode())
    read.append(repr(parse_document(ReadJob(answer=answer, max_entries=9))))
print(json.dumps(read))
print(*sys.modules)
"""
FEED = "<rss version='2.0'><channel><title>T</title>{}<item><title>&lt;b>A&lt;/b></title>{}</item>{}</channel></rss>"
KNOWN_DATE = "<pubDate>Mon, 23 Nov 2026 12:00:00 GMT</pubDate>"
ORDINAL_DATE = "<pubDate>2003-335T22:23:51Z</pubDate>"
NO_DATE = "<pubDate>soon</pubDate>"
DOCUMENTS = {
    "well-formed": FEED.format("", KNOWN_DATE, ""),
    "ill-formed": FEED.format("", KNOWN_DATE, "&nbsp;<br>"),
    "broken off": FEED.format("", KNOWN_DATE, "<item><title>&amp").removesuffix("</channel></rss>"),
    "a date for feedparser": FEED.format("", ORDINAL_DATE, f"<item><title>B</title>{ORDINAL_DATE}</item>"),
    "no date": FEED.format(NO_DATE, NO_DATE, ""),
}


def read(*rooms, documents):
    found, modules = said_by(READ, json.dumps(documents), *rooms).splitlines()
    return json.loads(found), set(modules.split())


@pytest.fixture(scope="module")
def with_client():
    return read(documents=[*DOCUMENTS.values()])


@pytest.fixture(scope="module")
def without_client():
    from planet.parse import PARSING

    return read(*PARSING, documents=[*DOCUMENTS.values()])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_are_read_the_same(with_client, without_client, name):
    read_with, read_without = (dict(zip(DOCUMENTS, found[0], strict=True)) for found in (with_client, without_client))

    assert read_without[name] == read_with[name]
    assert "RawEntry" in read_without[name]


def test_a_date_that_only_feedparser_knows_is_read(without_client):
    found = dict(zip(DOCUMENTS, without_client[0], strict=True))

    assert "datetime.datetime(2003, 12, 1, 22, 23, 51" in found["a date for feedparser"]


def test_the_readers_of_dates_are_loaded_for_such_a_date_only():
    from planet.parse import PARSING

    _, modules = read(*PARSING, documents=[DOCUMENTS["well-formed"], DOCUMENTS["ill-formed"]])

    assert "feedparser.datetimes.greek" not in modules


@pytest.mark.parametrize("library", ["http.client", "email.parser", "socket"])
def test_what_speaks_to_servers_is_not_even_there(with_client, without_client, library):
    assert library in with_client[1]
    assert library not in without_client[1]


def test_an_address_cannot_be_opened():
    code = "import planet.parse.offline, feedparser; feedparser.parse('http://127.0.0.1:9/')"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert "AttributeError: module 'feedparser.http' has no attribute 'get'" in done.stderr


def test_the_client_of_a_process_that_has_one_stays():
    code = "import feedparser, urllib.request, planet.parse.offline; print(urllib.request.urlopen.__name__)"

    assert said_by(code) == "urlopen\n"
