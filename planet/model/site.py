"""What a build makes: stored entries, the river, pages, files, and the report of how it went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Literal, Protocol

from planet.errors import Kind
from planet.model.atom import Entry, Feed, SafeHtml
from planet.model.closing import ClosedPages
from planet.model.entries import BriefEntry, StoredEntry
from planet.model.fetching import FeedHealth, HealthState
from planet.model.filters import Clause
from planet.model.settings import SiteSettings
from planet.model.verdicts import Verdict
from planet.values import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What this run was asked. `now` is the one clock of a build.

    `offline`: ask no server. `force`: ask every feed, due or not. `full`: make every page again even when nothing has
    changed. `if_changed`: when nothing has changed and there is no output folder, make none. `restore`: look for a
    copy of the memory when there is none (and the configuration publishes it).
    """

    now: datetime
    offline: bool = False
    force: bool = False
    full: bool = False
    if_changed: bool = False
    restore: bool = True


class Outside(Protocol):
    """What touches the world and tests replace."""

    def progress(self, stage: str, done: int, total: int) -> None:
        """Hear that `done` of `total` are through `stage` ("feeds", "entries", "pages")."""

    def elapsed_s(self) -> float:
        """Seconds since the command started."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedEntry:
    """An entry with the one date that gives it its place in the river.

    `revised_at` is when its author last changed it, as far as that can be believed; None stands for `shown_at`.
    `twins` are the same post as other feeds carry it, which are not shown.
    """

    stored: StoredEntry
    shown_at: datetime
    revised_at: datetime | None = None
    twins: tuple[StoredEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The entries of one calendar day in the planet's time zone, newest first."""

    on: date
    entries: tuple[PlacedEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A stretch of the river. `number` counts from the oldest page, 1; the index has None."""

    number: int | None
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class River:
    """All that is shown: the index, every numbered page (oldest first), and the entries of the merged feed.

    `whole` names the entries that stand whole, everywhere; the others stand by their title, on their numbered page
    alone. `verdicts` says of every other entry, by name, why it is not shown; `idle` are the lines of filters that fit
    none of the entries of the last 30 days. Where there are `closed` pages, `pages` are those after them.
    """

    index: Page
    pages: tuple[Page, ...]
    newest: tuple[PlacedEntry, ...]
    whole: frozenset[str]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    idle: tuple[Clause, ...] = ()
    closed: ClosedPages | None = None

    @property
    def last(self) -> int:
        """The number of the newest page."""
        return (self.closed.count if self.closed else 0) + len(self.pages)

    def kept(self) -> tuple[PlacedEntry, ...]:
        """What is never forgotten: the entries of the index and of the merged feed."""
        return (*(placed for day in self.index.days for placed in day.entries), *self.newest)

    def entries(self) -> tuple[StoredEntry, ...]:
        """Every entry shown anywhere, newest page first: each stands on one numbered page."""
        return tuple(placed.stored for page in reversed(self.pages) for day in page.days for placed in day.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """A feed as the sources list shows it. `newest_at` is the date of its newest entry.

    One that has `left` the configuration names its entries still, and is in no list.
    """

    feed: Feed
    health: FeedHealth
    tags: tuple[str, ...] = ()
    newest_at: datetime | None = None
    entry_count: int = 0
    is_file: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """A page of the maintainer's own, clean."""

    name: str
    title: str
    html: SafeHtml


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """All that rendering may know.

    `entries` and `brief` are by `Entry.name`, and need to hold those of the pages that are made: what stands whole, and
    what stands by its title. `entry_keys` gives each entry shown what its look depends on: a hash where it is whole.
    `atom_ids` gives each entry of the merged feed its id; `feed_id` is the id of the merged feed; `updated_at` is when
    the content last changed.
    """

    site: SiteSettings
    description: SafeHtml
    river: River
    entries: Mapping[str, Entry]
    sources: tuple[SourceView, ...]
    pages: tuple[PageText, ...]
    feed_id: str
    atom_ids: Mapping[str, str]
    updated_at: datetime
    entry_keys: Mapping[str, str] = field(default_factory=dict)
    brief: Mapping[str, BriefEntry] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file of the site: `path` is relative to the output folder and never leaves it.

    `made_of` says what its bytes depend on (`render/plans.py`); empty: it is made at each build.
    """

    path: PurePosixPath
    data: bytes
    made_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of the site that is as the last build wrote it, with the SHA-256 of its bytes (hexadecimal)."""

    path: PurePosixPath
    digest: str
    made_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningCounts:
    """Among the entries shown: `differences` between the two sanitisers, and how many are `shortened`."""

    differences: int = 0
    shortened: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCounts:
    """What publishing did."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0


BuildOutcome = Literal["built", "unchanged", "all-failed"]
"""`unchanged`: the site was not made again, because nothing that it depends on had changed.

`all-failed`: no feed could ever be read and nothing is stored; the output folder was left as it was.
"""

OutcomeWord = Literal["ok", "unchanged", "not-due", "failed", "not-reached"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReport:
    """How one feed fared in one build."""

    url: str
    name: str
    outcome: OutcomeWord
    state: HealthState
    kind: Kind | None = None
    problem: str | None = None
    hint: str | None = None
    entries_stored: int = 0
    new: int = 0
    warnings: tuple[str, ...] = ()
    health: FeedHealth | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """How a build went. `changed`: the site differs from the last recorded build's. `notes` are for the curious.

    `continued`: only the end of the river was looked at, and older pages were left as they were.
    """

    started_at: datetime
    seconds: float
    changed: bool
    all_failed: bool
    entries_new: int
    entries_shown: int
    entries_stored: int
    files: FileCounts
    feeds: tuple[FeedReport, ...]
    warnings: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    outcome: BuildOutcome = "built"
    cleaning: CleaningCounts = CleaningCounts()
    idle_filters: tuple[str, ...] = ()
    continued: bool = False
