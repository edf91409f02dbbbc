"""What our requests of httpx go through: one connection at a time, on a network of ours.

httpx's own transport, httpcore's pool, has locks and looks after many connections: it costs more than the whole of the
rest. A lane needs one connection (`docs/decisions/0014-one-connection-for-a-lane.md`).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import httpx

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.deadline import Deadline
from planet.fetch.dialogue import Dialogue
from planet.fetch.network import Network
from planet.fetch.secure import secured
from planet.fetch.wire import Wire

MOST_CHUNKS = 50_000
"""A body sent byte by byte costs us a thousand times what it costs its server."""

TARGET: Final = "planet.target"
"""The extension of a request that says what to ask; its URL does not count."""

DEADLINE: Final = "planet.deadline"
"""The extension of a request with the Deadline that must not run while a connection waits for its slot."""

HEAD: Final = "planet.head"
"""The extension of a response with its headers as pairs of bytes, names in small letters; httpx sees none of them."""

_Way = tuple[str, str, Target | None]


class Transport(httpx.AsyncBaseTransport):
    """One connection at a time, to what the requests' extensions say. Raises FetchError, nothing of httpx or h11.

    The head of an answer goes past httpx, which would keep its cookies, and prepare the next request for a redirect
    that nobody follows: it raises for a Location that it cannot read.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._wire: Wire | None = None
        self._dialogue: Dialogue | None = None
        self._way: _Way | None = None
        self.received_bytes = 0

    @property
    def unheard(self) -> bool:
        """Whether the last request went out and not one byte came back."""
        return self._dialogue is not None and self._dialogue.unheard

    @property
    def heard(self) -> bool:
        """Whether anything came back since the last request went out."""
        return self._dialogue is not None and self._dialogue.heard

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """What httpx calls for a request: its method and headers, sent to the target."""
        target: Target = request.extensions[TARGET]
        self.received_bytes = 0
        try:
            proxy = self._network.proxy_for(target)
            form = f"http://{target.host_and_port}{target.path}" if proxy and target.scheme == "http" else target.path
            dialogue = await self._dialogue_on((target.scheme, target.authority, proxy), target, request)
            status, fields = await dialogue.ask(request.method, form, request.headers.raw)
        except BaseException:
            self._close()
            raise
        return httpx.Response(status, stream=_Body(self, dialogue), extensions={HEAD: fields})

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        self._dialogue = None
        self._close()

    async def aclose(self) -> None:
        """What httpx calls at the end."""
        self.hang_up()

    def _close(self) -> None:
        if self._wire:
            self._wire.abort()
            self._wire = None

    async def _dialogue_on(self, way: _Way, target: Target, request: httpx.Request) -> Dialogue:
        """The one that is kept, if it leads there and is not over; else a new one."""
        if self._dialogue is None or way != self._way or not self._dialogue.is_ready:
            self.hang_up()
            self._wire = await self._connected(target, way[2], request.extensions[DEADLINE])
            self._way, self._dialogue = way, Dialogue(self._wire, self._network.idle_s)
        return self._dialogue

    async def _connected(self, target: Target, proxy: Target | None, deadline: Deadline) -> Wire:
        """A wire to the target, straight or through the proxy, encrypted where the target says so."""
        first = proxy or target
        network = self._network
        trusted = network.tls if "https" in {first.scheme, target.scheme} else None  # begins to be read
        wire: Wire
        wire = self._wire = await network.connect(first.host, first.port, deadline, to_proxy=proxy is not None)
        if trusted is None:
            return wire
        roots = await asyncio.shield(trusted)
        if first.scheme == "https":
            wire = self._wire = await secured(wire, roots, first.host, network.connect_s)
        if proxy and target.scheme == "https":
            self._dialogue = Dialogue(wire, network.idle_s)
            await self._dialogue.open_tunnel(target.host_and_port)
            wire = await secured(wire, roots, target.host, network.connect_s)
        return wire


class _Body(httpx.AsyncByteStream):
    """A body as httpx wants it: its pieces as they were sent, and what to do at the end."""

    def __init__(self, transport: Transport, dialogue: Dialogue) -> None:
        self._transport = transport
        self._dialogue = dialogue
        self._left = MOST_CHUNKS

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        """The next piece."""
        if not (piece := await self._dialogue.more()):
            raise StopAsyncIteration
        self._transport.received_bytes += len(piece)
        self._left -= 1
        if self._left < 0:
            raise FetchError(Kind.PROTOCOL, "the answer comes in too many small pieces")
        return piece

    async def aclose(self) -> None:
        """Let the connection go, to the next request where it can be used again."""
        self._dialogue.finish()
