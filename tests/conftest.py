"""What every kind of test may ask for: real HTTP servers on loopback addresses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from plugins.loopback import LoopbackServer, Servers


@pytest.fixture
def servers() -> Iterator[Servers]:
    """Starts further servers: `servers.start("127.0.0.2")`, `servers.start(tls=context)`."""
    started = Servers()
    yield started
    started.close()


@pytest.fixture
def server(servers: Servers) -> LoopbackServer:
    """A server on 127.0.0.1; see tests/plugins/loopback.py for what it can play."""
    return servers.start()


@pytest.fixture
def canary(servers: Servers) -> LoopbackServer:
    """A second server, which nobody may ever reach: `assert canary.requests == []`."""
    return servers.start()
