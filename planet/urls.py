"""Addresses: which we allow, how they join, and the names we derive from them. Pure; nothing here ever raises.

Addresses are judged as a browser reads them (WHATWG URL): leading and trailing controls and spaces go, tabs and line
ends inside go, a backslash is a slash, and a scheme ends at the first colon.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urljoin, urlsplit

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel", "xmpp", "magnet"})
IMAGE_SCHEMES = frozenset({"http", "https"})
DATA_IMAGE = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif);base64,[A-Za-z0-9+/=\s]+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_EDGES = "".join(map(chr, range(0x21)))
_INSIDE = re.compile(r"[\t\n\r]")


def as_browser_reads(address: str) -> str:
    """The address without what a browser strips before it looks at it."""
    return _INSIDE.sub("", address.strip(_EDGES))


def scheme_of(address: str) -> str | None:
    """The lower-case scheme as a browser sees it, or None for a relative address."""
    match = _SCHEME.match(as_browser_reads(address))
    return match[1].lower() if match else None


def host_of(address: str) -> str | None:
    """The lower-case host of an absolute address, without port; None where there is none."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def join(base: str | None, address: str) -> str | None:
    """`address` made absolute against `base` (an http or https address or None); None when it cannot be."""
    address = as_browser_reads(address)
    if scheme_of(address) is not None:
        return address
    if scheme_of(base or "") not in {"http", "https"}:
        return None
    try:
        joined = urljoin(as_browser_reads(base or ""), address.replace("\\", "/"))
    except ValueError:
        return None
    return joined if scheme_of(joined) in {"http", "https"} and host_of(joined) else None


def safe_link(address: str, base: str | None = None) -> str | None:
    """An absolute address that is safe in `href`, or None."""
    joined = join(base, address)
    if joined is None or scheme_of(joined) not in LINK_SCHEMES:
        return None
    return joined if scheme_of(joined) not in {"http", "https"} or host_of(joined) else None


def safe_image(address: str, base: str | None = None) -> str | None:
    """An absolute address that is safe in `src` of an image, or None."""
    if DATA_IMAGE.match(as_browser_reads(address)):
        return as_browser_reads(address)
    joined = join(base, address)
    if joined is None or scheme_of(joined) not in IMAGE_SCHEMES:
        return None
    return joined if host_of(joined) else None


def is_absolute_iri(text: str) -> bool:
    """Whether the text can stand as atom:id: an IRI with a scheme and something behind it (RFC 4287 §4.2.6)."""
    return bool(_SCHEME.match(text)) and not re.search(r'[\s<>"{}|\\^`\x00-\x20]', text) and not text.endswith(":")


def entry_name(feed_url: str, key: str) -> str:
    """The 16 hexadecimal digits that name an entry on our pages."""
    return hashlib.sha256(f"{feed_url}\n{key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
