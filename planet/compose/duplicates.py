"""The same post in several feeds is shown once. Pure.

Two entries are one post when they say the same: the same text of at least 20 words under titles that agree, or the same
page of the web with the same title or text, as far as both have one. So a link to somebody else's post, with words of
one's own, stays a post of one's own, and nobody hides another's post by taking its address or its id.

Of the entries of one post that one is shown whose feed is at home where the post is: the host of its link is that of
the feed's `url` or `site` in the configuration (what a feed says of itself never counts). Where none or several are,
it is the one that was seen first, then the one whose feed stands first in the configuration. Nothing of the others is
mixed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from planet.model.entries import StoredEntry
from planet.model.settings import FeedConfig
from planet.urls import plain_host
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Apart:
    """Entries to show, and for the name of each the entries of the same post that it stands for (left out: none)."""

    shown: tuple[StoredEntry, ...]
    twins: Mapping[str, tuple[StoredEntry, ...]]


def tell_apart(entries: Iterable[StoredEntry], feeds: Sequence[FeedConfig]) -> Apart:
    """One entry for each post."""
    ranks = {feed.url: number for number, feed in enumerate(feeds)}
    homes = {feed.url: {plain_host(feed.url), plain_host(feed.site)} - {None} for feed in feeds}
    shown, rivals = _apart_by_themselves(tuple(entries))
    # Whoever was seen first leads its group, so that groups do not depend on the order of the rows.
    ordered = sorted(
        rivals, key=lambda one: (one.first_seen_at, ranks.get(one.feed_url, len(ranks)), one.feed_url, one.key)
    )
    host = cache(plain_host)
    twins: dict[str, tuple[StoredEntry, ...]] = {}
    for group in _groups(ordered):
        chosen = group[0]
        if len(group) > 1:
            chosen = next((one for one in group if host(one.link) in homes.get(one.feed_url, ())), group[0])
            twins[chosen.name] = tuple(one for one in group if one is not chosen)
        shown.append(chosen)
    return Apart(shown=tuple(shown), twins=twins)


def _apart_by_themselves(entries: Sequence[StoredEntry]) -> tuple[list[StoredEntry], list[StoredEntry]]:
    """Nearly all: those whose page and text are no other's, which have no mark in common with any. Then the others."""
    pages, texts = Counter(one.page for one in entries), Counter(one.fingerprint for one in entries)
    pages[None] = texts[None] = 0
    alone: list[StoredEntry] = []
    rivals: list[StoredEntry] = []
    for one in entries:
        (rivals if pages[one.page] > 1 or texts[one.fingerprint] > 1 else alone).append(one)
    return alone, rivals


def _groups(ordered: Sequence[StoredEntry]) -> list[list[StoredEntry]]:
    """The entries of each post; the first of a group leads it, and the others are the same as the leader."""
    groups: list[list[StoredEntry]] = []
    by_mark: dict[tuple[str, ...], list[StoredEntry]] = {}
    for entry in ordered:
        marks = marks_of_post(entry)
        found = (by_mark[mark] for mark in marks if mark in by_mark)
        group = next((group for group in found if _is_same(entry, group[0])), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(entry)
        for mark in marks:
            by_mark.setdefault(mark, group)
    return groups


def marks_of_post(entry: StoredEntry) -> list[tuple[str, ...]]:
    """What entries of one post have in common: the text and title, the page and title, the text."""
    title = _plain(entry.title)
    marks: list[tuple[str, ...]] = []
    if entry.page and "/" in entry.page:
        marks.append(("page", entry.page, title))
    if entry.fingerprint:
        marks += [("text", entry.fingerprint, title), ("text", entry.fingerprint)]
    return marks


def _is_same(entry: StoredEntry, leader: StoredEntry) -> bool:
    """Whether two entries that share a mark are one post.

    In one feed only when the page is the same as well: an author may say the same words twice. The texts must not
    contradict each other: an excerpt begins as the whole does.
    """
    if entry.feed_url == leader.feed_url and entry.page != leader.page:
        return False
    if entry.fingerprint and entry.fingerprint == leader.fingerprint:
        return _titles_agree(_plain(entry.title), _plain(leader.title))
    if entry.beginning and leader.beginning:
        return entry.beginning == leader.beginning
    return bool(entry.title)  # with neither title nor text there is nothing that could be the same


def _titles_agree(one: str, other: str) -> bool:
    """The same, or one with a name before it, as planets write it, or none."""
    return one == other or not one or not other or one.endswith(f": {other}") or other.endswith(f": {one}")


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())
