"""A connection, and answers that are not what HTTP says they are."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time

import pytest

from planet.errors import Kind
from planet.fetch.wire import PlainWire
from planet.model.fetching import Fetched
from planet.model.settings import FetchPolicy

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", Kind.PROTOCOL),
        (b"\x16\x03\x01\x02\x00" * 20 + b"\r\n\r\n", Kind.PROTOCOL),
        (b"HTTP/1.1 99999 No\r\n\r\n", Kind.PROTOCOL),
        (b"HTTP/2 200\r\n\r\n", Kind.PROTOCOL),
        (OK + b"Content-Length: many\r\n\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"Content-Length: -1\r\n\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"Bad Name: 1\r\n\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"Transfer-Encoding: magic\r\n\r\n<rss/>", Kind.PROTOCOL),
        (CHUNKED + b"zz\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"X: 1\r\n" * 101 + b"\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"X: " + b"y" * 70_000 + b"\r\n\r\n<rss/>", Kind.PROTOCOL),
        (OK + b"Content-Length: 10000\r\n\r\n" + b"x" * 4000, Kind.CONNECTION),
        (CHUNKED + b"6\r\n<rss/>\r\n", Kind.CONNECTION),
        (CHUNKED + b"ff\r\n<rss/>", Kind.CONNECTION),
        (OK + b"Content-Encoding: gzip\r\n\r\n<rss/>", Kind.ENCODING),
        (OK + b"Content-Encoding: br\r\n\r\n<rss/>", Kind.ENCODING),
        (OK + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\n\r\n<rss/>", Kind.ENCODING),
        (OK + b"Content-Length: 0\r\n\r\n", Kind.EMPTY),
    ],
)
def test_an_answer_that_is_broken_is_a_failed_feed_with_a_kind(answer, kind, server, ask):
    server.serve_raw("/feed", lambda c, _: c.send(answer))

    result = ask(server.url("/feed"))

    assert result.kind is kind
    assert result.problem
    assert result.hint


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"\r\n<rss/>",
        b"HTTP/1.0 200 OK\r\n\r\n<rss/>",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + OK + b"Content-Length: 6\r\n\r\n<rss/>",
        CHUNKED + b"3\r\n<rs\r\n3;x=y\r\ns/>\r\n0\r\nTrailer: 1\r\n\r\n",
        OK + b"Content-Length: 6\r\nContent-Length: 6\r\n\r\n<rss/>",
        OK + b"Content-Length: 6\r\n\r\n<rss/>and more than was said",
        OK + b"Content-Type: \xff\xfe\r\nContent-Length: 6\r\n\r\n<rss/>",
    ],
)
def test_an_answer_that_is_odd_but_clear_is_read(answer, server, ask):
    server.serve_raw("/feed", lambda c, _: c.send(answer))

    result = ask(server.url("/feed"))

    assert isinstance(result, Fetched)
    assert result.body == b"<rss/>"


@pytest.mark.parametrize(
    ("start", "again", "kind"),
    [
        (OK, b"X-More: and more\r\n", Kind.PROTOCOL),
        (OK + b"X: ", b"y" * 1000, Kind.PROTOCOL),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", Kind.PROTOCOL),
        (b"", b"y" * 1000, Kind.PROTOCOL),
        (OK + b"\r\n", b"<item/>" * 1000, Kind.TOO_BIG),
        (CHUNKED, b"1\r\nx\r\n" * 1000, Kind.PROTOCOL),
        (CHUNKED + b"1;", b"x" * 1000, Kind.PROTOCOL),
        (OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08", b"\x00" * 1000, Kind.ENCODING),
    ],
    ids=[
        "headers",
        "one header",
        "100 Continue",
        "a status line",
        "a body",
        "small chunks",
        "a chunk size",
        "not gzip",
    ],
)
def test_what_never_ends_is_cut_long_before_the_time_is_over(start, again, kind, server, ask):
    def flood(connection, _request):
        connection.send(start)
        connection.flood(again)

    server.serve_raw("/feed", flood)
    started = time.process_time()

    assert ask(server.url("/feed"), policy=FetchPolicy(allow_private_addresses=True)).kind is kind

    assert time.process_time() - started < 3


def test_a_body_far_larger_than_what_is_held_comes_whole(server, ask, policy):
    document = b"<rss>" + b"0123456789abcdef" * 300_000 + b"</rss>"
    server.serve("/feed", document)

    assert ask(server.url("/feed"), policy=type(policy)(allow_private_addresses=True)).body == document


def connected(listener, talk):
    """What `talk` gives, an asynchronous function that is given a wire to this listener."""

    async def run():
        wire = PlainWire(lambda: released.append(1))
        await wire.connect(*listener.getsockname()[:2], 1)
        try:
            return await talk(wire)
        finally:
            wire.abort()
            wire.abort()

    released = []
    try:
        return asyncio.run(run())
    finally:
        assert released == [1]


def test_what_is_more_than_the_system_takes_at_once_is_sent_bit_by_bit():
    data = bytes(range(256)) * 40_000
    came = bytearray()

    def take_slowly(listener):
        connection, _ = listener.accept()
        time.sleep(0.05)
        with connection:
            while piece := connection.recv(100_000):
                came.extend(piece)
                if len(came) == len(data) + 3:
                    connection.sendall(b"thanks")

    async def talk(wire):
        wire.write(data)
        wire.write(b"end")
        return await wire.read(2)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=take_slowly, args=(listener,), daemon=True).start()
        assert connected(listener, talk) == b"thanks"

    assert bytes(came) == data + b"end"


def test_a_server_waits_while_nobody_reads():
    sent = []

    def flood(listener):
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):
            while True:
                sent.append(connection.send(bytes(100_000)))

    async def talk(wire):
        await wire.read(1)
        await asyncio.sleep(0.1)
        before = sum(sent)
        await asyncio.sleep(0.1)
        return sum(sent) - before

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=flood, args=(listener,), daemon=True).start()
        assert connected(listener, talk) == 0


def test_a_server_is_reached_at_an_ipv6_address():
    try:
        listener = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("there is no IPv6 here")

    async def talk(wire):
        connection, _ = listener.accept()
        with connection:
            connection.sendall(b"hello")
            return await wire.read(1), wire.at_hand()

    with listener:
        assert connected(listener, talk) == (b"hello", None)


def test_what_comes_unasked_is_at_hand_and_so_is_the_end():
    async def talk(wire):
        connection, _ = listener.accept()
        before = wire.at_hand()
        connection.sendall(b"hello")
        await asyncio.sleep(0.02)
        unasked = wire.at_hand()
        connection.close()
        await asyncio.sleep(0.02)
        return before, unasked, wire.at_hand()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        assert connected(listener, talk) == (None, b"hello", b"")


def test_who_connects_to_nobody_gives_the_place_back():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
    released = []

    async def connect():
        await PlainWire(lambda: released.append(1)).connect(*address, 1)

    with pytest.raises(ConnectionRefusedError):
        asyncio.run(connect())

    assert released == [1]


def test_who_is_there_at_once_is_asked_without_a_turn_of_the_loop():
    async def connect(address):
        wire = PlainWire(lambda: None)
        with pytest.raises(StopIteration):
            wire.connect(*address, 1).send(None)
        wire.abort()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        asyncio.run(connect(listener.getsockname()))
