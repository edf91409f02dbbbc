"""What the copy of the memory tells: of what is shown everything, of the rest only that it is known. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from planet.model.backup import BackupPlan
from planet.model.settings import Settings
from planet.model.site import PlacedEntry, River


def plan_backup(river: River, settings: Settings) -> BackupPlan:
    """What to tell, in the order in which it is given up last: the index, the merged feed, newer pages, twins.

    The texts of what stands by its title come last of all.
    """
    shown = dict.fromkeys(placed.stored.name for placed in _placed(river))
    twins = dict.fromkeys(twin.name for placed in _placed(river) for twin in placed.twins)
    whole = {name: None for name in shown if name in river.whole}
    names = tuple(whole | twins | shown)
    return BackupPlan(
        site=settings.site.url,
        feeds=tuple(feed.url for feed in settings.feeds),
        told=frozenset(names),
        texts=names,
        max_bytes=settings.state.max_bytes,
        private=frozenset(feed.url for feed in settings.feeds if feed.headers),
        textless=frozenset(feed.url for feed in settings.feeds if feed.content != "full"),
    )


def _placed(river: River) -> Iterator[PlacedEntry]:
    """Everything that is shown, the most prominent first; much of it more than once."""
    yield from (placed for day in river.index.days for placed in day.entries)
    yield from river.newest
    for page in reversed(river.pages):
        yield from (placed for day in page.days for placed in day.entries)
