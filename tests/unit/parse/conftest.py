"""Documents, written down in a line or two, and read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planet.model.atom import RawFeed
from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document

ADDRESS = "https://blog.example/feeds/all.xml"
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
)

Parse = Callable[..., RawFeed]


@pytest.fixture
def parse() -> Parse:
    """Read a document: `parse(body, content_type=…, url=…, max_entries=…)`."""

    def read(
        body: str | bytes, *, content_type: str | None = None, url: str = ADDRESS, max_entries: int = 5000
    ) -> RawFeed:
        answer = Fetched(
            feed_url="https://blog.example/feed",
            final_url=url,
            body=body.encode() if isinstance(body, str) else body,
            content_type=content_type,
        )
        return parse_document(ReadJob(answer=answer, max_entries=max_entries))

    return read


@pytest.fixture
def rss() -> Callable[[str, str], str]:
    """An RSS 2.0 feed around items, or around the channel's own elements."""

    def write(items: str, channel: str = "<title>Blog</title><link>https://blog.example/</link>") -> str:
        return f'<?xml version="1.0"?>\n<rss version="2.0" {NAMESPACES}><channel>{channel}{items}</channel></rss>'

    return write


@pytest.fixture
def atom() -> Callable[[str, str], str]:
    """An Atom feed around entries, with attributes for its root."""

    def write(entries: str, attributes: str = "", feed: str = "<title>Blog</title><id>urn:blog</id>") -> str:
        root = f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" {attributes}>'
        return f'<?xml version="1.0" encoding="utf-8"?>\n{root}{feed}{entries}</feed>'

    return write


@pytest.fixture
def item(parse, rss) -> Callable:
    """The one entry of an RSS feed, from what is inside its item."""

    def read(inside: str):
        [entry] = parse(rss(f"<item>{inside}</item>")).entries
        return entry

    return read


@pytest.fixture
def entry(parse, atom) -> Callable:
    """The one entry of an Atom feed, from what is inside it."""

    def read(inside: str, attributes: str = ""):
        [found] = parse(atom(f"<entry>{inside}</entry>", attributes)).entries
        return found

    return read
