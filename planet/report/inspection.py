"""What `planet check` found, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from planet.model.fetching import Quiet, Validators
from planet.model.inspection import InspectedEntry, Inspection
from planet.report.plain import plain
from planet.report.record import cost, count, in_bytes, is_file, moment

_ENTRIES = 10
"""How many entries people are shown; programs get all."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def inspection_lines(found: Inspection) -> Iterator[str]:
    """The feed's address, then what is known, a line each."""
    traffic = found.traffic
    yield plain(found.url)
    if is_file(found.url) and found.problem is None:
        yield f"  file: {in_bytes(traffic.received_bytes)}"
    elif not is_file(found.url):
        yield f"  answer: {traffic.status or 'none'}, {cost(traffic)}"
    for address in traffic.redirects:
        yield f"  redirected to: {plain(address)}"
    if found.moved_to:
        yield "  the redirect is permanent: put that address into the configuration"
    if found.problem is not None:
        yield f"  problem ({found.kind}): {plain(found.problem)}"
        yield f"  what to do: {plain(found.hint or '')}"
        if found.retry_after:
            yield f"  the server asks to be left alone for {_span(found.retry_after)}"
        return
    if not is_file(found.url):
        yield f"  validators: {_validators(found)}"
        yield f"  caching: {_caching(found)}"
        yield f"  type: {plain(found.content_type or 'not given')}"
    yield f"  format: {plain(found.format or 'unknown')}; encoding: {found.encoding}"
    for warning in found.warnings:
        yield f"  note: {plain(warning)}"
    yield from _entry_lines(found)


def inspection_json(found: Inspection) -> dict[str, object]:
    """The same, whole."""
    quiet = found.quiet or Quiet()
    return {
        "url": found.url,
        "status": found.traffic.status,
        "bytes": found.traffic.received_bytes,
        "milliseconds": found.traffic.milliseconds,
        "redirects": list(found.traffic.redirects),
        "moved_to": found.moved_to,
        "kind": found.kind,
        "problem": found.problem,
        "hint": found.hint,
        "retry_after_s": _seconds(found.retry_after),
        "content_type": found.content_type,
        "encoding": found.encoding,
        "etag": found.validators and found.validators.etag,
        "last_modified": found.validators and found.validators.last_modified,
        "max_age_s": _seconds(found.max_age),
        "interval_s": _seconds(quiet.interval),
        "skip_hours": list(quiet.hours),
        "skip_days": [_DAYS[day] for day in quiet.days],
        "format": found.format,
        "title": found.title,
        "warnings": list(found.warnings),
        "entries": [_entry_json(entry) for entry in found.entries],
    }


def _entry_lines(found: Inspection) -> Iterator[str]:
    yield f"  title: {plain(found.title or 'none')}"
    known = sum(entry.is_stored for entry in found.entries)
    yield f"  entries: {len(found.entries)}, {len(found.entries) - known} of them new to this planet"
    for entry in found.entries[:_ENTRIES]:
        date = "no usable date: when first seen" if entry.date_source == "first seen" else entry.date_source
        yield f"  - {plain(entry.title, 100) or '(no title)'}"
        yield f"    {moment(entry.shown_at)} ({date}); {count(entry.words, 'word')}; {plain(entry.link or 'no link')}"
        yield f"    id: {plain(entry.id) if entry.id else 'none: link or content stand for it'}"
    if len(found.entries) > _ENTRIES:
        yield f"  … and {len(found.entries) - _ENTRIES} more (--json shows all)"


def _validators(found: Inspection) -> str:
    given = found.validators or Validators()
    parts = [f"ETag {plain(given.etag)}"] if given.etag else []
    parts += [f"Last-Modified {plain(given.last_modified)}"] if given.last_modified else []
    return ", ".join(parts) or "none: every request brings the whole document again"


def _caching(found: Inspection) -> str:
    quiet = found.quiet or Quiet()
    parts = [f"fresh for {_span(found.max_age)}"] if found.max_age else []
    parts += [f"the feed asks for {_span(quiet.interval)} between two reads"] if quiet.interval else []
    parts += [f"not in the hours {', '.join(map(str, quiet.hours))} (UTC)"] if quiet.hours else []
    parts += [f"not on {', '.join(_DAYS[day] for day in quiet.days)}"] if quiet.days else []
    return "; ".join(parts) or "nothing said"


def _entry_json(entry: InspectedEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "id": entry.id,
        "title": entry.title,
        "link": entry.link,
        "shown_at": moment(entry.shown_at),
        "date_source": entry.date_source,
        "is_stored": entry.is_stored,
        "words": entry.words,
    }


def _span(time: timedelta) -> str:
    seconds = time.total_seconds()
    units = (("d", 86400), ("h", 3600), ("min", 60))
    return next((f"{seconds / size:g} {unit}" for unit, size in units if seconds >= size), f"{seconds:g} s")


def _seconds(time: timedelta | None) -> float | None:
    return time.total_seconds() if time else None
