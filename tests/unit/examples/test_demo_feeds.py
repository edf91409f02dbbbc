"""The demo's feeds are valid, show every kind of content between them, and ask nobody for anything."""

from __future__ import annotations

import base64
import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import feedparser
import pytest
from lxml import etree, html

from planet.config import load_settings

ROOT = Path(__file__).parents[3]
FEEDS = ROOT / "examples" / "feeds"

WHAT_THEY_ARE = {  # file: format, language, entries
    "planet-news.xml": ("atom10", "en", 4),
    "letters-and-lines.xml": ("rss20", "en-GB", 4),
    "night-sky.xml": ("atom10", "en", 5),
    "chalk-lines.xml": ("rss20", "en", 5),
    "kitchen-garden.xml": ("rss20", "en-ie", 4),
    "overtones.xml": ("rss20", "en", 4),
    "plain-tools.rdf": ("rss10", "en", 4),
    "small-notes.json": ("json11", "en", 10),
    "bukvy-i-probely.xml": ("rss20", "ru", 4),
    "zadachi.xml": ("atom10", "ru", 4),
    "brot-und-zeit.xml": ("atom10", "de", 4),
    "kisetsu.xml": ("atom10", "ja", 4),
    "daftar.xml": ("rss20", "ar", 3),
    "fangyuan.json": ("json11", "zh-Hans", 3),
    "hostile-guest.xml": ("rss20", "en", 2),
    "broken-on-purpose.xml": ("", "", 0),
}
READABLE = [name for name in WHAT_THEY_ARE if name != "broken-on-purpose.xml"]
FRIENDLY = [name for name in READABLE if name != "hostile-guest.xml"]
XML = [name for name in READABLE if not name.endswith(".json")]

KINDS = {  # what a reader should meet somewhere: an XPath, and how often at least
    "footnote links": ("//a[starts-with(@href, '#')]", 24),
    "Markdown's footnotes": ("//sup[starts-with(@id, 'fnref:')]/a[starts-with(@href, '#fn:')]", 5),
    "GitHub's footnotes": ("//a[@data-footnote-ref]", 4),
    "WordPress's footnotes": ("//ol[@class='wp-block-footnotes']/li", 4),
    "tables with caption and header cells": ("//table[caption][.//th[@scope='col']][.//th[@scope='row']]", 12),
    "a table of nine columns": ("//table[count(.//thead//th) = 9]", 1),
    "code in Python": ("//code[@class='language-python']", 6),
    "code in other languages": ("//code[starts-with(@class, 'language-')][not(@class='language-python')]", 8),
    "Pygments' markup": ("//div[@class='highlight']/pre//span[@class='kn']", 1),
    "Prism's markup": ("//code/span[contains(@class, 'token')]", 1),
    "line numbers in a table": ("//table[@class='highlighttable']//td[@class='linenos']", 1),
    "block quotes": ("//blockquote", 6),
    "nested lists": ("//li//li", 6),
    "lists that go on": ("//ol[@start]", 2),
    "lists with letters": ("//ol[@type='a']", 2),
    "definition lists": ("//dl[dt][dd]", 6),
    "spoilers": ("//details[summary]", 8),
    "figures": ("//figure[img[@alt]][figcaption]", 9),
    "small pictures in a row": ("//p[count(img) = 4]", 1),
    "displayed formulas": ("//math[@display='block']", 12),
    "formulas in the line": ("//math[not(@display)]", 20),
    "matrices": ("//math//mtable", 2),
    "MathJax CHTML with its style sheet": ("//mjx-container[style][mjx-math][mjx-assistive-mml/math]", 1),
    "ruby": ("//ruby[rt]", 8),
    "verse": ("//p[count(br) >= 2]", 5),
    "keys": ("//kbd", 8),
    "below and above": ("//sub | //sup", 10),
    "edits": ("//ins[@datetime]", 2),
    "abbreviations": ("//abbr[@title]", 3),
    "marked text": ("//mark", 2),
    "times": ("//time[@datetime]", 6),
    "words in another language": ("//*[@lang]", 10),
    "words in another direction": ("//bdi | //*[@dir='ltr']", 3),
    "tabs in code": ("//pre[contains(., '\t')]", 2),
}

ATTACKS = (
    *("<script", "<style", "<svg", "<form", "<iframe", "<object", "<meta http-equiv", "<base ", "<!-- "),
    *("onload=", "onclick=", "onfocus=", "onmouseover=", "onerror=", "style=", "autofocus"),
    *("javascript:", "java&#9;script:", "data:text/html", "</article></main></body></html>"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoEntry:
    """One entry as plainly as possible: `body` is its content, else its summary."""

    feed: str
    title: str
    body: str
    at: datetime

    @property
    def tree(self):
        return html.fromstring(f"<div>{self.body}</div>")


def entries(name):
    if name.endswith(".json"):
        items = json.loads((FEEDS / name).read_text())["items"]
        return [
            DemoEntry(
                feed=name,
                title=item.get("title", ""),
                body=item.get("content_html") or item["content_text"],
                at=datetime.fromisoformat(item["date_published"]).astimezone(UTC),
            )
            for item in items
        ]
    read = feedparser.parse(io.BytesIO((FEEDS / name).read_bytes()), sanitize_html=False)
    return [
        DemoEntry(
            feed=name,
            title=entry.title,
            body=entry.content[0].value if entry.get("content") else entry.summary,
            at=datetime(*(entry.get("published_parsed") or entry.updated_parsed)[:6], tzinfo=UTC),
        )
        for entry in read.entries
    ]


@pytest.fixture(scope="module")
def friendly():
    return [entry for name in FRIENDLY for entry in entries(name)]


@pytest.fixture(scope="module")
def on_top(friendly):
    """What the first page shows: the newest 25, of each feed at most 5."""
    by_feed = {}
    for entry in sorted(friendly, key=lambda entry: entry.at, reverse=True):
        by_feed.setdefault(entry.feed, []).append(entry)
    newest = sorted(
        (entry for mine in by_feed.values() for entry in mine[:5]), key=lambda entry: entry.at, reverse=True
    )
    return list(islice(newest, 25))


def test_the_configuration_lists_every_demo_feed_and_no_other():
    settings = load_settings(ROOT / "config.yaml")

    assert {feed.file for feed in settings.feeds} == {FEEDS / name for name in WHAT_THEY_ARE}
    assert {file.name for file in FEEDS.iterdir()} == set(WHAT_THEY_ARE)
    assert [page.title for page in settings.pages] == ["About", "How it works"]


@pytest.mark.parametrize("name", XML)
def test_an_xml_feed_is_read_as_what_it_is(name):
    read = feedparser.parse(io.BytesIO((FEEDS / name).read_bytes()))

    assert not read.bozo
    assert (read.version, read.feed.language, len(read.entries)) == WHAT_THEY_ARE[name]


@pytest.mark.parametrize("name", ["small-notes.json", "fangyuan.json"])
def test_a_json_feed_is_what_it_says(name):
    feed = json.loads((FEEDS / name).read_text())

    assert ("json11", feed["language"], len(feed["items"])) == WHAT_THEY_ARE[name]


def test_there_are_several_pages_and_the_dates_are_spread_over_months(friendly):
    days = {entry.at.date() for entry in friendly}

    assert len(friendly) > 2 * 25
    assert len(days) > 30
    assert date(2026, 8, 1) < min(days)
    assert max(days) == date(2026, 11, 22)


def test_the_first_page_is_a_mixture(on_top):
    feeds = {entry.feed for entry in on_top}

    assert feeds == set(FRIENDLY)
    assert len({WHAT_THEY_ARE[name][1][:2] for name in feeds}) == 6
    assert len({entry.at.date() for entry in on_top}) >= 6
    assert sum(bool(entry.tree.xpath("//img")) for entry in on_top) >= 6


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_content_is_there(kind, friendly):
    path, least = KINDS[kind]

    assert sum(len(entry.tree.xpath(path)) for entry in friendly) >= least


def test_there_are_essays_short_notes_and_posts_without_a_title(friendly):
    words = [(entry, len(entry.tree.text_content().split())) for entry in friendly]

    assert {entry.feed for entry, count in words if count > 1000} == {
        "letters-and-lines.xml",
        "chalk-lines.xml",
        "bukvy-i-probely.xml",
    }
    assert sum(count < 60 for _, count in words) >= 8
    assert sum(not entry.title for entry in friendly) >= 8


def test_every_table_has_a_caption_and_header_cells(friendly):
    tables = [table for entry in friendly for table in entry.tree.xpath("//table[not(@class)]")]

    assert all(table.xpath("./caption") and table.xpath(".//th[@scope]") for table in tables)


def test_every_link_inside_an_entry_finds_its_target_there(friendly):
    for entry in friendly:
        tree = entry.tree
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), entry.title
        assert {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")} <= set(ids), entry.title


@pytest.mark.parametrize("name", READABLE)
def test_a_page_made_of_the_content_asks_nobody_for_anything(name):
    for entry in entries(name):
        sources = entry.tree.xpath("//@src | //@srcset | //@poster | //audio | //video | //picture | //embed")

        assert all(source.startswith("data:image/") for source in sources), entry.title


@pytest.mark.parametrize("name", READABLE)
def test_every_picture_is_small_and_what_its_type_says(name):
    for kind, encoded in re.findall(r"data:image/(\w+);base64,([\w+/=]+)", (FEEDS / name).read_text()):
        data = base64.b64decode(encoded, validate=True)

        assert data.startswith({"png": b"\x89PNG\r\n", "webp": b"RIFF"}[kind])
        assert len(encoded) <= 12 * 1024


def test_recordings_and_a_film_are_enclosed_with_size_and_duration():
    podcast = feedparser.parse(io.BytesIO((FEEDS / "overtones.xml").read_bytes()))
    notes = json.loads((FEEDS / "small-notes.json").read_text())["items"]

    files = [file for entry in podcast.entries for file in entry.enclosures]

    assert {file.type for file in files} == {"audio/mpeg", "audio/ogg", "video/mp4"}
    assert all(file.href.startswith("https://example.org/") and int(file.length) > 0 for file in files)
    assert {entry.itunes_duration.count(":") for entry in podcast.entries} == {0, 1, 2}
    assert any(attachment["duration_in_seconds"] for note in notes for attachment in note.get("attachments", ()))


def test_quotation_marks_are_those_of_the_language(friendly):
    for entry in friendly:
        prose = etree.strip_elements(tree := entry.tree, "code", "samp", "style", "pre", with_tail=False) or tree
        text = prose.text_content()
        assert '"' not in text, entry.title
        if WHAT_THEY_ARE[entry.feed][1] == "ru":
            assert text.count("«") == text.count("»"), entry.title


@pytest.mark.parametrize("name", WHAT_THEY_ARE)
def test_nobody_is_named_by_an_address_and_nothing_is_filler(name):
    text = re.sub(r"base64,[\w+/=]+", "", (FEEDS / name).read_text())

    assert re.findall(r"[\w.]+@[\w-]+\.\w+", text) == []
    assert "lorem" not in text.lower()


def test_the_hostile_guest_brings_every_attack_and_says_so():
    first = entries("hostile-guest.xml")[0]

    assert [attack for attack in ATTACKS if attack not in first.body] == []
    assert "nothing happens" in first.body
    assert "OWNED" in first.title


def test_the_broken_source_is_a_web_page_that_names_its_feed():
    page = html.parse(FEEDS / "broken-on-purpose.xml")

    assert page.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert feedparser.parse(io.BytesIO((FEEDS / "broken-on-purpose.xml").read_bytes())).version == ""
