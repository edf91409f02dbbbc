"""The end of the command's process, without taking the interpreter apart piece by piece first.

That costs more than anything that an unchanged build does by itself: 15 ms, and 30 to 45 after a first one, to free
memory which the kernel takes back at once. What matters at an end is done here as Python does it, in its order; files,
the state file and the children are closed by whoever opened them, long before.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End this process with the code: threads have come to their end, handlers of exit have run, all is written.

    Raises SystemExit where something cannot be written any more: Python has words, and a code, for that.
    """
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()  # noqa: SLF001 - temporary folders, logging, and whoever measures coverage
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)
