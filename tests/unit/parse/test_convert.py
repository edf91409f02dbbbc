"""feedparser's dictionaries → our types, through real documents."""

from datetime import UTC, datetime, timedelta

import pytest

from planet.model.atom import Link, Person, RawSource

NETSCAPE = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/x.dtd">'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
TEN = datetime(2026, 1, 1, 10, tzinfo=UTC)


def feed_of(parse, rss, channel):
    return parse(rss("", channel))


def test_an_rss_channel(parse, rss):
    feed = feed_of(
        parse,
        rss,
        "<title>Blog</title><link>https://blog.example/</link><description>About &lt;b>me&lt;/b></description>"
        '<language>en_us</language><atom:link rel="self" href="https://blog.example/feed"/>'
        "<image><url>/logo.png</url></image><lastBuildDate>Thu, 01 Jan 2026 10:00:00 GMT</lastBuildDate>"
        "<managingEditor>jo@blog.example (Jo)</managingEditor>",
    )

    assert (feed.url, feed.base, feed.format) == (
        "https://blog.example/feed",
        "https://blog.example/feeds/all.xml",
        "rss20",
    )
    assert (feed.title.value, feed.subtitle.kind, feed.lang) == ("Blog", "html", "en-US")
    assert (feed.link, feed.icon) == ("https://blog.example/", "https://blog.example/logo.png")
    assert feed.updated_at == TEN
    assert feed.authors == (Person(name="Jo", email="jo@blog.example"),)


def test_an_atom_feed(parse, atom):
    feed = parse(
        atom(
            "",
            'xml:lang="de"',
            "<title>Blog</title><id>urn:blog</id><updated>2026-01-01T10:00:00Z</updated><icon>/i.png</icon>"
            '<link href="/"/><author><name>Jo</name><uri>https://jo.example/</uri><email>jo@jo.example</email></author>',
        )
    )

    assert (feed.id, feed.lang, feed.link, feed.icon) == (
        "urn:blog",
        "de",
        "https://blog.example/",
        "https://blog.example/i.png",
    )
    assert feed.authors == (Person(name="Jo", uri="https://jo.example/", email="jo@jo.example"),)
    assert (feed.updated_at, feed.format) == (TEN, "atom10")


@pytest.mark.parametrize(
    ("said", "format_name"),
    [
        ('<rss version="2.0"><channel><title>T</title></channel></rss>', "rss20"),
        ('<rss version="0.92"><channel><title>T</title></channel></rss>', "rss092"),
        ('<rss version="0.91"><channel><title>T</title></channel></rss>', "rss091u"),
        (f'{NETSCAPE}<rss version="0.91"><channel><title>T</title></channel></rss>', "rss091n"),
        (f"{RDF}<channel><title>T</title></channel></rdf:RDF>", "rss10"),
        ('<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title></feed>', "atom03"),
        ('<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>T</a:title></a:feed>', "atom10"),
        ('<RSS VERSION="2.0"><CHANNEL><TITLE>T</TITLE></CHANNEL></RSS>', "rss20"),
    ],
)
def test_57_58_every_format_is_known(parse, said, format_name):
    feed = parse(said)

    assert (feed.title.value, feed.format) == ("T", format_name)


@pytest.mark.parametrize(
    "guid", ["post-1", "/2026/post", "https://blog.example/?p=1", "tag:blog.example,2026:1", "a b"]
)
@pytest.mark.parametrize("attribute", ["", ' isPermaLink="true"', ' isPermaLink="false"'])
@pytest.mark.parametrize("address", ["https://blog.example/feed", "http://mirror.example/x/y"])
def test_an_id_is_what_the_author_wrote_wherever_the_feed_was_read_from(parse, rss, guid, attribute, address):
    feed = parse(rss(f"<item><title>T</title><guid{attribute}>{guid}</guid></item>"), url=address)

    assert (feed.entries[0].id, feed.entries[0].key) == (guid, guid)


def test_an_atom_id_is_what_the_author_wrote(entry):
    assert entry("<title>T</title><id>/posts/1</id>", 'xml:base="https://a.example/"').id == "/posts/1"


def test_an_id_in_cdata_is_the_same_id(item):
    assert item("<guid>\n <![CDATA[https://a.example/1]]>\n</guid>").id == "https://a.example/1"


@pytest.mark.parametrize(
    ("inside", "link"),
    [
        ("<link>https://a.example/1</link>", "https://a.example/1"),
        ("<link>/1</link>", "https://blog.example/1"),
        ("<link>https://a.example/?a=1&amp;b=2</link>", "https://a.example/?a=1&b=2"),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid>https://a.example/g</guid><link>https://a.example/1</link>", "https://a.example/1"),
        ('<guid isPermaLink="false">https://a.example/1</guid>', None),
        ("<guid>post-1</guid>", None),
        ("<guid>urn:uuid:1</guid>", None),
        ("<title>no link</title>", None),
        (
            "<link>https://proxy.example/1</link><feedburner:origLink>https://a.example/1</feedburner:origLink>",
            "https://a.example/1",
        ),
    ],
)
def test_61_the_page_of_an_item(item, inside, link):
    assert item(f"<description>x</description>{inside}").link == link


def test_the_page_of_an_entry_is_its_first_web_page(entry):
    found = entry(
        '<id>1</id><link rel="edit" href="/e"/><link type="application/pdf" href="/p.pdf"/>'
        '<link href="/h" hreflang="de"/><link rel="replies" href="/r" type="text/html"/>'
    )

    assert found.link == "https://blog.example/h"
    assert Link(href="https://blog.example/r", rel="replies", type="text/html") in found.links


def test_82_hostile_links_are_kept_apart_from_the_page(item):
    found = item("<description>x</description><link>javascript:alert(1)</link>")

    assert found.link == "javascript:alert(1)"  # clean/ takes it out; nothing raw is ever shown


@pytest.mark.parametrize(
    ("inside", "people"),
    [
        ("<author>jo@a.example (Jo Doe)</author>", [Person(name="Jo Doe", email="jo@a.example")]),
        ("<author>Jo Doe &lt;jo@a.museum&gt;</author>", [Person(name="Jo Doe", email="jo@a.museum")]),
        ("<author>mailto:jo@a.example</author>", [Person(name="jo", email="jo@a.example")]),
        ("<author>Jo Doe</author>", [Person(name="Jo Doe")]),
        ("<author>jo@a.example</author>", [Person(name="jo", email="jo@a.example")]),
        ("<dc:creator>Jo</dc:creator><dc:creator>Al</dc:creator>", [Person(name="Jo"), Person(name="Al")]),
        ("<dc:creator>Jo</dc:creator><itunes:author>Jo</itunes:author>", [Person(name="Jo")]),
        ("<dc:creator>  Jo \n Doe\x07 </dc:creator>", [Person(name="Jo Doe")]),
        (f"<dc:creator>{'x' * 1000}</dc:creator>", [Person(name="x" * 256)]),
        ("", []),
    ],
)
def test_authors(item, inside, people):
    assert list(item(f"<title>T</title>{inside}").authors) == people


def test_categories_are_words_once_each(item):
    found = item(
        "<title>T</title><category>Python</category><category>python</category><category> web \n dev </category>"
        f"<category>{'x' * 200}</category><dc:subject>Java</dc:subject><category/>"
    )

    assert found.categories == ("Python", "web dev", "x" * 64, "Java")


def test_categories_of_atom_are_labels_and_none_of_a_machine(entry):
    found = entry(
        '<id>1</id><category term="py" label="Python"/><category term="x"/>'
        '<category scheme="http://schemas.google.com/g/2005#kind" term="http://schemas.google.com/blogger/2008/kind#post"/>'
    )

    assert found.categories == ("Python", "x")


def test_categories_are_at_most_32(item):
    assert len(item("<title>T</title>" + "".join(f"<category>{n}</category>" for n in range(99))).categories) == 32


def test_dates(item, entry):
    rss_entry = item("<title>T</title><pubDate>Thu, 01 Jan 2026 10:00:00</pubDate>")
    atom_entry = entry("<id>1</id><published>2026-01-01T10:00:00Z</published><updated>2026-01-02T10:00:00Z</updated>")

    assert (rss_entry.published_at, rss_entry.updated_at) == (TEN, None)
    assert (atom_entry.published_at, atom_entry.updated_at) == (TEN, TEN + timedelta(days=1))


def test_dublin_core_dates(item):
    assert item("<title>T</title><dc:date>2026-01-01T10:00:00Z</dc:date>").updated_at == TEN


def test_63_71_no_date_and_nonsense_are_none(item):
    assert item("<title>T</title>").published_at is None
    assert item("<title>T</title><pubDate>yesterday</pubDate>").published_at is None


def test_59_of_elements_that_come_twice_the_choice_is_always_the_same(item):
    inside = "<title>A</title><title>B</title><link>https://a.example/1</link><link>https://a.example/2</link>"

    assert item(inside) == item(inside)
    assert item(inside).title.value in {"A", "B"}


def test_the_source_of_an_entry_that_another_planet_carried(entry):
    found = entry(
        "<id>1</id><title>T</title><source><title>Their &amp; blog</title><id>urn:them</id>"
        '<link href="https://them.example/"/><updated>2026-01-01T10:00:00Z</updated>'
        "<author><name>Them</name></author></source>"
    )

    assert found.source == RawSource(title="Their & blog", id="urn:them", link="https://them.example/", updated_at=TEN)
    assert found.authors == (Person(name="Them"),)
    assert (found.title.value, found.id) == ("T", "1")


def test_the_source_of_an_rss_item(item):
    found = item('<title>T</title><source url="https://them.example/feed">Their blog</source>')

    assert found.source == RawSource(title="Their blog", link="https://them.example/feed")


def test_rights_are_plain_text(entry):
    assert entry('<id>1</id><rights type="html">&amp;copy; &lt;b>Jo&lt;/b></rights>').rights == "© Jo"


def test_the_language_of_an_entry(entry):
    assert entry('<id>1</id><summary xml:lang="fr">Salut</summary>', 'xml:lang="en"').lang == "fr"
    assert entry("<id>1</id><summary>Hi</summary>", 'xml:lang="en"').facts.language == "en"


@pytest.mark.parametrize(
    ("channel", "interval"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(hours=12)),
        ("<sy:updatePeriod>\n hourly </sy:updatePeriod>", timedelta(hours=1)),
        ("<ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod>", timedelta(days=1)),
        ("<ttl>999999</ttl>", timedelta(days=7)),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", timedelta(days=7)),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        (f"<ttl>{'9' * 5000}</ttl>", None),
        ("<sy:updatePeriod>never</sy:updatePeriod>", None),
        ("", None),
    ],
)
def test_how_rarely_a_feed_asks_to_be_read(parse, rss, channel, interval):
    assert feed_of(parse, rss, f"<title>T</title>{channel}").interval == interval


@pytest.mark.parametrize(
    "name",
    ["links", "title", "title_detail", "summary", "content", "authors", "author", "tags", "id", "published",
     "published_parsed", "source", "media_content", "media_thumbnail", "image", "enclosures", "language", "ttl"],
)  # fmt: skip
def test_elements_with_attributes_that_take_a_name_of_feedparsers_break_nothing(parse, rss, name):
    hostile = f'<{name} value="x" href="y" base="javascript:z"/>'

    feed = parse(rss(f"<item>{hostile}<guid>1</guid></item><item><guid>2</guid></item>", f"<title>T</title>{hostile}"))

    assert {entry.id for entry in feed.entries} <= {"1", "2", None}


def test_an_entry_of_a_thread_is_itself_and_not_what_it_replies_to(parse):
    feed = parse(
        """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>t</title>
        <entry><id>tag:1</id><title>A reply</title><updated>2026-11-20T10:00:00Z</updated>
        <thr:in-reply-to ref="tag:x" href="https://other.example/x" type="text/html" source="https://other.example/f"/>
        <link href="https://b.example/1"/><link rel="replies" href="https://b.example/1/comments" thr:count="3"/>
        <thr:total>3</thr:total></entry></feed>"""
    )

    [entry] = feed.entries
    assert (entry.id, entry.link, entry.title.value) == ("tag:1", "https://b.example/1", "A reply")
    assert [(link.rel, link.href) for link in entry.links][1] == ("replies", "https://b.example/1/comments")
    assert feed.warnings == ()
