"""The room's story: drop what is hidden, put the rest in order, cut it into pages."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from planet.compose.order import in_order
from planet.compose.pages import cut_index, cut_pages
from planet.compose.verdicts import is_hidden
from planet.model.settings import HideRules, RiverSettings, SiteSettings
from planet.model.site import River, StoredEntry


def compose_river(
    entries: Iterable[StoredEntry], settings: RiverSettings, hide: HideRules, site: SiteSettings
) -> River:
    """All that the site shows of the stored entries, newest first.

    Every entry that is not hidden is on exactly one numbered page; the index repeats the newest of them, and the
    merged feed holds the newest `site.feed_entries` without a cap for each feed.
    """
    placed = in_order(entry for entry in entries if not is_hidden(entry, hide))
    zone = ZoneInfo(site.timezone)
    return River(
        index=cut_index(placed, settings, zone),
        pages=cut_pages(placed, settings, zone),
        newest=placed[: site.feed_entries],
    )
