"""What a request carries along, and what it leaves behind."""

from __future__ import annotations

import gzip
import subprocess
import sys
import threading

import pytest

from planet.fetch.request import headers_for
from planet.model.fetching import Validators

PUBLIC = "93.184.216.34"
FEED = b"<rss/>"


def test_proxies_and_passwords_of_the_environment_are_not_used(server, canary, ask, monkeypatch, tmp_path):
    server.serve("/feed", FEED)
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, canary.url())
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))

    ask(server.url("/feed"))

    assert canary.requests == []
    assert server.requests[0].header("Authorization") is None


def test_no_thread_is_left_behind(server, ask):
    server.serve("/feed", FEED)

    ask(server.url("/feed"))

    assert not [thread for thread in threading.enumerate() if thread.name.startswith("planet")]


def test_what_is_sent_is_ours_byte_for_byte_and_in_our_order(server, ask):
    server.serve("/feed", FEED)
    validators = Validators(etag='W/"\xe4\xff, (a)"', last_modified="Yesterday,  about noon")

    ask(server.url("/feed"), validators)

    authority = f"127.0.0.1:{server.port}"
    assert [*server.requests[0].headers] == headers_for(
        authority, "planet-feeds/0 (+https://planet.example/)", validators
    )


def test_a_first_request_says_who_asks_and_nothing_of_the_library(server, ask):
    server.serve("/feed", FEED)

    ask(server.url("/feed"))

    [request] = server.requests
    assert [name for name, _ in request.headers] == [b"Host", b"User-Agent", b"Accept", b"Accept-Encoding"]
    assert request.header("Accept-Encoding") == "gzip"
    assert not any(b"httpx" in value for _, value in request.headers)


def test_a_cookie_is_not_sent_back_to_the_next_feed_or_hop(server, crawl_all):
    cookie = {"Set-Cookie": "seen=1; Path=/"}
    server.serve("/old", status=301, headers={"Location": "/new", **cookie})
    for name in ("/new", "/1", "/2", "/3", "/4"):
        server.serve(name, FEED, headers=cookie)

    results = crawl_all([server.url(name) for name in ("/1", "/old", "/2", "/3", "/4")])

    assert [result.body for result in results] == [FEED] * 5
    assert len(server.requests) == 6 > server.load.connections
    assert all(request.header("Cookie") is None for request in server.requests)


@pytest.mark.parametrize(
    "path",
    [
        *("/%7efeed", "/~feed", "/a%2fb", "/a%2Fb", "//feed", "/a//b", "/feed?", "/feed?q=%7E&b=a+b;c='d'&&", "/?"),
        *("/a;b=c,d", "/a:b@c", "/(a)*!$", "/a|b", "/?a=/../b?c", "/%", "/%zz?%", "/%00", "/?%E4%C3%A4", "/a/%2e%2e/b"),
    ],
)
def test_a_path_that_can_be_sent_is_sent_as_it_is(path, server, ask):
    sent = path.removesuffix("?")  # an empty query is none
    server.serve(sent, FEED)

    assert ask(server.url(path)).body == FEED
    assert [request.path for request in server.requests] == [sent]


def test_a_redirect_keeps_the_letters_of_its_path(server, ask):
    server.redirect("/old", "/%7efeed/%2F?q=%7e")
    server.serve("/%7efeed/%2F?q=%7e", FEED)

    assert ask(server.url("/old")).final_url == server.url("/%7efeed/%2F?q=%7e")


def test_a_path_may_be_longer_than_the_library_allows(server, ask):
    path = "/" + "%E4" * 8_000 + "?" + "a" * 45_000
    server.serve(path, FEED)

    assert ask(server.url(path)).body == FEED


@pytest.mark.parametrize("host", ["0177.0.0.1", "1.2.3.999", "xn--a", "a..b", "-_-.example"])
def test_a_host_is_what_the_name_server_says_and_not_what_the_library_thinks(host, server, ask, internet_of):
    server.serve("/feed", FEED)
    fake, internet = internet_of({host: (PUBLIC,)}, {80: server})

    assert ask(f"http://{host}/feed", internet=internet).body == FEED
    assert (fake.asked, server.requests[0].header("Host")) == ([host], host)


def test_a_document_is_unpacked_once(server, ask):
    packed = gzip.compress(FEED, mtime=0)
    server.serve("/feed", packed, compress=True)

    assert ask(server.url("/feed")).body == packed


def test_without_a_secure_address_no_certificates_are_read(server):
    server.serve("/feed", FEED)
    code = f"""
import ssl
from planet.fetch import crawl
from planet.model.fetching import FetchRequest
from planet.model.settings import FetchPolicy
made, make = [], ssl.SSLContext.__new__
ssl.SSLContext.__new__ = lambda *a, **k: (made.append(1), make(*a, **k))[1]
request = FetchRequest(feed_url={server.url("/feed")!r})
print([result.body for result in crawl([request], FetchPolicy(allow_private_addresses=True), "x")], made)
"""

    run = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, timeout=30)

    assert run.stdout == "[b'<rss/>'] []\n"
