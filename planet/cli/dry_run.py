"""What a build would show now, decided by the same stage and written nowhere."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace

from planet.clean import clean_feed
from planet.compose import compose_river, put_right, reads_openings, whereabouts
from planet.model.entries import StoredEntry
from planet.model.fetching import FeedHealth
from planet.model.settings import FeedConfig, Settings
from planet.model.site import River
from planet.model.stories import Told
from planet.model.verdicts import Whereabouts
from planet.store import Inquiry, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """All that is stored of the feeds of the configuration, and what would become of it.

    `entries` are by name and as they are shown (`title_prefix`, `links`); `names` are what feeds are called.
    """

    settings: Settings
    known: Snapshot
    entries: Mapping[str, StoredEntry]
    river: River
    where: Mapping[str, Whereabouts]
    names: Mapping[str, str]
    configs: Mapping[str, FeedConfig]

    def told(self, name: str) -> Told:
        """One entry with what became of it."""
        entry = self.entries[name]
        return Told(
            entry=entry,
            feed_name=self.names[entry.feed_url],
            where=self.where.get(name),
            verdict=self.river.verdicts.get(name),
        )


@contextmanager
def without_collecting() -> Iterator[None]:
    """Millions of new values, none of them in a circle: looking for circles among them takes 40 % of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def dry_run(settings: Settings, inquiry: Inquiry | None) -> DryRun:
    """Decide about every stored entry with the configuration as it is now. Without a state file nothing is stored."""
    if inquiry and settings.keep.removed:
        left = inquiry.left_feeds([feed.url for feed in settings.feeds])
        settings = replace(settings, feeds=(*settings.feeds, *(FeedConfig(url=url, left=True) for url in left)))
    urls = [feed.url for feed in settings.feeds]
    known = inquiry.snapshot(urls) if inquiry else Snapshot(health={url: FeedHealth(feed_url=url) for url in urls})
    openings = inquiry.openings(urls) if inquiry and reads_openings(settings) else None
    river = compose_river(known.entries, settings, openings)
    return DryRun(
        settings=settings,
        known=known,
        entries={entry.name: entry for entry in put_right(known.entries, settings.feeds)},
        river=river,
        where=whereabouts(river),
        names={feed.url: clean_feed(known.feeds.get(feed.url), feed).title for feed in settings.feeds},
        configs={feed.url: feed for feed in settings.feeds},
    )
