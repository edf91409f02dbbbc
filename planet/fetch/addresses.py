"""Which addresses may be connected to, and which redirects followed. Pure.

A feed's address comes from a maintainer, but every redirect is a stranger's, and so is every answer of a name server.
What counts is the address that is connected to, so `is_public` is asked after the name was resolved.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit

from planet import urls
from planet.errors import FetchError, Kind
from planet.values import dataclass

IPAddress = IPv4Address | IPv6Address

# The IANA registries of special-purpose addresses, written out: `ipaddress.is_global` differs between patch releases
# of Python, and a guard must not.
SPECIAL_V4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # carriers' NAT, and some clouds' metadata
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # Azure's host agent: looks public, answers every virtual machine
        "169.254.0.0/16",  # link-local, and most clouds' metadata
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_SPECIAL_V4_BITS = tuple((int(block.network_address), int(block.netmask)) for block in SPECIAL_V4)
GLOBAL_V6 = IPv6Network("2000::/3")
SPECIAL_V6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments; Teredo, benchmarking and ORCHID are in it
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: any IPv4 address may hide in it, and no feed lives there
        "3fff::/20",  # documentation
    )
)
# IPv4 inside IPv6: judged by the IPv4. A network with IPv6 only reaches the whole IPv4 web through NAT64.
MAPPED = IPv6Network("::ffff:0:0/96")
NAT64 = IPv6Network("64:ff9b::/96")

PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa")
_NAME = re.compile(r"[a-z0-9._-]{1,253}")
# An address as nearly all are: in it nothing is left out, turned around or encoded on the way to a server.
_ORDINARY = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9_-]+(?:\.[a-z0-9_-]+)*)(?::(?P<port>[1-9][0-9]{0,3}))?"
    r"(?P<path>/[A-Za-z0-9._~/%+-]*(?:\?[A-Za-z0-9._~/%+=&-]+)?)"
)
_LONGEST_NAME = 253
_NOT_IN_A_TARGET = re.compile(rb"[^!$-;=?-_a-z|~]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_SHOWN = 200
_NOWHERE_HINT = "The server's redirect leads nowhere that can be read; tell its owner."
_CIRCLE_HINT = "The server sends visitors round in a circle, perhaps because it wants a cookie; tell its owner."


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart: `host` is ASCII in lower case, without brackets or final dot; `path` is as sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them (RFC 9110 §7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def host_and_port(self) -> str:
        """Both of them, always: as a proxy is asked for a tunnel (RFC 9110 §9.3.6)."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def read_target(address: str) -> Target:
    """Take an http or https address apart; a user name and a fragment in it are left behind.

    Raises FetchError (ADDRESS) for anything that cannot be asked for.
    """
    plain = _ORDINARY.fullmatch(address)
    if plain and len(plain["host"]) <= _LONGEST_NAME:
        scheme, host, port, path = plain.groups()
        return Target(scheme=scheme, host=host, port=int(port or _DEFAULT_PORTS[scheme]), path=path)
    return _read_odd_target(address)


def _read_odd_target(address: str) -> Target:
    try:
        parts = urlsplit(_with_slashes(urls.as_browser_reads(address)))
        host, port = _ascii_host(parts.hostname or ""), parts.port
    except ValueError:
        raise _unreadable(address) from None
    if parts.scheme not in _DEFAULT_PORTS or not host or port == 0:
        raise _unreadable(address)
    return Target(scheme=parts.scheme, host=host, port=port or _DEFAULT_PORTS[parts.scheme], path=_sent_path(parts))


def is_public(address: IPAddress) -> bool:
    """Whether an address is on the open internet: no machine or network of ours, in any disguise."""
    if isinstance(address, IPv4Address):
        number = int(address)
        return not any(number & mask == start for start, mask in _SPECIAL_V4_BITS)
    if address in MAPPED or address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in GLOBAL_V6 and not any(address in block for block in SPECIAL_V6)


def is_private_name(host: str) -> bool:
    """Whether a name stands for a machine or network of ours, whatever it resolves to (RFC 6761, 6762, 8375)."""
    host = host.rstrip(".")
    return any(host == name or host.endswith(f".{name}") for name in PRIVATE_NAMES)


def public_addresses(host: str, found: tuple[IPAddress, ...]) -> tuple[IPAddress, ...]:
    """Those of the addresses of `host` that may be connected to, in their order.

    Raises FetchError (ADDRESS) when none is left.
    """
    allowed = tuple(address for address in found if is_public(address))
    if not allowed:
        raise private(host)
    return allowed


def private(host: str) -> FetchError:
    """Why a host may not be connected to."""
    return FetchError(Kind.ADDRESS, f"the address of {shown(host)} is private")


def next_hop(trail: tuple[Target, ...], location: bytes | None, max_redirects: int) -> Target:
    """Where a redirect leads; `trail` is every target asked so far, the last one answered with `location`.

    Raises FetchError (REDIRECT) when it may not be followed. Whether it leads to a private address shows when the
    name is resolved.
    """
    if not location:
        raise FetchError(Kind.REDIRECT, "the server redirects, but does not say where to", hint=_NOWHERE_HINT)
    text = _decoded(location)
    try:
        target = read_target(urls.join(str(trail[-1]), text) or "")
    except FetchError:
        problem = f"redirects to {shown(text)}, which is not a valid web address"
        raise FetchError(Kind.REDIRECT, problem, hint=_NOWHERE_HINT) from None
    if target in trail:
        raise FetchError(Kind.REDIRECT, "redirects in a circle", hint=_CIRCLE_HINT)
    if len(trail) > max_redirects:
        raise FetchError(Kind.REDIRECT, f"more than {max_redirects} redirects")
    return target


def literal_address(host: str) -> IPAddress | None:
    """The address that `host` spells out in full, or None for a name (`0x7f.1` counts as a name: it is resolved)."""
    if ":" not in host and not host[-1:].isdigit():
        return None
    try:
        return ip_address(host)
    except ValueError:
        return None


def shown(text: str) -> str:
    """A stranger's text on one line of ours: no controls, no password, not endless."""
    printable = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)
    without_user = re.sub(r"//[^/?#]*@", "//", printable)
    return without_user if len(without_user) <= _SHOWN else f"{without_user[:_SHOWN]}…"


def _with_slashes(address: str) -> str:
    """Browsers read a backslash as a slash, up to the query; so do we, or a path of ours were a host of theirs."""
    path, mark, query = address.partition("?")
    return path.replace("\\", "/") + mark + query


def _ascii_host(host: str) -> str:
    """The host as a name server is asked for it (UTS 46). Raises ValueError."""
    if not host.isascii():
        import idna  # noqa: PLC0415 - start-up: few names need it

        host = idna.encode(host, uts46=True).decode("ascii")  # an IDNAError is a ValueError
    host = host.lower().removesuffix(".")
    if ":" in host:
        return str(IPv6Address(host)) if "%" not in host else ""
    return host if _NAME.fullmatch(host) else ""


def _sent_path(parts: SplitResult) -> str:
    """Path and query as they go over the wire: what is encoded stays, what must be encoded is (RFC 3986 §2)."""
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    raw = path.encode("utf-8", "surrogatepass")
    return _NOT_IN_A_TARGET.sub(lambda match: b"%%%02X" % match[0][0], raw).decode("ascii")


def _decoded(header: bytes) -> str:
    """A Location header: UTF-8 is what servers that forget to encode mostly send."""
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _unreadable(address: str) -> FetchError:
    return FetchError(
        Kind.ADDRESS, f"{shown(address)} is not a valid web address", hint="Correct the address in the configuration."
    )
