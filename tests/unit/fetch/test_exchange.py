"""Redirects by hand, one retry at most, and an end in time."""

from __future__ import annotations

import gzip
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from planet.errors import Kind
from planet.fetch import crawl
from planet.model.fetching import Fetched, FetchRequest, Header, NotModified, Validators

AGENT = "planet-feeds/0 (+https://planet.example/)"
FEED = b"<rss><channel/></rss>"


def test_a_document_that_came_packed_is_there_as_it_came(server, ask):
    document = b"<rss>" + FEED * 100 + b"</rss>"
    server.serve("/packed", document, compress=True)
    server.serve("/plain", document)

    packed, plain = ask(server.url("/packed")), ask(server.url("/plain"))

    assert gzip.decompress(packed.packed) == packed.body == document
    assert (plain.packed, plain.body) == (None, document)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_only_a_permanent_one_remembered(status, server, ask):
    server.redirect("/old", "/new", status)
    server.serve("/new", FEED)

    result = ask(server.url("/old"))

    assert (result.body, result.feed_url, result.final_url) == (FEED, server.url("/old"), server.url("/new"))
    assert result.moved_to == (server.url("/new") if status in {301, 308} else None)
    assert [request.method for request in server.requests] == ["GET", "GET"]


def test_one_temporary_redirect_among_permanent_ones_makes_the_move_temporary(server, ask):
    server.redirect("/a", "/b", 301)
    server.redirect("/b", "/c", 302)
    server.serve("/c", FEED)

    assert ask(server.url("/a")).moved_to is None


def test_validators_are_sent_at_every_hop_and_nothing_else_is(server, canary, ask):
    server.serve("/old", status=301, headers={"Location": canary.url("/new"), "Set-Cookie": "a=b"})
    canary.serve("/new", FEED, headers={"ETag": '"1"'})

    result = ask(server.url("/old"), Validators(etag='"1"'))

    assert isinstance(result, NotModified)
    names = {name for name, _ in canary.requests[0].headers}
    assert names == {b"Host", b"User-Agent", b"Accept", b"Accept-Encoding", b"If-None-Match"}
    assert canary.requests[0].header("Host") == f"127.0.0.1:{canary.port}"


@pytest.mark.parametrize("count", [5, 6])
def test_five_redirects_are_followed_and_a_sixth_is_not(count, server, ask):
    for number in range(count):
        server.redirect(f"/{number}", f"/{number + 1}")
    server.serve(f"/{count}", FEED)

    result = ask(server.url("/0"))

    assert isinstance(result, Fetched) == (count == 5)
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "problem"),
    [
        ("/loop", "redirects in a circle"),
        ("/a", "redirects in a circle"),
        ("file:///etc/passwd", "redirects to file:///etc/passwd, which is not a valid web address"),
        ("ftp://127.0.0.1/", "redirects to ftp://127.0.0.1/, which is not a valid web address"),
        ("javascript:alert(1)", "redirects to javascript:alert(1), which is not a valid web address"),
        ("http://[", "redirects to http://[, which is not a valid web address"),
        ("", "the server redirects, but does not say where to"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_a_failed_feed(location, problem, server, ask):
    server.redirect("/a", "/loop")
    server.redirect("/loop", location)

    result = ask(server.url("/a"))

    assert (result.kind, result.problem, len(server.requests)) == (Kind.REDIRECT, problem, 2)


def test_a_redirect_without_a_location_is_a_failed_feed(server, ask):
    server.serve("/a", status=301)

    assert ask(server.url("/a")).kind is Kind.REDIRECT


def test_a_page_that_waits_for_a_cookie_is_a_circle(server, ask):
    server.serve("/a", status=302, headers={"Location": "/a", "Set-Cookie": "seen=1"})

    assert ask(server.url("/a")).problem == "redirects in a circle"
    assert all(request.header("Cookie") is None for request in server.requests)


def test_a_redirect_is_followed_without_waiting_for_its_body(server, ask):
    def redirect_slowly(connection, _request):
        connection.send(b"HTTP/1.1 301 Moved\r\nLocation: /new\r\nContent-Length: 100\r\n\r\n")
        connection.hang()

    server.serve_raw("/old", redirect_slowly)
    server.serve("/new", FEED)

    assert ask(server.url("/old")).body == FEED


def test_a_connection_that_closes_without_a_byte_is_tried_once_more(server, ask):
    def close_at_first(connection, _request):
        if len(server.requests) > 1:
            connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")

    server.serve_raw("/feed", close_at_first)

    assert ask(server.url("/feed")).body == b"<rss/>"
    assert len(server.requests) == 2


@pytest.mark.parametrize("how", ["close", "reset"])
def test_a_server_that_only_closes_is_tried_no_more_than_twice(how, server, ask):
    server.serve_raw("/feed", lambda c, _: c.reset() if how == "reset" else None)

    result = ask(server.url("/feed"))

    assert (result.kind, result.problem) == (Kind.CONNECTION, "the server closed the connection without an answer")
    assert len(server.requests) == 2


@pytest.mark.parametrize("start", [b"H", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss"])
def test_nothing_is_tried_again_after_the_first_byte_of_an_answer(start, server, ask):
    server.serve_raw("/feed", lambda c, _: c.send(start))

    result = ask(server.url("/feed"))

    assert (result.kind, result.problem) == (Kind.CONNECTION, "the connection closed in the middle of the answer")
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [500, 503, 429, 404])
def test_an_answer_is_never_asked_for_twice(status, server, ask):
    server.serve("/feed", status=status)

    ask(server.url("/feed"))

    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("how", "problem"),
    [
        (
            lambda c, _: c.drip(b"HTTP/1.1 200 OK\r\n" + b"X-Slow: 1\r\n" * 1000),
            "the answer was not complete after 0.7 s",
        ),
        (
            lambda c, _: (c.send(b"HTTP/1.1 200 OK\r\n\r\n"), c.drip(b"<rss>" * 1000)),
            "the answer was not complete after 0.7 s",
        ),
        (lambda c, _: c.hang(), "no answer within 0.7 s"),
        (lambda c, _: (c.send(b"HTTP/1.1 200 OK\r\n\r\n<rss>"), c.hang()), "the server was silent for 0.4 s"),
        (lambda c, _: c.drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, 0.01), "the answer was not complete after 0.7 s"),
    ],
    ids=["drips headers", "drips a body", "says nothing", "stops in the body", "drips 100 Continue"],
)
def test_a_slow_server_costs_no_more_than_its_limit(how, problem, server, ask):
    server.serve_raw("/feed", how)
    started = time.monotonic()

    result = ask(server.url("/feed"))

    assert (result.kind, result.problem) == (Kind.TIMEOUT, problem)
    assert time.monotonic() - started < 1.6


def test_a_server_that_never_answers_is_named_so_when_the_whole_time_is_over(server, ask, policy):
    server.serve_raw("/feed", lambda c, _: c.hang())

    result = ask(server.url("/feed"), policy=replace(policy, timeout=timedelta(seconds=0.3)))

    assert (result.kind, result.problem) == (Kind.TIMEOUT, "no answer within 0.3 s")


def test_all_hops_share_one_limit(server, ask, policy):
    for number in range(5):
        server.serve(f"/{number}", status=302, headers={"Location": f"/{number + 1}"}, delay_s=0.25)
    started = time.monotonic()

    result = ask(server.url("/0"), policy=policy)

    assert result.kind is Kind.TIMEOUT
    assert time.monotonic() - started < 1.6
    assert result.traffic.milliseconds == pytest.approx(700, abs=200)


@pytest.mark.parametrize("address", ["http://[", "nonsense", "ftp://127.0.0.1/", "http://exa mple/"])
def test_an_address_that_cannot_be_asked_is_a_failed_feed(address, ask):
    result = ask(address)

    assert (result.kind, result.feed_url) == (Kind.ADDRESS, address)
    assert result.hint == "Correct the address in the configuration."


SECRET = (Header(name="X-Api-Key", value="sesame"), Header(name="user-agent", value="my own"))


def asked_with_secret(address, policy):
    [result] = crawl([FetchRequest(feed_url=address, address=address, headers=SECRET)], policy, AGENT)
    return result


def test_a_feeds_own_headers_are_sent_and_replace_ours(server, policy):
    server.serve("/feed", FEED)

    asked_with_secret(server.url("/feed"), policy)

    [request] = server.requests
    assert (request.header("X-Api-Key"), request.header("User-Agent")) == ("sesame", "my own")
    assert len([name for name, _ in request.headers if name.lower() == b"user-agent"]) == 1


def test_a_feeds_own_headers_follow_a_redirect_on_its_host_and_to_no_other(server, canary, policy):
    server.redirect("/feed", "/here")
    server.redirect("/here", canary.url("/there", host="localhost"))
    canary.redirect("/there", server.url("/back"))
    server.serve("/back", FEED)

    asked_with_secret(server.url("/feed"), policy)

    keys = [request.header("X-Api-Key") for request in (*server.requests, *canary.requests)]
    assert keys == ["sesame", "sesame", "sesame", None]


def test_another_port_is_another_host_for_a_feeds_own_headers(server, canary, policy):
    server.redirect("/feed", canary.url("/there"))

    asked_with_secret(server.url("/feed"), policy)

    assert [request.header("X-Api-Key") for request in canary.requests] == [None]


def test_no_message_and_no_result_shows_a_feeds_own_headers(server, policy):
    server.serve("/feed", status=401)

    assert "sesame" not in repr(asked_with_secret(server.url("/feed"), policy))
    assert "sesame" not in repr(FetchRequest(feed_url="x", headers=SECRET))


def test_a_feed_that_has_moved_to_another_host_is_asked_there_without_its_own_headers(server, canary, policy):
    canary.serve("/new", FEED)
    moved = FetchRequest(feed_url=server.url("/feed"), address=canary.url("/new"), headers=SECRET)

    [result] = crawl([moved], policy, AGENT)

    assert result.body == FEED
    assert canary.requests[0].header(SECRET[0].name) is None
