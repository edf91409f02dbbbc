"""Which entries must be read before it can be decided what is shown. Pure.

What an author wrote decides about an entry where a filter or a hidden author is looked for in it, and where it may be
the same post as another: entries of one post begin alike (`compose/duplicates.py`), and that is known of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planet.model.entries import StoredEntry
from planet.model.filters import NO_FILTER
from planet.model.settings import Settings


def needs_reading(entries: Sequence[StoredEntry], settings: Settings) -> list[str]:
    """The names of the unread entries that must be read first."""
    unread = [entry for entry in entries if entry.unread]
    if not unread:
        return []
    if settings.state.publish or settings.hide.authors or _filters(settings):
        return [entry.name for entry in unread]
    beginnings = Counter(entry.beginning for entry in entries)
    seen: dict[str, set[tuple[str, str | None]]] = {}
    shared: set[str | None] = set()
    for entry in entries:
        if entry.beginning is None or beginnings[entry.beginning] == 1:  # nearly all
            continue
        places = seen.setdefault(entry.beginning, set())
        # Within one feed only two with the same page can be one post.
        if (entry.feed_url, entry.page) in places or any(feed != entry.feed_url for feed, _ in places):
            shared.add(entry.beginning)
        places.add((entry.feed_url, entry.page))
    return [entry.name for entry in unread if entry.beginning in shared]


def _filters(settings: Settings) -> bool:
    feeds = (feed.filter for feed in settings.feeds)
    return any(one != NO_FILTER for one in (settings.filter, *(rules.filter for rules in settings.tags), *feeds))
