"""The room's story: drop what is hidden, tell posts apart, put them in order, cut them into pages."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from planet.compose.duplicates import tell_apart
from planet.compose.order import in_order
from planet.compose.pages import cut_index, cut_pages
from planet.compose.verdicts import is_hidden
from planet.model.entries import StoredEntry
from planet.model.settings import Settings
from planet.model.site import River


def compose_river(entries: Iterable[StoredEntry], settings: Settings) -> River:
    """All that the site shows of the stored entries, newest first.

    Every post that is not hidden is on exactly one numbered page; the index repeats the newest of them, and the
    merged feed holds the newest `site.feed_entries` without a cap for each feed.
    """
    apart = tell_apart((entry for entry in entries if not is_hidden(entry, settings.hide)), settings.feeds)
    placed = in_order(apart.shown, settings.river.order, apart.twins)
    zone = ZoneInfo(settings.site.timezone)
    return River(
        index=cut_index(placed, settings.river, zone),
        pages=cut_pages(placed, settings.river, zone),
        newest=placed[: settings.site.feed_entries],
    )
