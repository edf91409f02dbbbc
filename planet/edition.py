"""One edition of the site: from what is stored to every file of it. `build.py` makes one when there is something new.

stored entries ─▶ river ─▶ which pages are as they were ─▶ clean what stands whole on the others ─▶ make those
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING

from planet.backup import state_file
from planet.clean import (
    CLEANING,
    brief_entry,
    brief_key,
    clean_entry,
    clean_feed,
    clean_frame,
    clean_job,
    clean_key,
    clean_markdown,
    markdown_key,
    shorten,
)
from planet.compose import choose_atom_ids, compose_river, freshness_of, needs_reading, reads_openings
from planet.errors import FeedError
from planet.model.atom import Entry, RawFeed
from planet.model.cleaning import CleanFrame
from planet.model.closing import ClosedPages
from planet.model.entries import BriefEntry, StoredEntry
from planet.model.record import SiteRecord
from planet.model.settings import FeedConfig, Settings
from planet.model.site import (
    BuildRequest,
    KeptFile,
    OutputFile,
    Outside,
    PageText,
    River,
    SiteView,
    SourceView,
)
from planet.publish import ClosedFiles, as_written, hashes_of, host_files
from planet.render import plan_site, render_site, unchanged_files
from planet.report import differing_of, shortened_of
from planet.report.status import status_file
from planet.report.verdicts import clause_text
from planet.sandbox import ChildLimits, Children, in_children
from planet.store import Store
from planet.unread import read_stored
from planet.values import dataclass, field, replace

if TYPE_CHECKING:
    from planet.render import Press
    from planet.render.plans import SitePlan

CLEAN_LIMITS = ChildLimits(wall_s=5.0)
"""What one entry may cost: an honest one of 4 MiB takes 3 s, and whatever takes longer is shown by its opening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """All that an edition is made with. `set_up` adds the last three, and to the settings feeds that have left."""

    settings: Settings
    press: Press
    store: Store
    outside: Outside
    children: Children
    feeds: Mapping[str, RawFeed] = field(default_factory=dict)
    frames: Mapping[str, CleanFrame] = field(default_factory=dict)
    before: SiteRecord = field(default_factory=lambda: SiteRecord(inputs=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Every file of the site, and the record of it; `view` is what it was made of, `entries` those that were looked at.

    `closed` says what the next edition may leave as it is. Files that were left so in this one are `lying` in their
    place: they are not among its own, nor in the records.
    """

    shop: Workshop
    files: tuple[OutputFile | KeptFile, ...]
    record: SiteRecord
    view: SiteView
    entries: tuple[StoredEntry, ...] = ()
    closed: ClosedPages | None = None
    lying: ClosedFiles | None = None


def set_up(shop: Workshop, before: SiteRecord | None) -> Workshop:
    """The workshop with what settings and store give to make an edition with; `before` is the record of the last."""
    settings = with_left_feeds(shop.settings, shop.store)
    feeds = shop.store.feeds([feed.url for feed in settings.feeds])
    frames = clean_frames(feeds, settings)
    return replace(shop, settings=settings, feeds=feeds, frames=frames, before=before or SiteRecord(inputs=""))


def make_site(shop: Workshop, request: BuildRequest) -> Edition:
    """The site made from all that is stored; a page that is as it was is neither cleaned nor made again."""
    shop = set_up(shop, shop.store.whole_site_record())
    entries, river = compose_stored(shop.settings, shop.store, request.now, shop.children)
    given = {entry.atom_id for entry in entries if entry.atom_id is not None}
    view = view_site(shop, river, source_views(shop, river), given)
    plan = plan_site(view, shop.press.theme, shop.press)
    same = frozenset() if request.full else unchanged_files(plan, shop.before.made_of)
    made = print_site(shop, view, plan, same)
    shop.store.drop_cleaned_except(whole_keys(view))
    return replace(made, entries=entries)


def print_site(
    shop: Workshop, view: SiteView, plan: SitePlan, same: frozenset[str], lying: ClosedFiles | None = None
) -> Edition:
    """The files of a site, of which those at the paths in `same` are made of the same as they were; none is `lying`."""
    settings, before, press = shop.settings, shop.before, shop.press
    keep = same & as_written(settings.output_dir, before.files, before.marks, lying) if same else same
    needed = {name for path, file in plan.files.items() if path not in keep for name in file.entries}
    shown = clean_entries(view, needed & view.river.whole, shop)
    brief = brief_entries(view.river, needed - view.river.whole, shop.frames)
    files: tuple[OutputFile | KeptFile, ...] = (
        *render_site(replace(view, entries=shown, brief=brief), press.theme, keep, plan, press),
        *(KeptFile(path=PurePosixPath(p), digest=before.files[p], made_of=before.made_of[p]) for p in keep),
        status_file(view.sources),
        *host_files(),
        *state_file(settings, shop.store, view.river),
    )
    record = replace(site_record(view, files, shown, before), markdown=own_texts(settings, view))
    return Edition(shop=shop, files=files, record=record, view=view, lying=lying)


def view_site(shop: Workshop, river: River, sources: tuple[SourceView, ...], given: Collection[str]) -> SiteView:
    """All that rendering may know, but for the entries themselves; `given` are the ids that were ever published."""
    settings, store, markdown = shop.settings, shop.store, shop.before.markdown
    atom_ids = choose_atom_ids(river.newest, given)
    store.give_atom_ids(atom_ids)
    return SiteView(
        site=settings.site,
        description=clean_markdown(settings.site.description, markdown),
        river=river,
        entries={},
        entry_keys=clean_keys(river, shop.frames, read_shown(shop, river)) | brief_keys(river, shop.frames),
        sources=sources,
        pages=tuple(
            PageText(name=page.name, title=page.title, html=clean_markdown(page.markdown, markdown))
            for page in settings.pages
        ),
        feed_id=settings.site.url or store.feed_id(settings.site.title),
        atom_ids=atom_ids,
        updated_at=updated_at(river, store),
    )


def updated_at(river: River, store: Store) -> datetime:
    """When the content of the site last changed."""
    return max((one.revised_at or one.shown_at for one in river.newest), default=store.created_at)


def whole_keys(view: SiteView) -> list[str]:
    """The keys of the clean entries that are shown."""
    return [key for name, key in view.entry_keys.items() if name in view.river.whole]


def compose_stored(
    settings: Settings, store: Store, now: datetime, children: Children | None = None
) -> tuple[tuple[StoredEntry, ...], River]:
    """What is stored and still remembered, and the river of it."""
    entries, river = stored_river(settings, store, children)
    if store.forget(settings.keep, [one.stored.name for one in river.kept()], now):
        return stored_river(settings, store, children)
    return entries, river


def stored_river(settings: Settings, store: Store, children: Children | None) -> tuple[tuple[StoredEntry, ...], River]:
    """What is stored, and the river of it; how texts begin is read only where a filter looks at it."""
    urls = [feed.url for feed in settings.feeds]
    entries = store.entries(urls)
    if names := needs_reading(entries, settings):
        read_stored(store, names, settings.fetch, children)
        entries = store.entries(urls)
    return entries, compose_river(entries, settings, store.openings(urls) if reads_openings(settings) else None)


def clean_frames(feeds: Mapping[str, RawFeed], settings: Settings) -> dict[str, CleanFrame]:
    """Feed url → what cleaning an entry of this feed depends on besides the entry."""
    return {feed.url: clean_frame(feed, feeds.get(feed.url), settings.site.url) for feed in settings.feeds}


def read_shown(shop: Workshop, river: River) -> dict[str, str]:
    """Read what is shown whole and was stored unread; name → content hash."""
    names = [entry.name for entry in river.entries() if entry.unread and entry.name in river.whole]
    return read_stored(shop.store, names, shop.settings.fetch, shop.children)


def clean_keys(
    river: River, frames: Mapping[str, CleanFrame], read: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Entry name → the key of its clean form, for all that stands whole; `read` has the hashes of what was unread."""
    shown = (entry for entry in river.entries() if entry.name in river.whole)
    whole = (replace(entry, content_hash=read[entry.name]) if entry.name in read else entry for entry in shown)
    return {entry.name: clean_key(entry, frames[entry.feed_url]) for entry in whole}


def brief_keys(river: River, frames: Mapping[str, CleanFrame]) -> dict[str, str]:
    """Entry name → what its line depends on, for all that stands by its title."""
    shown = (entry for entry in river.entries() if entry.name not in river.whole)
    return {entry.name: brief_key(entry, frames[entry.feed_url]) for entry in shown}


def brief_entries(river: River, names: Collection[str], frames: Mapping[str, CleanFrame]) -> dict[str, BriefEntry]:
    """Entry name → what stands of it by its title, for those named."""
    shown = (entry for entry in river.entries() if entry.name in names)
    return {entry.name: brief_entry(entry, frames[entry.feed_url]) for entry in shown}


def site_record(
    view: SiteView, files: tuple[OutputFile | KeptFile, ...], shown: Mapping[str, Entry], before: SiteRecord
) -> SiteRecord:
    """What to remember of the site; `shown` are the entries of the pages that were made."""
    closed, shown_still = view.river.closed, _shown_still(view, before)
    return SiteRecord(
        inputs="",
        files=hashes_of(files),
        made_of={str(file.path): file.made_of for file in files if file.made_of},
        entries_shown=len(view.entry_keys) + (closed.entries if closed else 0),
        shortened=shortened_of(shown.values(), before, shown_still),
        differing=differing_of(shown.values(), before, shown_still),
        idle_filters=tuple(map(clause_text, view.river.idle)),
        closed=closed.count if closed else 0,
    )


def _shown_still(view: SiteView, before: SiteRecord) -> Collection[str]:
    """The names of what is shown, as far as the last record named it: what was not looked at is as it was."""
    river = view.river
    if river.closed is None:
        return river.whole
    older = {*before.shortened, *before.differing} - view.entry_keys.keys() - river.verdicts.keys()
    return river.whole | older


def own_texts(settings: Settings, view: SiteView) -> dict[str, str]:
    """The HTML of the maintainer's own texts, for `clean_markdown` to find again."""
    texts = (settings.site.description, *(page.markdown for page in settings.pages))
    made = (view.description, *(page.html for page in view.pages))
    return {markdown_key(text): str(html) for text, html in zip(texts, made, strict=True)}


def with_left_feeds(settings: Settings, store: Store) -> Settings:
    """The settings with the feeds that have left the list, where the maintainer wants to go on showing them."""
    if not settings.keep.removed:
        return settings
    left = store.left_feeds([feed.url for feed in settings.feeds])
    return replace(settings, feeds=(*settings.feeds, *(FeedConfig(url=url, left=True) for url in left)))


def clean_entries(view: SiteView, names: Collection[str], shop: Workshop) -> dict[str, Entry]:
    """Entry name → clean entry, for those named; only what was never cleaned in this form costs anything."""
    frames, store, outside = shop.frames, shop.store, shop.outside
    feed_of = {entry.name: entry.feed_url for entry in view.river.entries() if entry.name in names}
    keys = {name: view.entry_keys[name] for name in feed_of}
    kept = store.cleaned(tuple(keys.values()))
    jobs = [
        clean_job(raw, name, frames[feed_of[name]])
        for name, raw in store.raw_entries([name for name, key in keys.items() if key not in kept])
    ]
    fresh: dict[str, Entry] = {}
    for job, result in in_children(clean_entry, jobs, CLEAN_LIMITS, rooms=CLEANING, children=shop.children):
        fresh[keys[job.name]] = shorten(job, result.problem) if isinstance(result, FeedError) else result
        outside.progress("entries", len(fresh), len(jobs))
    store.keep_cleaned(fresh)
    return {name: (fresh.get(key) or kept[key]) for name, key in keys.items()}


def source_views(shop: Workshop, river: River) -> tuple[SourceView, ...]:
    """Every feed as the sources list shows it, in the order of the configuration."""
    settings, feeds = shop.settings, shop.feeds
    urls = [feed.url for feed in settings.feeds]
    freshness, health = freshness_of(river, urls), shop.store.health(urls)
    return tuple(
        SourceView(
            feed=clean_feed(feeds.get(feed.url), feed),
            health=health[feed.url],
            tags=feed.tags,
            newest_at=freshness[feed.url].newest_at,
            entry_count=freshness[feed.url].entry_count,
            is_file=feed.file is not None,
            left=feed.left,
        )
        for feed in settings.feeds
    )
