"""What an ordinary entry is made of: names of elements and attributes, as expat gives them. Data, and nothing else.

Each thing that is not here is left to feedparser, which knows what it means there.
"""

from __future__ import annotations

from collections.abc import Mapping

from planet.parse.skim import SEPARATOR
from planet.values import dataclass

_ATOM = f"http://www.w3.org/2005/Atom{SEPARATOR}"
_DC = f"http://purl.org/dc/elements/1.1/{SEPARATOR}"
_ITUNES = f"http://www.itunes.com/dtds/podcast-1.0.dtd{SEPARATOR}"
_MEDIA = f"http://search.yahoo.com/mrss/{SEPARATOR}"
_WFW = f"http://wellformedweb.org/CommentAPI/{SEPARATOR}"
_THREAD = f"http://purl.org/syndication/thread/1.0{SEPARATOR}"
_XHTML = "http://www.w3.org/1999/xhtml"
XHTML = f"{_XHTML}{SEPARATOR}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of feeds.

    `fields` is from an element of an entry to what it holds for us, "" where it changes nothing that is looked at;
    `kinds` from a field to the types that its text may have, and what that makes it; `untyped` is what it is without.
    """

    entry: str
    fields: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, str]]
    untyped: str
    is_atom: bool


_HTML = {"html": "html", "text/html": "html"}
_ANY_TEXT = {**_HTML, "text": "text"}
# What RSS calls plain text is HTML to feedparser when it looks like it.
_RSS = Format(
    entry="item",
    fields={
        "title": "title",
        "link": "link",
        "guid": "id",
        "pubDate": "published",
        "description": "summary",
        f"http://purl.org/rss/1.0/modules/content/{SEPARATOR}encoded": "content",
        **dict.fromkeys(("category", "author", "comments", "enclosure", f"{_DC}creator", f"{_DC}subject"), ""),
        **dict.fromkeys((f"{_WFW}commentRss", f"{_WFW}commentRSS", f"{_WFW}comment"), ""),
        **dict.fromkeys((f"{_MEDIA}thumbnail", f"{_MEDIA}content"), ""),
        **{f"{_ITUNES}{name}": "" for name in ("author", "duration", "explicit", "episode", "season", "episodeType")},
        f"http://purl.org/rss/1.0/modules/slash/{SEPARATOR}comments": "",
        f"com-wordpress:feed-additions:1{SEPARATOR}post-id": "",
    },
    kinds={"title": _ANY_TEXT, "summary": _HTML, "content": _HTML},
    untyped="html",
    is_atom=False,
)
_ATOM_1 = Format(
    entry=f"{_ATOM}entry",
    fields={
        **{f"{_ATOM}{name}": name for name in ("title", "id", "published", "updated", "summary", "content")},
        f"{_ATOM}link": "page",
        **dict.fromkeys((f"{_ATOM}author", f"{_ATOM}category"), ""),
    },
    kinds={
        "title": _ANY_TEXT,
        "summary": {**_ANY_TEXT, "xhtml": "xhtml"},
        "content": {**_ANY_TEXT, "xhtml": "xhtml"},
    },
    untyped="text",
    is_atom=True,
)
FORMATS: Mapping[str, Format] = {"rss": _RSS, f"{_ATOM}feed": _ATOM_1}
"""By the root element."""

PERSON = f"{_ATOM}author"
PARTS_OF_PERSON = frozenset({f"{_ATOM}name", f"{_ATOM}uri", f"{_ATOM}email"})

PLAIN_ATTRIBUTES = frozenset(
    {"url", "type", "length", "medium", "width", "height", "term", "scheme", "label", "domain"}
)
"""Those that elements have which change nothing: looking for odd ones takes longer than all else there."""

LINK_ATTRIBUTES = frozenset(
    {"href", "rel", "type", "hreflang", "title", "length", f"{_THREAD}count", f"{_THREAD}updated"}
)
PAGE_RELATIONS = frozenset({"", "alternate"})
OTHER_RELATIONS = frozenset(
    {"self", "edit", "service.edit", "replies", "enclosure", "related", "via", "license", "hub", "shorturl"}
)

HARMLESS_SPACES = frozenset({("", _XHTML), ("xhtml", _XHTML)})
"""What an entry may declare: feedparser, which goes on using it in the next ones, would call it so in any case."""

OWN_SPACES: Mapping[str, frozenset[str]] = {
    "content": frozenset({"http://purl.org/rss/1.0/modules/content/", "http://purl.org/rss/1.0/modules/content"}),
    "media": frozenset(
        {"http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss", "http://www.rssboard.org/media-rss"}
    ),
    "xhtml": frozenset({_XHTML}),
}
"""What feedparser calls namespaces, whatever a document calls them: where that calls another so, they mix."""

COPIED_NOT_ALONE = frozenset({"body", "svg"})
"""Elements of XHTML with which feedparser, in a text too, does more than to copy them."""
