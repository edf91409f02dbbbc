"""Names to addresses, many at once, none of them able to hold up the end of a build."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from planet.errors import FetchError, Kind
from planet.fetch.addresses import IPAddress, shown

PARALLEL_LOOKUPS = 32
_TRY_AGAIN_HINT = "The name server did not answer; Planet asks again later."


class Resolver:
    """Looks names up, each in a thread that can be left behind.

    The executor of an event loop would not do: its threads are waited for at the end, and the system's resolver can
    take a minute to give up.
    """

    def __init__(self, resolve: Callable[[str], tuple[str, ...]]) -> None:
        self._resolve = resolve
        self._free = asyncio.Semaphore(PARALLEL_LOOKUPS)

    async def addresses(self, host: str) -> tuple[IPAddress, ...]:
        """The addresses of a host, at least one. Raises FetchError (DNS)."""
        try:
            async with self._free:
                found = await _in_thread(self._resolve, host)
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise FetchError(Kind.DNS, f"no answer about the host {shown(host)}", hint=_TRY_AGAIN_HINT) from error
            raise FetchError(Kind.DNS, f"no such host: {shown(host)}") from error
        except OSError as error:
            raise FetchError(Kind.DNS, f"cannot look up the host {shown(host)}") from error
        return tuple(ip_address(address) for address in found)


async def _in_thread(resolve: Callable[[str], tuple[str, ...]], host: str) -> tuple[str, ...]:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[tuple[str, ...]] = loop.create_future()

    def settle(addresses: tuple[str, ...], error: OSError | None) -> None:
        if answer.done():
            return  # nobody waits any more
        if error:
            answer.set_exception(error)
        else:
            answer.set_result(addresses)

    def look_up() -> None:
        addresses: tuple[str, ...] = ()
        problem: OSError | None = None
        try:
            addresses = resolve(host)
        except OSError as error:
            problem = error
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, addresses, problem)

    threading.Thread(target=look_up, name="planet-resolve", daemon=True).start()
    return await answer
