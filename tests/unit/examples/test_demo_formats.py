"""Each of the demo's feeds is valid by the rules of its own format."""

from __future__ import annotations

import json
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree

FEEDS = Path(__file__).parents[3] / "examples" / "feeds"
ATOM = "{http://www.w3.org/2005/Atom}"
RSS_1 = "{http://purl.org/rss/1.0/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"

JSON_FEEDS = sorted(FEEDS.glob("*.json"))
XML_FEEDS = [file for file in sorted(FEEDS.glob("*.[xr]*")) if file.name != "broken-on-purpose.xml"]
ROOTS = {file.name: etree.parse(file).getroot() for file in XML_FEEDS}  # says file and line of what is not well-formed
ATOM_FEEDS = [name for name, root in ROOTS.items() if root.tag == f"{ATOM}feed"]
RSS_FEEDS = [name for name, root in ROOTS.items() if root.tag == "rss"]


@pytest.mark.parametrize("name", ATOM_FEEDS)
def test_an_atom_feed_and_its_entries_have_id_title_date_and_author(name):
    feed = ROOTS[name]
    nodes = [feed, *feed.iterfind(f"{ATOM}entry")]

    assert all(node.findtext(f"{ATOM}{word}") for node in nodes for word in ("id", "title", "updated"))
    assert all(entry.find(f"{ATOM}link[@rel='alternate']") is not None for entry in nodes)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert feed.find(f"{ATOM}link[@rel='self']") is not None


@pytest.mark.parametrize("name", ATOM_FEEDS)
def test_ids_in_an_atom_feed_are_absolute_and_unique(name):
    ids = [node.text for node in ROOTS[name].iter(f"{ATOM}id")]

    assert all(text.startswith(("tag:", "urn:uuid:")) for text in ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ATOM_FEEDS)
def test_an_atom_feed_is_as_new_as_its_newest_entry(name):
    feed = ROOTS[name]

    assert feed.findtext(f"{ATOM}updated") == max(
        entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")
    )


def test_one_atom_feed_was_edited_after_it_was_published():
    entries = ROOTS["planet-news.xml"].iterfind(f"{ATOM}entry")

    assert any(entry.findtext(f"{ATOM}updated") > entry.findtext(f"{ATOM}published") for entry in entries)


def test_one_atom_feed_is_xhtml_with_links_relative_to_its_base():
    sky = ROOTS["night-sky.xml"]
    links = [
        link.get("href") for link in sky.iter(f"{ATOM}link", "{http://www.w3.org/1999/xhtml}a") if link.get("href")
    ]

    assert {content.get("type") for content in sky.iter(f"{ATOM}content")} == {"xhtml"}
    assert not any(link.startswith("http") for link in links)
    assert all(urljoin(sky.base, link).startswith("https://example.org/night-sky/") for link in links)


@pytest.mark.parametrize("name", RSS_FEEDS)
def test_an_rss_feed_says_what_it_is_and_every_item_has_an_address_and_an_id(name):
    channel = ROOTS[name].find("channel")
    items = channel.findall("item")

    assert all(channel.findtext(word) for word in ("title", "link", "description", "language"))
    assert all(item.findtext("link").startswith("https://example.") for item in items)
    assert len({item.findtext("guid") for item in items}) == len(items)


@pytest.mark.parametrize("name", RSS_FEEDS)
def test_dates_in_rss_have_a_zone_and_the_right_day_of_the_week(name):
    dates = [item.findtext("pubDate") for item in ROOTS[name].iter("item")]

    assert dates == [format_datetime(parsedate_to_datetime(text)) for text in dates]


def test_one_rss_feed_has_bare_numbers_for_ids_and_nothing_but_descriptions():
    garden = ROOTS["kitchen-garden.xml"]

    assert all(guid.text.isdecimal() and guid.get("isPermaLink") == "false" for guid in garden.iter("guid"))
    assert not any("content/" in element.tag for element in garden.iter("*"))
    assert all(item.findtext("description").startswith("<p>") for item in garden.iter("item"))


def test_the_rdf_feed_lists_its_items_in_order():
    rdf = ROOTS["plain-tools.rdf"]

    listed = [line.get(f"{RDF}resource") for line in rdf.iter(f"{RDF}li")]

    assert listed == [item.get(f"{RDF}about") for item in rdf.iterfind(f"{RSS_1}item")]


@pytest.mark.parametrize("file", JSON_FEEDS, ids=lambda file: file.name)
def test_a_json_feed_has_what_its_version_asks_for(file):
    feed = json.loads(file.read_text())
    ids = [item["id"] for item in feed["items"]]

    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(isinstance(name, str) for name in ids)
    assert len(set(ids)) == len(ids)
    assert all("content_html" in item or "content_text" in item for item in feed["items"])
