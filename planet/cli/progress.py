"""What a person sees while a build works: one line that changes on a terminal, a few plain lines in a log."""

from __future__ import annotations

import time
from typing import TextIO

import click

_EVERY_S = 0.1
_LOG_EVERY_S = 10.0


class Progress:
    """`Outside` for the command line: shows progress on `stream` and measures time from its own making."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._terminal = stream.isatty()
        self._started = time.monotonic()
        self._last = self._started
        self._width = 0

    def elapsed_s(self) -> float:
        """Seconds since the command started."""
        return time.monotonic() - self._started

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show "feeds 12 of 300" if it is time to show something again."""
        now = time.monotonic()
        due = _EVERY_S if self._terminal else _LOG_EVERY_S
        if self._quiet or now - self._last < due:
            return
        self._last = now
        self._show(f"{stage}: {done} of {total}")

    def clear(self) -> None:
        """Leave an empty line for what comes next."""
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0

    def _show(self, line: str) -> None:
        if not self._terminal:
            click.echo(line, file=self._stream)
            return
        self._stream.write("\r" + line.ljust(self._width))
        self._stream.flush()
        self._width = len(line)
