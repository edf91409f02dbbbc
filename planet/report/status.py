"""How the feeds have been doing: for people, for programs, and as a file of the site."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from planet.model.fetching import FeedHealth
from planet.model.site import FeedReport, OutputFile, SourceView
from planet.report.plain import plain
from planet.report.record import moment, record_line, record_of


def status_lines(feeds: Sequence[FeedReport]) -> Iterator[str]:
    """Each feed with its state, what went wrong, what to do, and its record."""
    for feed in feeds:
        since = f" since {moment(feed.health.since)}" if feed.health and feed.health.since else ""
        label = plain(feed.url) if feed.name == feed.url else f"{plain(feed.name, 60)} ({plain(feed.url)})"
        yield f"{feed.state}{since}: {label}: {feed.entries_stored} stored"
        if feed.problem is not None:
            yield f"  {plain(feed.problem)}"
            yield f"  {plain(feed.hint or '')}"
        if feed.health:
            yield f"  {record_line(feed.health)}"


def status_json(feeds: Sequence[FeedReport]) -> dict[str, object]:
    """The same for programs."""
    return {
        "feeds": [
            {
                **_told(feed.url, feed.name, feed.health),
                "entries_stored": feed.entries_stored,
                **record_of(feed.health),
            }
            for feed in feeds
            if feed.health
        ]
    }


def status_file(sources: Sequence[SourceView]) -> OutputFile:
    """`status.json`: what changes only with a feed's state, so that a build with nothing new changes nothing."""
    feeds = [_told(source.feed.url, source.feed.title, source.health) for source in sources if not source.left]
    # ASCII: no character of a stranger's can do anything to whoever prints the file.
    text = json.dumps({"feeds": feeds}, indent=1) + "\n"
    return OutputFile(path=PurePosixPath("status.json"), data=text.encode("ascii"))


def _told(url: str, name: str, health: FeedHealth) -> dict[str, object]:
    return {
        "url": url,
        "name": name,
        "state": health.state,
        "since": moment(health.since),
        "kind": health.kind,
        "problem": health.problem,
        "hint": health.hint,
    }
