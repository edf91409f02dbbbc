"""Asking real loopback servers, with short limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from planet.fetch import crawl
from planet.fetch.internet import Internet
from planet.model.fetching import FetchRequest, FetchResult, Validators
from planet.model.settings import FetchPolicy

AGENT = "planet-feeds/0 (+https://planet.example/)"

SHORT = FetchPolicy(
    timeout=timedelta(seconds=0.7),
    connect_timeout=timedelta(seconds=0.3),
    idle_timeout=timedelta(seconds=0.4),
    max_bytes=64 * 1024,
    allow_private_addresses=True,
)

FIRST_TIME = Validators()

Ask = Callable[..., FetchResult]


@pytest.fixture
def policy() -> FetchPolicy:
    """Limits short enough for a test; loopback is allowed."""
    return SHORT


@pytest.fixture
def crawl_all(policy: FetchPolicy) -> Iterator[Callable[..., list[FetchResult]]]:
    """Crawl some addresses: `crawl_all([address, …])`."""

    def run(addresses: list[str], policy: FetchPolicy = policy, **more: object) -> list[FetchResult]:
        requests = [FetchRequest(feed_url=address, address=address) for address in addresses]
        return list(crawl(requests, policy, AGENT, **more))

    return run


@pytest.fixture
def ask(policy: FetchPolicy) -> Ask:
    """Crawl one address: `ask(address, validators=…, policy=…)`."""

    def run(
        address: str, validators: Validators = FIRST_TIME, policy: FetchPolicy = policy, **more: object
    ) -> FetchResult:
        request = FetchRequest(feed_url=address, address=address, validators=validators)
        [result] = crawl([request], policy, AGENT, **more)
        return result

    return run


class FakeInternet:
    """Names of our choice; every address leads to the test's own servers, and is written down."""

    def __init__(self, names, servers):
        self.names = names
        self.servers = servers
        self.asked = []
        self.reached = []

    def resolve(self, host):
        self.asked.append(host)
        found = self.names[host]
        return found.pop(0) if isinstance(found, list) else found

    def route(self, address, port):
        self.reached.append(address)
        return "127.0.0.1", self.servers[port].port


@pytest.fixture
def internet_of() -> Callable[..., tuple[FakeInternet, Internet]]:
    """An internet of some names and servers: `fake, internet = internet_of({name: addresses}, {port: server})`."""

    def make(names, servers, **more):
        fake = FakeInternet(names, servers)
        return fake, Internet(resolve=fake.resolve, route=fake.route, **more)

    return make
