"""The memory as one file that may stand beside the pages: a line of JSON for the planet, each feed and each entry.

    header ─▶ feeds ─▶ entries of each feed as they came, with the text of those that are shown in full

The same memory gives the same text: no clock, no trace of which server was quicker, nothing that changes when a feed
had no news. Of an entry that is not
shown nothing is told but its name, its key and its dates. `state_reader.py` reads it, `restoring.py` takes it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from planet.model.atom import RawEntry, RawFeed
from planet.model.backup import STATE_FILE, STATE_VERSION, BackupPlan, EntryCopy, FeedCopy, StateHeader
from planet.model.entries import StoredEntry
from planet.model.fetching import FeedHealth, Traffic, Validators
from planet.model.site import OutputFile
from planet.store import packing, site_memory
from planet.store.codec import CodecError, decompressed, to_bytes, to_line, unpack
from planet.store.columns import json_list, storable, time_of
from planet.store.connection import Connection
from planet.store.decisions import decisions_about
from planet.store.entries import light_entries
from planet.store.feeds import feeds_of, health_of, validators_of
from planet.store.openings import openings_of
from planet.values import dataclass, replace

LONGEST_LINE = 16 * 1024 * 1024
"""Bytes; a text that makes a longer line is left out, and a longer line is not read."""

LONGEST_TEXT = LONGEST_LINE // 2

_BATCH = 200
_LARGE = 10
"""A text that takes more than a tenth of all the room is left out alone; else it and all that is wanted less are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The copy's text, and how many texts, and entries, it had no room for."""

    text: bytes
    texts_left_out: int = 0
    entries_left_out: int = 0


def write_state(connection: Connection, plan: BackupPlan) -> Written:
    """The copy that `plan` asks for, within its `max_bytes`: the oldest texts are left out first, then old entries."""
    feeds = [to_line(feed) for feed in _feeds(connection, plan)]
    entries = {copy.stored.name: (copy, to_line(copy)) for copy in _entries(connection, plan)}
    room = plan.max_bytes - sum(map(len, feeds)) - len(feeds) * len(_LINE) - len(to_line(_header(connection, plan, 0)))
    kept, room = _kept(entries, room)
    texts = _texts(connection, plan, {name: entries[name][0] for name in kept}, room)
    left_out = sum(name in kept for name in plan.texts) - len(texts)
    lines = [b'{"header":%b}\n' % to_line(_header(connection, plan, left_out))]
    lines += [b'{"feed":%b}\n' % feed for feed in feeds]
    for name, (_, line) in entries.items():
        if name in texts:
            lines.append(b'{"entry":%b,"raw":%b}\n' % (line, texts[name]))
        elif name in kept:
            lines.append(b'{"entry":%b}\n' % line)
    return Written(text=b"".join(lines), texts_left_out=left_out, entries_left_out=len(entries) - len(kept))


def state_copy(connection: Connection, plan: BackupPlan, lying: bytes | None) -> tuple[OutputFile, list[str]]:
    """See `Store.backup`; and what there is to tell."""
    written = write_state(connection, plan)
    same = lying is not None and packing.holds(lying, written.text)
    data = lying if same and lying is not None else packing.packed(written.text)
    return OutputFile(path=PurePosixPath(STATE_FILE), data=data), told(written)


def told(written: Written) -> list[str]:
    """What the maintainer should know of the copy: nothing, unless there was no room for all of it."""
    way_out = "raise state.max_bytes to have them in it"
    parts = [f"the text of {written.texts_left_out} posts, the oldest"] if written.texts_left_out else []
    parts += [f"{written.entries_left_out} old entries"] if written.entries_left_out else []
    return [f"The published copy of the memory has no room for {' and for '.join(parts)}: {way_out}."] if parts else []


_LINE = b'{"entry":,"raw":}\n'


def _header(connection: Connection, plan: BackupPlan, left_out: int) -> StateHeader:
    now = site_memory.last_build_at(connection)
    return StateHeader(
        version=STATE_VERSION,
        created_at=site_memory.created_at(connection, now or time_of(0)),
        site=plan.site,
        feed_id=site_memory.kept_feed_id(connection),
        last_build_at=now,
        left_out=left_out,
    )


# --- feeds ------------------------------------------------------------------------------------------------------------


def _feeds(connection: Connection, plan: BackupPlan) -> Iterator[FeedCopy]:
    urls = plan.feeds
    health, validators, raw = (
        health_of(connection, urls),
        validators_of(connection, urls),
        feeds_of(connection, urls),
    )
    asked = {storable(url): url for url in urls}
    for row in connection.rows("SELECT url, origin, was, added_at, listed FROM feeds ORDER BY url"):
        url = asked.get(row["url"])
        if url is None:
            continue
        private = url in plan.private
        yield FeedCopy(
            url=url,
            origin=row["origin"],
            was=tuple(json.loads(row["was"] or "[]")),
            added_at=time_of(row["added_at"]),
            health=_lasting(health[url]),
            validators=Validators() if private else validators[url],
            raw=_open(raw.get(url)) if private else raw.get(url),
            listed=tuple(json.loads(row["listed"] or "[]")),
        )


def _lasting(health: FeedHealth) -> FeedHealth:
    """A feed's health without what every request changes: when it comes back, it is due, and failures count anew."""
    last_ok_at = health.last_ok_at if health.state in {"failing", "gone"} else None
    return replace(
        health,
        last_try_at=None,
        last_ok_at=last_ok_at,
        next_try_at=None,
        failures=0,
        entries_new=0,
        traffic=Traffic(),
    )


def _open(feed: RawFeed | None) -> RawFeed | None:
    """What a feed that is asked with secrets says of itself, without addresses that may hold one."""
    return feed and replace(feed, base=None, links=tuple(link for link in feed.links if link.rel == "alternate"))


# --- entries ----------------------------------------------------------------------------------------------------------


def _entries(connection: Connection, plan: BackupPlan) -> Iterator[EntryCopy]:
    """Every entry of the feeds, those of one feed in the order in which they came."""
    light = {entry.name: entry for entry in light_entries(connection, plan.feeds) if entry.name in plan.told}
    aliases = _aliases(connection)
    decisions, openings = decisions_about(connection, tuple(light)), openings_of(connection, plan.feeds)
    rows = connection.rows(
        "SELECT e.id, f.url, e.name, e.key, e.first_seen_at, e.changed_at, e.placed_at, e.placed_by"
        " FROM entries e JOIN feeds f ON f.id = e.feed"
        " WHERE f.url IN (SELECT value FROM json_each(?)) ORDER BY f.url, e.id",
        (json_list(plan.feeds),),
    )
    for row in rows:
        name = str(row["name"])
        known = StoredEntry(
            feed_url=row["url"],
            key=row["key"],
            name=name,
            first_seen_at=time_of(row["first_seen_at"]),
            changed_at=time_of(row["changed_at"]),
            placed_at=time_of(row["placed_at"]),
            placed_by=row["placed_by"],
            content_hash="",
        )
        yield EntryCopy(
            stored=light.get(name, known),
            aliases=aliases.get(row["id"], ()),
            decisions=decisions.get(name, ()),
            opening=openings.get(name, "") if name in light else "",
            forgotten=name not in light,
        )


def _aliases(connection: Connection) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for name, entry in connection.rows("SELECT name, entry FROM aliases ORDER BY entry, name"):
        found[entry] = (*found.get(entry, ()), name)
    return found


def _kept(entries: Mapping[str, tuple[EntryCopy, bytes]], room: int) -> tuple[frozenset[str], int]:
    """The names of the entries that there is room for, and what is left of it: shown before hidden, new before old."""
    wanted = sorted(
        entries.values(),
        key=lambda one: (one[0].forgotten, -one[0].stored.first_seen_at.timestamp(), one[0].stored.name),
    )
    kept: set[str] = set()
    for copy, line in wanted:
        room -= len(line) + len(_LINE)
        if room < 0:
            return frozenset(kept), 0
        kept.add(copy.stored.name)
    return frozenset(kept), room


# --- texts ------------------------------------------------------------------------------------------------------------


def _texts(connection: Connection, plan: BackupPlan, entries: Mapping[str, EntryCopy], room: int) -> dict[str, bytes]:
    """Name → text as JSON, of those that there is room for."""
    texts: dict[str, bytes] = {}
    for name, packed in _packed(connection, [name for name in plan.texts if name in entries]):
        textless = entries[name].stored.feed_url in plan.textless
        text = _without_text(packed) if textless else _as_written(packed)
        if text is None or len(text) > LONGEST_TEXT:
            continue
        if len(text) > room:
            if len(text) > plan.max_bytes // _LARGE:
                continue
            break
        texts[name] = text
        room -= len(text)
    return texts


def _packed(connection: Connection, names: list[str]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        rows = connection.rows(
            "SELECT e.name, t.raw FROM entries e JOIN texts t ON t.entry = e.id"
            " WHERE e.name IN (SELECT value FROM json_each(?))",
            (json_list(batch),),
        )
        found = {str(name): bytes(raw) for name, raw in rows}
        yield from ((name, found[name]) for name in batch if name in found)


def _as_written(packed: bytes) -> bytes | None:
    """The text as it is stored; None when it is damaged."""
    try:
        text = decompressed(packed)
    except CodecError:
        return None
    # Damage that unpacks is caught by zlib's checksum; a line end would be, in JSON, an escape.
    return text if b"\n" not in text else None


def _without_text(packed: bytes) -> bytes | None:
    """All of it but what a feed of titles or excerpts does not show."""
    try:
        raw = unpack(RawEntry, packed)
    except CodecError:
        return None
    return to_bytes(
        replace(
            raw,
            summary=raw.summary and replace(raw.summary, value=""),
            content=raw.content and replace(raw.content, value=""),
        )
    )
