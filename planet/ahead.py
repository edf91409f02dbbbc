"""Gets ready what an edition is made with, while the build waits for the network and for its first child process."""

from __future__ import annotations

import threading
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from planet.errors import ThemeError
from planet.model.settings import Settings
from planet.render import Theme, set_up_press

if TYPE_CHECKING:
    from planet.render import Press

_M_MMAP_THRESHOLD: Final = -3
_LARGE_BYTES: Final = 128 * 1024
"""What glibc begins with."""


class Ahead:
    """Imports what a build with news needs and compiles the theme's templates, in a thread that starts at the news.

    What it has not done when it is waited for is done then. A build without news never begins, and none begins twice.
    """

    def __init__(self, settings: Settings, theme: Theme) -> None:
        self._site = settings.site
        self._theme = theme
        self._press: Press | None = None
        self._thread: threading.Thread | None = None
        self._awaited = threading.Event()
        self._over = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over = True
        self._awaited.set()

    def begin(self) -> None:
        """There is news, so most likely there will be an edition."""
        if self._is_wanted():
            self._thread = threading.Thread(target=self._get_ready, name="ahead")
            self._thread.start()

    def press(self) -> Press:
        """What the edition is made with. Raises ThemeError."""
        self._awaited.set()
        if self._thread:
            self._thread.join()
        return self._press or set_up_press(self._site, self._theme)

    def _get_ready(self) -> None:
        give_large_blocks_back()
        from planet import edition  # noqa: F401, PLC0415 - start-up

        if not self._over:
            try:
                self._press = set_up_press(self._site, self._theme, self._is_wanted)
            except ThemeError:
                return  # the edition will come upon it, and say so

    def _is_wanted(self) -> bool:
        return not self._awaited.is_set()


def give_large_blocks_back() -> None:
    """Have the C library return the memory of each document to the system, once nobody has it any more.

    glibc does so with the first, then takes their size for usual and keeps what they leave, in pieces. Other C
    libraries know nothing of this.
    """
    import ctypes  # noqa: PLC0415 - start-up

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE_BYTES)
