"""A real HTTP server on a loopback address, as polite or as hostile as a test wants it.

Every connection has a thread, so a hostile path is an ordinary function that writes to a socket and may block:
whatever it waits for ends when the server is closed.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

Headers = Mapping[str, str] | list[tuple[str, str]]


@dataclass(frozen=True)
class SeenRequest:
    """One request as it came: header names and values byte for byte, in their order."""

    method: str
    path: str
    headers: tuple[tuple[bytes, bytes], ...]
    peer: tuple[str, int]

    def header(self, name: str) -> str | None:
        """The value of the first header of that name, whatever its case."""
        wanted = name.lower().encode()
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True)
class Reply:
    """What an ordinary path answers. With `conditional`, a matching validator of the request gets a 304."""

    body: bytes = b""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0.0
    conditional: bool = False


@dataclass
class RawConnection:
    """What a hostile path is given to write to."""

    socket: socket.socket
    closing: threading.Event

    def send(self, data: bytes) -> None:
        """Write all of it."""
        self.socket.sendall(data)

    def hang(self) -> None:
        """Say nothing more, until the server is closed."""
        self.closing.wait()

    def drip(self, data: bytes, pause_s: float = 0.05) -> None:
        """Write byte by byte, for as long as anybody listens."""
        for offset in range(len(data)):
            self.send(data[offset : offset + 1])
            if self.closing.wait(pause_s):
                return

    def flood(self, data: bytes) -> None:
        """Write the same for ever, for as long as anybody listens."""
        while not self.closing.is_set():
            self.send(data)

    def reset(self) -> None:
        """Close with a reset instead of an orderly end."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.socket.close()


RawHandler = Callable[[RawConnection, SeenRequest], None]
"""Answers one request by itself; the connection is closed afterwards."""

ReplyMaker = Callable[[SeenRequest], Reply]


@dataclass
class Load:
    """How busy the server has been."""

    in_flight: int = 0
    most_in_flight: int = 0
    connections: int = 0


class LoopbackServer:
    """The server. `requests` holds every request in the order in which they came."""

    def __init__(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[SeenRequest] = []
        self.load = Load()
        self._tls = tls
        self._paths: dict[str, Reply | ReplyMaker] = {}
        self._raw: dict[str, RawHandler] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._sockets: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server((address, 0), backlog=1024)
        self.address, self.port = self._listener.getsockname()[:2]
        self._start(self._accept)

    # --- what a test says ---------------------------------------------------------------------------------------------

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of a path; `host` is another name for the same server."""
        return f"{'https' if self._tls else 'http'}://{host or self.address}:{self.port}{path}"

    def serve(  # noqa: PLR0913 - what an answer is made of
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        headers: Headers | None = None,
        delay_s: float = 0.0,
        conditional: bool = True,
        compress: bool = False,
    ) -> str:
        """Answer `path` so from now on; gives its address. A path that is not served answers 404."""
        data = body.encode() if isinstance(body, str) else body
        pairs = tuple(headers.items() if isinstance(headers, Mapping) else headers or ())
        if compress:
            data, pairs = gzip.compress(data, mtime=0), (*pairs, ("Content-Encoding", "gzip"))
        self._raw.pop(path, None)
        self._paths[path] = Reply(data, status, pairs, delay_s, conditional)
        return self.url(path)

    def serve_with(self, path: str, make: ReplyMaker) -> str:
        """Answer `path` with what `make` says to each request; gives its address."""
        self._raw.pop(path, None)
        self._paths[path] = make
        return self.url(path)

    def serve_raw(self, path: str, handler: RawHandler) -> str:
        """Let `handler` write to the connection itself; gives the path's address."""
        self._raw[path] = handler
        return self.url(path)

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        """Redirect `path`; gives its address."""
        return self.serve(path, status=status, headers={"Location": location})

    def requests_for(self, path: str) -> list[SeenRequest]:
        """The requests for one path."""
        return [request for request in self.requests if request.path == path]

    def close(self) -> None:
        """End everything, also paths that hang."""
        self._closing.set()
        with self._lock:
            open_sockets = [*self._sockets]
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in open_sockets:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    # --- what it does -------------------------------------------------------------------------------------------------

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, name="loopback", daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, peer = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._sockets.add(connection)
                self.load.connections += 1
            self._start(self._talk, connection, peer)

    def _talk(self, connection: socket.socket, peer: tuple[str, int]) -> None:
        plain = connection
        try:
            with contextlib.suppress(OSError):  # the client went away, or the server was closed
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if self._tls:
                    connection = self._tls.wrap_socket(connection, server_side=True)
                    with self._lock:
                        self._sockets.add(connection)
                while not self._closing.is_set() and self._answer_one(connection, peer):
                    pass
        finally:
            with self._lock:
                self._sockets -= {plain, connection}
            connection.close()
            plain.close()

    def _answer_one(self, connection: socket.socket, peer: tuple[str, int]) -> bool:
        """Read a request and answer it; False when the connection is over."""
        request = _read_request(connection, peer)
        if request is None:
            return False
        with self._lock:
            self.requests.append(request)
            self.load.in_flight += 1
            self.load.most_in_flight = max(self.load.most_in_flight, self.load.in_flight)
        try:
            return self._reply(connection, request)
        finally:
            with self._lock:
                self.load.in_flight -= 1

    def _reply(self, connection: socket.socket, request: SeenRequest) -> bool:
        if handler := self._raw.get(request.path):
            handler(RawConnection(connection, self._closing), request)
            return False
        found = self._paths.get(request.path, Reply(b"not here\n", 404))
        reply = found(request) if callable(found) else found
        if reply.delay_s and self._closing.wait(reply.delay_s):
            return False
        connection.sendall(_as_bytes(reply, unchanged=reply.conditional and _matches(request, reply)))
        return request.header("Connection") != "close"


def _read_request(connection: socket.socket, peer: tuple[str, int]) -> SeenRequest | None:
    head = bytearray()
    while b"\r\n\r\n" not in head:
        came = connection.recv(65536)
        if not came:
            return None
        head += came
        if not head[:1].isalpha():  # the start of a TLS handshake
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return None
    first, *lines = bytes(head).split(b"\r\n\r\n")[0].split(b"\r\n")
    method, path, _version = first.decode("latin-1").split(" ")
    headers = tuple((name, value.lstrip(b" ")) for name, _, value in (line.partition(b":") for line in lines))
    return SeenRequest(method, path, headers, peer)


def _matches(request: SeenRequest, reply: Reply) -> bool:
    """Whether the request brought a validator back byte for byte (the entity tag counts first, RFC 9110 §13.2.2)."""
    ours = {name.lower(): value for name, value in reply.headers}
    if (tag := request.header("If-None-Match")) is not None:
        return reply.status == HTTPStatus.OK and tag == ours.get("etag")
    modified = request.header("If-Modified-Since")
    return reply.status == HTTPStatus.OK and modified is not None and modified == ours.get("last-modified")


def _as_bytes(reply: Reply, *, unchanged: bool) -> bytes:
    status, body = (304, b"") if unchanged else (reply.status, reply.body)
    names = {name.lower() for name, _ in reply.headers}
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [
        f"{name}: {value}" for name, value in reply.headers if not (unchanged and name.lower() == "content-length")
    ]
    if not unchanged and not names & {"content-length", "transfer-encoding"} and status not in (204, 304):
        lines.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


@dataclass
class Servers:
    """Starts servers and closes them all in the end."""

    started: list[LoopbackServer] = field(default_factory=list)

    def start(self, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> LoopbackServer:
        """One more server, on a port of its own."""
        server = LoopbackServer(address, tls)
        self.started.append(server)
        return server

    def close(self) -> None:
        """Close them all."""
        for server in self.started:
            server.close()


def wait_until(condition: Callable[[], bool], seconds: float = 2.0) -> bool:
    """Whether something becomes true in time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True
