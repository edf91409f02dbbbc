"""What is outside: name servers, routes and certificates. The one thing in this room that tests replace."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable

from planet.values import dataclass


def resolve_name(host: str) -> tuple[str, ...]:
    """The addresses of an ASCII host by the system's resolver, in its order (RFC 6724). Blocks; raises OSError."""
    # As bytes: a str would go through Python's old IDNA codec, which raises UnicodeError for some hosts.
    found = socket.getaddrinfo(host.encode("ascii"), None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def straight_to(address: str, port: int) -> tuple[str, int]:
    """The way to an address that was checked: the address itself."""
    return address, port


def certified_roots() -> ssl.SSLContext:
    """What checks certificates: the roots that certifi ships, and every check on. Blocks for 20 to 50 ms."""
    import certifi  # noqa: PLC0415 - start-up: a planet may have no https feed

    return ssl.create_default_context(cafile=certifi.where())


@dataclass(frozen=True, slots=True, kw_only=True)
class Internet:
    """How names become addresses, where a connection to a checked address really goes, and whom TLS trusts."""

    resolve: Callable[[str], tuple[str, ...]] = resolve_name
    route: Callable[[str, int], tuple[str, int]] = straight_to
    trusted: Callable[[], ssl.SSLContext] = certified_roots
