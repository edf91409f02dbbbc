"""What is asked of the web, what came back, and what it means for a feed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from planet.errors import FeedError, Kind
from planet.model.atom import KnownEntries, RawFeed
from planet.values import dataclass, field

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
class Traffic:
    """What one exchange was like.

    `status` is of the last answer (None: there was none), `received_bytes` of its body as sent, `host` whose it
    was, `redirects` the addresses that we were sent on to.
    """

    status: int | None = None
    received_bytes: int = 0
    milliseconds: int = 0
    redirects: tuple[str, ...] = ()
    host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header of the maintainer's own. Its value may be a secret, so no `repr` shows it."""

    name: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchRequest:
    """One feed to ask for: `feed_url` is who it is, `address` where it is asked (None when it is `file`).

    `headers` are for the host of `feed_url` alone.
    """

    feed_url: str
    address: str | None = None
    file: Path | None = None
    validators: Validators = Validators()
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A 200 answer, decoded. `moved_to` is set when every redirect on the way was permanent.

    `packed` is the body in gzip as it was sent, where it came so and is worth keeping.
    """

    feed_url: str
    final_url: str
    body: bytes
    packed: bytes | None = field(default=None, repr=False)
    status: int = 200
    content_type: str | None = None
    validators: Validators = Validators()
    moved_to: str | None = None
    max_age: timedelta | None = None
    traffic: Traffic = Traffic()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """Nothing has changed: a 304 to a conditional request, or the same body again."""

    feed_url: str
    validators: Validators
    status: int = 304
    moved_to: str | None = None
    max_age: timedelta | None = None
    traffic: Traffic = Traffic()


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFailed:
    """Nothing usable came. `retry_after` is how long the server asks us to stay away."""

    feed_url: str
    kind: Kind
    problem: str
    hint: str
    status: int | None = None
    retry_after: timedelta | None = None
    traffic: Traffic = Traffic()


FetchResult = Fetched | NotModified | FetchFailed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadJob:
    """One answer to read in a child, with what bounds the reading; `known` is of the document read before it.

    `may_wait`: entries that can be told from the others at a glance need not be read yet (`RawFeed.unread`).
    `has_packed`: the body was sent packed and is at hand like that, so `RawFeed.shell` need not have it.
    """

    answer: Fetched
    max_entries: int
    known: KnownEntries = field(default_factory=KnownEntries)
    may_wait: bool = False
    has_packed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """A feed was read."""

    feed_url: str
    feed: RawFeed
    validators: Validators = Validators()
    moved_to: str | None = None
    max_age: timedelta | None = None
    traffic: Traffic = Traffic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The feed answered and has nothing new."""

    feed_url: str
    validators: Validators = Validators()
    moved_to: str | None = None
    max_age: timedelta | None = None
    traffic: Traffic = Traffic()

    @classmethod
    def from_answer(cls, answer: NotModified) -> Unchanged:
        """What such an answer means."""
        return cls(
            feed_url=answer.feed_url,
            validators=answer.validators,
            moved_to=answer.moved_to,
            max_age=answer.max_age,
            traffic=answer.traffic,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The feed could not be read this time; what it showed before stays."""

    feed_url: str
    kind: Kind
    problem: str
    hint: str
    status: int | None = None
    retry_after: timedelta | None = None
    traffic: Traffic = Traffic()

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
            traffic=answer.traffic,
        )

    @classmethod
    def from_error(cls, answer: Fetched, error: FeedError) -> Failed:
        """The failure of reading what came."""
        return cls(
            feed_url=answer.feed_url, kind=error.kind, problem=error.problem, hint=error.hint, traffic=answer.traffic
        )


FeedOutcome = TakenIn | Unchanged | Failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """When a feed asks not to be read: `interval` at least between two times, hours (0 to 23) and days (Monday is 0).

    Of RSS ttl, skipHours and skipDays, and sy:updatePeriod; in UTC.
    """

    interval: timedelta | None = None
    hours: tuple[int, ...] = ()
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A permanent redirect (301, 308) that a feed's server has answered with, and how far we believe it.

    `builds` in a row have seen it since `since`; `same_feed` tells whether what is there shares entries with what was
    read before.
    """

    to: str
    since: datetime
    builds: int = 1
    same_feed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed has been doing, kept between builds.

    `since` is when it came into its present `state`. `failures` counts failures in a row. `next_try_at` is when it is
    due again (None: at once). `last_change_at` is when it last had an entry that was new or edited; `entries_seen` and
    `entries_new` are of the document that was last read. `traffic` is of the last time it was asked.
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
    last_change_at: datetime | None = None
    entries_seen: int = 0
    entries_new: int = 0
    traffic: Traffic = Traffic()
    quiet: Quiet = Quiet()
    move: Move | None = None
