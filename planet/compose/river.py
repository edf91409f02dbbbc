"""The room's story: decide what is shown (`verdicts`), cut it into pages, and say why the rest is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from planet.compose.backlog import whole_entries
from planet.compose.pages import cut_index, cut_pages
from planet.compose.verdicts import judge
from planet.model.entries import StoredEntry
from planet.model.settings import Settings
from planet.model.site import River


def compose_river(
    entries: Iterable[StoredEntry], settings: Settings, openings: Mapping[str, str] | None = None
) -> River:
    """All that the site shows of the stored entries, newest first, and a verdict for each that it does not show.

    Every post that is shown is on exactly one numbered page; the index repeats the newest of them, and the merged feed
    holds the newest `site.feed_entries` without a cap for each feed. `openings` has how texts begin, by the name of the
    entry; it is asked for where `reads_openings` says so.
    """
    judged = judge(entries, settings, openings or {})
    zone = ZoneInfo(settings.site.timezone)
    index, newest = cut_index(judged.placed, settings.river, zone), judged.placed[: settings.site.feed_entries]
    return River(
        index=index,
        pages=cut_pages(judged.placed, settings.river, zone),
        newest=newest,
        whole=whole_entries(judged.placed, index, newest, settings.river),
        verdicts=judged.verdicts,
        idle=judged.idle,
    )
