"""One feed's exchange, hop by hop: ask, follow, read, judge."""

from __future__ import annotations

import asyncio

from planet.errors import FetchError, Kind
from planet.fetch.addresses import Target, next_hop, read_target
from planet.fetch.body import Body
from planet.fetch.deadline import Deadline
from planet.fetch.line import Answer, Line
from planet.fetch.request import headers_for
from planet.fetch.verdicts import document, failure, without_document
from planet.model.fetching import FetchFailed, FetchRequest, FetchResult, Traffic
from planet.model.settings import FetchPolicy
from planet.values import dataclass, replace

REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200

GAP_S = 0.05
"""Seconds between the starts of two requests to one name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """How far a feed has come: `trail` ends with the target to ask next, `hops` are the redirects' statuses.

    `home` is the address that the maintainer wrote: where a feed is asked instead after it has moved is a stranger's.
    """

    request: FetchRequest
    home: Target
    trail: tuple[Target, ...]
    hops: tuple[int, ...] = ()
    left_s: float
    spent_s: float = 0.0

    @property
    def target(self) -> Target:
        """What to ask for next."""
        return self.trail[-1]


def start(request: FetchRequest, policy: FetchPolicy) -> Exchange | FetchFailed:
    """The first step of a feed, or why there is none."""
    try:
        home = read_target(request.feed_url)
        target = read_target(request.address) if request.address not in {None, request.feed_url} else home
    except FetchError as error:
        return failure(request, error)
    return Exchange(request=request, home=home, trail=(target,), left_s=policy.timeout.total_seconds())


async def take_step(exchange: Exchange, line: Line, policy: FetchPolicy, agent: str) -> Exchange | FetchResult:
    """Ask for the exchange's target: the result, or the exchange one redirect further on.

    Never raises for what a server does.
    """
    deadline = Deadline(exchange.left_s)
    try:
        async with deadline:
            step = await _ask_patiently(exchange, line, policy, agent, deadline)
    except TimeoutError:
        step = failure(exchange.request, _too_slow(line, policy))
    except FetchError as error:
        step = failure(exchange.request, error)
    spent_s = exchange.spent_s + exchange.left_s - deadline.left_s
    if isinstance(step, Exchange):
        return replace(step, left_s=deadline.left_s, spent_s=spent_s)
    traffic = Traffic(
        status=step.status,
        received_bytes=line.received_bytes,
        milliseconds=round(spent_s * 1000),
        redirects=tuple(str(target) for target in exchange.trail[1:]),
        host=exchange.target.host,
    )
    return replace(step, traffic=traffic)


async def _ask_patiently(
    exchange: Exchange, line: Line, policy: FetchPolicy, agent: str, deadline: Deadline
) -> Exchange | FetchResult:
    """Once more when the connection closed before the first byte of an answer, as kept connections do; never later."""
    try:
        return await _ask(exchange, line, policy, agent, deadline)
    except FetchError as error:
        if error.kind is not Kind.CONNECTION or not line.unheard:
            raise
    await asyncio.sleep(GAP_S)
    return await _ask(exchange, line, policy, agent, deadline)


async def _ask(
    exchange: Exchange, line: Line, policy: FetchPolicy, agent: str, deadline: Deadline
) -> Exchange | FetchResult:
    request = exchange.request
    own = request.headers if _is_same_site(exchange.home, exchange.target) else ()
    headers = headers_for(exchange.target.authority, agent, request.validators, own)
    async with line.ask(exchange.target, headers, deadline) as answer:
        if answer.status in REDIRECTS:
            line.hang_up()  # at every hop the address is checked again
            hop = next_hop(exchange.trail, answer.head.get(b"location"), policy.max_redirects)
            return replace(exchange, trail=(*exchange.trail, hop), hops=(*exchange.hops, answer.status))
        if answer.status != OK:
            return without_document(request, exchange.trail, exchange.hops, answer.status, answer.head)
        body = await _read(answer, line, policy, deadline)
        return document(request, exchange.trail, exchange.hops, answer.head, body)


async def _read(answer: Answer, line: Line, policy: FetchPolicy, deadline: Deadline) -> Body:
    coding = answer.head.get(b"content-encoding", b"").decode("latin-1")
    body = Body(coding, max_bytes=policy.max_bytes, max_ratio=policy.max_ratio)
    async for raw in answer.chunks:
        body.take(raw)
        if body.is_large:
            await line.hold_large(deadline)
    return body


def _is_same_site(home: Target, target: Target) -> bool:
    """Whether the maintainer's own headers may go there: the same host and port, and never from https to http."""
    if home.host != target.host or (home.scheme, target.scheme) == ("https", "http"):
        return False
    return home.port == target.port or (home.port, target.port) == (80, 443)


def _too_slow(line: Line, policy: FetchPolicy) -> FetchError:
    seconds = f"{policy.timeout.total_seconds():g} s"
    if line.heard:
        return FetchError(Kind.TIMEOUT, f"the answer was not complete after {seconds}")
    return FetchError(Kind.TIMEOUT, f"no answer within {seconds}")
