"""What a document changes in what is stored: pure, so that it can be told as a table of cases."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from types import MappingProxyType

from planet.model.atom import RawEntry, RawFeed, Unread
from planet.store.codec import compress, joined, to_two
from planet.store.recognition import Known
from planet.urls import entry_name
from planet.values import dataclass

_UNSEEN = frozenset({"key", "id", "facts"})
"""The fields that no reader sees: two entries that differ only in these are the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An entry to write, and itself as JSON. `row` is where it is stored; None for a new one.

    One that is `unread` has no hash yet, and nothing is written of its text.
    """

    raw: RawEntry
    name: str
    content_hash: str
    written: bytes
    row: int | None = None
    unread: Unread | None = None


def entries_by_name(origin: str, feed: RawFeed) -> dict[str, RawEntry]:
    """The document's entries by name. Of two with one key the first counts, in every build: they never flip.

    `origin` is the address under which the feed was first read: names stay when it moves.
    """
    named: dict[str, RawEntry] = {}
    for raw in feed.entries:
        named.setdefault(entry_name(origin, raw.key), raw)
    return named


def names_left_out(origin: str, feed: RawFeed) -> tuple[str, ...]:
    """The names of the document's entries that were not read, since their bytes are known."""
    return tuple(entry_name(origin, key) for key in feed.left_out)


def changes(
    named: Mapping[str, RawEntry], known: Mapping[str, Known], unread: Mapping[str, Unread] = MappingProxyType({})
) -> tuple[Change, ...]:
    """The entries to write, in the document's order. What the document no longer names is not touched.

    `unread` has those that were not read, by key; they are new, or nothing is known of them.
    """
    found: list[Change] = []
    for name, raw in named.items():
        before = known.get(name)
        if before is not None and before.forgotten:
            continue
        if raw.key in unread:
            if before is None:
                found.append(Change(raw=raw, name=name, content_hash="", written=b"", unread=unread[raw.key]))
            continue
        seen, unseen = to_two(raw, apart=_UNSEEN)
        digest = hash_of(seen)
        if before is None or before.content_hash != digest:
            row = before.row if before else None
            found.append(Change(raw=raw, name=name, content_hash=digest, written=joined(seen, unseen), row=row))
    return tuple(found)


def hash_of(seen: bytes) -> str:
    """The content hash of an entry of which a reader sees this."""
    return sha256(seen).hexdigest()[:32]


def reading_of(raw: RawEntry, name: str, row: int) -> Change:
    """What to write of an entry that was stored unread."""
    seen, unseen = to_two(raw, apart=_UNSEEN)
    return Change(raw=raw, name=name, content_hash=hash_of(seen), written=joined(seen, unseen), row=row)


def packed_entry(raw: RawEntry) -> bytes:
    """An entry's text as it is stored."""
    return compress(joined(*to_two(raw, apart=_UNSEEN)))
