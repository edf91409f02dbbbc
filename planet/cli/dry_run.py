"""What a build would show now, decided by the same stage and written nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from planet.clean import clean_feed
from planet.compose import compose_river, needs_reading, put_right, reads_openings, whereabouts
from planet.model.atom import RawEntry
from planet.model.entries import StoredEntry
from planet.model.fetching import FeedHealth
from planet.model.settings import FeedConfig, Settings
from planet.model.site import River
from planet.model.stories import Told
from planet.model.verdicts import Whereabouts
from planet.store.inquiry import Inquiry
from planet.store.snapshot import Snapshot
from planet.store.unread import as_read
from planet.unread import read_jobs
from planet.values import dataclass, field, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class DryRun:
    """All that is stored of the feeds of the configuration, and what would become of it.

    `entries` are by name and as they are shown (`title_prefix`, `links`); `names` are what feeds are called. `read` has
    the text of entries that are stored unread, by name, for those that were asked for and those that decide something.
    """

    settings: Settings
    known: Snapshot
    entries: Mapping[str, StoredEntry]
    river: River
    where: Mapping[str, Whereabouts]
    names: Mapping[str, str]
    configs: Mapping[str, FeedConfig]
    read: Mapping[str, RawEntry] = field(default_factory=dict)

    def told(self, name: str) -> Told:
        """One entry with what became of it."""
        entry = self.entries[name]
        return Told(
            entry=entry,
            feed_name=self.names[entry.feed_url],
            where=self.where.get(name),
            verdict=self.river.verdicts.get(name),
        )


def dry_run(settings: Settings, inquiry: Inquiry | None, asked: Collection[str] | None = ()) -> DryRun:
    """Decide about every stored entry with the configuration as it is now. Without a state file nothing is stored.

    `asked` are names of entries of which more is asked for than their titles and dates; None: of all.
    """
    if inquiry and settings.keep.removed:
        left = inquiry.left_feeds([feed.url for feed in settings.feeds])
        settings = replace(settings, feeds=(*settings.feeds, *(FeedConfig(url=url, left=True) for url in left)))
    urls = [feed.url for feed in settings.feeds]
    known = inquiry.snapshot(urls) if inquiry else Snapshot(health={url: FeedHealth(feed_url=url) for url in urls})
    read = _read(known.entries, settings, inquiry, asked) if inquiry else {}
    if read:
        entries = tuple(as_read(one, read[one.name]) if one.name in read else one for one in known.entries)
        known = replace(known, entries=entries)
    openings = dict(inquiry.openings(urls)) if inquiry and reads_openings(settings) else {}
    openings |= {name: raw.facts.opening for name, raw in read.items()}
    river = compose_river(known.entries, settings, openings)
    return DryRun(
        settings=settings,
        known=known,
        entries={entry.name: entry for entry in put_right(known.entries, settings.feeds)},
        river=river,
        where=whereabouts(river),
        names={feed.url: clean_feed(known.feeds.get(feed.url), feed).title for feed in settings.feeds},
        configs={feed.url: feed for feed in settings.feeds},
        read=read,
    )


def _read(
    entries: Sequence[StoredEntry], settings: Settings, inquiry: Inquiry, asked: Collection[str] | None
) -> dict[str, RawEntry]:
    """Name → text, for the unread entries that are asked for, and those that decide what is shown."""
    unread = {(entry.feed_url, entry.key): entry.name for entry in entries if entry.unread}
    names = unread.values() if asked is None else {*needs_reading(entries, settings), *asked}
    jobs = inquiry.unread(names) if unread and names else ()
    read = ((job.feed_url, raw) for job, raws in read_jobs(jobs, settings.fetch) for raw in raws)
    return {unread[url, raw.key]: raw for url, raw in read if (url, raw.key) in unread}
