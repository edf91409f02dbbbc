"""The story of a build: every stage in order, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from planet import __version__
from planet.ahead import Ahead
from planet.errors import SetAsideError
from planet.fetch import address_of, crawl, feeds_due, health_after, held_back, user_agent
from planet.intake import take_in, without_entries
from planet.model.fetching import (
    FeedHealth,
    FeedOutcome,
    FetchRequest,
    TakenIn,
)
from planet.model.settings import FeedConfig, Settings
from planet.model.site import (
    BuildOutcome,
    BuildRequest,
    FeedReport,
    FileCounts,
    Outside,
    RunReport,
    SiteRecord,
)
from planet.render.theme import Theme, find_theme
from planet.sandbox import Children
from planet.store import Store, open_store

if TYPE_CHECKING:
    from planet.model.backup import Recovered


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
        if not any(feed.entries_stored or feed.state == "ok" for feed in feeds):
            outcome, counts = "all-failed", FileCounts()
        elif before.inputs == inputs and not request.full and is_published(settings, request, before):
            outcome, counts = "unchanged", FileCounts(unchanged=len(before.files))
        else:
            from planet.edition import make_site  # noqa: PLC0415 - start-up
            from planet.publish import marks_of, publish  # noqa: PLC0415 - start-up

            files, after = make_site(settings, ahead.press(), store, request, outside, children)
            outcome, counts = "built", publish(files, settings.output_dir, before.marks)
            after = replace(after, inputs=inputs, marks=marks_of(settings.output_dir, after.files))
            store.keep_site_record(after)
        warnings = (*settings.warnings, *store.warnings, *(recovered.warnings if recovered else ()))
    from planet.report import cleaning_counts, is_failing  # noqa: PLC0415 - start-up

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
        notes=recovered.notes if recovered else (),
        cleaning=cleaning_counts(after),
        idle_filters=after.idle_filters,
    )


@contextmanager
def at_work(settings: Settings, theme: Theme) -> Iterator[tuple[Ahead, Children]]:
    """The children of one build, and what gets ready for its edition as soon as the first of them has work."""

    def begin() -> None:
        from planet.clean import CLEANING  # noqa: PLC0415 - start-up

        children.later = CLEANING
        ahead.begin()

    with Ahead(settings, theme) as ahead, Children(at_first=begin) as children:
        yield ahead, children


def recover_if_lost(settings: Settings, request: BuildRequest, store: Store) -> Recovered | None:
    """Bring the memory back when there is none, and the planet publishes it."""
    if not settings.state.publish or not request.restore or not store.is_empty():
        return None
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
    answers = crawl(requests, settings.fetch, user_agent(__version__, settings.site), meanwhile=import_the_rest)
    outcomes: dict[str, FeedOutcome] = {}
    new: dict[str, int] = {}
    for outcome in take_in(answers, settings.fetch, store, [feed.url for feed in due], children):
        url = outcome.feed_url
        if isinstance(outcome, TakenIn) and (unread := store.unread.like(outcome, store.left)):
            from planet.unread import read_stored  # noqa: PLC0415 - start-up

            read_stored(store, unread, settings.fetch, children)
        same = store.is_same_feed(outcome, health[url], request.now)
        after = health_after(outcome, health[url], request.now, settings.fetch.min_interval, same_feed=same)
        saved = store.save(outcome, after, request.now)
        outcomes[url], new[url], health[url] = without_entries(outcome), saved.new, saved.health or after
        store.keep_up(outside.elapsed_s())
        outside.progress("feeds", len(outcomes), len(due))
    for held in held_back(outcomes.values(), settings.feeds, health, request.now):
        health[held.feed_url] = held
        store.put_off(held)
    return reports_of(settings, store, health, outcomes, new)


def import_the_rest() -> None:
    """Load what every build needs once the answers are here, while servers think about them."""
    import planet.clean  # noqa: PLC0415 - start-up
    import planet.publish  # noqa: PLC0415 - start-up
    import planet.report  # noqa: F401, PLC0415 - start-up


def reports_of(
    settings: Settings,
    store: Store,
    health: Mapping[str, FeedHealth],
    outcomes: Mapping[str, FeedOutcome],
    new: Mapping[str, int],
) -> tuple[FeedReport, ...]:
    """How each feed fared, in the order of the configuration."""
    from planet.clean import clean_feed  # noqa: PLC0415 - start-up
    from planet.report import feed_report  # noqa: PLC0415 - start-up

    stored = store.stored_counts([feed.url for feed in settings.feeds])
    known = store.feeds([feed.url for feed in settings.feeds if not feed.name])
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


# --- what is shown ----------------------------------------------------------------------------------------------------


def fingerprint(settings: Settings, theme: Theme, revision: int) -> str:
    """A hash of all that the site's bytes depend on: while it stays, there is nothing to make."""
    from planet.clean.policy import POLICY_VERSION  # noqa: PLC0415 - start-up

    # A dataclass says all its fields in its repr: none that is added later can be forgotten here. Of a feed's own
    # headers only that there are some: they are secret.
    feeds = [
        (replace(feed, file=None, headers=()) if feed.file or feed.headers else feed, bool(feed.headers))
        for feed in settings.feeds
    ]
    shown = (settings.filter, settings.tags, sorted(settings.hide.entries), sorted(settings.hide.authors))
    memory = (settings.keep, settings.state)
    parts = (settings.site, settings.river, memory, settings.pages, feeds, shown, theme.digest, revision)
    return sha256(repr((__version__, POLICY_VERSION, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def is_published(settings: Settings, request: BuildRequest, before: SiteRecord) -> bool:
    """Whether the last build's site is where it should be; `--if-changed` trusts a host that no folder here shows."""
    if request.if_changed and not settings.output_dir.exists():
        return True
    from planet.publish import is_whole  # noqa: PLC0415 - start-up

    return is_whole(settings.output_dir, before.files, before.marks)
