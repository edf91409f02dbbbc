"""Gets ready what an edition is made with, while the build waits for the network and for its first child process."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

from planet.errors import ThemeError
from planet.model.settings import Settings
from planet.render import Theme, set_up_press

if TYPE_CHECKING:
    from planet.render import Press


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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
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
        from planet import edition  # noqa: F401, PLC0415 - start-up

        if self._is_wanted():
            try:
                self._press = set_up_press(self._site, self._theme, self._is_wanted)
            except ThemeError:
                return  # the edition will come upon it, and say so

    def _is_wanted(self) -> bool:
        return not self._awaited.is_set()
