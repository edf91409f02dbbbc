"""A limit in seconds for a whole exchange, whatever the server does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self


class Deadline:
    """`async with Deadline(seconds)` raises TimeoutError inside when the time is over.

    `left_s` is what remained at the end. Waiting that is our own choice (a free slot) is not counted: `paused`.
    """

    def __init__(self, seconds: float) -> None:
        self.left_s = seconds
        self._timeout = asyncio.timeout(seconds)

    async def __aenter__(self) -> Self:
        await self._timeout.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.left_s = self._remaining()
        await self._timeout.__aexit__(kind, error, traceback)

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Stop the clock for a while."""
        left_s = self._remaining()
        self._timeout.reschedule(None)
        try:
            yield
        finally:
            self._timeout.reschedule(asyncio.get_running_loop().time() + left_s)

    def _remaining(self) -> float:
        end = self._timeout.when()
        return max(0.0, end - asyncio.get_running_loop().time()) if end is not None else 0.0
