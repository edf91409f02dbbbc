"""A feed's names and links."""

from __future__ import annotations

from pathlib import Path

from planet.clean import clean_feed
from planet.model.atom import Feed, Link, Person, RawFeed, RawText
from planet.model.settings import FeedConfig

URL = "https://www.blog.example/feed.xml"


def raw_feed(**fields):
    return RawFeed(url=URL, base=URL, **fields)


def test_a_feed_says_its_own_name_and_site():
    raw = raw_feed(
        title=RawText(value="A &amp; <b>B</b>", kind="html"),
        subtitle=RawText(value="On things"),
        links=(Link(href="/"),),
        lang="en_GB",
        authors=(Person(name="Ann"),),
        id="urn:x:1",
        icon="/icon.png",
    )

    assert clean_feed(raw, FeedConfig(url=URL)) == Feed(
        url=URL,
        title="A & B",
        subtitle="On things",
        site_link="https://www.blog.example/",
        lang="en-GB",
        dir="ltr",
        authors=(Person(name="Ann"),),
        id="urn:x:1",
        icon="https://www.blog.example/icon.png",
    )


def test_what_the_maintainer_configured_wins():
    config = FeedConfig(url=URL, name="Mine", site="https://mine.example/", language="de")

    feed = clean_feed(raw_feed(title=RawText(value="Theirs"), links=(Link(href="/"),), lang="en"), config)

    assert (feed.title, feed.site_link, feed.lang) == ("Mine", "https://mine.example/", "de")


def test_a_feed_that_was_never_read_is_named_after_its_host():
    assert clean_feed(None, FeedConfig(url=URL)).title == "blog.example"


def test_a_file_that_was_never_read_is_named_after_itself():
    assert clean_feed(None, FeedConfig(url="feeds/ann.xml", file=Path("/x/feeds/ann.xml"))).title == "ann"


def test_a_title_in_arabic_runs_from_right_to_left():
    assert clean_feed(raw_feed(title=RawText(value="مدونة")), FeedConfig(url=URL)).dir == "rtl"


def test_hostile_fields_of_a_feed_do_not_pass():
    raw = raw_feed(
        title=RawText(value="x\u202e\x00<script>", kind="text"),
        links=(Link(href="javascript:x"),),
        icon="data:image/svg+xml;base64,AAAA",
        id="not an iri",
        lang="<script>",
    )

    feed = clean_feed(raw, FeedConfig(url=URL))

    assert feed.title == "x<script>"
    assert (feed.site_link, feed.icon, feed.id, feed.lang) == (None, None, None, None)
