"""Which entries stand whole on their numbered page; the others stand by their title (docs/decisions/0016). Pure.

What has come since the planet knows a feed stays whole for ever. Of what was there before, the backlog, the newest do.
"""

from __future__ import annotations

from collections.abc import Sequence

from planet.model.settings import RiverSettings
from planet.model.site import Page, PlacedEntry


def whole_entries(
    placed: Sequence[PlacedEntry], index: Page, newest: Sequence[PlacedEntry], settings: RiverSettings
) -> frozenset[str]:
    """The names of the entries that stand whole; `placed` is newest first, which is also how the backlog is counted.

    What the index or the merged feed shows is whole there, and so on its numbered page.
    """
    if settings.backlog == "all":
        return frozenset(one.stored.name for one in placed)
    whole = {one.stored.name for one in (*newest, *(one for day in index.days for one in day.entries))}
    left = settings.backlog
    for one in placed:
        if is_backlog(one):
            left -= 1
            if left < 0:
                continue
        whole.add(one.stored.name)
    return frozenset(whole)


def is_backlog(placed: PlacedEntry) -> bool:
    """Whether nothing of the post is news: a twin that came since has been whole, whichever of them is shown now."""
    return placed.stored.backlog and (not placed.twins or all(twin.backlog for twin in placed.twins))
