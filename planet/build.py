"""The story of a build: every stage in order, on one screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256

from planet import __version__
from planet.backup import recover_if_lost, state_file
from planet.clean import clean_entry, clean_feed, clean_frame, clean_job, clean_key, shorten
from planet.clean.policy import POLICY_VERSION
from planet.errors import FeedError
from planet.fetch import address_of, crawl, feeds_due, health_after, held_back, user_agent
from planet.model.atom import Entry, RawFeed
from planet.model.fetching import (
    Failed,
    FeedHealth,
    FeedOutcome,
    Fetched,
    FetchFailed,
    FetchRequest,
    FetchResult,
    NotModified,
    ReadJob,
    TakenIn,
    Unchanged,
)
from planet.model.settings import FeedConfig, FetchPolicy, Settings
from planet.model.site import (
    BuildOutcome,
    BuildRequest,
    FeedReport,
    FileCounts,
    OutputFile,
    Outside,
    PageText,
    River,
    RunReport,
    SiteRecord,
    SiteView,
    SourceView,
)
from planet.parse import parse_document
from planet.publish import hashes_of, host_files, is_whole, publish
from planet.render.theme import Theme, find_theme
from planet.report import cleaning_counts, feed_report, is_failing, status_file
from planet.sandbox import ChildLimits, in_children
from planet.store import Store, open_store

ROOMS_OF_CHILDREN = ("planet.parse.document", "feedparser", "planet.clean.html")
"""What the first child imports, once for all others."""

CLEAN_LIMITS = ChildLimits(wall_s=5.0)
"""What one entry may cost: an honest one of 4 MiB takes 3 s, and whatever takes longer is shown by its opening."""


def build_planet(settings: Settings, request: BuildRequest, outside: Outside) -> RunReport:
    """Run every stage once and say how it went.

    A feed that fails is an outcome in the report, never an exception here.
    Raises ThemeError or StoreError before anything in the output folder has changed, and PublishError.
    """
    theme = find_theme(settings.theme, settings.folder)
    with open_store(settings.state_dir, request.now) as store:
        recovered = recover_if_lost(settings, request, store)
        request = replace(request, now=store.trusted_now(request.now))
        store.follow([feed.url for feed in settings.feeds])
        feeds = ask_feeds(settings, request, store, outside)
        inputs = fingerprint(settings, theme, store.revision())
        before = after = store.site_record() or SiteRecord(inputs="")
        outcome: BuildOutcome
        if not any(feed.entries_stored or feed.state == "ok" for feed in feeds):
            outcome, counts = "all-failed", FileCounts()
        elif before.inputs == inputs and not request.full and is_published(settings, request, before):
            outcome, counts = "unchanged", FileCounts(unchanged=len(before.files))
        else:
            files, shown = make_site(settings, theme, store, request, outside)
            outcome, counts = "built", publish(files, settings.output_dir)
            after = SiteRecord(
                inputs=inputs, files=hashes_of(files), entries_shown=len(shown), cleaning=cleaning_counts(shown)
            )
            store.keep_site_record(after)
        warnings = (*settings.warnings, *store.warnings, *recovered.warnings)
    return RunReport(
        outcome=outcome,
        changed=before.files != after.files,
        started_at=request.now,
        seconds=outside.elapsed_s(),
        all_failed=all(is_failing(feed) for feed in feeds),
        entries_new=sum(feed.new for feed in feeds),
        entries_shown=after.entries_shown,
        entries_stored=sum(feed.entries_stored for feed in feeds),
        files=counts,
        feeds=feeds,
        warnings=warnings,
        notes=recovered.notes,
        cleaning=after.cleaning,
    )


# --- what the web says ------------------------------------------------------------------------------------------------


def ask_feeds(settings: Settings, request: BuildRequest, store: Store, outside: Outside) -> tuple[FeedReport, ...]:
    """Ask every feed that is due and save what came; one report for each feed, in the order of the configuration."""
    urls = [feed.url for feed in settings.feeds]
    health = store.health(urls)
    due = feeds_due(settings.feeds, health, request)
    validators = store.validators([feed.url for feed in due])
    requests = [
        FetchRequest(
            feed_url=feed.url,
            address=None if feed.file else address_of(feed.url, health[feed.url]),
            file=feed.file,
            validators=validators[feed.url],
            headers=feed.headers,
        )
        for feed in due
    ]
    answers = crawl(requests, settings.fetch, user_agent(__version__, settings.site.url))
    outcomes: dict[str, FeedOutcome] = {}
    new: dict[str, int] = {}
    for outcome in take_in(answers, settings.fetch):
        url = outcome.feed_url
        same = store.is_same_feed(outcome, health[url], request.now)
        after = health_after(outcome, health[url], request.now, settings.fetch.min_interval, same_feed=same)
        saved = store.save(outcome, after, request.now)
        outcomes[url], new[url], health[url] = outcome, saved.new, saved.health or after
        outside.progress("feeds", len(outcomes), len(due))
    for held in held_back(outcomes.values(), settings.feeds, health, request.now):
        health[held.feed_url] = held
        store.put_off(held)
    stored, known = store.stored_counts(urls), store.feeds(urls)
    return tuple(
        feed_report(
            url=feed.url,
            name=clean_feed(known.get(feed.url), feed).title,
            health=health[feed.url],
            stored=stored.get(feed.url, 0),
            outcome=outcomes.get(feed.url),
            new=new.get(feed.url, 0),
        )
        for feed in settings.feeds
    )


def take_in(answers: Iterable[FetchResult], policy: FetchPolicy) -> Iterator[FeedOutcome]:
    """What became of each feed, as they finish. What went wrong with one ends here, as a value."""
    settled: deque[FeedOutcome] = deque()
    limits = ChildLimits(wall_s=policy.parse_timeout.total_seconds(), memory_bytes=policy.parse_memory)
    for job, result in in_children(
        parse_document, to_parse(answers, policy, settled), limits, preload=ROOMS_OF_CHILDREN
    ):
        yield from drain(settled)
        answer = job.answer
        if isinstance(result, FeedError):
            yield Failed.from_error(answer, result)
        else:
            yield TakenIn(
                feed_url=answer.feed_url,
                feed=result,
                validators=answer.validators,
                moved_to=answer.moved_to,
                max_age=answer.max_age,
                traffic=answer.traffic,
            )
    yield from drain(settled)


def to_parse(answers: Iterable[FetchResult], policy: FetchPolicy, settled: deque[FeedOutcome]) -> Iterator[ReadJob]:
    """The answers that a child must read; what the others mean is clear at once and goes to `settled`."""
    for answer in answers:
        match answer:
            case Fetched():
                yield ReadJob(answer=answer, max_entries=policy.max_entries)
            case NotModified():
                settled.append(Unchanged.from_answer(answer))
            case FetchFailed():
                settled.append(Failed.from_fetch(answer))


def drain(settled: deque[FeedOutcome]) -> Iterator[FeedOutcome]:
    """Everything that has settled so far, oldest first."""
    while settled:
        yield settled.popleft()


# --- what is shown ----------------------------------------------------------------------------------------------------


def fingerprint(settings: Settings, theme: Theme, revision: int) -> str:
    """A hash of all that the site's bytes depend on: while it stays, there is nothing to make."""
    feeds = [(replace(feed, file=None, headers=()), bool(feed.headers)) for feed in settings.feeds]
    hide = (sorted(settings.hide.entries), sorted(settings.hide.authors))
    memory = (settings.keep, settings.state)
    parts = (settings.site, settings.river, memory, settings.pages, feeds, hide, theme.digest, revision)
    return sha256(repr((__version__, POLICY_VERSION, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def is_published(settings: Settings, request: BuildRequest, before: SiteRecord) -> bool:
    """Whether the last build's site is where it should be; `--if-changed` trusts a host that no folder here shows."""
    if request.if_changed and not settings.output_dir.exists():
        return True
    return is_whole(settings.output_dir, before.files)


def make_site(
    settings: Settings, theme: Theme, store: Store, request: BuildRequest, outside: Outside
) -> tuple[tuple[OutputFile, ...], tuple[Entry, ...]]:
    """Every file of the site, and every entry that it shows."""
    from planet.clean import clean_markdown  # noqa: PLC0415 - start-up
    from planet.compose import choose_atom_ids, compose_river  # noqa: PLC0415 - start-up
    from planet.render import render_site  # noqa: PLC0415 - start-up

    settings = with_left_feeds(settings, store)
    urls = [feed.url for feed in settings.feeds]
    entries, feeds = store.entries(urls), store.feeds(urls)
    river = compose_river(entries, settings)
    if store.forget(settings.keep, [one.stored.name for one in river.kept()], request.now):
        entries = store.entries(urls)
        river = compose_river(entries, settings)
    atom_ids = choose_atom_ids(river.newest, entries)
    store.give_atom_ids(atom_ids)
    shown = clean_entries(river, feeds, settings, store, outside)
    view = SiteView(
        site=settings.site,
        description=clean_markdown(settings.site.description),
        river=river,
        entries=shown,
        sources=source_views(settings, feeds, river, store.health(urls)),
        pages=tuple(
            PageText(name=page.name, title=page.title, html=clean_markdown(page.markdown)) for page in settings.pages
        ),
        feed_id=settings.site.url or store.feed_id(settings.site.title),
        atom_ids=atom_ids,
        updated_at=max((one.revised_at or one.shown_at for one in river.newest), default=store.created_at),
    )
    files = (*render_site(view, theme), status_file(view.sources), *host_files(), *state_file(settings, store, river))
    return files, tuple(shown.values())


def with_left_feeds(settings: Settings, store: Store) -> Settings:
    """The settings with the feeds that have left the list, where the maintainer wants to go on showing them."""
    if not settings.keep.removed:
        return settings
    left = store.left_feeds([feed.url for feed in settings.feeds])
    return replace(settings, feeds=(*settings.feeds, *(FeedConfig(url=url, left=True) for url in left)))


def clean_entries(
    river: River, feeds: Mapping[str, RawFeed], settings: Settings, store: Store, outside: Outside
) -> dict[str, Entry]:
    """Entry name → clean entry, for all that is shown; only what was never cleaned in this form costs anything."""
    frames = {feed.url: clean_frame(feed, feeds.get(feed.url), settings.site.url) for feed in settings.feeds}
    keys = {entry.name: clean_key(entry, frames[entry.feed_url]) for entry in river.entries()}
    kept = store.cleaned(tuple(keys.values()))
    feed_of = {entry.name: entry.feed_url for entry in river.entries()}
    jobs = [
        clean_job(raw, name, frames[feed_of[name]])
        for name, raw in store.raw_entries([name for name, key in keys.items() if key not in kept])
    ]
    fresh: dict[str, Entry] = {}
    for job, result in in_children(clean_entry, jobs, CLEAN_LIMITS, preload=ROOMS_OF_CHILDREN):
        fresh[keys[job.name]] = shorten(job, result.problem) if isinstance(result, FeedError) else result
        outside.progress("entries", len(fresh), len(jobs))
    store.keep_cleaned(fresh)
    store.drop_cleaned_except(tuple(keys.values()))
    return {name: (fresh.get(key) or kept[key]) for name, key in keys.items()}


def source_views(
    settings: Settings, feeds: Mapping[str, RawFeed], river: River, health: Mapping[str, FeedHealth]
) -> tuple[SourceView, ...]:
    """Every feed as the sources list shows it, in the order of the configuration."""
    from planet.compose import freshness_of  # noqa: PLC0415 - start-up

    freshness = freshness_of(river, [feed.url for feed in settings.feeds])
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
