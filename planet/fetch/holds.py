"""A host that asks for fewer requests (429), or that cannot take any (503), is left alone as a whole. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

from planet.model.fetching import Failed, FeedHealth, FeedOutcome, FetchFailed
from planet.model.settings import FeedConfig
from planet.values import replace

HOLDING = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})

WITHOUT_WORD = timedelta(hours=1)
"""How long a host is left alone that does not say how long."""


def holds_host(answer: Failed | FetchFailed) -> bool:
    """Whether this failure speaks for the host and not for one feed."""
    return answer.status in HOLDING


def held_back(
    outcomes: Iterable[FeedOutcome], feeds: Sequence[FeedConfig], health: Mapping[str, FeedHealth], now: datetime
) -> Iterator[FeedHealth]:
    """The health of every feed that must wait longer because its host answered another one so."""
    until: dict[str, datetime] = {}
    for outcome in outcomes:
        if isinstance(outcome, Failed) and holds_host(outcome) and outcome.traffic.host:
            end = now + (outcome.retry_after or WITHOUT_WORD)
            until[outcome.traffic.host] = max(end, until.get(outcome.traffic.host, end))
    if not until:
        return
    for feed in feeds:
        known = health[feed.url]
        ends = [until[host] for host in _hosts(feed, known) if host in until]
        if ends and (known.next_try_at is None or known.next_try_at < max(ends)):
            yield replace(known, next_try_at=max(ends))


def _hosts(feed: FeedConfig, health: FeedHealth) -> tuple[str, ...]:
    """The host in the feed's address, and the one that it was last read from."""
    if feed.file is not None:
        return ()
    own = (urlsplit(feed.url).hostname or "").rstrip(".")
    return tuple(dict.fromkeys((own, *([health.traffic.host] if health.traffic.host else []))))
