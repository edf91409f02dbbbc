"""A child's feedparser has no HTTP client, and reads as it does with one."""

import json
import subprocess
import sys

import pytest
from plugins.command import ROOT

READ = """
import json, sys
from importlib import import_module
for room in sys.argv[1:]:
    import_module(room)
from planet.parse.feedparser_types import run_feedparser
feed = b"<rss version='2.0'><channel><title>T</title>%s</channel></rss>"
item = b"<item><title>&lt;b>A&lt;/b></title><pubDate>Mon, 23 Nov 2026 12:00:00 GMT</pubDate><link>x</link></item>"
read = [run_feedparser(feed % text, "http://a.example/") for text in (item, item + b"&nbsp;<br>", b"<item><title>&amp")]
print(json.dumps([repr(one) for one in read]))
print(*sys.modules)
"""


def read(*rooms):
    done = subprocess.run([sys.executable, "-c", READ, *rooms], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found, modules = done.stdout.splitlines()
    return json.loads(found), set(modules.split())


@pytest.fixture(scope="module")
def with_client():
    return read()


@pytest.fixture(scope="module")
def without_client():
    from planet.parse import PARSING

    return read(*PARSING)


def test_well_formed_and_ill_formed_documents_are_read_the_same(with_client, without_client):
    assert without_client[0] == with_client[0]
    assert "title" in without_client[0][1]


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

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("urlopen\n", "")
