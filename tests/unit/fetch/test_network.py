"""Connections go only where they were checked to go."""

from __future__ import annotations

import socket
import time
from dataclasses import replace

import pytest

from planet.errors import Kind
from planet.fetch.internet import Internet
from planet.model.fetching import Fetched

FEED = b"<rss/>"
PUBLIC = "93.184.216.34"


@pytest.fixture
def guarded(policy):
    """The same short limits, and the guard of a real planet."""
    return replace(policy, allow_private_addresses=False)


def test_a_name_with_a_public_address_is_connected_to_that_address(server, ask, guarded, internet_of):
    server.serve("/feed", FEED)
    fake, internet = internet_of({"blog.example": (PUBLIC,)}, {80: server})

    result = ask("http://blog.example/feed", policy=guarded, internet=internet)

    assert result.body == FEED
    assert fake.reached == [PUBLIC]
    assert server.requests[0].header("Host") == "blog.example"


@pytest.mark.parametrize(
    "location",
    [
        *("http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/"),
        *("http://localhost/", "http://[::ffff:127.0.0.1]/", "http://169.254.169.254/latest/", "http://10.0.0.1/"),
        *("http://evil.example/", "http://mixed.internal/", "//127.0.0.1/", "http://blog.example@127.0.0.1/"),
        "http://[64:ff9b::7f00:1]/",
    ],
)
def test_a_redirect_to_a_private_address_reaches_nothing(location, server, ask, guarded, internet_of):
    server.redirect("/feed", location)
    names = {"blog.example": (PUBLIC,), "evil.example": ("192.168.0.1", "::1"), "mixed.internal": (PUBLIC,)}
    names |= {"127.1": ("127.0.0.1",), "2130706433": ("127.0.0.1",), "0x7f.1": ("127.0.0.1",), "localhost": (PUBLIC,)}
    fake, internet = internet_of(names, {80: server})

    result = ask("http://blog.example/feed", policy=guarded, internet=internet)

    assert result.kind is Kind.ADDRESS
    assert "fetch.allow_private_addresses" in result.hint
    assert (fake.reached, len(server.requests)) == ([PUBLIC], 1)


def test_a_private_name_is_not_even_looked_up(ask, guarded, internet_of):
    fake, internet = internet_of({}, {})

    assert ask("http://metadata.google.internal/", policy=guarded, internet=internet).kind is Kind.ADDRESS
    assert fake.asked == []


def test_a_name_server_that_changes_its_answer_gains_nothing(server, ask, guarded, internet_of):
    server.serve("/feed", FEED)
    fake, internet = internet_of({"blog.example": [(PUBLIC,), ("127.0.0.1",)]}, {80: server})

    ask("http://blog.example/feed", policy=guarded, internet=internet)

    assert (fake.asked, fake.reached) == (["blog.example"], [PUBLIC])


def test_a_name_that_turns_private_between_two_hops_is_refused(server, ask, guarded, internet_of):
    server.redirect("/feed", "/other")
    fake, internet = internet_of({"blog.example": [(PUBLIC,), ("127.0.0.1",)]}, {80: server})

    result = ask("http://blog.example/feed", policy=guarded, internet=internet)

    assert result.kind is Kind.ADDRESS
    assert fake.reached == [PUBLIC]


def test_private_addresses_among_public_ones_are_passed_over(server, ask, guarded, internet_of):
    server.serve("/feed", FEED)
    fake, internet = internet_of({"blog.example": ("10.0.0.1", "::1", PUBLIC)}, {80: server})

    assert ask("http://blog.example/feed", policy=guarded, internet=internet).body == FEED
    assert fake.reached == [PUBLIC]


def test_the_next_address_is_tried_when_one_refuses(server, ask, policy):
    server.serve("/feed", FEED)
    internet = Internet(resolve=lambda _: ("127.0.0.9", "127.0.0.1"))

    assert ask(f"http://blog.example:{server.port}/feed", internet=internet).body == FEED


def test_a_refused_connection_is_named(ask):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    result = ask(f"http://127.0.0.1:{port}/")

    assert (result.kind, result.problem) == (Kind.REFUSED, "could not connect: connection refused")


def test_an_address_that_does_not_answer_costs_the_connect_limit(ask):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        crowd = [socket.socket() for _ in range(3)]
        for client in crowd:  # fills the queue, so that the next SYN is never answered
            client.settimeout(0)
            client.connect_ex(address)
        started = time.monotonic()

        result = ask(f"http://127.0.0.1:{address[1]}/")

        for client in crowd:
            client.close()
    assert (result.kind, result.problem) == (Kind.TIMEOUT, "no connection within 0.3 s")
    assert time.monotonic() - started < 1


def test_no_more_than_sixteen_connections_lead_to_one_address(server, crawl_all, policy):
    names = [f"blog{number}.example" for number in range(40)]
    server.serve("/feed", FEED, delay_s=0.03)
    internet = Internet(resolve=lambda _: ("127.0.0.1",))

    results = crawl_all([f"http://{name}:{server.port}/feed" for name in names], policy, internet=internet)

    assert all(isinstance(result, Fetched) for result in results)
    assert server.load.most_in_flight == 16


def test_waiting_for_a_place_at_a_busy_address_is_not_the_feeds_fault(server, crawl_all, policy):
    server.serve("/feed", FEED, delay_s=0.2)
    internet = Internet(resolve=lambda _: ("127.0.0.1",))
    addresses = [f"http://blog{number}.example:{server.port}/feed" for number in range(50)]

    results = crawl_all(addresses, policy, internet=internet)

    assert all(isinstance(result, Fetched) for result in results)


def test_a_busy_address_is_passed_over_for_a_free_one_of_the_same_name(servers, crawl_all, policy, internet_of):
    first = servers.start("127.0.0.1")
    first.serve("/feed", FEED, delay_s=0.2)
    fake, internet = internet_of({f"blog{n}.example": ("1.1.1.1", "1.0.0.1") for n in range(32)}, {80: first})

    crawl_all([f"http://{name}/feed" for name in fake.names], policy, internet=internet)

    assert {address: fake.reached.count(address) for address in fake.reached} == {"1.1.1.1": 16, "1.0.0.1": 16}
