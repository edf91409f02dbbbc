"""Where an entry is on the site, for those who look for it. Pure."""

from __future__ import annotations

from planet.model.site import River
from planet.model.verdicts import Whereabouts


def whereabouts(river: River) -> dict[str, Whereabouts]:
    """Name → where it is, for every entry that is shown."""
    on_index = {placed.stored.name for day in river.index.days for placed in day.entries}
    in_feed = {placed.stored.name: number for number, placed in enumerate(river.newest, start=1)}
    return {
        placed.stored.name: Whereabouts(
            page=page.number or 0,
            on_index=placed.stored.name in on_index,
            feed_rank=in_feed.get(placed.stored.name),
            shown_at=placed.shown_at,
            whole=placed.stored.name in river.whole,
        )
        for page in river.pages
        for day in page.days
        for placed in day.entries
    }
