"""Where a memory may be found, and what is there: asked for as a feed is, with every guard of a feed's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from planet import __version__
from planet.errors import ChildError, FeedError, Kind
from planet.fetch import crawl, user_agent
from planet.model.backup import MOST_STATE_BYTES, STATE_FILE
from planet.model.fetching import Fetched, FetchFailed, FetchRequest
from planet.model.settings import Settings
from planet.sandbox import ChildLimits, in_children
from planet.urls import WEB_SCHEMES, scheme_of
from planet.values import dataclass, replace

LIMITS = ChildLimits(wall_s=90.0, memory_bytes=1024 * 1024 * 1024, workers=1)
"""What reading one copy may cost: an honest one of 20,000 entries takes a few seconds."""

_PATIENCE = timedelta(minutes=3)
"""A copy is larger than a feed; it is asked for once, when everything is lost."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place: an address, or a file on disk."""

    address: str | None = None
    file: Path | None = None

    def __str__(self) -> str:
        return self.address or str(self.file)


def published_sources(settings: Settings, *, offline: bool) -> tuple[Source, ...]:
    """Where the planet's own copy may be: in the output folder, and where the site is."""
    here = Source(file=settings.output_dir / STATE_FILE)
    if offline or settings.site.url is None:
        return (here,)
    return here, Source(address=f"{settings.site.url}{STATE_FILE}")


def sources_of(place: str, folder: Path) -> tuple[Source, ...]:
    """What somebody may mean by an address, a folder or a file (relative to `folder`), the likeliest first."""
    if scheme_of(place) in WEB_SCHEMES:
        own = Source(address=place)
        parts = urlsplit(place)
        below = Source(address=f"{place.rstrip('/')}/{STATE_FILE}")
        if parts.query or "." in parts.path.rpartition("/")[2]:
            return (own,)
        return (below,) if parts.path in {"", "/"} else (below, own)
    path = folder / place
    return (Source(file=path / STATE_FILE if path.is_dir() else path),)


def ask(source: Source, settings: Settings) -> Fetched | FetchFailed:
    """What is there, whole."""
    policy = replace(
        settings.fetch,
        max_bytes=MOST_STATE_BYTES,
        timeout=max(settings.fetch.timeout, _PATIENCE),
        deadline=max(settings.fetch.deadline, _PATIENCE),
    )
    request = FetchRequest(feed_url=str(source), address=source.address, file=source.file)
    [answer] = crawl([request], policy, user_agent(__version__, settings.site))
    if isinstance(answer, Fetched | FetchFailed):
        return answer
    raise AssertionError("nobody sent a validator, so no answer says that nothing has changed")


def is_missing(failed: FetchFailed) -> bool:
    """Whether there is nothing, which is as it should be on a planet's first day."""
    if failed.kind is Kind.FILE:
        return failed.problem.startswith("no such file")
    return failed.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


def in_child(function: Callable[[T], R], value: T, limits: ChildLimits = LIMITS) -> R | FeedError:
    """What the function makes of the value, in a child that is killed when that takes too much of anything."""
    for _, result in in_children(function, [value], limits):
        return result
    return ChildError(Kind.CRASHED, "the process that read it died")
