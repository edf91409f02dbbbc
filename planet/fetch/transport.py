"""One connection at a time, on a network of ours, and what is said over it.

A lane needs no more: it asks one host, one request after the other (docs/decisions/0014-one-connection-for-a-lane.md).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.deadline import Deadline
from planet.fetch.dialogue import Dialogue
from planet.fetch.network import Network
from planet.fetch.request import Headers
from planet.fetch.wire import Wire

if TYPE_CHECKING:
    from planet.fetch.reading import Fields

MOST_CHUNKS = 50_000
"""A body sent byte by byte costs us a thousand times what it costs its server."""

_Way = tuple[str, str, Target | None]


class Transport:
    """One connection at a time, kept for the next request that leads the same way. Raises FetchError."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._wire: Wire | None = None
        self._dialogue: Dialogue | None = None
        self._way: _Way | None = None
        self._left = MOST_CHUNKS
        self.received_bytes = 0

    @property
    def unheard(self) -> bool:
        """Whether the last request went out and not one byte came back."""
        return self._dialogue is not None and self._dialogue.unheard

    @property
    def heard(self) -> bool:
        """Whether anything came back since the last request went out."""
        return self._dialogue is not None and self._dialogue.heard

    async def ask(self, target: Target, headers: Headers, deadline: Deadline) -> tuple[int, Fields]:
        """GET: the status and the fields of the answer."""
        self.received_bytes, self._left = 0, MOST_CHUNKS
        proxy = self._network.proxy_for(target)
        form = f"http://{target.host_and_port}{target.path}" if proxy and target.scheme == "http" else target.path
        dialogue = await self._dialogue_on((target.scheme, target.authority, proxy), target, deadline)
        return await dialogue.ask("GET", form, headers)

    async def more(self) -> bytes:
        """The next piece of the body, as it was sent; empty at its end."""
        assert self._dialogue is not None  # noqa: S101 - an answer came over it
        piece = await self._dialogue.more()
        self.received_bytes += len(piece)
        self._left -= 1
        if self._left < 0:
            raise FetchError(Kind.PROTOCOL, "the answer comes in too many small pieces")
        return piece

    def finish(self) -> None:
        """Let the connection go, to the next request where it can be used again."""
        if self._dialogue:
            self._dialogue.finish()

    def hang_up(self) -> None:
        """Close the connection, if there is one."""
        self._dialogue = self._way = None
        if self._wire:
            self._wire.abort()
            self._wire = None

    async def _dialogue_on(self, way: _Way, target: Target, deadline: Deadline) -> Dialogue:
        """The one that is kept, if it leads there and is not over; else a new one."""
        if self._dialogue is None or way != self._way or not self._dialogue.is_ready:
            self.hang_up()
            self._wire = await self._connected(target, way[2], deadline)
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
        from planet.fetch.secure import secured  # noqa: PLC0415 - start-up: a planet may have no https feed

        if first.scheme == "https":
            wire = self._wire = await secured(wire, roots, first.host, network.connect_s)
        if proxy and target.scheme == "https":
            self._dialogue = Dialogue(wire, network.idle_s)
            await self._dialogue.open_tunnel(target.host_and_port)
            wire = await secured(wire, roots, target.host, network.connect_s)
        return wire
