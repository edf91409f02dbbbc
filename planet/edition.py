"""One edition of the site: from what is stored to every file of it. `build.py` makes one when there is something new.

stored entries ─▶ river ─▶ which pages are as they were ─▶ clean what stands whole on the others ─▶ make those
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
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
from planet.model.entries import BriefEntry, StoredEntry
from planet.model.settings import FeedConfig, Settings
from planet.model.site import (
    BuildRequest,
    CleanFrame,
    KeptFile,
    OutputFile,
    Outside,
    PageText,
    River,
    SiteRecord,
    SiteView,
    SourceView,
)
from planet.publish import as_written, hashes_of, host_files
from planet.render import plan_site, render_site, unchanged_files
from planet.report import differing_of, shortened_of
from planet.report.status import status_file
from planet.report.verdicts import clause_text
from planet.sandbox import ChildLimits, Children, in_children
from planet.store import Store
from planet.unread import read_stored

if TYPE_CHECKING:
    from planet.render import Press

CLEAN_LIMITS = ChildLimits(wall_s=5.0)
"""What one entry may cost: an honest one of 4 MiB takes 3 s, and whatever takes longer is shown by its opening."""


def make_site(  # noqa: PLR0913, PLR0917 - what every build works with
    settings: Settings, press: Press, store: Store, request: BuildRequest, outside: Outside, children: Children
) -> tuple[tuple[OutputFile | KeptFile, ...], SiteRecord]:
    """Every file of the site, and the record of it; a page that is as it was is neither cleaned nor made again."""
    before = store.site_record() or SiteRecord(inputs="")
    settings = with_left_feeds(settings, store)
    frames = clean_frames(store.feeds([feed.url for feed in settings.feeds]), settings)
    view = view_site(settings, store, frames, request, before.markdown)
    plan = plan_site(view, press.theme, press)
    same = frozenset() if request.full else unchanged_files(plan, before.made_of)
    keep = same & as_written(settings.output_dir, before.files, before.marks) if same else same
    needed = {name for path, file in plan.files.items() if path not in keep for name in file.entries}
    shown = clean_entries(view, needed & view.river.whole, frames, store, outside, children)
    brief = brief_entries(view.river, needed - view.river.whole, frames)
    files: tuple[OutputFile | KeptFile, ...] = (
        *render_site(replace(view, entries=shown, brief=brief), press.theme, keep, plan, press),
        *(KeptFile(path=PurePosixPath(p), digest=before.files[p], made_of=before.made_of[p]) for p in keep),
        status_file(view.sources),
        *host_files(),
        *state_file(settings, store, view.river),
    )
    return files, replace(site_record(view, files, shown, before), markdown=own_texts(settings, view))


def view_site(
    settings: Settings,
    store: Store,
    frames: Mapping[str, CleanFrame],
    request: BuildRequest,
    markdown: Mapping[str, str],
) -> SiteView:
    """All that rendering may know, but for the entries themselves."""
    entries, river = compose_stored(settings, store, request.now)
    atom_ids = choose_atom_ids(river.newest, entries)
    store.give_atom_ids(atom_ids)
    return SiteView(
        site=settings.site,
        description=clean_markdown(settings.site.description, markdown),
        river=river,
        entries={},
        entry_keys=clean_keys(river, frames, read_shown(settings, store, river)) | brief_keys(river, frames),
        sources=source_views(settings, river, store),
        pages=tuple(
            PageText(name=page.name, title=page.title, html=clean_markdown(page.markdown, markdown))
            for page in settings.pages
        ),
        feed_id=settings.site.url or store.feed_id(settings.site.title),
        atom_ids=atom_ids,
        updated_at=max((one.revised_at or one.shown_at for one in river.newest), default=store.created_at),
    )


def compose_stored(settings: Settings, store: Store, now: datetime) -> tuple[tuple[StoredEntry, ...], River]:
    """What is stored and still remembered, and the river of it."""
    entries, river = stored_river(settings, store)
    if store.forget(settings.keep, [one.stored.name for one in river.kept()], now):
        return stored_river(settings, store)
    return entries, river


def stored_river(settings: Settings, store: Store) -> tuple[tuple[StoredEntry, ...], River]:
    """What is stored, and the river of it; how texts begin is read only where a filter looks at it."""
    urls = [feed.url for feed in settings.feeds]
    entries = store.entries(urls)
    if names := needs_reading(entries, settings):
        read_stored(store, names, settings.fetch)
        entries = store.entries(urls)
    return entries, compose_river(entries, settings, store.openings(urls) if reads_openings(settings) else None)


def clean_frames(feeds: Mapping[str, RawFeed], settings: Settings) -> dict[str, CleanFrame]:
    """Feed url → what cleaning an entry of this feed depends on besides the entry."""
    return {feed.url: clean_frame(feed, feeds.get(feed.url), settings.site.url) for feed in settings.feeds}


def read_shown(settings: Settings, store: Store, river: River) -> dict[str, str]:
    """Read what is shown whole and was stored unread; name → content hash."""
    return read_stored(
        store, [entry.name for entry in river.entries() if entry.unread and entry.name in river.whole], settings.fetch
    )


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
    return SiteRecord(
        inputs="",
        files=hashes_of(files),
        made_of={str(file.path): file.made_of for file in files if file.made_of},
        entries_shown=len(view.entry_keys),
        shortened=shortened_of(shown.values(), before, view.river.whole),
        differing=differing_of(shown.values(), before, view.river.whole),
        idle_filters=tuple(map(clause_text, view.river.idle)),
    )


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


def clean_entries(  # noqa: PLR0913, PLR0917 - what every build works with
    view: SiteView,
    names: Collection[str],
    frames: Mapping[str, CleanFrame],
    store: Store,
    outside: Outside,
    children: Children,
) -> dict[str, Entry]:
    """Entry name → clean entry, for those named; only what was never cleaned in this form costs anything."""
    feed_of = {entry.name: entry.feed_url for entry in view.river.entries() if entry.name in names}
    keys = {name: view.entry_keys[name] for name in feed_of}
    kept = store.cleaned(tuple(keys.values()))
    jobs = [
        clean_job(raw, name, frames[feed_of[name]])
        for name, raw in store.raw_entries([name for name, key in keys.items() if key not in kept])
    ]
    fresh: dict[str, Entry] = {}
    for job, result in in_children(clean_entry, jobs, CLEAN_LIMITS, rooms=CLEANING, children=children):
        fresh[keys[job.name]] = shorten(job, result.problem) if isinstance(result, FeedError) else result
        outside.progress("entries", len(fresh), len(jobs))
    store.keep_cleaned(fresh)
    store.drop_cleaned_except([key for name, key in view.entry_keys.items() if name in view.river.whole])
    return {name: (fresh.get(key) or kept[key]) for name, key in keys.items()}


def source_views(settings: Settings, river: River, store: Store) -> tuple[SourceView, ...]:
    """Every feed as the sources list shows it, in the order of the configuration."""
    urls = [feed.url for feed in settings.feeds]
    freshness, feeds, health = freshness_of(river, urls), store.feeds(urls), store.health(urls)
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
