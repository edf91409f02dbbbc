"""An old memory out of the way of one that is brought back: under another name, never deleted."""

from __future__ import annotations

from pathlib import Path

from planet.errors import StoreError
from planet.store.database import FILE_NAME, LOCK_NAME
from planet.store.lock import only_build


def move_away(state_dir: Path) -> str | None:
    """Give the state file in `state_dir` a name that is free, which is returned; None when there is none.

    What lies beside it goes with it. Raises StoreError: a build is running, or the folder cannot be written.
    """
    path = state_dir / FILE_NAME
    if not path.exists():
        return None
    try:
        with only_build(state_dir / LOCK_NAME):
            kept = _free_name(path)
            for ending in ("-journal", "-wal", "-shm"):
                if Path(f"{path}{ending}").exists():
                    Path(f"{path}{ending}").rename(f"{kept}{ending}")
            path.rename(kept)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be moved away: {error.strerror}", hint="Planet must be able to write its state folder."
        ) from error
    return kept.name


def _free_name(path: Path) -> Path:
    number = 1
    while Path(f"{path}.replaced-{number}").exists():
        number += 1
    return Path(f"{path}.replaced-{number}")
