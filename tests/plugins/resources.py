"""What a test may need and a machine may lack: `shared` and `chromium`, skipped where absent or failed where required.

PLANET_REQUIRE names, with commas between, what must not be missing: "browser", "shared".
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NoReturn

import pytest
from plugins.browser import find_chromium

ROOT = Path(__file__).resolve().parents[2]


def lacks(name: str, reason: str) -> NoReturn:
    """Skip the test, or fail it when PLANET_REQUIRE has the name."""
    if name in os.environ.get("PLANET_REQUIRE", "").split(","):
        pytest.fail(f"{reason} (PLANET_REQUIRE has {name!r})", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with the corpus of real feeds; it is no part of the project."""
    path = ROOT.parent / "shared"
    if not (path / "corpus").is_dir():
        lacks("shared", "there is no ../shared with the corpus")
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium or Chrome to start."""
    path = find_chromium()
    if path is None:
        lacks("browser", "there is no Chromium or Chrome (Debian: apt-get install chromium)")
    return path
