"""What each kind of answer means."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from planet.errors import HINTS, Kind
from planet.fetch import verdicts
from planet.model.fetching import Fetched, FetchFailed, NotModified, Validators

FEED = b"<rss><channel/></rss>"
SHA = sha256(FEED).hexdigest()
TAG = "W/\"odd \xe4 'tag', 1\""
WHEN = "sometime last   week"


def test_a_document_comes_with_all_that_later_stages_need(server, ask):
    headers = {
        "Content-Type": "text/xml; charset=koi8-r",
        "ETag": TAG,
        "Last-Modified": WHEN,
        "Cache-Control": "max-age=60",
    }
    server.serve("/feed", FEED, headers=headers)

    result = ask(server.url("/feed"))

    assert isinstance(result, Fetched)
    assert (result.body, result.status, result.content_type) == (FEED, 200, "text/xml; charset=koi8-r")
    assert (result.final_url, result.moved_to, result.max_age) == (server.url("/feed"), None, timedelta(seconds=60))
    assert result.validators == Validators(etag=TAG, last_modified=WHEN, body_sha256=SHA)
    assert 0 <= result.traffic.milliseconds < 1000


def test_validators_go_back_byte_for_byte_and_bring_a_304(server, ask):
    server.serve("/feed", FEED, headers={"ETag": TAG, "Last-Modified": WHEN})
    known = ask(server.url("/feed")).validators

    result = ask(server.url("/feed"), known)

    assert result == NotModified(feed_url=server.url("/feed"), status=304, validators=known, traffic=result.traffic)
    sent = dict(server.requests[1].headers)
    assert sent[b"If-None-Match"] == TAG.encode("latin-1")
    assert sent[b"If-Modified-Since"] == WHEN.encode()


def test_a_first_request_is_unconditional(server, ask):
    server.serve("/feed", FEED)

    ask(server.url("/feed"), Validators(body_sha256="00"))

    assert {name for name, _ in server.requests[0].headers} == {b"Host", b"User-Agent", b"Accept", b"Accept-Encoding"}


def test_a_304_may_bring_new_validators_and_keeps_the_others(server, ask):
    server.serve("/feed", status=304, headers={"ETag": '"new"', "Cache-Control": "max-age=90"})
    known = Validators(etag='"old"', last_modified=WHEN, body_sha256=SHA)

    result = ask(server.url("/feed"), known)

    assert result.validators == Validators(etag='"new"', last_modified=WHEN, body_sha256=SHA)
    assert result.max_age == timedelta(seconds=90)


def test_a_304_that_nobody_asked_for_is_a_failure(server, ask):
    server.serve("/feed", status=304)

    result = ask(server.url("/feed"), Validators(body_sha256=SHA, etag="un\r\nsendable"))

    assert (result.kind, result.problem) == (Kind.STATUS, "304 Not Modified, but the feed was never read before")
    assert result.hint == verdicts.UNASKED_304_HINT


def test_the_body_of_a_304_is_ignored(server, ask):
    server.serve_raw("/feed", lambda c, _: c.send(b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n<rss>"))

    assert isinstance(ask(server.url("/feed"), Validators(etag='"a"')), NotModified)


def test_the_same_body_again_is_not_modified_but_its_validators_are_new(server, ask):
    server.serve("/feed", FEED, headers={"ETag": '"second"'}, conditional=False)

    result = ask(server.url("/feed"), Validators(etag='"first"', last_modified=WHEN, body_sha256=SHA))

    assert isinstance(result, NotModified)
    assert (result.status, result.validators) == (200, Validators(etag='"second"', body_sha256=SHA))


def test_a_changed_body_replaces_all_validators(server, ask):
    server.serve("/feed", FEED)

    result = ask(server.url("/feed"), Validators(etag='"first"', last_modified=WHEN, body_sha256="00"))

    assert result.validators == Validators(body_sha256=SHA)


@pytest.mark.parametrize("tag", ["", " ", "x" * 5000])
def test_a_validator_that_cannot_be_sent_back_is_not_kept(tag, server, ask):
    server.serve("/feed", FEED, headers={"ETag": tag})

    assert ask(server.url("/feed")).validators.etag is None


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (201, (Kind.STATUS, "201 Created", verdicts.ODD_SUCCESS_HINT)),
        (204, (Kind.STATUS, "204 No Content", verdicts.ODD_SUCCESS_HINT)),
        (206, (Kind.STATUS, "206 Partial Content", verdicts.ODD_SUCCESS_HINT)),
        (300, (Kind.STATUS, "300 Multiple Choices", HINTS[Kind.STATUS])),
        (401, (Kind.STATUS, "401 Unauthorized", verdicts.LOGIN_HINT)),
        (403, (Kind.STATUS, "403 Forbidden", verdicts.REFUSED_HINT)),
        (404, (Kind.STATUS, "404 Not Found", HINTS[Kind.STATUS])),
        (410, (Kind.GONE, "410 Gone", HINTS[Kind.GONE])),
        (429, (Kind.RATE_LIMIT, "429 Too Many Requests", HINTS[Kind.RATE_LIMIT])),
        (500, (Kind.STATUS, "500 Internal Server Error", verdicts.FAULT_HINT)),
        (503, (Kind.STATUS, "503 Service Unavailable", verdicts.FAULT_HINT)),
        (599, (Kind.STATUS, "unknown status 599", verdicts.FAULT_HINT)),
        (999, (Kind.STATUS, "unknown status 999", verdicts.FAULT_HINT)),
    ],
)
def test_a_status_without_a_document_is_named_in_our_words(status, expected, server, ask):
    server.serve("/feed", b"" if status == 204 else FEED, status=status)

    result = ask(server.url("/feed"), Validators(etag='"kept"'))

    assert isinstance(result, FetchFailed)
    assert (result.kind, result.problem, result.hint, result.status) == (*expected, status)


def test_a_101_is_no_document(server, ask):
    server.serve_raw(
        "/feed", lambda c, _: c.send(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n")
    )

    assert ask(server.url("/feed")).kind in {Kind.STATUS, Kind.PROTOCOL}


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("value", "wait"), [("120", timedelta(minutes=2)), ("1000000000", timedelta(days=7)), ("-1", None), ("soon", None)]
)
def test_retry_after_is_handed_on(status, value, wait, server, ask):
    server.serve("/feed", status=status, headers={"Retry-After": value})

    assert ask(server.url("/feed")).retry_after == wait


def test_a_check_for_robots_is_named(server, ask):
    server.serve(
        "/feed", b"Just a moment...", status=403, headers={"cf-mitigated": "challenge", "Server": "cloudflare"}
    )

    result = ask(server.url("/feed"))

    assert (result.problem, result.hint) == ("403 Forbidden (a check for robots)", verdicts.CHALLENGE_HINT)


def test_a_servers_own_words_reach_no_line_of_ours(server, ask):
    server.serve_raw("/feed", lambda c, _: c.send(b"HTTP/1.1 500 \x1b[31m::error::evil\r\nContent-Length: 0\r\n\r\n"))

    assert ask(server.url("/feed")).problem in {"500 Internal Server Error", "the answer is not valid HTTP"}


@pytest.mark.parametrize("body", [b"", b" \r\n\n"])
def test_an_empty_200_is_a_failure(body, server, ask):
    server.serve("/feed", body)

    assert ask(server.url("/feed")).kind is Kind.EMPTY


def test_a_packed_document_is_unpacked_and_its_hash_is_of_what_came_out(server, ask):
    server.serve("/feed", FEED, compress=True)

    result = ask(server.url("/feed"))

    assert (result.body, result.validators.body_sha256) == (FEED, SHA)
