"""Makes the state file as small as what it holds. SQLite keeps the room of what was deleted, for what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from planet.store.connection import Connection
from planet.store.site_memory import drop_cleaned_except
from planet.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """The size of the state file before and after."""

    before_bytes: int
    after_bytes: int


def compact(connection: Connection, shown: Sequence[str]) -> Compacted:
    """Forget the clean entries but those under the keys `shown`, and give back the room of all that was ever deleted.

    What is stored of an entry stays. Killed or out of space at any moment, the file is as it was: SQLite writes the
    whole of it anew, and keeps the old pages in its journal until the new ones are safe.
    """
    before = _size_bytes(connection)
    drop_cleaned_except(connection, shown)
    connection.commit()
    # The new file is made beside the old one before it is copied over; neither has to fit into memory.
    connection.rows("PRAGMA temp_store = FILE")
    connection.rows("PRAGMA cache_spill = ON")
    connection.rows("VACUUM")
    return Compacted(before_bytes=before, after_bytes=_size_bytes(connection))


def _size_bytes(connection: Connection) -> int:
    row = connection.row("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    return int(row[0]) if row else 0
