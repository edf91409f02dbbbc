"""A build's report as lines that a person can read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planet.model.site import FeedReport, OutcomeWord, RunReport
from planet.report.plain import plain
from planet.report.record import record_line

_IDLE = 10
"""Filters named; `--json` has all."""

_WORDS: tuple[tuple[OutcomeWord, str], ...] = (
    ("ok", "ok"),
    ("unchanged", "unchanged"),
    ("not-due", "not due"),
    ("failed", "failed"),
    ("not-reached", "not reached"),
)


def summary_lines(report: RunReport, *, verbose: bool = False, quiet: bool = False) -> Iterator[str]:
    """What happened, what went wrong and what to do about it; problems first, totals last.

    `verbose` names every feed, also those that are well; `quiet` leaves the totals out.
    """
    for warning in report.warnings:
        yield f"warning: {plain(warning, 600)}"
    for note in report.notes if verbose else ():
        yield f"note: {plain(note, 600)}"
    for feed in report.feeds:
        yield from _feed_lines(feed)
        if verbose and feed.problem is None:
            yield f"{feed.outcome}: {_label(feed)}: {feed.new} new, {feed.entries_stored} stored"
        if verbose and feed.health:
            yield f"  {record_line(feed.health)}"
    if not quiet:
        yield from _totals(report)


def _totals(report: RunReport) -> Iterator[str]:
    yield _feeds_total(report)
    yield f"entries: {report.entries_new} new, {report.entries_shown} shown, {report.entries_stored} stored"
    yield from _cleaning_total(report)
    yield from _idle_total(report)
    if report.outcome == "all-failed":
        yield "nothing to show: no feed could be read and nothing is stored; the output folder was left as it was"
    else:
        yield _files_total(report)


def _feed_lines(feed: FeedReport) -> Iterator[str]:
    label = _label(feed) if feed.problem is not None or feed.warnings else ""
    if feed.problem is not None:
        failed = "failed" if feed.outcome in {"failed", "not-reached"} else "still failing"
        failed = "moved" if feed.state == "moved" and failed == "still failing" else failed
        yield f"{failed}: {label}: {plain(feed.problem)}"
        if feed.hint is not None:
            yield f"  {plain(feed.hint)}"
    for warning in feed.warnings:
        yield f"note: {label}: {plain(warning)}"


def _label(feed: FeedReport) -> str:
    return plain(feed.url) if feed.name == feed.url else f"{plain(feed.name, 60)} ({plain(feed.url)})"


def _feeds_total(report: RunReport) -> str:
    counts = Counter(feed.outcome for feed in report.feeds)
    parts = [f"{counts[outcome]} {word}" for outcome, word in _WORDS if counts[outcome] or outcome in {"ok", "failed"}]
    return f"feeds: {', '.join(parts)}"


def _cleaning_total(report: RunReport) -> Iterator[str]:
    """Said only when there is something to say: both numbers are 0 on nearly every day."""
    if report.cleaning.shortened:
        yield f"shortened: {report.cleaning.shortened} of the entries shown, each with a link to its original"
    if report.cleaning.differences:
        yield f"sanitisers: they differ about {report.cleaning.differences} entries; what passed both is shown"


def _idle_total(report: RunReport) -> Iterator[str]:
    """Filters that may have been misspelt, or are needed no more; the first few by name."""
    idle = report.idle_filters
    if idle:
        more = f", and {len(idle) - _IDLE} more" if len(idle) > _IDLE else ""
        named = "; ".join(plain(one, 120) for one in idle[:_IDLE])
        yield f"filters that fitted no entry of the last 30 days: {named}{more}"


def _files_total(report: RunReport) -> str:
    files = report.files
    removed = f", {files.removed} removed" if files.removed else ""
    state = "site changed" if report.changed else "site unchanged"
    return f"files: {files.written} written, {files.unchanged} unchanged{removed}; {state}; {report.seconds:.1f} s"
