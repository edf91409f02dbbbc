"""A web page came instead of a feed: which sort of page, and which feeds it names (RSS autodiscovery)."""

from __future__ import annotations

import re

from planet import urls
from planet.errors import Kind, ParseError
from planet.model.late import late
from planet.parse.characters import one_line, unescaped

_SEARCHED = 256 * 1024
_MOST_FEEDS = 5
_TAG = late(r"<(link|base|a)\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = late(r"""([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FEED_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "text/rss+xml"}
)
_TITLE = late(r"<title[^<>]*>([^<]{0,300})", re.IGNORECASE)
_CHALLENGES = (
    ("cloudflare", late(r"/cdn-cgi/challenge-platform|cf-chl-|cf_chl_|<title>Just a moment", re.IGNORECASE)),
    ("Anubis", late(r"/\.within\.website/|id=.anubis_|Making sure you're not a bot", re.IGNORECASE)),
    ("DDoS-Guard", late(r"ddos-guard", re.IGNORECASE)),
    ("Imperva", late(r"_Incapsula_Resource", re.IGNORECASE)),
    ("Sucuri", late(r"sucuri_cloudproxy", re.IGNORECASE)),
    ("a captcha", late(r"g-recaptcha|h-captcha|captcha-delivery|px-captcha", re.IGNORECASE)),
)
_CHALLENGE_HINT = "The site keeps programs out; ask its owner to let feed readers read the feed."
_LOGIN = late(r"""<input\s[^<>]*type\s*=\s*["']?password""", re.IGNORECASE)
_LOGIN_HINT = "The feed is for members only; ask its owner for a public address."


def page_error(text: str, address: str | None) -> ParseError:
    """What to say of a web page; the hint names the feeds found in it, absolute where `address` allows."""
    page = text[:_SEARCHED]
    feeds = feeds_named(page, address)
    if feeds:
        hint = f"The page names {'this feed' if len(feeds) == 1 else 'these feeds'}: {' '.join(feeds)}"
        return ParseError(Kind.WEB_PAGE, f"a web page{_title_of(page)}, not a feed", hint=hint)
    guard = next((name for name, sign in _CHALLENGES if sign().search(page)), None)
    if guard:
        return ParseError(Kind.WEB_PAGE, f"a check for bots ({guard}), not a feed", hint=_CHALLENGE_HINT)
    if _LOGIN().search(page):
        return ParseError(Kind.WEB_PAGE, f"a login page{_title_of(page)}, not a feed", hint=_LOGIN_HINT)
    return ParseError(Kind.WEB_PAGE, f"a web page{_title_of(page)}, not a feed")


def feeds_named(page: str, address: str | None) -> tuple[str, ...]:
    """The http and https addresses of `<link rel="alternate">` with a feed's type; at most 5, in order, each once."""
    found: dict[str, None] = {}
    base: str | None = None
    for tag in _TAG().finditer(page):
        attributes = _attributes(tag[2])
        href = attributes.get("href", "")
        if tag[1].lower() == "base" and href:
            base = base or urls.join(address, href)  # the first one counts (HTML, "The base element")
        elif _names_a_feed(tag[1].lower(), attributes):
            joined = urls.join(base or address, href)
            if joined and urls.scheme_of(joined) in {"http", "https"}:
                found.setdefault(one_line(joined, 500))
        if len(found) == _MOST_FEEDS:
            break
    return tuple(found)


def _attributes(source: str) -> dict[str, str]:
    return {
        each[1].lower(): unescaped(each[2] or each[3] or each[4] or "").strip()
        for each in _ATTRIBUTE().finditer(source)
    }


def _names_a_feed(tag: str, attributes: dict[str, str]) -> bool:
    kind = attributes.get("type", "").lower().partition(";")[0].strip()
    rel = attributes.get("rel", "").lower().split()
    if not attributes.get("href"):
        return False
    return kind in _FEED_TYPES and (tag == "a" or "alternate" in rel or "feed" in rel)


def _title_of(page: str) -> str:
    title = _TITLE().search(page)
    text = one_line(unescaped(title[1]), 80) if title else ""
    return f' ("{text}")' if text else ""
