"""All that a template may see, and the one place that turns clean HTML into markup. docs/themes.md explains each field.

Times are aware and UTC (the filters bring them into the planet's time zone), lengths in bytes or seconds, and None
means that there is nothing to say. Texts are plain and not yet escaped: autoescape does that in every template.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from markupsafe import Markup

from planet.model.atom import Direction, SafeHtml
from planet.model.fetching import HealthState
from planet.values import dataclass

PageKind = Literal["index", "river", "sources", "subscribe", "authored", "missing"]


def trusted(html: SafeHtml) -> Markup:
    """Clean HTML as markup that templates print as it is. Nothing else may make markup out of a stranger's text."""
    return Markup(html)  # noqa: S704 - SafeHtml comes from the clean stage alone


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContext:
    """The planet itself, the same on every page."""

    title: str
    language: str
    dir: Direction
    description: Markup
    description_text: str
    author_name: str | None
    url: str | None
    changed_at: datetime
    planet_version: str
    source_count: int
    troubled_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    """One link of the navigation; `path` is relative to the site's root."""

    title: str
    path: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageContext:
    """The page that is made. `root` stands before every path of the site: "", "../", … or an absolute path on 404.

    `changed_at` is when what the page shows last changed; a page that does not follow the river has None.
    """

    kind: PageKind
    heading: str
    root: str
    canonical: str | None
    navigation: tuple[NavLink, ...]
    changed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnclosureContext:
    """A file that belongs to an entry. `format` is short, in capitals ("MP3"), or empty."""

    href: str
    kind: Literal["audio", "video", "image", "file"]
    format: str
    title: str | None
    size_bytes: int | None
    duration_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlsoInContext:
    """Another source that carries the same post."""

    name: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContext:
    """One entry. `id` is unique on a page and starts with "e-"; `title` is empty when it has none; `dir` is its own.

    One that is `brief` stands by its title, which is then never empty: there is neither content nor an author.
    """

    id: str
    brief: bool
    title: str
    link: str | None
    lang: str | None = None
    dir: Direction | None
    source: str
    source_link: str | None
    authors: tuple[str, ...] = ()
    also_in: tuple[AlsoInContext, ...] = ()
    shown_at: datetime
    dated_to_the_day: bool
    html: Markup | None = None
    html_lang: str | None = None
    html_dir: Direction | None = None
    opening: str = ""
    long: bool = False
    words: int = 0
    minutes: int = 1
    partial: bool
    tags: tuple[str, ...] = ()
    enclosures: tuple[EnclosureContext, ...] = ()
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunContext:
    """Entries of one day that follow each other and are all `brief`, or all whole."""

    brief: bool
    entries: tuple[EntryContext, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayContext:
    """The entries of one day, newest first, and the same in runs. `with_year`: the page has not said the year yet."""

    on: date
    with_year: bool
    entries: tuple[EntryContext, ...]
    runs: tuple[RunContext, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A numbered page in the pager."""

    number: int
    path: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PagerContext:
    """Ways to other pages, as paths from the site's root. `gap`: pages between the last number and the oldest."""

    newest: str | None
    newer: str | None
    older: str | None
    oldest: str | None
    numbers: tuple[PageLink, ...]
    gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContext:
    """A feed as the list of sources shows it. `feed_link` is None for a file, or an address that holds a password."""

    name: str
    subtitle: str | None
    link: str | None
    feed_link: str | None
    state: HealthState
    since: datetime | None
    problem: str | None
    hint: str | None
    newest_at: datetime | None
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredContext:
    """A page of the maintainer's own."""

    title: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomText:
    """A Text construct (§3.1)."""

    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomPerson:
    """A Person construct (§3.2)."""

    name: str
    uri: str | None
    email: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomEnclosure:
    """A link with rel="enclosure" (§4.2.7)."""

    href: str
    type: str | None
    length: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomSource:
    """Where an entry comes from (§4.2.11)."""

    id: str
    title: AtomText
    updated: str
    link: str | None
    self_link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomEntry:
    """An entry (§4.1.2). Either `content` or `summary` is there."""

    id: str
    title: AtomText
    link: str | None
    published: str | None
    updated: str
    lang: str | None
    authors: tuple[AtomPerson, ...]
    categories: tuple[str, ...]
    content: AtomText | None
    summary: AtomText | None
    enclosures: tuple[AtomEnclosure, ...]
    rights: AtomText | None
    source: AtomSource


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """The merged feed (RFC 4287 §4.1.1). `url` is the site's address, or None; every value may be printed as it is."""

    id: str
    title: AtomText
    subtitle: AtomText | None
    lang: str
    updated: str
    author: AtomPerson
    url: str | None
    version: str
    entries: tuple[AtomEntry, ...]
