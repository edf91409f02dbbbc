"""The next edition of the site: the last one continued, where that gives the same, else made from all that is stored.

    what has happened since ─▶ only to entries of the end? ─▶ the end alone, judged, cut and made ─▶ the pages before it
                                                                                                     stay as they are

Whatever is in doubt ends the attempt, and the whole site is made (docs/decisions/0017). Both ways give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from planet import __version__
from planet.clean.policy import POLICY_VERSION
from planet.compose import akin, can_close, close_pages, compose_end, needs_reading, reads_openings, told_of
from planet.edition import (
    Edition,
    Workshop,
    make_site,
    print_site,
    set_up,
    source_views,
    updated_at,
    view_site,
    whole_keys,
)
from planet.model.closing import ClosedPages, page_path
from planet.model.entries import StoredEntry
from planet.model.settings import Settings
from planet.model.site import BuildRequest, Outside, PlacedEntry, River, SourceView
from planet.publish import ClosedFiles, closed_files
from planet.render import plan_site, unchanged_files
from planet.sandbox import Children
from planet.store import Store
from planet.values import replace

if TYPE_CHECKING:
    from planet.render import Press

MOST_KIN = 2000
"""So many older entries at most are judged with the end; where there are more, the whole river is composed."""


def next_site(  # noqa: PLR0913, PLR0917 - what every build works with
    settings: Settings, press: Press, store: Store, request: BuildRequest, outside: Outside, children: Children
) -> Edition:
    """The site of this build."""
    shop = Workshop(settings=settings, press=press, store=store, outside=outside, children=children)
    made = None if request.full else continued(shop)
    if made is not None:
        return made
    made = make_site(shop, request)
    return replace(made, closed=_closing(made, (), _inputs(made.shop, made.view.sources, made.view.updated_at)))


def continued(shop: Workshop) -> Edition | None:
    """The last site with a new end; None when its closed pages may not be as they were."""
    store = shop.store
    closed, before = store.closed_pages(), store.site_record()
    if closed is None or before is None or before.closed != closed.count:
        return None
    lying = closed_files(shop.settings.output_dir, before.marks, store.closed_marks(closed.count))
    if lying is None or not store.is_as_it_was(closed.since, closed.last_row):
        return None
    shop = set_up(shop, before)
    return _continued(shop, closed, lying) if _may_close(shop.settings) else None


def _continued(shop: Workshop, closed: ClosedPages, lying: ClosedFiles) -> Edition | None:
    settings, store = shop.settings, shop.store
    urls = [feed.url for feed in settings.feeds]
    entries = store.entries_since(urls, closed.since)
    kin = _kin(store, settings, entries, closed.since)
    if kin is None:
        return None
    openings = store.openings(urls, [one.name for one in (*kin, *entries)]) if reads_openings(settings) else {}
    end = compose_end(entries, kin, settings, closed, openings)
    if end is None:
        return None
    sources = source_views(shop, end.river)
    inputs = _inputs(shop, sources, updated_at(end.river, store))
    if inputs != closed.inputs:
        return None
    view = view_site(shop, end.river, sources, _given(store, urls, end.river))
    plan = plan_site(view, shop.press.theme, shop.press)
    if any(plan.shared.get(name) != value for name, value in closed.looked_at.items()):
        return None
    made = print_site(shop, view, plan, unchanged_files(plan, shop.before.made_of), lying)
    made = replace(made, entries=entries)
    store.drop_cleaned(sorted({*closed.keys} - {*whole_keys(view)}))
    return replace(made, closed=_closing(made, end.kin, inputs))


def _may_close(settings: Settings) -> bool:
    # The published copy of the memory tells of every entry, so that all are read anyway.
    return can_close(settings) and not settings.state.publish


def _inputs(shop: Workshop, sources: Sequence[SourceView], changed_at: datetime) -> str:
    """The hash of all that closed pages depend on besides their entries and what all pages may look at."""
    # Dataclasses say all their fields in their repr: none that is added later can be forgotten here.
    settings = shop.settings
    feeds = [(replace(feed, file=None, headers=()), bool(feed.headers)) for feed in settings.feeds]
    shown = (settings.filter, settings.tags, sorted(settings.hide.entries), sorted(settings.hide.authors))
    chosen = (settings.site, settings.river, settings.keep, settings.pages, feeds, shown)
    names = [(one.feed.url, one.feed.title, one.feed.site_link) for one in sources]
    year = changed_at.astimezone(ZoneInfo(settings.site.timezone)).year  # short dates leave it out
    parts = (__version__, POLICY_VERSION, shop.press.theme.digest, chosen, shop.frames, names, year)
    return sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _given(store: Store, urls: Sequence[str], river: River) -> frozenset[str]:
    """Those of the ids that an entry of the merged feed may want which were published before."""
    return store.published_ids(urls, [one.stored.id for one in river.newest if one.stored.id])


def _kin(store: Store, settings: Settings, end: Sequence[StoredEntry], since: datetime) -> list[StoredEntry] | None:
    """The older entries that may be the same post as one of the end, or as one of those; None: too many."""
    urls = [feed.url for feed in settings.feeds]
    kin: dict[str, StoredEntry] = {}
    fresh: Sequence[StoredEntry] = end
    while fresh:
        candidates = store.entries_like(urls, fresh, since, MOST_KIN)
        if candidates is None or len(kin) > MOST_KIN or needs_reading([*fresh, *candidates], settings):
            return None
        fresh = [one for one in akin(candidates, fresh, settings) if one.name not in kin]
        kin |= {one.name: one for one in fresh}
    return list(kin.values())


def _closing(made: Edition, kin: Iterable[PlacedEntry], inputs: str) -> ClosedPages | None:
    """What to remember of the closed pages, so that the next build can leave them; `kin` were judged with the end."""
    shop, view = made.shop, made.view
    river = view.river
    closed = close_pages(river, shop.settings) if _may_close(shop.settings) else None
    if closed is None:
        return None
    end = [one for one in made.entries if one.placed_at >= closed.since]
    older = _kin(shop.store, shop.settings, end, closed.since)
    pages = [page for page in river.pages if (page.number or 0) <= closed.count]
    looked_at = _looked_at([made.record.made_of.get(page_path(page.number or 0), "") for page in pages])
    if older is None or looked_at is None:
        return None
    placed = (*kin, *(one for page in pages for day in page.days for one in day.entries))
    return replace(
        closed,
        inputs=inputs,
        looked_at={**(river.closed.looked_at if river.closed else {}), **looked_at},
        kin=told_of({one.name for one in older}, placed),
        keys=tuple(sorted(view.entry_keys[one.name] for one in end if one.name in river.whole)),
        last_row=shop.store.last_row(),
    )


def _looked_at(made_of: Iterable[str]) -> Mapping[str, str] | None:
    """What pages looked at of the common values, with its hash; None when they do not agree on it."""
    found: dict[str, str] = {}
    for one in made_of:
        for seen in one.split(" ")[1:]:
            name, _, value = seen.partition("=")
            if found.setdefault(name, value) != value:
                return None
    return found
