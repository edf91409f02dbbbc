"""Entries that nobody asks for yet are not read: what is plain at a glance is enough until somebody does. Pure.

A planet that starts with 200 feeds gets 4,000 old entries at once, of which its pages show some sixty whole. Reading
them all would take ten times as long as fetching them.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress

from planet.errors import Kind, ParseError
from planet.model.atom import RawEntry, Shell, Unread, UnreadEntries
from planet.parse.convert import convert_entry, convert_feed
from planet.parse.entries import convert_all, with_entries
from planet.parse.feedparser_types import run_feedparser
from planet.parse.glance import Look
from planet.parse.guard import guarded
from planet.parse.skim import Layout
from planet.parse.texts import Setting
from planet.values import replace

_LEVEL = 1
"""zlib's: what is read once or never is worth no more."""

_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32

_MOST_UNPACKED = 10 * 1024 * 1024
"""No longer document is kept."""


def at_a_glance(document: bytes, layout: Layout, look: Look) -> dict[int, RawEntry]:
    """Place → what is plain at a glance, for every ordinary entry with a key that no other such entry has."""
    if len(document) > _MOST_UNPACKED:
        return {}
    seen = look.entries(layout)
    keys = Counter(entry.key for entry in seen if entry)
    return {place: entry for place, entry in enumerate(seen) if entry and keys[entry.key] == 1}


def shell_of(document: bytes, layout: Layout, base: str | None) -> Shell:
    """The document as it is kept, for all of its entries that wait."""
    return replace(shell_around("", 0, layout, base), document=zlib.compress(document, _LEVEL))


def shell_around(lead: str, skip: int, layout: Layout, base: str | None) -> Shell:
    """What reading such entries takes besides the document, which is `lead` and what was sent from byte `skip` on."""
    return Shell(lead=lead, skip=skip, head=layout.spans[0][0], tail=layout.spans[-1][1], base=base)


def waiting(layout: Layout, kept: Mapping[int, str]) -> tuple[Unread, ...]:
    """The entries of which the places and keys are given, to be read later."""
    return tuple(
        Unread(key=key, start=start, end=end)
        for (start, end), key in ((layout.spans[place], key) for place, key in kept.items())
    )


def read_unread(job: UnreadEntries) -> tuple[RawEntry, ...]:
    """The entries as `parse_document` would have read them, in the order given.

    Raises ParseError (malformed): what was kept of their document is damaged.
    """
    shell, document = job.shell, _unpacked(job.shell)
    places = [(entry.start, entry.end) for entry in job.entries]
    try:
        rest = guarded(document, places, head=shell.head, tail=shell.tail)
    except UnicodeError as error:
        raise _damaged() from error
    parsed = run_feedparser(rest, shell.base)
    setting = Setting(base=shell.base, is_atom=parsed.version.startswith("atom"))
    feed = convert_feed(parsed, job.feed_url, setting)
    return with_entries(feed, convert_all(parsed.entries, convert_entry, len(places), setting), setting).entries


def _unpacked(shell: Shell) -> bytes:
    inflater = zlib.decompressobj(_ZLIB_OR_GZIP)
    with suppress(zlib.error):
        unpacked = inflater.decompress(shell.document, _MOST_UNPACKED)
        if inflater.eof and shell.skip >= 0:
            return shell.lead.encode("utf-8", "replace") + unpacked[shell.skip :]
    raise _damaged()


def _damaged() -> ParseError:
    return ParseError(Kind.MALFORMED, "what was kept of the document is damaged")
