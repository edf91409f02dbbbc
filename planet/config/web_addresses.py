"""Web addresses as people write them into a configuration, made into the one form that names what is there."""

from __future__ import annotations

import re
from urllib.parse import quote

from planet.config.wording import did_you_mean, nearest, quoted
from planet.values import dataclass

LONGEST = 2048
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)")
ALMOST_SCHEME = re.compile(r"([A-Za-z]{2,8})(?:[:;]/*|//+)(.*)")
"""What somebody may have meant as the scheme of a web address, and the rest."""
_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_WEB = re.compile(r"(https?)://([^/?#]*)([^?#]*)(\?[^#]*)?(?:#.*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_TO_ESCAPE = re.compile(r"[^\x21-\x7e]+")
_LAST_PORT = 65535
_LONGEST_HOST = 253


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """Why an address cannot be used."""

    text: str
    hint: str | None = None


def web_address(text: str) -> str | Wrong:
    """An http or https address with its host in small ASCII letters and without fragment, else byte for byte.

    Spaces and what is not ASCII are percent-encoded as UTF-8 (RFC 3987 §3.1).
    """
    text = text.strip()
    if wrong := refused(text):
        return wrong
    match = _WEB.fullmatch(text)
    if match is None:
        return not_on_the_web(text)
    scheme, authority, path, query = match.groups("")
    host = _host(authority, text)
    if isinstance(host, Wrong):
        return host
    return f"{scheme.lower()}://{host}{_escaped(path)}{_escaped(query)}"


def refused(text: str) -> Wrong | None:
    """Why no address can be made of the text at all, or None."""
    if not text:
        return Wrong(text="is empty", hint="write an address like https://example.org/feed.xml")
    if len(text) > LONGEST:
        return Wrong(text=f"has {len(text)} characters, more than {LONGEST}")
    if _UNFIT.search(text):
        return Wrong(text=f"{quoted(text)} has a character in it that cannot be seen", hint="write the address anew")
    return None


def not_on_the_web(text: str) -> Wrong:
    """That the text is no web address, with the one that may have been meant."""
    return Wrong(text=f"{quoted(text)} is not an http or https address", hint=_meant(text))


def _meant(text: str) -> str | None:
    """The hint for what is not an http or https address."""
    if text.lower().startswith("file:"):
        return 'write a file inside the folder of the configuration like "./feeds/a.xml"'
    fixed = text.replace("\\", "/")
    match = ALMOST_SCHEME.fullmatch(fixed)
    scheme = nearest(match[1], ("http", "https")) if match else None
    if match and scheme and match[2]:
        return did_you_mean(f"{scheme}://{match[2]}")
    if not SCHEME.match(text) and not isinstance(web_address(f"https://{fixed}"), Wrong):
        return did_you_mean(f"https://{fixed.lstrip('/')}")
    return "write an address that starts with https:// or http://"


def _host(authority: str, text: str) -> str | Wrong:
    """The authority of an address with its host in small ASCII letters (RFC 3986 §3.2)."""
    if "@" in authority:
        hint = "take it out, and never commit a password; see the key auth of a feed"
        return Wrong(text=f"{quoted(text)} has a user name or password in it", hint=hint)
    match = _AUTHORITY.fullmatch(authority)
    if match is None or int(match[2] or 0) > _LAST_PORT:
        return Wrong(text=f"{quoted(text)} has a host or port that cannot be", hint="look at what follows the //")
    if not match[1]:
        return Wrong(text=f"{quoted(text)} has no host", hint=_without_host(text))
    host = _ascii_host(match[1])
    if host is None:
        return Wrong(text=f"{quoted(text)} has a host that cannot be: {quoted(match[1])}", hint="check its spelling")
    return f"{host}:{match[2]}" if match[2] else host


def _without_host(text: str) -> str | None:
    scheme, _, rest = text.partition(":")
    return did_you_mean(f"{scheme}://{rest.lstrip('/')}") if rest.strip("/") else None


def _ascii_host(host: str) -> str | None:
    """The host as DNS knows it; None when it cannot be one."""
    if host.startswith("["):
        return _ipv6(host)
    if not host.isascii():
        host = _punycode(host) or ""
    host = host.lower()
    labels = host.removesuffix(".").split(".")
    return host if len(host) <= _LONGEST_HOST and all(map(_LABEL.fullmatch, labels)) else None


def _ipv6(host: str) -> str | None:
    import ipaddress  # noqa: PLC0415 - start-up: few write such an address

    try:
        return f"[{ipaddress.IPv6Address(host[1:-1])}]" if "%" not in host else None
    except ValueError:
        return None


def _punycode(host: str) -> str | None:
    """An international host in ASCII (IDNA 2008, with UTS 46's mapping as browsers do it)."""
    import idna  # noqa: PLC0415 - start-up: few write such a host

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (UnicodeError, ValueError, IndexError):  # idna.IDNAError is a UnicodeError
        return None


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda match: quote(match[0].encode("utf-8")), text)
