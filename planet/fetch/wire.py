"""One TCP connection: bounded in what it holds and in how long it is silent."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable

from planet.errors import FetchError, Kind

_HELD = 256 * 1024
"""Bytes that may wait to be read before the server is made to wait."""

_SILENT_HINT = "The server stops in the middle of its answer; Planet asks again later, or raise fetch.idle_timeout."
_MOST_BEFORE_BODY = 256 * 1024
"""Bytes that may come before the head of an answer is complete: `100 Continue` can be sent for ever."""


class Wire(asyncio.Protocol):
    """The connection.

    `sent` and `heard` tell whether a request went out and whether a byte came back since then, `ended` whether all was
    read that came before the server closed it. `release` is called once, when it is closed for whatever reason.
    """

    def __init__(self, idle_s: float, release: Callable[[], None]) -> None:
        self.sent = self.heard = self.ended = False
        self._closed = False
        self._idle_s = idle_s
        self._release: Callable[[], None] | None = release
        self._transport: asyncio.Transport | None = None
        self._buffer = bytearray()
        self._woken: asyncio.Future[None] | None = None
        self._paused = False
        self._head_left: int | None = None

    # --- what asyncio tells us ----------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        self._transport = transport  # type: ignore[assignment]  # asyncio gives a Transport to a Protocol

    def data_received(self, data: bytes) -> None:
        """Hold what came until it is read; stop the server when too much waits."""
        self._buffer += data
        if len(self._buffer) > _HELD and self._transport and not self._paused:
            self._paused = True
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Remember that nothing more comes."""
        self._closed = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Give the slot back."""
        self._closed = True
        self._let_go()
        self._wake()

    # --- what is read and written -------------------------------------------------------------------------------------

    async def read(self, max_bytes: int) -> bytes:
        """What came, at most so many bytes; empty at the end. Raises FetchError (TIMEOUT) after too long a silence.

        A silence counts once the server has said something: how long it may think is the whole exchange's limit.
        """
        if not self._buffer and not self._closed:
            await self._wait_for_more()
        data = bytes(self._buffer[:max_bytes])
        del self._buffer[:max_bytes]
        self.ended = not data
        self._count(len(data))
        if self._paused and len(self._buffer) <= _HELD // 2 and self._transport:
            self._paused = False
            self._transport.resume_reading()
        return data

    def write(self, data: bytes) -> None:
        """Send a request. A server that has already closed may still have answered: that shows when reading."""
        self.sent, self.heard, self._head_left = True, False, _MOST_BEFORE_BODY
        if self._transport and not self._transport.is_closing():
            self._transport.write(data)

    async def start_tls(self, trusted: ssl.SSLContext, name: str, seconds: float) -> None:
        """Go on encrypted; the certificate is always checked. Raises FetchError (TLS, TIMEOUT, CONNECTION)."""
        assert self._transport is not None  # noqa: S101 - TLS starts on what is connected
        try:
            async with asyncio.timeout(seconds):
                self._transport = await asyncio.get_running_loop().start_tls(
                    self._transport, self, trusted, server_hostname=name
                )
        except (OSError, TimeoutError) as error:
            raise _tls_problem(error) from error
        finally:
            if self._transport is None or not self._transport.get_extra_info("ssl_object"):
                self.abort()

    @property
    def is_readable(self) -> bool:
        """Whether something waits to be read, be it the end."""
        return bool(self._buffer) or self._closed

    # --- ours ---------------------------------------------------------------------------------------------------------

    @property
    def connected(self) -> bool:
        """Whether there ever was a connection."""
        return self._transport is not None

    def head_is_read(self) -> None:
        """The head of the answer is complete: from now on the body has its own limits."""
        self._head_left = None

    def abort(self) -> None:
        """Close without waiting for anybody."""
        if self._transport:
            self._transport.abort()
        self._let_go()

    async def _wait_for_more(self) -> None:
        self._woken = asyncio.get_running_loop().create_future()
        try:
            if not self.heard:
                await self._woken
                return
            async with asyncio.timeout(self._idle_s):
                await self._woken
        except TimeoutError:
            problem = f"the server was silent for {self._idle_s:g} s"
            raise FetchError(Kind.TIMEOUT, problem, hint=_SILENT_HINT) from None
        finally:
            self._woken = None

    def _count(self, came: int) -> None:
        self.heard = self.heard or came > 0
        if self._head_left is not None:
            self._head_left -= came
            if self._head_left < 0:
                raise FetchError(Kind.PROTOCOL, "the server sends headers without end")

    def _let_go(self) -> None:
        if self._release:
            self._release()
            self._release = None

    def _wake(self) -> None:
        if self._woken and not self._woken.done():
            self._woken.set_result(None)


def _tls_problem(error: OSError | TimeoutError) -> FetchError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return FetchError(Kind.TLS, f"the certificate is not valid: {error.verify_message}")
    if isinstance(error, ssl.SSLError):
        reason = (error.reason or "unknown reason").lower().replace("_", " ")
        return FetchError(Kind.TLS, f"no secure connection: {reason}", hint="Tell the site's owner.")
    if isinstance(error, TimeoutError):
        return FetchError(Kind.TIMEOUT, "no secure connection in time")
    return FetchError(Kind.CONNECTION, "the connection closed before it was secure")
