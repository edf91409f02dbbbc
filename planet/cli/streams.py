"""Standard streams that are always there, as Python itself takes for granted."""

from __future__ import annotations

import os
import sys
from typing import Final

_MODES: Final = {"stdin": "r", "stdout": "w", "stderr": "w"}
"""In the order of their descriptors: what is opened takes the lowest that is free."""


def open_missing_streams() -> None:
    """Let nothing come from, and nowhere go to, the standard streams that were closed when we were started.

    Else the next file to be opened, the state file perhaps, would get their descriptor, and what we say would be
    written into it.
    """
    for name, mode in _MODES.items():
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8")
            os.set_inheritable(stream.fileno(), True)  # noqa: FBT003 - the children's streams are ours
            setattr(sys, name, stream)
