"""Which pages are closed for good, and the river of a build that looks only at what comes after them. Pure.

A page depends on nothing but the entries on it, the one after it, and what the maintainer has chosen. So with the same
settings, and when nothing has happened to older entries, all pages but the last are as they were. `compose_end` says
nothing (None) where that is not certain; the whole river is composed then (docs/decisions/0017).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from planet.compose.backlog import is_backlog, whole_entries
from planet.compose.duplicates import marks_of_post
from planet.compose.filtering import RECENT, asks_age, has_filters
from planet.compose.freshness import freshness_of
from planet.compose.pages import cut_index, cut_pages
from planet.compose.verdicts import DATED, judge, put_right
from planet.model.closing import ClosedPages, Share
from planet.model.entries import StoredEntry
from planet.model.settings import Settings
from planet.model.site import Page, PlacedEntry, River
from planet.values import dataclass, replace

OPEN_PAGES = 20
"""So many pages at least stay open, for posts that come late; half of those that are open are closed at once."""


def can_close(settings: Settings) -> bool:
    """Whether nothing is chosen by which a newer post, or the time, changes what is shown of old ones."""
    ages = asks_age(settings)
    limits = any(feed.max_entries or feed.links for feed in settings.feeds)
    return settings.river.order == "published" and not (ages or limits or settings.keep.days or settings.keep.per_feed)


def akin(candidates: Iterable[StoredEntry], entries: Sequence[StoredEntry], settings: Settings) -> list[StoredEntry]:
    """Those of the candidates that may be the same post as one of the entries."""
    marks = {mark for entry in put_right(entries, settings.feeds) for mark in marks_of_post(entry)}
    both = [(one, next(iter(put_right([one], settings.feeds)))) for one in candidates]
    return [one for one, right in both if not marks.isdisjoint(marks_of_post(right))]


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The river after the closed pages; `kin` are the older entries that are shown among those judged with it."""

    river: River
    kin: tuple[PlacedEntry, ...]


def compose_end(
    entries: Sequence[StoredEntry],
    kin: Sequence[StoredEntry],
    settings: Settings,
    closed: ClosedPages,
    openings: Mapping[str, str],
) -> End | None:
    """The river of the entries since the pages were closed, judged together with their `kin` among older ones.

    None when the closed pages may not be as they were, or when the end is too short to make the index of.
    """
    if has_filters(settings) and not _knows_ages(entries, closed):
        return None
    judged = judge([*kin, *entries], settings, openings)
    older = tuple(one for one in judged.placed if one.shown_at < closed.since)
    placed = judged.placed[: len(judged.placed) - len(older)]
    if told_of({one.name for one in kin}, older) != closed.kin:
        return None
    if not placed or closed.next_feed not in {"", placed[-1].stored.feed_url}:
        return None
    zone = ZoneInfo(settings.site.timezone)
    index = cut_index(placed, settings.river, zone)
    if _count([index]) < settings.river.per_page or len(placed) < settings.site.feed_entries:
        return None
    pages = tuple(
        replace(page, number=closed.count + number)
        for number, page in enumerate(cut_pages(placed, settings.river, zone), start=1)
    )
    newest = placed[: settings.site.feed_entries]
    if backlog_of(placed, settings) != closed.backlog:
        return None
    river = River(
        index=index,
        pages=pages,
        newest=newest,
        whole=whole_entries(placed, index, newest, settings.river),
        verdicts=judged.verdicts,
        idle=judged.idle,
        closed=closed,
    )
    return End(river=river, kin=older)


def backlog_of(placed: Iterable[PlacedEntry], settings: Settings) -> int:
    """How many of these entries are of the backlog, as far as that decides which older ones stand whole."""
    if settings.river.backlog == "all":
        return 0
    return min(sum(map(is_backlog, placed)), settings.river.backlog)


def told_of(names: Collection[str], placed: Iterable[PlacedEntry]) -> tuple[str, ...]:
    """What became of each of the entries: that it is shown, and for which others it stands, or that it is not."""
    shown = {
        one.stored.name: " ".join(["shown for", *sorted(twin.name for twin in one.twins)])
        for one in placed
        if one.stored.name in names
    }
    return tuple(f"{name} {shown.get(name, 'not shown')}" for name in sorted(names))


def close_pages(river: River, settings: Settings) -> ClosedPages | None:
    """The pages of the river that are closed; the caller adds what they depend on. None: there are none yet."""
    count = _closable(river.pages, settings)
    open_pages = len(river.pages)
    if not count or (river.closed and open_pages <= 2 * OPEN_PAGES):
        return river.closed
    before, pages, first = river.closed, river.pages[:count], _oldest(river.pages[count])
    full = _count(pages[-1:]) == settings.river.per_page
    shares = freshness_of(replace(river, pages=pages), [feed.url for feed in settings.feeds])
    return ClosedPages(
        count=count + (before.count if before else 0),
        since=first.shown_at,
        backlog=backlog_of(_placed(river.pages[count:]), settings),
        entries=_count(pages) + (before.entries if before else 0),
        next_feed="" if full else first.stored.feed_url,
        shares=tuple(
            Share(feed_url=url, entries=one.entry_count, newest_at=one.newest_at)
            for url, one in shares.items()
            if one.newest_at is not None
        ),
    )


def _closable(pages: Sequence[Page], settings: Settings) -> int:
    """How many of the pages may be closed: enough stays for the index, the merged feed, and idle filters."""
    count = len(pages) - OPEN_PAGES
    needed = 2 * max(settings.site.feed_entries, settings.river.per_page)
    stays = _count(pages[max(count, 0) :])
    while count > 0 and stays < needed:
        count -= 1
        stays += _count([pages[count]])
    while count > 0 and not _parts_here(pages, count, settings):
        count -= 1
    return max(count, 0)


def _parts_here(pages: Sequence[Page], count: int, settings: Settings) -> bool:
    """Whether so many pages can be told from the rest by the time alone."""
    first = _oldest(pages[count]).shown_at
    if has_filters(settings) and first > _newest(pages[-1]).shown_at - 2 * RECENT:
        return False
    return _newest(pages[count - 1]).shown_at < first


def _knows_ages(entries: Iterable[StoredEntry], closed: ClosedPages) -> bool:
    """Whether all entries of the time in which a filter should fit something are there."""
    newest = max((one.placed_at for one in entries if one.placed_by in DATED), default=None)
    return newest is not None and closed.since < newest - RECENT


def _placed(pages: Iterable[Page]) -> Iterator[PlacedEntry]:
    return (one for page in pages for day in page.days for one in day.entries)


def _oldest(page: Page) -> PlacedEntry:
    return page.days[-1].entries[-1]


def _newest(page: Page) -> PlacedEntry:
    return page.days[0].entries[0]


def _count(pages: Iterable[Page]) -> int:
    return sum(len(day.entries) for page in pages for day in page.days)
