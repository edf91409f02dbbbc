"""Where is a Chromium? For tests, and on the command line for script/test: prints its path, or exits with 1."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


def find_chromium() -> str | None:
    """The executable that CHROMIUM names, else the first one found; None where there is none."""
    if chosen := os.environ.get("CHROMIUM"):
        return shutil.which(chosen)
    found = (shutil.which(name) for name in NAMES)
    installed = (path for path in MAC_APPLICATIONS if Path(path).exists())
    return next((path for path in (*found, *installed) if path), None)


if __name__ == "__main__":
    path = find_chromium()
    if path is None:
        sys.exit(1)
    sys.stdout.write(f"{path}\n")
