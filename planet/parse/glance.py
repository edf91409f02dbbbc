"""What is plain at a glance: the id, link, title and dates of ordinary entries, read by expat alone.

An entry is ordinary when nothing about it can be meant in two ways: elements that are known here, each once where once
is meant, with text and no markup of the document's own in it but XHTML in Atom, a title without references, an address
that needs no resolving, dates that we can read. All others, and any that is in doubt, are left to feedparser, which
reads the ordinary ones as well as soon as somebody asks for more of them (`parse/unread.py`); what it finds is what was
seen here (tests/unit/parse/test_glance.py compares the two over every feed there is).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from xml.parsers import expat

from planet.model.atom import Link, RawEntry, RawText, TextFacts
from planet.parse.dates import read_date
from planet.parse.facts import beginning_of, opening
from planet.parse.texts import CONTENT_LIMIT
from planet.values import dataclass, field

_SEPARATOR = "\x1f"
_ATOM = f"http://www.w3.org/2005/Atom{_SEPARATOR}"
_DC = f"http://purl.org/dc/elements/1.1/{_SEPARATOR}"
_ITUNES = f"http://www.itunes.com/dtds/podcast-1.0.dtd{_SEPARATOR}"
_MEDIA = f"http://search.yahoo.com/mrss/{_SEPARATOR}"
_WFW = f"http://wellformedweb.org/CommentAPI/{_SEPARATOR}"

_RSS: Mapping[str, str] = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "pubDate": "published",
    "description": "summary",
    f"http://purl.org/rss/1.0/modules/content/{_SEPARATOR}encoded": "content",
    **dict.fromkeys(("category", "author", "comments", "enclosure", f"{_DC}creator", f"{_DC}subject"), ""),
    **dict.fromkeys((f"{_WFW}commentRss", f"{_WFW}commentRSS", f"{_WFW}comment"), ""),
    **dict.fromkeys((f"{_MEDIA}thumbnail", f"{_MEDIA}content"), ""),
    **{f"{_ITUNES}{name}": "" for name in ("author", "duration", "explicit", "episode", "season", "episodeType")},
    f"http://purl.org/rss/1.0/modules/slash/{_SEPARATOR}comments": "",
    f"com-wordpress:feed-additions:1{_SEPARATOR}post-id": "",
}
_ATOM_NAMES = ("title", "id", "published", "updated", "summary", "content")
_ATOM_FIELDS: Mapping[str, str] = {
    **{f"{_ATOM}{name}": name for name in _ATOM_NAMES},
    f"{_ATOM}link": "link",
    **dict.fromkeys((f"{_ATOM}author", f"{_ATOM}category"), ""),
}
"""Elements of an entry → what they hold for us; "" where they change nothing that is looked at here."""

_XHTML = f"http://www.w3.org/1999/xhtml{_SEPARATOR}"
_HARMLESS = frozenset({(None, _XHTML[:-1]), ("xhtml", _XHTML[:-1])})
"""Namespaces that an entry may declare: feedparser, which goes on using them, would call them so in any case."""
_OWN_SPACES: Mapping[str | None, Sequence[str]] = {
    "content": ("http://purl.org/rss/1.0/modules/content/", "http://purl.org/rss/1.0/modules/content"),
    "media": ("http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss", "http://www.rssboard.org/media-rss"),
    "xhtml": (_XHTML[:-1],),
}
"""What feedparser calls namespaces, whatever a document calls them. Where it gives such a name to another, they mix."""
_MISLEADING = frozenset({"body", "svg"})
"""Elements of XHTML that feedparser, within a text too, does more with than to copy them."""
_LONGEST_XHTML = CONTENT_LIMIT // 6
"""Bytes: a quotation mark becomes six characters, and nothing more than that."""

_XML = f"http://www.w3.org/XML/1998/namespace{_SEPARATOR}"
_PERSON = f"{_ATOM}author"
_UNKNOWN = "?"
_SLACK = 256
"""White space that may be around a text."""

_UNCERTAIN = (False, None)
_NEVER = datetime.min.replace(tzinfo=UTC)
_FIELDS = {"item": _RSS, f"{_ATOM}entry": _ATOM_FIELDS}
_PEOPLE = frozenset({f"{_ATOM}name", f"{_ATOM}uri", f"{_ATOM}email"})
_TYPED: Sequence[Mapping[str, str]] = ({}, {"type": "html"}, {"type": "text"}, {"type": "text/html"})
_NO_ATTRIBUTES: Sequence[Mapping[str, str]] = ({},)
_IDS: Sequence[Mapping[str, str]] = ({}, {"isPermaLink": "false"}, {"isPermaLink": "true"})
_ATTRIBUTES = {**dict.fromkeys(("title", "summary", "content"), _TYPED), "id": _IDS}
_XHTML_TYPE: Mapping[str, str] = {"type": "xhtml"}
_OTHER_LINKS = frozenset({"self", "edit", "replies", "enclosure", "related", "via"})
_LONGEST = 1024
_LOOKED_AT = (256, 512, 2048)
"""Characters of a text that are looked at: its first letters are often among these, and nearly always among those."""

_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?/[\w/.~!$()*+,:@%-]*(?:\?[\w/.~!$()*+,:@%=&-]+)?", re.ASCII
)
_MISREAD = re.compile("[\x80-\x9f\ufdd0-\ufdef]|[\xc2-\xf4][\x80-\xbf]")
_MARKUP = re.compile("[<&]")


@dataclass(slots=True)
class _Seen:
    """What was seen of one entry. `ordinary` is False as soon as there is any doubt."""

    fields: Mapping[str, str]
    ordinary: bool
    texts: dict[str, list[str]] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def note(self, name: str, attributes: Mapping[str, str]) -> None:
        """A field begins."""
        is_xhtml = attributes == _XHTML_TYPE and self.fields is _ATOM_FIELDS and name in {"content", "summary"}
        if name in self.texts or not (is_xhtml or attributes in _ATTRIBUTES.get(name, _NO_ATTRIBUTES)):
            self.ordinary = False
        self.texts[name], self.lengths[name] = [], 0
        self.kinds[name] = attributes.get("type", "text" if self.fields is _ATOM_FIELDS else "html")

    def note_link(self, attributes: Mapping[str, str]) -> None:
        """An Atom link: the one to the entry's page counts."""
        if attributes.get("rel", "alternate").strip().lower() not in _OTHER_LINKS:
            self.note("link", {})
            self.add("link", attributes.get("href", ""))

    def add(self, name: str, text: str) -> None:
        """More of a field's text; of a long one no more is kept than is looked at."""
        if self.lengths[name] < _LOOKED_AT[-1]:
            text = _escaped(text) if self.kinds[name] == "xhtml" else text
            self.texts[name].append(text)
        self.lengths[name] += len(text)

    def open(self, name: str, element: str, attributes: Mapping[str, str]) -> bool:
        """Whether an element begins in a field that may be there, as XHTML: it is noted as feedparser will write it."""
        tag = _xhtml_tag(element) if self.kinds.get(name) == "xhtml" else ""
        if tag and attributes and ("base" in attributes or _SEPARATOR in "".join(attributes)):
            return False
        if tag and self.lengths[name] < _LOOKED_AT[-1]:
            written = "".join(f' {each}="{_escaped(value, quote=True)}"' for each, value in attributes.items())
            self.texts[name].append(f"<{tag}{written}>")
            self.lengths[name] += len(self.texts[name][-1])
        return bool(tag)

    def text(self, name: str) -> str:
        """What is kept of a field's text."""
        return "".join(self.texts.get(name, ())).strip()

    def beginning(self) -> tuple[bool, str | None]:
        """Whether the `beginning` of the post is certain, and what it is."""
        names = [name for name in ("content", "summary") if self.lengths.get(name)]
        # In RSS the fuller text is the post; which of two that is does not matter when both begin alike.
        fuller = max(names, key=lambda name: self.lengths[name], default="")
        if len(names) == 1 or (names and (self.fields is _ATOM_FIELDS or self._is_much_fuller(fuller))):
            return self._beginning_of(names[0] if self.fields is _ATOM_FIELDS else fuller)
        found = {self._beginning_of(name) for name in names}
        return found.pop() if len(found) == 1 else _UNCERTAIN

    def _is_much_fuller(self, name: str) -> bool:
        """Whether a text is longer than the other whatever white space is around them, and as what they are read."""
        other = self.lengths["summary" if name == "content" else "content"]
        return self.lengths[name] > 2 * other + _SLACK

    def _beginning_of(self, name: str) -> tuple[bool, str | None]:
        length, text = self.lengths[name], self.text(name)
        for looked_at in _LOOKED_AT:
            begins = text[:looked_at]
            if length > CONTENT_LIMIT or _is_misread(begins):
                return _UNCERTAIN
            found = beginning_of(begins, is_all=length <= looked_at, is_html="html" in self.kinds[name])
            # XHTML without a letter may be nothing at all to feedparser.
            if found[0] and (found[1] or self.kinds[name] != "xhtml"):
                return found
        return _UNCERTAIN


def glance(document: bytes, level: int) -> tuple[RawEntry | None, ...]:
    """The document's entries, which lie at `level` (the root's is 1); None for one that is not ordinary.

    Each has its key, id, title, link and dates, and of the facts title and beginning. The document (UTF-8) is
    well-formed.
    """
    look = _Look(level)
    look.through(document)
    return tuple(_entry(seen) if seen.ordinary else None for seen in look.entries)


class _Look:
    """One way through a document."""

    def __init__(self, level: int) -> None:
        self.entries: list[_Seen] = []
        self._level = level
        self._depth = 0
        self._now: _Seen | None = None
        self._field = self._element = ""
        self._declares = self._mixes = False
        self._parser = expat.ParserCreate("utf-8", _SEPARATOR)
        self._start_of_field = 0

    def through(self, document: bytes) -> None:
        """Look at everything."""
        parser = self._parser
        parser.buffer_text = True
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(document, True)  # noqa: FBT003 - expat's "this is all"
        for seen in self.entries:
            seen.ordinary = seen.ordinary and not self._mixes

    def _declare(self, prefix: str | None, space: str | None) -> None:
        """A namespace of the element that starts next."""
        self._declares = self._declares or (prefix, space) not in _HARMLESS
        self._mixes = self._mixes or (space or "").lower() not in _OWN_SPACES.get(prefix, ((space or "").lower(),))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        below = self._depth - self._level
        if below == 0 and name.rpartition(_SEPARATOR)[2].lower() in {"item", "entry"}:
            fields = _FIELDS.get(name, {})
            self._now = _Seen(fields=fields, ordinary=bool(fields) and not attributes)
            self.entries.append(self._now)
        if self._now is not None:
            if below == 1:
                self._begin(self._now, name, attributes)
            # feedparser goes on using what an entry declares, and a person's parts are all that may lie deeper.
            is_part = below == 2 and name in _PEOPLE and self._element == _PERSON  # noqa: PLR2004 - below an author
            is_text = below >= 2 and self._field != "" and self._now.open(self._field, name, attributes)  # noqa: PLR2004 - see above
            self._now.ordinary = self._now.ordinary and not self._declares and (below < 2 or is_part or is_text)  # noqa: PLR2004 - see above
        self._declares = False

    def _begin(self, seen: _Seen, name: str, attributes: Mapping[str, str]) -> None:
        """A field of an entry."""
        self._element = name
        self._start_of_field = self._parser.CurrentByteIndex
        self._field = seen.fields.get(name, _UNKNOWN)
        if self._field == _UNKNOWN or any(attribute.startswith(_XML) for attribute in attributes):
            seen.ordinary, self._field = False, ""
        elif self._field == "link" and seen.fields is _ATOM_FIELDS:
            self._field = ""
            seen.note_link(attributes)
        elif self._field:
            seen.note(self._field, attributes)

    def _text(self, text: str) -> None:
        if self._field and self._now is not None:
            self._now.add(self._field, text)

    def _end(self, _name: str) -> None:
        below = self._depth - self._level
        self._depth -= 1
        if below == 1:
            is_long = self._parser.CurrentByteIndex - self._start_of_field > _LONGEST_XHTML
            if is_long and self._now and self._now.kinds.get(self._field) == "xhtml":
                self._now.ordinary = False
            self._field = ""
        elif below == 0:
            self._now = None


def _entry(seen: _Seen) -> RawEntry | None:
    """The entry; None where something that an ordinary one has is missing or in doubt."""
    title, link, given = (" ".join(seen.text(each).split()) for each in ("title", "link", "id"))
    published, updated = (_date(seen, each) for each in ("published", "updated"))
    is_plain = title and not _MARKUP.search(title) and _PLAIN_ADDRESS.fullmatch(link)
    is_dated = None not in {published, updated} and not published == updated == _NEVER
    if not (is_plain and is_dated) or any(len(each) > _LONGEST or _is_misread(each) for each in (title, link, given)):
        return None
    certain, beginning = seen.beginning()
    return (
        RawEntry(
            key=given or link,
            id=given or None,
            title=RawText(value=title),
            links=(Link(href=link),),
            published_at=None if published == _NEVER else published,
            updated_at=None if updated == _NEVER else updated,
            facts=TextFacts(title=opening(title), beginning=beginning),
        )
        if certain
        else None
    )


def _is_misread(text: str) -> bool:
    """Whether feedparser may put it right: UTF-8 or Windows-1252 that somebody took for Latin-1."""
    return "\x7f" in text or (not text.isascii() and _MISREAD.search(text) is not None)


def _date(seen: _Seen, name: str) -> datetime | None:
    """`_NEVER` where there is no such element; None for one that is not certain."""
    return read_date(seen.text(name)) if name in seen.texts else _NEVER


@lru_cache(maxsize=512)
def _xhtml_tag(element: str) -> str:
    """The name of an element of XHTML; empty for any other, and for one that feedparser does more with than to copy."""
    name = element.removeprefix(_XHTML).lower()
    return name if element.startswith(_XHTML) and name.isalnum() and name not in _MISLEADING else ""


def _escaped(text: str, *, quote: bool = False) -> str:
    """What is written for a text in XML."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if quote else text
