"""Many feeds at once, and nobody is asked by too many of us."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from plugins.loopback import Reply, wait_until

from planet.errors import Kind
from planet.fetch import crawl
from planet.fetch.internet import Internet
from planet.fetch.lanes import LONGEST_HEAD_START_S, tell_when_under_way
from planet.fetch.outbox import Outbox
from planet.model.fetching import Fetched, FetchRequest, NotModified, Validators

FEED = b"<rss/>"
HERE = Internet(resolve=lambda _: ("127.0.0.1",))


def test_a_host_is_asked_over_two_connections_that_are_used_again(server, crawl_all):
    for number in range(20):
        server.serve(f"/{number}", FEED, delay_s=0.12)

    results = crawl_all([server.url(f"/{number}") for number in range(20)])

    assert len(results) == len(server.requests) == 20
    assert server.load.most_in_flight == 2
    assert server.load.connections == 2


def test_feeds_without_news_do_not_cost_a_connection_each(server, crawl_all, policy):
    for number in range(6):
        server.serve(f"/{number}", FEED, headers={"ETag": '"1"'}, conditional=True)
    known = Validators(etag='"1"')
    requests = [FetchRequest(feed_url=server.url(f"/{number}"), validators=known) for number in range(6)]

    results = list(crawl(requests, policy, "x"))

    assert [type(result) for result in results] == [NotModified] * 6
    assert server.load.connections <= 2


def test_a_name_is_one_name_on_every_port(servers, crawl_all):
    one, two = servers.start(), servers.start()
    for server in (one, two):
        for number in range(5):
            server.serve(f"/{number}", FEED, delay_s=0.02)

    crawl_all([server.url(f"/{number}") for number in range(5) for server in (one, two)])

    assert one.load.most_in_flight + two.load.most_in_flight <= 4
    assert len(one.requests) == len(two.requests) == 5


def test_no_more_connections_are_open_than_the_policy_says(server, crawl_all, policy):
    server.serve("/feed", FEED, delay_s=0.05)
    names = [f"{number}.example" for number in range(1, 9)]
    internet = Internet(
        resolve=lambda host: (f"9.9.9.{host.split('.')[0]}",), route=lambda *_: (server.address, server.port)
    )

    results = crawl_all([f"http://{name}/feed" for name in names], replace(policy, concurrency=3), internet=internet)

    assert all(isinstance(result, Fetched) for result in results)
    assert server.load.most_in_flight == 3


def test_hosts_do_not_wait_for_each_other(servers, crawl_all):
    slow, quick = servers.start("127.0.0.1"), servers.start("127.0.0.2")
    for number in range(10):
        slow.serve_raw(f"/{number}", lambda c, _: c.hang())
    quick.serve("/feed", FEED)

    results = crawl_all([*(slow.url(f"/{number}") for number in range(4)), quick.url("/feed")])

    assert results[0].feed_url == quick.url("/feed")
    assert results[0].traffic.milliseconds < 300
    assert len(results) == 5


def test_waiting_for_a_turn_at_a_host_is_not_the_feeds_fault(server, crawl_all):
    for number in range(8):
        server.serve(f"/{number}", FEED, delay_s=0.2)

    results = crawl_all([server.url(f"/{number}") for number in range(8)])

    assert all(isinstance(result, Fetched) for result in results)


def test_redirects_between_crowded_hosts_block_nobody(servers, crawl_all, policy):
    one, two = servers.start("127.0.0.1"), servers.start("127.0.0.2")
    for number in range(10):
        one.redirect(f"/{number}", two.url(f"/end{number}"))
        two.redirect(f"/{number}", one.url(f"/end{number}"))
        one.serve(f"/end{number}", FEED)
        two.serve(f"/end{number}", FEED)
    addresses = [server.url(f"/{number}") for number in range(10) for server in (one, two)]

    results = crawl_all(addresses, replace(policy, concurrency=1))

    assert sorted(result.feed_url for result in results) == sorted(addresses)
    assert all(isinstance(result, Fetched) for result in results)


def test_many_large_documents_at_once_do_not_fill_the_memory(server):
    nearly = []

    def slow_at_the_end(connection, _request):
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + b"<rss/>" * 1_499_999)
        nearly.append(connection)
        wait_until(lambda: len(nearly) == 50, 1)  # who holds all of them at once gets them all at once
        connection.send(b"<rss/>")

    server.serve_raw("/feed", slow_at_the_end)
    code = f"""
import re, resource, sys
from pathlib import Path
from planet.fetch import crawl
from planet.fetch.internet import Internet
from planet.model.fetching import FetchRequest
from planet.model.settings import FetchPolicy

def resolve(host):
    return ("9.9.9." + host.split(".")[0],)

internet = Internet(resolve=resolve, route=lambda address, port: ("127.0.0.1", port))
addresses = [f"http://{{number}}.example:{server.port}/feed" for number in range(50)]
requests = [FetchRequest(feed_url=address, address=address) for address in addresses]
total = sum(len(result.body) for result in crawl(requests, FetchPolicy(), "x", internet=internet))
if sys.platform == "linux":  # where ru_maxrss also knows how large the parent was when it started us
    peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) // 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
print(total, peak)
"""

    printed = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout

    total, peak_mib = map(int, printed.split())
    assert total == 50 * 9_000_000
    assert peak_mib < 350


def test_the_same_address_twice_is_two_results(server, crawl_all):
    server.serve("/feed", FEED)

    assert len(crawl_all([server.url("/feed")] * 3)) == 3


def test_a_connection_that_the_server_closes_meanwhile_costs_no_feed(server, crawl_all):
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>"
    for number in range(6):
        server.serve_raw(f"/{number}", lambda c, _: c.send(answer))  # closes without saying so

    results = crawl_all([server.url(f"/{number}") for number in range(6)])

    assert all(isinstance(result, Fetched) for result in results)


def test_a_late_answer_is_never_taken_for_the_next_feeds(server, crawl_all):
    twice = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<evil>"
    server.serve_raw("/0", lambda c, _: (c.send(twice), c.hang()))
    for number in range(1, 4):
        server.serve(f"/{number}", FEED)

    results = crawl_all([server.url(f"/{number}") for number in range(4)])

    assert {result.body for result in results} == {FEED}


def test_requests_to_one_name_start_50_ms_apart(server, crawl_all):
    came = []
    for number in range(6):
        server.serve_with(f"/{number}", lambda _: came.append(time.monotonic()) or Reply(FEED))

    crawl_all([server.url(f"/{number}") for number in range(6)])

    first, *_, last = sorted(came)
    assert last - first > 5 * 0.05 - 0.02  # as a whole: a busy server may hear of one request late


def test_requests_to_different_names_do_not_wait_for_each_other(servers, crawl_all):
    hosts = [servers.start(f"127.0.0.{number}") for number in range(1, 21)]
    for host in hosts:
        host.serve("/feed", FEED)
    started = time.monotonic()

    crawl_all([host.url("/feed") for host in hosts])

    assert time.monotonic() - started < 0.9


def test_what_misses_the_deadline_of_all_feeds_is_not_reached(servers, crawl_all, policy):
    quick, slow = servers.start("127.0.0.1"), servers.start("127.0.0.2")
    quick.serve("/feed", FEED)
    for number in range(5):
        slow.serve_raw(f"/{number}", lambda c, _: c.hang())
    limits = replace(policy, timeout=timedelta(seconds=20), deadline=timedelta(seconds=0.5))
    started = time.monotonic()

    results = crawl_all([*(slow.url(f"/{number}") for number in range(5)), quick.url("/feed")], limits)

    assert time.monotonic() - started < 1.5
    assert [result.feed_url for result in results if isinstance(result, Fetched)] == [quick.url("/feed")]
    late = [result for result in results if not isinstance(result, Fetched)]
    assert [result.kind for result in late] == [Kind.NOT_REACHED] * 5
    assert late[0].problem == "not reached within the 0.5 s that all feeds have together"


def test_a_server_may_think_for_longer_than_it_may_be_silent_in_its_answer(server, ask, policy):
    server.serve("/feed", FEED, delay_s=0.5)

    assert isinstance(ask(server.url("/feed"), policy=replace(policy, idle_timeout=timedelta(seconds=0.2))), Fetched)


@pytest.mark.parametrize(("busy_s", "told"), [(LONGEST_HEAD_START_S / 2, False), (LONGEST_HEAD_START_S * 2, True)])
def test_who_waits_is_told_that_requests_are_under_way_when_the_loop_has_nothing_more_to_send(busy_s, told):
    outbox = Outbox()

    async def send():
        telling = asyncio.create_task(tell_when_under_way(outbox))
        started = time.monotonic()
        while time.monotonic() < started + busy_s:
            time.sleep(0.01)  # noqa: ASYNC251 - it is busy
            await asyncio.sleep(0)
        told_while_busy = outbox.under_way.is_set()
        await telling
        return told_while_busy

    assert asyncio.run(send()) is told
    assert outbox.under_way.is_set()
