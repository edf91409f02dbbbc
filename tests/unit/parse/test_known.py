"""A document read again, without the entries that are known by their bytes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from planet.errors import ParseError
from planet.model.atom import KnownEntries, RawFeed
from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document

ITEMS = tuple(
    f"<item><guid>{n}</guid><title>Post {n}</title><pubDate>{n} Jan 2026</pubDate></item>" for n in range(1, 6)
)
ADDRESS = "https://blog.example/feed"


def document(*items: str, channel: str = "<title>Blog</title>") -> str:
    return f"<rss version='2.0'><channel>{channel}{''.join(items)}</channel></rss>"


def read(body: str | bytes, known: KnownEntries | None = None, url: str = ADDRESS, most: int = 5000) -> RawFeed:
    body = body.encode() if isinstance(body, str) else body
    answer = Fetched(feed_url=ADDRESS, final_url=url, body=body)
    return parse_document(ReadJob(answer=answer, max_entries=most, known=known or KnownEntries()))


def whole(part: RawFeed, full: RawFeed) -> RawFeed:
    """The part with the entries that it left out."""
    there = {entry.key: entry for entry in (*full.entries, *part.entries)}
    read_now = {entry.key for entry in part.entries}
    order = [entry.key for entry in full.entries if entry.key in read_now or entry.key in part.left_out]
    return replace(part, entries=tuple(there[key] for key in order), left_out=())


def test_only_entries_never_seen_before_are_read():
    before = read(document(*ITEMS[:4]))

    after = read(document(ITEMS[4], *ITEMS[:4], channel="<title>Blog, later</title>"), before.known)

    assert [entry.key for entry in after.entries] == ["5"]
    assert after.left_out == ("1", "2", "3", "4")
    assert after.title.value == "Blog, later"
    assert tuple(after.known.keys.values()) == ("5", "1", "2", "3", "4")


def test_an_entry_that_left_the_document_is_known_no_more():
    after = read(document(*ITEMS[1:]), read(document(*ITEMS)).known)

    assert after.left_out == ("2", "3", "4", "5")
    assert tuple(after.known.keys.values()) == ("2", "3", "4", "5")


def test_an_edited_entry_is_read():
    after = read(document(ITEMS[0].replace("Post", "Edited"), ITEMS[1]), read(document(*ITEMS[:2])).known)

    assert [entry.title.value for entry in after.entries] == ["Edited 1"]


def test_a_document_of_known_entries_gives_the_feed_alone():
    full = read(document(*ITEMS))

    after = read(document(*ITEMS), full.known)

    assert (after.entries, after.left_out) == ((), ("1", "2", "3", "4", "5"))
    assert whole(after, full) == full


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (document(*ITEMS), "https://elsewhere.example/feed"),
        (document(*ITEMS).replace("<channel>", "<channel xml:lang='de'>"), ADDRESS),
        (document(*ITEMS).replace("<channel>", "<channel xml:base='/x/'>"), ADDRESS),
        (document(*ITEMS).replace("<rss ", "<rss xmlns:a='urn:a' "), ADDRESS),
        (document(*ITEMS, channel="<title>Blog</title><language>de</language>"), ADDRESS),
    ],
    ids=["address", "language around", "base", "namespace", "language"],
)
def test_nothing_is_known_where_what_is_around_has_changed(body, url):
    known = read(document(*ITEMS)).known

    assert read(body, known, url) == read(body, url=url)


def test_nothing_is_known_at_another_address_though_the_document_names_its_own():
    body = document(*ITEMS).replace("<channel>", "<channel xml:base='https://blog.example/'>")

    assert read(body, read(body).known, "https://elsewhere.example/feed").left_out == ()


def test_a_new_entry_with_the_id_of_a_known_one_brings_them_all_back():
    twin = ITEMS[0].replace("Post 1", "Another post")
    body = document(twin, *ITEMS)

    after = read(body, read(document(*ITEMS)).known)

    assert after == read(body)
    assert {entry.key for entry in after.entries} > {"2", "3", "4", "5"}
    assert len(after.entries) == 6


def test_entries_that_share_an_id_are_read_every_time():
    body = document(ITEMS[0], ITEMS[0].replace("Post", "Other"), ITEMS[1])
    full = read(body)

    after = read(body, full.known)

    assert after.left_out == ("2",)
    assert whole(after, full) == full


def test_an_entry_that_gives_cause_for_a_warning_gives_it_every_time():
    odd = "<entry><id>1</id><content type='application/xml'>AAAA</content></entry>"
    even = "<entry><id>2</id><title>T</title></entry>"
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>B</title>{odd}{even}</feed>"
    full = read(body)

    after = read(body, full.known)

    assert full.warnings
    assert after.warnings == full.warnings
    assert after.left_out == ("2",)


@pytest.mark.parametrize(
    "body",
    [
        document(*ITEMS)[:-5],
        document(*ITEMS, "<title>Late</title>"),
        document("<item><guid>9</guid><description>a <div>b</div></description></item>", *ITEMS),
        document(*ITEMS, "<item><image><width>7</width></image></item>", channel="<image><url>/i</url></image>"),
    ],
    ids=["breaks off", "feed after entries", "leaves a trace", "changes the feed"],
)
def test_a_document_in_doubt_is_read_whole_and_nothing_of_it_is_known(body):
    known = read(document(*ITEMS)).known

    after = read(body, known)

    assert after == read(body)
    assert (after.left_out, after.known) == ((), KnownEntries())


def test_more_entries_than_are_read_are_counted_whole():
    known = read(document(*ITEMS), most=5).known

    after = read(document(*ITEMS), known, most=4)

    assert (len(after.entries), after.left_out, after.known) == (4, (), KnownEntries())


def test_in_whatever_encoding_a_document_comes_known_is_what_it_says():
    full = read(document(*ITEMS))

    after = read(document(*ITEMS).encode("utf-16"), full.known)

    assert after.left_out == ("1", "2", "3", "4", "5")


def test_a_feed_that_is_a_file_is_read_without_what_is_known_too():
    based = [item.replace("<item>", f"<item xml:base='https://{n}.example/'>") for n, item in enumerate(ITEMS)]

    plain = read(document(*ITEMS), read(document(*ITEMS), url="feed.xml").known, url="feed.xml")
    odd = read(document(*based), read(document(*based), url="feed.xml").known, url="feed.xml")

    assert plain.left_out == ("1", "2", "3", "4", "5")
    # Without an address, feedparser does not find its way back from an entry's own xml:base.
    assert odd == read(document(*based), url="feed.xml")


@pytest.mark.corpus
def test_every_feed_of_the_corpus_is_read_the_same_without_what_is_known(shared):
    known, entries, left = 0, 0, 0
    for path in sorted((shared / "corpus" / "feeds").iterdir()):
        try:
            body = path.read_bytes()
            full = read(body)
        except ParseError:
            continue
        for keys in subsets(full, random.Random(path.name)):
            part = read(body, replace(full.known, keys=keys))
            assert whole(part, full) == full, path.name
            assert list(part.known.keys.items()) == list(full.known.keys.items()), path.name
            known, entries, left = known + 1, entries + len(keys), left + len(part.left_out)

    assert known > 1500
    assert left > 0.98 * entries


def subsets(full: RawFeed, chance: random.Random) -> list[dict[str, str]]:
    """Some of the entries that are known of a document: all, all but one, about half of them."""
    keys = full.known.keys
    if not keys:
        return []
    but = chance.choice(list(keys))
    return [
        dict(keys),
        {mark: key for mark, key in keys.items() if mark != but},
        {mark: key for mark, key in keys.items() if chance.random() < 0.5},
    ]
