"""What is known of an entry between its feed and the page: as it is stored, and what was decided about it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from planet.values import dataclass

PlacingRule = Literal["published", "updated", "undated", "future", "backlog"]
"""What decided an entry's place: a date of its own; that it had none, or one from the future, and so came when it was
first seen; or that it had none when its feed was read for the first time, and so was spread over the days before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """What the store remembers of an entry, without its text (`Store.raw_entries` reads that).

    `name` is the entry's 16 hexadecimal digits (`urls.entry_name`). `content_hash` is of the raw entry. `atom_id` is
    the id under which it was first published in the merged feed; None when it never was. `placed_at` is its place in
    the river, chosen once, when it was first seen, by the rule `placed_by`. `page` is its address as `urls.plain_page`
    compares it. `title`, `words`, `language`, `fingerprint` and `beginning` are those of its `TextFacts`.
    `backlog`: its feed's document had it already when the planet read that for the very first time.

    One that is `unread` has its id, link, page, title, dates and beginning, and nothing else that its author wrote.
    """

    feed_url: str
    key: str
    name: str
    first_seen_at: datetime
    changed_at: datetime
    placed_at: datetime
    content_hash: str
    placed_by: PlacingRule = "published"
    id: str | None = None
    link: str | None = None
    page: str | None = None
    title: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    words: int = 0
    language: str | None = None
    fingerprint: str | None = None
    beginning: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    atom_id: str | None = None
    unread: bool = False
    backlog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefEntry:
    """An entry that stands by its title, safe to show. `title` is empty when there is nothing to call it by."""

    title: str
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """One thing that was decided about an entry: by which `rule`, of what (an id, a date), and when."""

    rule: str
    detail: str
    at: datetime
