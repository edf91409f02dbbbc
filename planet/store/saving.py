"""One document of a feed into the store: what is new, what was edited, and what is known under another id.

names ─▶ known by id?  ─▶ the rest: known by anything else? (`recognition`)  ─▶ what to write (`changes`)
                                                                             ─▶ where the new stand (`placing`)
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from planet.model.atom import KnownEntries, RawEntry, RawFeed
from planet.store.changes import Change, changes, entries_by_name, names_left_out
from planet.store.columns import json_list, seconds_of, storable
from planet.store.connection import Connection
from planet.store.decisions import Decision, keep_decisions
from planet.store.feeds import FeedRow
from planet.store.placing import places
from planet.store.readings import keep_reading
from planet.store.recognition import Face, Known, face_of, is_another, plain_title, recognise
from planet.store.shells import keep_shell
from planet.store.writing import insert_new, update_edited
from planet.urls import entry_name, plain_page
from planet.values import dataclass, replace

_FACE = "e.id, e.feed, e.content_hash, e.forgotten, e.key, e.page, e.title, e.published_at, e.fingerprint"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A document's entries by name, those of them that are known, and what was decided on the way."""

    named: Mapping[str, RawEntry]
    known: Mapping[str, Known]
    decisions: tuple[Decision, ...] = ()
    renamed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesPlan:
    """What is to be written of a document's entries, and what was decided of them.

    `listed` names all that the document has, as JSON: those are never forgotten.
    """

    new: Sequence[Change]
    edited: Sequence[Change]
    decisions: Sequence[Decision]
    listed: str
    reading: KnownEntries
    is_first_read: bool


def plan_entries(connection: Connection, feed: FeedRow, document: RawFeed) -> EntriesPlan:
    """What is new and what was edited; what is as it was writes nothing."""
    left_out = names_left_out(feed.origin, document)
    found = _find(connection, feed, entries_by_name(feed.origin, document), left_out)
    to_write = changes(found.named, found.known, {one.key: one for one in document.unread})
    edited = [change for change in to_write if change.row is not None]
    return EntriesPlan(
        new=[change for change in to_write if change.row is None],
        edited=edited,
        decisions=[*found.decisions, *_kept_places(edited, found.known)],
        listed=json_list(dict.fromkeys((*found.named, *left_out))),
        # An id that belongs to two posts is only told apart by reading both.
        reading=KnownEntries() if found.renamed else document.known,
        is_first_read=feed.is_first_read,
    )


def keep_entries(connection: Connection, row: int, plan: EntriesPlan, document: RawFeed, now: datetime) -> None:
    """Write what was planned, for the feed in this row."""
    found = places([change.raw for change in plan.new], now, first_read=plan.is_first_read)
    insert_new(connection, row, list(zip(plan.new, found, strict=True)), now, backlog=plan.is_first_read)
    update_edited(connection, plan.edited, seconds_of(now))
    keep_decisions(connection, plan.decisions, seconds_of(now))
    keep_reading(connection, row, plan.reading)
    if document.shell and any(change.unread for change in plan.new):
        keep_shell(connection, row, document.shell)


def known_of(connection: Connection, names: Iterable[str]) -> dict[str, Known]:
    """Name → the stored entry that has it, or had it before under another id."""
    named = tuple(names)
    if not named:
        return {}
    asked = json_list(named)
    rows = connection.rows(
        f"SELECT e.name AS asked, {_FACE} FROM entries e WHERE e.name IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own words
        f" UNION ALL SELECT a.name AS asked, {_FACE} FROM aliases a JOIN entries e ON e.id = a.entry"
        " WHERE a.name IN (SELECT value FROM json_each(?))",
        (asked, asked),
    )
    return {row[0]: _known(row) for row in rows}


def shared_entries(connection: Connection, feed: int, origin: str, document: RawFeed, since: datetime) -> int:
    """How many of the document's entries the feed already had before `since`, by id or page."""
    named = entries_by_name(origin, document)
    names = json_list([*named, *names_left_out(origin, document)])
    pages = [page for raw in named.values() if (page := plain_page(raw.link or ""))]
    row = connection.row(
        "SELECT count(*) FROM entries WHERE feed = ? AND first_seen_at < ?"
        " AND (name IN (SELECT value FROM json_each(?)) OR page IN (SELECT value FROM json_each(?))"
        " OR id IN (SELECT entry FROM aliases WHERE name IN (SELECT value FROM json_each(?))))",
        (feed, seconds_of(since), names, json_list(pages), names),
    )
    return int(row[0]) if row else 0


def is_same_feed(connection: Connection, url: str, document: RawFeed, since: datetime) -> bool:
    """Whether the document has an entry of those stored before `since`; also when there were none to share."""
    row = connection.row(
        "SELECT f.id, f.origin FROM feeds f JOIN entries e ON e.feed = f.id WHERE f.url = ? AND e.first_seen_at < ?"
        " LIMIT 1",
        (storable(url), seconds_of(since)),
    )
    return row is None or shared_entries(connection, row["id"], row["origin"], document, since) > 0


def _find(
    connection: Connection, feed: FeedRow, named: Mapping[str, RawEntry], names_left_out: Sequence[str]
) -> _Found:
    """What each entry is; those left out were not read, since their bytes are known, and are in the document too."""
    by_id = known_of(connection, named)
    if feed.row is None or (feed.is_first_read and not by_id):
        return _Found(named={name: raw for name, raw in named.items() if name not in by_id}, known={})
    faces = {name: face_of(raw) for name, raw in named.items()}
    # 64 bits that another feed's entry has were made on purpose: no feed can change what another has sent.
    strangers = {name for name, known in by_id.items() if known.feed != feed.row}
    mine = {name: known for name, known in by_id.items() if name not in strangers}
    known = _once({name: one for name, one in mine.items() if not is_another(faces[name], one.face)})
    named = {name: raw for name, raw in named.items() if name not in strangers}
    unknown = {name: faces[name] for name in named if name not in known}
    if not unknown or feed.is_first_read:
        return _Found(named=named, known=known)
    stored = _stored(connection, feed.row)
    left_out = _left_out(connection, stored, names_left_out)
    document = [*(faces[name] for name in named), *(one.face for one in left_out)]
    taken = {one.row for one in (*known.values(), *left_out)}
    again = recognise(unknown, document, tuple(stored.values()), taken)
    known |= {name: one for name, (one, _) in again.items()}
    decisions = tuple(
        Decision(entry=one.row, rule=rule, detail=named[name].key, alias=name) for name, (one, rule) in again.items()
    )
    apart = _apart(connection, named, known, mine, feed)
    return _Found(named=apart, known=known, decisions=decisions, renamed=apart.keys() != named.keys())


def _once(known: Mapping[str, Known]) -> dict[str, Known]:
    """Each stored entry under one name only, should a document have it under two of its ids: the first counts."""
    first: dict[int, str] = {}
    for name, one in known.items():
        first.setdefault(one.row, name)
    return {name: known[name] for name in first.values()}


def _apart(
    connection: Connection,
    named: Mapping[str, RawEntry],
    known: dict[str, Known],
    mine: Mapping[str, Known],
    feed: FeedRow,
) -> dict[str, RawEntry]:
    """The entries by name, those renamed whose id belongs to another post: they get an id of their own, for ever."""
    renamed: dict[str, RawEntry] = {}
    for name, raw in named.items():
        if name in known or name not in mine:
            renamed[name] = raw
            continue
        face = face_of(raw)
        traits = f"{face.page}\n{face.title}\n{face.published_at}\n{face.fingerprint}"
        key = f"{raw.key}#{hashlib.sha256(traits.encode('utf-8', 'replace')).hexdigest()[:16]}"
        own = entry_name(feed.origin, key)
        renamed[own] = replace(raw, key=key)
        known.update(known_of(connection, [own]))
    return renamed


def _stored(connection: Connection, feed: int) -> dict[str, Known]:
    """Name → entry, of all that is stored of the feed."""
    rows = connection.rows(f"SELECT e.name AS asked, {_FACE} FROM entries e WHERE e.feed = ?", (feed,))  # noqa: S608 - our own words
    return {row[0]: _known(row) for row in rows}


def _left_out(connection: Connection, stored: Mapping[str, Known], names: Sequence[str]) -> list[Known]:
    """Those of the stored entries that have one of the names, or had it before under another id."""
    found = [stored[name] for name in names if name in stored]
    if len(found) < len(names):
        other = known_of(connection, [name for name in names if name not in stored])
        by_row = {one.row: one for one in stored.values()}
        found += [by_row[one.row] for one in other.values() if one.row in by_row]
    return found


def _known(found: sqlite3.Row) -> Known:
    _, row, feed, content_hash, forgotten, key, page, title, published_at, fingerprint = found
    face = Face(key=key, page=page, title=plain_title(title), published_at=published_at, fingerprint=fingerprint)
    return Known(row=row, feed=feed, content_hash=content_hash, forgotten=bool(forgotten), face=face)


def _kept_places(edited: Sequence[Change], known: Mapping[str, Known]) -> list[Decision]:
    """What to tell of posts whose date was changed: they stay where they are."""
    return [
        Decision(entry=change.row, rule="redated", detail=change.raw.published_at.isoformat())
        for change in edited
        if change.row is not None
        and change.raw.published_at
        and known[change.name].face.published_at not in {None, seconds_of(change.raw.published_at)}
    ]
