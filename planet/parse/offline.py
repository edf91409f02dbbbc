"""feedparser without an HTTP client: imported before it, in a child, which has bytes to read and asks nobody.

`feedparser.http`, and `xml.sax` for entities that lie elsewhere, import Python's own client, and that the library for
mail, to read headers with: a third of what feedparser takes to import, which the first document of every build waits
for. What would open an address, though nothing should, finds nothing to open it with.
"""

from __future__ import annotations

import sys
from types import ModuleType


def _do_without_client() -> None:
    for name in ("feedparser.http", "urllib.request"):
        sys.modules.setdefault(name, ModuleType(name, "Nothing: see planet.parse.offline."))


_do_without_client()
