"""What an archive of a feed holds (RFC 5005), page by page: entries with the feed they came from (RFC 4287 §4.2.11).

An entry goes to the feed of the configuration that its source names: by the feed's address, by its site, by the name
that the configuration gives it, or by the host when only one feed is there. What names no feed of ours is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from planet.backup.sources import Source, ask, in_child
from planet.errors import FeedError
from planet.model.atom import RawEntry, RawFeed, RawSource, RawText
from planet.model.backup import TakenBack
from planet.model.fetching import FeedHealth, Fetched, FetchFailed, ReadJob, TakenIn
from planet.model.settings import FeedConfig, Settings
from planet.parse import parse_document
from planet.store import Store
from planet.urls import plain_host, plain_page, safe_web_link
from planet.values import replace

MOST_PAGES = 500
MOST_ENTRIES = 5000
"""Of one page."""


def archive_pages(first: Fetched, settings: Settings, most: int = MOST_PAGES) -> Iterator[RawFeed | FeedError]:
    """Each page of the archive, the newest first and at most so many; what went wrong with one ends it."""
    answer: Fetched | FetchFailed = first
    seen = {first.final_url}
    while isinstance(answer, Fetched) and len(seen) <= most:
        page = in_child(parse_document, ReadJob(answer=answer, max_entries=MOST_ENTRIES))
        yield page
        if isinstance(page, FeedError):
            return
        before = next((link.href for link in page.links if link.rel == "prev-archive"), None)
        address = safe_web_link(before, page.base) if before else None
        if address is None or address in seen:
            return
        seen.add(address)
        answer = ask(Source(address=address), settings)
    if isinstance(answer, FetchFailed):
        yield FeedError(answer.kind, f"{answer.feed_url}: {answer.problem}")


def take_in_archive(pages: Sequence[RawFeed], settings: Settings, store: Store, now: datetime) -> TakenBack:
    """Save every entry that names a feed of ours; the newest page that has an entry counts."""
    found: dict[str, dict[str, RawEntry]] = {feed.url: {} for feed in settings.feeds}
    strangers = 0
    for page in pages:
        for raw in page.entries:
            feed = feed_of_entry(raw, page, settings.feeds)
            if feed is None:
                strangers += 1
            else:
                found[feed].setdefault(raw.key, raw)
    for url, entries in found.items():
        if entries:
            _save(url, tuple(entries.values()), store, now)
    count = sum(map(len, found.values()))
    return TakenBack(feeds=sum(map(bool, found.values())), entries=count, with_text=count, strangers=strangers)


def feed_of_entry(raw: RawEntry, page: RawFeed, feeds: Sequence[FeedConfig]) -> str | None:
    """The feed that an entry came from; one without a source came from the archive's own."""
    return feed_of(raw.source or RawSource(id=page.id, link=page.link), feeds)


def feed_of(source: RawSource, feeds: Sequence[FeedConfig]) -> str | None:
    """The address of the one feed of the configuration that a source names, or None."""
    host = plain_host(source.link)
    hosts = Counter(plain_host(feed.url) for feed in feeds)
    for feed in feeds:
        page = plain_page(feed.site) if feed.site else None
        if source.id == feed.url or (page and source.link and plain_page(source.link) == page):
            return feed.url
    for feed in feeds:
        if source.title and feed.name and source.title.casefold() == feed.name.casefold():
            return feed.url
    return next((feed.url for feed in feeds if host and plain_host(feed.url) == host and hosts[host] == 1), None)


def _save(url: str, entries: tuple[RawEntry, ...], store: Store, now: datetime) -> None:
    # Not the feed's own words, and without validators: the feed itself is asked for everything at the next build.
    title = next((raw.source.title for raw in entries if raw.source and raw.source.title), None)
    own = tuple(replace(raw, source=None) for raw in entries)
    document = RawFeed(url=url, title=RawText(value=title) if title else None, entries=own)
    store.save(TakenIn(feed_url=url, feed=document), FeedHealth(feed_url=url), now)
    names = {entry.key: entry.name for entry in store.entries([url])}
    store.give_atom_ids({names[raw.key]: raw.id for raw in entries if raw.id and raw.key in names})
