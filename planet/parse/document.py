"""One document from the web → `RawFeed`, whatever it is made of. Pure: no network, no disk, no clock.

    bytes ─▶ charset ─▶ sniff: is it a feed? ─▶ mend ─▶ skim ─▶ feedparser ─▶ convert ─▶ identity ─▶ facts
                                └── JSON Feed ────────────▶ jsonfeed ──────────────────────▲

The one outcome besides a feed is ParseError. A document built to take hours does so here too: `planet.sandbox` runs
this in a child process that can be killed.
"""

from __future__ import annotations

import zlib

from planet import urls
from planet.errors import Kind, ParseError
from planet.model.atom import RawFeed
from planet.model.fetching import Fetched, ReadJob
from planet.parse import sniff
from planet.parse.charset import decode
from planet.parse.entries import convert_all, with_entries
from planet.parse.texts import Setting
from planet.parse.xml_feed import read_xml_feed

_MOST_UNPACKED = 10 * 1024 * 1024
_GZIP = b"\x1f\x8b"


def parse_document(job: ReadJob) -> RawFeed:
    """The feed in an answer, with at most `job.max_entries` entries, the first ones.

    Entries that `job.known` names are left out where that changes nothing about the others (see `planet.parse.skim`).

    Raises ParseError: empty, web-page, not-a-feed, or malformed (a feed of which nothing could be read).
    """
    answer = job.answer
    body = _unpacked(answer.body)
    sniff.refuse_empty(body)
    sniff.refuse_binary(body)
    decoded = decode(body, answer.content_type)
    base = answer.final_url if urls.scheme_of(answer.final_url) in {"http", "https"} else None
    setting = Setting(base=base, is_atom=False)
    if decoded.warning:
        setting.note(decoded.warning)
    if sniff.is_json(decoded.text):
        return _read_json_feed(decoded.text, job, setting)
    return read_xml_feed(decoded, body, job, setting)


def encoding_of(answer: Fetched) -> str:
    """The encoding that the document of an answer is read in. Raises ParseError as `parse_document` does."""
    return decode(_unpacked(answer.body), answer.content_type).encoding


def _unpacked(body: bytes) -> bytes:
    """The document inside gzip that no header announced; anything else as it is. Raises ParseError (too-big)."""
    if not body.startswith(_GZIP):
        return body
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        document = inflater.decompress(body, _MOST_UNPACKED)
    except zlib.error:
        return body
    if inflater.unconsumed_tail:
        hint = "It may be an attack; look at the document before you keep the feed."
        raise ParseError(Kind.TOO_BIG, f"the document unpacks to more than {_MOST_UNPACKED // 2**20} MiB", hint=hint)
    return document or body


def _read_json_feed(text: str, job: ReadJob, setting: Setting) -> RawFeed:
    from planet.parse.jsonfeed import json_entry, json_feed, json_items, read_json  # noqa: PLC0415 - start-up

    node = read_json(text, setting)
    feed = json_feed(node, job.answer.feed_url, setting)
    return with_entries(feed, convert_all(json_items(node), json_entry, job.max_entries, setting), setting)
