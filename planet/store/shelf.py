"""The part of the store that is about the planet's own site: what the last build made, and what was cleaned for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from planet.model.atom import Entry
from planet.model.closing import ClosedPages
from planet.model.entries import StoredEntry
from planet.model.record import SiteRecord
from planet.store import closed_pages, site_memory
from planet.store.connection import Connection


class Shelf:
    """What is remembered of the site; `Store` is one. Every method may raise StoreError."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._is_certain = True
        """Whether entries are as they were when this build read them."""

    def revision(self) -> int:
        """Grows with every write that could change a page: entries, metadata, state and problem of feeds."""
        self._connection.commit()
        return site_memory.revision(self._connection)

    def site_record(self) -> SiteRecord | None:
        """What the last build made, but for the files of closed pages; None when there was none."""
        return site_memory.site_record(self._connection)

    def whole_site_record(self) -> SiteRecord | None:
        """What the last build made, with the files of closed pages."""
        return closed_pages.whole_record(self._connection)

    def keep_site_record(self, record: SiteRecord, closed: ClosedPages | None = None) -> None:
        """Remember what this build made, and which of its pages are closed."""
        closed_pages.keep_closing(self._connection, record, closed if self._is_certain else None)
        self._connection.commit()

    def closed_pages(self) -> ClosedPages | None:
        """What the last build knew of its closed pages."""
        return closed_pages.closed_pages(self._connection)

    def closed_marks(self, count: int) -> tuple[str, ...]:
        """By what the files of the closed pages are known; empty when that is not known of all."""
        return closed_pages.closed_marks(self._connection, count)

    def last_row(self) -> int:
        """The number of the newest entry's row."""
        return closed_pages.last_row(self._connection)

    def is_as_it_was(self, before: datetime, after: int) -> bool:
        """Whether no entry placed `before` was written since the last site was made; `after` was the last row then."""
        return closed_pages.is_as_it_was(self._connection, before, after)

    def entries_since(self, feed_urls: Sequence[str], since: datetime) -> tuple[StoredEntry, ...]:
        """The stored entries of these feeds that are placed at `since` or later, without their texts."""
        self._connection.commit()
        return tuple(closed_pages.entries_since(self._connection, feed_urls, since))

    def entries_like(
        self, feed_urls: Sequence[str], entries: Sequence[StoredEntry], before: datetime, most: int
    ) -> tuple[StoredEntry, ...] | None:
        """Older entries of these feeds that have the page or the text of one of the entries; None: more than `most`."""
        found = closed_pages.entries_like(self._connection, feed_urls, entries, before, most)
        return None if found is None else tuple(found)

    def published_ids(self, feed_urls: Sequence[str], ids: Sequence[str]) -> frozenset[str]:
        """Those of the ids under which an entry of these feeds was published."""
        return closed_pages.published_ids(self._connection, feed_urls, ids)

    def feed_id(self, title: str) -> str:
        """The merged feed's id for a planet without `url`: a urn:uuid, made of its first title and kept."""
        kept = site_memory.feed_id(self._connection, title)
        self._connection.commit()
        return kept

    def cleaned(self, keys: Sequence[str]) -> dict[str, Entry]:
        """Clean entries by the key they were kept under; a key that is not there is left out."""
        return site_memory.cleaned(self._connection, keys)

    def keep_cleaned(self, entries: Mapping[str, Entry]) -> None:
        """Key → clean entry, to be found by `cleaned`. A key must name all that the entry depends on."""
        site_memory.keep_cleaned(self._connection, entries)

    def drop_cleaned(self, keys: Sequence[str]) -> None:
        """Forget the clean entries under these keys."""
        site_memory.drop_cleaned(self._connection, keys)

    def drop_cleaned_except(self, keys: Sequence[str]) -> None:
        """Forget clean entries that nothing shows any more."""
        site_memory.drop_cleaned_except(self._connection, keys)
