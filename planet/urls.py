"""Addresses: which we allow, how they join, and the names we derive from them. Pure; nothing here ever raises.

Addresses are judged as a browser reads them (WHATWG URL): leading and trailing controls and spaces go, tabs and line
ends inside go, a backslash is a slash, a scheme ends at the first colon, and `https:evil.example` has a host. What
comes out is written the one plain way (`https://host/…`, no space, quote or control character), so that a browser, an
XML reader and a regular expression all see the same address.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from planet.model.late import late

LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel", "xmpp", "magnet"})
WEB_SCHEMES = frozenset({"http", "https"})
IMAGE_SCHEMES = WEB_SCHEMES
MAX_ADDRESS_LENGTH = 8192
DATA_IMAGE = re.compile(r"data:image/(?:png|gif|jpeg|webp|avif);base64,[A-Za-z0-9+/=\s]+\Z", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# A web address as nearly all are: nothing in it to judge, to join or to write more plainly. There is one way to read
# it, so none of its parts gives back what it took.
_ORDINARY = re.compile(r"https?://(?P<host>[a-z0-9-]++(?:\.[a-z0-9-]++)++)(?P<path>(?:/[A-Za-z0-9._~/-]*+)?)")
# And one whose page can be told without taking it apart: nothing to resolve in path and query.
_ORDINARY_PAGE = re.compile(_ORDINARY.pattern + r"(?:\?(?P<query>[A-Za-z0-9._~=&-]*))?")
_EDGES = "".join(map(chr, range(0x21)))
_INSIDE = re.compile(r"[\t\n\r]")
_SLASHES = re.compile(r"/*")
_BACKSLASHES = re.compile(r"\A[^?#]*")
# What no address may hold as it is: controls, space, quotes and brackets of markup, what RFC 3987 forbids, invisible
# marks that turn text around, halves of surrogate pairs and noncharacters; and a percent sign that escapes nothing.
_UNSAFE = late(
    r'[\x00-\x20"<>\\^`{|}\x7f-\xa0\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\uffff]'
    r"|%(?![0-9A-Fa-f]{2})"
)
_TRACKING = late(
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_hsenc|_hsmi|mkt_tok|ck_subscriber_id)=.*"
    r"|(?:source|src|from|ref|feed|via)=(?:rss|feed|atom)\b.*",
    re.IGNORECASE,
)
_INDEX_PAGE = late(r"/(?:index\.(?:html?|php))?\Z", re.IGNORECASE)
_BAD_HOST = late(r'[\x00-\x20"#%/<>?@\\^`{|}\x7f-\xa0\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff0-\uffff]')


def is_ordinary(address: str) -> bool:
    """Whether it is a web address as nearly all are, in letters, digits and what needs no escaping anywhere."""
    return _ORDINARY.fullmatch(address) is not None


def as_browser_reads(address: str) -> str:
    """The address without what a browser strips before it looks at it."""
    return _INSIDE.sub("", address.strip(_EDGES))


def scheme_of(address: str) -> str | None:
    """The lower-case scheme as a browser sees it, or None for a relative address."""
    match = _SCHEME.match(as_browser_reads(address))
    return match[1].lower() if match else None


def host_of(address: str) -> str | None:
    """The lower-case host of an absolute address, without port; None where there is none or it cannot be one."""
    if ordinary := _ORDINARY.fullmatch(address):
        return ordinary["host"]
    parts = _split(address)
    host = parts.hostname if parts else None
    return host if host and not _BAD_HOST().search(host) else None


def join(base: str | None, address: str) -> str | None:
    """`address` made absolute against `base` (an http or https address or None); None when it cannot be.

    An address with a scheme of its own comes back whatever the scheme is: ask `safe_link` or `safe_image` about that.
    """
    address = as_browser_reads(address)
    scheme = scheme_of(address)
    if scheme in WEB_SCHEMES:
        return _absolute(scheme, address[len(scheme) + 1 :], base)
    if scheme is not None:
        return address
    base_scheme = scheme_of(base or "")
    if base_scheme not in WEB_SCHEMES:
        return None
    return _relative(base_scheme, address, base or "")


def safe_link(address: str, base: str | None = None) -> str | None:
    """An absolute address that is safe in `href`, or None."""
    joined = join(base, address)
    scheme = scheme_of(joined or "")
    if joined is None or scheme not in LINK_SCHEMES or len(joined) > MAX_ADDRESS_LENGTH:
        return None
    if scheme in WEB_SCHEMES:
        return joined
    rest = _tidy(joined[len(scheme) + 1 :])
    return f"{scheme}:{rest}" if rest else None


def safe_web_link(address: str, base: str | None = None) -> str | None:
    """An absolute http or https address, or None."""
    if _ORDINARY.fullmatch(address) and len(address) <= MAX_ADDRESS_LENGTH:
        return address
    link = safe_link(address, base)
    return link if link and scheme_of(link) in WEB_SCHEMES else None


def safe_image(address: str, base: str | None = None) -> str | None:
    """An absolute address that is safe in `src` of an image, or None."""
    if address.lstrip(_EDGES)[:5].lower() == "data:":
        # A browser ignores white space in base64, so what follows is one word and says the same.
        data = "".join(address.split())
        return data if DATA_IMAGE.match(data) else None
    return safe_web_link(address, base)


def is_absolute_iri(text: str) -> bool:
    """Whether the text can stand as atom:id: an IRI with a scheme and something behind it (RFC 4287 §4.2.6)."""
    scheme = _SCHEME.match(text)
    return scheme is not None and len(text) > scheme.end() and not _UNSAFE().search(text)


def plain_page(address: str) -> str | None:
    """What tells one web page from all others: `host/path?query#fragment` of an http(s) address, else None.

    Without scheme, `www.`, the usual port, tracking parameters, and a slash or `index.html` at the end; percent signs
    resolved. A fragment that only tracks (`#utm_…`) goes too. For comparing, never for linking.
    """
    if len(address) > MAX_ADDRESS_LENGTH:
        return None
    if address[:1] > " " and address[0] not in "hH":  # what a tag: or urn: costs most feeds thousands of times
        return None
    if ordinary := _ORDINARY_PAGE.fullmatch(address):  # spares nine tenths of the time
        host, path, query = ordinary.groups()
        if path.endswith(("/", "l", "m", "p", "L", "M", "P")):  # the slash, html, htm and php of `_INDEX_PAGE`
            path = _INDEX_PAGE().sub("", path)
        return f"{host.removeprefix('www.')}{path}{_query(query) if query else ''}"
    if scheme_of(address) not in WEB_SCHEMES:
        return None
    parts = _split(as_browser_reads(address))
    if parts is None or not parts.hostname:
        return None
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    path = unquote(_INDEX_PAGE().sub("", parts.path))
    fragment = "" if _TRACKING().match(parts.fragment) else parts.fragment
    marks = f"{unquote(_query(parts.query))}{'#' if fragment else ''}{fragment}"
    return f"{parts.hostname.removeprefix('www.')}{port}{path}{marks}"


def plain_host(address: str | None) -> str | None:
    """The host of an address without `www.`: what two addresses of one site have in common; None without a host."""
    host = host_of(address) if address else None
    return host.removeprefix("www.") if host else None


def entry_name(feed_url: str, key: str) -> str:
    """The 16 hexadecimal digits that name an entry on our pages."""
    return hashlib.sha256(f"{feed_url}\n{key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _absolute(scheme: str, rest: str, base: str | None) -> str | None:
    """What follows `http:` or `https:`. Without two slashes it is relative to a base of the same scheme."""
    rest = _with_slashes(rest)
    if not rest.startswith("//") and base and scheme_of(base) == scheme:
        return _relative(scheme, rest, base)
    return _checked(f"{scheme}://{rest[_count_slashes(rest) :]}")


def _relative(base_scheme: str, address: str, base: str) -> str | None:
    """An address without scheme against a base of `base_scheme`."""
    address = _with_slashes(address)
    if address.startswith("//"):
        return _checked(f"{base_scheme}://{address[_count_slashes(address) :]}")
    plain_base = _absolute(base_scheme, as_browser_reads(base)[len(base_scheme) + 1 :], None)
    if plain_base is None:
        return None
    try:
        return _checked(urljoin(plain_base, address))
    except ValueError:
        return None


def _checked(address: str) -> str | None:
    """The http(s) address, written plainly, when its host and port can be ones."""
    address = _tidy(address)
    return address if host_of(address) else None


def _query(query: str) -> str:
    """The query with its question mark, without what only tracks; empty when nothing is left of it."""
    kept = "&".join([part for part in query.split("&") if part and not _TRACKING().match(part)])
    return f"?{kept}" if kept else ""


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises when it is no number, or one that no port can be
    except ValueError:
        return None
    return parts


def _with_slashes(address: str) -> str:
    # Only in front of "?" and "#" is a backslash a slash.
    return _BACKSLASHES.sub(lambda head: head[0].replace("\\", "/"), address)


def _count_slashes(address: str) -> int:
    match = _SLASHES.match(address)
    return match.end() if match else 0


def _tidy(address: str) -> str:
    return _UNSAFE().sub(lambda match: _percent(match[0]), address)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "replace"))
