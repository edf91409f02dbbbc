"""Entries that were stored unread are read as soon as something asks for more than can be seen at a glance.

stored unread ─▶ a child reads them, as it would have read the document they came in ─▶ stored as if read at once
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from planet.errors import FeedError
from planet.model.atom import RawEntry, UnreadEntries
from planet.model.settings import FetchPolicy
from planet.parse import PARSING, read_unread
from planet.sandbox import ChildLimits, Children, in_children
from planet.store import Store

_BATCH = 2000
"""Entries that are in memory at once."""

_MOST_BYTES = 32 * 1024 * 1024
"""Of documents, packed, that are in memory at once."""


def read_stored(
    store: Store, names: Collection[str], policy: FetchPolicy, children: Children | None = None
) -> dict[str, str]:
    """Read those of the entries that are unread and keep what comes; name → content hash of each.

    `policy` bounds the reading as it bounds that of whole documents, `children` are those of a build (None: new ones).
    """
    asked, hashes = iter(names), dict[str, str]()
    while batch := tuple(islice(asked, _BATCH)):
        for job, entries in read_jobs(store.unread.named(batch), policy, children):
            hashes |= store.unread.keep(job, entries)
    return hashes


def read_jobs(
    jobs: Iterable[UnreadEntries], policy: FetchPolicy, children: Children | None = None
) -> Iterator[tuple[UnreadEntries, tuple[RawEntry, ...]]]:
    """What came of each job; nothing, where reading it failed or cost too much."""
    limits = ChildLimits(wall_s=policy.parse_timeout.total_seconds(), memory_bytes=policy.parse_memory)
    for some in _parcels(jobs):
        for job, result in in_children(read_unread, some, limits, rooms=PARSING, children=children):
            yield job, () if isinstance(result, FeedError) else result


def _parcels(jobs: Iterable[UnreadEntries]) -> Iterator[list[UnreadEntries]]:
    """The jobs, so many at a time as fit into memory: threads must not ask the store for the next."""
    parcel, size = list[UnreadEntries](), 0
    for job in jobs:
        parcel.append(job)
        size += len(job.shell.document)
        if size >= _MOST_BYTES:
            yield parcel
            parcel, size = [], 0
    if parcel:
        yield parcel
