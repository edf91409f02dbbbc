"""One host, asked with our headers and no others, and the answer as it came.

Nothing is done that the caller did not ask for: no netrc, no cookie, no redirect, no decoding.
"""

from __future__ import annotations

from collections.abc import Mapping

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target
from planet.fetch.deadline import Deadline
from planet.fetch.network import Network
from planet.fetch.request import Headers
from planet.fetch.transport import Transport
from planet.values import dataclass

MOST_FIELDS = 100
LARGEST_HEAD = 64 * 1024

_LISTS = frozenset({b"cache-control", b"content-encoding"})
"""Headers whose repetition means one list; of any other the first counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The head of an answer, names in lower case."""

    status: int
    head: Mapping[bytes, bytes]


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

    async def ask(self, target: Target, headers: Headers, deadline: Deadline) -> Answer:
        """GET, and the head of the answer; `finish` when enough of its body was read.

        Raises FetchError when connecting fails, the answer is not valid HTTP, or the connection breaks off.
        """
        status, fields = await self._transport.ask(target, headers, deadline)
        return Answer(status=status, head=_head(fields))

    async def more(self) -> bytes:
        """The next piece of the answer's body, as it was sent; empty at its end. Raises FetchError as `ask` does."""
        return await self._transport.more()

    def finish(self) -> None:
        """Keep the connection for the next feed if the answer is whole; else close it."""
        self._transport.finish()

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
