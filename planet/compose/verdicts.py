"""What is shown of the stored entries, and for every other one the verdict why it is not. Pure.

hidden ─▶ filtered ─▶ told apart (twins) ─▶ put in order ─▶ cut off (`max_entries`)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from planet.compose.duplicates import tell_apart
from planet.compose.filtering import Filters
from planet.compose.hiding import Hidden
from planet.compose.order import in_order
from planet.model.entries import StoredEntry
from planet.model.filters import Clause
from planet.model.rewriting import moved_link, without_prefix
from planet.model.settings import FeedConfig, Settings
from planet.model.site import PlacedEntry
from planet.model.verdicts import Verdict
from planet.urls import plain_page
from planet.values import dataclass, replace

DATED = frozenset({"published", "updated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is shown, newest first; the name of each entry that is not, with why; lines of filters that fit nothing."""

    placed: tuple[PlacedEntry, ...]
    verdicts: Mapping[str, Verdict]
    idle: tuple[Clause, ...]


def judge(entries: Iterable[StoredEntry], settings: Settings, openings: Mapping[str, str]) -> Judged:
    """Decide about every entry. `openings` has how texts begin, by name, where filters ask for it."""
    stored = tuple(put_right(entries, settings.feeds))
    verdicts: dict[str, Verdict] = {}
    hidden, filters = Hidden(settings.hide), Filters(settings, openings, newest_of(stored))
    if not hidden.are_empty or not filters.are_empty:
        for entry in stored:
            verdict = hidden.verdict(entry) or (None if filters.are_empty else filters.verdict(entry))
            if verdict is not None:
                verdicts[entry.name] = verdict
    apart = tell_apart((one for one in stored if one.name not in verdicts) if verdicts else stored, settings.feeds)
    for name, twins in apart.twins.items():
        verdicts.update((twin.name, Verdict(rule="twin", twin=name)) for twin in twins)
    placed = in_order(apart.shown, settings.river.order, apart.twins)
    too_many = _too_many(placed, settings.feeds)
    verdicts.update(too_many)
    if too_many:
        placed = tuple(one for one in placed if one.stored.name not in too_many)
    return Judged(placed=placed, verdicts=verdicts, idle=filters.idle())


def newest_of(entries: Sequence[StoredEntry]) -> datetime:
    """What ages count from: the newest entry with a date of its own, else the newest; no clock of this machine.

    So a build with nothing new shows the same as the one before, however long ago that was.
    """
    dated = max((one.placed_at for one in entries if one.placed_by in DATED), default=None)
    return dated or max((one.placed_at for one in entries), default=datetime.fromtimestamp(0, UTC))


def put_right(entries: Iterable[StoredEntry], feeds: Sequence[FeedConfig]) -> Iterable[StoredEntry]:
    """The entries with the titles and links that their feeds' `title_prefix` and `links` give them."""
    offenders = {feed.url: feed for feed in feeds if feed.title_prefix or feed.links}
    if not offenders:
        return entries
    return (_put_right(entry, offenders.get(entry.feed_url)) for entry in entries)


def _put_right(entry: StoredEntry, feed: FeedConfig | None) -> StoredEntry:
    if feed is None:
        return entry
    title = without_prefix(entry.title, feed.title_prefix)
    link = moved_link(entry.link, feed.links) if entry.link else None
    if link == entry.link:
        return replace(entry, title=title) if title != entry.title else entry
    return replace(entry, title=title, link=link, page=plain_page(link) if link else None)


def _too_many(placed: Sequence[PlacedEntry], feeds: Sequence[FeedConfig]) -> dict[str, Verdict]:
    limits = {feed.url: feed for feed in feeds if feed.max_entries}
    if not limits:
        return {}
    shares: Counter[str] = Counter()
    verdicts: dict[str, Verdict] = {}
    for one in placed:
        feed = limits.get(one.stored.feed_url)
        if feed is None:
            continue
        shares[feed.url] += 1
        if shares[feed.url] > feed.max_entries:
            clause = feed.clauses.get("max_entries") or Clause(path="max_entries", text=str(feed.max_entries))
            verdicts[one.stored.name] = Verdict(rule="too-many", clause=clause, detail=str(feed.max_entries))
    return verdicts
