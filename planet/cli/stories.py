"""Gathers what is known of an entry, of a feed, or of an address that nobody knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile

from planet.clean import CLEANING, clean_entry, clean_frame, clean_job, clean_key, shorten
from planet.cli.dry_run import DryRun
from planet.compose import Hidden
from planet.errors import FeedError
from planet.model.atom import Entry
from planet.model.entries import StoredEntry
from planet.model.settings import FeedConfig
from planet.model.stories import EntryStory, FeedStory, Told, Unknown
from planet.report import feed_report
from planet.sandbox import ChildLimits, in_children
from planet.store.inquiry import Inquiry
from planet.urls import plain_host, plain_page

_CLEAN_LIMITS = ChildLimits(wall_s=5.0)
_MOST_FEEDS = 3
_CHOICES = {"content": "full", "images": "true", "tidy": "true"}
"""Keys of a feed that take something away unless they say this."""


def entry_story(run: DryRun, inquiry: Inquiry, entry: StoredEntry) -> EntryStory:
    """The whole story of one entry."""
    told = run.told(entry.name)
    config = run.configs[entry.feed_url]
    clean = _cleaned(run, inquiry, entry)
    text = clean and (clean.content or clean.summary)
    choices = [config.clauses[key] for key in (*_CHOICES, "remove") if key in config.clauses]
    return EntryStory(
        told=told,
        feed=feed_story(run, inquiry, config),
        decisions=inquiry.story(entry.name),
        stands_for_it=run.told(told.verdict.twin) if told.verdict and told.verdict.twin else None,
        same=tuple(_same(run, told)),
        is_listed=entry.name in inquiry.listed(entry.feed_url),
        removed=text.removed if text else (),
        shortened=clean.shortened if clean else None,
        choices=tuple(one for one in choices if one.text not in _CHOICES.values()),
        as_sent=next((one for one in run.known.entries if one.name == entry.name and one != entry), None),
    )


def feed_story(run: DryRun, inquiry: Inquiry | None, config: FeedConfig) -> FeedStory:
    """What was last heard from a feed of the configuration."""
    listed = inquiry.listed(config.url) if inquiry else frozenset()
    dates = [run.entries[name].placed_at for name in listed if name in run.entries]
    known = run.known
    return FeedStory(
        report=feed_report(
            url=config.url,
            name=run.names[config.url],
            health=known.health[config.url],
            stored=known.counts.get(config.url, 0),
            outcome=None,
            new=0,
        ),
        clause=config.clauses.get("url"),
        was=inquiry.earlier_addresses(config.url) if inquiry else (),
        listed=len(listed),
        oldest_at=min(dates, default=None),
        max_entries=run.settings.fetch.max_entries,
    )


def unknown(run: DryRun, inquiry: Inquiry | None, asked: str) -> Unknown:
    """What can be said of an address, an id or words that nothing stored has."""
    host = plain_host(asked)
    page = plain_page(asked)
    feeds = _feeds_at(run, asked, host) if host else []
    urls = [feed.url for feed in run.settings.feeds]
    traces = inquiry.traces(asked, page) if inquiry else ()
    left = [trace.feed_url for trace in traces if trace.feed_url not in urls and not trace.forgotten]
    left += [url for url in (inquiry.left_feeds(urls) if inquiry else ()) if host and plain_host(url) == host]
    hidden = Hidden(run.settings.hide).verdict(_stranger(asked, page))
    return Unknown(
        asked=asked,
        host=host,
        feeds=tuple(feed_story(run, inquiry, feed) for feed in feeds),
        left=tuple(dict.fromkeys(left)),
        forgotten=tuple(trace.title or trace.link or trace.name for trace in traces if trace.forgotten),
        stored=len(run.entries),
        hidden_by=hidden.clause if hidden else None,
    )


def feeds_named(run: DryRun, asked: str) -> list[FeedConfig]:
    """The feeds of the configuration that have this address, or had it before, or this name."""
    plain = asked.casefold()
    return [
        feed for feed in run.settings.feeds if feed.url == asked or plain in {feed.url, run.names[feed.url].casefold()}
    ]


def _same(run: DryRun, told: Told) -> Iterator[Told]:
    """The other entries of the same post, but for the one that is shown."""
    leader = told.verdict.twin if told.verdict and told.verdict.twin else told.entry.name
    for name, verdict in run.river.verdicts.items():
        if verdict.twin == leader and name != told.entry.name:
            yield run.told(name)


def _cleaned(run: DryRun, inquiry: Inquiry, entry: StoredEntry) -> Entry | None:
    """The clean entry: the one that is kept, else cleaned on the spot, in a child as in a build."""
    config = run.configs[entry.feed_url]
    frame = clean_frame(config, run.known.feeds.get(config.url), run.settings.site.url)
    kept = inquiry.cleaned(clean_key(entry, frame))
    raw = None if kept else run.read.get(entry.name) or inquiry.raw_entry(entry.name)
    if raw is None:
        return kept
    job = clean_job(raw, entry.name, frame)
    [(_, result)] = in_children(clean_entry, [job], _CLEAN_LIMITS, rooms=CLEANING)
    return shorten(job, result.problem) if isinstance(result, FeedError) else result


def _feeds_at(run: DryRun, asked: str, host: str) -> list[FeedConfig]:
    """The feeds that are at home at the host, or in a part of it; those with the address most in common come first."""
    hosts = _hosts_of_entries(run)
    ranked: list[tuple[int, int, FeedConfig]] = []
    for number, feed in enumerate(run.settings.feeds):
        known = run.known.feeds.get(feed.url)
        addresses = [one for one in (feed.site, known.link if known else None, feed.url) if one]
        homes = {plain_host(one) for one in addresses} | {hosts.get(feed.url)}
        if any(home and (home == host or home.endswith(f".{host}") or host.endswith(f".{home}")) for home in homes):
            ranked.append((-max(_in_common(asked, one) for one in addresses), number, feed))
    return [feed for _, _, feed in sorted(ranked, key=lambda one: one[:2])[:_MOST_FEEDS]]


def _hosts_of_entries(run: DryRun) -> dict[str, str]:
    """Feed → the host that most of its entries link to: a feed may be served from anywhere."""
    counts: dict[str, Counter[str]] = {}
    for entry in run.entries.values():
        if entry.page:
            counts.setdefault(entry.feed_url, Counter())[entry.page.partition("/")[0]] += 1
    return {url: max(count, key=lambda host: (count[host], host)) for url, count in counts.items()}


def _in_common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _stranger(asked: str, page: str | None) -> StoredEntry:
    """An entry that has nothing but what is asked for, to ask `hide` about it."""
    from datetime import UTC, datetime  # noqa: PLC0415 - for this alone

    at = datetime.fromtimestamp(0, UTC)
    return StoredEntry(
        feed_url="",
        key=asked,
        name="",
        link=asked,
        page=page,
        first_seen_at=at,
        changed_at=at,
        placed_at=at,
        content_hash="",
    )
