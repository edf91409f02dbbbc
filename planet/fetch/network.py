"""Connections that lead only where they may: resolve once, check, connect to what was checked.

Between the check and the connection the name is not asked again, so a name server that changes its answer gains
nothing.
"""

from __future__ import annotations

import asyncio
import ssl
from collections import defaultdict
from functools import cached_property
from os import strerror

from planet.errors import FetchError, Kind
from planet.fetch.addresses import (
    IPAddress,
    Target,
    is_private_name,
    literal_address,
    private,
    public_addresses,
)
from planet.fetch.deadline import Deadline
from planet.fetch.internet import Internet
from planet.fetch.proxies import proxy_for, refuse_private
from planet.fetch.resolver import Resolver
from planet.fetch.wire import PlainWire
from planet.model.settings import FetchPolicy

CONNECTIONS_PER_ADDRESS = 16
"""Hundreds of blogs share a few hosting addresses."""

LARGE_DOCUMENTS = 12
"""How many documents may be large at a time: a hundred feeds of 10 MiB at once would need a gigabyte."""


class Network:
    """What all connections of a crawl share: the policy, the resolver, the slots of each address, the trusted roots."""

    def __init__(self, policy: FetchPolicy, internet: Internet) -> None:
        self.large = asyncio.Semaphore(LARGE_DOCUMENTS)
        self._policy = policy
        self._internet = internet
        self._resolver = Resolver(internet.resolve)
        self._slots: defaultdict[IPAddress, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(CONNECTIONS_PER_ADDRESS)
        )

    @property
    def connect_s(self) -> float:
        """Seconds for each step of connecting."""
        return self._policy.connect_timeout.total_seconds()

    @property
    def idle_s(self) -> float:
        """Seconds for which a server may be silent in the middle of its answer."""
        return self._policy.idle_timeout.total_seconds()

    @cached_property
    def tls(self) -> asyncio.Future[ssl.SSLContext]:
        """What checks certificates: read from the first https address on, in a thread, while we connect to it.

        Many wait for it, so it is only awaited in an `asyncio.shield`.
        """
        return asyncio.get_running_loop().run_in_executor(None, self._read_roots)

    def proxy_for(self, target: Target) -> Target | None:
        """The proxy on the way to a target, where proxies are trusted. Raises FetchError (ADDRESS)."""
        proxy = proxy_for(target) if self._policy.trust_env else None
        if proxy and not self._policy.allow_private_addresses:
            refuse_private(target)
        return proxy

    async def connect(self, host: str, port: int, deadline: Deadline, *, to_proxy: bool = False) -> PlainWire:
        """Connect to the first address of `host` that is allowed and answers; a proxy may be anywhere.

        Raises FetchError (DNS, ADDRESS, REFUSED, CONNECTION, TIMEOUT).
        """
        guarded = not (self._policy.allow_private_addresses or to_proxy)
        if guarded and is_private_name(host):
            raise private(host)  # and no name server hears of it
        found, left_s = await self._looked_up(host)
        addresses = public_addresses(host, found) if guarded else found
        return await self._first_to_answer(addresses, port, left_s, deadline)

    async def _looked_up(self, host: str) -> tuple[tuple[IPAddress, ...], float]:
        """The addresses of a host, and what is left of the seconds for connecting."""
        if literal := literal_address(host):
            return (literal,), self.connect_s
        loop = asyncio.get_running_loop()
        started = loop.time()
        try:
            async with asyncio.timeout(self.connect_s):
                found = await self._resolver.addresses(host)
        except TimeoutError:
            raise self._too_late() from None
        return found, self.connect_s - (loop.time() - started)

    async def _first_to_answer(
        self, addresses: tuple[IPAddress, ...], port: int, left_s: float, deadline: Deadline
    ) -> PlainWire:
        """Try one address after the other, those with free slots first, each with its share of the time."""
        problem = self._too_late()
        waiting = list(addresses)
        if len(waiting) > 1:
            waiting.sort(key=lambda address: self._slots[address].locked())  # stable: the system's order
        for number, address in enumerate(waiting):
            slot = self._slots[address]
            if slot.locked():
                async with deadline.paused():
                    await slot.acquire()
            else:
                await slot.acquire()
            started = asyncio.get_running_loop().time()
            try:
                return await self._connect_to(address, port, left_s / (len(waiting) - number))
            except FetchError as error:
                problem = error
            left_s = max(0.0, left_s - (asyncio.get_running_loop().time() - started))
        raise problem

    async def _connect_to(self, address: IPAddress, port: int, seconds: float) -> PlainWire:
        """Connect to one address, whose slot is taken already; the wire gives it back."""
        wire = PlainWire(self._slots[address].release)
        try:
            await wire.connect(*self._internet.route(str(address), port), seconds)
        except TimeoutError:
            raise self._too_late() from None
        except OSError as error:
            raise _no_connection(error) from error
        return wire

    def _read_roots(self) -> ssl.SSLContext:
        trusted = self._internet.trusted()
        trusted.set_alpn_protocols(["http/1.1"])
        return trusted

    def _too_late(self) -> FetchError:
        hint = "The server cannot be reached; Planet asks again later, or raise fetch.connect_timeout."
        return FetchError(Kind.TIMEOUT, f"no connection within {self.connect_s:g} s", hint=hint)


def _no_connection(error: OSError) -> FetchError:
    if isinstance(error, ConnectionRefusedError):
        return FetchError(Kind.REFUSED, "could not connect: connection refused")
    reason = strerror(error.errno).lower() if error.errno else "no connection"
    return FetchError(Kind.CONNECTION, f"could not connect: {reason}")
