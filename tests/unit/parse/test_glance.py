"""What is plain at a glance, beside what a reading of the whole finds."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest

from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document
from planet.parse.glance import Look
from planet.parse.skim import lay_out

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
TEXT = "<p>Many words stand here, more than eighty letters of them, so that the beginning is known without the end.</p>"
WORDS = "many words stand here, more than eighty letters of them, so that the beginning is known without the end. "
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{0}</div>'
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


def rss(*items, around=""):
    items = "".join(f"<item>{''.join(one.values())}</item>" for one in items)
    return f"<rss version='2.0' {NAMESPACES}><channel><title>Blog</title>{around}{items}</channel></rss>".encode()


def atom(*entries, around=""):
    entries = "".join(f"<entry>{''.join(one.values())}</entry>" for one in entries)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title>{around}{entries}</feed>".encode()


def seen(document):
    look = Look()
    return look.entries(lay_out(document, look))


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
        {"text": f'<description type="text"><![CDATA[{TEXT}]]></description>'},
        {"text": f"<description><![CDATA[<p HIDDEN>Not this.</p>{TEXT}<p hidden>Nor this.</p>]]></description>"},
        {"other": '<category base="https://other.example/">tag</category>'},
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
        {"link": '<link rel="license" href="https://blog.example/1"/>'},
        {"link": '<link rel="unheard-of" href="https://blog.example/1"/>'},
        {"link": '<link href="https://blog.example/1" url="https://other.example/1"/>'},
        {"link": '<link href="https://blog.example/1" HREF="https://other.example/1"/>'},
        {"link": ENTRY["link"] + '<link rel="self" xml:base="/x" href="/x"/>'},
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


@pytest.mark.parametrize("summary", [f"<summary>{WORDS}</summary>", "<summary>\n</summary>", ""])
def test_a_text_of_white_space_is_none(summary):
    document = atom(ENTRY | {"text": f'<content type="html"> </content>{summary}'})

    [entry] = seen(document)

    assert looks(entry) == looks(whole(document)[0])


@pytest.mark.parametrize(
    "document",
    [
        rss(ITEM, around="<feed/>"),
        rss(ITEM, around="<x:rss xmlns:x='http://backend.userland.com/rss'/>"),
        rss(ITEM).replace(b"rss", b"feed"),
        rss(ITEM).replace(b"<rss", b"<atom:feed").replace(b"</rss", b"</atom:feed"),
        rss(ITEM).replace(b"<rss", b"<rdf").replace(b"</rss", b"</rdf"),
        atom(ENTRY, around="<rss xmlns=''/>"),
        atom(ENTRY).replace(b"<feed", b"<rss version='2.0'><channel").replace(b"</feed>", b"</channel></rss>"),
    ],
    ids=range(7),
)
def test_nothing_is_seen_where_the_format_may_be_another(document):
    assert lay_out(document)
    assert seen(document) == (None,)


def test_a_text_that_begins_with_a_picture_is_looked_at_for_longer():
    picture = f'<img alt="" src="https://blog.example/{"x" * 400}.png">'
    document = rss(ITEM | {"text": f"<description><![CDATA[{picture}{TEXT}{TEXT}]]></description>"})

    [entry] = seen(document)

    assert looks(entry) == looks(whole(document)[0])


def written(text, kind="xhtml", name="content"):
    """A document of two entries of which the second has this text."""
    first, second = ENTRY | {"id": "<id>urn:blog:0</id>"}, ENTRY | {"text": f'<{name} type="{kind}">{text}</{name}>'}
    return atom(first, second)


@pytest.mark.parametrize("name", ["content", "summary"])
@pytest.mark.parametrize(
    "text",
    [
        f"<p>{WORDS}</p>",
        f"\n  <p>{WORDS}</p>\n",
        f"<div><div>{WORDS}</div></div><div>{WORDS}</div>",
        f"&#32; {WORDS[:20]}&amp;eacute; &lt;b&gt; &#x26; &amp;amp; caf&#233; {WORDS}",
        f"<![CDATA[<p> & &amp;]]>{WORDS}",
        f"<!-- hidden -->{WORDS[:9]}<!-- hidden --> {WORDS}<?php what ever ?>",
        f'<a href="/?a=1&amp;b=2" title="&lt;b> \'&quot;">{WORDS}</a><br/><img alt="" src="/a.png"/>',
        f'<span lang="de" class="none of it">{WORDS}</span>',
        f'<img alt="{"&quot;" * 100}" src="/a.png"/>{WORDS}',
        f'<img alt="{"x" * 300}" src="/a.png"/>{f"{WORDS}<br/>" * 40}',
        "few",
        f'<P>{WORDS}</P><math xmlns="http://www.w3.org/1999/xhtml"/>',
        f'<xhtml:p xmlns:xhtml="http://www.w3.org/1999/xhtml">{WORDS}</xhtml:p>',
    ],
    ids=range(13),
)
def test_xhtml_is_seen_as_it_is_read(text, name):
    document = written(DIV.replace("{0}", text), name=name)

    entry, read = seen(document)[1], whole(document)[1]

    assert looks(entry) == looks(read)
    assert entry.facts.beginning


@pytest.mark.parametrize(
    "text",
    [
        f'<xhtml:div xmlns:xhtml="http://www.w3.org/1999/xhtml">{WORDS}</xhtml:div>',
        f"{WORDS}{DIV}",
        f"{DIV}{DIV}{DIV}".replace("{0}", WORDS),
        WORDS,
        f"<![CDATA[<p>]]>{WORDS}",
    ],
    ids=range(5),
)
def test_so_is_xhtml_that_stands_in_no_div_of_its_own(text):
    document = written(text)

    assert looks(seen(document)[1]) == looks(whole(document)[1])


@pytest.mark.parametrize(
    "text",
    [
        DIV.replace("{0}", " "),
        DIV.replace("{0}", "<p><img src='/a.png'/></p>"),
        f"<div>{WORDS}</div>",
        f'<div xmlns="urn:other">{WORDS}</div>',
        f'<h:div xmlns:h="http://www.w3.org/1999/xhtml">{WORDS}</h:div>',
        f'<div xmlns="http://www.w3.org/1999/XHTML">{WORDS}</div>',
        *(
            DIV.replace("{0}", part)
            for part in (
                f"<style>p {{}}</style>{WORDS}",
                f"<script>{WORDS}</script>{WORDS}",
                f"<p hidden=''>{WORDS}</p>{WORDS}",
                f"<p style='display: none'>{WORDS}</p>{WORDS}",
                f"<p class='spoiler'>{WORDS}</p>{WORDS}",
                f"{WORDS}<svg/>",
                f"<body>{WORDS}</body>{WORDS}",
                f"{WORDS}<body/>",
                f"{WORDS}<math xmlns='http://www.w3.org/1998/Math/MathML'><mi>x</mi></math>",
                f"{WORDS}<title xmlns='http://www.w3.org/2005/Atom'>Other</title>",
                f"{WORDS}<p xml:lang='de'/>",
                f"{WORDS}<p xml:base='/a'/>",
                f"{WORDS}<p base='/a'/>",
                f"{WORDS}<p xmlns:x='urn:x' x:hidden=''/>",
                f"{WORDS}<p><o:p xmlns:o='urn:schemas-microsoft-com:office:office'/></p>",
                f"FlÃ¼chtlinge {WORDS}",
                f"<noscript/><template>{WORDS}</template>{WORDS}",
            )
        ),
    ],
    ids=range(23),
)
def test_xhtml_that_may_be_read_otherwise_is_not_seen(text):
    plain, doubtful = seen(written(text))

    assert plain is not None
    assert doubtful is None


@pytest.mark.parametrize("attributes", ["xml:lang='de'", "xml:base='/a'", "src='/a'", "mode='escaped'"])
def test_nor_is_xhtml_of_an_element_that_says_more_of_it(attributes):
    document = written(DIV.replace("{0}", WORDS)).replace(b'type="xhtml"', f'type="xhtml" {attributes}'.encode())

    assert seen(document)[1] is None


def test_xhtml_as_a_title_or_in_rss_is_not_seen():
    text = DIV.replace("{0}", WORDS)

    assert seen(written(text, name="title"))[1] is None
    assert seen(rss(ITEM | {"text": f'<description type="xhtml">{text}</description>'})) == (None,)
    assert seen(rss(ITEM | {"other": f'<body xmlns="http://www.w3.org/1999/xhtml">{WORDS}</body>'})) == (None,)


def test_xhtml_that_may_be_too_long_once_it_is_written_is_not_seen():
    document = written(DIV.replace("{0}", f"""{WORDS}<a title='{'"' * 710_000}'/>"""))

    assert seen(document)[1] is None
    assert whole(document)[1].content.cut


@pytest.mark.parametrize("prefix", ["content", "media", "xhtml"])
def test_nothing_is_seen_where_a_name_that_feedparser_gives_is_given_to_another_namespace(prefix):
    document = rss(ITEM).replace(NAMESPACES.encode(), f"xmlns:{prefix}='http://www.w3.org/2005/Atom'".encode())

    assert seen(document) == (None,)


PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<b class='none'>",
        "</b>",
        "<br/>",
        "<img alt='a &quot; b' src='/x'/>",
        "<P/>",
    ),
    *(
        "<!-- x -->",
        "<?x y?>",
        "<![CDATA[<b> & ]]>",
        "&amp;",
        "&lt;p&gt;",
        "&amp;lt;",
        "&#233;",
        "\n",
        "Ã¼",
        "few words ",
    ),
    *("<p hidden='x'>", "<style/>", "<body/>", "<title>t</title>", "<svg/>", "<select><option>o</option></select>"),
    *("<x xmlns='urn:x'/>", "<y xmlns='http://www.w3.org/2005/Atom'/>", WORDS, WORDS, WORDS),
)


def test_xhtml_of_any_shape_is_seen_as_it_is_read_or_not_at_all():
    chance = random.Random("xhtml")
    compared = 0
    for _ in range(1500):
        text = DIV.replace("{0}", "".join(chance.choices(PIECES, k=chance.randrange(9))))
        document = written(text, name=chance.choice(("content", "summary")))
        if lay_out(document) and (entry := seen(document)[1]):
            compared += 1
            assert looks(entry) == looks(whole(document)[1]), text

    assert compared > 100
