"""What is asked of the web, what came back, and what it means for a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from planet.errors import FeedError, Kind
from planet.model.atom import RawFeed

HealthState = Literal["new", "ok", "failing", "gone", "moved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110 §8.8): opaque, sent back byte for byte.

    `body_sha256` is of the decoded body: the same body needs no parsing.
    """

    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One feed to ask for: `feed_url` is who it is, `address` where it is asked (None when it is `file`)."""

    feed_url: str
    address: str | None = None
    file: Path | None = None
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A 200 answer, decoded. `moved_to` is set when every redirect on the way was permanent."""

    feed_url: str
    final_url: str
    body: bytes
    status: int = 200
    content_type: str | None = None
    validators: Validators = Validators()
    moved_to: str | None = None
    elapsed_s: float = 0.0
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """Nothing has changed: a 304 to a conditional request, or the same body again."""

    feed_url: str
    validators: Validators
    status: int = 304
    elapsed_s: float = 0.0
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """Nothing usable came. `retry_after` is how long the server asks us to stay away."""

    feed_url: str
    kind: Kind
    problem: str
    hint: str
    status: int | None = None
    retry_after: timedelta | None = None
    elapsed_s: float = 0.0


FetchResult = Fetched | NotModified | FetchFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadJob:
    """One answer to read in a child, with what bounds the reading."""

    answer: Fetched
    max_entries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A feed was read."""

    feed_url: str
    feed: RawFeed
    validators: Validators = Validators()
    moved_to: str | None = None
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The feed answered and has nothing new."""

    feed_url: str
    validators: Validators = Validators()
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The feed could not be read this time; what it showed before stays."""

    feed_url: str
    kind: Kind
    problem: str
    hint: str
    status: int | None = None
    retry_after: timedelta | None = None

    @classmethod
    def from_fetch(cls, answer: FetchFailed) -> Failed:
        """The failure of the exchange itself."""
        return cls(
            feed_url=answer.feed_url,
            kind=answer.kind,
            problem=answer.problem,
            hint=answer.hint,
            status=answer.status,
            retry_after=answer.retry_after,
        )

    @classmethod
    def from_error(cls, feed_url: str, error: FeedError) -> Failed:
        """The failure of reading what came."""
        return cls(feed_url=feed_url, kind=error.kind, problem=error.problem, hint=error.hint)


FeedOutcome = TakenIn | Unchanged | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed has been doing, kept between builds.

    `since` is when it came into its present `state`. `failures` counts failures in a row. `next_try_at` is when it is
    due again (None: at once).
    """

    feed_url: str
    state: HealthState = "new"
    since: datetime | None = None
    last_try_at: datetime | None = None
    last_ok_at: datetime | None = None
    failures: int = 0
    kind: Kind | None = None
    problem: str | None = None
    hint: str | None = None
    next_try_at: datetime | None = None
