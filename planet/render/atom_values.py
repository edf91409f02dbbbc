"""Values that Atom and OPML allow, out of whatever we have; what cannot be made valid is dropped, never printed.

The rules are those of RFC 4287 and of the W3C feed validator, whose messages tests/unit/render/ goes through.
"""

from __future__ import annotations

import html
import re
from datetime import datetime
from email.utils import format_datetime
from html.entities import name2codepoint
from urllib.parse import quote, urlsplit

from planet.urls import as_browser_reads, is_ordinary, scheme_of

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_MARKUP_LIKE = re.compile(r"</?\w|&#?\w|\ufffd")
_ENTITY_LIKE = re.compile(r"&(#?\w+)")
_TOKEN = r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}"  # noqa: S105 - a token of RFC 6838 §4.2, no secret
_MEDIA_TYPE = re.compile(rf"{_TOKEN}/{_TOKEN}")
_EMAIL = re.compile(r"[A-Za-z0-9_+.'-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9][A-Za-z0-9-]*")
_URI_CHARACTERS = ";/?:@&=+$,-_.!~*'()%"


def xml_text(text: str) -> str:
    """The text without what XML 1.0 §2.2 forbids, and without C1 controls, which it discourages."""
    return _NO_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """The text for a title or a name: valid, runs of white space as one space."""
    return " ".join(xml_text(text).split())


def text_construct(text: str) -> tuple[str, str]:
    """Type and value of a plain text (RFC 4287 §3.1).

    What looks like markup goes as escaped HTML, so that no reader takes "<b>" for bold; so does U+FFFD, which the
    validator takes for a mistake of encoding unless it is written as a reference.
    """
    line = one_line(text)
    if not _MARKUP_LIKE.search(line):
        return "text", line
    return "html", html_value(html.escape(line, quote=False))


def html_value(markup: str) -> str:
    """Clean HTML as the value of type="html"."""
    return xml_text(markup).replace("\ufffd", "&#xFFFD;")


def person_name(text: str) -> str:
    """A name has no type, so what looks like HTML in it can only be said differently (RFC 4287 §3.2.1)."""
    name = html.unescape(html.unescape(one_line(text))).replace("</", "< /").replace("\ufffd", "?")
    found = _ENTITY_LIKE.search(name)
    if found and (found[1] in name2codepoint or found[1] == "apos" or not found[1].isalpha()):
        name = name.replace("&", "& ")
    return one_line(name)


def media_type(text: str | None) -> str | None:
    """A media type in lower case without parameters, or None (RFC 6838 §4.2)."""
    essence = (text or "").partition(";")[0].strip().lower()
    return essence if _MEDIA_TYPE.fullmatch(essence) else None


def email_address(text: str | None) -> str | None:
    """A plain ASCII addr-spec, or None (RFC 4287 §3.2.3)."""
    return text if text and _EMAIL.fullmatch(text) else None


def uri(address: str | None) -> str | None:
    """The address in the characters of RFC 3986, or None when it is relative, or http(s) without a host."""
    if address and is_ordinary(address):  # spares nine tenths of the time
        return address
    address = as_browser_reads(xml_text(address or ""))
    scheme = scheme_of(address)
    if scheme is None:
        return None
    if scheme not in {"http", "https"}:
        return quote(address, safe=_URI_CHARACTERS, errors="replace")
    try:
        parts = urlsplit(address.replace("\\", "/"))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if not host:
        return None
    userinfo = parts.netloc.rpartition("@")[0]
    netloc = (quote(userinfo, safe=_URI_CHARACTERS) + "@" if userinfo else "") + _ascii_host(host)
    netloc += f":{port}" if port is not None else ""
    tail = quote(parts.path, safe=_URI_CHARACTERS, errors="replace")
    tail += f"?{quote(parts.query, safe=_URI_CHARACTERS, errors='replace')}" if parts.query else ""
    tail += f"#{quote(parts.fragment, safe=_URI_CHARACTERS, errors='replace')}" if parts.fragment else ""
    return f"{scheme}://{netloc}{tail}"


def web_address(address: str | None) -> str | None:
    """Such an address when it is http or https, else None."""
    return uri(address) if scheme_of(address or "") in {"http", "https"} else None


def rfc822(moment: datetime) -> str:
    """The date as OPML 2.0 wants it."""
    return format_datetime(moment.replace(microsecond=0), usegmt=True)


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return quote(host, safe="")
