"""Many exchanges at once: a lane for each host, so that nobody is asked by more than two of us at a time.

A worker takes its place among all connections, then drives one lane until the lane is empty, over one connection. It
waits for no other lane while it holds its place (a redirect to another host is put into that host's lane), so lanes
cannot block each other.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from planet.fetch.exchange import Exchange, start, take_step
from planet.fetch.internet import Internet
from planet.fetch.line import Line
from planet.fetch.network import Network
from planet.fetch.outbox import Outbox
from planet.model.fetching import FetchRequest, FetchResult
from planet.model.settings import FetchPolicy

CONNECTIONS_PER_NAME = 2


@dataclass(slots=True)
class Lane:
    """What one host will be asked, and by how many of us."""

    waiting: deque[Exchange] = field(default_factory=deque)
    workers: int = 0


class Lanes:
    """All lanes of a crawl."""

    def __init__(
        self, policy: FetchPolicy, agent: str, internet: Internet, outbox: Outbox, tasks: asyncio.TaskGroup
    ) -> None:
        self._policy = policy
        self._agent = agent
        self._network = Network(policy, internet)
        self._outbox = outbox
        self._tasks = tasks
        self._places = asyncio.Semaphore(policy.concurrency)
        self._lanes: dict[str, Lane] = {}

    async def take(self, step: Exchange | FetchResult) -> None:
        """Hand a result out, or put an exchange into the lane of the host that it must ask next."""
        if not isinstance(step, Exchange):
            await self._outbox.put(step)
            return
        lane = self._lanes.setdefault(step.target.host, Lane())
        lane.waiting.append(step)
        if lane.workers < CONNECTIONS_PER_NAME:
            lane.workers += 1
            self._tasks.create_task(self._work(lane))

    async def _work(self, lane: Lane) -> None:
        async with self._places:
            line = Line(self._network)
            try:
                while lane.waiting:
                    exchange = lane.waiting.popleft()
                    await self.take(await take_step(exchange, line, self._policy, self._agent))
                    line.let_go_of_large()  # only now: while it waits for the build, it is still in memory
            finally:
                line.let_go_of_large()
                lane.workers -= 1
                await line.aclose()


async def ask_all(
    requests: Sequence[FetchRequest], policy: FetchPolicy, agent: str, internet: Internet, outbox: Outbox
) -> None:
    """Ask every feed; each result goes to the outbox as it comes."""
    with outbox.filled_by_this_task():
        async with asyncio.TaskGroup() as tasks:
            lanes = Lanes(policy, agent, internet, outbox, tasks)
            for request in requests:
                await lanes.take(start(request, policy))
