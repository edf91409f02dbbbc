"""The river cut into days and pages.

Pages are numbered from the oldest and cut from the oldest. A page is closed when it is full, or when the next entry
would be one too many of its feed; the entry then opens the next page. So a post that is newer than all others can only
change the index and the last page, and a burst from one feed cannot fill a page by itself (docs/decisions/0006).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from zoneinfo import ZoneInfo

from planet.model.settings import RiverSettings
from planet.model.site import Day, Page, PlacedEntry


def cut_index(placed: Sequence[PlacedEntry], settings: RiverSettings, zone: ZoneInfo) -> Page:
    """The newest `per_page` entries, at most `max_per_feed` of one feed; `placed` is newest first.

    Entries over the cap are passed over here and wait on the next older pages. The last numbered page is always whole
    within the index, so a reader loses nothing by going on from the index to the page before the last.
    """
    chosen: list[PlacedEntry] = []
    shares: Counter[str] = Counter()
    for one in placed:
        if len(chosen) == settings.per_page:
            break
        if shares[one.stored.feed_url] < settings.max_per_feed:
            shares[one.stored.feed_url] += 1
            chosen.append(one)
    return Page(number=None, days=_days(chosen, zone))


def cut_pages(placed: Sequence[PlacedEntry], settings: RiverSettings, zone: ZoneInfo) -> tuple[Page, ...]:
    """Every entry on one page, oldest page first; `placed` is newest first, and so is each page inside."""
    return tuple(
        Page(number=number, days=_days(page[::-1], zone))
        for number, page in enumerate(_stretches(reversed(placed), settings), start=1)
    )


def _stretches(oldest_first: Iterator[PlacedEntry], settings: RiverSettings) -> Iterator[list[PlacedEntry]]:
    page: list[PlacedEntry] = []
    shares: Counter[str] = Counter()
    for one in oldest_first:
        feed = one.stored.feed_url
        if len(page) == settings.per_page or shares[feed] == settings.max_per_feed:
            yield page
            page, shares = [], Counter()
        page.append(one)
        shares[feed] += 1
    if page:
        yield page


def _days(newest_first: Sequence[PlacedEntry], zone: ZoneInfo) -> tuple[Day, ...]:
    grouped = groupby(newest_first, key=lambda one: one.shown_at.astimezone(zone).date())
    return tuple(Day(on=on, entries=tuple(entries)) for on, entries in grouped)
