"""Runs the command in this process and writes down its phases (phases.py), as timeline.py wants it.

python watched.py FILE STARTED build --config …     STARTED: perf_counter of whoever starts this
"""

import time

BEGAN = time.perf_counter()

from phases import watch_command  # noqa: E402 - the clock comes first

watch_command(BEGAN)
