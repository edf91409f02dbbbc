"""Which entries stand whole on their numbered page; the others stand by their title (docs/decisions/0016). Pure.

What has come since the planet knows a feed stays whole for ever. Of what was there before, the backlog, the newest do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from planet.model.settings import RiverSettings
from planet.model.site import Page, PlacedEntry


def whole_entries(
    placed: Sequence[PlacedEntry], index: Page, newest: Sequence[PlacedEntry], settings: RiverSettings
) -> frozenset[str]:
    """The names of the entries that stand whole; `placed` is newest first, which is also how the backlog is counted.

    What the index or the merged feed shows is whole there, and so on its numbered page.
    """
    names = frozenset(one.stored.name for one in placed)
    if settings.backlog == "all":
        return names
    backlog = (one.stored.name for one in placed if is_backlog(one))
    brief = set(islice(backlog, settings.backlog, None))
    brief.difference_update(one.stored.name for day in index.days for one in day.entries)
    brief.difference_update(one.stored.name for one in newest)
    return names - brief


def is_backlog(placed: PlacedEntry) -> bool:
    """Whether nothing of the post is news: a twin that came since has been whole, whichever of them is shown now."""
    return placed.stored.backlog and all(twin.backlog for twin in placed.twins)
