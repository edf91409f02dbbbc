"""A document's entries: all converted, then named by what tells them from each other, then with their facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planet.model.atom import RawEntry, RawFeed, TextFacts
from planet.parse.facts import facts_of
from planet.parse.feedparser_types import Node
from planet.parse.identity import with_keys
from planet.parse.texts import Setting
from planet.values import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry without its key, None where there is nothing in it; `notes`: what its reading gave warning of."""

    entry: RawEntry | None
    notes: tuple[str, ...] = ()


def convert_all(
    nodes: Sequence[Node], convert: Callable[[Node, Setting], RawEntry], most: int, setting: Setting
) -> tuple[Read, ...]:
    """The first `most` entries of a document, and what is noted about them."""
    if len(nodes) > most:
        setting.note(f"the feed has {len(nodes)} entries; only the first {most} are read")
    return tuple(_converted(node, convert, setting) for node in nodes[:most])


def with_entries(feed: RawFeed, read: Sequence[Read], setting: Setting) -> RawFeed:
    """The feed with its entries, each with key and facts, and with all warnings."""
    entries = with_keys(one.entry for one in read if one.entry)
    complete = tuple(replace(entry, facts=_facts(entry, feed.lang)) for entry in entries)
    return replace(feed, entries=complete, warnings=tuple(setting.notes))


def _converted(node: Node, convert: Callable[[Node, Setting], RawEntry], setting: Setting) -> Read:
    own = replace(setting, notes={})
    entry = convert(node, own)
    for sentence in own.notes:
        setting.note(sentence)
    return Read(entry=None if _is_empty(entry) else entry, notes=tuple(own.notes))


def _is_empty(entry: RawEntry) -> bool:
    """Nothing to show and nothing to know it again by: `<item/>`."""
    return not (entry.id or entry.links or entry.title or entry.summary or entry.content or entry.enclosures)


def _facts(entry: RawEntry, feed_lang: str | None) -> TextFacts:
    return facts_of(entry.content or entry.summary, entry.lang or feed_lang, entry.title)
