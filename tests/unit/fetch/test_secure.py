"""What goes encrypted goes as whole, and is kept for the next feed, as what does not."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from dataclasses import replace

import pytest
import trustme

from planet.errors import Kind
from planet.fetch import crawl
from planet.fetch.internet import Internet
from planet.fetch.secure import secured
from planet.fetch.wire import PlainWire
from planet.model.fetching import Fetched, FetchFailed, FetchRequest

FEED = b"<rss/>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def secure(servers, authority):
    """A server that speaks TLS as blog.example, or of an older version: `secure(highest)`."""

    def start(highest=ssl.TLSVersion.MAXIMUM_SUPPORTED):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = highest
        authority.issue_cert("blog.example", "proxy.example", "127.0.0.1").configure_cert(context)
        return servers.start(tls=context)

    return start


@pytest.fixture
def internet(authority):
    def trusted():
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return context

    return Internet(resolve=lambda _: ("127.0.0.1",), trusted=trusted)


@pytest.mark.parametrize("highest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_connection_is_used_again_although_the_server_sent_keys_for_a_later_visit(highest, secure, internet, policy):
    server = secure(highest)
    for number in range(6):
        server.serve(f"/{number}", FEED)
    requests = [FetchRequest(feed_url=f"https://blog.example:{server.port}/{number}") for number in range(6)]

    results = list(crawl(requests, policy, "x", internet=internet))

    assert [result.body for result in results] == [FEED] * 6
    assert server.load.connections <= 2


def test_what_comes_unasked_over_tls_is_at_hand_and_so_is_the_end(secure, internet):
    server, more, end = secure(), threading.Event(), threading.Event()
    server.serve_raw("/", lambda c, _: (c.send(b"first"), more.wait(5), c.send(b"unasked"), end.wait(5)))

    async def found(wire):
        for _ in range(200):
            if (data := wire.at_hand()) is not None:
                return data
            await asyncio.sleep(0.01)
        return None

    async def talk():
        wire = PlainWire(lambda: None)
        await wire.connect("127.0.0.1", server.port, 2)
        inside = await secured(wire, internet.trusted(), "blog.example", 2)
        inside.write(b"GET / HTTP/1.1\r\n\r\n")
        seen = [await inside.read(2), inside.at_hand()]
        more.set()
        seen.append(await found(inside))
        end.set()
        seen.append(await found(inside))
        inside.abort()
        return seen

    assert asyncio.run(talk()) == [b"first", None, b"unasked", b""]


def test_an_answer_that_ends_with_the_connection_comes_whole_over_tls(secure, internet, ask):
    server = secure()
    server.serve_raw("/feed", lambda c, _: c.send(b"HTTP/1.1 200 OK\r\n\r\n" + b"<rss/>" * 8000))

    assert ask(f"https://blog.example:{server.port}/feed", internet=internet).body == b"<rss/>" * 8000


def test_a_server_that_falls_silent_over_tls_costs_the_limit_of_silence(secure, internet, ask):
    server = secure()
    server.serve_raw("/feed", lambda c, _: (c.send(ANSWER[:-3]), c.hang()))

    result = ask(f"https://blog.example:{server.port}/feed", internet=internet)

    assert (result.kind, result.problem) == (Kind.TIMEOUT, "the server was silent for 0.4 s")


def test_a_server_that_hangs_up_in_the_middle_of_the_handshake_is_named(ask):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def hang_up():
            connection, _ = listener.accept()
            connection.recv(100)
            connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        result = ask(f"https://127.0.0.1:{listener.getsockname()[1]}/")

    assert (result.kind, result.problem) == (Kind.CONNECTION, "the connection closed before it was secure")


def relay(connection, request):
    """A proxy's tunnel: bytes to and from the server that was asked for."""
    with socket.create_connection(("127.0.0.1", int(request.path.rpartition(":")[2]))) as there:
        connection.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
        here = connection.socket
        here.settimeout(0.02)
        there.settimeout(0.02)
        while not connection.closing.is_set():
            for one, other in ((here, there), (there, here)):
                try:
                    data = one.recv(65_536)
                except TimeoutError:
                    continue
                if not data:
                    return
                other.sendall(data)


def test_tls_is_spoken_inside_tls_to_a_server_behind_a_secure_proxy(secure, internet, ask, policy, monkeypatch):
    proxy, server = secure(), secure()
    monkeypatch.setenv("https_proxy", f"https://proxy.example:{proxy.port}")
    server.serve("/feed", FEED)
    proxy.serve_raw(f"blog.example:{server.port}", relay)

    result = ask(f"https://blog.example:{server.port}/feed", policy=replace(policy, trust_env=True), internet=internet)

    assert isinstance(result, Fetched), result
    assert (result.body, proxy.requests[0].method, server.requests[0].path) == (FEED, "CONNECT", "/feed")


def test_a_secure_proxy_that_is_somebody_else_hears_nothing(secure, internet, ask, policy, monkeypatch):
    proxy = secure()
    monkeypatch.setenv("https_proxy", f"https://other.example:{proxy.port}")

    result = ask("https://blog.example/feed", policy=replace(policy, trust_env=True), internet=internet)

    assert isinstance(result, FetchFailed)
    assert (result.kind, proxy.requests) == (Kind.TLS, [])
