"""Many feeds, bounded and polite: the front door of the room.

    requests ─▶ files ──────────────────────────────────────────────▶ results
           └──▶ lanes ─▶ exchange ─▶ line ─▶ network ─▶ wire    ▲
                (per host)  (hops)           (checked address)  │
                   └── an event loop in a thread of its own ─ outbox

The thread never waits for the build's parsing or storing, until 32 MiB of documents wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from planet.fetch.files import read_file
from planet.model.fetching import FetchRequest, FetchResult
from planet.model.settings import FetchPolicy

if TYPE_CHECKING:
    from planet.fetch.internet import Internet


def crawl(
    requests: Sequence[FetchRequest],
    policy: FetchPolicy,
    user_agent: str,
    *,
    internet: Internet | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Iterator[FetchResult]:
    """Read every feed; a result for each, as they arrive. Never raises for what a feed does.

    Closing the iterator early ends all connections at once. `internet` takes the place of the real one. With files
    alone no thread is started and no HTTP library is imported. `meanwhile` is called once, as soon as the first
    requests are under way: what it does costs no time while servers think.
    """
    files = [request for request in requests if request.file is not None]
    on_web = [request for request in requests if request.file is None]
    with _asking(on_web, policy, user_agent, internet) as answers:
        if meanwhile:
            meanwhile()
        yield from (read_file(request, policy.max_bytes) for request in files)
        yield from answers


@contextmanager
def _asking(
    requests: Sequence[FetchRequest], policy: FetchPolicy, user_agent: str, internet: Internet | None
) -> Iterator[Iterable[FetchResult]]:
    """The answers of the web, asked for in another thread while the block lasts."""
    if not requests:
        yield ()
        return
    import asyncio  # noqa: PLC0415 - start-up
    import sys  # noqa: PLC0415 - start-up
    import threading  # noqa: PLC0415 - start-up
    from contextlib import suppress  # noqa: PLC0415 - start-up

    # httpx has a command line of its own, and loads rich and pygments for it where they are installed.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # documented, but not in the type
    from planet.fetch.internet import Internet  # noqa: PLC0415 - start-up
    from planet.fetch.lanes import ask_all  # noqa: PLC0415 - start-up
    from planet.fetch.outbox import Outbox  # noqa: PLC0415 - start-up

    outbox = Outbox()

    def run() -> None:
        try:
            with suppress(asyncio.CancelledError):  # nobody reads any more
                asyncio.run(ask_all(requests, policy, user_agent, internet or Internet(), outbox))
                outbox.complete = True
        finally:
            outbox.close()

    # A daemon: a build that dies without closing us must not wait for the web before it can exit.
    thread = threading.Thread(target=run, name="planet-fetch", daemon=True)
    thread.start()
    outbox.under_way.wait()
    try:
        yield outbox
    finally:
        outbox.stop()
        thread.join()
