"""A browser for a module, and what looks out for attacks in it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from browser.lookout import QUIET, Lookout
from plugins.loopback import Servers


@pytest.fixture(scope="module")
def browser(chromium):
    """A Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="module")
def lookout(browser) -> Iterator[Lookout]:
    """Opens the pages of a site and tells what should not be there."""
    servers = Servers()
    yield Lookout(browser, servers)
    servers.close()


@pytest.fixture(scope="session")
def payloads(shared) -> list[str]:
    """Every payload of the shared sets once, in an order that is always the same."""
    found = {
        one["sha256"]: one["payload"]
        for path in (shared / "corpus" / "xss").glob("*.json")
        for one in json.loads(path.read_text("utf-8"))
    }
    return [found[digest] for digest in sorted(found)]
