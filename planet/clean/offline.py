"""bleach without its linkifier: imported before bleach, in a child, which the first page of every build waits for.

bleach compiles expressions for all the top-level domains that there are, to make links of what looks like one. We never
let it do that, and it is half of what bleach takes to import.
"""

from __future__ import annotations

from planet.stand_in import stand_in

stand_in("bleach.linkifier", DEFAULT_CALLBACKS=(), Linker=None)
