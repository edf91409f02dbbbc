"""What is plain at a glance: the id, link, title and dates of ordinary entries, read by expat alone.

An entry is ordinary when nothing about it can be meant in two ways: elements that are known here (`parse/ordinary.py`),
each once where once is meant, with text and no markup of the document's own in it but XHTML in Atom, a title without
references, an address that needs no resolving, dates that we can read. All others, and any that is in doubt, are left
to feedparser, which reads the ordinary ones as well as soon as somebody asks for more of them (`parse/unread.py`); what
it finds is what was seen here (tests/unit/parse/test_glance.py compares the two over every feed there is).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from planet.model.atom import Link, RawEntry, RawText, TextFacts
from planet.model.late import late
from planet.parse import ordinary
from planet.parse.dates import read_date
from planet.parse.facts import beginning_of, opening
from planet.parse.ordinary import Format
from planet.parse.skim import SEPARATOR, Layout
from planet.parse.texts import CONTENT_LIMIT
from planet.parse.xhtml import Beginning
from planet.values import dataclass, field

_SLACK = 256
"""White space that may be around a text."""

_UNCERTAIN = (False, None)
_NEVER = datetime.min.replace(tzinfo=UTC)
_IDS = ({"isPermaLink": "false"}, {"isPermaLink": "true"})
_LONGEST = 1024
_LONGEST_XHTML = CONTENT_LIMIT // 6
"""Bytes of an entry with XHTML: a quotation mark becomes six characters, and nothing more than that."""

_LOOKED_AT = (192, 512, 2048)
"""Characters of a text that are looked at: its first letters are often among these, and nearly always among those."""

_PLAIN_ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?/[\w/.~!$()*+,:@%-]*(?:\?[\w/.~!$()*+,:@%=&-]+)?", re.ASCII
)
_MISREAD = late("[\x80-\x9f\ufdd0-\ufdef]|[\xc2-\xf4][\x80-\xbf]")
_MAY_BE_MISREAD = late("[\x80-\xbf\ufdd0-\ufdef]")


@dataclass(slots=True)
class _Seen:
    """What was seen of one entry. `ordinary` is False as soon as there is any doubt."""

    format: Format | None
    ordinary: bool
    texts: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def beginning(self) -> tuple[bool, str | None]:
        """Whether the `beginning` of the post is certain, and what it is."""
        content, summary = self.texts.get("content", ""), self.texts.get("summary", "")
        if not (content or summary):
            return "content" in self.texts or "summary" in self.texts, None
        if not (content and summary):
            return self._beginning_of("content" if content else "summary")
        if self.format and self.format.is_atom:
            return self._beginning_of("content")
        # In RSS the fuller text is the post; which of two that is does not matter when both begin alike.
        if len(content) > 2 * len(summary) + _SLACK:
            return self._beginning_of("content")
        if len(summary) > 2 * len(content) + _SLACK:
            return self._beginning_of("summary")
        found = {self._beginning_of("content"), self._beginning_of("summary")}
        return found.pop() if len(found) == 1 else _UNCERTAIN

    def _beginning_of(self, name: str) -> tuple[bool, str | None]:
        whole, kind = self.texts[name], self.kinds[name]
        for looked_at in _LOOKED_AT:
            begins, is_all = whole[:looked_at], len(whole) <= looked_at
            if len(whole) > CONTENT_LIMIT or _is_misread(begins):
                return _UNCERTAIN
            found = beginning_of(begins, is_all=is_all, is_html=kind != "text")
            # XHTML without a letter may be nothing at all to feedparser.
            if found[0] and (found[1] or kind != "xhtml"):
                return found
        return _UNCERTAIN


class Look:
    """A look at a document's entries, on the way through it (`skim.Look`)."""

    def __init__(self) -> None:
        self.starts()

    def starts(self) -> Callable[[str], None]:
        """A document begins; all text goes into a list, of which a field takes its own."""
        self._format: Format | None = None
        self._entries: list[_Seen] = []
        self._now = _Seen(format=None, ordinary=False)
        self._pieces: list[str] = []
        self._element = self._field = ""
        self._xhtml: Beginning | None = None
        self._begun = self._mixes = self._declares = False
        return self._pieces.append

    def entries(self, layout: Layout) -> tuple[RawEntry | None, ...]:
        """The entries of the document that was laid out; None for one that is not ordinary.

        Each has its key, id, title, link and dates, and of the facts title and beginning.
        """
        for seen, (start, end) in zip(self._entries, layout.spans, strict=True):
            is_long = end - start > _LONGEST_XHTML and "xhtml" in seen.kinds.values()
            seen.ordinary = seen.ordinary and not (self._mixes or is_long)
        return tuple(_entry(seen) if seen.ordinary else None for seen in self._entries)

    def declared(self, prefix: str, space: str) -> None:
        """See `skim.Look`."""
        self._declares = self._declares or (prefix, space) not in ordinary.HARMLESS_SPACES
        if prefix in ordinary.OWN_SPACES and space.lower() not in ordinary.OWN_SPACES[prefix]:
            self._mixes = True

    def around(self, name: str) -> None:
        """The root tells the format, if there is no other that may."""
        if not self._begun:
            self._format, self._begun = ordinary.FORMATS.get(name), True
        elif name.rpartition(SEPARATOR)[2].lower() in {"rss", "feed"}:
            self._format = None
        self._declares = False

    def entry(self, name: str, attributes: Mapping[str, str]) -> None:
        """See `skim.Look`."""
        is_known = self._format is not None and name == self._format.entry
        self._now = _Seen(format=self._format, ordinary=is_known and not attributes and not self._declares)
        self._entries.append(self._now)
        self._pieces.clear()
        self._declares = False

    def element(self, below: int, name: str, attributes: Mapping[str, str]) -> None:
        """A field of an entry, or something in one: XHTML, or a part of a person."""
        now = self._now
        if self._declares:
            # feedparser goes on using what an entry declares.
            now.ordinary = self._declares = False
        if not now.ordinary or not now.format:
            return
        if below == 1:
            now.ordinary = self._begin(now, now.format, name, attributes)
        elif self._xhtml:
            now.ordinary = self._xhtml.element(self._pieces, name, attributes)
        else:
            is_part = below == 2 and self._element == ordinary.PERSON and name in ordinary.PARTS_OF_PERSON  # noqa: PLR2004 - below an author
            now.ordinary = is_part and not attributes

    def _begin(self, now: _Seen, kind: Format, name: str, attributes: Mapping[str, str]) -> bool:
        """Whether a field that begins may be there, with these attributes."""
        self._element = name
        holds = kind.fields.get(name)
        if not holds:
            return holds is not None and not (attributes and _is_odd(attributes))
        if holds == "page":
            return _note_page(now, attributes)
        if holds in now.texts or (attributes and not _note_kind(now, kind, holds, attributes)):
            return False
        self._field = holds
        self._pieces.clear()
        if holds in kind.kinds:
            now.kinds.setdefault(holds, kind.untyped)
            self._xhtml = Beginning(_LOOKED_AT[-1]) if now.kinds[holds] == "xhtml" else None
        return True

    def field_ends(self) -> None:
        """What a field says is kept."""
        if self._field:
            text = self._xhtml.end(self._pieces) if self._xhtml else "".join(self._pieces)
            self._now.texts[self._field] = text.strip()
            self._field, self._xhtml = "", None


def _is_odd(attributes: Mapping[str, str]) -> bool:
    """Whether they say more of what is in an element than what it is: its language, or what addresses begin with."""
    if ordinary.PLAIN_ATTRIBUTES.issuperset(attributes):
        return False
    names = "".join(attributes).lower()
    return "base" in names or "http://www.w3.org/xml/" in names


def _note_kind(now: _Seen, kind: Format, holds: str, attributes: Mapping[str, str]) -> bool:
    """Whether the attributes of a field tell a type that its text may have; of an id, whether it is a link."""
    if holds == "id":
        return attributes in _IDS
    found = kind.kinds.get(holds, {}).get(attributes.get("type", ""))
    if found is None or len(attributes) > 1:
        return False
    now.kinds[holds] = found
    return True


def _note_page(now: _Seen, attributes: Mapping[str, str]) -> bool:
    """Whether an Atom link cannot be misunderstood; the one to the entry's page is noted."""
    relation = attributes.get("rel", "").strip().lower()
    if not ordinary.LINK_ATTRIBUTES.issuperset(attributes):
        return False
    if relation in ordinary.PAGE_RELATIONS and "link" not in now.texts:
        now.texts["link"] = attributes.get("href", "").strip()
        return True
    return relation in ordinary.OTHER_RELATIONS


def _entry(seen: _Seen) -> RawEntry | None:
    """The entry; None where something that an ordinary one has is missing or in doubt."""
    texts = seen.texts
    title, link = " ".join(texts.get("title", "").split()), texts.get("link", "")
    given = " ".join(texts.get("id", "").split())
    is_plain = title and "<" not in title and "&" not in title and _PLAIN_ADDRESS.fullmatch(link)
    if not is_plain or max(len(title), len(link), len(given)) > _LONGEST or _is_misread(f"{title}\n{given}"):
        return None
    published, updated = _dates(texts)
    certain, beginning = seen.beginning()
    if not certain or published is None or updated is None or published is updated is _NEVER:
        return None
    return RawEntry(
        key=given or link,
        id=given or None,
        title=RawText(value=title),
        links=(Link(href=link),),
        published_at=None if published is _NEVER else published,
        updated_at=None if updated is _NEVER else updated,
        facts=TextFacts(title=opening(title), beginning=beginning),
    )


def _dates(texts: Mapping[str, str]) -> tuple[datetime | None, datetime | None]:
    """When it was published and updated; None for what is not certain, `_NEVER` where there is no such element."""
    published, updated = texts.get("published"), texts.get("updated")
    first = _NEVER if published is None else read_date(published)
    return first, first if published == updated else _NEVER if updated is None else read_date(updated)


def _is_misread(text: str) -> bool:
    """Whether feedparser may put it right: UTF-8 or Windows-1252 that somebody took for Latin-1."""
    return "\x7f" in text or (
        not text.isascii() and bool(_MAY_BE_MISREAD().search(text)) and bool(_MISREAD().search(text))
    )
