"""RSS and Atom: text → `RawFeed`, without the entries that were read before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from hashlib import blake2b

from planet import __version__
from planet.errors import Kind, ParseError
from planet.model.atom import KnownEntries, RawFeed, Shell
from planet.model.fetching import ReadJob
from planet.parse import sniff
from planet.parse.charset import Decoded
from planet.parse.convert import convert_entry, convert_feed
from planet.parse.entries import Read, convert_all, with_entries
from planet.parse.feedparser_types import Node, Parsed, run_feedparser, text_of
from planet.parse.glance import Look
from planet.parse.guard import guarded, guarded_whole
from planet.parse.known import are_apart, keys_after
from planet.parse.length import first_entries
from planet.parse.mend import may_be_whole, mend
from planet.parse.pauses import skipped_days, skipped_hours
from planet.parse.prolog import Root, find_root
from planet.parse.skim import Layout, lay_out
from planet.parse.texts import Setting
from planet.parse.unread import at_a_glance, shell_around, shell_of, waiting
from planet.values import dataclass, replace

_LONGEST_LEAD = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """What is read: all of it as it came, where its root is, and for whom.

    `lead` is what stands before the root for whoever reads it on, `as_it_came` that and the text's own bytes from the
    root on, None where they are others than came. `skip` is where these begin in the answer's body, if they are there.
    """

    text: str
    root: Root
    job: ReadJob
    setting: Setting
    lead: str
    as_it_came: bytes | None = None
    skip: int | None = None
    is_cut: bool = False


def read_xml_feed(decoded: Decoded, body: bytes, job: ReadJob, setting: Setting) -> RawFeed:
    """The feed in a document, decoded from `body`. Raises ParseError (web-page, not-a-feed, malformed)."""
    root = sniff.require_feed_root(decoded.text, find_root(decoded.text), setting.base)
    source = _source(decoded, root, body, job, setting)
    look = Look() if job.may_wait and not job.known.keys else None
    document, layout = source.as_it_came or b"", _whole(source, look)
    if layout is None:
        source = _cut(source)
        document, layout = _laid_out(source, look)
    if root.junk:
        setting.note("there is something before the feed's first element; Planet left it out")
    if layout is None or source.is_cut or len(layout.spans) > job.max_entries:
        parsed = run_feedparser(guarded_whole(document), setting.base)
        return _converted(source, parsed, source.text)[0]
    if look:
        return _read_what_must_be(source, document, layout, look)
    return _read_laid_out(source, document, layout, layout.known_by(job.known.keys))


def _source(decoded: Decoded, root: Root, body: bytes, job: ReadJob, setting: Setting) -> _Source:
    text = decoded.text
    source = _Source(text=text, root=root, job=job, setting=setting, lead=_lead(text, root))
    if decoded.at is None:
        return source
    at = decoded.at + len(text[: root.at].encode())
    skip = at if body is job.answer.body else None
    return replace(source, as_it_came=source.lead.encode() + body[at:], skip=skip)


def _whole(source: _Source, look: Look | None) -> Layout | None:
    """Where the entries lie, if the document can be taken as it came, with all of them."""
    if source.as_it_came is None or not may_be_whole(source.text):
        return None
    return lay_out(source.as_it_came, look, most=source.job.max_entries)


def _cut(source: _Source) -> _Source:
    """The same with no more entries than may be read."""
    most = source.job.max_entries
    text, entries = first_entries(source.text, most)
    if not entries:
        return source
    source.setting.note(f"the feed has {entries} entries; only the first {most} are read")
    return replace(source, text=text, is_cut=True, as_it_came=None, skip=None)


def _read_what_must_be(source: _Source, document: bytes, layout: Layout, look: Look) -> RawFeed:
    """The feed, and of its ordinary entries what can be seen at a glance; all of it where there is any doubt."""
    seen = at_a_glance(document, layout, look)
    kept = {place: entry.key for place, entry in seen.items()}
    if not kept:
        return _read_laid_out(source, document, layout, ())
    # The first is read, if only for what it shows: whether entries leave anything that the next one is read in.
    parsed = _parsed(source, document, layout, kept.keys() - {0})
    if parsed.state is None:
        return _read_laid_out(source, document, layout, ())
    feed, read = _converted(source, replace(parsed, entries=parsed.entries[0 in kept :]), _head(document, layout))
    context = _context(layout, parsed, source.setting) if len(read) + len(kept) == len(layout.spans) else None
    if context is None or len(feed.entries) != len(read) or not are_apart(read, frozenset(kept.values())):
        return _read_laid_out(source, document, layout, ())
    rest = iter(feed.entries)
    return replace(
        feed,
        entries=tuple(seen.get(place) or next(rest) for place in range(len(layout.spans))),
        unread=waiting(layout, kept),
        shell=_shell(source, document, layout),
        known=KnownEntries(context=context, keys=keys_after(read, layout, kept)),
    )


def _read_laid_out(source: _Source, document: bytes, layout: Layout, left_out: Collection[int]) -> RawFeed:
    """The feed without the entries that are left out; with all of them when that would change the others."""
    before = source.job.known
    kept = {place: before.keys[layout.marks[place]] for place in sorted(left_out)}
    parsed = _parsed(source, document, layout, kept)
    feed, read = _converted(source, parsed, _head(document, layout))
    context = _context(layout, parsed, source.setting) if len(read) + len(kept) == len(layout.spans) else None
    if kept and not (context == before.context and are_apart(read, frozenset(kept.values()))):
        return _read_laid_out(source, document, layout, ())
    if context is None:
        return feed
    known = KnownEntries(context=context, keys=keys_after(read, layout, kept))
    return replace(feed, left_out=tuple(kept.values()), known=known)


def _parsed(source: _Source, document: bytes, layout: Layout, left_out: Collection[int]) -> Parsed:
    """What feedparser makes of the document without these of its entries."""
    entries = [span for place, span in enumerate(layout.spans) if place not in left_out]
    head, tail = layout.spans[0][0], layout.spans[-1][1]
    rest = guarded(document, entries, head=head, tail=tail)
    return run_feedparser(rest, source.setting.base, layout.level)


def _head(document: bytes, layout: Layout) -> str:
    """What the document says before its first entry."""
    return document[: layout.spans[0][0]].decode()


def _shell(source: _Source, document: bytes, layout: Layout) -> Shell:
    """What reading the document's entries takes: not the document, where whoever asks has it packed as it was sent."""
    is_at_hand = source.job.has_packed and document is source.as_it_came
    if is_at_hand and source.skip is not None and len(source.lead) <= _LONGEST_LEAD:
        return shell_around(source.lead, source.skip, layout, source.setting.base)
    return shell_of(document, layout, source.setting.base)


def _context(layout: Layout, parsed: Parsed, setting: Setting) -> str | None:
    """A hash of all that an entry's reading depends on besides its bytes; None where they depend on each other."""
    if parsed.state is None:
        return None
    parts = (__version__, setting.base, layout.around, parsed.state)
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _converted(source: _Source, parsed: Parsed, head: str) -> tuple[RawFeed, tuple[Read, ...]]:
    """The feed, and each of its entries; `head` is the part of the document that tells of the feed."""
    text = source.text
    if not parsed.entries and not text_of(parsed.feed, "title") and parsed.complaint:
        raise ParseError(Kind.MALFORMED, _complaint(parsed, "nothing in it can be read"))
    is_atom = parsed.version.startswith("atom")
    setting = replace(source.setting, is_atom=is_atom, notes=dict(source.setting.notes))
    nodes: Sequence[Node] = parsed.entries
    if parsed.complaint:
        setting.note(_complaint(parsed, "Planet read what it could"))
        nodes = _without_torn_end(text, nodes, setting)
    feed = convert_feed(parsed, source.job.answer.feed_url, setting)
    hours, days = skipped_hours(head), skipped_days(head)
    feed = replace(feed, format=_format(parsed, source.root), skip_hours=hours, skip_days=days)
    read = convert_all(nodes, convert_entry, source.job.max_entries, setting)
    feed = with_entries(feed, read, setting)
    if parsed.complaint and not feed.entries and not _is_without_entries(text):
        raise ParseError(Kind.MALFORMED, _complaint(parsed, "no entry in it can be read"))
    return feed, read


def _is_without_entries(text: str) -> bool:
    """Whether there is no sign of an entry: then a title alone is all that a feed may have."""
    return "<item" not in text and "<entry" not in text


def _laid_out(source: _Source, look: Look | None) -> tuple[bytes, Layout | None]:
    """The XML from the root on, mended, and where its entries lie; `look` comes along."""
    # What a strict parser takes as it is has nothing to mend: looking for faults takes longer.
    if source.as_it_came is None and may_be_whole(source.text):
        document = _document(source.lead, source.text[source.root.at :])
        if layout := lay_out(document, look):
            return document, layout
    document = _document(source.lead, mend(source.text[source.root.at :]))
    return document, lay_out(document, look)


def _lead(text: str, root: Root) -> str:
    """What stands before the root instead of all that stood there, with line numbers kept."""
    lines = text.count("\n", 0, root.at)
    # One line end at least: feedparser looks for an encoding as far as the first line goes, in quadratic time.
    return f"<?xml version='1.0' encoding='utf-8'?>{chr(10) * max(lines, 1)}"


def _document(lead: str, xml: str) -> bytes:
    return f"{lead}{xml}".encode("utf-8", "replace")


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
