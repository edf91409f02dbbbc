"""Asks feeds as a build would, and keeps nothing: what came, and what of it would be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from planet import __version__
from planet.clean import CLEANING, clean_entry, clean_feed, clean_frame, clean_job, shorten
from planet.errors import FeedError
from planet.fetch import crawl, user_agent
from planet.model.atom import Entry, RawFeed
from planet.model.cleaning import CleanJob
from planet.model.fetching import Fetched, FetchFailed, FetchRequest, FetchResult, Quiet, ReadJob
from planet.model.inspection import DateSource, InspectedEntry, Inspection
from planet.model.settings import FeedConfig, Settings
from planet.parse import PARSING, encoding_of, parse_document
from planet.sandbox import ChildLimits, in_children
from planet.store import FILE_NAME
from planet.store.placing import places
from planet.store.snapshot import look_at
from planet.urls import entry_name
from planet.values import dataclass


def inspect(settings: Settings, feeds: Sequence[FeedConfig], now: datetime) -> Iterator[Inspection]:
    """What comes of each feed, in their order. Every one is asked as if for the first time."""
    stored = look_at(settings.state_dir / FILE_NAME, [feed.url for feed in feeds]).entries
    inspector = Inspector(settings=settings, first_seen={entry.name: entry.first_seen_at for entry in stored}, now=now)
    requests = [
        FetchRequest(feed_url=feed.url, address=None if feed.file else feed.url, file=feed.file, headers=feed.headers)
        for feed in feeds
    ]
    agent = user_agent(__version__, settings.site)
    answers = {answer.feed_url: answer for answer in crawl(requests, settings.fetch, agent)}
    read = dict(inspector.read(answers.values()))
    for feed in feeds:
        yield inspector.tell(feed, answers[feed.url], read.get(feed.url))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspector:
    """What an answer is judged by: the settings, when each stored entry was first seen, and the time."""

    settings: Settings
    first_seen: Mapping[str, datetime]
    now: datetime

    def read(self, answers: Iterable[FetchResult]) -> Iterator[tuple[str, RawFeed | FeedError]]:
        """Feed and document, or why it could not be read, for each document that came."""
        policy = self.settings.fetch
        limits = ChildLimits(wall_s=policy.parse_timeout.total_seconds(), memory_bytes=policy.parse_memory)
        jobs = [ReadJob(answer=one, max_entries=policy.max_entries) for one in answers if isinstance(one, Fetched)]
        for job, result in in_children(parse_document, jobs, limits, rooms=PARSING):
            yield job.answer.feed_url, result

    def tell(self, feed: FeedConfig, answer: FetchResult, read: RawFeed | FeedError | None) -> Inspection:
        """One feed's answer in the words of the report."""
        if isinstance(answer, Fetched) and isinstance(read, RawFeed):
            return self._tell_of_feed(feed, answer, read)
        problem = answer if isinstance(answer, FetchFailed) else read
        if problem is None or isinstance(problem, RawFeed):  # nobody sent a validator, so no answer says "unchanged"
            return Inspection(url=feed.url, traffic=answer.traffic)
        return Inspection(
            url=feed.url,
            traffic=answer.traffic,
            kind=problem.kind,
            problem=problem.problem,
            hint=problem.hint,
            retry_after=answer.retry_after if isinstance(answer, FetchFailed) else None,
        )

    def _tell_of_feed(self, feed: FeedConfig, answer: Fetched, raw: RawFeed) -> Inspection:
        return Inspection(
            url=feed.url,
            traffic=answer.traffic,
            content_type=answer.content_type,
            encoding=encoding_of(answer),
            validators=answer.validators,
            max_age=answer.max_age,
            moved_to=answer.moved_to,
            format=raw.format,
            title=clean_feed(raw, feed).title,
            quiet=Quiet(interval=raw.interval, hours=raw.skip_hours, days=raw.skip_days),
            entries=tuple(self._entries(feed, raw)),
            warnings=raw.warnings,
        )

    def _entries(self, feed: FeedConfig, raw: RawFeed) -> Iterator[InspectedEntry]:
        """The entries as they would be shown, in the document's order."""
        frame = clean_frame(feed, raw, self.settings.site.url)
        jobs = [clean_job(entry, entry_name(feed.url, entry.key), frame) for entry in raw.entries]
        cleaned = {
            job.name: shorten(job, result.problem) if isinstance(result, FeedError) else result
            for job, result in in_children(clean_entry, jobs, ChildLimits(), rooms=CLEANING)
        }
        for job in jobs:
            yield self._entry(job, cleaned[job.name])

    def _entry(self, job: CleanJob, entry: Entry) -> InspectedEntry:
        seen_at = self.first_seen.get(job.name, self.now)
        [place] = places([job.raw], seen_at, first_read=False)
        date = place.at
        source: DateSource = "published" if date == job.raw.published_at else "updated"
        return InspectedEntry(
            name=job.name,
            id=job.raw.id,
            title=entry.title,
            link=entry.link,
            shown_at=date,
            date_source=source if date in {job.raw.published_at, job.raw.updated_at} else "first seen",
            is_stored=job.name in self.first_seen,
            words=job.raw.facts.words,
        )
