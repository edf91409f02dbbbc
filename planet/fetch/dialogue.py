"""HTTP/1.1 on a wire, as h11 reads and writes it: one request and its answer after the other."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

import h11

from planet.errors import FetchError, Kind
from planet.fetch.request import Headers
from planet.fetch.wire import Wire

LARGEST_PART = 100 * 1024
"""Bytes of a head, or of a chunk's first line, that may come without its end."""

PROXY_HINT: Final = "Look at HTTPS_PROXY and at the proxy itself, or set fetch.trust_env: false."

_AT_ONCE = 64 * 1024
_SUCCESS = range(200, 300)


class Dialogue:
    """What is said over one wire. What it raises besides FetchError is h11.ProtocolError."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LARGEST_PART)

    @property
    def is_ready(self) -> bool:
        """Whether a request can be sent: the answer before it is over, and nothing has come since."""
        return self._http.our_state is h11.IDLE and not self._wire.is_readable

    async def ask(self, method: str, form: str, headers: Headers) -> h11.Response:
        """Send a request without a body, and read the head of its answer; `form` is what stands behind the method."""
        request = h11.Request(method=method, target=form, headers=headers)
        self._wire.write((self._http.send(request) or b"") + (self._http.send(h11.EndOfMessage()) or b""))
        while not isinstance(event := await self._next(), h11.Response):
            pass  # an interim answer (1xx) says nothing to us
        self._wire.head_is_read()
        return event

    async def chunks(self) -> AsyncIterator[bytes]:
        """The body of the answer, as it comes."""
        while isinstance(event := await self._next(), h11.Data):
            yield bytes(event.data)

    def finish(self) -> None:
        """Get ready for the next request, when the answer is whole; else close.

        What came behind an answer would be taken for the next one, and so for another feed's: then nothing more is
        read from here.
        """
        http = self._http
        if http.their_state is h11.SEND_BODY and not isinstance(self._at_hand(), h11.EndOfMessage):
            self._wire.abort()
            return
        whole = http.our_state is h11.DONE and http.their_state is h11.DONE
        if whole and not http.trailing_data[0] and not self._wire.is_readable:
            http.start_next_cycle()
        else:
            self._wire.abort()

    async def open_tunnel(self, authority: str) -> None:
        """Have a proxy connect the wire to somebody else. Raises FetchError (CONNECTION)."""
        named = authority.encode("ascii")
        answer = await self.ask("CONNECT", authority, [(b"Host", named), (b"Accept", b"*/*")])
        # What came behind the answer would be taken for what is said in the tunnel.
        if answer.status_code not in _SUCCESS or self._http.trailing_data[0] or self._wire.is_readable:
            raise FetchError(Kind.CONNECTION, "the proxy does not let us through", hint=PROXY_HINT)

    async def _next(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._wire.read(_AT_ONCE))
        return event

    def _at_hand(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event | None:
        """The next piece of the answer, if it is here already."""
        try:
            return self._http.next_event()
        except h11.RemoteProtocolError:
            return None
