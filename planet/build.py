"""The story of a build: every stage in order, on one screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256

from planet import __version__
from planet.ahead import Ahead
from planet.clean import CLEANING, clean_feed
from planet.clean.policy import POLICY_VERSION
from planet.errors import FeedError, SetAsideError
from planet.fetch import address_of, crawl, feeds_due, health_after, held_back, user_agent
from planet.model.atom import KnownEntries, RawFeed
from planet.model.backup import Recovered
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
from planet.model.record import SiteRecord
from planet.model.settings import FeedConfig, FetchPolicy, Settings
from planet.model.site import (
    BuildOutcome,
    BuildRequest,
    FeedReport,
    FileCounts,
    Outside,
    RunReport,
)
from planet.parse import PARSING, parse_document
from planet.publish import is_as_marked, is_whole, marks_of, publish
from planet.render.theme import Theme, find_theme
from planet.report import cleaning_counts, feed_report, is_failing
from planet.sandbox import ChildLimits, Children, in_children
from planet.store import Store, open_store
from planet.unread import read_stored


def build_planet(settings: Settings, request: BuildRequest, outside: Outside) -> RunReport:
    """Run every stage once and say how it went.

    A feed that fails is an outcome in the report, never an exception here.
    Raises ThemeError or StoreError before anything in the output folder has changed, and PublishError.
    """
    theme = find_theme(settings.theme, settings.folder)
    try:
        return build_once(settings, request, outside, theme)
    except SetAsideError as error:  # once: a fresh file that is damaged too lies on a broken disk
        report = build_once(settings, request, outside, theme)
        return replace(report, warnings=(error.problems[0].text, *report.warnings))


def build_once(settings: Settings, request: BuildRequest, outside: Outside, theme: Theme) -> RunReport:
    """Every stage, with one state file from beginning to end. Raises SetAsideError when it turns out to be damaged."""
    with at_work(settings, theme) as (ahead, children), open_store(settings.state_dir, request.now) as store:
        recovered = recover_if_lost(settings, request, store)
        request = replace(request, now=store.trusted_now(request.now))
        store.follow([feed.url for feed in settings.feeds])
        feeds = ask_feeds(settings, request, store, outside, children)
        inputs = fingerprint(settings, theme, store.revision())
        before = after = store.site_record() or SiteRecord(inputs="")
        outcome: BuildOutcome
        continued = False
        if not any(feed.entries_stored or feed.state == "ok" for feed in feeds):
            outcome, counts = "all-failed", FileCounts()
        elif before.inputs == inputs and not request.full and is_published(settings, request, before, store):
            outcome, counts = "unchanged", FileCounts(unchanged=len(before.files) + before.closed)
        else:
            from planet.continuation import next_site  # noqa: PLC0415 - start-up

            made = next_site(settings, ahead.press(), store, request, outside, children)
            before, continued = made.shop.before, made.lying is not None
            outcome, counts = "built", publish(made.files, settings.output_dir, before.marks, made.lying)
            after = replace(made.record, inputs=inputs, marks=marks_of(settings.output_dir, made.record.files))
            store.keep_site_record(after, made.closed)
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
        cleaning=cleaning_counts(after),
        idle_filters=after.idle_filters,
        continued=continued,
    )


@contextmanager
def at_work(settings: Settings, theme: Theme) -> Iterator[tuple[Ahead, Children]]:
    """The children of one build, and what gets ready for its edition as soon as the first of them has work."""
    with Ahead(settings, theme) as ahead, Children(later=CLEANING, at_first=ahead.begin) as children:
        yield ahead, children


def recover_if_lost(settings: Settings, request: BuildRequest, store: Store) -> Recovered:
    """Bring the memory back when there is none, and the planet publishes it."""
    if not settings.state.publish or not request.restore or not store.is_empty():
        return Recovered()
    from planet.backup import recover  # noqa: PLC0415 - start-up

    return recover(settings, request, store)


# --- what the web says ------------------------------------------------------------------------------------------------


def ask_feeds(
    settings: Settings, request: BuildRequest, store: Store, outside: Outside, children: Children
) -> tuple[FeedReport, ...]:
    """Ask every feed that is due and save what came; one report for each feed, in the order of the configuration."""
    urls = [feed.url for feed in settings.feeds]
    health = store.health(urls)
    due = feeds_due(settings.feeds, health, request)
    requests = requests_for(due, health, store)
    readings, may_wait = store.readings([feed.url for feed in due]), store.may_wait(urls)
    answers = crawl(requests, settings.fetch, user_agent(__version__, settings.site))
    outcomes: dict[str, FeedOutcome] = {}
    new: dict[str, int] = {}
    for outcome in take_in(answers, settings.fetch, readings, may_wait, children):
        url = outcome.feed_url
        read_stored(store, store.unread.like(outcome, store.left), settings.fetch, children)
        same = store.is_same_feed(outcome, health[url], request.now)
        after = health_after(outcome, health[url], request.now, settings.fetch.min_interval, same_feed=same)
        saved = store.save(outcome, after, request.now)
        outcomes[url], new[url], health[url] = without_entries(outcome), saved.new, saved.health or after
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
            most_on_page=settings.river.max_per_feed,
        )
        for feed in settings.feeds
    )


def requests_for(due: Iterable[FeedConfig], health: Mapping[str, FeedHealth], store: Store) -> list[FetchRequest]:
    """What to ask for: each feed where it now is, with what its server gave us when we last asked."""
    due = tuple(due)
    validators = store.validators([feed.url for feed in due])
    return [
        FetchRequest(
            feed_url=feed.url,
            address=None if feed.file else address_of(feed.url, health[feed.url]),
            file=feed.file,
            validators=validators[feed.url],
            headers=feed.headers,
        )
        for feed in due
    ]


def take_in(
    answers: Iterable[FetchResult],
    policy: FetchPolicy,
    readings: Mapping[str, KnownEntries],
    may_wait: Collection[str],
    children: Children,
) -> Iterator[FeedOutcome]:
    """What became of each feed, as they finish. What went wrong with one ends here, as a value.

    `readings` is what is known of the documents, so that only new entries are read; of the feeds in `may_wait` those
    that nobody asks for are not read either.
    """
    settled: deque[FeedOutcome] = deque()
    limits = ChildLimits(wall_s=policy.parse_timeout.total_seconds(), memory_bytes=policy.parse_memory)
    jobs = to_parse(answers, policy, readings, may_wait, settled)
    for job, result in in_children(parse_document, jobs, limits, rooms=PARSING, children=children):
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


def to_parse(
    answers: Iterable[FetchResult],
    policy: FetchPolicy,
    readings: Mapping[str, KnownEntries],
    may_wait: Collection[str],
    settled: deque[FeedOutcome],
) -> Iterator[ReadJob]:
    """The answers that a child must read; what the others mean is clear at once and goes to `settled`."""
    for answer in answers:
        match answer:
            case Fetched():
                url = answer.feed_url
                yield ReadJob(
                    answer=answer, max_entries=policy.max_entries, known=readings[url], may_wait=url in may_wait
                )
            case NotModified():
                settled.append(Unchanged.from_answer(answer))
            case FetchFailed():
                settled.append(Failed.from_fetch(answer))


def without_entries(outcome: FeedOutcome) -> FeedOutcome:
    """What the report needs of an outcome; with the entries of all feeds a large planet would not fit into memory."""
    if not isinstance(outcome, TakenIn):
        return outcome
    return replace(outcome, feed=RawFeed(url=outcome.feed_url, warnings=outcome.feed.warnings))


def drain(settled: deque[FeedOutcome]) -> Iterator[FeedOutcome]:
    """Everything that has settled so far, oldest first."""
    while settled:
        yield settled.popleft()


# --- what is shown ----------------------------------------------------------------------------------------------------


def fingerprint(settings: Settings, theme: Theme, revision: int) -> str:
    """A hash of all that the site's bytes depend on: while it stays, there is nothing to make."""
    # A dataclass says all its fields in its repr: none that is added later can be forgotten here. Of a feed's own
    # headers only that there are some: they are secret.
    feeds = [(replace(feed, file=None, headers=()), bool(feed.headers)) for feed in settings.feeds]
    shown = (settings.filter, settings.tags, sorted(settings.hide.entries), sorted(settings.hide.authors))
    memory = (settings.keep, settings.state)
    parts = (settings.site, settings.river, memory, settings.pages, feeds, shown, theme.digest, revision)
    return sha256(repr((__version__, POLICY_VERSION, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def is_published(settings: Settings, request: BuildRequest, before: SiteRecord, store: Store) -> bool:
    """Whether the last build's site is where it should be; `--if-changed` trusts a host that no folder here shows."""
    if request.if_changed and not settings.output_dir.exists():
        return True
    marks = store.closed_marks(before.closed)
    if len(marks) == before.closed and is_as_marked(settings.output_dir, before.files, before.marks, marks):
        return True
    whole = store.whole_site_record()
    return whole is not None and is_whole(settings.output_dir, whole.files, whole.marks)
