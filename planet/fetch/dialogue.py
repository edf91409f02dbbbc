"""HTTP/1.1 on a wire: one request and its answer after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from planet.errors import FetchError, Kind
from planet.fetch.request import Headers, head_of
from planet.fetch.wire import Wire

if TYPE_CHECKING:
    from planet.fetch.reading import Fields, Reading

PROXY_HINT: Final = "Look at HTTPS_PROXY and at the proxy itself, or set fetch.trust_env: false."

_MOST_BEFORE_BODY = 256 * 1024
"""Bytes that may come before the head of an answer is complete: `100 Continue` can be sent for ever."""

_SUCCESS = range(200, 300)


class Dialogue:
    """What is said over one wire; `heard` tells whether a byte came back since the last request went out.

    A silence counts once the server has said something: how long it may think is the whole exchange's limit.
    """

    def __init__(self, wire: Wire, idle_s: float) -> None:
        self.heard = False
        self._wire = wire
        self._idle_s = idle_s
        self._reading: Reading | None = None
        self._is_free = True

    @property
    def unheard(self) -> bool:
        """Whether a request went out and not one byte came back."""
        return not (self._is_free or self.heard)

    @property
    def is_ready(self) -> bool:
        """Whether a request can be sent: the answer before it is over, and nothing has come since."""
        return self._is_free and self._wire.at_hand() is None

    async def ask(self, method: str, form: str, headers: Headers) -> tuple[int, Fields]:
        """Send a request without a body, and read the head of its answer; `form` is what stands behind the method."""
        self._is_free = self.heard = False
        self._wire.write(head_of(method, form, headers))
        raw = await self._hear(None)
        self._reading = reading = _reading(method)
        left = _MOST_BEFORE_BODY
        while True:
            self.heard = self.heard or bool(raw)
            left -= len(raw)
            if left < 0:
                raise FetchError(Kind.PROTOCOL, "the server sends headers without end")
            reading.take(raw)
            if found := reading.head():
                return found
            raw = await self._hear(self._idle_s)

    async def more(self) -> bytes:
        """The next piece of the answer's body; empty at its end."""
        assert self._reading is not None  # noqa: S101 - an answer has a head first
        while (piece := self._reading.piece()) is None:
            self._reading.take(await self._hear(self._idle_s))
        return piece

    def finish(self) -> None:
        """Get ready for the next request, when the answer is whole; else close.

        What came behind an answer would be taken for the next one, and so for another feed's: then nothing more is
        read from here.
        """
        self._is_free = self._reading is not None and self._reading.is_over()
        if not self._is_free:
            self._wire.abort()

    async def open_tunnel(self, authority: str) -> None:
        """Have a proxy connect the wire to somebody else. Raises FetchError (CONNECTION)."""
        named = authority.encode("ascii")
        status, _ = await self.ask("CONNECT", authority, [(b"Host", named), (b"Accept", b"*/*")])
        assert self._reading is not None  # noqa: S101 - an answer has a head first
        # What came behind the answer would be taken for what is said in the tunnel.
        if status not in _SUCCESS or self._reading.is_followed or self._wire.at_hand() is not None:
            raise FetchError(Kind.CONNECTION, "the proxy does not let us through", hint=PROXY_HINT)

    async def _hear(self, seconds: float | None) -> bytes:
        try:
            return await self._wire.read(seconds)
        except ConnectionError as error:  # that is no end, also where an answer may end with the connection
            from planet.fetch.reading import closed_early  # noqa: PLC0415 - start-up

            raise closed_early(begun=self.heard) from error


def _reading(method: str) -> Reading:
    from planet.fetch.reading import Reading  # noqa: PLC0415 - start-up: only now that requests are under way

    return Reading(method)
