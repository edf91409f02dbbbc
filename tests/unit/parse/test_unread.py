"""Entries that are kept unread, and read later: as if they had been read at once."""

from __future__ import annotations

import gzip
import random
import zlib
from contextlib import suppress
from dataclasses import replace

import pytest

from planet.errors import FeedError, ParseError
from planet.model.atom import Shell, Unread, UnreadEntries
from planet.model.fetching import Fetched, ReadJob
from planet.parse import parse_document, read_unread

ADDRESS = "https://blog.example/feed"
TEXT = "<p>Many words stand here, more than eighty letters of them, so that the beginning is known: {}.</p>"


def item(number, *, ident=None, text=TEXT):
    return (
        f"<item><title>Post {number}</title><link>https://blog.example/{number}</link><guid>{ident or number}</guid>"
        f"<pubDate>{number} Jan 2026 10:00 GMT</pubDate><category>tag</category>"
        f"<description><![CDATA[{text.format(number)}]]></description></item>"
    )


def document(*items, channel="<title>Blog</title><language>de</language>"):
    return f"<rss version='2.0'><channel>{channel}{''.join(items)}</channel></rss>".encode()


def job(body, *, may_wait=True, known=None, url=ADDRESS):
    answer = Fetched(feed_url=url, final_url=url, body=body)
    job = ReadJob(answer=answer, max_entries=5000, may_wait=may_wait)
    return replace(job, known=known) if known else job


def read_later(feed, chosen=None, shell=None):
    """The feed with its unread entries read, those `chosen` at least."""
    unread = tuple(one for one in feed.unread if chosen is None or one.key in chosen)
    if not unread:
        return feed
    shell = shell or feed.shell
    read = {one.key: one for one in read_unread(UnreadEntries(feed_url=feed.url, shell=shell, entries=unread))}
    return replace(feed, entries=tuple(read.get(one.key, one) for one in feed.entries))


def read_as_sent(body, **about):
    """The feed in a body that was sent packed and is kept like that, with its unread entries read; and its shell."""
    feed = parse_document(replace(job(body, **about), has_packed=True))
    shell = feed.shell
    if shell and not shell.document:
        shell = replace(shell, document=gzip.compress(body))
    return read_later(feed, shell=shell), shell


def looks(entry):
    """All that is seen of an entry at a glance."""
    dates = (entry.published_at, entry.updated_at)
    return (entry.key, entry.id, entry.link, *dates, entry.facts.title, entry.facts.beginning)


def plain(feed):
    """The feed without what only tells how it was read."""
    return replace(feed, unread=(), shell=None)


def test_ordinary_entries_wait():
    feed = parse_document(job(document(item(1), item(2), item(3))))

    assert [one.key for one in feed.unread] == ["1", "2", "3"]
    assert [entry.content for entry in feed.entries] == [None, None, None]
    assert [entry.facts.title for entry in feed.entries] == ["Post 1", "Post 2", "Post 3"]
    assert feed.title.value == "Blog"


@pytest.mark.parametrize(
    "body",
    [
        document(item(1), item(2), channel="<title>Blog</title><content>something of the feed's own</content>"),
        document(item(1, text="<div>" + TEXT), item(2)).replace(b"<![CDATA[<div>", b"<div/><![CDATA["),
    ],
    ids=["of the feed", "of the first entry"],
)
def test_nobody_waits_where_entries_may_leave_something_for_the_next_one(body):
    feed = parse_document(job(body))

    assert feed == parse_document(job(body, may_wait=False))
    assert not feed.known.keys


def test_read_later_they_are_what_they_would_have_been():
    body = document(item(1), item(2), item(3))

    feed = parse_document(job(body))

    assert plain(read_later(feed)) == parse_document(job(body, may_wait=False))


def test_one_alone_is_read_as_in_the_company_of_the_others():
    body = document(item(1), item(2), item(3))

    feed = read_later(parse_document(job(body)), {"2"})

    assert feed.entries[1] == parse_document(job(body, may_wait=False)).entries[1]
    assert feed.entries[2].content is None


def test_an_entry_that_is_not_ordinary_is_read_at_once_and_keeps_its_place():
    odd = item(2).replace("<title>", "<mood>fine</mood><title>")

    feed = parse_document(job(document(item(1), item(3), odd, item(4))))

    assert [entry.key for entry in feed.entries] == ["1", "3", "2", "4"]
    assert [one.key for one in feed.unread] == ["1", "3", "4"]
    assert [entry.content is None for entry in feed.entries] == [True, True, False, True]


def test_nobody_waits_where_two_have_one_id():
    body = document(item(1), item(2, ident="same"), item(3, ident="same").replace("Post", "Cats &amp; post"))

    feed = parse_document(job(body))

    assert not feed.unread
    assert feed == parse_document(job(body, may_wait=False))


def test_nobody_waits_when_something_of_the_feed_is_known():
    body = document(item(1), item(2))
    known = parse_document(job(document(item(1)), may_wait=False)).known

    assert not parse_document(job(body, known=known)).unread


def test_nobody_waits_unless_that_is_asked_for():
    assert not parse_document(job(document(item(1), item(2)), may_wait=False)).unread


def test_nobody_waits_in_a_document_that_is_too_long_to_be_kept():
    def waiting(length):
        return [one.key for one in parse_document(job(document(item(1, text=TEXT + "x" * length), item(2)))).unread]

    assert waiting(2**20) == ["1", "2"]
    assert waiting(10 * 2**20) == []


def test_those_that_wait_are_known_by_their_bytes_the_next_time():
    first = parse_document(job(document(item(1), item(2))))

    second = parse_document(job(document(item(3), item(1), item(2)), known=first.known))

    assert first.known == parse_document(job(document(item(1), item(2)), may_wait=False)).known
    assert [entry.key for entry in second.entries] == ["3"]
    assert second.left_out == ("1", "2")


WELL = document(item(1), item(2, text="é — " + TEXT), item(3))


@pytest.mark.parametrize("before", ["", "\n\n\n", "<?xml version='1.0'?>\n", "<!-- é\n -->\n", "Warning: é\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\ufeff\ufeff"])
def test_a_document_is_kept_as_it_was_sent(before, mark):
    body = (mark + before).encode() + WELL

    feed, shell = read_as_sent(body)

    assert plain(feed) == parse_document(job(body, may_wait=False))
    assert len(feed.unread) == 3
    assert gzip.decompress(shell.document)[shell.skip :] == WELL


@pytest.mark.parametrize(
    "body",
    [
        WELL.replace(b"<language>de", b"<copyright>me & you</copyright><language>de"),
        b"\xef\xbb\xbf" + WELL.replace(b"<language>de", b"<copyright>\xff</copyright><language>de"),
        b"<?xml version='1.0' encoding='iso-8859-1'?>" + WELL.decode().replace("—", "-").encode("latin-1"),
        WELL.decode().encode("utf-16"),
        gzip.compress(WELL),
        b"\n" * 5000 + WELL,
    ],
    ids=["mended", "damaged", "Latin-1", "UTF-16", "packed twice", "far down"],
)
def test_one_that_is_not_what_was_sent_is_packed_by_ourselves(body):
    feed, shell = read_as_sent(body)

    assert plain(feed) == parse_document(job(body, may_wait=False))
    assert len(feed.unread) == 3
    assert (shell.lead, shell.skip) == ("", 0)
    assert b"<item>" in zlib.decompress(shell.document)


def test_one_that_nobody_has_as_it_was_sent_is_packed_by_ourselves():
    shell = parse_document(job(WELL)).shell

    assert zlib.decompress(shell.document).endswith(WELL)


SHELL = Shell(document=gzip.compress(WELL), lead="<?xml version='1.0'?>\n", head=30, tail=1000)


@pytest.mark.parametrize(
    "shell",
    [
        *(Shell(document=document) for document in (b"", b"nonsense", b"\x78\x9c\x00")),
        replace(SHELL, document=SHELL.document[:-9]),
        replace(SHELL, document=SHELL.document[:-5] + b"x" + SHELL.document[-4:]),
        replace(SHELL, document=gzip.compress(bytes(11 * 2**20))),
        replace(SHELL, skip=-1),
        replace(SHELL, head=WELL.index("é".encode()) + 1 + len(SHELL.lead)),
    ],
    ids=["nothing", "nonsense", "broken off", "cut short", "changed", "too long", "skip", "head"],
)
def test_what_was_kept_may_be_damaged(shell):
    damaged = UnreadEntries(feed_url=ADDRESS, shell=shell, entries=(Unread(key="1", start=50, end=90),))

    with pytest.raises(ParseError):
        read_unread(damaged)


@pytest.mark.parametrize("shell", [replace(SHELL, skip=10**12), replace(SHELL, lead="\ud800"), replace(SHELL, tail=-5)])
def test_what_was_kept_about_it_may_be_damaged_too(shell):
    damaged = UnreadEntries(feed_url=ADDRESS, shell=shell, entries=(Unread(key="1", start=5, end=9),))

    with suppress(ParseError):
        assert all(entry.key != "1" for entry in read_unread(damaged))


@pytest.mark.corpus
def test_every_feed_of_the_corpus_is_read_later_as_at_once(shared):
    waited = kept_as_sent = 0
    for path in sorted((shared / "corpus" / "feeds").iterdir()):
        body, url = path.read_bytes(), f"https://corpus.example/{path.name}"
        try:
            at_once = parse_document(job(body, may_wait=False, url=url))
        except FeedError:
            continue
        feed = parse_document(job(body, url=url))
        waited += len(feed.unread)
        waiting = {one.key for one in feed.unread}
        pairs = [pair for pair in zip(feed.entries, at_once.entries, strict=True) if pair[0].key in waiting]
        assert [looks(seen) for seen, _ in pairs] == [looks(read) for _, read in pairs], path.name
        one = random.Random(path.name).choice(feed.unread).key if feed.unread else None

        assert plain(read_later(feed)) == at_once, path.name
        as_sent, shell = read_as_sent(body, url=url)
        assert plain(as_sent) == at_once, path.name
        kept_as_sent += bool(shell and not shell.document.startswith(b"\x78"))
        alone = read_later(feed, {one}).entries
        assert [entry for entry in alone if entry.key == one] == [e for e in at_once.entries if e.key == one], path.name
    assert waited > 2700
    assert kept_as_sent > 100
