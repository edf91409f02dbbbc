"""The machine-readable report of a build, as docs/json-report.md describes it."""

from __future__ import annotations

import json
import re

from planet.model.site import FeedReport, RunReport
from planet.report.record import record_of

_NOT_FOR_LOGS = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|(?<=##)\\[")
"""C1 controls, line ends, format characters, lone surrogates, and the bracket of `##[command]` (promises 3.11)."""


def json_report(report: RunReport) -> str:
    """The report as one JSON object with a line end; feeds in the order of the configuration."""
    return json_text(_report(report))


def json_text(value: dict[str, object]) -> str:
    """JSON that is readable and that neither a terminal nor GitHub's runner can be commanded with."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _NOT_FOR_LOGS.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _report(report: RunReport) -> dict[str, object]:
    return {
        "outcome": report.outcome,
        "changed": report.changed,
        "started_at": report.started_at.isoformat().replace("+00:00", "Z"),
        "seconds": round(report.seconds, 3),
        "all_failed": report.all_failed,
        "entries": {"new": report.entries_new, "shown": report.entries_shown, "stored": report.entries_stored},
        "cleaning": {"differences": report.cleaning.differences, "shortened": report.cleaning.shortened},
        "idle_filters": list(report.idle_filters),
        "files": {
            "written": report.files.written,
            "unchanged": report.files.unchanged,
            "removed": report.files.removed,
        },
        "feeds": [_feed(feed) for feed in report.feeds],
        "warnings": list(report.warnings),
    }


def _feed(feed: FeedReport) -> dict[str, object]:
    return {
        "url": feed.url,
        "name": feed.name,
        "outcome": feed.outcome,
        "state": feed.state,
        "kind": feed.kind,
        "problem": feed.problem,
        "hint": feed.hint,
        "entries_stored": feed.entries_stored,
        "new": feed.new,
        "warnings": list(feed.warnings),
        **(record_of(feed.health) if feed.health else {}),
    }
