"""What the web says: asks every feed that is due, has a child read what came, and saves it, feed by feed.

feeds due ─▶ crawl ─▶ a document? a child reads it ─▶ saved ─▶ reported
                  └── nothing new, or a failure ───────▲
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from planet import __version__
from planet.errors import FeedError
from planet.fetch import address_of, crawl, feeds_due, health_after, held_back, user_agent
from planet.model.atom import KnownEntries, RawFeed
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
from planet.model.site import BuildRequest, FeedReport, Outside
from planet.parse import PARSING, parse_document
from planet.sandbox import ChildLimits, Children, Past, past_children
from planet.store import Store
from planet.values import replace


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
        outcomes[url], new[url], health[url] = without_entries(outcome), saved.new, saved.health
        store.keep_up(outside.elapsed_s())
        outside.progress("feeds", len(outcomes), len(due))
    for held in held_back(outcomes.values(), settings.feeds, health, request.now):
        health[held.feed_url] = held
        store.put_off(held)
    return reports_of(settings, store, health, outcomes, new)


def import_the_rest() -> None:
    """Load what is needed once the answers are here, while servers think about them: of our own all that there is.

    Libraries that only a build with news needs are not among it: those are loaded at the news.
    """
    import planet.edition  # noqa: PLC0415 - start-up
    import planet.publish  # noqa: PLC0415 - start-up
    import planet.render.opml  # noqa: PLC0415 - start-up
    import planet.report  # noqa: PLC0415 - start-up
    import planet.sandbox.work  # noqa: PLC0415 - start-up
    import planet.store.moves  # noqa: PLC0415 - start-up
    import planet.store.unread  # noqa: F401, PLC0415 - start-up


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


def take_in(
    answers: Iterable[FetchResult], policy: FetchPolicy, store: Store, urls: Sequence[str], children: Children
) -> Iterator[FeedOutcome]:
    """What became of each feed, as they finish. What went wrong with one ends here, as a value.

    `urls` are the feeds asked. What the store knows of their documents is looked up when the first document comes.
    """
    answers, first = iter(answers), None
    for first in answers:
        if isinstance(first, Fetched):
            break
        yield settle(first)  # until a document comes there is nothing to do for children, nor for a thread that waits
    else:
        return
    children.prepare(PARSING)  # its start takes longer than all that can be done meanwhile
    readings, may_wait = store.readings(urls), store.may_wait(urls)
    limits = ChildLimits(wall_s=policy.parse_timeout.total_seconds(), memory_bytes=policy.parse_memory)
    packed = dict[str, bytes]()
    jobs = to_parse(chain((first,), answers), policy, readings, may_wait, packed)
    for found in past_children(parse_document, jobs, limits, rooms=PARSING, children=children):
        if isinstance(found, Past):
            yield found.value
            continue
        job, result = found
        answer = job.answer
        as_sent = packed.pop(answer.feed_url, b"")
        if isinstance(result, FeedError):
            yield Failed.from_error(answer, result)
        else:
            yield TakenIn(
                feed_url=answer.feed_url,
                feed=with_document(result, as_sent),
                validators=answer.validators,
                moved_to=answer.moved_to,
                max_age=answer.max_age,
                traffic=answer.traffic,
            )


def to_parse(
    answers: Iterable[FetchResult],
    policy: FetchPolicy,
    readings: Mapping[str, KnownEntries],
    may_wait: Collection[str],
    packed: dict[str, bytes],
) -> Iterator[ReadJob | Past[FeedOutcome]]:
    """The answers that a child must read; what the others mean is clear at once, and goes past the children.

    `readings` is what is known of the documents, so that only new entries are read; of the feeds in `may_wait` those
    that nobody asks for are not read either. Their documents as they were sent wait in `packed`: they are kept so, but
    need not go to the child and come back.
    """
    for answer in answers:
        if not isinstance(answer, Fetched):
            yield Past(settle(answer))
            continue
        url, waits = answer.feed_url, answer.feed_url in may_wait
        if waits and answer.packed:
            packed[url] = answer.packed
        yield ReadJob(
            answer=replace(answer, packed=None),
            max_entries=policy.max_entries,
            known=readings[url],
            may_wait=waits,
            has_packed=url in packed,
        )


def with_document(feed: RawFeed, as_sent: bytes) -> RawFeed:
    """The feed with its document as it was sent, where that is what is to be kept."""
    if feed.shell is None or feed.shell.document:
        return feed
    return replace(feed, shell=replace(feed.shell, document=as_sent))


def settle(answer: NotModified | FetchFailed) -> FeedOutcome:
    """What an answer without a document means for its feed."""
    return Unchanged.from_answer(answer) if isinstance(answer, NotModified) else Failed.from_fetch(answer)


def without_entries(outcome: FeedOutcome) -> FeedOutcome:
    """What the report needs of an outcome; with the entries of all feeds a large planet would not fit into memory."""
    if not isinstance(outcome, TakenIn):
        return outcome
    return replace(outcome, feed=RawFeed(url=outcome.feed_url, warnings=outcome.feed.warnings))
