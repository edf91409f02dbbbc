"""Many feeds in, one result for each, and an end in time."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import pytest
from plugins.loopback import wait_until

from planet.errors import Kind
from planet.fetch import crawl
from planet.fetch.internet import Internet
from planet.model.fetching import Fetched, FetchFailed, FetchRequest
from planet.model.settings import FetchPolicy

FEED = b"<rss/>"


def test_files_and_addresses_give_a_result_each(server, policy, tmp_path):
    server.serve("/feed", FEED)
    path = tmp_path / "a.xml"
    path.write_bytes(FEED)
    requests = [
        FetchRequest(feed_url=server.url("/feed"), address=server.url("/feed")),
        FetchRequest(feed_url="a.xml", file=path),
        FetchRequest(feed_url=server.url("/missing"), address=server.url("/missing")),
    ]

    results = {result.feed_url: result for result in crawl(requests, policy, "planet-feeds/0")}

    assert results[server.url("/feed")].body == results["a.xml"].body == FEED
    assert results[server.url("/missing")].problem == "404 Not Found"
    assert server.requests[0].header("User-Agent") == "planet-feeds/0"


def test_a_feed_may_live_elsewhere_than_its_name(server, policy):
    server.serve("/feed", FEED)
    request = FetchRequest(feed_url="https://blog.example/feed", address=server.url("/feed"))

    [result] = crawl([request], policy, "planet-feeds/0")

    assert (result.feed_url, result.final_url) == ("https://blog.example/feed", server.url("/feed"))


def test_nothing_to_ask_gives_nothing(policy):
    assert list(crawl([], policy, "planet-feeds/0")) == []


def test_one_of_everything_at_once_ends_in_time_and_spares_the_good(servers, crawl_all):
    bad, good = servers.start(), servers.start("127.0.0.2")
    bad.serve_raw("/hang", lambda c, _: c.hang())
    bad.serve_raw("/reset", lambda c, _: c.reset())
    bad.serve_raw("/flood", lambda c, _: c.flood(b"HTTP/1.1 100 Continue\r\n\r\n"))
    bad.serve_raw("/drip", lambda c, _: c.drip(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10_000))
    bad.redirect("/loop", "/loop")
    good.serve("/feed", FEED)
    names = [f"/{name}" for name in ("hang", "reset", "flood", "drip", "loop")]

    results = crawl_all([*(bad.url(name) for name in names), good.url("/feed")])

    assert len(results) == 6
    assert [result.feed_url for result in results if isinstance(result, Fetched)] == [good.url("/feed")]
    assert all(result.problem and result.hint for result in results if isinstance(result, FetchFailed))


def test_a_reader_that_leaves_ends_every_connection_at_once(server, policy):
    server.serve("/quick", FEED)
    server.serve_raw("/hang", lambda c, _: c.hang())
    addresses = [server.url("/quick"), *[server.url("/hang")] * 5]
    slow = replace(policy, timeout=policy.timeout * 60, idle_timeout=policy.timeout * 60)
    started = time.monotonic()

    with closing(crawl([FetchRequest(feed_url=a, address=a) for a in addresses], slow, "x")) as results:
        next(results)

    assert time.monotonic() - started < 1
    assert not [thread for thread in threading.enumerate() if thread.name == "planet-fetch"]


def test_a_reader_that_breaks_ends_every_connection_at_once(server, policy):
    server.serve("/quick", FEED)
    server.serve_raw("/hang", lambda c, _: c.hang())
    slow = replace(policy, timeout=policy.timeout * 60, idle_timeout=policy.timeout * 60)
    requests = [FetchRequest(feed_url=a, address=a) for a in (server.url("/quick"), server.url("/hang"))]

    def read() -> None:
        with closing(crawl(requests, slow, "x")) as results:
            for _ in results:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read()

    assert not [thread for thread in threading.enumerate() if thread.name == "planet-fetch"]


def test_sockets_do_not_wait_for_a_slow_reader(servers, policy):
    hosts = [servers.start(f"127.0.0.{number}") for number in range(1, 6)]
    for host in hosts:
        host.serve("/feed", FEED, delay_s=0.1)
    requests = [FetchRequest(feed_url=host.url("/feed"), address=host.url("/feed")) for host in hosts]
    results = crawl(requests, policy, "x")

    next(results)
    time.sleep(0.3)  # parsing

    assert all(len(host.requests) == 1 for host in hosts)
    assert len([*results]) == 4


def run_python(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, timeout=30
    ).stdout


def test_files_alone_need_neither_a_thread_nor_a_http_library(tmp_path):
    (tmp_path / "a.xml").write_bytes(FEED)
    code = f"""
import sys, threading
from pathlib import Path
from planet.fetch import crawl
from planet.model.fetching import FetchRequest
from planet.model.settings import FetchPolicy
results = list(crawl([FetchRequest(feed_url="a.xml", file=Path({str(tmp_path / "a.xml")!r}))], FetchPolicy(), "x"))
loaded = [name for name in ("asyncio", "h11", "httpx", "ssl") if name in sys.modules]
print(results[0].body, threading.active_count(), loaded)
"""

    assert run_python(code) == "b'<rss/>' 1 []\n"


def test_what_is_done_meanwhile_is_done_when_requests_are_under_way(server, policy):
    server.serve("/feed", FEED, delay_s=0.3)
    seen = []

    def meanwhile():
        wait_until(lambda: server.requests, 0.2)
        seen.append(len(server.requests))

    [result] = crawl([FetchRequest(feed_url=server.url("/feed"))], policy, "x", meanwhile=meanwhile)

    assert isinstance(result, Fetched)
    assert seen == [1]


def test_what_is_done_meanwhile_is_done_without_the_web_too(tmp_path, policy):
    seen = []

    assert list(crawl([], policy, "x", meanwhile=lambda: seen.append(1))) == []

    assert seen == [1]


def test_asking_loads_no_more_of_the_library_than_is_used(server):
    server.serve("/feed", FEED)
    code = f"""
import sys
from planet.fetch import crawl
from planet.model.fetching import FetchRequest
from planet.model.settings import FetchPolicy
[result] = crawl([FetchRequest(feed_url={server.url("/feed")!r})], FetchPolicy(allow_private_addresses=True), "x")
print(result.body, [name for name in ("httpcore", "anyio", "sniffio", "certifi", "rich") if name in sys.modules])
"""

    assert run_python(code) == "b'<rss/>' []\n"


def test_a_build_that_dies_does_not_wait_for_the_web(server):
    server.serve("/quick", FEED)
    server.serve_raw("/hang", lambda c, _: c.hang())
    code = f"""
from planet.fetch import crawl
from planet.model.fetching import FetchRequest
from planet.model.settings import FetchPolicy
addresses = [{server.url("/quick")!r}, {server.url("/hang")!r}]
requests = [FetchRequest(feed_url=a, address=a) for a in addresses]
results = crawl(requests, FetchPolicy(allow_private_addresses=True), "x")
print(type(next(results)).__name__, flush=True)
import os, sys
globals()["kept"] = results
sys.exit(0)
"""
    started = time.monotonic()

    assert run_python(code) == "Fetched\n"

    assert time.monotonic() - started < 5


def test_a_feed_is_never_asked_for_at_a_private_address_by_default(server, policy):
    request = FetchRequest(feed_url=server.url("/feed"))

    [result] = crawl([request], replace(policy, allow_private_addresses=False), "x")

    assert result.kind is Kind.ADDRESS
    assert server.load.connections == 0


@pytest.mark.long
def test_a_thousand_feeds_of_which_a_tenth_hangs_end_in_time(servers):
    """Promise 1.8 on the scale of a test: hosts that hang cost their limit once, not once for each of them."""
    good, silent = servers.start(), servers.start()
    good.serve("/feed", FEED)
    silent.serve_raw("/feed", lambda connection, _: connection.hang())
    names = {f"{number}.example": silent if number % 10 == 0 else good for number in range(1000)}
    addresses = {f"9.9.{n // 250}.{n % 250 + 1}": name for n, name in enumerate(names)}
    found = {name: (address,) for address, name in addresses.items()}
    internet = Internet(
        resolve=found.__getitem__,
        route=lambda address, _: (names[addresses[address]].address, names[addresses[address]].port),
    )
    policy = FetchPolicy(timeout=timedelta(seconds=5))
    started = time.monotonic()

    requests = [FetchRequest(feed_url=f"http://{name}/feed") for name in names]
    results = list(crawl(requests, policy, "x", internet=internet))

    assert sum(isinstance(result, Fetched) for result in results) == 900
    assert {result.kind for result in results if not isinstance(result, Fetched)} == {Kind.TIMEOUT}
    assert time.monotonic() - started < 4 * 5  # as many places as hosts that hang, and then the rest
