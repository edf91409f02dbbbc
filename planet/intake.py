"""Answers in, outcomes out: what needs reading is read in children, and what does not is clear at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from planet.errors import FeedError
from planet.model.atom import KnownEntries, RawFeed
from planet.model.fetching import (
    Failed,
    FeedOutcome,
    Fetched,
    FetchFailed,
    FetchResult,
    NotModified,
    ReadJob,
    TakenIn,
    Unchanged,
)
from planet.model.settings import FetchPolicy
from planet.parse import PARSING, parse_document
from planet.sandbox import ChildLimits, Children, in_children
from planet.store import Store


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
    settled: deque[FeedOutcome] = deque()
    readings, may_wait = store.readings(urls), store.may_wait(urls)
    limits = ChildLimits(wall_s=policy.parse_timeout.total_seconds(), memory_bytes=policy.parse_memory)
    jobs = to_parse(chain((first,), answers), policy, readings, may_wait, settled)
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
    """The answers that a child must read; what the others mean is clear at once and goes to `settled`.

    `readings` is what is known of the documents, so that only new entries are read; of the feeds in `may_wait` those
    that nobody asks for are not read either.
    """
    for answer in answers:
        if isinstance(answer, Fetched):
            url = answer.feed_url
            yield ReadJob(answer=answer, max_entries=policy.max_entries, known=readings[url], may_wait=url in may_wait)
        else:
            settled.append(settle(answer))


def settle(answer: NotModified | FetchFailed) -> FeedOutcome:
    """What an answer without a document means for its feed."""
    return Unchanged.from_answer(answer) if isinstance(answer, NotModified) else Failed.from_fetch(answer)


def without_entries(outcome: FeedOutcome) -> FeedOutcome:
    """What the report needs of an outcome; with the entries of all feeds a large planet would not fit into memory."""
    if not isinstance(outcome, TakenIn):
        return outcome
    return replace(outcome, feed=RawFeed(url=outcome.feed_url, warnings=outcome.feed.warnings))


def drain(settled: deque[FeedOutcome]) -> Iterator[FeedOutcome]:
    """Everything that has settled so far, oldest first."""
    while settled:
        yield settled.popleft()
