"""What goes encrypted goes as whole, and is kept for the next feed, as what does not."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import ssl
import subprocess
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
import trustme

from planet.errors import FetchError, Kind
from planet.fetch import crawl
from planet.fetch.addresses import read_target
from planet.fetch.deadline import Deadline
from planet.fetch.internet import Internet
from planet.fetch.line import Line
from planet.fetch.network import Network
from planet.fetch.secure import secured
from planet.fetch.wire import PlainWire
from planet.model.fetching import Fetched, FetchFailed, FetchRequest

FEED = b"<rss/>"
OK = b"HTTP/1.1 200 OK\r\n"
ANSWER = OK + b"Content-Length: 6\r\n\r\n" + FEED


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def secure(servers, authority):
    """A server that speaks TLS as blog.example, or of an older version, as others: `secure(highest, names=…)`."""

    def start(highest=ssl.TLSVersion.MAXIMUM_SUPPORTED, tickets=2, names=("blog.example", "proxy.example")):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version, context.num_tickets = highest, tickets
        authority.issue_cert(*names).configure_cert(context)
        return servers.start(tls=context)

    return start


@pytest.fixture
def internet(authority):
    def trusted():
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return context

    return Internet(resolve=lambda _: ("127.0.0.1",), trusted=trusted)


@pytest.fixture
def ask_over_tls(secure, internet, ask, policy):
    """What becomes of a feed that a handler answers: `ask_over_tls(handler, timeout=…)`."""

    def run(handler, tickets=2, **limits):
        server = secure(tickets=tickets)
        server.serve_raw("/feed", handler)
        return ask(f"https://blog.example:{server.port}/feed", policy=replace(policy, **limits), internet=internet)

    return run


def encrypted(port, internet, talk):
    """What `talk` gives, an asynchronous function that is given an encrypted wire to this port."""

    async def run():
        wire = PlainWire(lambda: None)
        await wire.connect("127.0.0.1", port, 2)
        try:
            return await talk(await secured(wire, internet.trusted(), "blog.example", 2))
        finally:
            wire.abort()

    return asyncio.run(run())


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

    async def talk(inside):
        inside.write(b"GET / HTTP/1.1\r\n\r\n")
        seen = [await inside.read(2), inside.at_hand()]
        more.set()
        seen.append(await found(inside))
        end.set()
        return [*seen, await found(inside)]

    assert encrypted(server.port, internet, talk) == [b"first", None, b"unasked", b""]


def test_an_answer_that_ends_with_the_connection_comes_whole_over_tls(ask_over_tls):
    assert ask_over_tls(lambda c, _: c.send(OK + b"\r\n" + FEED * 8000)).body == FEED * 8000


def test_a_server_that_falls_silent_over_tls_costs_the_limit_of_silence(ask_over_tls):
    result = ask_over_tls(lambda c, _: (c.send(ANSWER[:-3]), c.hang()))

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


@pytest.fixture
def ask_through(internet, ask, policy, monkeypatch):
    """Ask blog.example's server through the environment's proxy."""

    def run(proxy, server, name="proxy.example"):
        monkeypatch.setenv("https_proxy", proxy.url(host=name))
        policy_of_env = replace(policy, trust_env=True)
        return ask(server.url("/feed", host="blog.example"), policy=policy_of_env, internet=internet)

    return run


def test_tls_is_spoken_inside_tls_to_a_server_behind_a_secure_proxy(secure, ask_through):
    proxy, server = secure(), secure()
    server.serve("/feed", FEED)
    proxy.serve_raw(f"blog.example:{server.port}", relay)

    result = ask_through(proxy, server)

    assert isinstance(result, Fetched), result
    assert (result.body, proxy.requests[0].method, server.requests[0].path) == (FEED, "CONNECT", "/feed")


def test_a_secure_proxy_that_is_somebody_else_hears_nothing(secure, ask_through):
    proxy = secure()

    result = ask_through(proxy, secure(), name="other.example")

    assert isinstance(result, FetchFailed)
    assert (result.kind, proxy.requests) == (Kind.TLS, [])


@pytest.mark.parametrize("secure_proxy", [False, True])
def test_a_server_that_is_somebody_else_hears_nothing_through_a_tunnel(secure_proxy, secure, servers, ask_through):
    proxy, server = secure() if secure_proxy else servers.start(), secure(names=("other.example",))
    proxy.serve_raw(f"blog.example:{server.port}", relay)

    result = ask_through(proxy, server)

    assert (result.kind, result.problem.partition(":")[0]) == (Kind.TLS, "the certificate is not valid")
    assert (len(proxy.requests), server.requests) == (1, [])


@pytest.fixture
def speaking():
    """A port behind which `speak(connection)` is called for whoever connects: `port = speaking(speak)`."""
    with contextlib.ExitStack() as stack:

        def start(speak):
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))

            def run():
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError):
                    connection.settimeout(5)
                    speak(connection)

            threading.Thread(target=run, daemon=True).start()
            return listener.getsockname()[1]

        yield start


def endless(data):
    def speak(connection):
        while True:
            connection.sendall(data)

    return speak


def once(data):
    return lambda connection: (connection.sendall(data), connection.recv(10_000), connection.recv(1))


@pytest.mark.parametrize(
    ("speak", "kind"),
    [
        (once(b"SSH-2.0-OpenSSH_9.6\r\n"), Kind.TLS),
        (once(b"\x16\x03\x03\x00\x40\x02\x00\x00"), Kind.TIMEOUT),
        (endless(b"\x16\x03\x03\xff\xff" + b"x" * 60_000), Kind.TLS),
        (endless(b"\x14\x03\x03\x00\x01\x01" * 1000), Kind.TLS),
        (endless(b"\x16\x03\x03\x00\x04\x00\x00\x00\x00" * 1000), Kind.PROTOCOL),
    ],
    ids=["garbage", "half a record", "a record too large", "ready without end", "greetings without end"],
)
def test_a_server_that_does_not_shake_hands_is_named_and_costs_little(speak, kind, speaking, ask, policy):
    started = time.process_time()

    result = ask(f"https://127.0.0.1:{speaking(speak)}/", policy=replace(policy, timeout=timedelta(seconds=3)))

    assert result.kind is kind
    assert time.process_time() - started < 1


CUT = [
    (b"Content-Length: 100000\r\n\r\n", Kind.CONNECTION),
    (b"Transfer-Encoding: chunked\r\n\r\n1869f\r\n", Kind.CONNECTION),
    (b"\r\n", None),
]


@pytest.mark.parametrize("goodbye", [True, False])
@pytest.mark.parametrize(("head", "kind"), CUT, ids=["by length", "in chunks", "until the end"])
def test_a_body_that_ends_too_early_over_tls_is_no_document(head, kind, goodbye, ask_over_tls):
    def end(connection, _):
        connection.send(OK + head + FEED)
        if goodbye:
            connection.socket.unwrap()

    assert getattr(ask_over_tls(end), "kind", None) is kind


def spoil(connection):
    """Say something under TLS that was never encrypted."""
    with socket.socket(fileno=os.dup(connection.socket.fileno())) as raw:
        raw.sendall(b"\x17\x03\x03\x00\x20" + b"x" * 32)
    connection.hang()


@pytest.mark.parametrize(
    ("end", "kind"), [(lambda c: c.reset(), Kind.CONNECTION), (spoil, Kind.TLS)], ids=["reset", "spoilt"]
)
@pytest.mark.parametrize("head", [head for head, _ in CUT], ids=["by length", "in chunks", "until the end"])
def test_what_breaks_off_or_is_spoilt_on_the_way_is_no_document(head, end, kind, ask_over_tls):
    result = ask_over_tls(lambda c, _: (c.send(OK + head + FEED), end(c)))

    assert getattr(result, "kind", None) is kind


@pytest.mark.parametrize(("tickets", "kind"), [(100, None), (8000, Kind.PROTOCOL)])
def test_keys_for_later_visits_may_not_come_without_end(tickets, kind, ask_over_tls):
    seconds = timedelta(seconds=5)

    result = ask_over_tls(lambda c, _: c.send(ANSWER), tickets, timeout=seconds, connect_timeout=seconds)

    assert getattr(result, "kind", None) is kind


def test_a_flood_over_tls_is_cut_at_the_largest_document(ask_over_tls):
    result = ask_over_tls(lambda c, _: (c.send(OK + b"\r\n"), c.flood(b"<item/>" * 1000)))

    assert result.kind is Kind.TOO_BIG


def test_what_is_more_than_the_system_takes_at_once_is_sent_bit_by_bit_over_tls(secure, internet):
    data, came, done = bytes(range(256)) * 20_000, bytearray(), threading.Event()

    def take_slowly(connection, _):
        time.sleep(0.05)
        while len(came) < len(data) + 3 and (piece := connection.socket.recv(100_000)):
            came.extend(piece)
        connection.send(b"thanks")
        done.wait(5)

    async def talk(inside):
        inside.write(b"GET / HTTP/1.1\r\n\r\n")
        await asyncio.sleep(0.1)
        inside.write(data)
        inside.write(b"end")
        return await inside.read(5)

    server = secure()
    server.serve_raw("/", take_slowly)
    assert encrypted(server.port, internet, talk) == b"thanks"
    done.set()

    assert bytes(came) == data + b"end"


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_new_keys_in_the_middle_change_nothing(version, authority, internet, tmp_path):
    if not (openssl := shutil.which("openssl")):
        pytest.skip("there is no openssl on this machine")
    authority.issue_cert("blog.example").private_key_and_cert_chain_pem.write_to_path(tmp_path / "pem")
    command = [openssl, "s_server", "-accept", "127.0.0.1:0", version, "-cert", str(tmp_path / "pem")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        accept = next(line for line in server.stdout if line.startswith(b"ACCEPT "))
        said = []

        def say(line):
            server.stdin.write(line)
            server.stdin.flush()

        async def talk(inside):
            for line in (b"before\n", b"R\n" if version == "-tls1_2" else b"K\n", b"after\n"):
                await asyncio.sleep(0.1)
                say(line)
            while b"after" not in b"".join(said):
                said.append(await inside.read(3))
            inside.write(b"heard\n")
            await asyncio.sleep(0.2)

        try:
            encrypted(int(accept.rpartition(b":")[2]), internet, talk)
        finally:
            server.kill()
        heard = server.stdout.read()

    assert b"".join(said) == b"before\nafter\n"
    assert b"heard" in heard


@pytest.fixture
def network_of(policy, internet, monkeypatch):
    """A network with one place for each address; made where there is an event loop."""
    monkeypatch.setattr("planet.fetch.network.CONNECTIONS_PER_ADDRESS", 1)
    return lambda: Network(policy, internet)


@pytest.mark.parametrize("how", ["too slow", "given up"])
@pytest.mark.parametrize("path", [None, "/head", "/body"])
def test_who_waits_no_longer_closes_the_connection_and_gives_its_place_back(how, path, secure, speaking, network_of):
    ended = threading.Event()

    def wait_for_end(connection, said=b""):
        connection.sendall(said)
        while connection.recv(10_000):
            pass
        ended.set()

    server = secure()
    server.serve("/next", FEED)
    server.serve_raw("/head", lambda c, _: wait_for_end(c.socket))
    server.serve_raw("/body", lambda c, _: wait_for_end(c.socket, ANSWER[:-3]))
    port = server.port if path else speaking(wait_for_end)

    async def read(line, address, seconds=5):
        async with Deadline(seconds) as deadline, line.ask(read_target(address), [(b"Host", b"x")], deadline) as answer:
            return b"".join([piece async for piece in answer.chunks])

    async def run():
        network = network_of()
        reading = asyncio.create_task(read(Line(network), f"https://blog.example:{port}{path or '/'}", 0.6))
        if how == "given up":
            await asyncio.sleep(0.1)
            reading.cancel()
        with contextlib.suppress(asyncio.CancelledError, FetchError, TimeoutError):
            await reading
        await asyncio.to_thread(ended.wait, 2)
        other = Line(network)
        try:
            return await asyncio.wait_for(read(other, f"https://blog.example:{server.port}/next"), 5)
        finally:
            other.hang_up()

    assert asyncio.run(run()) == FEED
    assert ended.is_set()


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example"])
def test_a_name_that_no_certificate_can_have_fails_alone(host, server, crawl_all, internet_of):
    server.serve("/feed", FEED)
    names = {host: ("93.184.216.34",), "blog.example": ("93.184.216.34",)}
    _, internet = internet_of(names, {80: server, 443: server})

    results = crawl_all([f"https://{host}/feed", "http://blog.example/feed"], internet=internet)

    good, bad = sorted(results, key=lambda result: result.feed_url)
    assert (bad.kind, bad.problem, good.body) == (Kind.TLS, "no certificate can be for such a name", FEED)
