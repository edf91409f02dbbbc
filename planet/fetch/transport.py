"""One request and its answer, over httpcore's connection pool on a network of ours.

There is no proxy, no netrc and no cookie here to be surprised by.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec

import httpcore

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.deadline import Deadline
from planet.fetch.network import Network
from planet.fetch.request import Headers
from planet.fetch.wire import Wire

MOST_FIELDS = 100
LARGEST_HEAD = 64 * 1024
MOST_CHUNKS = 50_000
"""A body sent byte by byte costs us a thousand times what it costs its server."""

_LISTS = frozenset({b"cache-control", b"content-encoding"})
"""Headers whose repetition means one list; of any other the first counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The head of an answer, names in lower case, and its body as raw chunks."""

    status: int
    head: Mapping[bytes, bytes]
    chunks: AsyncIterator[bytes]


def remember_what_is_missing() -> None:
    """Make httpcore's search for an absent `sniffio` cheap.

    It asks seven times a request, and Python looks through every folder of the path each time: a third of all the
    time that a crawl takes. A None in sys.modules is Python's own word for "known to be missing".
    """
    if "sniffio" not in sys.modules and find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]  # documented, but not in the type


class Line(httpcore.AsyncNetworkBackend):
    """One connection at a time to one host, kept for its next feed.

    A pool for each line, not one for all: httpcore's pool looks at every connection for every request, which for a
    thousand hosts costs more than the requests.
    """

    def __init__(self, network: Network) -> None:
        remember_what_is_missing()
        self._network = network
        self._pool: httpcore.AsyncConnectionPool | None = None
        self._scheme = ""
        self._wire: Wire | None = None
        self._holds_large = False
        self._deadline: Deadline | None = None

    @property
    def unheard(self) -> bool:
        """Whether the last request went out and not one byte came back."""
        return self._wire is not None and self._wire.sent and not self._wire.heard

    @property
    def heard(self) -> bool:
        """Whether anything came back since the last request went out."""
        return self._wire is not None and self._wire.heard

    @asynccontextmanager
    async def ask(self, target: Target, headers: Headers, deadline: Deadline) -> AsyncIterator[Answer]:
        """GET, and the answer while the block lasts.

        Raises FetchError when connecting fails, the answer is not valid HTTP, or the connection breaks off.
        """
        self._deadline = deadline
        pool = await self._pool_for(target.scheme)
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
        )
        limits = {"timeout": {"connect": self._network.connect_s}}
        request = httpcore.Request(b"GET", url, headers=headers, extensions=limits)
        with self._explained():
            response = await pool.handle_async_request(request)
        try:
            if self._wire:
                self._wire.head_is_read()
            chunks = self._chunks(response.aiter_stream())
            yield Answer(status=response.status, head=_head(response.headers), chunks=chunks)
        finally:
            await response.aclose()
            if _has_surplus(pool):
                await self.aclose()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore's signature
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002 - httpcore's signature
    ) -> httpcore.AsyncNetworkStream:
        """What httpcore calls for a new connection."""
        assert self._deadline is not None  # noqa: S101 - httpcore connects only while it is asked
        self._wire = None
        self._wire = await self._network.connect(host, port, self._deadline)
        return self._wire

    async def hold_large(self, deadline: Deadline) -> None:
        """Wait for one of the few places for large documents, unless this line has one; its server waits too."""
        if not self._holds_large:
            async with deadline.paused():
                await self._network.large.acquire()
            self._holds_large = True

    def let_go_of_large(self) -> None:
        """Give the place back: the document is on its way, or was none."""
        if self._holds_large:
            self._network.large.release()
            self._holds_large = False

    async def aclose(self) -> None:
        """Close the connection, if there is one."""
        if self._pool:
            await self._pool.aclose()
            self._pool = None

    async def _pool_for(self, scheme: str) -> httpcore.AsyncConnectionPool:
        if self._pool is None or scheme != self._scheme:
            await self.aclose()
            tls = self._network.tls if scheme == "https" else None
            self._pool = httpcore.AsyncConnectionPool(ssl_context=tls, max_connections=1, network_backend=self)
            self._scheme = scheme
        return self._pool

    async def _chunks(self, stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        left = MOST_CHUNKS
        with self._explained():
            async for chunk in stream:
                yield chunk
                left -= 1
                if not left:
                    raise FetchError(Kind.PROTOCOL, "the answer comes in too many small pieces")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What httpcore raises, in our words; h11's texts are not made for maintainers, so what happened decides."""
        try:
            yield
        except httpcore.ProtocolError as error:
            if self.unheard:
                raise FetchError(Kind.CONNECTION, "the server closed the connection without an answer") from error
            if self._wire and self._wire.ended:
                raise FetchError(Kind.CONNECTION, "the connection closed in the middle of the answer") from error
            raise FetchError(Kind.PROTOCOL, "the answer is not valid HTTP") from error


def _head(fields: list[tuple[bytes, bytes]]) -> Mapping[bytes, bytes]:
    """Raises FetchError (PROTOCOL) when the head is larger than any honest one."""
    if len(fields) > MOST_FIELDS or sum(len(name) + len(value) for name, value in fields) > LARGEST_HEAD:
        raise FetchError(Kind.PROTOCOL, "the answer has too many headers")
    head: dict[bytes, bytes] = {}
    for name, value in fields:
        key = name.lower()
        if key in head and key in _LISTS:
            head[key] += b", " + value
        else:
            head.setdefault(key, value)
    return head


def _has_surplus(pool: httpcore.AsyncConnectionPool) -> bool:
    """Whether more came than the answer: it would be taken for the next answer, and so for another feed's.

    httpcore does not look, and keeps h11's state to itself; where we cannot see it we assume the worst.
    """
    states = [
        getattr(getattr(connection, "_connection", None), "_h11_state", None)
        for connection in pool.connections
        if connection.is_idle()
    ]
    return any(getattr(state, "trailing_data", (b"unknown", False))[0] for state in states)
