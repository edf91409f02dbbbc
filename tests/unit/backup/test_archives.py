"""What a merged feed or an archive of one gives back: each entry to the feed that it names."""

import pytest
from plugins.loopback import Reply

from planet.backup.archives import archive_pages, feed_of, take_in_archive
from planet.backup.sources import Source, ask
from planet.model.atom import RawEntry, RawFeed, RawSource, RawText
from planet.model.settings import FeedConfig

ANN, BOB, EVE = "https://ann.example/feed", "https://bob.example/atom.xml", "https://bob.example/other.xml"


@pytest.mark.parametrize(
    ("source", "feed"),
    [
        (RawSource(id=ANN), ANN),
        (RawSource(link="https://www.ann.example/"), ANN),
        (RawSource(link="https://bob.example/"), None),
        (RawSource(link="https://bob.example/blog/"), BOB),
        (RawSource(title="bob's BLOG"), BOB),
        (RawSource(id=EVE, title="Bob's blog"), EVE),
        (RawSource(link="https://nobody.example/", title="Nobody"), None),
        (RawSource(), None),
    ],
)
def test_a_source_names_one_feed_of_the_configuration_or_none(source, feed):
    feeds = (
        FeedConfig(url=ANN),
        FeedConfig(url=BOB, name="Bob's blog", site="https://bob.example/blog"),
        FeedConfig(url=EVE),
    )

    assert feed_of(source, feeds) == feed


def entry(key, *, source=ANN, title=None):
    return RawEntry(key=key, id=key, title=RawText(value=title or key), source=RawSource(id=source, title="Of old"))


def test_entries_go_to_the_feeds_they_name_and_strangers_are_counted(settings_of, store, now):
    pages = [RawFeed(url="x", entries=(entry("tag:a", title="New words"), entry("tag:b", source="https://nobody/")))]
    pages += [RawFeed(url="x", entries=(entry("tag:a", title="Old words"), entry("tag:c", source=BOB)))]

    taken = take_in_archive(pages, settings_of(ANN, BOB), store, now)

    assert (taken.feeds, taken.entries, taken.strangers) == (2, 2, 1)
    [ann, bob] = store.entries([ANN, BOB])
    assert (ann.feed_url, ann.key, ann.atom_id) == (ANN, "tag:a", "tag:a")
    assert (bob.feed_url, bob.first_seen_at) == (BOB, now)
    [(_, raw)] = store.raw_entries([ann.name])
    assert (raw.title.value, raw.source) == ("New words", None)
    assert store.feeds([ANN])[ANN].title.value == "Of old"


def atom(*keys, prev=None):
    link = f'<link rel="prev-archive" href="{prev}"/>' if prev else ""
    entries = "".join(
        f"<entry><id>tag:x,2026:{key}</id><title>{key}</title><updated>2026-01-01T00:00:00Z</updated>"
        f"<source><id>{ANN}</id><title>Ann</title></source></entry>"
        for key in keys
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x</id><title>All</title>{link}{entries}</feed>'


@pytest.fixture
def pages_of(settings_of):
    def read(address, **limit):
        settings = settings_of(ANN)
        return list(archive_pages(ask(Source(address=address), settings), settings, **limit))

    return read


def test_an_archive_is_followed_to_its_oldest_page(server, pages_of):
    server.serve("/1.xml", atom("one"))
    server.serve("/2.xml", atom("two", prev="1.xml"))
    address = server.serve("/atom.xml", atom("three", prev=server.url("/2.xml")))

    assert [page.entries[0].title.value for page in pages_of(address)] == ["three", "two", "one"]


def test_an_archive_that_goes_in_a_circle_ends(server, pages_of):
    server.serve("/2.xml", atom("two", prev="atom.xml"))
    address = server.serve("/atom.xml", atom("three", prev="2.xml"))

    assert len(pages_of(address)) == 2


def test_an_archive_without_end_ends(server, pages_of):
    for number in range(9):
        server.serve_with(f"/{number}.xml", lambda _, n=number: Reply(atom(n, prev=f"{n + 1}.xml").encode()))

    assert len(pages_of(server.url("/0.xml"), most=5)) == 5


def test_a_page_that_is_missing_ends_the_archive_and_is_named(server, pages_of):
    address = server.serve("/atom.xml", atom("three", prev="2.xml"))

    page, problem = pages_of(address)

    assert len(page.entries) == 1
    assert "/2.xml: 404 Not Found" in problem.problem


def test_a_page_that_is_no_feed_ends_the_archive(server, pages_of):
    server.serve("/2.xml", "<!doctype html><title>Not here</title>")
    address = server.serve("/atom.xml", atom("three", prev="2.xml"))

    assert len(pages_of(address)) == 2
