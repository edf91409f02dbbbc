"""What config.yaml says, defaults filled in and every value already checked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Literal

from planet.model.atom import Person
from planet.model.cleaning import Shown
from planet.model.fetching import Header
from planet.model.filters import NO_FILTER, Clause, Filter
from planet.values import dataclass, field

Order = Literal["published", "updated"]
"""What gives an entry its place: when it was published, or when it was last changed."""

Backlog = int | Literal["all"]
"""How many of the entries that feeds already had when they were first read stand whole, the newest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedConfig:
    """One feed of the list.

    `url` is the feed's identity: its http(s) address, or the path as written. `file` is the absolute path when it is
    a file, else None. `content`, `images`, `remove` (CSS selectors, checked) and `tidy` say what is shown of an entry.
    `headers` are sent to the feed's own host, the one made of `auth` among them; their values may be secrets.
    `filter` and `max_entries` (0: no limit) say which of its entries are shown, `title_prefix` what its titles lose,
    `links` how addresses that begin so begin instead. `clauses` are the lines that say some of this, by key; its own
    line is `url`.
    """

    url: str
    file: Path | None = None
    name: str | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    content: Shown = "full"
    images: bool = True
    remove: tuple[str, ...] = ()
    tidy: bool = True
    headers: tuple[Header, ...] = ()
    filter: Filter = NO_FILTER
    max_entries: int = 0
    title_prefix: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    left: bool = False
    """Whether it has left the list, and is shown all the same (`keep.removed`)."""
    clauses: Mapping[str, Clause] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPolicy:
    """How feeds are asked for. `timeout` bounds one feed's whole exchange, redirects included.

    `idle_timeout` bounds each silence in the middle of an answer, `deadline` the fetching of a whole build. `max_bytes`
    is of the unpacked document, `max_ratio` how many times larger than what was sent it may be. `parse_timeout` and
    `parse_memory` (bytes) bound the reading of one document. `trust_env`: go through the proxy that the environment
    names.
    """

    concurrency: int = 100
    timeout: timedelta = timedelta(seconds=30)
    connect_timeout: timedelta = timedelta(seconds=10)
    idle_timeout: timedelta = timedelta(seconds=15)
    max_bytes: int = 10 * 1024 * 1024
    max_ratio: int = 100
    max_redirects: int = 5
    max_entries: int = 5000
    min_interval: timedelta = timedelta(minutes=25)
    deadline: timedelta = timedelta(minutes=10)
    parse_timeout: timedelta = timedelta(seconds=10)
    parse_memory: int = 256 * 1024 * 1024
    allow_private_addresses: bool = False
    trust_env: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RiverSettings:
    """How entries are laid out on pages: by the date of each, or (`updated`) by when it was last changed.

    Of the `backlog` the newest so many stand whole, and the others by their titles.
    """

    per_page: int = 25
    max_per_feed: int = 5
    order: Order = "published"
    backlog: Backlog = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepRules:
    """How much is remembered: entries of so many `days`, so many of a feed (`per_feed`); 0 keeps all.

    Never forgotten: what the index and the merged feed show, and what a feed still has. `removed`: entries of a feed
    that has left the configuration stay on the site.
    """

    days: int = 0
    per_feed: int = 0
    removed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StateSettings:
    """Whether the memory is published beside the pages, and how large that copy may be before it is compressed."""

    publish: bool = False
    max_bytes: int = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HideRules:
    """What never reaches a page or a feed: addresses or ids of entries, and names of authors, in any case.

    `clauses` are the lines that say so, by what they name.
    """

    entries: frozenset[str] = frozenset()
    authors: frozenset[str] = frozenset()
    clauses: Mapping[str, Clause] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRules:
    """What holds for the entries that have a tag: their own categories, and the tags of their feed, in any case."""

    tag: str
    filter: Filter = NO_FILTER


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoredPage:
    """One file of `pages/`: `name` is its file name without `.md`, and becomes its folder on the site."""

    name: str
    title: str
    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """What the planet says of itself. `url` ends with a slash, or is None; `description` is Markdown."""

    title: str
    url: str | None = None
    description: str = ""
    language: str = "en"
    timezone: str = "UTC"
    author: Person | None = None
    feed_entries: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole configuration. `folder` holds the file; other paths are absolute."""

    config_file: Path
    folder: Path
    site: SiteSettings
    feeds: tuple[FeedConfig, ...]
    output_dir: Path
    state_dir: Path
    theme: str = "default"
    river: RiverSettings = RiverSettings()
    fetch: FetchPolicy = FetchPolicy()
    hide: HideRules = HideRules()
    filter: Filter = NO_FILTER
    tags: tuple[TagRules, ...] = ()
    keep: KeepRules = KeepRules()
    state: StateSettings = StateSettings()
    pages: tuple[AuthoredPage, ...] = ()
    warnings: tuple[str, ...] = field(default=())
    """Sentences for the maintainer: a feed listed twice, no `url`."""
