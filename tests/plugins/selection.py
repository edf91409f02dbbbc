"""Which tests run, and in what order: quick ones first, and of the long ones a share when asked.

`--long-share 0.1 --long-seed WORD` keeps a tenth of the tests marked `long`, at least one, the same ones for the same
word. A long test that can do less by itself (20 kills, not 200) takes the fixture `long_share`, the share as a number,
and is always kept.
"""

from __future__ import annotations

import hashlib
import math

import pytest

SLOW = ("corpus", "setup", "browser", "long")
"""The slow kinds in their order: the one with the longest single test first, which keeps both workers busy."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two options."""
    group = parser.getgroup("planet")
    group.addoption("--long-share", type=float, default=1.0, help="run this share of the long tests (0 to 1)")
    group.addoption("--long-seed", default="0", help="the word that decides which of them")


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say how to run the same long tests again."""
    share, seed = config.getoption("--long-share"), config.getoption("--long-seed")
    return [] if share >= 1 else [f"long tests: {share:.0%} of them; --long-seed {seed} chooses the same again"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out long tests beyond the share, and put the slow ones last."""
    left_out = unlucky(items, config.getoption("--long-share"), config.getoption("--long-seed"))
    if left_out:
        config.hook.pytest_deselected(items=left_out)
    names = {item.nodeid for item in left_out}
    items[:] = sorted(
        (item for item in items if item.nodeid not in names),
        key=rank,
    )


def rank(item: pytest.Item) -> int:
    """0 for a quick test, else the place of its kind among the slow ones."""
    return max((place for place, mark in enumerate(SLOW, 1) if item.get_closest_marker(mark)), default=0)


def unlucky(items: list[pytest.Item], share: float, seed: str) -> list[pytest.Item]:
    """The long tests that the seed leaves out."""
    long = [item for item in items if item.get_closest_marker("long")]
    whole = [item for item in long if "long_share" not in getattr(item, "fixturenames", ())]
    drawn = sorted(whole, key=lambda item: hashlib.sha256(f"{seed}\n{item.nodeid}".encode()).digest())
    return drawn[math.ceil(len(drawn) * share) :]


@pytest.fixture(scope="session")
def long_share(request: pytest.FixtureRequest) -> float:
    """How much of a long test to do, from 0 to 1."""
    return request.config.getoption("--long-share")
