"""A build's report for GitHub Actions: the job's summary, annotations, and outputs for later steps.

What came from a feed or from the configuration is made harmless for all three: workflow commands, Markdown, HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planet.model.site import FeedReport, RunReport
from planet.report.plain import plain
from planet.report.summary import summary_lines

_ANNOTATIONS = 10
"""GitHub shows no more warnings than this for a step."""

_FEEDS = 200
"""Rows in the summary's table; a summary may have 1 MiB."""

_DOCS = "https://github.com/planet-feeds/planet-feeds/blob/main/docs/feed-problems.md"
_NOT_PLAIN = re.compile(r"[^\w .,/-]|_", re.ASCII)


def step_summary(report: RunReport) -> str:
    """Markdown for $GITHUB_STEP_SUMMARY: the totals, and a table of the feeds that need somebody."""
    totals = [
        line
        for line in summary_lines(report)
        if line.startswith(("feeds: ", "entries: ", "shortened: ", "sanitisers: ", "filters ", "files: ", "nothing "))
    ]
    lines = ["## Planet", "", *(f"- {inert(line)}" for line in totals), ""]
    lines += [f"- Note: {inert(plain(warning))}" for warning in report.warnings]
    ill = [feed for feed in report.feeds if feed.problem is not None]
    if ill:
        lines += ["", "| feed | problem | what to do |", "|---|---|---|", *map(_row, ill[:_FEEDS])]
    if len(ill) > _FEEDS:
        lines += ["", f"{len(ill) - _FEEDS} more feeds could not be read."]
    return "\n".join(lines) + "\n"


def warning_commands(report: RunReport) -> Iterator[str]:
    """A workflow command for each feed that failed in this build, ten at most, and one that counts the rest."""
    ill = [feed for feed in report.feeds if feed.outcome in {"failed", "not-reached"}]
    shown = ill if len(ill) <= _ANNOTATIONS else ill[: _ANNOTATIONS - 1]
    for feed in shown:
        text = f"{plain(feed.url)}: {plain(feed.problem or '')} - {plain(feed.hint or '')}"
        yield f"::warning title={_property(plain(feed.name, 60))}::{_message(text)}"
    if len(ill) > len(shown):
        yield f"::warning title=Planet::{len(ill) - len(shown)} more feeds could not be read; see the job's summary"


def outputs(report: RunReport) -> str:
    """Lines for $GITHUB_OUTPUT: words of ours alone."""
    return f"changed={str(report.changed).lower()}\nall_failed={str(report.all_failed).lower()}\n"


def inert(text: str) -> str:
    """Markdown that shows the text and does nothing: all but letters, digits and plain punctuation as entities."""
    return _NOT_PLAIN.sub(lambda match: f"&#{ord(match[0])};", text)


def _row(feed: FeedReport) -> str:
    problem = (
        f"[{inert(plain(feed.problem or ''))}]({_DOCS}#{feed.kind})" if feed.kind else inert(plain(feed.problem or ""))
    )
    return (
        f"| {inert(plain(feed.name, 60))}<br>{inert(plain(feed.url))} | {problem} | {inert(plain(feed.hint or ''))} |"
    )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
