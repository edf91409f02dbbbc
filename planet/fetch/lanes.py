"""Many exchanges at once: a lane for each host, so that nobody is asked by more than two of us at a time.

There are as many workers as there may be connections. Each drives one lane until it is empty, over one connection, then
the next that is ready. It waits for no other lane meanwhile (a redirect to another host is put into that host's lane),
so lanes cannot block each other.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence

from planet.errors import HINTS, Kind
from planet.fetch.exchange import GAP_S, Exchange, start, take_step
from planet.fetch.holds import holds_host
from planet.fetch.internet import Internet
from planet.fetch.line import Line
from planet.fetch.network import Network
from planet.fetch.outbox import Outbox
from planet.model.fetching import FetchFailed, FetchRequest, FetchResult
from planet.model.settings import FetchPolicy
from planet.values import dataclass, field

CONNECTIONS_PER_NAME = 2

LONGEST_HEAD_START_S = 0.1
"""Before the thread that reads the results is told that requests are under way, and goes on with work of its own."""

_BEAT_S = 0.002


@dataclass(slots=True)
class Lane:
    """What one host will be asked, by how many of us, and when next; `held`: why it will not be."""

    waiting: deque[Exchange] = field(default_factory=deque)
    workers: int = 0
    next_start: float = 0.0
    held: FetchFailed | None = None

    async def wait_for_turn(self) -> None:
        """Let `GAP_S` pass between the starts of two requests."""
        now = asyncio.get_running_loop().time()
        start = max(now, self.next_start)
        self.next_start = start + GAP_S
        if start > now:
            await asyncio.sleep(start - now)


class Lanes:
    """All lanes of a crawl."""

    def __init__(self, policy: FetchPolicy, agent: str, internet: Internet, outbox: Outbox) -> None:
        self._policy = policy
        self._agent = agent
        self._network = Network(policy, internet)
        self._outbox = outbox
        self._places = policy.concurrency
        self._ready: deque[Lane] = deque()
        self._lanes: dict[str, Lane] = {}
        self.answered: set[str] = set()

    async def take(self, step: Exchange | FetchResult, tasks: asyncio.TaskGroup) -> None:
        """Hand a result out, or put an exchange into the lane of the host that it must ask next."""
        if not isinstance(step, Exchange):
            await self._outbox.put(step)
            self.answered.add(step.feed_url)
            return
        lane = self._lanes.setdefault(step.target.host, Lane())
        lane.waiting.append(step)
        if lane.workers < CONNECTIONS_PER_NAME:
            lane.workers += 1
            self._ready.append(lane)
            if self._places > 0:
                self._places -= 1
                tasks.create_task(self._work(tasks))

    async def _work(self, tasks: asyncio.TaskGroup) -> None:
        while self._ready:
            await self._drive(self._ready.popleft(), tasks)
        self._places += 1

    async def _drive(self, lane: Lane, tasks: asyncio.TaskGroup) -> None:
        line = Line(self._network)
        try:
            while lane.waiting:
                exchange = lane.waiting.popleft()
                await self.take(await self._step(exchange, lane, line), tasks)
                line.let_go_of_large()  # only now: while it waits for the build, it is still in memory
        finally:
            line.let_go_of_large()
            lane.workers -= 1
            line.hang_up()

    async def _step(self, exchange: Exchange, lane: Lane, line: Line) -> Exchange | FetchResult:
        if lane.held is None:
            await lane.wait_for_turn()
        if lane.held is not None:
            return _not_asked(exchange, lane.held)
        step = await take_step(exchange, line, self._policy, self._agent)
        if isinstance(step, FetchFailed) and holds_host(step):
            lane.held = step
        return step


async def ask_all(
    requests: Sequence[FetchRequest], policy: FetchPolicy, agent: str, internet: Internet, outbox: Outbox
) -> None:
    """Ask every feed; each result goes to the outbox as it comes. What misses the deadline of all is not reached."""
    lanes = Lanes(policy, agent, internet, outbox)
    with outbox.filled_by_this_task():
        try:
            async with asyncio.timeout(policy.deadline.total_seconds()), asyncio.TaskGroup() as tasks:
                tasks.create_task(tell_when_under_way(outbox))
                for number, request in enumerate(requests, 1):
                    await lanes.take(start(request, policy), tasks)
                    if number % policy.concurrency == 0:
                        await asyncio.sleep(0)  # who can be asked already is, before the rest is looked at
        except TimeoutError:
            for request in requests:
                if request.feed_url not in lanes.answered:
                    outbox.put_at_once(_too_late(request, policy))


async def tell_when_under_way(outbox: Outbox) -> None:
    """As soon as the loop has nothing to do but to wait: then all that can be sent at once has been sent.

    Whatever another thread does before that delays requests, each time that Python goes from one to the other.
    """
    loop = asyncio.get_running_loop()
    began = beat = loop.time()
    while beat - began < LONGEST_HEAD_START_S:
        await asyncio.sleep(_BEAT_S)
        last, beat = beat, loop.time()
        if beat - last < 2 * _BEAT_S:
            break
    from planet.fetch import reading  # noqa: F401, PLC0415 - what reads answers is loaded while servers think

    outbox.under_way.set()


def _not_asked(exchange: Exchange, held: FetchFailed) -> FetchFailed:
    """What becomes of a feed whose host has sent another one of its feeds away: nothing is known of it."""
    return FetchFailed(
        feed_url=exchange.request.feed_url,
        kind=Kind.NOT_REACHED,
        problem=f"not asked, because {exchange.target.host} answered {held.status} to another feed",
        hint="The whole host is left alone for as long as it asks; Planet asks again later.",
    )


def _too_late(request: FetchRequest, policy: FetchPolicy) -> FetchFailed:
    seconds = policy.deadline.total_seconds()
    problem = f"not reached within the {seconds:g} s that all feeds have together"
    return FetchFailed(feed_url=request.feed_url, kind=Kind.NOT_REACHED, problem=problem, hint=HINTS[Kind.NOT_REACHED])
