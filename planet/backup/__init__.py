"""The site as backup: a copy of the memory beside the pages, and the way back from it. Start at `copies.py`.

Most planets have no copy, and nothing to bring back: only what is called is imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planet.model.settings import Settings
from planet.model.site import BuildRequest, OutputFile, River
from planet.store import Store

if TYPE_CHECKING:
    from planet.model.backup import Recovered

__all__ = ["recover", "state_file"]


def state_file(settings: Settings, store: Store, river: River) -> tuple[OutputFile, ...]:
    """The copy, where the maintainer wants one; see `planet.backup.copies.state_file`."""
    if not settings.state.publish:
        return ()
    from planet.backup import copies  # noqa: PLC0415 - start-up

    return (copies.state_file(settings, store, river),)


def recover(settings: Settings, request: BuildRequest, store: Store) -> Recovered:
    """See `planet.backup.copies.recover`, which this calls."""
    from planet.backup import copies  # noqa: PLC0415 - start-up

    return copies.recover(settings, request, store)
