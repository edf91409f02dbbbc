"""One TCP connection: bounded in what it holds and in how long it is silent.

On the system's own sockets: asyncio's transports and streams look after much that one request and its answer do not
need. What the server sends while nobody reads stays with the system, which makes the server wait.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from typing import Protocol

from planet.errors import FetchError, Kind

AT_ONCE = 64 * 1024
"""Bytes that are read in one step, before others have their turn."""

_SILENT_HINT = "The server stops in the middle of its answer; Planet asks again later, or raise fetch.idle_timeout."


class Wire(Protocol):
    """What a dialogue needs of a connection, be it plain or encrypted."""

    async def read(self, seconds: float | None) -> bytes:
        """What came next; empty at the end.

        Raises FetchError (TIMEOUT) after so many seconds of silence, ConnectionError when it breaks off without an end.
        """

    def at_hand(self) -> bytes | None:
        """What came although nobody waits for it: empty at the end, None when there is nothing."""

    def write(self, data: bytes) -> None:
        """Send. A server that has already closed may still have answered: that shows when reading."""

    def abort(self) -> None:
        """Close without waiting for anybody."""


class PlainWire:
    """The connection as it is. `release` is called once, when it is closed for whatever reason."""

    def __init__(self, release: Callable[[], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._release: Callable[[], None] | None = release
        self._socket: socket.socket | None = None
        self._number = -1  # of the socket: an event loop that is asked for one by itself may write its `repr`
        self._woken: asyncio.Future[bytes] | None = None
        self._listens = False
        self._unsent = b""

    async def connect(self, address: str, port: int, seconds: float) -> None:
        """Connect to an address that is spelled out. Raises OSError, and TimeoutError after so many seconds."""
        try:
            family, way = _family_of(address, port)
            self._socket = opened = socket.socket(family, socket.SOCK_STREAM)
            self._number = opened.fileno()
            opened.setblocking(False)  # noqa: FBT003 - the standard library's signature
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            try:
                opened.connect(way)
            except BlockingIOError:
                if not _is_there(opened):
                    await self._connected(opened, seconds)
        except BaseException:
            self.abort()
            raise

    async def read(self, seconds: float | None) -> bytes:
        """See Wire."""
        if self._socket is None:
            return b""
        if not self._listens:
            self._loop.add_reader(self._number, self._readable)
            self._listens = True
        try:
            return await self._next(seconds)
        except TimeoutError:
            raise FetchError(Kind.TIMEOUT, f"the server was silent for {seconds:g} s", hint=_SILENT_HINT) from None

    def at_hand(self) -> bytes | None:
        """See Wire."""
        try:
            return self._socket.recv(AT_ONCE) if self._socket else b""
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def write(self, data: bytes) -> None:
        """See Wire."""
        if self._unsent:
            self._unsent += data
        elif self._socket:
            self._unsent = self._left_of(data)
            if self._unsent:
                self._loop.add_writer(self._number, self._send_on)

    def abort(self) -> None:
        """See Wire."""
        if self._socket:
            if self._listens:
                self._loop.remove_reader(self._number)
            if self._unsent:
                self._loop.remove_writer(self._number)
            self._socket.close()
            self._socket = None
        if self._release:
            self._release()
            self._release = None

    async def _connected(self, opened: socket.socket, seconds: float) -> None:
        self._loop.add_writer(self._number, self._wake, b"")
        try:
            await self._next(seconds)
        finally:
            self._loop.remove_writer(self._number)
        if number := opened.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(number, os.strerror(number))

    async def _next(self, seconds: float | None) -> bytes:
        """What we are woken with. Raises TimeoutError."""
        woken: asyncio.Future[bytes]
        self._woken = woken = self._loop.create_future()
        timer = None if seconds is None else self._loop.call_later(seconds, self._give_up)
        try:
            return await woken
        finally:
            self._woken = None
            if timer:
                timer.cancel()

    def _readable(self) -> None:
        if self._woken is None or self._woken.done():  # nobody waits: the server shall
            self._loop.remove_reader(self._number)
            self._listens = False
        elif self._socket:
            try:
                self._woken.set_result(self._socket.recv(AT_ONCE))
            except BlockingIOError:
                pass
            except OSError:
                self._woken.set_exception(ConnectionError())

    def _wake(self, data: bytes) -> None:
        if self._woken and not self._woken.done():
            self._woken.set_result(data)

    def _give_up(self) -> None:
        if self._woken and not self._woken.done():
            self._woken.set_exception(TimeoutError())

    def _send_on(self) -> None:
        self._unsent = self._left_of(self._unsent)
        if not self._unsent and self._socket:
            self._loop.remove_writer(self._number)

    def _left_of(self, data: bytes) -> bytes:
        """What the system does not take yet."""
        try:
            return data[self._socket.send(data) :] if self._socket else b""
        except BlockingIOError:
            return data
        except OSError:
            return b""


def _is_there(opened: socket.socket) -> bool:
    """Whether the other end has answered already, as one on this machine has: then there is no turn to wait for."""
    try:
        opened.getpeername()
    except OSError:
        return False
    return True


def _family_of(address: str, port: int) -> tuple[socket.AddressFamily, tuple[object, ...]]:
    """An IPv6 address may name a link of this machine, which the system's own reader understands."""
    if ":" not in address:
        return socket.AF_INET, (address, port)
    [(family, _, _, _, way), *_] = socket.getaddrinfo(
        address, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST
    )
    return family, way
