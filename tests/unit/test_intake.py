"""Answers on their way into the store."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from planet.errors import Kind
from planet.intake import take_in
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
