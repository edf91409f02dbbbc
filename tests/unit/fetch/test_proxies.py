"""The environment's proxy: no surprise by default, a way out for those who say so."""

from __future__ import annotations

import ssl
from dataclasses import replace

import pytest
import trustme

from planet.errors import FetchError, Kind
from planet.fetch.addresses import read_target
from planet.fetch.internet import Internet
from planet.fetch.proxies import proxy_for
from planet.model.fetching import Fetched

FEED = b"<rss/>"
NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture
def proxy(servers):
    """A server that answers requests for any address, as a proxy does."""
    server = servers.start()
    server.serve("http://blog.example:80/feed", FEED)
    return server


def test_by_default_no_proxy_is_used(server, proxy, ask, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.url())
    server.serve("/feed", FEED)

    assert isinstance(ask(server.url("/feed")), Fetched)
    assert proxy.requests == []


def test_with_trust_env_the_proxy_is_asked_and_looks_the_name_up(proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.url())

    result = ask("http://blog.example/feed", policy=replace(policy, trust_env=True, allow_private_addresses=False))

    assert result.body == FEED
    assert proxy.requests[0].path == "http://blog.example:80/feed"
    assert proxy.requests[0].header("Host") == "blog.example"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "meta.internal"])
def test_what_is_private_for_certain_is_refused_through_a_proxy_too(host, proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.url())

    result = ask(f"http://{host}/feed", policy=replace(policy, trust_env=True, allow_private_addresses=False))

    assert result.kind is Kind.ADDRESS
    assert proxy.requests == []


def test_a_proxy_that_opens_no_tunnel_is_named(proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("https_proxy", proxy.url())
    proxy.serve("blog.example:443", status=403)

    result = ask("https://blog.example/feed", policy=replace(policy, trust_env=True))

    assert (result.kind, result.problem) == (Kind.CONNECTION, "the proxy does not let us through")
    assert proxy.requests[0].method == "CONNECT"


def tunnel_to(certificate, answer):
    """A proxy that says that it opens a tunnel, and is the server behind it itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)

    def speak(connection, _request):
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        with context.wrap_socket(connection.socket, server_side=True) as inside:
            inside.recv(65_536)
            inside.sendall(answer)

    return speak


def test_a_secure_address_is_asked_through_a_tunnel(proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("https_proxy", proxy.url())
    authority = trustme.CA()
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"
    proxy.serve_raw("blog.example:443", tunnel_to(authority.issue_cert("blog.example"), answer))

    result = ask(
        "https://blog.example/feed", policy=replace(policy, trust_env=True), internet=Internet(trusted=lambda: trusted)
    )

    assert result.body == FEED
    assert (proxy.requests[0].method, proxy.requests[0].header("Host")) == ("CONNECT", "blog.example:443")


def test_a_tunnel_to_somebody_else_is_refused(proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("https_proxy", proxy.url())
    proxy.serve_raw("blog.example:443", tunnel_to(trustme.CA().issue_cert("blog.example"), b""))

    assert ask("https://blog.example/feed", policy=replace(policy, trust_env=True)).kind is Kind.TLS


def test_what_a_proxy_says_behind_its_answer_is_not_taken_for_the_servers(proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("https_proxy", proxy.url())
    said = b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"
    proxy.serve_raw("blog.example:443", lambda connection, _: connection.send(said))

    result = ask("https://blog.example/feed", policy=replace(policy, trust_env=True))

    assert (result.kind, result.problem) == (Kind.CONNECTION, "the proxy does not let us through")


def test_no_proxy_counts(server, proxy, ask, policy, monkeypatch):
    monkeypatch.setenv("http_proxy", proxy.url())
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    server.serve("/feed", FEED)

    assert isinstance(ask(server.url("/feed"), policy=replace(policy, trust_env=True)), Fetched)
    assert proxy.requests == []


@pytest.mark.parametrize("named", ["http://ann:sesame@proxy.example:3128", "ftp://proxy.example", "http://["])
def test_a_proxy_that_cannot_be_used_is_refused_without_showing_it(named, monkeypatch):
    monkeypatch.setenv("http_proxy", named)

    with pytest.raises(FetchError) as caught:
        proxy_for(read_target("http://blog.example/"))

    assert "sesame" not in f"{caught.value.problem} {caught.value.hint}"
