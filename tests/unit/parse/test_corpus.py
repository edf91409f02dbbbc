"""Hundreds of real feeds, and what damage does to documents.

The corpus lies beside the checkout and is no part of the project: the texts belong to their authors.
"""

from __future__ import annotations

import contextlib
import dataclasses
import io
import random
import re
import time
import warnings
from collections.abc import Iterator
from datetime import datetime

import feedparser
import pytest

from planet.errors import FeedError, Kind, ParseError
from planet.model.atom import RawFeed
from planet.model.fetching import Fetched, ReadJob
from planet.parse import PARSING, parse_document
from planet.sandbox import ChildLimits, in_children

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
ROOM = PARSING


def job(name: str, body: bytes) -> ReadJob:
    answer = Fetched(feed_url=name, final_url=f"https://corpus.example/{name}", body=body)
    return ReadJob(answer=answer, max_entries=5000)


def count_ids(read: ReadJob) -> int:
    """How many distinct ids feedparser finds in the document by itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = feedparser.parse(io.BytesIO(read.answer.body))
    return len({entry["id"] for entry in found.entries if entry.get("id")})


def strings_in(value: object) -> Iterator[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from strings_in(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from strings_in(each)


@pytest.fixture(scope="module")
def jobs(request):
    folder = request.getfixturevalue("shared") / "corpus" / "feeds"
    return [job(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.name != "manifest.tsv"]


@pytest.fixture(scope="module")
def outcomes(jobs):
    """Every document with its feed or the error that it got, and how long all of them took."""
    started = time.monotonic()
    read = {
        each.answer.feed_url: outcome for each, outcome in in_children(parse_document, jobs, ChildLimits(), rooms=ROOM)
    }
    assert time.monotonic() - started < 60
    return read


@pytest.mark.corpus
def test_every_feed_of_the_corpus_is_read_or_refused_with_a_sentence(jobs, outcomes):
    errors = {name: outcome for name, outcome in outcomes.items() if isinstance(outcome, FeedError)}

    assert len(outcomes) == len(jobs) > 800
    assert all(isinstance(error, ParseError) and len(error.problem) > 20 for error in errors.values()), errors
    assert len(errors) <= 3, errors


@pytest.mark.corpus
def test_no_entry_of_the_corpus_is_lost(jobs, outcomes):
    found = in_children(count_ids, jobs, ChildLimits(wall_s=60), rooms=ROOM)

    short = {
        each.answer.feed_url: ids
        for each, ids in found
        if isinstance(ids, int) and len(getattr(outcomes[each.answer.feed_url], "entries", ())) < ids
    }

    assert short == {}


@pytest.mark.corpus
def test_keys_of_the_corpus_are_unique_and_independent_of_the_order(outcomes):
    for name, feed in outcomes.items():
        if isinstance(feed, RawFeed):
            keys = [entry.key for entry in feed.entries]
            assert len(set(keys)) == len(keys), name
            assert all(0 < len(key) <= 1100 for key in keys), name


@pytest.mark.corpus
def test_no_text_of_the_corpus_has_characters_that_xml_forbids(outcomes):
    bad = {name for name, feed in outcomes.items() for text in strings_in(feed) if FORBIDDEN.search(text)}

    assert bad == set()


@pytest.mark.corpus
def test_every_date_of_the_corpus_is_aware_and_plausible(outcomes):
    feeds = [feed for feed in outcomes.values() if isinstance(feed, RawFeed)]
    moments = [moment for feed in feeds for entry in feed.entries for moment in (entry.published_at, entry.updated_at)]

    assert all(
        isinstance(moment, datetime) and moment.tzinfo is not None and 1990 <= moment.year < 2200
        for moment in moments
        if moment is not None
    )
    assert sum(moment is not None for moment in moments) > 9000


SEEDS = {
    "rss": b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>T</title><link>https://a.example/</link><item><title>One &amp; two</title><guid>1</guid>
<description><![CDATA[<p>Hi <b>there</b></p>]]></description><dc:creator>Jo</dc:creator>
<pubDate>Thu, 01 Jan 2026 10:00:00 GMT</pubDate><enclosure url="/1.mp3" type="audio/mpeg" length="5"/></item>
</channel></rss>""",
    "atom": """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/">
<title type="html">&lt;b>T&lt;/b> é</title><id>urn:x</id><entry><id>/1</id><title>Привет</title><link href="1"/>
<updated>2026-01-01T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>x</p></div>
</content><author><name>Jo</name><email>jo@a.example</email></author></entry></feed>""".encode(),
    "json": b"""{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [{"id": "1", "url": "/1",
"content_html": "<p>Hi</p>", "date_published": "2026-01-01T10:00:00Z", "attachments": [{"url": "/1.mp3"}]}]}""",
    "html": b"<!DOCTYPE html><html><head><title>T</title><link rel=alternate type=application/rss+xml href=/f></head>",
}
LABELS = (None, "text/xml", "text/xml; charset=koi8-r", "application/xml; charset=utf-16", "text/html; charset=x")
PIECES = (
    *(bytes([byte]) for byte in b'<>&"\x00\xff'),
    *b"]]> <![CDATA[ &#xD800; <item> <id> <!-- <!DOCTYPE [ <!ENTITY xml:base='javascript:x' <links/a='b'/>".split(),
    b"&#" + b"9" * 5000 + b";",
    b"&amp;#" + b"9" * 5000 + b";",
)


def damaged(body: bytes, chance: random.Random) -> bytes:
    """The document with one to eight wounds: bytes changed, taken out, put in or repeated, or its end cut off."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data) + 1)
        wound = chance.randrange(5)
        if wound == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif wound == 1:
            del data[at : at + chance.randrange(20)]
        elif wound == 2:
            data[at:at] = chance.choice(PIECES)
        elif wound == 3:
            data[at:at] = data[at : at + 50] * 3
        elif chance.random() < 0.3:
            del data[at:]
    return bytes(data)


def reads_or_refuses(body: bytes, label: str | None = None) -> None:
    """Anything but a feed or a ParseError fails the test by being raised."""
    answer = Fetched(feed_url="x", final_url="https://a.example/f", body=body, content_type=label)
    with contextlib.suppress(ParseError):
        feed = parse_document(ReadJob(answer=answer, max_entries=50))
        assert not [text for text in strings_in(feed) if FORBIDDEN.search(text)]


@pytest.mark.parametrize("name", SEEDS)
def test_2_6_a_damaged_document_is_read_or_refused(name):
    for seed in range(300):
        chance = random.Random(f"{name} {seed}")

        reads_or_refuses(damaged(SEEDS[name], chance), chance.choice(LABELS))


@pytest.mark.parametrize("name", SEEDS)
def test_2_6_a_document_cut_anywhere_is_read_or_refused(name):
    for end in range(0, len(SEEDS[name]), 3):
        reads_or_refuses(SEEDS[name][:end])


def test_50_a_document_that_hogs_its_reader_is_stopped():
    # kurtmckee/feedparser#562: its pattern for addresses of authors takes quadratic time, inside the C of `re`.
    hog = f"<rss version='2.0'><channel><item><author>a@{'a.' * 200_000}!</author></item></channel></rss>"

    [(_job, error)] = in_children(parse_document, [job("hog", hog.encode())], ChildLimits(wall_s=0.8), rooms=ROOM)

    assert (error.kind, error.problem) == (Kind.TOO_SLOW, "reading it took more than 0.8 s")


@pytest.mark.corpus
def test_2_6_damaged_feeds_of_the_corpus_are_read_or_refused(jobs):
    chance = random.Random("corpus")
    small = [each for each in jobs if len(each.answer.body) < 40_000]
    wounded = [
        job(f"{number}-{each.answer.feed_url}", damaged(each.answer.body, chance))
        for number, each in enumerate(chance.choices(small, k=1500))
    ]

    bad = {
        each.answer.feed_url: outcome
        for each, outcome in in_children(parse_document, wounded, ChildLimits(), rooms=ROOM)
        if not isinstance(outcome, RawFeed | ParseError)
    }

    assert bad == {}
