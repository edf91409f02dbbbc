"""One connection, one request after the other, and when it may not be used again."""

from __future__ import annotations

import pytest

from planet.fetch import crawl
from planet.model.fetching import Fetched, FetchRequest, NotModified, Validators

FEED = b"<rss/>"
NOTHING_NEW = b"HTTP/1.1 304 Not Modified\r\n"


def ask_twice(server, policy, answer):
    """The results of two feeds of one host, of which the first is answered with these bytes."""
    server.serve_raw("/first", lambda connection, _: (connection.send(answer), connection.hang()))
    server.serve("/second", FEED)
    known = Validators(etag='"1"')
    requests = [
        FetchRequest(feed_url=server.url("/first"), validators=known),
        FetchRequest(feed_url=server.url("/second")),
    ]
    return {result.feed_url: result for result in crawl(requests, policy, "x")}


@pytest.mark.parametrize(
    "answer",
    [
        NOTHING_NEW + b"\r\n",
        NOTHING_NEW + b"Content-Length: 0\r\n\r\n",
        NOTHING_NEW + b"Content-Length: 6\r\n\r\n",
        NOTHING_NEW + b"Content-Length: 6\r\n\r\n<rss/>",
        NOTHING_NEW + b"Connection: close\r\n\r\n",
        b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + NOTHING_NEW + b"\r\n",
        b"HTTP/1.0 304 Not Modified\r\n\r\n",
    ],
)
def test_an_answer_without_news_is_over_with_its_head(answer, server, policy):
    results = ask_twice(server, policy, answer)

    assert isinstance(results[server.url("/first")], NotModified)
    assert results[server.url("/second")].body == FEED


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\n",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 10\r\n\r\nnot here..",
        b"HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\nzz",
        b"HTTP/1.1 404 Not Found\r\n\r\n",
    ],
)
def test_a_body_that_nobody_reads_keeps_nobody_waiting(answer, server, policy):
    results = ask_twice(server, policy, answer)

    assert results[server.url("/first")].problem == "404 Not Found"
    assert isinstance(results[server.url("/second")], Fetched)


def test_a_proposal_to_speak_something_else_is_refused(server, ask):
    server.serve_raw("/feed", lambda c, _: c.send(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"))

    assert ask(server.url("/feed")).problem == "the answer is not valid HTTP"
