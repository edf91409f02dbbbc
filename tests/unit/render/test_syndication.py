from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree, html

from planet.model.atom import Content, Enclosure, Person, SafeHtml, Source
from planet.render.syndication import _distinct_updates

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def feed(atom, view):
    """`feed(view)`: the root of its atom.xml."""
    return lambda planet=view: etree.fromstring(atom(planet).encode())


@pytest.fixture
def entry(feed, one_entry):
    """`entry(**fields)`: the one entry of such a planet."""
    return lambda **fields: feed(one_entry(**fields)).find(f"{ATOM}entry")


def content(markup: str) -> Content:
    return Content(html=SafeHtml(markup))


def text(node, name: str) -> str | None:
    return node.findtext("/".join(f"{ATOM}{part}" for part in name.split("/")))


def test_the_feed_says_whose_it_is_and_where_it_lives(feed):
    root = feed()

    assert (text(root, "id"), text(root, "title")) == ("https://planet.example/lantern/", "Planet Lantern")
    assert text(root, "subtitle") == "Ten quiet blogs in five languages, read together by lamplight."
    assert text(root, "updated") == "2026-11-23T13:00:00Z"
    assert (text(root, "author/name"), text(root, "author/email")) == ("The keepers", "keepers@planet.example")
    assert {(link.get("rel"), link.get("href")) for link in root.findall(f"{ATOM}link")} == {
        ("self", "https://planet.example/lantern/atom.xml"),
        ("alternate", "https://planet.example/lantern/"),
    }


def test_a_planet_without_an_address_has_no_links(feed, make_view):
    root = feed(make_view(url=None, author=None))

    assert root.findall(f"{ATOM}link") == []
    assert text(root, "author/name") == "Planet Lantern"


def test_a_browser_finds_a_style_sheet(render, view):
    files = render(view)

    assert '<?xml-stylesheet type="text/css" href="static/feed.css"?>' in files["atom.xml"]
    assert "This is a web feed" in files["static/feed.css"]


def test_content_is_the_clean_html_of_the_page(feed):
    first = feed().find(f"{ATOM}entry/{ATOM}content")

    assert first.get("type") == "html"
    assert html.fromstring(first.text).xpath("string(.//blockquote)").startswith("A bridge is a promise")


def test_entries_keep_the_order_of_the_river_and_the_ids_they_were_given(feed, view):
    ids = [text(entry, "id") for entry in feed().findall(f"{ATOM}entry")]

    assert ids == [view.atom_ids[placed.stored.name] for placed in view.river.newest]


def test_dates_are_the_authors_unless_they_lie_in_the_future(entry, view):
    noon = view.river.newest[0].shown_at
    then = noon - timedelta(days=1)
    edited = entry(shown_at=then, published_at=then, updated_at=then + timedelta(minutes=10))
    future = entry(published_at=noon + timedelta(days=9), updated_at=noon + timedelta(days=9))

    assert (text(edited, "published"), text(edited, "updated")) == ("2026-11-22T12:40:00Z", "2026-11-22T12:50:00Z")
    assert (text(future, "published"), text(future, "updated")) == (None, "2026-11-23T12:40:00Z")


def test_entries_of_the_same_second_differ_by_a_fraction_that_is_their_own(feed, one_entry, another):
    two = feed(one_entry(also=(another("b", title="B"),)))
    three = feed(one_entry(also=(another("b", title="B"), another("c", title="C"))))

    updated = [[text(entry, "updated") for entry in root.findall(f"{ATOM}entry")] for root in (two, three)]
    assert len(set(updated[1])) == 3
    assert updated[1][:2] == updated[0]
    assert all(moment.startswith("2026-11-23T12:40:00.") for moment in updated[1])


def test_a_post_without_a_title_is_called_by_its_first_words(entry):
    assert text(entry(title="", opening="Found a bench."), "title") == "Found a bench."
    assert text(entry(title="", opening="word " * 40), "title") == "word " * 15 + "word…"
    assert text(entry(title="", opening=""), "title") == "Untitled"


def test_an_entry_names_its_authors_or_its_feeds_or_its_feed(entry, view, one_entry, feed):
    named = entry(authors=(Person(name="A", uri="https://a.example/", email="a@a.example"), Person(name="")))
    nameless = entry(authors=(Person(name=" "),))
    planet = one_entry()
    first = replace(planet.sources[0], feed=replace(planet.sources[0].feed, authors=(Person(name="F"),)))
    of_feed = feed(replace(planet, sources=(first, *planet.sources[1:]))).find(f"{ATOM}entry")

    assert [author.findtext(f"{ATOM}name") for author in named.findall(f"{ATOM}author")] == ["A"]
    assert (text(named, "author/uri"), text(named, "author/email")) == ("https://a.example/", "a@a.example")
    assert text(nameless, "author/name") == "Margins"
    assert text(of_feed, "author/name") == "F"


def test_a_summary_stands_in_for_content_only_where_there_is_a_link(entry):
    linked = entry(content=None, summary=content("<p>s</p>"))
    linkless = entry(content=None, summary=content("<p>s</p>"), link=None)
    silent = entry(content=None, summary=None, title="T")

    assert (text(linked, "summary"), text(linked, "content")) == ("<p>s</p>", None)
    assert (text(linkless, "summary"), text(linkless, "content")) == (None, "<p>s</p>")
    assert text(silent, "summary") == "T"


def test_enclosures_keep_what_is_valid_of_them(entry):
    good = Enclosure(href="https://x.example/ä.mp3", type="Audio/MPEG", length_bytes=5)
    again = Enclosure(href="https://x.example/ä.mp3")
    odd = Enclosure(href="https://x.example/b", type="mp3!!", length_bytes=-1)
    other = Enclosure(href="magnet:?xt=x")

    links = entry(enclosures=(good, again, odd, other)).findall(f"{ATOM}link[@rel='enclosure']")

    assert [dict(link.attrib) for link in links] == [
        {"rel": "enclosure", "href": "https://x.example/%C3%A4.mp3", "type": "audio/mpeg", "length": "5"},
        {"rel": "enclosure", "href": "https://x.example/b"},
    ]


def test_an_entry_says_which_feed_it_comes_from(entry):
    source = entry().find(f"{ATOM}source")

    assert (text(source, "id"), text(source, "title")) == ("https://margins.example/feed", "Margins")
    assert text(source, "updated") == "2026-11-23T12:40:00Z"
    assert {link.get("rel"): link.get("href") for link in source.findall(f"{ATOM}link")} == {
        "self": "https://margins.example/feed",
        "alternate": "https://margins.example/",
    }


def test_an_entry_that_another_planet_carried_names_its_first_feed(entry):
    known = entry(source=Source(title="Harbour", id="tag:harbour.example,2020:x", link="https://harbour.example/"))
    vague = entry(source=Source(title="Harbour", id="not an iri"))

    assert text(known, "source/id") == "tag:harbour.example,2020:x"
    assert text(known, "source/title") == "Harbour"
    assert text(vague, "source/id").startswith("urn:planet:")


def test_a_file_and_an_address_with_a_password_are_no_ids(feed, view):
    ids = {text(entry, "source/title"): text(entry, "source/id") for entry in feed().findall(f"{ATOM}entry")}
    told = etree.tostring(feed())

    assert ids["Harbour Office"] == "https://harbour.example/"
    assert b"secret" not in told
    assert b"lighthouse.xml" not in told


def test_languages_are_said_where_they_are_known(entry):
    lang = "{http://www.w3.org/XML/1998/namespace}lang"

    assert entry(lang="ru").get(lang) == "ru"
    assert entry(lang="русский").get(lang) is None


def test_no_two_of_thousands_of_the_same_second_get_the_same_fraction():
    names = [f"{number:016x}" for number in range(4000)]

    found = _distinct_updates(dict.fromkeys(names, datetime(2026, 3, 1, tzinfo=UTC)))

    assert len(set(found.values())) == len(names)
    assert found == _distinct_updates(dict.fromkeys(reversed(names), datetime(2026, 3, 1, tzinfo=UTC)))
