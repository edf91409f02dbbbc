"""The bytes of an answer, in whatever pieces they come."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planet.errors import FetchError, Kind
from planet.fetch.reading import Reading

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nETag: 1\r\n\r\n3\r\n<rs\r\n3;x=y\r\ns/>\r\n0\r\n\r\n"
SIZED = b"HTTP/1.1 200 OK\r\netag: 1\r\nContent-Length: 6\r\n\r\n<rss/>"


def read(pieces):
    """Status, body, and whether the answer is over; the end of the connection comes behind the last piece."""
    reading, coming = Reading("GET"), iter([*filter(None, pieces), b""])
    while (head := reading.head()) is None:
        reading.take(next(coming))
    body = b""
    while (piece := reading.piece()) != b"":
        if piece is None:
            reading.take(next(coming))
        else:
            body += piece
    return head, body, reading.is_over()


@given(cuts=st.lists(st.integers(0, 90), max_size=6).map(sorted), answer=st.sampled_from([CHUNKED, SIZED]))
def test_an_answer_is_the_same_however_it_was_cut_for_the_way(cuts, answer):
    ends = [0, *cuts, len(answer)]
    (status, fields), body, is_over = read(answer[one:two] for one, two in pairwise(ends))

    assert (status, body, is_over) == (200, b"<rss/>", True)
    assert dict(fields)[b"etag"] == b"1"


def test_an_interim_answer_says_nothing():
    head, body, _ = read([b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 2 + SIZED])

    assert (head[0], body) == (200, b"<rss/>")


def test_what_comes_behind_an_answer_is_seen():
    _, body, is_over = read([SIZED + b"H"])

    assert (body, is_over) == (b"<rss/>", False)


@pytest.mark.parametrize(
    ("came", "kind", "problem"),
    [
        (b"", Kind.CONNECTION, "the server closed the connection without an answer"),
        (SIZED[:20], Kind.CONNECTION, "the connection closed in the middle of the answer"),
        (SIZED[:-1], Kind.CONNECTION, "the connection closed in the middle of the answer"),
        (b"nonsense\r\n\r\n", Kind.PROTOCOL, "the answer is not valid HTTP"),
    ],
)
def test_an_answer_that_breaks_off_or_is_none_is_named(came, kind, problem):
    with pytest.raises(FetchError) as caught:
        read([came])

    assert (caught.value.kind, caught.value.problem) == (kind, problem)


@pytest.mark.parametrize("status", [200, 404, 304, 204])
def test_an_answer_whose_body_nobody_reads_is_over_where_nothing_is_missing(status):
    reading = Reading("GET")
    reading.take(f"HTTP/1.1 {status} X\r\nContent-Length: 0\r\n\r\n".encode())

    assert reading.head() == (status, [(b"content-length", b"0")])
    assert reading.is_over()


def test_an_answer_whose_body_is_missing_is_not_over():
    reading = Reading("GET")
    reading.take(SIZED[:-6])

    assert reading.head()[0] == 200
    assert not reading.is_over()
