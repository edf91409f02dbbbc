"""What httpx sends through: httpcore's connection pool on a network of ours."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from typing import Final

import httpcore
import httpx

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.deadline import Deadline
from planet.fetch.network import Network
from planet.fetch.wire import Wire

MOST_CHUNKS = 50_000
"""A body sent byte by byte costs us a thousand times what it costs its server."""

PROXY_HINT: Final = "Look at HTTPS_PROXY and at the proxy itself, or set fetch.trust_env: false."

TARGET: Final = "planet.target"
"""The extension of a request that says what to ask; its URL does not count."""

DEADLINE: Final = "planet.deadline"
"""The extension of a request with the Deadline that must not run while a connection waits for its slot."""

HEAD: Final = "planet.head"
"""The extension of a response with its headers as pairs of bytes; httpx sees none of them."""


def remember_what_is_missing() -> None:
    """Make httpcore's search for an absent `sniffio` cheap.

    It asks seven times a request, and Python looks through every folder of the path each time: a third of all the
    time that a crawl takes. A None in sys.modules is Python's own word for "known to be missing".
    """
    if "sniffio" not in sys.modules and find_spec("sniffio") is None:
        sys.modules["sniffio"] = None  # type: ignore[assignment]  # documented, but not in the type


class Transport(httpx.AsyncBaseTransport, httpcore.AsyncNetworkBackend):
    """One connection at a time, to what the requests' extensions say. Raises FetchError, nothing of httpx or httpcore.

    The head of an answer goes past httpx, which would keep its cookies, and prepare the next request for a redirect
    that nobody follows: it raises for a Location that it cannot read.
    """

    def __init__(self, network: Network) -> None:
        remember_what_is_missing()
        self._network = network
        self._pool: httpcore.AsyncConnectionPool | None = None
        self._way: tuple[str, Target | None] = ("", None)
        self._wire: Wire | None = None
        self._deadline: Deadline | None = None
        self.received_bytes = 0

    @property
    def unheard(self) -> bool:
        """Whether the last request went out and not one byte came back."""
        return self._wire is not None and self._wire.sent and not self._wire.heard

    @property
    def heard(self) -> bool:
        """Whether anything came back since the last request went out."""
        return self._wire is not None and self._wire.heard

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """What httpx calls for a request: its method and headers, sent to the target."""
        target: Target = request.extensions[TARGET]
        self.received_bytes = 0
        self._deadline = request.extensions[DEADLINE]
        pool = await self._pool_for(target.scheme, self._network.proxy_for(target))
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
        )
        limits = {"timeout": {"connect": self._network.connect_s}}
        sent = httpcore.Request(request.method, url, headers=request.headers.raw, extensions=limits)
        with self._explained():
            answer = await pool.handle_async_request(sent)
        if self._wire:
            self._wire.head_is_read()
        stream = _Stream(self._chunks(answer.aiter_stream()), partial(self._end, answer, pool))
        return httpx.Response(answer.status, stream=stream, extensions={HEAD: answer.headers})

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
        to_proxy = self._way[1] is not None
        self._wire = await self._network.connect(host, port, self._deadline, to_proxy=to_proxy)
        return self._wire

    async def aclose(self) -> None:
        """Close the connection, if there is one."""
        if self._pool:
            await self._pool.aclose()
            self._pool = None

    async def _pool_for(self, scheme: str, proxy: Target | None) -> httpcore.AsyncConnectionPool:
        if self._pool is None or (scheme, proxy) != self._way:
            await self.aclose()
            tls = self._network.tls if scheme == "https" else None
            if proxy is None:
                self._pool = httpcore.AsyncConnectionPool(ssl_context=tls, max_connections=1, network_backend=self)
            else:
                self._pool = httpcore.AsyncHTTPProxy(
                    f"{proxy.scheme}://{proxy.authority}", ssl_context=tls, max_connections=1, network_backend=self
                )
            self._way = (scheme, proxy)
        return self._pool

    async def _end(self, answer: httpcore.Response, pool: httpcore.AsyncConnectionPool) -> None:
        await answer.aclose()
        if _has_surplus(pool):
            await self.aclose()

    async def _chunks(self, stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        left = MOST_CHUNKS
        with self._explained():
            async for chunk in stream:
                self.received_bytes += len(chunk)
                yield chunk
                left -= 1
                if not left:
                    raise FetchError(Kind.PROTOCOL, "the answer comes in too many small pieces")

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """What httpcore raises, in our words; h11's texts are not made for maintainers, so what happened decides."""
        try:
            yield
        except httpcore.ProxyError as error:
            raise FetchError(Kind.CONNECTION, "the proxy does not let us through", hint=PROXY_HINT) from error
        except httpcore.ProtocolError as error:
            if self.unheard:
                raise FetchError(Kind.CONNECTION, "the server closed the connection without an answer") from error
            if self._wire and self._wire.ended:
                raise FetchError(Kind.CONNECTION, "the connection closed in the middle of the answer") from error
            raise FetchError(Kind.PROTOCOL, "the answer is not valid HTTP") from error


class _Stream(httpx.AsyncByteStream):
    """A body as httpx wants it: the chunks, and what to do at the end."""

    def __init__(self, chunks: AsyncIterator[bytes], close: Callable[[], Awaitable[None]]) -> None:
        self._chunks = chunks
        self._close = close

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._chunks

    async def aclose(self) -> None:
        """Let the connection go, to the next request where it can be used again."""
        await self._close()


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
