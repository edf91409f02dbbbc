"""One document from the web → `RawFeed`, whatever it is made of. Pure: no network, no disk, no clock.

    bytes ─▶ charset ─▶ sniff: is it a feed? ─▶ mend ─▶ feedparser ─▶ convert ─▶ identity ─▶ facts
                                └── JSON Feed ────────▶ jsonfeed ──────────────────▲

The one outcome besides a feed is ParseError. A document built to take hours does so here too: `planet.sandbox` runs
this in a child process that can be killed.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from planet import urls
from planet.errors import Kind, ParseError
from planet.model.atom import RawEntry, RawFeed, TextFacts
from planet.model.fetching import Fetched, ReadJob
from planet.parse import sniff
from planet.parse.charset import decode
from planet.parse.convert import convert_entry, convert_feed
from planet.parse.facts import facts_of
from planet.parse.feedparser_types import Node, Parsed, run_feedparser, text_of
from planet.parse.identity import with_keys
from planet.parse.jsonfeed import json_entry, json_feed, json_items, read_json
from planet.parse.length import first_entries
from planet.parse.mend import mend
from planet.parse.pauses import skipped_days, skipped_hours
from planet.parse.prolog import Root, find_root
from planet.parse.texts import Setting

_MOST_UNPACKED = 10 * 1024 * 1024
_GZIP = b"\x1f\x8b"


def parse_document(job: ReadJob) -> RawFeed:
    """The feed in an answer, with at most `job.max_entries` entries, the first ones.

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
    read = _read_json_feed if sniff.is_json(decoded.text) else _read_xml_feed
    return read(decoded.text, job, setting)


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
    node = read_json(text, setting)
    feed = json_feed(node, job.answer.feed_url, setting)
    return _with_entries(feed, json_items(node), json_entry, job.max_entries, setting)


def _read_xml_feed(text: str, job: ReadJob, setting: Setting) -> RawFeed:
    root = sniff.require_feed_root(text, find_root(text), setting.base)
    text, entries = first_entries(text, job.max_entries)
    if entries:
        setting.note(_too_many(entries, job.max_entries))
    if root.junk:
        setting.note("there is something before the feed's first element; Planet left it out")
    parsed = run_feedparser(_document(text, root), setting.base)
    if not parsed.entries and not text_of(parsed.feed, "title") and parsed.complaint:
        raise ParseError(Kind.MALFORMED, _complaint(parsed, "nothing in it can be read"))
    nodes: Sequence[Node] = parsed.entries
    if parsed.complaint:
        setting.note(_complaint(parsed, "Planet read what it could"))
        nodes = _without_torn_end(text, nodes, setting)
    setting = replace(setting, is_atom=parsed.version.startswith("atom"))
    hours, days = skipped_hours(text), skipped_days(text)
    feed = convert_feed(parsed, job.answer.feed_url, setting)
    feed = replace(feed, format=_format(parsed, root), skip_hours=hours, skip_days=days)
    feed = _with_entries(feed, nodes, convert_entry, job.max_entries, setting)
    if parsed.complaint and not feed.entries and not _is_without_entries(text):
        raise ParseError(Kind.MALFORMED, _complaint(parsed, "no entry in it can be read"))
    return feed


def _document(text: str, root: Root) -> str:
    """The XML from the root on, mended, with line numbers kept; nothing that stood before the root is left."""
    lines = text.count("\n", 0, root.at)
    # One line end at least: feedparser looks for an encoding as far as the first line goes, in quadratic time.
    return f"<?xml version='1.0' encoding='utf-8'?>{chr(10) * max(lines, 1)}{mend(text[root.at :])}"


def _format(parsed: Parsed, root: Root) -> str:
    return "rss091n" if root.netscape and parsed.version == "rss091u" else parsed.version or root.name


def _complaint(parsed: Parsed, consequence: str) -> str:
    place = f" near line {parsed.line}" if parsed.line else ""
    return f"the XML is ill-formed{place} ({parsed.complaint}); {consequence}"


def _without_torn_end(text: str, nodes: Sequence[Node], setting: Setting) -> Sequence[Node]:
    """What a document that breaks off gives: its last entry stays only when it can be recognised next time."""
    begun = max(text.rfind("<item"), text.rfind("<entry"))
    if not nodes or begun < 0 or text.find("</item", begun) >= 0 or text.find("</entry", begun) >= 0:
        return nodes
    setting.note("the document breaks off; its last entry may be incomplete")
    return nodes if text_of(nodes[-1], "id") else nodes[:-1]


def _with_entries(
    feed: RawFeed,
    nodes: Sequence[Node],
    convert: Callable[[Node, Setting], RawEntry],
    most: int,
    setting: Setting,
) -> RawFeed:
    if len(nodes) > most:
        setting.note(_too_many(len(nodes), most))
    entries = with_keys(entry for node in nodes[:most] if not _is_empty(entry := convert(node, setting)))
    complete = tuple(replace(entry, facts=_facts(entry, feed.lang)) for entry in entries)
    return replace(feed, entries=complete, warnings=tuple(setting.notes))


def _is_without_entries(text: str) -> bool:
    """Whether there is no sign of an entry: then a title alone is all that a feed may have."""
    return "<item" not in text and "<entry" not in text


def _too_many(entries: int, most: int) -> str:
    return f"the feed has {entries} entries; only the first {most} are read"


def _is_empty(entry: RawEntry) -> bool:
    """Nothing to show and nothing to know it again by: `<item/>`."""
    return not (entry.id or entry.links or entry.title or entry.summary or entry.content or entry.enclosures)


def _facts(entry: RawEntry, feed_lang: str | None) -> TextFacts:
    return facts_of(entry.content or entry.summary, entry.lang or feed_lang, entry.title)
