"""One host, asked with httpx's requests and answers: our headers and no others, the answer as it came.

They go through a transport of ours without a client of httpx, so nothing that it could do by itself happens: no proxy,
no netrc, no cookie, no redirect, no decoding, no header of its own, and no root certificates but ours.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

import httpx

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.deadline import Deadline
from planet.fetch.network import Network
from planet.fetch.request import Headers
from planet.fetch.transport import DEADLINE, HEAD, TARGET, Transport
from planet.values import dataclass

MOST_FIELDS = 100
LARGEST_HEAD = 64 * 1024

_LISTS = frozenset({b"cache-control", b"content-encoding"})
"""Headers whose repetition means one list; of any other the first counts."""

_ANY_ADDRESS: Final = httpx.URL("https://feed.invalid/")
"""What httpx believes that it asks. It reads addresses in its own way (`0177.0.0.1` is none, `/a/../b` becomes `/b`);
the transport asks the target, byte for byte."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The head of an answer, names in lower case, and its body as raw chunks."""

    status: int
    head: Mapping[bytes, bytes]
    chunks: AsyncIterator[bytes]


class Line:
    """One connection at a time to one host, kept for its next feed."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._transport = Transport(network)
        self._holds_large = False

    @property
    def unheard(self) -> bool:
        """Whether the last request went out and not one byte came back."""
        return self._transport.unheard

    @property
    def heard(self) -> bool:
        """Whether anything came back since the last request went out."""
        return self._transport.heard

    @property
    def received_bytes(self) -> int:
        """How much of the last answer's body came, as it was sent."""
        return self._transport.received_bytes

    @asynccontextmanager
    async def ask(self, target: Target, headers: Headers, deadline: Deadline) -> AsyncIterator[Answer]:
        """GET, and the answer while the block lasts.

        Raises FetchError when connecting fails, the answer is not valid HTTP, or the connection breaks off.
        """
        # A request without a stream would get headers of httpx's own.
        extensions = {TARGET: target, DEADLINE: deadline}
        request = httpx.Request(
            "GET", _ANY_ADDRESS, headers=headers, stream=httpx.ByteStream(b""), extensions=extensions
        )
        response = await self._transport.handle_async_request(request)
        try:
            head = _head(response.extensions[HEAD])
            yield Answer(status=response.status_code, head=head, chunks=response.aiter_raw())
        finally:
            await response.aclose()

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

    def hang_up(self) -> None:
        """Close the connection, if there is one; the next question gets a new one, looked up and checked anew."""
        self._transport.hang_up()


def _head(fields: list[tuple[bytes, bytes]]) -> Mapping[bytes, bytes]:
    """Raises FetchError (PROTOCOL) when the head is larger than any honest one."""
    if len(fields) > MOST_FIELDS or sum(len(name) + len(value) for name, value in fields) > LARGEST_HEAD:
        raise FetchError(Kind.PROTOCOL, "the answer has too many headers")
    head: dict[bytes, bytes] = {}
    for name, value in fields:
        if name in head and name in _LISTS:
            head[name] += b", " + value
        else:
            head.setdefault(name, value)
    return head
