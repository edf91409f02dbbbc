"""What is plain at a glance, beside what a reading of the whole finds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document
from planet.parse.glance import glance
from planet.parse.skim import lay_out

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
TEXT = "<p>Many words stand here, more than eighty letters of them, so that the beginning is known without the end.</p>"
ITEM = {
    "title": "<title>A plain title</title>",
    "link": "<link>https://blog.example/2026/post?page=1</link>",
    "guid": '<guid isPermaLink="false">https://blog.example/?p=1</guid>',
    "date": "<pubDate>Fri, 27 Nov 2026 05:20:47 GMT</pubDate>",
    "text": f"<description><![CDATA[{TEXT}]]></description>",
}
ENTRY = {
    "title": '<title type="html">A plain title</title>',
    "link": '<link rel="alternate" href="https://blog.example/2026/post"/><link rel="self" href="/x"/>',
    "id": "<id>urn:blog:1</id>",
    "updated": "<updated>2026-11-27T05:20:47+01:00</updated>",
    "author": "<author><name>Ann</name><uri>/ann</uri></author>",
    "text": f'<content type="html"><![CDATA[{TEXT}]]></content>',
}


def rss(*items):
    items = "".join(f"<item>{''.join(one.values())}</item>" for one in items)
    return f"<rss version='2.0' {NAMESPACES}><channel><title>Blog</title>{items}</channel></rss>".encode()


def atom(*entries):
    entries = "".join(f"<entry>{''.join(one.values())}</entry>" for one in entries)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title>{entries}</feed>".encode()


def seen(document):
    return glance(document, lay_out(document).level)


def looks(entry):
    """All that is seen of an entry."""
    dates = (entry.published_at, entry.updated_at)
    return (entry.key, entry.id, entry.link, *dates, entry.facts.title, entry.facts.beginning)


def whole(document, address="https://blog.example/feed"):
    answer = Fetched(feed_url=address, final_url=address, body=document)
    return parse_document(ReadJob(answer=answer, max_entries=5000)).entries


@pytest.mark.parametrize("document", [rss(ITEM), atom(ENTRY)], ids=["rss", "atom"])
def test_an_ordinary_entry_is_seen_as_it_is_read(document):
    [entry], [read] = seen(document), whole(document)

    assert looks(entry) == looks(read)
    assert entry.facts.beginning


def test_what_is_seen_is_what_the_feed_says():
    [entry] = seen(rss(ITEM))

    assert (entry.id, entry.link) == ("https://blog.example/?p=1", "https://blog.example/2026/post?page=1")
    assert entry.published_at == datetime(2026, 11, 27, 5, 20, 47, tzinfo=UTC)
    assert (entry.facts.title, entry.content, entry.summary) == ("A plain title", None, None)


def test_an_entry_without_an_id_is_known_by_its_link():
    document = rss(ITEM | {"guid": ""})

    [entry] = seen(document)

    assert looks(entry) == looks(whole(document)[0])
    assert (entry.key, entry.id) == (entry.link, None)


@pytest.mark.parametrize(
    "other",
    [
        "<category>tag</category><author>ann@blog.example (Ann)</author><comments>https://blog.example/c</comments>",
        "<dc:creator>Ann</dc:creator><dc:subject>tag</dc:subject>",
        '<enclosure url="https://blog.example/a.mp3" type="audio/mpeg" length="1"/>',
        '<media:thumbnail url="https://blog.example/a.png"/>',
    ],
)
def test_elements_that_change_nothing_that_is_seen_may_be_there(other):
    document = rss(ITEM | {"other": other})

    [entry] = seen(document)

    assert looks(entry) == looks(whole(document)[0])


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"title": "<title>Cats &amp; dogs</title>"},
        {"title": "<title>One</title><title>Two</title>"},
        {"title": '<title type="text">typed</title>'} | {"other": "<media:title>Other</media:title>"},
        {"title": f"<title>{'long ' * 300}</title>"},
        {"title": "<title>FlÃ¼chtlinge</title>"},
        {"link": ""},
        {"link": "<link>/relative</link>"},
        {"link": "<link>https://blog.example/a b</link>"},
        {"link": "<link>https://blog.example/#</link>"},
        {"link": ITEM["link"] * 2},
        {"guid": ITEM["guid"] * 2},
        {"guid": f"<guid>{'x' * 2000}</guid>"},
        {"date": ""},
        {"date": "<pubDate>some day</pubDate>"},
        {"date": ITEM["date"] * 2},
        {"date": f"{ITEM['date']}<dc:date>2026-01-01</dc:date>"},
        {"text": ""},
        {"text": "<description>few</description><content:encoded>other</content:encoded>"},
        {"text": f"<description><![CDATA[<!-- hidden -->{TEXT}]]></description>"},
        {"text": f"<description><![CDATA[<style>p {{}}</style>{TEXT}]]></description>"},
        {"text": f"<description><p>{TEXT}</p></description>"},
        {"text": f'<description xml:lang="de"><![CDATA[{TEXT}]]></description>'},
        {"other": "<unheard>of</unheard>"},
        {"other": '<source url="https://other.example/feed">Other</source>'},
        {"other": "<atom:link href='https://blog.example/other'/>"},
        {"other": "<x:mood xmlns:x='urn:x'>fine</x:mood>"},
    ],
    ids=lambda change: ",".join(change) + str(len(repr(change))),
)
def test_what_may_be_meant_in_two_ways_is_not_seen(change):
    plain, doubtful = seen(rss(ITEM, ITEM | change))

    assert plain is not None
    assert doubtful is None


@pytest.mark.parametrize(
    "change",
    [
        {"link": '<link href="https://blog.example/1"/><link href="https://blog.example/2"/>'},
        {"link": '<link rel="self" href="https://blog.example/1"/>'},
        {"text": '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">text</div></content>'},
        {"text": '<content type="image/svg+xml">text</content>'},
        {"text": '<content src="https://blog.example/text"/>'},
        {"author": "<author><name>Ann</name><p>deep</p></author>"},
        {"updated": "<updated>2026-11-27</updated><published>never</published>"},
    ],
    ids=lambda change: repr(change)[:60],
)
def test_nor_is_it_in_atom(change):
    assert seen(atom(ENTRY | change)) == (None,)


def test_an_entry_with_a_language_or_base_of_its_own_is_not_seen():
    document = atom(ENTRY).replace(b"<entry>", b'<entry xml:lang="de">')

    assert seen(document) == (None,)


def test_a_text_that_begins_with_a_picture_is_looked_at_for_longer():
    picture = f'<img alt="" src="https://blog.example/{"x" * 400}.png">'
    document = rss(ITEM | {"text": f"<description><![CDATA[{picture}{TEXT}{TEXT}]]></description>"})

    [entry] = seen(document)

    assert looks(entry) == looks(whole(document)[0])
