"""What the bytes of an answer say, as h11 reads them. Pure.

Loaded when requests are under way: to write one nothing of the library is needed, and it would only be delayed.
"""

from __future__ import annotations

import h11

from planet.errors import FetchError, Kind

LARGEST_PART = 100 * 1024
"""Bytes of a head, or of a chunk's first line, that may come without its end."""

Fields = list[tuple[bytes, bytes]]

_ASKED = {
    method: h11.Request(method=method, target="/", headers=[("Host", "feed.invalid")]) for method in ("GET", "CONNECT")
}
"""What h11 hears of our requests: that there was one, and of which kind. How an answer ends depends on no more."""


class Reading:
    """One answer. Raises FetchError (CONNECTION, PROTOCOL)."""

    def __init__(self, method: str) -> None:
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LARGEST_PART)
        self._http.send(_ASKED[method])
        self._http.send(h11.EndOfMessage())
        self._begun = self._ended = False

    def take(self, raw: bytes) -> None:
        """Add what came; nothing means that the server has closed."""
        self._begun = self._begun or bool(raw)
        self._ended = not raw
        self._http.receive_data(raw)

    def head(self) -> tuple[int, Fields] | None:
        """The status and the fields, names in small letters; None when more must come first."""
        while isinstance(event := self._next(), h11.InformationalResponse):
            pass  # an interim answer (1xx) says nothing to us
        return (event.status_code, list(event.headers)) if isinstance(event, h11.Response) else None

    def piece(self) -> bytes | None:
        """The next piece of the body; empty at its end, None when more must come first."""
        event = self._next()
        if event is h11.NEED_DATA:
            return None
        return event.data if isinstance(event, h11.Data) else b""

    def is_over(self) -> bool:
        """Whether the answer is whole, and all of what came belongs to it."""
        http = self._http
        if http.their_state is h11.SEND_BODY and not self._ends_here():
            return False
        return http.our_state is h11.DONE and http.their_state is h11.DONE and not self.is_followed

    @property
    def is_followed(self) -> bool:
        """Whether more came than what was read."""
        return bool(self._http.trailing_data[0])

    def _next(self) -> type[h11.NEED_DATA | h11.PAUSED] | h11.Event:
        try:
            return self._http.next_event()
        except h11.ProtocolError as error:
            raise self._problem() from error

    def _ends_here(self) -> bool:
        try:
            return isinstance(self._http.next_event(), h11.EndOfMessage)
        except h11.ProtocolError:
            return False

    def _problem(self) -> FetchError:
        """In our words; h11's texts are not made for maintainers, so what happened decides."""
        if self._ended or not self._begun:
            return closed_early(begun=self._begun)
        return FetchError(Kind.PROTOCOL, "the answer is not valid HTTP")


def closed_early(*, begun: bool) -> FetchError:
    """What an answer is whose end did not come, or nothing at all."""
    if begun:
        return FetchError(Kind.CONNECTION, "the connection closed in the middle of the answer")
    return FetchError(Kind.CONNECTION, "the server closed the connection without an answer")
