"""The copy of a memory, read as the work of a stranger: bounded, and every value checked. Pure; runs in a child.

A line that cannot be right is left out and counted; only the file as a whole can be refused. What passes is still raw:
the text of an entry goes through the clean stage as if its feed had just sent it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from planet.errors import Kind, ParseError
from planet.model.atom import RawEntry, RawFeed
from planet.model.backup import (
    MOST_STATE_BYTES,
    STATE_VERSION,
    EntryCopy,
    FeedCopy,
    StateCopy,
    StateHeader,
    StateJob,
)
from planet.model.fetching import FeedHealth, Validators
from planet.store.backup import LONGEST_LINE
from planet.store.changes import packed_entry
from planet.store.codec import CodecError, read_as
from planet.store.packing import unpacked
from planet.urls import MAX_ADDRESS_LENGTH, entry_name, is_absolute_iri, plain_page, safe_web_link
from planet.values import dataclass, field, replace

MOST_FEEDS = 20_000
MOST_LISTED = 20_000
MOST_ALIASES = 100
MOST_DECISIONS = 20
MOST_PEOPLE = 64
LONGEST_WORD = 300
"""Characters of a name, a tag, a language; a title has at most 200."""

_EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
_LAST = datetime(2200, 1, 1, tzinfo=UTC)
"""What an author may have dated a post; every zone can tell such a time."""
_SLACK = timedelta(days=1)
_NOTHING = timedelta()
_NAME = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"(?:[0-9a-f]{32})?")
_VALIDATOR = re.compile(r"[\t\x20-\x7e\x80-\xff]{1,4096}")
_BODY_HASH = re.compile(r"[0-9a-f]{64}")
_START = b'{"header":'


@dataclass(slots=True)
class _Read:
    """What has been read so far; `latest` is the last moment that a date may name."""

    latest: datetime
    most_entries: int
    feeds: dict[str, FeedCopy] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)
    entries: dict[str, EntryCopy] = field(default_factory=dict)
    texts: dict[str, bytes] = field(default_factory=dict)
    refused: int = 0


def is_state(data: bytes) -> bool:
    """Whether the data, packed or not, begins as a copy of a memory does. Raises ParseError when it is damaged."""
    return unpacked(data, MOST_STATE_BYTES).startswith(_START)


def read_state(job: StateJob) -> StateCopy:
    """All that can be right in the copy.

    Raises ParseError: it is none, damaged, torn, too large, or of a newer Planet.
    """
    lines = _lines(unpacked(job.data, MOST_STATE_BYTES))
    header = _header(next(lines, b""))
    latest = max(job.now, header.last_build_at or job.now) + _SLACK
    read = _Read(latest=latest, most_entries=job.most_entries)
    for line in lines:
        try:
            _take(line, read)
        except (CodecError, ValueError, RecursionError, OverflowError):
            read.refused += 1
    entries = tuple(_without_taken_names(copy, read) for copy in read.entries.values())
    return StateCopy(
        header=header, feeds=tuple(read.feeds.values()), entries=entries, texts=read.texts, refused=read.refused
    )


def _lines(text: bytes) -> Iterator[bytes]:
    if not text.startswith(_START):
        raise ParseError(Kind.NOT_A_FEED, "it is not a copy of a planet's memory")
    if not text.endswith(b"\n"):
        raise ParseError(Kind.MALFORMED, "it breaks off")
    start = 0
    while start < len(text):
        end = text.index(b"\n", start)
        yield text[start:end] if end - start <= LONGEST_LINE else b""
        start = end + 1


def _header(line: bytes) -> StateHeader:
    try:
        found = _object(line)["header"]
        version = found.get("version") if isinstance(found, dict) else None
        if isinstance(version, int) and version > STATE_VERSION:
            raise _too_new(version)
        return _checked_header(read_as(StateHeader, found))
    except (CodecError, ValueError, RecursionError) as error:
        raise ParseError(Kind.MALFORMED, "its first line cannot be read") from error


def _too_new(version: int) -> ParseError:
    told = f"format {min(version, 10**6)}; this one knows {STATE_VERSION}"
    return ParseError(Kind.NOT_A_FEED, f"a newer Planet wrote it ({told})")


def _checked_header(header: StateHeader) -> StateHeader:
    _check_dates(header.created_at, header.last_build_at)
    if header.version != STATE_VERSION or not _fits(header.feed_id or "", header.site or ""):
        raise CodecError("header")
    iri = header.feed_id if header.feed_id and is_absolute_iri(header.feed_id) else None
    return replace(header, feed_id=iri)


def _object(line: bytes) -> dict[str, object]:
    found = json.loads(line.decode("utf-8", "surrogatepass"))
    if not isinstance(found, dict):
        raise CodecError("not an object")
    return found


def _take(line: bytes, read: _Read) -> None:
    """Add what the line says. Raises CodecError, ValueError and the like: it cannot be right."""
    found = _object(line)
    if "feed" in found:
        feed = _checked_feed(read_as(FeedCopy, found["feed"]), read)
        read.feeds[feed.url] = feed
        read.origins.add(feed.origin)
        return
    entry = _checked_entry(read_as(EntryCopy, found["entry"]) if "entry" in found else _no(), read)
    text = _checked_text(read_as(RawEntry, found["raw"])) if "raw" in found and not entry.forgotten else None
    name = entry.stored.name
    read.entries[name] = entry
    if text is not None:
        read.texts[name] = text


def _no() -> EntryCopy:
    raise CodecError("neither a feed nor an entry")


def _checked_text(raw: RawEntry) -> bytes:
    _check_dates(raw.published_at, raw.updated_at, raw.source.updated_at if raw.source else None)
    return packed_entry(raw)


# --- feeds ------------------------------------------------------------------------------------------------------------


def _checked_feed(feed: FeedCopy, read: _Read) -> FeedCopy:
    known = len(read.feeds) >= MOST_FEEDS or feed.url in read.feeds or feed.origin in read.origins
    if known or not feed.url or not _fits(feed.url, feed.origin, *feed.was) or len(feed.was) > MOST_ALIASES:
        raise CodecError("feed")
    if len(feed.listed) > MOST_LISTED or not all(map(_NAME.fullmatch, feed.listed)):
        raise CodecError("listed")
    _in_range(feed.added_at, read.latest)
    health = _checked_health(feed, read.latest)
    raw: RawFeed | None = feed.raw and replace(feed.raw, url=feed.url, entries=())
    _check_dates(raw.updated_at if raw else None)
    return replace(feed, health=health, raw=raw, validators=_sendable(feed.validators))


def _checked_health(feed: FeedCopy, latest: datetime) -> FeedHealth:
    health, quiet, move = feed.health, feed.health.quiet, feed.health.move
    for moment in (health.since, health.last_try_at, health.last_ok_at, health.last_change_at):
        _in_range(moment or _EARLIEST, latest)
    _check_dates(health.next_try_at, move.since if move else None)
    if not 0 <= health.failures <= 10**6 or not 0 <= health.entries_seen <= 10**9:
        raise CodecError("health")
    if not {*quiet.hours} <= {*range(24)} or not {*quiet.days} <= {*range(7)} or (quiet.interval or _SLACK) < _NOTHING:
        raise CodecError("quiet")
    if move and move.to != safe_web_link(move.to):
        raise CodecError("move")
    return replace(health, feed_url=feed.url, problem=_short(health.problem), hint=_short(health.hint))


def _sendable(validators: Validators) -> Validators:
    """What can stand in a request; a validator that cannot was never a server's."""
    etag, modified, body = validators.etag, validators.last_modified, validators.body_sha256
    return Validators(
        etag=etag if etag and _VALIDATOR.fullmatch(etag) else None,
        last_modified=modified if modified and _VALIDATOR.fullmatch(modified) else None,
        body_sha256=body if body and _BODY_HASH.fullmatch(body) else None,
    )


# --- entries ----------------------------------------------------------------------------------------------------------


def _checked_entry(copy: EntryCopy, read: _Read) -> EntryCopy:
    stored = copy.stored
    feed = read.feeds.get(stored.feed_url)
    if feed is None or stored.name in read.entries or len(read.entries) >= read.most_entries:
        raise CodecError("no place for it")
    if stored.name != entry_name(feed.origin, stored.key) or not _HASH.fullmatch(stored.content_hash):
        raise CodecError("name")
    if not _fits(stored.key, stored.id or "", stored.link or "", stored.atom_id or ""):
        raise CodecError("address")
    _check_words(copy)
    for moment in (stored.first_seen_at, stored.changed_at, stored.placed_at):
        _in_range(moment, read.latest)
    _check_dates(stored.published_at, stored.updated_at)
    if len(copy.aliases) > MOST_ALIASES or not all(map(_NAME.fullmatch, copy.aliases)):
        raise CodecError("aliases")
    atom_id = stored.atom_id if stored.atom_id and is_absolute_iri(stored.atom_id) else None
    page = plain_page(stored.link) if stored.link else None
    return replace(copy, stored=replace(stored, atom_id=atom_id, page=page))


def _check_words(copy: EntryCopy) -> None:
    """Raises CodecError when what is told of the entry's words and people is longer than what a parser makes."""
    stored = copy.stored
    words = (copy.opening, stored.title, stored.language or "", stored.fingerprint or "", stored.beginning or "")
    lists = (*stored.authors, *stored.categories)
    if any(len(word) > LONGEST_WORD for word in (*words, *lists)) or len(lists) > 2 * MOST_PEOPLE:
        raise CodecError("words")
    if not 0 <= stored.words <= 10**9 or len(copy.decisions) > MOST_DECISIONS:
        raise CodecError("numbers")
    for line in copy.decisions:
        _in_range(line.at, _LAST)
        if len(line.rule) > LONGEST_WORD or not _fits(line.detail):
            raise CodecError("decisions")


def _without_taken_names(copy: EntryCopy, read: _Read) -> EntryCopy:
    """An alias that is an entry's own name would turn the one into the other."""
    free = tuple(alias for alias in copy.aliases if alias not in read.entries)
    return copy if free == copy.aliases else replace(copy, aliases=free)


def _fits(*texts: str) -> bool:
    return all(len(text) <= MAX_ADDRESS_LENGTH for text in texts)


def _in_range(moment: datetime, latest: datetime) -> None:
    if not _EARLIEST <= moment <= latest:
        raise CodecError("date")


def _check_dates(*dates: datetime | None) -> None:
    for date in dates:
        _in_range(date or _EARLIEST, _LAST)


def _short(text: str | None) -> str | None:
    return text[:MAX_ADDRESS_LENGTH] if text else None
