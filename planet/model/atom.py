"""RFC 4287 in our types. `Raw…` is what a stranger wrote; its clean twin is made only in `planet.clean`.

All times are aware and UTC; `None` means that the feed did not say, or said something we cannot believe.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal, NewType

from planet.values import dataclass, field

SafeHtml = NewType("SafeHtml", str)
"""HTML that went through `clean/html.py`, and markup that nothing has touched since."""

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A Person construct (RFC 4287 §3.2)."""

    name: str
    uri: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link element (RFC 4287 §4.2.7)."""

    href: str
    rel: str = "alternate"
    type: str | None = None
    hreflang: str | None = None
    title: str | None = None
    length_bytes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that belongs to an entry: RSS enclosure, Atom rel="enclosure", Media RSS content, JSON Feed attachment."""

    href: str
    type: str | None = None
    length_bytes: int | None = None
    duration_s: int | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """A Text construct (RFC 4287 §3.1) as it came.

    `base` is the address (absolute where it could be made so) that relative links in it are relative to, or None.
    `cut` tells that it was longer than we read.
    """

    value: str
    kind: Literal["text", "html", "xhtml"] = "text"
    base: str | None = None
    lang: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSource:
    """Where an aggregator took an entry from (RFC 4287 §4.2.11, RSS `source`)."""

    title: str | None = None
    id: str | None = None
    link: str | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts:
    """What later stages need to know of an entry's text without reading it again; all of it plain text.

    `words` counts words (CJK: two characters count as one). `opening` is the first 200 characters at most, cut at a
    word. `language` is a BCP 47 tag or None. `fingerprint` recognises the same text again whatever its markup; a text
    of under 20 words has none. `beginning` does so for the first letters of the text: an excerpt has that of the whole.
    `title` is the title on one line, 200 characters at most.
    """

    words: int = 0
    opening: str = ""
    language: str | None = None
    fingerprint: str | None = None
    beginning: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """An entry as its author sent it (RFC 4287 §4.1.2).

    `key` names the entry within its feed: its id, else its link, else a hash of title and content; unique within one
    document. `links` are as they came (relative ones not yet resolved).
    """

    key: str
    id: str | None = None
    title: RawText | None = None
    links: tuple[Link, ...] = ()
    authors: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: RawText | None = None
    content: RawText | None = None
    enclosures: tuple[Enclosure, ...] = ()
    source: RawSource | None = None
    lang: str | None = None
    rights: str | None = None
    image: str | None = None
    facts: TextFacts = TextFacts()

    @property
    def link(self) -> str | None:
        """The address of the entry's own page, as it came."""
        return next((link.href for link in self.links if link.rel == "alternate"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEntries:
    """The entries of a document that need not be read again, and what their reading depended on besides.

    `keys` is from a hash of an entry's bytes to the entry's key. It holds under the same `context` only, which is a
    hash of all else that counts: what the document declares around its entries, its address, our version.
    """

    context: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A document (UTF-8) of which entries are unread, and the address it was read from: so they can be read.

    It is `lead` and what `document` unpacks to, from byte `skip` on. That is zlib of our own, or gzip as it was sent
    (empty where whoever asked for the reading has it). What stands before `head` and from `tail` on, in bytes, is
    around all of its entries.
    """

    document: bytes = b""
    lead: str = ""
    skip: int = 0
    head: int = 0
    tail: int = 0
    base: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An entry of which nobody has asked for more than can be seen at a glance: its key, and where its element lies."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadEntries:
    """Entries of one feed to read."""

    feed_url: str
    shell: Shell
    entries: tuple[Unread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """A feed as it came (RFC 4287 §4.1.1). `base` is the address it was finally read from.

    `interval` is how rarely it asks to be read (RSS ttl, sy:updatePeriod); in `skip_hours` (0 to 23, UTC) and on
    `skip_days` (Monday is 0) it asks not to be read at all. `warnings` are sentences for the maintainer
    (ill-formed XML, a wrong encoding label, entries left out).

    `entries` are those that were read: all but the ones in `left_out` (their keys, in the document's order), which
    were known by their bytes. `known` is for the next reading of the document.

    Those in `unread` are among the `entries`, and have nothing but key, id, title, link and dates; `shell` is what
    reading them later takes.
    """

    url: str
    base: str | None = None
    format: str = ""
    id: str | None = None
    title: RawText | None = None
    subtitle: RawText | None = None
    links: tuple[Link, ...] = ()
    authors: tuple[Person, ...] = ()
    updated_at: datetime | None = None
    lang: str | None = None
    icon: str | None = None
    interval: timedelta | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    entries: tuple[RawEntry, ...] = ()
    left_out: tuple[str, ...] = ()
    known: KnownEntries = KnownEntries()
    unread: tuple[Unread, ...] = ()
    shell: Shell | None = None
    warnings: tuple[str, ...] = ()

    @property
    def link(self) -> str | None:
        """The address of the feed's site, as it came."""
        return next((link.href for link in self.links if link.rel == "alternate"), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Clean HTML (RFC 4287 §4.1.3). `removed` says what the clean stage took out, for `explain`.

    `agreed` tells whether both sanitisers saw the same HTML; what the second one saw is what is here.
    """

    html: SafeHtml
    lang: str | None = None
    dir: Direction | None = None
    removed: tuple[str, ...] = ()
    agreed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The feed that an entry first appeared in, when another planet carried it to us (RFC 4287 §4.2.11)."""

    title: str
    id: str | None = None
    link: str | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A clean entry. Every str is plain text without control characters; every address has an allowed scheme.

    `name` is 16 hexadecimal digits that name the entry on our pages (ids start with `e-<name>`). `title` is empty
    when the entry has none. `rights` is plain text.
    """

    feed_url: str
    key: str
    name: str
    title: str
    link: str | None = None
    authors: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    published_at: datetime | None = None
    updated_at: datetime | None = None
    summary: Content | None = None
    content: Content | None = None
    enclosures: tuple[Enclosure, ...] = ()
    source: Source | None = None
    lang: str | None = None
    dir: Direction | None = None
    rights: str | None = None
    image: str | None = None
    words: int = 0
    opening: str = ""
    shortened: str | None = None
    """Why less than the author wrote is shown, or None when all of it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A clean feed, under the name that the configuration gives it."""

    url: str
    title: str
    id: str | None = None
    subtitle: str | None = None
    site_link: str | None = None
    authors: tuple[Person, ...] = ()
    updated_at: datetime | None = None
    lang: str | None = None
    dir: Direction | None = None
    icon: str | None = None
