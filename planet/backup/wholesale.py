"""`planet restore`: everything that a place holds, into a memory that is empty."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from planet.backup.archives import archive_pages, feed_of_entry, take_in_archive
from planet.backup.copies import told, wanted_of
from planet.backup.sources import Source, ask, in_child, is_missing
from planet.errors import FeedError, PlanetError, StoreError
from planet.model.atom import RawFeed
from planet.model.backup import StateCopy, StateJob, TakenBack
from planet.model.fetching import Fetched, FetchFailed
from planet.model.settings import Settings
from planet.store import open_store
from planet.store.replacing import move_away
from planet.store.state_reader import is_state, read_state
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What a place holds: a copy of a memory, or the pages of an archive; `problem` is what went wrong on the way."""

    source: Source
    copy: StateCopy | None = None
    pages: tuple[RawFeed, ...] = ()
    problem: str | None = None


def restore(sources: Sequence[Source], settings: Settings, now: datetime, *, force: bool) -> tuple[str, ...]:
    """Bring back what the first of the sources that is there holds; sentences on what that was.

    Raises StoreError when the memory is not empty and `force` is not given; else the old one is set aside. Raises
    PlanetError when there is nothing to bring back.
    """
    _refuse_to_overwrite(settings, now, force=force)
    found = _find(sources, settings, now)
    if not _has_ours(found, settings):
        raise PlanetError(
            f"{found.source} has nothing of this planet's feeds", hint="Check the feeds in the configuration."
        )
    kept = move_away(settings.state_dir) if force else None
    with open_store(settings.state_dir, now) as store:
        if found.copy:
            taken = store.take_back(found.copy, wanted_of(found.copy, settings))
        else:
            taken = take_in_archive(found.pages, settings, store, now)
    lines = [_told_of_archive(taken, found) if found.copy is None else told(taken, found.source)]
    lines += [f"The archive breaks off: {found.problem}."] if found.problem else []
    lines += [f"The old memory is kept as {kept}."] if kept else []
    return tuple(lines)


def _refuse_to_overwrite(settings: Settings, now: datetime, *, force: bool) -> None:
    if force:
        return
    with open_store(settings.state_dir, now) as store:
        if not store.is_empty():
            raise StoreError(
                f"{settings.state_dir} already holds a memory",
                hint="With --force it is set aside, and what is restored takes its place.",
            )


def _find(sources: Sequence[Source], settings: Settings, now: datetime) -> _Found:
    failed: FetchFailed | None = None
    for source in sources:
        answer = ask(source, settings)
        if isinstance(answer, Fetched):
            return _read(source, answer, settings, now)
        if failed is None or is_missing(failed):
            failed = answer
    place = failed.feed_url if failed else "nowhere"
    hint = "Give the address of a planet, of its state file or feed, or a folder that has planet-state.jsonl.gz in it."
    raise PlanetError(f"{place}: {failed.problem if failed else 'nothing is there'}", hint=hint)


def _read(source: Source, answer: Fetched, settings: Settings, now: datetime) -> _Found:
    kind = in_child(is_state, answer.body)
    if isinstance(kind, FeedError):
        raise PlanetError(f"{source}: {kind.problem}")
    if kind:
        copy = in_child(read_state, StateJob(data=answer.body, now=now))
        if isinstance(copy, FeedError):
            raise PlanetError(f"{source}: {copy.problem}")
        return _Found(source=source, copy=copy)
    pages = list(archive_pages(answer, settings))
    problem = next((page.problem for page in pages if isinstance(page, FeedError)), None)
    feeds = tuple(page for page in pages if not isinstance(page, FeedError))
    if not feeds:
        raise PlanetError(f"{source}: {problem}", hint="It is neither a planet's state file nor a feed.")
    return _Found(source=source, pages=feeds, problem=problem)


def _has_ours(found: _Found, settings: Settings) -> bool:
    """Whether anything would come back: asked before the old memory is set aside."""
    if found.copy is not None:
        wanted = wanted_of(found.copy, settings)
        return any(wanted is None or feed.url in wanted for feed in found.copy.feeds)
    return any(feed_of_entry(raw, page, settings.feeds) for page in found.pages for raw in page.entries)


def _told_of_archive(taken: TakenBack, found: _Found) -> str:
    left_out = f"; {taken.strangers} entries of other feeds were left out" if taken.strangers else ""
    pages = f"{len(found.pages)} page{'s' if len(found.pages) > 1 else ''}"
    return f"{taken.entries} entries of {taken.feeds} feeds were restored from {found.source} ({pages}){left_out}."
