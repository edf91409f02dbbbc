"""Servers are who they say they are, or nothing is asked of them."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from planet.errors import Kind
from planet.model.settings import FetchPolicy

FEED = b"<rss/>"
PUBLIC = "93.184.216.34"


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


def tls_server(servers, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server = servers.start(tls=context)
    server.serve("/feed", FEED)
    return server


def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_valid_certificate_is_accepted_and_the_name_is_sent(servers, authority, ask, policy, internet_of):
    server = tls_server(servers, authority.issue_cert("blog.example"))
    _, internet = internet_of({"blog.example": (PUBLIC,)}, {443: server}, trusted=lambda: trusting(authority))

    assert ask("https://blog.example./feed", internet=internet).body == FEED
    assert server.requests[0].header("Host") == "blog.example"


def test_a_large_document_comes_whole_over_tls(servers, authority, ask, internet_of):
    server = tls_server(servers, authority.issue_cert("blog.example"))
    server.serve("/feed", document := b"<rss>" + bytes(range(32, 127)) * 50_000)
    _, internet = internet_of({"blog.example": (PUBLIC,)}, {443: server}, trusted=lambda: trusting(authority))

    assert ask("https://blog.example/feed", policy=FetchPolicy(), internet=internet).body == document


def certificates(authority):
    hour = timedelta(hours=1)
    now = datetime.now(UTC)
    return {
        "of another name": authority.issue_cert("other.example"),
        "expired": authority.issue_cert("blog.example", not_before=now - 2 * hour, not_after=now - hour),
        "of tomorrow": authority.issue_cert("blog.example", not_before=now + hour, not_after=now + 2 * hour),
        "of a stranger": trustme.CA().issue_cert("blog.example"),
    }


@pytest.mark.parametrize("what", ["of another name", "expired", "of tomorrow", "of a stranger"])
def test_a_certificate_that_is_not_valid_is_refused_before_anything_is_asked(
    what, servers, authority, ask, internet_of
):
    server = tls_server(servers, certificates(authority)[what])
    _, internet = internet_of({"blog.example": (PUBLIC,)}, {443: server}, trusted=lambda: trusting(authority))

    result = ask("https://blog.example/feed", internet=internet)

    assert result.kind is Kind.TLS
    assert result.problem.startswith("the certificate is not valid: ")
    assert server.requests == []


def test_the_roots_of_the_world_do_not_know_our_test_authority(servers, authority, ask):
    server = tls_server(servers, authority.issue_cert("127.0.0.1"))

    assert ask(server.url("/feed")).kind is Kind.TLS


def test_a_server_without_tls_on_a_secure_address_is_named(server, ask):
    result = ask(f"https://127.0.0.1:{server.port}/feed")

    assert result.kind in {Kind.TLS, Kind.CONNECTION}
    assert server.requests == []


def test_a_handshake_that_never_ends_costs_the_connect_limit(ask):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        result = ask(f"https://127.0.0.1:{listener.getsockname()[1]}/")

    assert (result.kind, result.problem) == (Kind.TIMEOUT, "no secure connection in time")


def test_a_move_from_https_to_http_is_followed_but_not_remembered(servers, server, authority, ask, internet_of):
    secure = tls_server(servers, authority.issue_cert("blog.example"))
    secure.redirect("/feed", "http://blog.example/feed", 301)
    server.serve("/feed", FEED)
    _, internet = internet_of(
        {"blog.example": (PUBLIC,)}, {443: secure, 80: server}, trusted=lambda: trusting(authority)
    )

    down = ask("https://blog.example/feed", internet=internet)

    assert (down.body, down.moved_to) == (FEED, None)


def test_a_move_from_http_to_https_is_remembered(servers, server, authority, ask, internet_of):
    secure = tls_server(servers, authority.issue_cert("blog.example"))
    server.redirect("/feed", "https://blog.example/feed", 301)
    _, internet = internet_of(
        {"blog.example": (PUBLIC,)}, {443: secure, 80: server}, trusted=lambda: trusting(authority)
    )

    up = ask("http://blog.example/feed", internet=internet)

    assert (up.body, up.moved_to) == (FEED, "https://blog.example/feed")
