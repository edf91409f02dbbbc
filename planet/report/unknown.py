"""What can be said of a post that is not stored: which feed should have it, and what was last heard from that feed."""

from __future__ import annotations

from collections.abc import Iterator

from planet.model.stories import FeedStory, Unknown
from planet.report.plain import plain
from planet.report.record import moment, record_line
from planet.report.story import day, entries
from planet.report.verdicts import clause_place

_LOOK = "planet check shows what the feed has at this moment, and planet build --force asks it at once."


def unknown_lines(found: Unknown) -> Iterator[str]:
    """What is known all the same, and what to do."""
    if not found.stored:
        yield "Nothing is stored yet: run planet build first."
    else:
        yield f"Nothing among the {found.stored} stored entries is called “{plain(found.asked, 200)}”."
    for title in found.forgotten:
        yield f"“{plain(title, 100)}” was here once and has been forgotten: see keep in the configuration."
    if found.hidden_by:
        yield f"If it came, it would not be shown. To show it: remove {clause_place(found.hidden_by)}"
    for url in found.left:
        yield f"Its feed has left the configuration: {plain(url)}"
        yield f'To have its posts back, add a line to feeds: "  - {plain(url)}"; what was stored of it is still there.'
    if found.forgotten:
        return
    if found.feeds:
        yield from _feeds(found)
    elif found.host is None:
        yield "Ask with a part of the title, with the address of the post, or with that of its feed."
    elif not found.left:
        yield f"No feed of the configuration is at home at {plain(found.host)}."
        yield "If that blog has a feed, add its address to feeds; planet check ADDRESS shows what is there."


def feed_lines(feed: FeedStory) -> Iterator[str]:
    """One feed: its line in the configuration, how it has been doing, and what its document reaches back to."""
    report = feed.report
    yield f"{plain(report.name, 80)} ({plain(report.url)})"
    if feed.clause:
        yield f"  In the configuration: {clause_place(feed.clause)}"
    if feed.was:
        yield f"  It was at {', '.join(map(plain, feed.was))} before."
    for sentence in _state(feed):
        yield f"  {sentence}"
    if report.health:
        yield f"  {record_line(report.health)}."


def _feeds(found: Unknown) -> Iterator[str]:
    yield "This feed should have it:" if len(found.feeds) == 1 else "One of these feeds should have it:"
    for feed in found.feeds:
        yield from feed_lines(feed)
        for sentence in _verdict(feed):
            yield f"  {sentence}"


def _state(feed: FeedStory) -> Iterator[str]:
    report, health = feed.report, feed.report.health
    since = f" since {moment(health.since)}" if health and health.since else ""
    yield f"State: {report.state}{since}; {entries(report.entries_stored)} stored."
    if report.problem is not None:
        yield f"Problem: {plain(report.problem)}"
        yield f"What to do: {plain(report.hint or '')}"
    if feed.listed:
        oldest = f"; the oldest is of {day(feed.oldest_at)}" if feed.oldest_at else ""
        yield f"Its document had {entries(feed.listed)} when it was last read{oldest}."


def _verdict(feed: FeedStory) -> Iterator[str]:
    """Why a post of this feed may not be here, and what to do."""
    health = feed.report.health
    if health is None or health.last_try_at is None:
        yield "It was never asked: run planet build."
    elif health.last_ok_at is None:
        yield "It could never be read, so none of its posts can be here."
    elif feed.report.state in {"failing", "gone"}:
        yield f"It could not be read since {day(health.last_ok_at)}: what was posted later is not here yet."
    else:
        yield f"It had no such post on {day(health.last_ok_at)}: a newer one comes with one of the next builds,"
        yield "and one that is older than its document goes back was never offered to this planet."
        if feed.listed >= feed.max_entries:
            yield f"Its document is longer than is read: raise fetch.max_entries, now {feed.max_entries}."
    yield _LOOK
