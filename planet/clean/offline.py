"""bleach without its linkifier: imported before bleach, in a child, which the first page of every build waits for.

bleach compiles expressions for all the top-level domains that there are, to make links of what looks like one. We never
let it do that, and it is half of what bleach takes to import.
"""

from __future__ import annotations

import sys
from types import ModuleType

_NAME = "bleach.linkifier"


def _do_without_linkifier() -> None:
    module = ModuleType(_NAME, "Nothing: see planet.clean.offline.")
    vars(module).update(DEFAULT_CALLBACKS=(), Linker=None)
    sys.modules.setdefault(_NAME, module)


_do_without_linkifier()
