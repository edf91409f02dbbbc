"""Entries that nobody asks for yet are not read: what is plain at a glance is enough until somebody does. Pure.

A planet that starts with 200 feeds gets 4,000 old entries at once, of which its pages show some sixty whole. Reading
them all would take ten times as long as fetching them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from contextlib import suppress

from planet.errors import Kind, ParseError
from planet.model.atom import RawEntry, Shell, Unread, UnreadEntries
from planet.parse.convert import convert_entry, convert_feed
from planet.parse.entries import convert_all, with_entries
from planet.parse.feedparser_types import run_feedparser
from planet.parse.glance import glance
from planet.parse.skim import Layout
from planet.parse.texts import Setting

_LEVEL = 1
"""zlib's: what is read once or never is worth no more."""

_MOST_UNPACKED = 10 * 1024 * 1024


def at_a_glance(document: bytes, layout: Layout) -> dict[int, RawEntry]:
    """Place → what is plain at a glance, for every ordinary entry with a key that no other such entry has.

    Not for the document's first: it is read, and shows whether an entry leaves anything that the next one is read in
    (`parse/watch.py`).
    """
    seen = glance(document, layout.level)
    keys = Counter(entry.key for entry in seen if entry)
    return {place: entry for place, entry in enumerate(seen) if place and entry and keys[entry.key] == 1}


def shell_of(document: bytes, layout: Layout, base: str | None) -> Shell:
    """What stands around the entries."""
    return Shell(head=document[: layout.spans[0][0]], tail=document[layout.spans[-1][1] :], base=base)


def packed(document: bytes, layout: Layout, places: Collection[int], keys: Sequence[str]) -> tuple[Unread, ...]:
    """The entries at these places, under these keys, to be read later."""
    return tuple(
        Unread(key=key, element=zlib.compress(document[slice(*layout.spans[place])], _LEVEL))
        for place, key in zip(places, keys, strict=True)
    )


def read_unread(job: UnreadEntries) -> tuple[RawEntry, ...]:
    """The entries as `parse_document` would have read them, in the order given.

    Raises ParseError (malformed): what was kept of them is damaged.
    """
    elements = [_unpacked(entry.element) for entry in job.entries]
    parsed = run_feedparser(b"".join((job.shell.head, *elements, job.shell.tail)), job.shell.base)
    setting = Setting(base=job.shell.base, is_atom=parsed.version.startswith("atom"))
    feed = convert_feed(parsed, job.feed_url, setting)
    return with_entries(feed, convert_all(parsed.entries, convert_entry, len(elements), setting), setting).entries


def _unpacked(element: bytes) -> bytes:
    inflater = zlib.decompressobj()
    with suppress(zlib.error):
        unpacked = inflater.decompress(element, _MOST_UNPACKED)
        if inflater.eof:
            return unpacked
    raise ParseError(Kind.MALFORMED, "what was kept of the entry is damaged")
