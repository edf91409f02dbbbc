"""JSON Feed."""

import json
from datetime import UTC, datetime

import pytest

from planet.model.atom import Enclosure, Link, Person, RawText

BASE = "https://blog.example/feeds/all.xml"
TEN = datetime(2026, 1, 1, 10, tzinfo=UTC)


@pytest.fixture
def feed(parse):
    def read(*items, **top):
        document = {"version": "https://jsonfeed.org/version/1.1", "title": "Blog", "items": items} | top
        return parse(json.dumps(document), content_type="application/feed+json")

    return read


@pytest.fixture
def only(feed):
    """The one entry of a feed with one item."""

    def read(**fields):
        [entry] = feed({"id": "1"} | fields).entries
        return entry

    return read


def test_a_feed(feed):
    found = feed(
        description="About",
        home_page_url="https://blog.example/",
        feed_url="/feed.json",
        favicon="/f.ico",
        language="en-us",
        authors=[{"name": "Jo", "url": "https://jo.example/"}],
    )

    assert (found.format, found.title.value, found.subtitle.value, found.lang) == ("json11", "Blog", "About", "en-US")
    assert found.links == (
        Link(href="https://blog.example/"),
        Link(href="https://blog.example/feed.json", rel="self"),
    )
    assert (found.icon, found.base) == ("https://blog.example/f.ico", BASE)
    assert found.authors == (Person(name="Jo", uri="https://jo.example/"),)


def test_an_item(only):
    found = only(
        url="/1",
        external_url="https://other.example/",
        title="One",
        content_html="<p>Hi</p>",
        content_text="Hi",
        summary="Short",
        date_published="2026-01-01T10:00:00Z",
        date_modified="2026-01-01T11:00:00+01:00",
        tags=["Python", "python", "web"],
        language="de",
        image="/i.png",
        attachments=[
            {
                "url": "/1.mp3",
                "mime_type": "audio/mpeg",
                "size_in_bytes": 5,
                "duration_in_seconds": 61.5,
                "title": "Talk",
            }
        ],
    )

    assert (found.key, found.title.value, found.link) == ("1", "One", "https://blog.example/1")
    assert found.content == RawText(value="<p>Hi</p>", kind="html", base=BASE, lang="de")
    assert (found.summary.kind, found.summary.value) == ("text", "Short")
    assert (found.published_at, found.updated_at) == (TEN, TEN)
    assert (found.categories, found.lang, found.image) == (("Python", "web"), "de", "https://blog.example/i.png")
    assert found.enclosures == (
        Enclosure(href="https://blog.example/1.mp3", type="audio/mpeg", length_bytes=5, duration_s=61, title="Talk"),
    )
    assert found.facts.opening == "Hi"
    assert Link(href="https://other.example/", rel="related") in found.links


def test_version_1_has_one_author(feed):
    found = feed(version="https://jsonfeed.org/version/1", author={"name": "Jo"})

    assert (found.format, found.authors) == ("json1", (Person(name="Jo"),))


def test_plain_content_is_plain(only):
    assert only(content_text="<script>alert(1)</script>").content.kind == "text"


def test_an_author_without_a_name_is_named_by_the_site(only):
    assert only(authors=[{"url": "https://jo.example/me"}]).authors[0].name == "jo.example"


def test_an_id_that_is_an_address_is_the_page_where_there_is_no_other(only):
    assert only(id="https://blog.example/1").link == "https://blog.example/1"
    assert only(id="https://blog.example/1", url="https://blog.example/2").link == "https://blog.example/2"
    assert only(id="1").link is None


@pytest.mark.parametrize(("number", "key"), [(1, "1"), (1.5, "1.5"), (10**20, "100000000000000000000")])
def test_a_number_is_an_id(only, number, key):
    assert only(id=number).key == key


def test_an_item_without_id_is_named_by_its_page(feed):
    assert [entry.key for entry in feed({"url": "https://blog.example/1"}).entries] == ["https://blog.example/1"]


@pytest.mark.parametrize(
    "wrong", [None, True, 5, 1.5, [], {}, ["x"], [["x"]], {"x": "y"}, "", "\ud800\x00", [None, {}, 5]]
)
def test_what_has_the_wrong_type_is_as_if_it_were_not_there(feed, wrong):
    names = (
        "url external_url title content_html content_text summary image banner_image date_published date_modified "
        "authors author tags language attachments"
    )
    top = ("title", "home_page_url", "feed_url", "description", "icon", "favicon", "authors", "author", "language")

    found = feed({"id": "1"} | dict.fromkeys(names.split(), wrong), "no item", None, **dict.fromkeys(top, wrong))

    assert [entry.id for entry in found.entries] == ["1"]
    assert found.entries[0].title is None


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e999", "NaN", "Infinity", "-0", "0.1e-9999"])
def test_absurd_numbers_break_nothing(parse, number):
    document = (
        '{"version": "https://jsonfeed.org/version/1", "items": [{"id": NUMBER, "title": "T", "attachments": '
        '[{"url": "https://a.example/1.mp3", "size_in_bytes": NUMBER, "duration_in_seconds": NUMBER}]}]}'
    ).replace("NUMBER", number)

    [entry] = parse(document).entries

    assert entry.title.value == "T"


def test_of_keys_that_come_twice_the_last_counts(parse):
    document = '{"version": "https://jsonfeed.org/version/1", "title": "A", "title": "B", "items": []}'

    assert parse(document).title.value == "B"


def test_a_mark_and_white_space_before_the_object_are_no_hindrance(parse):
    document = b'\xef\xbb\xbf\n  {"version": "https://jsonfeed.org/version/1", "items": []}'

    assert parse(document).format == "json1"


def test_giant_content_is_cut(feed):
    found = feed({"id": "1", "content_text": "x" * (5 * 1024 * 1024)})

    assert len(found.entries[0].content.value) == 4 * 1024 * 1024
    assert found.warnings == ("a text of more than 4096 KiB is cut",)


def test_only_the_first_items_are_read(parse):
    document = {"version": "https://jsonfeed.org/version/1", "items": [{"id": str(number)} for number in range(9)]}

    found = parse(json.dumps(document), max_entries=3)

    assert [entry.id for entry in found.entries] == ["0", "1", "2"]
    assert found.warnings == ("the feed has 9 entries; only the first 3 are read",)
