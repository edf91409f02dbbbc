"""Answers on their way into the store."""

from __future__ import annotations

import gzip
import pickle
import threading
import zlib
from datetime import UTC, datetime

import pytest

from planet.errors import Kind
from planet.intake import take_in, to_parse
from planet.model.fetching import Failed, Fetched, FetchFailed, NotModified, TakenIn, Unchanged, Validators
from planet.model.settings import FetchPolicy
from planet.sandbox import Children
from planet.store import open_store

NOW = datetime(2026, 11, 27, tzinfo=UTC)
RSS = b"<rss version='2.0'><channel><title>A</title><item><title>One</title></item></channel></rss>"
URLS = ["https://a.example/", "https://b.example/", "https://c.example/"]


def same(url):
    return NotModified(feed_url=url, validators=Validators())


def document(url):
    return Fetched(feed_url=url, final_url=url, body=RSS, content_type="application/rss+xml")


@pytest.fixture
def taken_in(tmp_path):
    """The outcomes of some answers: `taken_in(answers)`."""
    with open_store(tmp_path, NOW) as store, Children() as children:
        yield lambda answers: take_in(answers, FetchPolicy(), store, URLS, children)


def as_sent(url, body):
    return Fetched(feed_url=url, final_url=url, body=body, packed=gzip.compress(body))


def many(*, encoding="utf-8"):
    """A feed of ordinary entries, of which none need be read."""
    text = "Many words stand here, more than eighty letters of them, so that the beginning is known: é."
    items = "".join(
        f"<item><title>Post {number}</title><link>https://a.example/{number}</link>"
        f"<pubDate>{number + 1} Jan 2026 10:00 GMT</pubDate><description>{text}</description></item>"
        for number in range(20)
    )
    prolog = f"<?xml version='1.0' encoding='{encoding}'?>"
    return f"{prolog}<rss version='2.0'><channel><title>A</title>{items}</channel></rss>".encode(encoding)


def test_what_was_sent_packed_is_kept_as_it_was_sent(taken_in):
    answers = [as_sent(url, many() + b"\n" * number) for number, url in enumerate(URLS)]

    outcomes = list(taken_in(answers))

    shells = {outcome.feed_url: outcome.feed.shell for outcome in outcomes}
    assert {url: shell.document for url, shell in shells.items()} == {one.feed_url: one.packed for one in answers}
    assert {shell.skip for shell in shells.values()} == {many().index(b"<rss")}


def test_what_is_read_as_other_bytes_than_were_sent_is_packed_anew(taken_in):
    [outcome] = taken_in([as_sent(URLS[0], many(encoding="iso-8859-1"))])

    assert len(outcome.feed.unread) == 20
    assert "é".encode() in zlib.decompress(outcome.feed.shell.document)


def test_what_was_sent_packed_does_not_go_to_the_child(tmp_path):
    with open_store(tmp_path, NOW) as store:
        readings, packed = store.readings(URLS), dict[str, bytes]()

    jobs = list(to_parse([as_sent(url, many()) for url in URLS], FetchPolicy(), readings, URLS[:2], packed))

    assert [job.has_packed for job in jobs] == [True, True, False]
    assert packed == dict.fromkeys(URLS[:2], gzip.compress(many()))
    assert all(len(pickle.dumps(job)) < len(many()) + 2000 for job in jobs)


def test_what_needs_no_reading_comes_out_before_the_next_answer_is_waited_for(taken_in):
    waited = []

    def answers():
        yield same(URLS[0])
        waited.append(URLS[1])
        yield FetchFailed(feed_url=URLS[1], kind=Kind.TIMEOUT, problem="x", hint="y")

    outcomes = taken_in(answers())

    assert isinstance(next(outcomes), Unchanged)
    assert waited == []
    assert [type(outcome) for outcome in outcomes] == [Failed]


def test_without_a_document_no_thread_waits_for_one(taken_in):
    seen = []

    def answers():
        for url in URLS:
            seen.append(threading.current_thread())
            yield same(url)

    assert len(list(taken_in(answers()))) == 3
    assert set(seen) == {threading.current_thread()}


def test_every_answer_has_its_outcome_also_behind_a_document(taken_in):
    answers = [same(URLS[0]), document(URLS[1]), same(URLS[2])]

    outcomes = {outcome.feed_url: type(outcome) for outcome in taken_in(answers)}

    assert outcomes == {URLS[0]: Unchanged, URLS[1]: TakenIn, URLS[2]: Unchanged}


def test_without_an_answer_there_is_no_outcome(taken_in):
    assert list(taken_in([])) == []


def test_what_needs_no_reading_does_not_wait_for_the_first_child(taken_in):
    answers = [document(URLS[0]), same(URLS[1]), same(URLS[2])]

    outcomes = [type(outcome) for outcome in taken_in(answers)]

    assert outcomes == [Unchanged, Unchanged, TakenIn]
