"""Regular expressions for what few documents need: compiled when first used, not when a process starts.

Python takes milliseconds for one with large classes of characters, and every child would pay for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import AnyStr


def late(expression: AnyStr, flags: int = 0) -> Callable[[], re.Pattern[AnyStr]]:
    """What gives the compiled expression, always the same."""
    return cache(partial(re.compile, expression, flags))
