"""What is said to a server: who asks, for what, and whether it has changed. Pure."""

from __future__ import annotations

import re

from planet.errors import FetchError, Kind
from planet.model.fetching import Header, Validators
from planet.model.settings import SiteSettings

PROJECT_URL = "https://github.com/planet-feeds/planet-feeds"
ACCEPT = (
    b"application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    b"application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1"
)
# gzip alone: what is offered must be decoded within bounds, and servers disagree on what "deflate" is.
ACCEPT_ENCODING = b"gzip"
LONGEST_VALIDATOR = 4096
_UNSENDABLE = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_NOT_IN_AN_AGENT = re.compile(rb"[^!-'*-~]")
_HEAD = re.compile(rb"[A-Z]+ [!-~]+ HTTP/1\.1\r\n(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\t -~\x80-\xff]*\r\n)+\r\n")

Headers = list[tuple[bytes, bytes]]


def user_agent(version: str, site: SiteSettings) -> str:
    """How we introduce ourselves: `planet-feeds/1.2 (+address; e-mail)`.

    The address is the planet's own where it has one, the e-mail that of the planet's author where one is configured.
    """
    email = site.author.email if site.author else None
    contacts = "; ".join(map(_in_an_agent, filter(None, (site.url or PROJECT_URL, email))))
    return f"planet-feeds/{version} (+{contacts})"


def headers_for(authority: str, agent: str, validators: Validators, own: tuple[Header, ...] = ()) -> Headers:
    """The whole head of a request, in the order it is sent. No cookie, no Referer, nothing that busts a cache.

    `own` are the maintainer's: they take the place of ours of the same name.
    """
    headers = [
        (b"Host", authority.encode("ascii")),
        (b"User-Agent", agent.encode("ascii", "replace")),
        (b"Accept", ACCEPT),
        (b"Accept-Encoding", ACCEPT_ENCODING),
    ]
    if etag := as_sent(validators.etag):
        headers.append((b"If-None-Match", etag))
    if last_modified := as_sent(validators.last_modified):
        headers.append((b"If-Modified-Since", last_modified))
    replaced = {header.name.lower().encode("ascii") for header in own}
    kept = [(name, value) for name, value in headers if name.lower() not in replaced]
    return kept + [(header.name.encode("ascii"), header.value.encode("latin-1")) for header in own]


def head_of(method: str, form: str, headers: Headers) -> bytes:
    """A request as it is sent (RFC 9112 §3); `form` is what stands behind the method.

    Raises FetchError (PROTOCOL) for what would be read as something else.
    """
    lines = [f"{method} {form} HTTP/1.1".encode("latin-1"), *(b"%b: %b" % field for field in headers), b"", b""]
    head = b"\r\n".join(lines)
    if not _HEAD.fullmatch(head) or head.count(b"\n") != len(headers) + 2:
        problem = "the request would not be valid HTTP"
        raise FetchError(Kind.PROTOCOL, problem, hint="Look at the feed's headers in the configuration.")
    return head


def _in_an_agent(text: str) -> str:
    return _NOT_IN_AN_AGENT.sub(lambda match: b"%%%02X" % match[0][0], text.encode()).decode()


def is_conditional(validators: Validators) -> bool:
    """Whether a request with these validators lets the server answer "not modified"."""
    return bool(as_sent(validators.etag) or as_sent(validators.last_modified))


def as_sent(validator: str | None) -> bytes | None:
    """A validator byte for byte as it came, or None when it cannot stand in a header (it is then not used at all)."""
    try:
        raw = (validator or "").encode("latin-1")
    except UnicodeEncodeError:
        return None
    return raw if raw and len(raw) <= LONGEST_VALIDATOR and not _UNSENDABLE.search(raw) else None
